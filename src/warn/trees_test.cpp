#include "warn/trees.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>

#include "base/rng.hpp"
#include "warn/grow.hpp"

namespace holdfast::warn {
namespace {

/// Bad where two features disagree: no single split tells it.
Examples checkers(std::uint64_t seed, std::size_t count) {
  base::Rng rng(seed);
  Examples examples{.width = 5, .values = {}, .bad = {}, .weight = {}, .fold = {}, .last = {}};
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t f = 0; f < examples.width; ++f) {
      examples.values.push_back(static_cast<float>(rng.below(1000)) / 1000);
    }
    const auto row = examples.row(i);
    examples.bad.push_back((row[1] > 0.5F) != (row[3] > 0.5F) ? 1 : 0);
    examples.weight.push_back(1);
    examples.fold.push_back(static_cast<std::uint8_t>(i % 2));
    examples.last.push_back(1);
  }
  return examples;
}

constexpr GrowOptions options{.trees = 40, .depth = 3, .rate = 0.3, .features = 1};

TEST(Grow, LearnsWhatNoSingleSplitTells) {
  const Forest forest = grow(checkers(1, 3000), options);
  const Examples unseen = checkers(2, 1000);
  std::size_t right = 0;
  for (std::size_t i = 0; i < unseen.size(); ++i) {
    right += (forest.margin(unseen.row(i)) > 0) == (unseen.bad[i] != 0) ? 1U : 0U;
  }
  EXPECT_GT(right, 950U);
}

TEST(Grow, GoesOnFromWhatWasLearnedElsewhere) {
  const Forest begun = grow(checkers(1, 3000), options);
  Examples other = checkers(3, 400);
  GrowOptions few = options;
  few.trees = 5;
  const Forest forest = grow(other, few, no_fold, begun);
  ASSERT_EQ(forest.roots.size(), 45U);
  EXPECT_TRUE(std::equal(begun.nodes.begin(), begun.nodes.end(), forest.nodes.begin()));
  const Forest anew = grow(other, few);
  const Examples unseen = checkers(2, 1000);
  const auto right = [&](const Forest& one) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < unseen.size(); ++i) {
      count += (one.margin(unseen.row(i)) > 0) == (unseen.bad[i] != 0) ? 1U : 0U;
    }
    return count;
  };
  EXPECT_GT(right(forest), right(anew));
}

TEST(FlatForest, AnswersTheSameBits) {
  for (const std::size_t trees : {1U, 7U, 8U, 41U}) {
    GrowOptions some = options;
    some.trees = trees;
    const Forest forest = grow(checkers(1, 800), some);
    const FlatForest flat(forest);
    const Examples unseen = checkers(2, 500);
    for (std::size_t i = 0; i < unseen.size(); ++i) {
      ASSERT_EQ(flat.margin(unseen.row(i)), forest.margin(unseen.row(i))) << trees;
    }
  }
}

TEST(FlatForest, TreesOfOneLeafAndUnevenOnes) {
  Forest forest{.base = 0.5F, .nodes = {}, .roots = {0, 1}};
  forest.nodes = {{.value = 2},  {.feature = 1, .threshold = 3, .next = 2},
                  {.value = 10}, {.feature = 0, .threshold = -1, .next = 4},
                  {.value = 20}, {.value = 30}};
  const FlatForest flat(forest);
  EXPECT_EQ(flat.margin(std::vector<float>{-1, 3}), 12.5F);
  EXPECT_EQ(flat.margin(std::vector<float>{-1, 4}), 22.5F);
  EXPECT_EQ(flat.margin(std::vector<float>{0, 4}), 32.5F);
}

TEST(Grow, TheSameRowsGrowTheSameForest) {
  EXPECT_EQ(grow(checkers(1, 500), options), grow(checkers(1, 500), options));
  GrowOptions other = options;
  other.seed = 9;
  EXPECT_NE(grow(checkers(1, 500), options), grow(checkers(1, 500), other));
}

TEST(Grow, AFoldThatIsLeftOutHasNoPart) {
  Examples examples = checkers(1, 600);
  const Forest forest = grow(examples, options, 1);
  for (std::size_t i = 0; i < examples.size(); ++i) {
    if (examples.fold[i] == 1) {
      examples.bad[i] = 1 - examples.bad[i];
    }
  }
  EXPECT_EQ(grow(examples, options, 1), forest);
  EXPECT_NE(grow(examples, options), forest);
}

/// One tree of one level by hand: the best split and its leaves, from the formulas.
TEST(Grow, ATreeOfOneSplitIsWhatTheFormulasSay) {
  Examples examples{.width = 1,
                    .values = {0, 0, 0, 1, 1, 1, 1, 1},
                    .bad = {0, 0, 0, 1, 1, 1, 1, 0},
                    .weight = std::vector<float>(8, 1),
                    .fold = std::vector<std::uint8_t>(8, 0),
                    .last = std::vector<std::uint8_t>(8, 1)};
  const Forest forest = grow(examples, {.trees = 1,
                                        .depth = 1,
                                        .rate = 1,
                                        .lambda = 1,
                                        .curvature_least = 0.1,
                                        .rows = 1,
                                        .features = 1});
  // Half are bad: the base is 0, each gradient is a half, each curvature a quarter.
  ASSERT_EQ(forest.nodes.size(), 3U);
  EXPECT_EQ(forest.base, 0);
  EXPECT_EQ(forest.nodes[0].threshold, 0);
  EXPECT_NEAR(forest.nodes[1].value, -1.5 / (0.75 + 1), 1e-6);
  EXPECT_NEAR(forest.nodes[2].value, 1.5 / (1.25 + 1), 1e-6);
}

TEST(Forest, SharesAndStartAreTheMargin) {
  const Examples examples = checkers(3, 800);
  const Forest forest = grow(examples, options);
  for (std::size_t i = 0; i < examples.size(); ++i) {
    std::vector<float> shares(examples.width, 0);
    const float start = forest.explain(examples.row(i), shares);
    const float sum = std::accumulate(shares.begin(), shares.end(), start);
    EXPECT_NEAR(sum, forest.margin(examples.row(i)), 1e-4);
    EXPECT_EQ(shares[0] == 0 && shares[1] == 0 && shares[3] == 0, false);
  }
}

TEST(Forest, AValueAtTheThresholdGoesTheLowWay) {
  const Forest forest{
      .base = 0, .nodes = {{0, 0.5F, 1, 0}, {-1, 0, 0, -1}, {-1, 0, 0, 1}}, .roots = {0}};
  for (const auto& [value, margin] : {std::pair{0.5F, -1.0F}, std::pair{0.50001F, 1.0F}}) {
    EXPECT_EQ(forest.margin(std::vector<float>{value}), margin);
  }
  EXPECT_FLOAT_EQ(probability(0), 0.5F);
}

}  // namespace
}  // namespace holdfast::warn
