// Numbers in the byte order of old binary files (internal to statement). Callers check the bounds.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace holdfast::statement {

static_assert(std::endian::native == std::endian::little);

template <typename Number>
[[nodiscard]] Number read_at(std::string_view bytes, std::size_t at) {
  Number value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

}  // namespace holdfast::statement
