#include "warn/trees.hpp"

#include <cmath>

namespace holdfast::warn {

namespace {

std::uint32_t below(const Node& node, std::span<const float> row) {
  return row[static_cast<std::size_t>(node.feature)] <= node.threshold ? node.next : node.next + 1;
}

}  // namespace

float Forest::margin(std::span<const float> row) const {
  float sum = base;
  for (const std::uint32_t root : roots) {
    std::uint32_t at = root;
    while (nodes[at].feature >= 0) {
      at = below(nodes[at], row);
    }
    sum += nodes[at].value;
  }
  return sum;
}

float Forest::explain(std::span<const float> row, std::span<float> shares) const {
  float start = base;
  for (const std::uint32_t root : roots) {
    std::uint32_t at = root;
    start += nodes[at].value;
    while (nodes[at].feature >= 0) {
      const std::uint32_t next = below(nodes[at], row);
      shares[static_cast<std::size_t>(nodes[at].feature)] += nodes[next].value - nodes[at].value;
      at = next;
    }
  }
  return start;
}

float probability(float margin) {
  return 1.0F / (1.0F + std::exp(-margin));
}

}  // namespace holdfast::warn
