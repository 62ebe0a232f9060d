#include "feed/csv_cell.hpp"

namespace holdfast::feed {

bool is_formula(std::string_view text) {
  constexpr std::string_view formula_starts = "=+-@\t\r";
  return !text.empty() && formula_starts.find(text.front()) != std::string_view::npos;
}

std::string harmless(std::string_view text) {
  return (is_formula(text) ? "'" : "") + std::string(text);
}

void append_quoted(std::string& csv, std::string_view text) {
  csv.push_back('"');
  for (const char c : text) {
    csv.append(c == '"' ? 2 : 1, c);
  }
  csv.push_back('"');
}

void append_cell(std::string& csv, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    csv.append(text);
  } else {
    append_quoted(csv, text);
  }
}

std::string quoted_cell(std::string_view text) {
  std::string cell;
  append_quoted(cell, text);
  return cell;
}

std::string csv_cell(std::string_view text) {
  std::string cell;
  append_cell(cell, text);
  return cell;
}

}  // namespace holdfast::feed
