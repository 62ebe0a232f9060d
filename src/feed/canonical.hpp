// The canonical CSV of transfers: a header that names `id,time,payer,payee,amount_yuan,kind` in any
// order, further known columns carried along, others passed over. Strict: text is taken as it
// stands, nothing is trimmed or guessed. Each refused row names its first offending field.
//
// One thread at a time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "feed/csv.hpp"
#include "feed/field.hpp"

namespace holdfast::feed {

class CanonicalCsv {
 public:
  /// True when the record names all six columns of the canonical form.
  [[nodiscard]] static bool fits(const CsvRecord& header);
  /// Errors: bad_input when a column is missing or named twice, saying which; `where` is
  /// "LINE:COLUMN".
  [[nodiscard]] static base::Result<CanonicalCsv> open(const CsvRecord& header,
                                                       std::optional<base::Instant> now = {});

  /// The row in `record`; its views last as long as the record's.
  [[nodiscard]] RowOutcome read(const CsvRecord& record);

 private:
  CanonicalCsv() = default;
  [[nodiscard]] std::optional<std::string> take(TransferRow& row, Field field,
                                                std::string_view text);

  std::vector<Field> columns_;
  std::optional<base::Instant> now_;
  TimeReader times_;
};

/// The canonical header and one row of it, as CanonicalCsv reads them back. Times are written in
/// Beijing time.
[[nodiscard]] std::string canonical_header();
void append_canonical(std::string& csv, const TransferRow& row);

}  // namespace holdfast::feed
