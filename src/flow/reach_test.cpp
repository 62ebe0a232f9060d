#include "flow/reach.hpp"

#include <gtest/gtest.h>

#include "../../test/model/chains.hpp"
#include "../../test/model/world.hpp"
#include "base/rng.hpp"

namespace holdfast::flow {
namespace {

using model::Arrival;

struct Case {
  model::World world;
  std::string account;
  model::ChainBounds bounds;
};

/// Ties, self transfers, exits that are accounts too, statements of balance; arrivals in any order,
/// or in order of time.
Case random_case(std::uint64_t seed, std::uint64_t moves_max, std::int64_t hops_max) {
  Case one{.world = model::random_world(seed, moves_max), .account = {}, .bounds = {}};
  base::Rng rng(seed ^ 0x5EA);
  if (rng.chance(500'000)) {
    std::ranges::stable_sort(one.world.moves, {}, &model::Move::time);
  }
  const model::Move& any = one.world.moves[rng.below(one.world.moves.size())];
  one.account = rng.chance(500'000) ? any.payer : any.payee;
  const std::int64_t last = std::ranges::max(one.world.moves, {}, &model::Move::time).time;
  one.bounds = {.at = rng.between(-1, last + 1),
                .window = rng.between(1, rng.chance(300'000) ? 3 : last + 2),
                .hops = static_cast<std::size_t>(rng.between(1, hops_max)),
                .amount_min = rng.chance(300'000) ? rng.between(1, 500) : 0,
                .backward = rng.chance(500'000)};
  if (!one.bounds.backward && rng.chance(500'000)) {
    one.bounds.at = rng.between(-1, last / 3);
  }
  return one;
}

Chains chains_of(const model::ChainBounds& bounds) {
  return {.at = base::from_unix_ms(bounds.at),
          .window = base::Milliseconds{bounds.window},
          .hops = static_cast<std::uint32_t>(bounds.hops),
          .direction = bounds.backward ? Direction::backward : Direction::forward,
          .amount_min = base::Fen{bounds.amount_min}};
}

std::map<std::string, Arrival> plain(const fund::Graph& graph, const ReachAnswer& answer) {
  std::map<std::string, Arrival> reached;
  for (const ReachedAccount& one : answer.accounts) {
    const bool fresh = reached
                           .try_emplace(std::string(graph.key(one.account)),
                                        Arrival{one.hops, base::to_unix_ms(one.arrival)})
                           .second;
    EXPECT_TRUE(fresh) << graph.key(one.account) << " twice";
  }
  return reached;
}

std::string text_of(const std::map<std::string, Arrival>& reached) {
  std::string text;
  for (const auto& [account, arrival] : reached) {
    text += fmt::format("{} {} hops {}\n", account, arrival.hops, arrival.time);
  }
  return text;
}

void compare(std::uint64_t seed, std::uint64_t moves_max, std::int64_t hops_max) {
  const Case one = random_case(seed, moves_max, hops_max);
  fund::Graph graph;
  for (const model::Move& move : one.world.moves) {
    model::append(graph, move);
  }
  const auto answer =
      reach(graph, graph.snapshot(), *graph.find(one.account), chains_of(one.bounds));
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_FALSE(answer->truncated);
  ASSERT_EQ(text_of(plain(graph, *answer)),
            text_of(model::arrivals(one.world.moves, one.account, one.bounds)))
      << "seed " << seed << (one.bounds.backward ? " backward" : " forward") << " from "
      << one.account << " at " << one.bounds.at << " window " << one.bounds.window << " hops "
      << one.bounds.hops << " at least " << one.bounds.amount_min;
}

TEST(Reach, EqualsAWalkOfEveryChain) {
  for (std::uint64_t seed = 0; seed < 6000; ++seed) {
    ASSERT_NO_FATAL_FAILURE(compare(seed, 18, 6));
  }
}

TEST(Reach, EqualsAWalkOfEveryChainInLongerWorlds) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    ASSERT_NO_FATAL_FAILURE(compare(seed, 150, 3));
  }
}

struct Story {
  fund::Graph graph;

  void pay(std::int64_t at, const char* payer, const char* payee, std::int64_t fen = 100,
           const char* kind = "transfer") {
    model::append(graph, {.time = at, .payer = payer, .payee = payee, .amount = fen, .kind = kind});
  }
  std::string reached(const char* from, const model::ChainBounds& bounds) {
    const auto answer = reach(graph, graph.snapshot(), *graph.find(from), chains_of(bounds));
    return answer ? text_of(plain(graph, *answer)) : answer.error().message;
  }
};

/// One best arrival per account would lose D: B is reached early only by more hops.
TEST(Reach, KeepsALateArrivalOfFewHopsBesideAnEarlyOneOfMany) {
  Story story;
  story.pay(1, "A", "X");
  story.pay(2, "X", "B");
  story.pay(5, "A", "B");
  story.pay(3, "B", "C");
  story.pay(6, "B", "D");
  EXPECT_EQ(story.reached("A", {.window = 10, .hops = 2}), "B 1 hops 2\nD 2 hops 6\nX 1 hops 1\n");
  EXPECT_EQ(story.reached("A", {.window = 10, .hops = 3}),
            "B 1 hops 2\nC 3 hops 3\nD 2 hops 6\nX 1 hops 1\n");
}

TEST(Reach, TheWindowIsOpenAtItsStartAndClosedAtItsEnd) {
  Story story;
  story.pay(10, "A", "B");
  story.pay(11, "A", "C");
  story.pay(20, "A", "D");
  story.pay(21, "A", "E");
  EXPECT_EQ(story.reached("A", {.at = 10, .window = 10}), "C 1 hops 11\nD 1 hops 20\n");
  Story back;
  back.pay(9, "E", "A");
  back.pay(10, "D", "A");
  back.pay(19, "C", "A");
  back.pay(20, "B", "A");
  EXPECT_EQ(back.reached("A", {.at = 20, .window = 10, .backward = true}),
            "C 1 hops 19\nD 1 hops 10\n");
}

TEST(Reach, TransfersOfOneMomentAreNoChain) {
  Story story;
  story.pay(1, "A", "B");
  story.pay(1, "B", "C");
  story.pay(2, "B", "D");
  EXPECT_EQ(story.reached("A", {.window = 10, .hops = 2}), "B 1 hops 1\nD 2 hops 2\n");
}

TEST(Reach, AnExitIsReachedAndNotContinuedUnlessOrdinaryMoneyReachesIt) {
  Story story;
  story.pay(1, "A", "S", 100, "merchant");
  story.pay(3, "S", "B");
  EXPECT_EQ(story.reached("A", {.window = 10, .hops = 3}), "S 1 hops 1\n");
  story.pay(2, "A", "S");
  EXPECT_EQ(story.reached("A", {.window = 10, .hops = 3}), "B 2 hops 3\nS 1 hops 1\n");
}

TEST(Reach, BackwardAnExitPaymentCountsOnlyIntoTheStart) {
  Story story;
  story.pay(1, "V", "M", 100, "cash");
  story.pay(2, "W", "M");
  story.pay(3, "M", "A", 100, "crypto");
  EXPECT_EQ(story.reached("A", {.at = 9, .window = 9, .hops = 3, .backward = true}),
            "M 1 hops 3\nW 2 hops 2\n");
}

TEST(Reach, TheStartCountsOnlyWhenReachedAgain) {
  Story story;
  story.pay(1, "A", "B");
  EXPECT_EQ(story.reached("A", {.window = 10, .hops = 3}), "B 1 hops 1\n");
  story.pay(2, "B", "A");
  story.pay(3, "A", "A");
  EXPECT_EQ(story.reached("A", {.window = 10, .hops = 3}), "A 1 hops 2\nB 1 hops 1\n");
}

TEST(Reach, LooksNoFurtherThanItsSnapshot) {
  Story story;
  story.pay(1, "A", "B");
  const auto before = story.graph.snapshot();
  story.pay(2, "B", "C");
  const auto answer =
      reach(story.graph, before, *story.graph.find("A"), chains_of({.window = 10, .hops = 3}));
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->accounts.size(), 1U);
}

TEST(Reach, SaysWhichLimitWasHitAndAnswersWhatItSaw) {
  Story story;
  for (int i = 0; i < 10; ++i) {
    story.pay(i + 1, "A", std::string(1, static_cast<char>('K' + i)).c_str());
  }
  Chains chains = chains_of({.window = 20, .hops = 2});
  const auto ask = [&] {
    return *reach(story.graph, story.graph.snapshot(), *story.graph.find("A"), chains);
  };
  chains.effort = {.accounts = 10, .transfers = 10};
  EXPECT_FALSE(ask().truncated);
  EXPECT_EQ(ask().accounts.size(), 10U);
  chains.effort = {.accounts = 9};
  EXPECT_EQ(ask().truncated, (Truncated{Limit::accounts, 9}));
  EXPECT_EQ(ask().accounts.size(), 9U);
  chains.effort = {.transfers = 3};
  EXPECT_EQ(ask().truncated, (Truncated{Limit::transfers, 3}));
  EXPECT_EQ(ask().accounts.size(), 3U);
  EXPECT_EQ(ask().visited, 3U);
}

TEST(Reach, RefusesWhatIsNoQuestion) {
  Story story;
  story.pay(1, "A", "B");
  const auto refused = [&](std::uint32_t account, const model::ChainBounds& bounds) {
    const auto answer =
        reach(story.graph, story.graph.snapshot(), fund::AccountId{account}, chains_of(bounds));
    return !answer.ok() && answer.error().code == base::ErrorCode::bad_input;
  };
  EXPECT_FALSE(refused(1, {.window = 1, .hops = 1}));
  EXPECT_TRUE(refused(2, {.window = 1, .hops = 1}));
  EXPECT_TRUE(refused(1, {.window = 0, .hops = 1}));
  EXPECT_TRUE(refused(1, {.window = -1, .hops = 1}));
  EXPECT_TRUE(refused(1, {.window = 1, .hops = 0}));
  constexpr std::int64_t thousand_years = std::int64_t{366'000} * 86'400'000;
  EXPECT_FALSE(refused(1, {.window = thousand_years, .hops = 1}));
  EXPECT_TRUE(refused(1, {.window = thousand_years + 1, .hops = 1}));
}

}  // namespace
}  // namespace holdfast::flow
