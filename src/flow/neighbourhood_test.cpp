#include "flow/neighbourhood.hpp"

#include <gtest/gtest.h>
#include <map>

#include "../../test/model/world.hpp"
#include "base/rng.hpp"

namespace holdfast::flow {
namespace {

using base::Fen;
using fund::AccountId;

fund::TimeRange range_of(std::int64_t first, std::int64_t last) {
  return {base::from_unix_ms(first), base::from_unix_ms(last)};
}

struct Story {
  fund::Graph graph;

  void pay(std::int64_t at, const char* payer, const char* payee, std::int64_t fen,
           const char* kind = "transfer") {
    model::append(graph, {.time = at, .payer = payer, .payee = payee, .amount = fen, .kind = kind});
  }
  AccountId id(const char* name) { return *graph.find(name); }
};

TEST(Neighbours, AreSummedByTheOtherSide) {
  Story story;
  story.pay(1, "M", "A", 100);
  story.pay(2, "M", "B", 500, "cash");
  story.pay(4, "M", "A", 300);
  story.pay(3, "V", "M", 900);
  story.pay(5, "M", "M", 7, "balance");
  story.pay(200, "M", "C", 7);
  NeighbourQuestion question{.account = story.id("M"), .range = range_of(0, 100)};
  const auto ask = [&] {
    return neighbours(story.graph, story.graph.snapshot(), question).value();
  };
  auto answer = ask();
  EXPECT_EQ(answer.total, 2U);
  EXPECT_EQ(answer.amount, Fen{900});
  EXPECT_FALSE(answer.truncated);
  EXPECT_EQ(answer.neighbours, (std::vector<Neighbour>{{.account = story.id("B"),
                                                        .amount = Fen{500},
                                                        .transfers = 1,
                                                        .first = base::from_unix_ms(2),
                                                        .last = base::from_unix_ms(2),
                                                        .exited = Fen{500}},
                                                       {.account = story.id("A"),
                                                        .amount = Fen{400},
                                                        .transfers = 2,
                                                        .first = base::from_unix_ms(1),
                                                        .last = base::from_unix_ms(4),
                                                        .exited = Fen{0}}}));
  question.count = 1;
  EXPECT_EQ(ask().truncated, (Truncated{Limit::accounts, 1}));
  EXPECT_EQ(ask().neighbours.size(), 1U);
  EXPECT_EQ(ask().amount, Fen{900});
  question.amount_min = Fen{301};
  EXPECT_EQ(ask().total, 1U);
  question.amount_min = {};
  question.direction = Direction::backward;
  EXPECT_EQ(ask().neighbours[0].account, story.id("V"));
  question.account = AccountId{77};
  EXPECT_FALSE(neighbours(story.graph, story.graph.snapshot(), question).ok());
}

/// Each pair of accounts, once from either side, beside plain sums.
TEST(Neighbours, EqualPlainSumsFromBothSides) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const model::World world = model::random_world(seed, 200);
    base::Rng rng(seed);
    fund::Graph graph;
    for (const model::Move& move : world.moves) {
      model::append(graph, move);
    }
    const std::int64_t first = rng.between(-1, 500);
    const std::int64_t last = first + rng.between(0, 600);
    const std::int64_t least = rng.between(0, 300);
    std::map<std::pair<std::string, std::string>, std::int64_t> expected;
    for (const model::Move& move : world.moves) {
      if (move.kind != "balance" && move.amount >= least && move.time >= first &&
          move.time <= last) {
        expected[{move.payer, move.payee}] += move.amount;
      }
    }
    for (const Direction direction : {Direction::forward, Direction::backward}) {
      std::map<std::pair<std::string, std::string>, std::int64_t> actual;
      for (std::uint32_t a = 0; a < graph.account_count(); ++a) {
        const auto answer = neighbours(graph, graph.snapshot(),
                                       {.account = AccountId{a},
                                        .direction = direction,
                                        .range = range_of(first, last),
                                        .amount_min = Fen{least}});
        for (const Neighbour& one : answer->neighbours) {
          const std::string own(graph.key(AccountId{a}));
          const std::string other(graph.key(one.account));
          actual[direction == Direction::forward ? std::pair(own, other) : std::pair(other, own)] =
              one.amount.value();
        }
      }
      ASSERT_EQ(actual, expected) << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace holdfast::flow
