// Learns linear classifiers, up to sixteen at once: L2-regularised support vector machines with
// squared loss by dual coordinate ascent (Hsieh et al. 2008), each row of weights updated for all
// of them together. The same samples in the same order give the same weights on any machine.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "text/weights.hpp"

namespace holdfast::text {

struct Sample {
  std::vector<std::uint32_t> buckets;
  std::vector<float> values;                // as many as buckets
  std::array<std::int8_t, columns> want{};  // +1, -1, or 0 where this column does not learn from it
  std::array<float, columns> cost{};        // how much an error costs, per column
};

[[nodiscard]] FloatTable train_linear(std::span<const Sample> samples, std::size_t buckets,
                                      int passes);

}  // namespace holdfast::text
