#include "fund/graph.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <gtest/gtest.h>
#include <numeric>
#include <span>
#include <string>
#include <thread>

#include "base/rng.hpp"

namespace holdfast::fund {
namespace {

using base::Fen;

struct World {
  Graph graph;

  Sequence move(std::int64_t at_ms, const char* payer, const char* payee, std::int64_t fen,
                Kind kind = Kind::transfer) {
    return graph.append({.time = base::from_unix_ms(at_ms),
                         .learned = base::from_unix_ms(at_ms),
                         .payer = graph.intern(payer),
                         .payee = graph.intern(payee),
                         .amount = Fen{fen},
                         .kind = kind});
  }
  Fen balance(const char* account) {
    return graph.known_balance(*graph.find(account), graph.snapshot());
  }
};

TEST(Graph, InternsAKeyOnceAndFindsItAgain) {
  Graph graph;
  const AccountId a = graph.intern("A");
  const AccountId empty = graph.intern("");
  EXPECT_EQ(graph.intern("A"), a);
  EXPECT_NE(empty, a);
  EXPECT_EQ(graph.key(a), "A");
  EXPECT_EQ(graph.find("A"), a);
  EXPECT_EQ(graph.find("B"), std::nullopt);
  for (int i = 0; i < 5000; ++i) {
    graph.intern("account-" + std::to_string(i));
  }
  EXPECT_EQ(graph.key(*graph.find("account-4711")), "account-4711");
  EXPECT_EQ(graph.account_count(), 5002U);
}

TEST(Graph, KeepsEveryFieldOfATransfer) {
  World world;
  const Sequence sequence = world.move(123, "A", "B", Fen::limit().value(), Kind::crypto);
  const Transfer read = world.graph.transfer(sequence);
  EXPECT_EQ(read.time, base::from_unix_ms(123));
  EXPECT_EQ(read.learned, base::from_unix_ms(123));
  EXPECT_EQ(world.graph.key(read.payer), "A");
  EXPECT_EQ(world.graph.key(read.payee), "B");
  EXPECT_EQ(read.amount, Fen::limit());
  EXPECT_EQ(read.kind, Kind::crypto);
}

TEST(Graph, KnowsWhenATransferWasLearnedHoweverLongAfter) {
  Graph graph;
  const AccountId a = graph.intern("A");
  const AccountId b = graph.intern("B");
  const auto move = [&](std::int64_t time, std::int64_t learned, std::uint16_t feed) {
    return graph.append({.time = base::from_unix_ms(time),
                         .learned = base::from_unix_ms(learned),
                         .payer = a,
                         .payee = b,
                         .amount = Fen{1},
                         .feed = FeedId{feed}});
  };
  constexpr std::int64_t day = 86'400'000;
  const std::vector<std::pair<std::int64_t, std::int64_t>> moments{
      {0, 0},           {day, day + 1'048'574}, {day, day + 1'048'575},
      {day, 900 * day}, {2 * day, day},         {3, 900 * day},
      {5, 7},           {9, 901 * day},         {-day, -day + 1}};
  for (std::size_t i = 0; i < moments.size(); ++i) {
    move(moments[i].first, moments[i].second, static_cast<std::uint16_t>(65'535 - i));
  }
  for (std::size_t i = 0; i < moments.size(); ++i) {
    const Transfer read = graph.transfer(Sequence{i});
    EXPECT_EQ(read.time, base::from_unix_ms(moments[i].first)) << i;
    EXPECT_EQ(read.learned, base::from_unix_ms(moments[i].second)) << i;
    EXPECT_EQ(read.feed.value(), 65'535 - i) << i;
  }
}

TEST(Graph, BalanceNeverFallsBelowZeroAndExitsCreditNobody) {
  World world;
  world.move(1, "A", "B", 500);
  world.move(2, "B", "C", 700);
  world.move(3, "C", "C", 900);
  world.move(4, "C", "S", 100, Kind::merchant);
  EXPECT_EQ(world.balance("A"), Fen{0});
  EXPECT_EQ(world.balance("B"), Fen{0});
  EXPECT_EQ(world.balance("C"), Fen{800});
  EXPECT_EQ(world.balance("S"), Fen{0});
}

TEST(Graph, ABalanceStatementSetsTheBalance) {
  World world;
  world.move(1, "A", "B", 500);
  world.move(2, "B", "B", 9000, Kind::balance);
  EXPECT_EQ(world.balance("B"), Fen{9000});
  world.move(3, "B", "C", 1);
  EXPECT_EQ(world.balance("B"), Fen{8999});
}

TEST(Graph, ALateTransferTakesItsPlaceByTime) {
  World world;
  world.move(10, "A", "B", 500);
  world.move(20, "B", "C", 700);
  EXPECT_EQ(world.balance("B"), Fen{0});
  world.move(5, "A", "B", 1000);
  EXPECT_TRUE(world.graph.is_late(*world.graph.find("B")));
  EXPECT_EQ(world.balance("B"), Fen{800});
  const auto log = world.graph.ordered_log(*world.graph.find("B"), world.graph.snapshot());
  EXPECT_EQ(log, (std::vector<Sequence>{Sequence{2}, Sequence{0}, Sequence{1}}));
}

TEST(Graph, ASnapshotSeesNothingThatCameLater) {
  World world;
  world.move(1, "A", "B", 500);
  const Snapshot before = world.graph.snapshot();
  world.move(2, "A", "B", 70);
  const AccountId b = *world.graph.find("B");
  EXPECT_EQ(world.graph.known_balance(b, before), Fen{500});
  EXPECT_EQ(world.graph.known_balance(b, world.graph.snapshot()), Fen{570});
  EXPECT_EQ(world.graph.ordered_log(b, before).size(), 1U);
}

/// Logs, balances and cursors of every account beside a plain replay of the first transfers.
void expect_plain_replay(const Graph& graph, Snapshot snapshot, std::span<const Transfer> all,
                         std::uint64_t accounts) {
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return all[a].time < all[b].time; });
  for (std::uint32_t a = 0; a < accounts; ++a) {
    const AccountId account{a};
    std::vector<Sequence> log;
    std::vector<Fen> before;
    bool opened = false;
    Fen balance{0};
    for (const std::size_t i : order) {
      if (all[i].payer == account || all[i].payee == account) {
        log.emplace_back(i);
        before.push_back(balance);
        Transfer counted = all[i];
        opened = opened || counted.kind == Kind::opening;
        if (opened && is_exit(counted.kind)) {
          counted.kind = Kind::transfer;
        }
        balance = balance_after(balance, counted, account);
      }
    }
    ASSERT_EQ(graph.ordered_log(account, snapshot), log);
    ASSERT_EQ(graph.known_balance(account, snapshot), balance);
    std::vector<Sequence> arrived;
    graph.for_each_of(account, snapshot, [&](Sequence one) { arrived.push_back(one); });
    ASSERT_TRUE(std::is_sorted(arrived.begin(), arrived.end()));
    ASSERT_EQ(arrived.size(), log.size());
    for (std::size_t i = 0; i < log.size(); i += 1 + log.size() / 20) {
      auto opening = graph.open(account, snapshot, log[i]);
      ASSERT_EQ(opening.balance, before[i]);
      auto sought = graph.seek(account, snapshot, graph.key_of(log[i]));
      ASSERT_EQ(sought.next(), log[i]);
      for (std::size_t j = i + 1; j < log.size(); ++j) {
        ASSERT_EQ(opening.rest.next(), log[j]);
        const auto entry = sought.next_entry();
        ASSERT_EQ(entry->sequence(), log[j]);
        const Transfer& one = all[log[j].value()];
        ASSERT_EQ(entry->is_out(), is_payment(one.kind) && one.payer == account);
        ASSERT_EQ(entry->is_in(), is_payment(one.kind) && one.payee == account);
      }
      ASSERT_EQ(opening.rest.next(), std::nullopt);
      ASSERT_EQ(sought.next(), std::nullopt);
    }
  }
}

TEST(Graph, EqualsAPlainReplayOfRandomWorlds) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    base::Rng rng(seed);
    Graph graph;
    const std::uint64_t accounts = 2 + rng.below(6);
    for (std::uint64_t i = 0; i < accounts; ++i) {
      graph.intern(std::to_string(i));
    }
    std::vector<Transfer> all;
    const std::uint64_t count = rng.below(seed % 10 == 0 ? 6000 : 300);
    const bool some_opened = rng.chance(500'000);
    // None late, a few, or so many that an account's last run is unsorted.
    const std::uint32_t late_in_a_million = std::array{0U, 50'000U, 600'000U}[rng.below(3)];
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto id = [&] { return AccountId{static_cast<std::uint32_t>(rng.below(accounts))}; };
      Transfer one{.time = base::from_unix_ms(static_cast<std::int64_t>(i / 3)),
                   .learned = {},
                   .payer = id(),
                   .payee = id(),
                   .amount = Fen{rng.between(1, 100)},
                   .kind = rng.chance(100'000) ? Kind::cash : Kind::transfer};
      if (rng.chance(50'000)) {
        one.kind = Kind::balance;
        one.payee = one.payer;
      } else if (some_opened && rng.chance(10'000)) {
        one.kind = Kind::opening;
        one.payee = one.payer;
        one.amount = Fen{0};
      }
      if (rng.chance(late_in_a_million)) {
        one.time -= base::Milliseconds{rng.between(0, 50)};
      }
      all.push_back(one);
      graph.append(one);
    }
    // What the present shows, and what an older snapshot still shows.
    for (const std::uint64_t length : {count, rng.below(count + 1)}) {
      expect_plain_replay(graph, Snapshot{length}, {all.data(), length}, accounts);
      if (HasFatalFailure()) {
        FAIL() << "seed " << seed << ", length " << length;
      }
    }
  }
}

TEST(Graph, AnOpeningTurnsLaterExitPaymentsToItsAccountIntoCredits) {
  Graph graph;
  const AccountId payer = graph.intern("payer");
  const AccountId code = graph.intern("code");
  const AccountId other = graph.intern("other");
  const auto at = [](std::int64_t ms) { return base::from_unix_ms(ms); };
  const auto pay = [&](std::int64_t ms, AccountId payee, std::int64_t fen) {
    return graph.append({at(ms), {}, payer, payee, Fen{fen}, Kind::merchant});
  };
  pay(10, code, 100);
  pay(20, code, 20);
  const Sequence same = pay(30, code, 3);
  pay(20, other, 7);
  const Snapshot before = graph.snapshot();
  EXPECT_EQ(graph.known_balance(code, before), Fen{0});
  const Sequence opening = graph.append({at(20), {}, code, code, Fen{0}, Kind::opening});
  const Snapshot after = graph.snapshot();
  EXPECT_EQ(graph.known_balance(code, before), Fen{0}) << "an older snapshot does not see it";
  EXPECT_EQ(graph.known_balance(code, after), Fen{3}) << "of the same time: arrival decides";
  EXPECT_EQ(graph.known_balance(other, after), Fen{0});
  EXPECT_EQ(graph.opening_of(code, before), std::nullopt);
  EXPECT_EQ(graph.opening_of(code, after), opening);
  EXPECT_EQ(graph.opening_of(other, after), std::nullopt);
  EXPECT_TRUE(graph.is_credit(graph.transfer(same), graph.key_of(same), after));
  EXPECT_FALSE(graph.is_credit(graph.transfer(same), graph.key_of(same), before));
  // One further back counts more; one further on takes nothing away.
  const Sequence earlier = graph.append({at(5), {}, code, code, Fen{0}, Kind::opening});
  graph.append({at(50), {}, code, code, Fen{0}, Kind::opening});
  EXPECT_EQ(graph.opening_of(code, graph.snapshot()), earlier);
  EXPECT_EQ(graph.known_balance(code, graph.snapshot()), Fen{123});
  EXPECT_EQ(graph.open(code, graph.snapshot(), same).balance, Fen{120});
}

TEST(Graph, TakingManyAtOnceEqualsTakingThemOneByOne) {
  base::Rng rng(5);
  Graph one_by_one;
  Graph at_once;
  for (int i = 0; i < 50; ++i) {
    one_by_one.intern(std::to_string(i));
    at_once.intern(std::to_string(i));
  }
  std::vector<Transfer> all;
  for (std::int64_t i = 0; i < 5000; ++i) {
    all.push_back({.time = base::from_unix_ms(i - rng.between(0, 3)),
                   .learned = {},
                   .payer = AccountId{static_cast<std::uint32_t>(rng.below(50))},
                   .payee = AccountId{static_cast<std::uint32_t>(rng.below(50))},
                   .amount = Fen{rng.between(1, 100)}});
    one_by_one.append(all.back());
  }
  at_once.append(all);
  const Snapshot snapshot = at_once.snapshot();
  ASSERT_EQ(snapshot, one_by_one.snapshot());
  for (std::uint32_t a = 0; a < 50; ++a) {
    EXPECT_EQ(at_once.ordered_log(AccountId{a}, snapshot),
              one_by_one.ordered_log(AccountId{a}, snapshot));
    EXPECT_EQ(at_once.known_balance(AccountId{a}, snapshot),
              one_by_one.known_balance(AccountId{a}, snapshot));
  }
}

TEST(Graph, StaysWithinItsMemoryBudget) {
  Graph graph;
  base::Rng rng(1);
  constexpr std::size_t accounts = 10'000;
  for (std::size_t i = 0; i < accounts; ++i) {
    graph.intern(std::to_string(i));
  }
  constexpr std::size_t count = 100'000;
  for (std::size_t i = 0; i < count; ++i) {
    graph.append({.time = base::from_unix_ms(static_cast<std::int64_t>(i)),
                  .learned = {},
                  .payer = AccountId{static_cast<std::uint32_t>(rng.below(accounts))},
                  .payee = AccountId{static_cast<std::uint32_t>(rng.below(accounts))},
                  .amount = Fen{1}});
  }
  EXPECT_LE(graph.bytes() / count, 56U);
}

/// Readers beside the writer: what a snapshot shows is whole and never changes (run under TSan).
TEST(Graph, ReadersSeeWholeSnapshotsBesideTheWriter) {
  Graph graph;
  for (int i = 0; i < 4; ++i) {
    graph.intern(std::to_string(i));
  }
  constexpr std::uint64_t count = 20'000;
  std::atomic<bool> done{false};
  const auto reader = [&] {
    while (!done.load()) {
      const Snapshot snapshot = graph.snapshot();
      std::uint64_t entries = 0;
      for (std::uint32_t a = 0; a < 4; ++a) {
        std::uint64_t previous = 0;
        graph.for_each_of(AccountId{a}, snapshot, [&](Sequence sequence) {
          EXPECT_LT(sequence.value(), snapshot.value());
          EXPECT_GE(sequence.value(), previous);
          EXPECT_EQ(graph.transfer(sequence).amount.value(),
                    static_cast<std::int64_t>(sequence.value()) + 1);
          previous = sequence.value();
          ++entries;
        });
      }
      EXPECT_EQ(entries, snapshot.value() * 2);
      EXPECT_EQ(graph.find("3"), AccountId{3});
      EXPECT_EQ(graph.find("absent"), std::nullopt);
    }
  };
  std::thread first(reader);
  std::thread second(reader);
  for (std::uint64_t i = 0; i < count; ++i) {
    if (i % 100 == 0) {
      graph.intern("new-" + std::to_string(i));
    }
    graph.append({.time = base::from_unix_ms(static_cast<std::int64_t>(i)),
                  .learned = {},
                  .payer = AccountId{static_cast<std::uint32_t>(i % 4)},
                  .payee = AccountId{static_cast<std::uint32_t>((i + 1) % 4)},
                  .amount = Fen{static_cast<std::int64_t>(i) + 1}});
  }
  done = true;
  first.join();
  second.join();
  EXPECT_EQ(graph.snapshot().value(), count);
}

}  // namespace
}  // namespace holdfast::fund
