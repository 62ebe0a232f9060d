// Rows to learn from. Plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace holdfast::warn {

struct Examples {
  std::size_t width = 0;
  std::vector<float> values;  // a row after the other
  std::vector<std::uint8_t> bad;
  std::vector<float> weight;
  std::vector<std::uint8_t> fold;  // rows of one fold are never judged by what was learned from it
  std::vector<std::uint8_t> last;  // stands for the whole history, not for a moment of it

  [[nodiscard]] std::size_t size() const { return bad.size(); }
  [[nodiscard]] std::span<const float> row(std::size_t i) const {
    return std::span(values).subspan(i * width, width);
  }
};

}  // namespace holdfast::warn
