#include "engine/same_second.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>

#include "base/rng.hpp"
#include "engine/world.hpp"
#include "trace/trace.hpp"

namespace holdfast::engine {
namespace {

constexpr std::int64_t second = 1'790'000'000'000;

FeedRow pays(const std::string& payer, const std::string& payee, std::int64_t ms = second) {
  FeedRow row;
  row.id = payer + payee + std::to_string(ms);
  row.time = base::from_unix_ms(ms);
  row.payer = payer;
  row.payee = payee;
  row.amount = base::Fen{100};
  return row;
}

std::vector<std::size_t> as_told(std::size_t count) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

std::size_t place_of(const std::vector<std::size_t>& order, std::size_t row) {
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), row) - order.begin());
}

/// What the trace of the payment A to B says is left at D.
base::Fen left_at_the_end(const std::vector<FeedRow>& rows) {
  World world;
  Segment segment;
  std::optional<base::Sequence> theft;
  for (const std::size_t at : order_of_taking(rows)) {
    const auto taken = world.take(rows[at], "YZ01", rows[at].time, {}, segment);
    theft = rows[at].payer == "A" ? std::optional{taken.sequence} : theft;
  }
  const auto& graph = world.graph();
  const trace::Seed seed = trace::whole(graph, *theft);
  const auto result = trace::trace(graph, graph.snapshot(), {&seed, 1}, {});
  for (const auto& account : result.value().accounts) {
    if (account.account == graph.find("D")) {
      return account.remaining;
    }
  }
  return {};
}

TEST(SameSecond, AChainTracesThroughHoweverTheBatchListsIt) {
  std::vector<FeedRow> rows{pays("A", "B"), pays("B", "C"), pays("C", "D")};
  std::vector<std::size_t> places = as_told(rows.size());
  do {
    std::vector<FeedRow> listed;
    for (const std::size_t at : places) {
      listed.push_back(rows[at]);
    }
    EXPECT_EQ(left_at_the_end(listed), base::Fen{100}) << listed[0].id << " " << listed[1].id;
  } while (std::next_permutation(places.begin(), places.end()));
}

TEST(SameSecond, AFractionSaysTheOrderItself) {
  std::vector<FeedRow> rows{pays("B", "C", second + 5), pays("A", "B", second + 5)};
  EXPECT_EQ(order_of_taking(rows), as_told(2));
  rows = {pays("B", "C", second + 1000), pays("A", "B", second)};
  EXPECT_EQ(order_of_taking(rows), as_told(2)) << "two seconds";
}

TEST(SameSecond, WhatNothingTiesKeepsTheOrderOfTelling) {
  const std::vector<FeedRow> rows{pays("A", "B"), pays("C", "D"), pays("E", "F"), pays("A", "D"),
                                  pays("E", "E")};
  EXPECT_EQ(order_of_taking(rows), as_told(5));
}

TEST(SameSecond, ACircleKeepsTheOrderOfTelling) {
  const std::vector<FeedRow> rows{pays("B", "C"), pays("C", "A"), pays("A", "B")};
  EXPECT_EQ(order_of_taking(rows), as_told(3));
}

TEST(SameSecond, TheSameNumberAtAnotherBankIsAnotherAccount) {
  std::vector<FeedRow> rows{pays("12", "C"), pays("A", "12")};
  rows[0].payer_institution = "YZ01";
  rows[1].payee_institution = "SX02";
  EXPECT_EQ(order_of_taking(rows), as_told(2));
  rows[1].payee_institution = "YZ01";
  EXPECT_EQ(order_of_taking(rows), (std::vector<std::size_t>{1, 0}));
}

/// Payments only from a lower to a higher account: no circles, so every credit can come first.
TEST(SameSecond, CreditsPrecedeDebitsInEveryWorldWithoutCircles) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    base::Rng rng(seed);
    std::vector<FeedRow> rows;
    for (std::uint64_t left = 1 + rng.below(40); left > 0; --left) {
      const auto payer = rng.below(9);
      const auto payee = payer + rng.below(10 - payer);
      rows.push_back(
          pays(std::to_string(payer), std::to_string(payee), second + 1000 * rng.between(0, 1)));
    }
    const auto order = order_of_taking(rows);
    auto all = order;
    std::sort(all.begin(), all.end());
    ASSERT_EQ(all, as_told(rows.size())) << "each row once";
    for (std::size_t a = 0; a < rows.size(); ++a) {
      for (std::size_t b = 0; b < rows.size(); ++b) {
        const bool feeds = rows[a].time == rows[b].time && rows[a].payee == rows[b].payer &&
                           rows[a].payer != rows[a].payee && rows[b].payer != rows[b].payee;
        if (feeds) {
          ASSERT_LT(place_of(order, a), place_of(order, b)) << "seed " << seed;
        }
      }
    }
  }
}

}  // namespace
}  // namespace holdfast::engine
