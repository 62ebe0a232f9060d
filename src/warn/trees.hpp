// Gradient-boosted trees as they answer: a margin (log-odds) for a row of features, and which
// feature moved it by how much. Plain values, any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace holdfast::warn {

struct Node {
  /// -1 in a leaf.
  std::int32_t feature = -1;
  /// A value that is not above it goes to `next`, any other to `next + 1`.
  float threshold = 0;
  std::uint32_t next = 0;
  /// What a leaf adds; elsewhere the mean of the leaves below, weighed as they were learned.
  float value = 0;

  bool operator==(const Node&) const = default;
};

struct Forest {
  float base = 0;
  std::vector<Node> nodes;
  std::vector<std::uint32_t> roots;

  bool operator==(const Forest&) const = default;

  /// The log-odds that a row is bad. Values must be finite.
  [[nodiscard]] float margin(std::span<const float> row) const;
  /// Adds to each feature's place in `shares` what it moved the margin by: base and the roots'
  /// means, which are the answer, and all shares together are margin().
  float explain(std::span<const float> row, std::span<float> shares) const;
};

/// A forest laid out for answering quickly: eight trees are walked at a time, in as many steps as
/// the deepest of all needs, without a branch; leaves lead to themselves. The same sums in the same
/// order as Forest::margin, so the same bits.
class FlatForest {
 public:
  explicit FlatForest(const Forest& forest);
  [[nodiscard]] float margin(std::span<const float> row) const;

 private:
  struct FlatNode {
    float threshold;
    std::uint32_t feature;
    std::uint32_t next;
    float value;
  };
  float base_;
  std::uint32_t depth_ = 0;
  std::vector<FlatNode> nodes_;
  std::vector<std::uint32_t> roots_;
};

[[nodiscard]] float probability(float margin);

}  // namespace holdfast::warn
