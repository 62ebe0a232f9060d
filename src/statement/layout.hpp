// Which column of a sheet means what: from its header, what was said by hand, and what was learnt
// of the bank. Plain values; any thread.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "statement/column.hpp"
#include "statement/sheet.hpp"

namespace holdfast::statement {

/// How a column came to its meaning.
enum class Source : std::uint8_t { none, by_hand, learnt, known };
[[nodiscard]] std::string_view to_text(Source source);

/// What was said of a file's columns, by hand or by a bank's own list.
struct Mapping {
  std::map<std::string, Column> by_hand;  // by heading as feed::normal_heading writes it
  std::map<std::string, Column> learnt;   // the same
  std::array<std::optional<std::string>, column_count> constants;  // for every row
};

struct Layout {
  struct One {
    std::string heading;
    Column column = Column::none;
    Source source = Source::none;
  };
  std::vector<One> columns;  // by place in the sheet
  std::array<std::vector<std::uint16_t>, column_count>
      places;  // by meaning, the first to ask first
  std::array<std::optional<std::string>, column_count> constants;

  [[nodiscard]] bool has(Column column) const {
    return !places[index_of(column)].empty() || constants[index_of(column)].has_value();
  }
  /// Different meanings that the columns have.
  [[nodiscard]] std::size_t meanings() const;
  /// Of the meanings that rows of transfers need, the first that is not there; the own account
  /// counts as there where `has_owner`.
  [[nodiscard]] std::optional<Column> missing(bool has_owner) const;
};

/// Of one line of headings, or of two where `lower` is not empty: of a merged heading the upper
/// line says what the columns below it have in common.
[[nodiscard]] Layout layout_of(const std::vector<std::string>& upper,
                               const std::vector<std::string>& lower, const Mapping& mapping);

}  // namespace holdfast::statement
