// One code point for one: full width, styled and circled forms, capitals and common traditional
// characters become their plain form, so that a place in the folded text is the same place in the
// original. What hides between characters (zero width, keycaps, joiners) becomes `gap`.
#pragma once

#include <string>
#include <string_view>

namespace holdfast::text {

inline constexpr char32_t gap = 0x200B;

[[nodiscard]] char32_t fold(char32_t c);
/// As long as `text`.
[[nodiscard]] std::u32string fold(std::u32string_view text);

[[nodiscard]] constexpr bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}
/// Small latin letters; capitals are folded away.
[[nodiscard]] constexpr bool is_letter(char32_t c) {
  return c >= U'a' && c <= U'z';
}
[[nodiscard]] constexpr bool is_han(char32_t c) {
  return c >= 0x4E00 && c <= 0x9FFF;
}
[[nodiscard]] constexpr bool is_blank(char32_t c) {
  return c == U' ' || c == gap || c == U'\t';
}

}  // namespace holdfast::text
