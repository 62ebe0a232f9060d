// The parts of the engine by themselves: apportionment, pieces, policies in one account.
#include "trace/holding.hpp"

#include <gtest/gtest.h>

#include "base/rng.hpp"
#include "trace/apportion.hpp"

namespace holdfast::trace {
namespace {

using base::Fen;

std::vector<Fen> fens(std::initializer_list<std::int64_t> values) {
  std::vector<Fen> out;
  for (const auto value : values) {
    out.emplace_back(value);
  }
  return out;
}

Pieces take(Holding& holding, std::int64_t fen) {
  Pieces out;
  holding.take(Fen{fen}, out);
  return out;
}

void put(Holding& holding, std::initializer_list<Piece> pieces) {
  holding.put(std::vector<Piece>(pieces));
}

TEST(Apportion, GivesMissingFenToTheLargestRemaindersTiesToTheLowerIndex) {
  EXPECT_EQ(apportion(Fen{1}, fens({1, 1, 1})), fens({1, 0, 0}));
  EXPECT_EQ(apportion(Fen{2}, fens({1, 1, 1})), fens({1, 1, 0}));
  EXPECT_EQ(apportion(Fen{5}, fens({3, 7})), fens({2, 3}));          // 1.5 and 3.5: the lower index
  EXPECT_EQ(apportion(Fen{10}, fens({1, 1, 28})), fens({1, 0, 9}));  // remainders 10, 10, 10
}

TEST(Apportion, OfNothingOrEverything) {
  EXPECT_EQ(apportion(Fen{0}, fens({3, 0, 7})), fens({0, 0, 0}));
  EXPECT_EQ(apportion(Fen{10}, fens({3, 0, 7})), fens({3, 0, 7}));
  EXPECT_TRUE(apportion(Fen{0}, {}).empty());
}

TEST(Apportion, HoldsWhereProductsExceedSixtyFourBits) {
  constexpr std::int64_t big = 3'000'000'000'000'000'000;
  EXPECT_EQ(apportion(Fen{big}, fens({big, big, big})), fens({big / 3, big / 3, big / 3}));
}

TEST(Apportion, SumsToTheAmountAndIsWithinOneFenOfTheQuota) {
  base::Rng rng(11);
  for (int round = 0; round < 20'000; ++round) {
    std::vector<Fen> parts;
    const std::int64_t part_max = rng.chance(500'000) ? 5 : 1'000'000'000'000;
    const std::uint64_t count = 1 + rng.below(8);
    for (std::uint64_t i = 0; i < count; ++i) {
      parts.emplace_back(rng.between(0, part_max));
    }
    Fen sum{0};
    for (const Fen part : parts) {
      sum += part;
    }
    const Fen amount{rng.between(0, sum.value())};
    const auto shares = apportion(amount, parts);
    Fen given{0};
    for (std::size_t i = 0; i < parts.size(); ++i) {
      ASSERT_GE(shares[i], Fen{0});
      ASSERT_LE(shares[i], parts[i]);
      if (sum.is_positive()) {
        __extension__ using Wide = __int128;
        const auto floor = static_cast<std::int64_t>(static_cast<Wide>(parts[i].value()) *
                                                     amount.value() / sum.value());
        ASSERT_GE(shares[i].value(), floor);
        ASSERT_LE(shares[i].value(), floor + 1);
      }
      given += shares[i];
    }
    ASSERT_EQ(given, amount);
  }
}

TEST(Pieces, TheSeedRuleTaintsCleanPartsInTheirOrderAndOnlyThose) {
  Pieces pieces{{clean, Fen{30}}, {0, Fen{20}}, {clean, Fen{50}}};
  EXPECT_EQ(taint_clean(pieces, 1, Fen{40}), Fen{40});
  EXPECT_EQ(pieces, (Pieces{{1, Fen{30}}, {0, Fen{20}}, {1, Fen{10}}, {clean, Fen{40}}}));
  EXPECT_EQ(taint_clean(pieces, 2, Fen{100}), Fen{40});
  EXPECT_EQ(pieces.back(), (Piece{2, Fen{40}}));
}

TEST(Holding, FifoTakesTheOldestLotFirstAndLifoTheNewest) {
  Holding fifo(Policy::fifo, Fen{10});
  put(fifo, {{0, Fen{20}}, {1, Fen{30}}});
  EXPECT_EQ(take(fifo, 25), (Pieces{{clean, Fen{10}}, {0, Fen{15}}}));
  EXPECT_EQ(fifo.taint(), Fen{35});
  Holding lifo(Policy::lifo, Fen{10});
  put(lifo, {{0, Fen{20}}, {1, Fen{30}}});
  EXPECT_EQ(take(lifo, 35), (Pieces{{1, Fen{30}}, {0, Fen{5}}}));
  EXPECT_EQ(lifo.taint(), Fen{15});
}

TEST(Holding, AnExcessIsCleanAndLast) {
  for (const Policy policy : all_policies) {
    Holding holding(policy, Fen{0});
    put(holding, {{0, Fen{20}}});
    EXPECT_EQ(take(holding, 50), (Pieces{{0, Fen{20}}, {clean, Fen{30}}})) << to_text(policy);
    EXPECT_EQ(holding.total(), Fen{0});
  }
}

TEST(Holding, TheBoundsTakeTaintFirstOrLast) {
  Holding first(Policy::taint_first, Fen{100});
  put(first, {{0, Fen{10}}, {2, Fen{30}}});
  EXPECT_EQ(take(first, 20), (Pieces{{0, Fen{5}}, {2, Fen{15}}}));
  EXPECT_EQ(take(first, 30), (Pieces{{0, Fen{5}}, {2, Fen{15}}, {clean, Fen{10}}}));
  Holding last(Policy::clean_first, Fen{100});
  put(last, {{0, Fen{10}}, {2, Fen{30}}});
  EXPECT_EQ(take(last, 100), (Pieces{{clean, Fen{100}}}));
  EXPECT_EQ(take(last, 20), (Pieces{{0, Fen{5}}, {2, Fen{15}}}));
}

TEST(Holding, FoldingLeavesAtMostTheLimitAndTellsWhatItFolded) {
  base::Rng rng(3);
  for (int round = 0; round < 300; ++round) {
    Holding holding(rng.chance(500'000) ? Policy::fifo : Policy::lifo, Fen{rng.between(0, 5)});
    for (int i = 0; i < 100; ++i) {
      const Source source = rng.chance(300'000) ? clean : static_cast<Source>(rng.below(4));
      put(holding, {{source, Fen{rng.between(1, 50)}}});
    }
    const Fen taint = holding.taint();
    const Fen all = holding.total();
    const Shares folded = holding.fold(10);
    EXPECT_EQ(holding.taint() + total(folded), taint);
    EXPECT_EQ(holding.total(), all);
    EXPECT_EQ(total(holding.shares()), holding.taint());
    EXPECT_TRUE(holding.fold(10).empty()) << "the limit was not met at once";
  }
}

TEST(Policy, TextFormsReadBack) {
  for (const Policy policy : all_policies) {
    EXPECT_EQ(*parse_policy(to_text(policy)), policy);
  }
  EXPECT_FALSE(parse_policy("FIFO").ok());
  EXPECT_FALSE(parse_policy("").ok());
}

}  // namespace
}  // namespace holdfast::trace
