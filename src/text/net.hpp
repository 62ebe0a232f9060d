// A small network over features that a hash numbers: what they say at once, and what they say
// together through one layer of hidden units. Three answers that exclude each other. All weights of
// a feature lie in one row of a table.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "text/weights.hpp"

namespace holdfast::text {

/// Columns of a row: the answers first, then the hidden units.
inline constexpr std::size_t answers = 3;
inline constexpr std::size_t hidden = columns - answers;

struct Net {
  using Answer = std::array<float, answers>;

  Table inputs;
  Row base{};                          // what every row adds, once
  std::array<Answer, hidden> heads{};  // from a hidden unit to the answers

  [[nodiscard]] bool empty() const { return inputs.empty(); }
  /// Probabilities of the answers. `buckets` are the features that hold, each once.
  [[nodiscard]] Answer read(std::span<const std::uint32_t> buckets) const;
};

struct NetSample {
  std::vector<std::uint32_t> buckets;
  std::size_t answer = 0;
  float importance = 1;
};

/// Learns by steps against the gradient, each as long as the row's steps before allow (AdaGrad);
/// every time half of the features are passed over, so that none is relied on alone. The same
/// samples give the same net.
[[nodiscard]] Net train_net(std::span<const NetSample> samples, std::size_t buckets, int passes);

}  // namespace holdfast::text
