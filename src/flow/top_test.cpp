#include "flow/top.hpp"

#include <gtest/gtest.h>
#include <map>
#include <set>

#include "../../test/model/world.hpp"
#include "base/rng.hpp"
#include "flow/neighbourhood.hpp"

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
  TopAnswer top_by(TopBy by, std::size_t count = 20, Fen passed_min = {}) {
    return top(graph, graph.snapshot(),
               {.by = by, .range = range_of(0, 100), .count = count, .passed_min = passed_min});
  }
  std::optional<Dwell> dwell(const char* name, fund::TimeRange range = range_of(0, 1'000'000)) {
    return dwell_of(graph, graph.snapshot(), id(name), range);
  }
};

/// Every fen by itself: when it came, when it left.
std::optional<Dwell> slow_dwell(const std::vector<model::Move>& moves, const std::string& account,
                                std::int64_t first, std::int64_t last) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < moves.size(); ++i) {
    if (moves[i].time >= first && moves[i].time <= last && moves[i].kind != "balance") {
      order.push_back(i);
    }
  }
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return moves[i].time; });
  std::vector<std::int64_t> waiting;
  std::vector<std::int64_t> stays;
  std::size_t left = 0;
  for (const std::size_t i : order) {
    const model::Move& move = moves[i];
    for (std::int64_t fen = 0; move.payer == account && fen < move.amount; ++fen) {
      if (left < waiting.size()) {
        stays.push_back(move.time - waiting[left++]);
      }
    }
    if (move.payee == account && move.kind == "transfer") {
      waiting.insert(waiting.end(), static_cast<std::size_t>(move.amount), move.time);
    }
  }
  if (stays.empty()) {
    return std::nullopt;
  }
  std::ranges::sort(stays);
  return Dwell{base::Milliseconds{stays[(stays.size() - 1) / 2]},
               Fen{static_cast<std::int64_t>(stays.size())}};
}

TEST(Dwell, EqualsACountOfEveryFen) {
  std::size_t some = 0;
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    model::World world = model::random_world(seed);
    base::Rng rng(seed);
    fund::Graph graph;
    for (model::Move& move : world.moves) {
      move.amount = 1 + move.amount % 9;
      model::append(graph, move);
    }
    const std::int64_t first = rng.between(-1, 300);
    const std::int64_t last = first + rng.between(0, 1000);
    for (std::uint32_t a = 0; a < graph.account_count(); ++a) {
      const auto actual = dwell_of(graph, graph.snapshot(), AccountId{a}, range_of(first, last));
      ASSERT_EQ(actual, slow_dwell(world.moves, std::string(graph.key(AccountId{a})), first, last))
          << "seed " << seed << " account " << graph.key(AccountId{a});
      some += actual ? 1 : 0;
    }
  }
  EXPECT_GT(some, 500U);
}

TEST(Dwell, IsTheMedianByMoneyNotByTransfers) {
  Story story;
  story.pay(0, "V", "M", 1000);
  story.pay(10, "M", "A", 400);
  story.pay(20, "M", "A", 99);
  story.pay(30, "M", "A", 1);
  EXPECT_EQ(story.dwell("M"), (Dwell{base::Milliseconds{10}, Fen{500}}));
  story.pay(40, "M", "A", 500);
  EXPECT_EQ(story.dwell("M"), (Dwell{base::Milliseconds{30}, Fen{1000}}));
  EXPECT_EQ(story.dwell("V"), std::nullopt);
  EXPECT_EQ(story.dwell("A"), std::nullopt);
}

TEST(Top, ByFlowCountsMoneyInAndOut) {
  Story story;
  story.pay(1, "V", "M", 1000);
  story.pay(2, "M", "S", 900, "merchant");
  story.pay(3, "M", "M", 30);
  story.pay(4, "V", "V", 5000, "balance");
  story.pay(101, "V", "Z", 90'000);
  const auto answer = story.top_by(TopBy::flow);
  EXPECT_EQ(answer.visited, 3U);
  EXPECT_FALSE(answer.truncated);
  ASSERT_EQ(answer.accounts.size(), 3U);
  EXPECT_EQ(answer.accounts[0], (TopAccount{.account = story.id("M"),
                                            .in = Fen{1030},
                                            .out = Fen{930},
                                            .transfers = 3,
                                            .payers = 1,
                                            .payees = 1,
                                            .dwell = Dwell{base::Milliseconds{1}, Fen{930}}}));
  EXPECT_EQ(answer.accounts[1].account, story.id("V"));
  EXPECT_EQ(answer.accounts[2].in, Fen{900});
  EXPECT_EQ(story.top_by(TopBy::flow, 1).accounts.size(), 1U);
}

TEST(Top, ByDegreeCountsDifferentOthers) {
  Story story;
  for (const char* other : {"A", "B", "C"}) {
    story.pay(1, "M", other, 1);
    story.pay(2, "M", other, 1);
  }
  story.pay(3, "A", "M", 1'000'000);
  const auto answer = story.top_by(TopBy::degree);
  ASSERT_EQ(answer.accounts.size(), 4U);
  EXPECT_EQ(answer.accounts[0].account, story.id("M"));
  EXPECT_EQ(answer.accounts[0].payees, 3U);
  EXPECT_EQ(answer.accounts[0].payers, 1U);
  EXPECT_EQ(answer.accounts[1].account, story.id("A"));
}

TEST(Top, ByDwellPutsTheShortestStayFirst) {
  Story story;
  story.pay(0, "V", "SLOW", 1000);
  story.pay(0, "V", "FAST", 1000);
  story.pay(0, "V", "TINY", 10);
  story.pay(1, "TINY", "X", 10);
  story.pay(2, "FAST", "X", 800);
  story.pay(90, "SLOW", "X", 1000);
  const auto answer = story.top_by(TopBy::dwell, 20, Fen{800});
  ASSERT_EQ(answer.accounts.size(), 2U);
  EXPECT_EQ(answer.accounts[0].account, story.id("FAST"));
  EXPECT_EQ(answer.accounts[1].account, story.id("SLOW"));
  EXPECT_EQ(story.top_by(TopBy::dwell, 20, Fen{801}).accounts.size(), 1U);
  EXPECT_EQ(story.top_by(TopBy::dwell).accounts[0].account, story.id("TINY"));
}

TEST(Top, ALimitLooksAtTheLatestArrivalsAndSaysSo) {
  Story story;
  story.pay(1, "A", "B", 500);
  story.pay(2, "C", "D", 100);
  const auto answer = top(story.graph, story.graph.snapshot(),
                          {.by = TopBy::flow, .range = range_of(0, 9), .effort = {.transfers = 1}});
  EXPECT_EQ(answer.truncated, (Truncated{Limit::transfers, 1}));
  ASSERT_EQ(answer.accounts.size(), 2U);
  EXPECT_EQ(answer.accounts[0].account, story.id("C"));
  const auto all = top(story.graph, story.graph.snapshot(),
                       {.by = TopBy::flow, .range = range_of(0, 9), .effort = {.transfers = 2}});
  EXPECT_FALSE(all.truncated);
}

TEST(Top, OrdersHaveNames) {
  for (const TopBy by : {TopBy::flow, TopBy::degree, TopBy::dwell}) {
    EXPECT_EQ(parse_top_by(to_text(by)).value(), by);
  }
  EXPECT_FALSE(parse_top_by("").ok());
  EXPECT_FALSE(parse_top_by("size").ok());
}

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
