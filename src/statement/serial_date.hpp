// Days as spreadsheets count them, and numbers as they show them. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace holdfast::statement {

/// Which day is number 0: workbooks of old Macintoshes count from 1904.
enum class DayZero : std::uint8_t { of_1900, of_1904 };

/// `yyyy-MM-dd`, with ` HH:mm:ss[.fff]` where the number has a fraction; below one a time of day
/// alone. Nothing outside the years 1970 to 2999.
[[nodiscard]] std::optional<std::string> moment_text(double serial, DayZero zero);

/// A number format shows a date or a time: it has y, m, d, h or s outside quotes and brackets.
[[nodiscard]] bool is_date_format(std::string_view code);
/// The same of the numbers below 164, whose formats every program knows.
[[nodiscard]] bool is_date_format(std::uint32_t built_in);

/// The number as a cell shows it in full: fifteen significant digits, which is all that a
/// spreadsheet vouches for; from a thousand million million on, as %.17g writes it, with exponent.
[[nodiscard]] std::string number_text(double value);

}  // namespace holdfast::statement
