#include "restitution/share_out.hpp"

#include <gtest/gtest.h>

#include "base/rng.hpp"

namespace holdfast::restitution {
namespace {

std::vector<std::int64_t> shared(std::int64_t sum,
                                 const std::vector<std::pair<std::int64_t, std::int64_t>>& parts) {
  std::vector<Part> typed;
  for (const auto& [weight, cap] : parts) {
    typed.push_back({base::Fen{weight}, base::Fen{cap}});
  }
  std::vector<std::int64_t> plain;
  for (const auto share : share_out(base::Fen{sum}, typed)) {
    plain.push_back(share.value());
  }
  return plain;
}

using Shares = std::vector<std::int64_t>;

TEST(ShareOut, IsInProportionWhereNobodyIsCapped) {
  EXPECT_EQ(shared(15'000, {{10'000, 10'000}, {20'000, 20'000}}), (Shares{5000, 10'000}));
}

TEST(ShareOut, TheMissingFenGoesToTheLargestRemainderThenToTheFirst) {
  EXPECT_EQ(shared(1, {{5, 5}, {5, 5}}), (Shares{1, 0}));
  EXPECT_EQ(shared(10, {{1, 1}, {2, 2}, {11, 11}}), (Shares{1, 1, 8}));
}

TEST(ShareOut, WhoWouldExceedTheCapGetsItAndTheRestShareOn) {
  // 60 of 60, 30, 10: 36, 18, 6; the first is capped at 10, then 50 over 30 and 10 caps both.
  EXPECT_EQ(shared(60, {{60, 10}, {30, 30}, {10, 10}}), (Shares{10, 30, 10}));
  EXPECT_EQ(shared(40, {{60, 10}, {30, 30}, {10, 10}}), (Shares{10, 23, 7}));
}

TEST(ShareOut, NothingToShareAndNobodyToShareIt) {
  EXPECT_EQ(shared(0, {{5, 5}}), (Shares{0}));
  EXPECT_EQ(shared(5, {}), (Shares{}));
  EXPECT_EQ(shared(5, {{5, 0}, {3, 0}}), (Shares{0, 0}));
}

TEST(ShareOut, SumsToTheSmallerOfSumAndCapsAndNobodyExceeds) {
  base::Rng rng(1);
  for (int round = 0; round < 5000; ++round) {
    std::vector<Part> parts;
    base::Fen caps;
    for (std::uint64_t i = rng.below(6) + 1; i > 0; --i) {
      const std::int64_t weight = rng.between(0, rng.chance(500'000) ? 9 : 900'000'000'000);
      const base::Fen cap{rng.chance(500'000) ? weight : rng.between(0, weight)};
      parts.push_back({base::Fen{weight}, cap});
      caps += cap;
    }
    const base::Fen sum{rng.between(0, 2 * caps.value() + 1)};
    const auto shares = share_out(sum, parts);
    base::Fen all;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      ASSERT_FALSE(shares[i].is_negative());
      ASSERT_LE(shares[i], parts[i].cap);
      all += shares[i];
    }
    ASSERT_EQ(all, std::min(sum, caps));
  }
}

}  // namespace
}  // namespace holdfast::restitution
