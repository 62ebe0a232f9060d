#include "flow/converge.hpp"

#include <gtest/gtest.h>

#include "../../test/model/chains.hpp"
#include "../../test/model/world.hpp"
#include "base/rng.hpp"

namespace holdfast::flow {
namespace {

using base::Fen;
using fund::AccountId;

struct Story {
  fund::Graph graph;

  fund::Sequence pay(std::int64_t at, const char* payer, const char* payee, std::int64_t fen = 100,
                     const char* kind = "transfer") {
    model::append(graph, {.time = at, .payer = payer, .payee = payee, .amount = fen, .kind = kind});
    return fund::Sequence{graph.snapshot().value() - 1};
  }
  AccountId id(const char* name) { return *graph.find(name); }
};

Chains chains_of(const model::ChainBounds& bounds) {
  return {.at = base::from_unix_ms(bounds.at),
          .window = base::Milliseconds{bounds.window},
          .hops = static_cast<std::uint32_t>(bounds.hops),
          .direction = bounds.backward ? Direction::backward : Direction::forward,
          .amount_min = Fen{bounds.amount_min}};
}

/// account -> source -> arrival, of accounts with two sources, from a walk of every chain.
using Met = std::map<std::string, std::map<std::size_t, model::Arrival>>;

Met expected_of(const std::vector<model::Move>& moves, const std::vector<std::string>& sources,
                const model::ChainBounds& bounds) {
  Met met;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (std::find(sources.begin(), sources.begin() + static_cast<std::ptrdiff_t>(i), sources[i]) !=
        sources.begin() + static_cast<std::ptrdiff_t>(i)) {
      continue;
    }
    for (const auto& [account, arrival] : model::arrivals(moves, sources[i], bounds)) {
      met[account][i] = arrival;
    }
  }
  std::erase_if(met, [](const auto& one) { return one.second.size() < 2; });
  return met;
}

TEST(Converge, ByChainsEqualsAWalkOfEveryChain) {
  std::size_t meetings = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    const model::World world = model::random_world(seed, 18);
    base::Rng rng(seed ^ 0xC0);
    fund::Graph graph;
    for (const model::Move& move : world.moves) {
      model::append(graph, move);
    }
    std::vector<std::string> names;
    std::vector<AccountId> sources;
    for (std::uint64_t i = 0; i < 2 + rng.below(3); ++i) {
      names.push_back(world.moves[rng.below(world.moves.size())].payer);
      sources.push_back(*graph.find(names.back()));
    }
    const std::int64_t last = std::ranges::max(world.moves, {}, &model::Move::time).time;
    const model::ChainBounds bounds{.at = rng.between(0, last / 2),
                                    .window = rng.between(1, last + 2),
                                    .hops = 1 + rng.below(5),
                                    .backward = rng.chance(500'000)};
    const auto answer = converge(graph, graph.snapshot(), sources, chains_of(bounds));
    if (std::set<std::string>(names.begin(), names.end()).size() < 2) {
      ASSERT_FALSE(answer.ok()) << "seed " << seed;
      continue;
    }
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    Met met;
    const ChainMeeting* before = nullptr;
    for (const ChainMeeting& one : answer->accounts) {
      for (const SourceArrival& source : one.sources) {
        met[std::string(graph.key(one.account))][source.source] = {
            source.hops, base::to_unix_ms(source.arrival)};
      }
      ASSERT_TRUE(before == nullptr || before->sources.size() >= one.sources.size());
      ASSERT_TRUE(before == nullptr || before->sources.size() > one.sources.size() ||
                  (bounds.backward ? before->met >= one.met : before->met <= one.met));
      before = &one;
    }
    ASSERT_EQ(met, expected_of(world.moves, names, bounds)) << "seed " << seed;
    meetings += met.size();
  }
  EXPECT_GT(meetings, 500U);
}

TEST(Converge, TellsWhenTheSecondSourceArrived) {
  Story story;
  story.pay(1, "V", "M");
  story.pay(3, "W", "M");
  story.pay(5, "X", "M");
  const std::vector<AccountId> sources{story.id("V"), story.id("W"), story.id("X")};
  const auto answer =
      converge(story.graph, story.graph.snapshot(), sources, chains_of({.window = 9}));
  ASSERT_TRUE(answer.ok());
  ASSERT_EQ(answer->accounts.size(), 1U);
  EXPECT_EQ(answer->accounts[0].met, base::from_unix_ms(3));
  const auto back = converge(story.graph, story.graph.snapshot(), sources,
                             chains_of({.at = 9, .window = 9, .backward = true}));
  ASSERT_TRUE(back.ok());
  EXPECT_TRUE(back->accounts.empty());
}

TEST(Converge, NeedsTwoDifferentSources) {
  Story story;
  story.pay(1, "V", "M");
  const auto ask = [&](std::vector<AccountId> sources) {
    return converge(story.graph, story.graph.snapshot(), sources, chains_of({.window = 9}));
  };
  EXPECT_FALSE(ask({}).ok());
  EXPECT_FALSE(ask({story.id("V")}).ok());
  EXPECT_FALSE(ask({story.id("V"), story.id("V")}).ok());
  EXPECT_TRUE(ask({story.id("V"), story.id("M")}).ok());
  EXPECT_FALSE(ask({story.id("V"), AccountId{7}}).ok());
}

/// Received by source, summed over the model's own replay.
TEST(Converge, ByTaintEqualsTheModel) {
  std::size_t meetings = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const model::World world = model::random_world(seed);
    fund::Graph graph;
    for (const model::Move& move : world.moves) {
      model::append(graph, move);
    }
    for (const trace::Policy policy : trace::all_policies) {
      const auto result =
          trace::trace(graph, graph.snapshot(), model::seeds_of(world), {.policy = policy});
      ASSERT_TRUE(result.ok());
      const auto answer =
          model::Replay(world.moves, world.thefts, std::string(trace::to_text(policy)), {}).run();
      std::map<std::string, std::vector<std::int64_t>> expected;
      for (const model::Carried& one : answer.transfers) {
        if (world.moves[one.move].kind != "balance") {
          auto& sums = expected[world.moves[one.move].payee];
          sums.resize(one.by_source.size());
          for (std::size_t i = 0; i < sums.size(); ++i) {
            sums[i] += one.by_source[i];
          }
        }
      }
      std::erase_if(expected, [](const auto& one) {
        return std::ranges::count_if(one.second, [](auto fen) { return fen > 0; }) < 2;
      });
      std::map<std::string, std::vector<std::int64_t>> actual;
      for (const TaintMeeting& one : converge(graph, *result)) {
        actual[std::string(graph.key(one.account))] =
            model::plain(trace::dense(one.by_source, result->sources));
        ASSERT_EQ(one.received, trace::total(one.by_source));
      }
      ASSERT_EQ(actual, expected) << "seed " << seed << " " << trace::to_text(policy);
      meetings += actual.size();
    }
  }
  EXPECT_GT(meetings, 1000U);
}

TEST(Converge, RanksByNumberOfSourcesThenMoney) {
  Story story;
  const auto a = story.pay(1, "V", "M", 1000);
  const auto b = story.pay(2, "W", "M", 500);
  story.pay(3, "M", "N", 1200);
  const auto c = story.pay(4, "X", "N", 10);
  story.pay(5, "N", "S", 1210, "merchant");
  const auto result = trace::trace(
      story.graph, story.graph.snapshot(),
      std::vector<trace::Seed>{trace::whole(story.graph, a), trace::whole(story.graph, b),
                               trace::whole(story.graph, c)},
      {});
  ASSERT_TRUE(result.ok());
  const auto meetings = converge(story.graph, *result);
  ASSERT_EQ(meetings.size(), 3U);
  EXPECT_EQ(meetings[0], (TaintMeeting{.account = story.id("N"),
                                       .tier = 1,
                                       .received = Fen{1210},
                                       .by_source = {{0, Fen{1000}}, {1, Fen{200}}, {2, Fen{10}}},
                                       .exit = false}));
  EXPECT_EQ(meetings[1].account, story.id("S"));
  EXPECT_TRUE(meetings[1].exit);
  EXPECT_EQ(meetings[2].account, story.id("M"));
  EXPECT_EQ(meetings[2].received, Fen{1500});
}

}  // namespace
}  // namespace holdfast::flow
