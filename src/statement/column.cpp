#include "statement/column.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "feed/aliases.hpp"

namespace holdfast::statement {

namespace {

constexpr std::array<std::string_view, column_count> names{
    "none",           "time",        "date",       "clock",
    "direction",      "amount",      "debit",      "credit",
    "balance",        "currency",    "success",    "own_account",
    "own_card",       "own_name",    "own_bank",   "own_identity",
    "other_account",  "other_card",  "other_name", "other_bank",
    "other_identity", "payer",       "payee",      "payer_name",
    "payee_name",     "payer_bank",  "payee_bank", "serial",
    "kind",           "summary",     "note",       "cash",
    "merchant",       "place",       "branch",     "terminal",
    "teller",         "ip",          "mac",        "device",
    "bank",           "state",       "opened",     "phone",
    "task",           "outcome",     "reason",     "authority",
    "measure",        "measure_end", "held"};

struct Known {
  Column column = Column::none;
  std::size_t place = 0;
};

const std::unordered_map<std::string_view, Known>& by_heading() {
  static const auto table = [] {
    std::unordered_map<std::string_view, Known> made;
    std::size_t place = 0;
    for (const Heading& heading : known_headings()) {
      made.emplace(heading.text, Known{heading.column, place++});
    }
    return made;
  }();
  return table;
}

Known find(std::string_view heading) {
  // Longer than any heading: a title or a note.
  if (heading.size() > 96) {
    return {.column = Column::none, .place = known_headings().size()};
  }
  const std::string normal = feed::normal_heading(heading);
  const auto found = by_heading().find(std::string_view(normal));
  return found == by_heading().end() ? Known{Column::none, known_headings().size()} : found->second;
}

}  // namespace

std::string_view to_text(Column column) {
  return names[index_of(column)];
}

std::optional<Column> parse_column(std::string_view name) {
  const auto* const found = std::ranges::find(names, name);
  return found == names.end() || found == names.begin()
             ? std::nullopt
             : std::optional(static_cast<Column>(found - names.begin()));
}

Column column_of_heading(std::string_view heading) {
  return find(heading).column;
}

std::size_t preference_of(std::string_view heading) {
  return find(heading).place;
}

}  // namespace holdfast::statement
