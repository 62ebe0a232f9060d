#include "base/fen.hpp"

#include <fmt/core.h>
#include <limits>

namespace holdfast::base {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

Error bad(std::string_view text, std::string_view why) {
  return Error{ErrorCode::bad_input, fmt::format("amount \"{}\" {}", text.substr(0, 40), why)};
}

std::uint64_t magnitude(Fen amount) {
  const auto value = amount.value();
  return value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
}

}  // namespace

Result<Fen> parse_yuan(std::string_view text) {
  std::size_t i = 0;
  bool negative = false;
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) {
    negative = text[i] == '-';
    ++i;
  }
  constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max() / 100 - 1;
  std::int64_t yuan = 0;
  const std::size_t first = i;
  for (; i < text.size() && is_digit(text[i]); ++i) {
    yuan = yuan * 10 + (text[i] - '0');
    if (yuan > limit) {
      return bad(text, "is too large");
    }
  }
  if (i == first) {
    return bad(text, "is not a decimal number");
  }
  std::int64_t cents = 0;
  if (i < text.size() && text[i] == '.') {
    ++i;
    const std::size_t decimals_first = i;
    for (; i < text.size() && is_digit(text[i]) && i - decimals_first < 2; ++i) {
      cents = cents * 10 + (text[i] - '0');
    }
    if (i == decimals_first) {
      return bad(text, "ends at the decimal point");
    }
    if (i < text.size() && is_digit(text[i])) {
      return bad(text, "has more than two decimals");
    }
    if (i - decimals_first == 1) {
      cents *= 10;
    }
  }
  if (i != text.size()) {
    return bad(text, "is not a decimal number");
  }
  const std::int64_t fen = yuan * 100 + cents;
  return Fen{negative ? -fen : fen};
}

std::string format_yuan(Fen amount) {
  const auto fen = magnitude(amount);
  return fmt::format("{}{}.{:02}", amount.is_negative() ? "-" : "", fen / 100, fen % 100);
}

std::string display_yuan(Fen amount) {
  const auto fen = magnitude(amount);
  std::string digits = fmt::format("{}", fen / 100);
  for (std::size_t i = digits.size(); i > 3; i -= 3) {
    digits.insert(i - 3, ",");
  }
  return fmt::format("¥ {}{}.{:02}", amount.is_negative() ? "-" : "", digits, fen % 100);
}

}  // namespace holdfast::base
