// Amounts of yuan in a text: 8000元, 3.8万, 三万八千元, 1万余元, ¥899, 5000-30000元. Folded text.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace holdfast::text {

struct Amount {
  std::size_t end = 0;     // one past the last character
  std::int64_t fen = 0;    // of a range, its upper end
  bool is_stated = false;  // has a unit or a sign, so that it is money on its face
};

/// The number that begins at `begin`, with its unit where it has one; nothing when none begins
/// there.
[[nodiscard]] std::optional<Amount> amount_at(std::u32string_view folded, std::size_t begin);

/// 一, 两, 零 and the like, and their formal forms.
[[nodiscard]] bool is_han_digit(char32_t c);

/// A number in Chinese numerals, such as 二十三, below a hundred; for clocks and dates.
struct Small {
  std::size_t end = 0;
  int value = 0;
};
[[nodiscard]] std::optional<Small> small_han_number(std::u32string_view folded, std::size_t begin);

}  // namespace holdfast::text
