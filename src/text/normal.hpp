// The text as the classifier reads it: folded, blanks and hidden characters out, evasions undone
// (V芯, 亻尔, 抠抠 ...), runs of digits told by their length. Every normal character knows which
// code points of the original it stands for. Linear in the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::text {

struct Normal {
  std::u32string text;
  std::vector<std::uint32_t>
      begin;  // of each character: the code points [begin, end) it stands for
  std::vector<std::uint32_t> end;
};

[[nodiscard]] Normal normalise(std::u32string_view text);

/// A run of digits is one character: this plus its length, at most 30.
inline constexpr char32_t digit_run = 0xE000;

}  // namespace holdfast::text
