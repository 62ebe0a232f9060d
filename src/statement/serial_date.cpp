#include "statement/serial_date.hpp"

#include <chrono>
#include <cmath>
#include <fmt/core.h>

namespace holdfast::statement {

namespace {

namespace chr = std::chrono;

constexpr std::int64_t ms_a_day = 86'400'000;
constexpr std::int64_t first_day = 0;              // 1970-01-01
constexpr std::int64_t last_day = 376'200;         // 2999-12-31
constexpr std::int64_t days_before_1900 = 25'569;  // 1970-01-01 in workbooks that count from 1900
constexpr std::int64_t days_before_1904 = 24'107;

std::string clock_text(std::int64_t ms) {
  const std::int64_t seconds = ms / 1000;
  std::string text =
      fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  return ms % 1000 == 0 ? text : text + fmt::format(".{:03}", ms % 1000);
}

}  // namespace

std::optional<std::string> moment_text(double serial, DayZero zero) {
  if (!(serial >= 0 && serial < 500'000)) {  // also not a number
    return std::nullopt;
  }
  const std::int64_t ms = std::llround(serial * static_cast<double>(ms_a_day));
  if (ms < ms_a_day) {
    return clock_text(ms);
  }
  const std::int64_t day =
      ms / ms_a_day - (zero == DayZero::of_1900 ? days_before_1900 : days_before_1904);
  if (day < first_day || day > last_day) {
    return std::nullopt;
  }
  const chr::year_month_day date{chr::sys_days{chr::days{day}}};
  std::string text =
      fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return ms % ms_a_day == 0 ? text : text + " " + clock_text(ms % ms_a_day);
}

bool is_date_format(std::string_view code) {
  bool in_quotes = false;
  bool in_brackets = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"') {
      in_quotes = !in_quotes;
    } else if (in_quotes) {
      continue;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;  // the next character stands for itself
    } else if (c == '[') {
      // [h], [mm] and [ss] count hours, minutes, seconds; other brackets are colours and countries.
      const std::string_view rest = code.substr(i + 1);
      if (rest.starts_with('h') || rest.starts_with("m]") || rest.starts_with("mm]") ||
          rest.starts_with('s')) {
        return true;
      }
      in_brackets = true;
    } else if (c == ']') {
      in_brackets = false;
    } else if (!in_brackets && std::string_view("yYmMdDhHsS").find(c) != std::string_view::npos) {
      return true;
    } else if (!in_brackets && (c == 'G' || c == 'E')) {
      i += code.substr(i).starts_with("General") ? 6 : 0;
    }
  }
  return false;
}

bool is_date_format(std::uint32_t built_in) {
  return (built_in >= 14 && built_in <= 22) || (built_in >= 27 && built_in <= 36) ||
         (built_in >= 45 && built_in <= 47) || (built_in >= 50 && built_in <= 58);
}

std::string number_text(double value) {
  if (std::abs(value) >= 1e15) {
    return fmt::format("{:.17g}", value);
  }
  std::string text = fmt::format("{:.15g}", value);
  if (text.find('e') == std::string::npos) {
    return text;
  }
  text = fmt::format("{:.20f}", value);  // below a ten-thousandth
  text.erase(text.find_last_not_of('0') + 1);
  return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

}  // namespace holdfast::statement
