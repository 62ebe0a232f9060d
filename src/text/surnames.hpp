// Chinese family names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace holdfast::text {

/// 2 where a name of two characters begins (欧阳), 1 for one of one character, else 0.
[[nodiscard]] std::uint8_t surname_at(std::u32string_view folded, std::size_t begin);

/// One of the names of one character.
[[nodiscard]] char32_t random_surname(std::uint64_t draw);

}  // namespace holdfast::text
