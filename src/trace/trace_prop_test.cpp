// The engine beside the slow model, on random worlds, to the fen.
#include <gtest/gtest.h>

#include "../../test/model/world.hpp"
#include "trace/trace.hpp"

namespace holdfast::trace {
namespace {

constexpr std::uint64_t worlds = 3000;

std::string compare(const model::World& world, Policy policy, const model::Bounds& bounds) {
  fund::Graph graph;
  for (const model::Move& move : world.moves) {
    model::append(graph, move);
  }
  TraceOptions options{.policy = policy};
  if (bounds.until) {
    options.until = base::from_unix_ms(*bounds.until);
  }
  if (bounds.hops) {
    options.limits.hops = static_cast<std::uint32_t>(*bounds.hops);
  }
  options.limits.accounts = bounds.accounts;
  options.limits.min_amount = base::Fen{bounds.min_amount};
  if (bounds.still) {
    options.limits.still = base::Milliseconds{*bounds.still};
  }
  const auto result = trace(graph, graph.snapshot(), model::seeds_of(world), options);
  if (!result) {
    return result.error().message;
  }
  const auto expected =
      model::Replay(world.moves, world.thefts, std::string(to_text(policy)), bounds).run();
  return model::difference(expected, model::as_answer(graph, *result));
}

class EveryPolicy : public ::testing::TestWithParam<Policy> {};

TEST_P(EveryPolicy, EqualsTheModelToTheFen) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    ASSERT_EQ(compare(model::random_world(seed), GetParam(), {}), "") << "seed " << seed;
  }
}

TEST_P(EveryPolicy, EqualsTheModelOnLongWorlds) {
  for (std::uint64_t seed = 0; seed < 25; ++seed) {
    ASSERT_EQ(compare(model::random_world(seed, 3000), GetParam(), {}), "") << "seed " << seed;
  }
}

TEST_P(EveryPolicy, EqualsTheModelUpToATime) {
  for (std::uint64_t seed = 0; seed < worlds / 4; ++seed) {
    ASSERT_EQ(compare(model::random_world(seed), GetParam(), {.until = 5}), "") << "seed " << seed;
  }
}

TEST_P(EveryPolicy, EqualsTheModelWithinLimits) {
  for (std::uint64_t seed = 0; seed < worlds / 2; ++seed) {
    base::Rng rng(seed);
    model::Bounds bounds{};
    if (rng.chance(400'000)) {
      bounds.hops = static_cast<int>(rng.between(1, 4));
    }
    if (rng.chance(400'000)) {
      bounds.accounts = rng.below(5);
    }
    if (rng.chance(400'000)) {
      bounds.min_amount = rng.between(1, 500);
    }
    if (rng.chance(400'000)) {
      bounds.still = rng.between(0, 60);
    }
    ASSERT_EQ(compare(model::random_world(seed), GetParam(), bounds), "") << "seed " << seed;
  }
}

TEST_P(EveryPolicy, CapOnPiecesReportsWhatItFoldsAway) {
  for (std::uint64_t seed = 0; seed < worlds / 4; ++seed) {
    const model::World world = model::random_world(seed, 200);
    fund::Graph graph;
    for (const model::Move& move : world.moves) {
      model::append(graph, move);
    }
    for (const std::size_t cap : {1U, 2U, 5U}) {
      TraceOptions options{.policy = GetParam()};
      options.limits.pieces = cap;
      const auto result = trace(graph, graph.snapshot(), model::seeds_of(world), options);
      ASSERT_TRUE(result.ok()) << "seed " << seed << ": " << result.error().message;
      for (const AccountTaint& account : result->accounts) {
        ASSERT_LE(account.unfollowed + account.exited, account.remaining) << "seed " << seed;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Trace, EveryPolicy, ::testing::ValuesIn(all_policies),
                         [](const auto& one) { return std::string(to_text(one.param)); });

}  // namespace
}  // namespace holdfast::trace
