#include "flow/path.hpp"

#include <gtest/gtest.h>
#include <limits>

#include "../../test/model/chains.hpp"
#include "../../test/model/world.hpp"
#include "base/rng.hpp"

namespace holdfast::flow {
namespace {

using model::Chain;

struct Story {
  fund::Graph graph;
  std::vector<model::Move> moves;

  void pay(std::int64_t at, const char* payer, const char* payee, std::int64_t fen = 100,
           const char* kind = "transfer") {
    take({.time = at, .payer = payer, .payee = payee, .amount = fen, .kind = kind});
  }
  void take(const model::Move& move) {
    model::append(graph, move);
    moves.push_back(move);
  }
  base::Result<PathAnswer> ask(const std::string& from, const std::string& to,
                               const model::ChainBounds& bounds) {
    return shortest_path(graph, graph.snapshot(), {*graph.find(from), *graph.find(to)},
                         {.at = base::from_unix_ms(bounds.at),
                          .window = base::Milliseconds{bounds.window},
                          .hops = static_cast<std::uint32_t>(bounds.hops),
                          .amount_min = base::Fen{bounds.amount_min}});
  }
  Chain path(const std::string& from, const std::string& to, const model::ChainBounds& bounds) {
    const auto answer = ask(from, to, bounds);
    EXPECT_TRUE(answer.ok());
    Chain chain;
    for (const fund::Sequence one : answer->transfers) {
      chain.push_back(one.value());
    }
    return chain;
  }
};

/// Fewest transfers, earliest arrival, then as told in path.hpp: every account on the way as early
/// as its place allows, the first of equal transfers. Walks every chain.
Chain expected_path(const std::vector<model::Move>& moves, const std::string& from,
                    const std::string& to, const model::ChainBounds& bounds) {
  const auto times = [&](const Chain& chain) {
    std::vector<std::pair<std::int64_t, std::size_t>> keys;
    for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
      keys.emplace_back(moves[*at].time, *at);
    }
    return keys;  // the last transfer decides first
  };
  Chain best;
  model::for_each_chain(moves, from, bounds, [&](const Chain& chain) {
    if (moves[chain.back()].payee == to &&
        (best.empty() || chain.size() < best.size() ||
         (chain.size() == best.size() && times(chain) < times(best)))) {
      best = chain;
    }
  });
  return best;
}

TEST(Path, EqualsAWalkOfEveryChain) {
  std::size_t found = 0;
  std::size_t long_ones = 0;
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    const model::World world = model::random_world(seed, 22);
    base::Rng rng(seed ^ 0x9A7);
    Story story;
    for (const model::Move& move : world.moves) {
      story.take(move);
    }
    const std::int64_t last = std::ranges::max(world.moves, {}, &model::Move::time).time;
    const std::string from = std::ranges::min(world.moves, {}, &model::Move::time).payer;
    const std::string to = rng.chance(500'000)
                               ? std::ranges::max(world.moves, {}, &model::Move::time).payee
                               : world.moves[rng.below(world.moves.size())].payee;
    const model::ChainBounds bounds{.at = rng.chance(500'000) ? -1 : rng.between(-1, last / 3),
                                    .window = last + 2 - rng.between(0, last / 2),
                                    .hops = 2 + rng.below(5),
                                    .amount_min = rng.chance(300'000) ? rng.between(1, 500) : 0};
    const Chain expected = expected_path(world.moves, from, to, bounds);
    found += expected.empty() ? 0 : 1;
    long_ones += expected.size() > 2 ? 1 : 0;
    ASSERT_EQ(story.path(from, to, bounds), expected)
        << "seed " << seed << " from " << from << " to " << to << " at " << bounds.at << " window "
        << bounds.window << " hops " << bounds.hops;
  }
  EXPECT_GT(found, 1000U);
  EXPECT_GT(long_ones, 25U);
}

TEST(Path, PrefersFewTransfersToAnEarlyArrival) {
  Story story;
  story.pay(1, "A", "X");
  story.pay(2, "X", "B");
  story.pay(9, "A", "B");
  EXPECT_EQ(story.path("A", "B", {.window = 10, .hops = 5}), (Chain{2}));
  EXPECT_EQ(story.path("A", "B", {.window = 8, .hops = 5}), (Chain{0, 1}));
  EXPECT_EQ(story.path("A", "B", {.window = 8, .hops = 1}), Chain{});
}

TEST(Path, MayEndInAnExitAndNotPassThroughOne) {
  Story story;
  story.pay(1, "A", "S", 100, "merchant");
  story.pay(2, "S", "B");
  EXPECT_EQ(story.path("A", "S", {.window = 10, .hops = 5}), (Chain{0}));
  EXPECT_EQ(story.path("A", "B", {.window = 10, .hops = 5}), Chain{});
}

TEST(Path, LeadsBackToItsStartOnlyByTransfers) {
  Story story;
  story.pay(1, "A", "B");
  EXPECT_EQ(story.path("A", "A", {.window = 10, .hops = 5}), Chain{});
  story.pay(2, "B", "A");
  EXPECT_EQ(story.path("A", "A", {.window = 10, .hops = 5}), (Chain{0, 1}));
}

TEST(Path, SaysWhichLimitWasHit) {
  Story story;
  story.pay(1, "A", "X");
  story.pay(2, "A", "Y");
  story.pay(3, "Y", "B");
  const auto ask = [&](const Effort& effort) {
    return *shortest_path(story.graph, story.graph.snapshot(),
                          {*story.graph.find("A"), *story.graph.find("B")},
                          {.at = base::from_unix_ms(0),
                           .window = base::Milliseconds{10},
                           .hops = std::numeric_limits<std::uint32_t>::max(),
                           .effort = effort});
  };
  EXPECT_EQ(ask({}).transfers.size(), 2U);
  EXPECT_FALSE(ask({.transfers = 3}).truncated);
  EXPECT_EQ(ask({.transfers = 2}).truncated, (Truncated{Limit::transfers, 2}));
  EXPECT_TRUE(ask({.transfers = 2}).transfers.empty());
  EXPECT_EQ(ask({.accounts = 1}).truncated, (Truncated{Limit::accounts, 1}));
}

TEST(Path, RefusesWhatIsNoQuestion) {
  Story story;
  story.pay(1, "A", "B");
  const Chains chains{.at = {}, .window = base::Milliseconds{1}};
  const auto refused = [&](PathEnds ends, const Chains& asked) {
    const auto answer = shortest_path(story.graph, story.graph.snapshot(), ends, asked);
    return !answer.ok() && answer.error().code == base::ErrorCode::bad_input;
  };
  EXPECT_FALSE(refused({fund::AccountId{0}, fund::AccountId{1}}, chains));
  EXPECT_TRUE(refused({fund::AccountId{0}, fund::AccountId{2}}, chains));
  EXPECT_TRUE(refused({fund::AccountId{2}, fund::AccountId{1}}, chains));
  EXPECT_TRUE(
      refused({fund::AccountId{0}, fund::AccountId{1}},
              {.at = {}, .window = base::Milliseconds{1}, .direction = Direction::backward}));
  EXPECT_TRUE(refused({fund::AccountId{0}, fund::AccountId{1}}, {}));
}

}  // namespace
}  // namespace holdfast::flow
