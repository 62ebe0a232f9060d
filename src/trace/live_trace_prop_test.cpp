// A live trace that goes back equals a trace from the beginning, account by account, whatever came
// late; and what it does again is bounded by what lies after the late transfer.
#include <gtest/gtest.h>
#include <map>

#include "../../test/model/world.hpp"
#include "trace/live_trace.hpp"

namespace holdfast::trace {
namespace {

std::string describe(const Tracer& tracer) {
  std::map<fund::AccountId, std::string> lines;
  for (const Reached& one : tracer.reached()) {
    std::string text = fmt::format(
        "tier {} received {} moved {} exited {} unfollowed {} total {} by {} followed {} kind {} [",
        one.tier, one.received.value(), one.moved.value(), one.exited.value(),
        one.unfollowed.value(), one.holding.total().value(), one.justification.sequence.value(),
        one.is_followed, static_cast<int>(one.exit_kind));
    for (const Piece& piece : one.holding.shares()) {
      text += fmt::format(" {}:{}", piece.source, piece.amount.value());
    }
    lines[one.account] = text;
  }
  std::string all = fmt::format("stolen {}", tracer.stolen().value());
  for (const auto& [account, line] : lines) {
    all += fmt::format("\n{}: {}", account.value(), line);
  }
  return all;
}

/// What a caller knows of the accounts by the touches it was told: the older texts must all be
/// refreshed by them.
class Listener {
 public:
  explicit Listener(LiveTrace& live) { hear(live); }
  void hear(LiveTrace& live) {
    for (const fund::AccountId account : live.take_touched()) {
      const Reached* one = live.tracer().find(account);
      known_[account] = one == nullptr ? base::Fen{} : one->remaining();
    }
    std::erase_if(known_, [](const auto& each) { return each.second.is_zero(); });
  }
  void expect_complete(const LiveTrace& live) const {
    std::map<fund::AccountId, base::Fen> now;
    for (const Reached& one : live.tracer().reached()) {
      now[one.account] = one.remaining();
    }
    std::erase_if(now, [](const auto& each) { return each.second.is_zero(); });
    ASSERT_EQ(known_, now);
  }

 private:
  std::map<fund::AccountId, base::Fen> known_;
};

Limits limits_for(base::Rng& rng) {
  Limits limits{};
  if (rng.chance(300'000)) {
    limits.hops = static_cast<std::uint32_t>(rng.between(1, 4));
  }
  if (rng.chance(300'000)) {
    limits.min_amount = base::Fen{rng.between(1, 500)};
  }
  if (rng.chance(300'000)) {
    limits.still = base::Milliseconds{rng.between(0, 100)};
  }
  if (rng.chance(200'000)) {
    limits.accounts = rng.below(5);
  }
  return limits;
}

/// Arrival in no order at all: nearly every transfer is a late one.
void run_world(std::uint64_t seed) {
  const model::World world = model::random_world(seed, 120);
  if (world.thefts.empty()) {
    return;
  }
  base::Rng rng(seed ^ 0x77);
  const Policy policy = all_policies[rng.below(std::size(all_policies))];
  const TraceOptions options{.policy = policy, .until = {}, .limits = limits_for(rng)};
  const Pacing pacing{.least = 1 + rng.below(8), .per_account = rng.below(2)};
  fund::Graph graph;
  std::size_t arrived = world.thefts.front().move + 1;
  for (std::size_t i = 0; i < arrived; ++i) {
    model::append(graph, world.moves[i]);
  }
  const Seed seed_at{fund::Sequence{world.thefts.front().move},
                     base::Fen{world.thefts.front().stolen}};
  auto live = LiveTrace::start(graph, graph.snapshot(), {&seed_at, 1}, options, pacing);
  ASSERT_TRUE(live.ok());
  Listener listener(*live);
  while (arrived < world.moves.size()) {
    std::vector<fund::Sequence> news;
    for (std::uint64_t batch = 1 + rng.below(4); batch > 0 && arrived < world.moves.size();
         --batch) {
      news.emplace_back(arrived);
      model::append(graph, world.moves[arrived++]);
    }
    ASSERT_TRUE(live->advance(graph, graph.snapshot(), news).ok()) << "at " << arrived;
    const auto fresh =
        Tracer::start(graph, graph.snapshot(), {&seed_at, 1}, options, Keep::accounts);
    ASSERT_TRUE(fresh.ok());
    ASSERT_EQ(describe(live->tracer()), describe(*fresh)) << "at " << arrived;
    listener.hear(*live);
    ASSERT_NO_FATAL_FAILURE(listener.expect_complete(*live)) << "at " << arrived;
  }
}

TEST(LiveTraceLaw, EqualsATraceFromTheBeginningHoweverManyTransfersComeLate) {
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    ASSERT_NO_FATAL_FAILURE(run_world(seed)) << "seed " << seed;
  }
}

/// A long case: one victim, twenty accounts that pay each other, a transfer a minute.
class LongCase : public ::testing::Test {
 protected:
  static constexpr std::int64_t minute = 60'000;
  static constexpr std::int64_t count = 20'000;

  void SetUp() override {
    model::append(graph, {.time = 0, .payer = "V", .payee = "A", .amount = 10'000'000});
    for (std::int64_t i = 1; i < count; ++i) {
      model::append(graph, {.time = i * minute,
                            .payer = name(),
                            .payee = name(),
                            .amount = rng.between(1, 100'000)});
    }
    const Seed seed = whole(graph, fund::Sequence{0});
    auto started = LiveTrace::start(graph, graph.snapshot(), {&seed, 1}, {});
    ASSERT_TRUE(started.ok());
    live.emplace(std::move(*started));
  }
  std::string name() { return std::string(1, static_cast<char>('A' + rng.below(20))); }

  /// A transfer arrives with the time of the `behind`th last one. Returns the work that it made.
  std::uint64_t work_of_late(std::int64_t behind) {
    const fund::Sequence arrived{graph.snapshot().value()};
    model::append(
        graph,
        {.time = (count - behind) * minute - 1, .payer = name(), .payee = name(), .amount = 100});
    const std::uint64_t before = live->work();
    EXPECT_TRUE(live->advance(graph, graph.snapshot(), {&arrived, 1}).ok());
    return live->work() - before;
  }

  base::Rng rng{11};
  fund::Graph graph;
  std::optional<LiveTrace> live;
};

TEST_F(LongCase, ALateTransferCostsWhatLiesAfterItAndNotTheWholeCase) {
  const std::uint64_t whole_case = live->tracer().applied();
  ASSERT_GT(whole_case, std::uint64_t{count} * 9 / 10);
  std::uint64_t made_again = 0;
  for (const std::int64_t behind : {100, 150, 300, 300, 2000, 9000, 150, 100}) {
    const std::uint64_t rewinds = live->rewinds();
    const std::uint64_t work = work_of_late(behind);
    EXPECT_EQ(live->rewinds(), rewinds + 1) << behind;
    EXPECT_LE(work, 2 * static_cast<std::uint64_t>(behind) + Pacing{}.least + 16) << behind;
    made_again += work;
  }
  EXPECT_GT(made_again, 11'000U);  // it did go back
}

TEST_F(LongCase, TheCheckpointsAreFew) {
  EXPECT_LE(live->checkpoints(), 2 * 7U + 2);  // 20,000 applied: 78 intervals
  EXPECT_GE(live->checkpoints(), 5U);
}

TEST_F(LongCase, OneBeforeEverythingMakesTheTraceBeginAnewAndAgree) {
  const std::uint64_t work = work_of_late(count - 2);
  EXPECT_GE(work, std::uint64_t{count} * 9 / 10);
  const Seed seed = whole(graph, fund::Sequence{0});
  const auto fresh = Tracer::start(graph, graph.snapshot(), {&seed, 1}, {}, Keep::accounts);
  ASSERT_TRUE(fresh.ok());
  EXPECT_EQ(describe(live->tracer()), describe(*fresh));
}

}  // namespace
}  // namespace holdfast::trace
