// Names of districts, counties, streets and towns of the city.
#pragma once

#include <cstddef>
#include <string_view>

namespace holdfast::text {

/// How far the longest name goes that begins at `begin`; 0 when none does.
[[nodiscard]] std::size_t place_at(std::u32string_view folded, std::size_t begin);

}  // namespace holdfast::text
