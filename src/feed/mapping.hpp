// Any CSV of transfers through a mapping: columns named by hand (`--map column=field`), constants
// (`--set field=value`), and headings known from banks' statements (aliases.hpp).
//
// Two shapes are understood: rows that name payer and payee, and statements of one account (own
// account, counterparty, and a direction, a signed amount, or debit and credit columns), from which
// payer and payee follow. Values are read in the usual forms (usual_forms.hpp). A row without an id
// column gets its serial as id, without either it has none. One thread at a time.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "feed/csv.hpp"
#include "feed/field.hpp"
#include "feed/usual_forms.hpp"

namespace holdfast::feed {

/// Times that count steps from a beginning, as simulators and some systems write them.
struct StepTime {
  base::Instant base{};
  base::Milliseconds unit{1000};
};

struct MappingOptions {
  std::vector<std::pair<std::string, Field>> columns;  // heading; Field::none: pass it over
  std::vector<std::pair<Field, std::string>> constants;
  std::optional<StepTime> steps;

  [[nodiscard]] bool empty() const { return columns.empty() && constants.empty() && !steps; }
};

/// "column=field"; an empty field passes the column over. Errors: wrong_usage.
[[nodiscard]] base::Result<std::pair<std::string, Field>> parse_map(std::string_view text);
/// "field=value". Errors: wrong_usage.
[[nodiscard]] base::Result<std::pair<Field, std::string>> parse_set(std::string_view text);
/// "1d", "15m", "1s", "250ms": a length of time above zero. Errors: wrong_usage.
[[nodiscard]] base::Result<base::Milliseconds> parse_unit(std::string_view text);

class MappedCsv {
 public:
  /// Errors: bad_input naming what the header does not give, or a mapped column it does not have.
  [[nodiscard]] static base::Result<MappedCsv> open(const CsvRecord& header,
                                                    const MappingOptions& options,
                                                    std::optional<base::Instant> now = {});

  /// How a header is read under `options`, also one that gives too little.
  struct Reading {
    std::vector<Field> fields;     // of each column; none where it is passed over
    std::optional<Field> missing;  // the first that it does not give and that a row needs
  };
  /// Errors: bad_input for a mapped column that the header lacks.
  [[nodiscard]] static base::Result<Reading> reading_of(const CsvRecord& header,
                                                        const MappingOptions& options);

  /// The row in `record`; its views last until the next call.
  [[nodiscard]] RowOutcome read(const CsvRecord& record);

 private:
  struct Cell {
    std::string_view text;
    RowPosition position;
    std::string_view heading;
  };
  struct Sides {
    Field payer;
    Field payee;
  };

  MappedCsv() = default;
  [[nodiscard]] base::Result<void> resolve(const CsvRecord& header, const MappingOptions& options);
  [[nodiscard]] std::optional<Field> missing() const;
  [[nodiscard]] bool has(Field field) const;
  [[nodiscard]] Cell cell(const CsvRecord& record, Field field) const;
  [[nodiscard]] std::optional<RowFault> take_conditions(const CsvRecord& record) const;
  [[nodiscard]] base::Result<base::Instant> read_time(const CsvRecord& record) const;
  [[nodiscard]] std::optional<RowFault> take_time(const CsvRecord& record, TransferRow& row) const;
  [[nodiscard]] std::optional<RowFault> take_amount(const CsvRecord& record, TransferRow& row,
                                                    Flow& flow) const;
  [[nodiscard]] std::optional<RowFault> take_debit_credit(const CsvRecord& record, TransferRow& row,
                                                          Flow& flow) const;
  [[nodiscard]] std::optional<RowFault> take_side(const CsvRecord& record, TransferRow& row,
                                                  Field from, Field to);
  [[nodiscard]] std::optional<RowFault> take_texts(const CsvRecord& record, TransferRow& row,
                                                   Flow flow);

  std::array<std::vector<std::size_t>, field_count> columns_;  // in order of preference
  std::array<std::optional<std::string>, field_count> constants_;
  std::array<std::string, field_count> texts_;  // what the row's views point into
  std::vector<std::string> headings_;
  std::optional<StepTime> steps_;
  std::optional<base::Instant> now_;
  bool two_sided_ = false;
};

}  // namespace holdfast::feed
