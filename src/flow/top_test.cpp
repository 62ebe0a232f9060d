#include "flow/top.hpp"

#include <gtest/gtest.h>
#include <limits>
#include <map>
#include <set>

#include "../../test/model/chains.hpp"
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
  TopAnswer top_by(TopBy by, std::size_t count = 20, Fen passed_min = {}) {
    return top(graph, graph.snapshot(),
               {.by = by, .range = range_of(0, 100), .count = count, .passed_min = passed_min});
  }
  std::optional<Dwell> dwell(const char* name, fund::TimeRange range = range_of(0, 1'000'000)) {
    return dwell_of(graph, graph.snapshot(), id(name), range);
  }
};

/// Every fen by itself: when it came, when it left.
std::optional<Dwell> slow_dwell(const std::vector<model::Move>& told, const std::string& account,
                                std::int64_t first, std::int64_t last) {
  const std::vector<model::Move> moves = model::as_counted(told);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < moves.size(); ++i) {
    if (moves[i].time >= first && moves[i].time <= last && moves[i].kind != "balance" &&
        moves[i].kind != "opening") {
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
      move.amount = move.kind == "opening" ? 0 : 1 + move.amount % 9;
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

/// All accounts of a world, beside plain sums and sets.
TEST(Top, EqualsPlainSumsOfRandomWorlds) {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const model::World world = model::random_world(seed, 100);
    base::Rng rng(seed);
    fund::Graph graph;
    for (const model::Move& move : world.moves) {
      model::append(graph, move);
    }
    const std::int64_t first = rng.between(-1, 500);
    const std::int64_t last = first + rng.between(0, 600);
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> in_out;
    std::map<std::string, std::set<std::string>> payers;
    std::map<std::string, std::set<std::string>> payees;
    for (const model::Move& move : world.moves) {
      if (move.kind == "balance" || move.kind == "opening" || move.time < first ||
          move.time > last) {
        continue;
      }
      in_out[move.payee].first += move.amount;
      in_out[move.payer].second += move.amount;
      if (move.payer != move.payee) {
        payers[move.payee].insert(move.payer);
        payees[move.payer].insert(move.payee);
      }
    }
    for (const TopBy by : {TopBy::flow, TopBy::degree}) {
      const auto answer =
          top(graph, graph.snapshot(), {.by = by, .range = range_of(first, last), .count = 1000});
      ASSERT_EQ(answer.accounts.size(), in_out.size()) << "seed " << seed;
      std::int64_t before = std::numeric_limits<std::int64_t>::max();
      for (const TopAccount& one : answer.accounts) {
        const std::string name(graph.key(one.account));
        ASSERT_EQ(one.in.value(), in_out[name].first) << "seed " << seed << " " << name;
        ASSERT_EQ(one.out.value(), in_out[name].second) << "seed " << seed << " " << name;
        ASSERT_EQ(one.payers, payers[name].size()) << "seed " << seed << " " << name;
        ASSERT_EQ(one.payees, payees[name].size()) << "seed " << seed << " " << name;
        const std::int64_t rank =
            by == TopBy::flow ? (one.in + one.out).value() : std::int64_t{one.payers} + one.payees;
        ASSERT_LE(rank, before) << "seed " << seed;
        before = rank;
      }
    }
  }
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

}  // namespace
}  // namespace holdfast::flow
