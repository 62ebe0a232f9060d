// Learns gradient-boosted trees: logistic loss, second-order gains, splits at the bounds of at most
// 64 bins a feature, level by level, rows and features sampled for each tree. Deterministic: the
// same rows and options grow the same forest.
#pragma once

#include <cstdint>

#include "warn/examples.hpp"
#include "warn/trees.hpp"

namespace holdfast::warn {

inline constexpr std::uint8_t no_fold = 255;

struct GrowOptions {
  std::size_t trees = 300;
  std::size_t depth = 4;
  double rate = 0.05;
  double lambda = 4;           // added to the curvature of each leaf
  double curvature_least = 1;  // a leaf has at least so much
  double rows = 0.7;           // share of rows that a tree sees
  double features = 0.1;       // share of features that a tree may split by
  std::uint64_t seed = 1;
};

/// `fold_out`: rows of that fold are not learned from; none for `no_fold`. Needs at least one good
/// and one bad row with a weight (checked). `begun`: a forest learned elsewhere from the same
/// features; the new trees stand behind its own and correct what it gets wrong here. Empty for
/// none.
[[nodiscard]] Forest grow(const Examples& examples, const GrowOptions& options,
                          std::uint8_t fold_out = no_fold, const Forest& begun = {});

}  // namespace holdfast::warn
