// Cells of the CSV files that people open in spreadsheets.
#pragma once

#include <string>
#include <string_view>

namespace holdfast::feed {

/// A spreadsheet would run this text: it begins with = + - @, a tab or a line return.
[[nodiscard]] bool is_formula(std::string_view text);
/// With an apostrophe before it where a spreadsheet would run it.
[[nodiscard]] std::string harmless(std::string_view text);

/// In quotes, those inside doubled.
void append_quoted(std::string& csv, std::string_view text);
/// The same, in quotes only where it must be.
void append_cell(std::string& csv, std::string_view text);

[[nodiscard]] std::string quoted_cell(std::string_view text);
[[nodiscard]] std::string csv_cell(std::string_view text);

}  // namespace holdfast::feed
