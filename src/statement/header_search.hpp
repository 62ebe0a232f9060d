// Finds the line, or the two lines, of headings in the beginning of a sheet. One thread at a time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "statement/layout.hpp"
#include "statement/sheet.hpp"

namespace holdfast::statement {

/// A row with texts of its own.
struct KeptRow {
  struct KeptCell {
    std::string text;
    CellKind kind = CellKind::text;
  };
  std::uint64_t number = 0;
  std::vector<KeptCell> cells;

  KeptRow() = default;
  explicit KeptRow(const SheetRow& row);
  /// Views into this row; `room` holds them.
  [[nodiscard]] SheetRow view(std::vector<Cell>& room) const;
};

/// What a sheet must have to be read at all.
enum class Wanted : std::uint8_t {
  transfers,  // a time and an amount
  accounts,   // two columns that are known
};

class HeaderSearch {
 public:
  /// So many rows may stand before the headings.
  static constexpr std::size_t rows_max = 60;

  HeaderSearch(const Mapping& mapping, Wanted wanted) : mapping_(mapping), wanted_(wanted) {}

  struct Header {
    Layout layout;
    std::uint64_t row = 0;  // of the first line
    std::uint64_t lines = 1;
    std::vector<std::string> texts;  // of the last line, to know it again
  };

  enum class State { searching, found, given_up };
  State take(const SheetRow& row);
  /// No more rows come, or a row that cannot be split: a line that will do waits no longer.
  State finish();
  [[nodiscard]] bool has_candidate() const { return candidate_.has_value(); }

  [[nodiscard]] const Header& header() const { return *found_; }
  /// The line that came nearest, where none would do; empty where there was none at all.
  [[nodiscard]] const std::optional<Header>& nearest() const { return nearest_; }
  /// Whether the row that was taken last is the first of the data.
  [[nodiscard]] bool last_is_data() const { return last_is_data_; }

 private:
  [[nodiscard]] bool will_do(const Layout& layout) const;
  State settle(Header header, bool last_is_data);

  const Mapping& mapping_;
  Wanted wanted_;
  std::vector<std::string> previous_;
  bool previous_is_words_ = false;
  std::uint64_t previous_row_ = 0;
  std::optional<Header> candidate_;  // the previous row, if it will do alone
  std::optional<Header> found_;
  std::optional<Header> nearest_;
  std::size_t taken_ = 0;
  bool last_is_data_ = false;
};

}  // namespace holdfast::statement
