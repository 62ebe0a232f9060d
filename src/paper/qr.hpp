// A QR code as the squares that are dark.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace holdfast::paper {

struct QrSquares {
  int side = 0;            // squares on each edge, without the quiet border of four
  std::vector<bool> dark;  // row by row
  [[nodiscard]] bool is_dark(int x, int y) const {
    return dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) +
                static_cast<std::size_t>(x)];
  }
};

/// Of medium error correction. Errors: too_large, where no code holds so much text.
[[nodiscard]] base::Result<QrSquares> qr_of(const std::string& text);

}  // namespace holdfast::paper
