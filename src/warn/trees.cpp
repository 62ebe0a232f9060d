#include "warn/trees.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

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

FlatForest::FlatForest(const Forest& forest) : base_(forest.base), roots_(forest.roots) {
  for (std::uint32_t i = 0; i < forest.nodes.size(); ++i) {
    const Node& node = forest.nodes[i];
    nodes_.push_back(node.feature >= 0
                         ? FlatNode{node.threshold, static_cast<std::uint32_t>(node.feature),
                                    node.next, node.value}
                         : FlatNode{std::numeric_limits<float>::infinity(), 0, i, node.value});
  }
  // Children stand behind their parents.
  std::vector<std::uint32_t> depth(nodes_.size());
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    depth_ = std::max(depth_, depth[i]);
    if (nodes_[i].next != i) {
      for (const std::uint32_t child : {nodes_[i].next, nodes_[i].next + 1}) {
        depth[child] = std::max(depth[child], depth[i] + 1);
      }
    }
  }
}

float FlatForest::margin(std::span<const float> row) const {
  constexpr std::size_t abreast = 8;
  float sum = base_;
  std::size_t tree = 0;
  for (; tree + abreast <= roots_.size(); tree += abreast) {
    std::array<std::uint32_t, abreast> at;
    std::copy_n(roots_.begin() + static_cast<std::ptrdiff_t>(tree), abreast, at.begin());
    for (std::uint32_t step = 0; step < depth_; ++step) {
      for (std::uint32_t& one : at) {
        const FlatNode& node = nodes_[one];
        one = node.next + (row[node.feature] > node.threshold ? 1U : 0U);
      }
    }
    for (const std::uint32_t one : at) {
      sum += nodes_[one].value;
    }
  }
  for (; tree < roots_.size(); ++tree) {
    std::uint32_t at = roots_[tree];
    for (std::uint32_t step = 0; step < depth_; ++step) {
      at = nodes_[at].next + (row[nodes_[at].feature] > nodes_[at].threshold ? 1U : 0U);
    }
    sum += nodes_[at].value;
  }
  return sum;
}

float probability(float margin) {
  return 1.0F / (1.0F + std::exp(-margin));
}

}  // namespace holdfast::warn
