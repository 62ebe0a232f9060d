#include "text/linear.hpp"

#include <algorithm>
#include <numeric>

#include "base/rng.hpp"

namespace holdfast::text {

FloatTable train_linear(std::span<const Sample> samples, std::size_t buckets, int passes) {
  FloatTable table(buckets);
  std::vector<Row> alpha(samples.size(), Row{});
  std::vector<float> square(samples.size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    for (const float value : samples[i].values) {
      square[i] += value * value;
    }
  }
  std::vector<std::size_t> order(samples.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  base::Rng rng(11);
  for (int pass = 0; pass < passes; ++pass) {
    for (std::size_t i = order.size(); i > 1; --i) {
      std::swap(order[i - 1], order[rng.below(i)]);
    }
    for (const std::size_t i : order) {
      const Sample& sample = samples[i];
      Row sums{};
      for (std::size_t k = 0; k < sample.buckets.size(); ++k) {
        const Row& row = table.rows[sample.buckets[k]];
        for (std::size_t c = 0; c < columns; ++c) {
          sums[c] += sample.values[k] * row[c];
        }
      }
      Row change{};
      for (std::size_t c = 0; c < columns; ++c) {
        if (sample.want[c] == 0 || sample.cost[c] <= 0) {
          continue;
        }
        const auto sign = static_cast<float>(sample.want[c]);
        const float slack = 1 / (2 * sample.cost[c]);
        const float gradient = sign * sums[c] - 1 + slack * alpha[i][c];
        const float next = std::max(alpha[i][c] - gradient / (square[i] + slack), 0.0F);
        change[c] = (next - alpha[i][c]) * sign;
        alpha[i][c] = next;
      }
      for (std::size_t k = 0; k < sample.buckets.size(); ++k) {
        Row& row = table.rows[sample.buckets[k]];
        for (std::size_t c = 0; c < columns; ++c) {
          row[c] += sample.values[k] * change[c];
        }
      }
    }
  }
  return table;
}

}  // namespace holdfast::text
