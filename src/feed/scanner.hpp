// Reads text from its front, for the forms of times and amounts. Used inside this layer only.
#pragma once

#include <algorithm>
#include <fmt/core.h>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "feed/utf8.hpp"

namespace holdfast::feed {

[[nodiscard]] inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] inline bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

/// A refusal that quotes the text.
[[nodiscard]] inline base::Error bad_form(std::string_view what, std::string_view text,
                                          std::string_view why) {
  return base::Error{base::ErrorCode::bad_input,
                     fmt::format("{} \"{}\" {}", what, cut_utf8(text, 48), why)};
}

struct Scanner {
  std::string_view rest;

  bool eat(std::string_view word) {
    if (!rest.starts_with(word)) {
      return false;
    }
    rest.remove_prefix(word.size());
    return true;
  }
  bool eat_any(std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [this](std::string_view word) { return eat(word); });
  }
  void skip_blanks() {
    while (eat(" ")) {
    }
  }
  /// A number of `least` to `most` digits.
  std::optional<int> number(std::size_t least, std::size_t most) {
    std::size_t count = 0;
    int value = 0;
    while (count < most && count < rest.size() && is_digit(rest[count])) {
      value = value * 10 + (rest[count] - '0');
      ++count;
    }
    if (count < least) {
      return std::nullopt;
    }
    rest.remove_prefix(count);
    return value;
  }
};

}  // namespace holdfast::feed
