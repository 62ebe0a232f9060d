// The law of live pursuit: whatever the order of arrival, the state equals a batch trace of all
// transfers received so far, sorted by (time, arrival).
#include <gtest/gtest.h>
#include <map>
#include <utility>

#include "../../test/model/world.hpp"
#include "trace/pursuit.hpp"
#include "trace/pursuit_set.hpp"

namespace holdfast::trace {
namespace {

/// A world in an order of arrival that mostly follows time, with thefts pointing at arrivals.
model::World arriving(std::uint64_t seed, std::uint64_t moves_max = 80) {
  model::World world = model::random_world(seed, moves_max);
  base::Rng rng(seed ^ 0xA5A5);
  const std::int64_t skew = rng.chance(300'000) ? 0 : rng.between(1, 200);
  std::vector<std::pair<std::int64_t, std::size_t>> order;
  for (std::size_t i = 0; i < world.moves.size(); ++i) {
    const std::int64_t delay = rng.chance(250'000) ? rng.between(0, skew) : 0;
    order.emplace_back(world.moves[i].time + delay, i);
  }
  std::sort(order.begin(), order.end());
  model::World out;
  std::map<std::size_t, std::size_t> place;
  for (const auto& [when, i] : order) {
    place[i] = out.moves.size();
    out.moves.push_back(world.moves[i]);
  }
  for (const model::Theft& theft : world.thefts) {
    out.thefts.push_back({place.at(theft.move), theft.stolen});
  }
  std::sort(out.thefts.begin(), out.thefts.end(),
            [](const auto& a, const auto& b) { return a.move < b.move; });
  return out;
}

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
  if (rng.chance(100'000)) {
    limits.accounts = rng.below(5);
  }
  return limits;
}

std::string describe(const std::vector<Need>& needs) {
  std::string text;
  for (const Need& need : needs) {
    text += fmt::format(
        "[{}: {} exited {} unfollowed {} unseen {} by {} known {} tier {} by {} exit {} kind {}]",
        need.account.value(), need.amount.value(), need.exited.value(), need.unfollowed.value(),
        need.unseen.value(), need.unseen_by.value(), need.known_balance.value(), need.tier,
        need.justification.value(), need.exit, static_cast<int>(need.exit_kind));
  }
  return text;
}

using Told = std::map<fund::AccountId, base::Fen>;

void tell(Told& told, const std::vector<Need>& changes) {
  for (const Need& need : changes) {
    told[need.account] = need.amount;
  }
}

void expect_lawful(const fund::Graph& graph, const Pursuit& live, const Limits& limits,
                   Told& told) {
  const auto fresh = Pursuit::start(graph, live.as_of(), live.seeds(), limits);
  ASSERT_TRUE(fresh.ok());
  ASSERT_EQ(describe(live.needs(graph)), describe(fresh->needs(graph)));
  ASSERT_EQ(live.stolen(), fresh->stolen());
  Told now;
  for (const Need& need : live.needs(graph)) {
    now[need.account] = need.amount;
    if (need.account != unseen_account) {
      ASSERT_EQ(need.known_balance, graph.known_balance(need.account, live.as_of()));
    }
  }
  std::erase_if(told, [](const auto& one) { return one.second.is_zero(); });
  std::erase_if(now, [](const auto& one) { return one.second.is_zero(); });
  ASSERT_EQ(told, now) << "the changes told do not add up to the state";
}

/// The needs against the slow model, which knows no pursuit.
void expect_model(const fund::Graph& graph, const Pursuit& live, const model::World& world,
                  std::size_t arrived) {
  model::World past;
  past.moves.assign(world.moves.begin(),
                    world.moves.begin() + static_cast<std::ptrdiff_t>(arrived));
  for (const Seed& seed : live.seeds()) {
    past.thefts.push_back({seed.transfer.value(), seed.stolen.value()});
  }
  const auto upper = model::Replay(past.moves, past.thefts, "taint_first").run();
  const auto lower = model::Replay(past.moves, past.thefts, "clean_first").run();
  std::map<std::string, std::int64_t> expected;
  for (const auto* answer : {&upper, &lower}) {
    for (const auto& [name, line] : answer->accounts) {
      expected[name] = std::max(expected[name], line.remaining);
    }
  }
  std::erase_if(expected, [](const auto& one) { return one.second == 0; });
  std::map<std::string, std::int64_t> actual;
  base::Fen gone;
  for (const Need& need : live.needs(graph)) {
    gone += need.unseen;
    const bool unseen = need.account == unseen_account;
    actual[unseen ? "unseen" : std::string(graph.key(need.account))] = need.amount.value();
  }
  std::erase_if(actual, [](const auto& one) { return one.second == 0; });
  ASSERT_EQ(actual, expected);
  // What went to nobody is told of the accounts that it left.
  const auto at = upper.accounts.find("unseen");
  ASSERT_GE(gone.value(), at == upper.accounts.end() ? 0 : at->second.received);
}

void run_world(std::uint64_t seed, bool with_limits) {
  const model::World world = arriving(seed);
  if (world.thefts.empty()) {
    return;
  }
  base::Rng rng(seed ^ 0x1234);
  const Limits limits = with_limits ? limits_for(rng) : Limits{};
  fund::Graph graph;
  std::optional<Pursuit> live;
  Told told;
  std::size_t next_theft = 0;
  for (std::size_t i = 0; i < world.moves.size();) {
    const std::size_t batch = 1 + rng.below(rng.chance(500'000) ? 1 : 6);
    for (std::size_t j = 0; j < batch && i < world.moves.size(); ++j) {
      model::append(graph, world.moves[i++]);
    }
    const fund::Snapshot now = graph.snapshot();
    if (live) {
      const auto changes = live->advance(graph, now);
      ASSERT_TRUE(changes.ok());
      tell(told, *changes);
    }
    for (; next_theft < world.thefts.size() && world.thefts[next_theft].move < i; ++next_theft) {
      const model::Theft& theft = world.thefts[next_theft];
      const Seed one{fund::Sequence{theft.move}, base::Fen{theft.stolen}};
      if (live) {
        const auto changes = live->add_seeds(graph, now, {&one, 1});
        ASSERT_TRUE(changes.ok());
        tell(told, *changes);
      } else {
        auto started = Pursuit::start(graph, now, {one}, limits);
        ASSERT_TRUE(started.ok());
        live = std::move(*started);
        tell(told, live->needs(graph));
      }
    }
    if (live) {
      ASSERT_NO_FATAL_FAILURE(expect_lawful(graph, *live, limits, told)) << "at " << i;
      if (!with_limits) {
        ASSERT_NO_FATAL_FAILURE(expect_model(graph, *live, world, i)) << "at " << i;
      }
    }
  }
}

TEST(PursuitLaw, EqualsABatchTraceAndTheModelWhateverTheOrderOfArrival) {
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    ASSERT_NO_FATAL_FAILURE(run_world(seed, false)) << "seed " << seed;
  }
}

TEST(PursuitLaw, EqualsABatchTraceUnderLimits) {
  for (std::uint64_t seed = 10'000; seed < 10'800; ++seed) {
    ASSERT_NO_FATAL_FAILURE(run_world(seed, true)) << "seed " << seed;
  }
}

/// Ordinary arrival must not cost a step back, however many accounts are hot; nor must arrival that
/// is out of order between accounts that have nothing to do with each other.
TEST(PursuitLaw, TransfersInOrderNeverMakeTheTraceGoBack) {
  base::Rng rng(7);
  fund::Graph graph;
  const auto name = [&] { return std::string(1, static_cast<char>('A' + rng.below(20))); };
  model::append(graph, {.time = 0, .payer = "V", .payee = "A", .amount = 1'000'000});
  auto live = Pursuit::start(graph, graph.snapshot(), {whole(graph, fund::Sequence{0})}, {});
  ASSERT_TRUE(live.ok());
  for (std::int64_t i = 1; i < 2000; ++i) {
    model::append(graph,
                  {.time = i, .payer = name(), .payee = name(), .amount = rng.between(1, 100'000)});
    ASSERT_TRUE(live->advance(graph, graph.snapshot()).ok());
  }
  EXPECT_EQ(live->retraces(), 0U);
  EXPECT_GT(live->needs(graph).size(), 10U);
}

TEST(PursuitLaw, OnlyALateTransferThatAnAccountHasPassedMakesTheTraceGoBack) {
  fund::Graph graph;
  const auto pay = [&](std::int64_t at, const char* payer, const char* payee, std::int64_t fen) {
    model::append(graph, {.time = at, .payer = payer, .payee = payee, .amount = fen});
  };
  pay(10, "V", "A", 100'000);
  pay(11, "V", "B", 100'000);
  auto live = Pursuit::start(graph, graph.snapshot(),
                             {whole(graph, fund::Sequence{0}), whole(graph, fund::Sequence{1})});
  ASSERT_TRUE(live.ok());
  pay(50, "A", "C", 20'000);
  ASSERT_TRUE(live->advance(graph, graph.snapshot()).ok());
  pay(40, "B", "D", 20'000);  // late, but neither B nor D saw anything later
  ASSERT_TRUE(live->advance(graph, graph.snapshot()).ok());
  EXPECT_EQ(live->retraces(), 0U);
  pay(45, "X", "A", 5'000);  // A already paid at 50
  ASSERT_TRUE(live->advance(graph, graph.snapshot()).ok());
  EXPECT_EQ(live->retraces(), 1U);
}

TEST(PursuitSetLaw, EveryPursuitEqualsItsOwnBatchTrace) {
  for (std::uint64_t seed = 20'000; seed < 20'300; ++seed) {
    const model::World world = arriving(seed, 150);
    base::Rng rng(seed);
    fund::Graph graph;
    PursuitSet set;
    std::map<PursuitId, Told> told;
    std::size_t next_theft = 0;
    for (std::size_t i = 0; i < world.moves.size();) {
      const std::size_t batch = 1 + rng.below(10);
      for (std::size_t j = 0; j < batch && i < world.moves.size(); ++j) {
        model::append(graph, world.moves[i++]);
      }
      for (const PursuitNews& news : set.advance(graph, graph.snapshot())) {
        ASSERT_TRUE(news.needs.ok());
        tell(told[news.pursuit], *news.needs);
      }
      for (; next_theft < world.thefts.size() && world.thefts[next_theft].move < i; ++next_theft) {
        const model::Theft& theft = world.thefts[next_theft];
        const Seed one{fund::Sequence{theft.move}, base::Fen{theft.stolen}};
        const PursuitId id{next_theft % 3};
        if (set.find(id) != nullptr) {
          const auto changes = set.add_seeds(graph, id, {&one, 1});
          ASSERT_TRUE(changes.ok());
          tell(told[id], *changes);
          continue;
        }
        auto started = Pursuit::start(graph, graph.snapshot(), {one}, {});
        ASSERT_TRUE(started.ok());
        const auto needs = set.add(graph, id, std::move(*started));
        ASSERT_TRUE(needs.ok());
        tell(told[id], *needs);
      }
      for (const auto& [id, expected] : told) {
        const Pursuit* live = set.find(PursuitId{id});
        ASSERT_NE(live, nullptr);
        const auto fresh = Pursuit::start(graph, set.as_of(), live->seeds(), {});
        ASSERT_TRUE(fresh.ok());
        ASSERT_EQ(describe(live->needs(graph, set.as_of())), describe(fresh->needs(graph)))
            << "seed " << seed;
      }
    }
  }
}

/// A merchant code gets 300, settles 200 of it to S; later a reply shows that it is an account.
TEST(PursuitSet, AnOpeningMakesTheExitAnAccountAndFollowsItsMoney) {
  fund::Graph graph;
  const auto pay = [&](std::int64_t at, const char* payer, const char* payee, std::int64_t fen,
                       const char* kind) {
    model::append(graph, {.time = at, .payer = payer, .payee = payee, .amount = fen, .kind = kind});
  };
  pay(1, "V", "M", 50'000, "transfer");
  PursuitSet set;
  auto started = Pursuit::start(graph, graph.snapshot(), {whole(graph, fund::Sequence{0})});
  ASSERT_TRUE(started.ok());
  ASSERT_TRUE(set.add(graph, PursuitId{1}, std::move(*started)).ok());
  pay(2, "M", "K", 30'000, "merchant");
  pay(3, "K", "S", 20'000, "transfer");
  (void)set.advance(graph, graph.snapshot());
  const auto told = [&](const char* name) {
    for (const Need& need : set.find(PursuitId{1})->needs(graph)) {
      if (graph.key(need.account) == name) {
        return std::pair{need.amount - need.exited, need.exited};
      }
    }
    return std::pair{base::Fen{}, base::Fen{}};
  };
  EXPECT_EQ(told("K"), (std::pair{base::Fen{}, base::Fen{30'000}}));
  EXPECT_EQ(told("S").first, base::Fen{});
  pay(0, "K", "K", 0, "opening");
  const auto news = set.advance(graph, graph.snapshot());
  ASSERT_EQ(news.size(), 1U);
  EXPECT_EQ(told("K"), (std::pair{base::Fen{10'000}, base::Fen{}}));
  EXPECT_EQ(told("S").first, base::Fen{20'000});
  // What comes to the code from now on is its money at once; from another it is watched too.
  pay(4, "M", "K", 15'000, "merchant");
  pay(5, "K", "T", 25'000, "transfer");
  (void)set.advance(graph, graph.snapshot());
  EXPECT_EQ(told("T").first, base::Fen{25'000});
  EXPECT_EQ(set.find(PursuitId{1})->retraces(), 1U);
}

TEST(PursuitSet, ARemovedPursuitIsToldNothingMore) {
  fund::Graph graph;
  const auto pay = [&](std::int64_t at, const char* payer, const char* payee) {
    model::append(graph, {.time = at, .payer = payer, .payee = payee, .amount = 50'000});
  };
  pay(1, "V", "M");
  PursuitSet set;
  auto started = Pursuit::start(graph, graph.snapshot(), {whole(graph, fund::Sequence{0})});
  ASSERT_TRUE(started.ok());
  ASSERT_TRUE(set.add(graph, PursuitId{1}, std::move(*started)).ok());
  pay(2, "M", "X");
  ASSERT_EQ(set.advance(graph, graph.snapshot()).size(), 1U);
  set.remove(PursuitId{1});
  pay(3, "X", "Y");
  EXPECT_TRUE(set.advance(graph, graph.snapshot()).empty());
}

}  // namespace
}  // namespace holdfast::trace
