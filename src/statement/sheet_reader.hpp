// One sheet: titles, headings, then rows that become transfers or accounts (internal to
// statement). One thread at a time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "statement/balance_chain.hpp"
#include "statement/header_search.hpp"
#include "statement/row_reader.hpp"
#include "statement/statement.hpp"
#include "statement/twins.hpp"

namespace holdfast::statement {

class SheetReader {
 public:
  struct Context {
    const StatementOptions& options;
    const StatementSink& sink;
    Twins& twins;
    std::string_view file;
    std::string_view digest;
    std::uint64_t sheet_number = 1;
  };
  SheetReader(const Context& context, std::string_view name, Visibility visibility);

  void row(const SheetRow& row);
  void fault(const SheetFault& fault);
  /// Ends the sheet.
  [[nodiscard]] SheetReport finish();

 private:
  void found_header();
  void begin_data();
  void data(const SheetRow& row);
  [[nodiscard]] bool pass_over(const SheetRow& row);
  [[nodiscard]] bool is_header_again(const SheetRow& row) const;
  void hold_or_read(const SheetRow& row);
  void release_held();
  void read(const SheetRow& row);
  void take(const StatementRow& row, const SheetRow& source);
  void read_account(const SheetRow& row);
  void learn_from_beginning();
  void note(RowNote::Kind kind, const SheetRow& row, std::uint64_t column, std::string_view heading,
            std::string_view reason);
  [[nodiscard]] RowSource source(std::uint64_t row) const;

  Context context_;
  SheetReport report_;
  Owner owner_;
  HeaderSearch search_;
  HeaderSearch::State state_ = HeaderSearch::State::searching;
  std::optional<RowReader> reader_;
  std::vector<KeptRow> beginning_;  // the first rows of data, from which the sheet's habits follow
  bool has_begun_ = false;
  std::vector<KeptRow> held_;  // rows of one moment in a sheet that runs backwards
  std::string held_time_;
  std::vector<Cell> room_;
  BalanceChain balances_;
};

}  // namespace holdfast::statement
