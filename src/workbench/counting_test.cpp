// Questions that count: common counterparties, appearing accounts, passing money, cash, rhythm.
// Each against a model that looks at everything anew.
#include <algorithm>
#include <deque>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "workbench/appearing.hpp"
#include "workbench/cashing.hpp"
#include "workbench/common.hpp"
#include "workbench/passing.hpp"
#include "workbench/rhythm.hpp"
#include "workbench/world_test.hpp"

namespace holdfast::workbench {
namespace {

constexpr std::uint32_t accounts_max = 10;

TEST(PaymentsOf, KeepsTheOrderOfTheWorldAndTheBounds) {
  fund::Graph graph;
  const AccountId a = graph.intern("a");
  const AccountId b = graph.intern("b");
  const auto append = [&](std::int64_t minute, std::int64_t fen, fund::Kind kind) {
    graph.append({.time = at(minute),
                  .learned = at(minute),
                  .payer = a,
                  .payee = kind == fund::Kind::balance ? a : b,
                  .amount = Fen{fen},
                  .kind = kind});
  };
  append(5, 10, fund::Kind::transfer);
  append(3, 20, fund::Kind::cash);
  append(4, 99, fund::Kind::balance);
  append(3, 5, fund::Kind::transfer);
  append(9, 50, fund::Kind::transfer);
  Scope scope{.range = {at(3), at(5)}, .amount_min = Fen{6}};
  const Payments both = payments_of(graph, graph.snapshot(), scope);
  ASSERT_EQ(both.rows.size(), 2U);
  EXPECT_EQ(both.rows[0].amount, Fen{20});
  EXPECT_EQ(both.rows[1].amount, Fen{10});
  EXPECT_FALSE(both.truncated);
  scope.effort.transfers = 1;
  const Payments cut_off = payments_of(graph, graph.snapshot(), scope);
  EXPECT_EQ(cut_off.rows.size(), 1U);
  EXPECT_EQ(cut_off.truncated, (flow::Truncated{flow::Limit::transfers, 1}));
}

TEST(Common, EqualsALookAtEveryPair) {
  std::size_t some = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Payments world = random_payments(seed, 60, 1000);
    const std::vector<AccountId> asked{AccountId{0}, AccountId{1}, AccountId{2}};
    const CommonAnswer answer = common_counterparties(world, {.accounts = asked, .shared_min = 2});
    std::map<AccountId, CommonCounterparty> told;
    for (const auto& one : answer.counterparties) {
      told[one.account] = one;
    }
    for (std::uint32_t other = 0; other < accounts_max; ++other) {
      CommonCounterparty slow{.account = AccountId{other}, .with = {}, .is_asked = other < 3};
      for (const AccountId whom : asked) {
        bool deals = false;
        for (const Payment& payment : world.rows) {
          const bool receives = payment.payer == whom && payment.payee == slow.account;
          const bool pays = payment.payee == whom && payment.payer == slow.account;
          if (whom == slow.account || (!receives && !pays)) {
            continue;
          }
          deals = true;
          slow.received += receives ? payment.amount : Fen{};
          slow.paid += pays ? payment.amount : Fen{};
          slow.first = slow.transfers == 0 ? payment.time : std::min(slow.first, payment.time);
          slow.last = slow.transfers == 0 ? payment.time : std::max(slow.last, payment.time);
          ++slow.transfers;
        }
        if (deals) {
          slow.with.push_back(whom);
        }
      }
      ASSERT_EQ(told.contains(slow.account), slow.with.size() >= 2) << "seed " << seed;
      if (slow.with.size() >= 2) {
        ASSERT_EQ(told[slow.account], slow) << "seed " << seed;
        ++some;
      }
    }
  }
  EXPECT_GT(some, 300U);
}

TEST(Common, RanksAndCuts) {
  const Payments world = world_of({pay(1, 0, 5, 10), pay(2, 1, 5, 10), pay(3, 0, 6, 500),
                                   pay(4, 6, 1, 500), pay(5, 2, 5, 1), pay(6, 0, 7, 9999)});
  const CommonAnswer answer = common_counterparties(
      world, {.accounts = {AccountId{0}, AccountId{1}, AccountId{2}}, .effort = {.accounts = 1}});
  ASSERT_EQ(answer.counterparties.size(), 1U);
  EXPECT_EQ(answer.counterparties[0].account, AccountId{5});
  EXPECT_EQ(answer.truncated, (flow::Truncated{flow::Limit::accounts, 1}));
}

TEST(Appearing, EqualsALookAtEveryAccount) {
  std::size_t some = 0;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const Payments world = random_payments(seed, 60, 1000);
    base::Rng rng(seed);
    const std::int64_t from = rng.between(0, 2000);
    AppearingQuestion question{.range = {at(from), at(from + rng.between(0, 1000))},
                               .silence = std::chrono::minutes{rng.between(1, 600)}};
    if (rng.chance(500'000)) {
      question.near = {AccountId{0}};
    }
    std::vector<AppearingAccount> slow;
    for (std::uint32_t i = 0; i < accounts_max; ++i) {
      AppearingAccount one{.account = AccountId{i}};
      bool is_near = question.near.empty();
      for (const Payment& payment : world.rows) {
        const bool pays = payment.payer == one.account;
        const bool receives = payment.payee == one.account;
        if (!pays && !receives) {
          continue;
        }
        one.first = one.transfers == 0 ? payment.time : one.first;
        one.last = payment.time;
        ++one.transfers;
        one.out += pays ? payment.amount : Fen{};
        one.in += receives ? payment.amount : Fen{};
        is_near = is_near || (pays ? payment.payee : payment.payer) == AccountId{0};
      }
      const auto within = [&](base::Instant when) {
        return one.transfers > 0 && when >= question.range.first && when <= question.range.last;
      };
      one.is_new = within(one.first);
      one.is_gone = within(one.last) && world.rows.back().time - one.last >= question.silence;
      if (is_near && (one.is_new || one.is_gone)) {
        slow.push_back(one);
      }
    }
    std::ranges::stable_sort(slow, {}, &AppearingAccount::first);
    ASSERT_EQ(appearing(world, question).accounts, slow) << "seed " << seed;
    some += slow.size();
  }
  EXPECT_GT(some, 100U);
}

TEST(Passing, EqualsACountOfEveryFen) {
  std::size_t quick = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Payments world = random_payments(seed, 60, 9);
    const PassingQuestion question{.quickly = std::chrono::minutes{30}};
    std::map<AccountId, PassingAccount> slow;
    for (std::uint32_t i = 0; i < accounts_max; ++i) {
      PassingAccount& one = slow[AccountId{i}];
      std::deque<base::Instant> fen;  // each when it came
      for (const Payment& payment : world.rows) {
        for (std::int64_t n = 0; payment.payer == AccountId{i} && n < payment.amount.value(); ++n) {
          one.out += Fen{1};
          if (!fen.empty()) {
            one.passed += Fen{1};
            one.quick += payment.time - fen.front() <= question.quickly ? Fen{1} : Fen{};
            fen.pop_front();
          }
        }
        if (payment.payee == AccountId{i} && payment.kind == fund::Kind::transfer) {
          one.in += payment.amount;
          fen.insert(fen.end(), static_cast<std::size_t>(payment.amount.value()), payment.time);
        }
      }
      one.kept = Fen{static_cast<std::int64_t>(fen.size())};
    }
    for (const PassingAccount& one : passing(world, question).accounts) {
      const PassingAccount& same = slow[one.account];
      ASSERT_EQ(one.in, same.in);
      ASSERT_EQ(one.out, same.out);
      ASSERT_EQ(one.passed, same.passed);
      ASSERT_EQ(one.quick, same.quick) << "seed " << seed;
      ASSERT_EQ(one.kept, same.kept);
      quick += one.quick.is_positive() ? 1 : 0;
    }
  }
  EXPECT_GT(quick, 300U);
}

TEST(Passing, NamesTheRoles) {
  const Payments world = world_of({pay(0, 0, 1, 1000), pay(5, 1, 2, 900), pay(6, 0, 3, 1000),
                                   pay(9, 3, 4, 300), pay(9, 3, 5, 300)});
  std::map<AccountId, Role> roles;
  for (const auto& one : passing(world, {}).accounts) {
    roles[one.account] = one.role;
  }
  EXPECT_EQ(roles[AccountId{0}], Role::source);
  EXPECT_EQ(roles[AccountId{1}], Role::passing);
  EXPECT_EQ(roles[AccountId{2}], Role::resting);
  EXPECT_EQ(roles[AccountId{3}], Role::mixed);
  EXPECT_TRUE(passing(world, {.in_min = Fen{1001}}).accounts.empty());
}

TEST(Cashing, EqualsALookAtEverySpot) {
  std::size_t draws = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Payments world = random_payments(seed, 60, 1000);
    base::Rng rng(seed);
    std::vector<Spot> spots;
    for (std::size_t i = 0; i < world.rows.size(); ++i) {
      spots.push_back(
          {static_cast<std::uint32_t>(rng.below(3)), static_cast<std::uint32_t>(rng.below(2))});
    }
    const CashingQuestion question{.now = at(1500), .kept_for = std::chrono::minutes{900}};
    const CashingAnswer answer = cashing(world, spots, question);
    Fen told;
    for (const CashingSpot& one : answer.spots) {
      CashingSpot slow{.spot = one.spot, .accounts = {}, .first_lost = {}};
      std::set<AccountId> who;
      for (std::size_t i = 0; i < world.rows.size(); ++i) {
        const Payment& payment = world.rows[i];
        if (payment.kind != fund::Kind::cash || spots[i] != one.spot) {
          continue;
        }
        slow.first = slow.times == 0 ? payment.time : slow.first;
        slow.last = payment.time;
        ++slow.times;
        slow.drawn += payment.amount;
        who.insert(payment.payer);
        const auto minute = payment.time.time_since_epoch() / std::chrono::minutes{1};
        ++slow.hours[static_cast<std::size_t>((minute / 60 + 8) % 24)];
        if (payment.time + question.kept_for > question.now) {
          slow.first_lost =
              slow.on_record == 0 ? payment.time + question.kept_for : slow.first_lost;
          ++slow.on_record;
        }
      }
      slow.accounts.assign(who.begin(), who.end());
      ASSERT_EQ(one, slow) << "seed " << seed;
      told += one.drawn;
      draws += one.times;
    }
    Fen all;
    for (const Payment& payment : world.rows) {
      all += payment.kind == fund::Kind::cash ? payment.amount : Fen{};
    }
    ASSERT_EQ(told, all) << "no draw is left out";
  }
  EXPECT_GT(draws, 300U);
}

TEST(Rhythm, CountsHoursInBeijingTime) {
  // 1970-01-01 was a Thursday; minute 0 is 08:00 there.
  const Payments world = world_of({pay(0, 0, 1, 1), pay(16 * 60, 0, 1, 1), pay(5, 1, 0, 1)});
  const RhythmAnswer out = rhythm(world, {.account = AccountId{0}, .now = at(9999)});
  EXPECT_EQ(out.payments, 2U);
  EXPECT_EQ(out.hours[3][8], 1U);
  EXPECT_EQ(out.hours[4][0], 1U);
  EXPECT_FALSE(out.next) << "two payments foretell nothing";
  EXPECT_EQ(
      rhythm(world, {.account = AccountId{0}, .side = fund::Side::any, .now = at(9999)}).payments,
      3U);
  EXPECT_EQ(rhythm(world, {.account = AccountId{0}, .now = at(0)}).payments, 1U);
}

TEST(Rhythm, ForecastsFromTheAccountsOwnPauses) {
  std::vector<Payment> rows;
  for (std::int64_t i = 0; i <= 20; ++i) {
    rows.push_back(pay(i * 60, 0, 1, 1));
  }
  const Payments steady = world_of(rows);
  const auto next = rhythm(steady, {.account = AccountId{0}, .now = at(20 * 60 + 10)}).next;
  ASSERT_TRUE(next);
  EXPECT_EQ(next->from, at(21 * 60));
  EXPECT_EQ(next->to, at(21 * 60));
  EXPECT_EQ(next->pauses, 20U);
  EXPECT_EQ(next->tried, 15U) << "five pauses must be known first";
  EXPECT_EQ(next->right, 15U);
  EXPECT_FALSE(rhythm(steady, {.account = AccountId{0}, .now = at(22 * 60)}).next)
      << "no pause was ever so long";
}

TEST(Rhythm, EqualsASlowForecast) {
  std::size_t some = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Payments world = random_payments(seed, 120, 10);
    const base::Instant now = at(2000);
    std::vector<std::int64_t> times;
    for (const Payment& payment : world.rows) {
      const auto ms = base::to_unix_ms(payment.time);
      if (payment.payer == AccountId{0} && (times.empty() || times.back() != ms)) {
        times.push_back(ms);
      }
    }
    const auto forecast = [&](std::size_t known, std::int64_t waited) {
      std::vector<std::int64_t> longer;
      for (std::size_t i = 1; i < known; ++i) {
        if (times[i] - times[i - 1] > waited) {
          longer.push_back(times[i] - times[i - 1]);
        }
      }
      std::ranges::sort(longer);
      return longer;
    };
    std::uint32_t tried = 0;
    std::uint32_t right = 0;
    for (std::size_t i = 1; i < times.size(); ++i) {
      const auto longer = forecast(i, 0);
      if (longer.size() >= 5) {
        ++tried;
        const auto pause = times[i] - times[i - 1];
        right += longer[(longer.size() - 1) / 10] <= pause &&
                         pause <= longer[(longer.size() - 1) * 9 / 10]
                     ? 1
                     : 0;
      }
    }
    const auto answer = rhythm(world, {.account = AccountId{0}, .now = now});
    if (times.empty()) {
      continue;
    }
    const auto longer = forecast(times.size(), base::to_unix_ms(now) - times.back());
    ASSERT_EQ(answer.next.has_value(), longer.size() >= 5) << "seed " << seed;
    if (answer.next) {
      ++some;
      ASSERT_EQ(base::to_unix_ms(answer.next->middle),
                times.back() + longer[(longer.size() - 1) / 2]);
      ASSERT_EQ(answer.next->tried, tried);
      ASSERT_EQ(answer.next->right, right);
    }
  }
  EXPECT_GT(some, 10U);
}

}  // namespace
}  // namespace holdfast::workbench
