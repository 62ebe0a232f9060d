#include "fund/graph_seek.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "base/rng.hpp"

namespace holdfast::fund {
namespace {

enum class Arrival { in_order, some_late };

/// Transfers of account 0 with others, several in each millisecond.
std::vector<Transfer> transfers_of(base::Rng& rng, std::size_t count, Arrival arrival) {
  std::vector<Transfer> all;
  for (std::size_t i = 0; i < count; ++i) {
    const AccountId other{static_cast<std::uint32_t>(rng.below(3))};
    Transfer one{.time = base::from_unix_ms(static_cast<std::int64_t>(i / 3)),
                 .learned = {},
                 .payer = rng.chance(500'000) ? AccountId{0} : other,
                 .payee = AccountId{0},
                 .amount = base::Fen{1}};
    if (rng.chance(300'000)) {
      one.payer = AccountId{1};
      one.payee = AccountId{2};
    }
    if (arrival == Arrival::some_late && rng.chance(20'000)) {
      one.time -= base::Milliseconds{rng.between(0, 400)};
    }
    all.push_back(one);
  }
  return all;
}

std::vector<Sequence> seen(const Graph& graph, Snapshot snapshot, TimeRange range) {
  std::vector<Sequence> sequences;
  graph.for_each_within(AccountId{0}, snapshot, range,
                        [&](Sequence sequence, const Transfer& transfer) {
                          EXPECT_EQ(transfer.time, graph.time_of(sequence));
                          sequences.push_back(sequence);
                        });
  std::sort(sequences.begin(), sequences.end());  // with late ones each run comes by itself
  std::vector<Sequence> sides;
  for (const Side side : {Side::out, Side::in}) {
    graph.for_each_within(
        AccountId{0}, snapshot, range, side, [&](Sequence sequence, const Transfer& transfer) {
          EXPECT_EQ(side == Side::out ? transfer.payer : transfer.payee, AccountId{0});
          sides.push_back(sequence);
        });
  }
  std::sort(sides.begin(), sides.end());
  sides.erase(std::unique(sides.begin(), sides.end()), sides.end());
  EXPECT_EQ(sides, sequences);
  return sequences;
}

void compare(std::uint64_t seed, Arrival arrival) {
  base::Rng rng(seed);
  const auto all = transfers_of(rng, 1 + rng.below(6000), arrival);
  Graph graph;
  for (const char* name : {"0", "1", "2"}) {
    graph.intern(name);
  }
  graph.append(all);
  const auto last = static_cast<std::int64_t>(all.size() / 3);
  for (int i = 0; i < 60; ++i) {
    const Snapshot snapshot{rng.below(all.size() + 1)};
    const std::int64_t first = rng.between(-2, last + 2);
    const TimeRange range{base::from_unix_ms(first),
                          base::from_unix_ms(first + rng.between(-1, i % 2 == 0 ? 3 : last))};
    std::vector<Sequence> expected;
    for (std::size_t at = 0; at < snapshot.value(); ++at) {
      const bool own = all[at].payer == AccountId{0} || all[at].payee == AccountId{0};
      if (own && all[at].time >= range.first && all[at].time <= range.last) {
        expected.emplace_back(at);
      }
    }
    ASSERT_EQ(seen(graph, snapshot, range), expected) << "seed " << seed << " look " << i;
  }
}

TEST(GraphSeek, SeesExactlyTheStretchOfTime) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    compare(seed, Arrival::in_order);
  }
}

TEST(GraphSeek, SeesItWhereSomeCameLate) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    compare(seed, Arrival::some_late);
  }
}

/// As the writer looks at what came lately, after every so many transfers.
TEST(GraphSeek, TheWritersLookBackSeesTheSame) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    base::Rng rng(seed);
    const auto all = transfers_of(rng, 1 + rng.below(1500),
                                  seed % 2 == 0 ? Arrival::in_order : Arrival::some_late);
    Graph graph;
    for (const char* name : {"0", "1", "2"}) {
      graph.intern(name);
    }
    for (std::size_t at = 0; at < all.size(); ++at) {
      graph.append(all[at]);
      if (!rng.chance(100'000)) {
        continue;
      }
      const TimeRange range{all[at].time - base::Milliseconds{rng.between(0, 60)},
                            all[at].time + base::Milliseconds{rng.between(-20, 20)}};
      std::vector<Sequence> looked;
      graph.for_each_lately(AccountId{0}, range, [&](Sequence one) { looked.push_back(one); });
      std::sort(looked.begin(), looked.end());
      ASSERT_EQ(looked, seen(graph, graph.snapshot(), range)) << "seed " << seed << " at " << at;
    }
  }
}

TEST(GraphSeek, AnAccountWithoutTransfersHasNone) {
  Graph graph;
  graph.intern("0");
  EXPECT_TRUE(seen(graph, graph.snapshot(), {base::Instant::min(), base::Instant::max()}).empty());
  graph.prefetch_account(AccountId{0});
  graph.prefetch_log(AccountId{0});
}

}  // namespace
}  // namespace holdfast::fund
