#include "text/utf.hpp"

#include <array>
#include <cstdint>
#include <unicode/utf8.h>

namespace holdfast::text {

namespace {

constexpr char32_t replacement = 0xFFFD;

}  // namespace

std::u32string decode(std::string_view utf8) {
  std::u32string text;
  text.reserve(utf8.size() / 2);
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto size = static_cast<std::int64_t>(utf8.size());
  std::int64_t at = 0;
  while (at < size) {
    const std::int64_t from = at;
    UChar32 c = 0;
    U8_NEXT(bytes, at, size, c);
    if (c < 0) {
      at = from + 1;
      c = static_cast<UChar32>(replacement);
    }
    text.push_back(static_cast<char32_t>(c));
  }
  return text;
}

std::string encode(std::u32string_view text) {
  std::string utf8;
  utf8.reserve(text.size() * 3);
  for (const char32_t c : text) {
    const bool is_scalar = c <= 0x10FFFF && !U_IS_SURROGATE(c);
    std::array<std::uint8_t, U8_MAX_LENGTH> bytes{};
    std::size_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, is_scalar ? c : replacement);
    utf8.append(bytes.begin(), bytes.begin() + length);
  }
  return utf8;
}

}  // namespace holdfast::text
