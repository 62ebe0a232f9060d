// Questions about chains and nets: returning money, levels, groups, cards used together. Each
// against a model that tries everything.
#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "workbench/groups.hpp"
#include "workbench/levels.hpp"
#include "workbench/returning.hpp"
#include "workbench/together.hpp"
#include "workbench/world_test.hpp"

namespace holdfast::workbench {
namespace {

using fund::Sequence;

/// Every list of two to four transfers that is a circle.
std::set<std::vector<Sequence>> slow_circles(const Payments& world, base::Milliseconds window) {
  std::set<std::vector<Sequence>> circles;
  const auto& rows = world.rows;
  const auto is_circle = [&](const std::vector<std::size_t>& path) {
    std::set<AccountId> seen;
    for (std::size_t i = 0; i < path.size(); ++i) {
      const Payment& one = rows[path[i]];
      const Payment& next = rows[path[(i + 1) % path.size()]];
      if (one.kind != fund::Kind::transfer || one.payee != next.payer ||
          !seen.insert(one.payer).second || (i + 1 < path.size() && next.time <= one.time)) {
        return false;
      }
    }
    return rows[path.back()].time - rows[path.front()].time <= window;
  };
  std::vector<std::size_t> path;
  const std::function<void()> grow = [&] {
    if (path.size() >= 2 && is_circle(path)) {
      std::vector<Sequence> told;
      for (const std::size_t i : path) {
        told.push_back(rows[i].sequence);
      }
      circles.insert(told);
    }
    if (path.size() == 4) {
      return;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (path.empty() || rows[path.back()].payee == rows[i].payer) {
        path.push_back(i);
        grow();
        path.pop_back();
      }
    }
  };
  grow();
  return circles;
}

TEST(Returning, EqualsATrialOfEveryList) {
  std::size_t some = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    const Payments world = random_payments(seed, 24, 100);
    const base::Milliseconds window = std::chrono::minutes{seed % 2 == 0 ? 8 : 900};
    const auto slow = slow_circles(world, window);
    const ReturningAnswer answer = returning(world, {.hops_max = 4, .window = window});
    std::set<std::vector<Sequence>> told;
    for (const Circle& circle : answer.circles) {
      told.insert(circle.transfers);
      Fen least = world.rows[circle.transfers.front().value()].amount;
      for (const Sequence one : circle.transfers) {
        least = std::min(least, world.rows[one.value()].amount);
      }
      ASSERT_EQ(circle.least, least);
    }
    ASSERT_EQ(told, slow) << "seed " << seed;
    ASSERT_EQ(answer.circles.size(), slow.size()) << "each once";
    some += slow.size();
  }
  EXPECT_GT(some, 200U);
}

TEST(Returning, BeginsWhereItIsAskedAndStopsAtItsLimits) {
  const Payments world =
      world_of({pay(0, 0, 1, 10), pay(1, 1, 0, 9), pay(2, 1, 2, 5), pay(3, 2, 1, 4)});
  EXPECT_EQ(returning(world, {}).circles.size(), 2U);
  const ReturningAnswer one = returning(world, {.from = {AccountId{1}}});
  ASSERT_EQ(one.circles.size(), 1U);
  EXPECT_EQ(one.circles[0].least, Fen{4});
  const ReturningAnswer cut_off = returning(world, {.effort = {.accounts = 1}});
  EXPECT_EQ(cut_off.circles.size(), 1U);
  EXPECT_EQ(cut_off.truncated, (flow::Truncated{flow::Limit::accounts, 1}));
  const ReturningAnswer looked = returning(world, {.effort = {.transfers = 1}});
  EXPECT_EQ(looked.truncated, (flow::Truncated{flow::Limit::transfers, 1}));
}

/// Every chain from the top; a transfer stands at the place it has in one.
std::map<AccountId, LevelAccount> slow_levels(const Payments& world,
                                              const LevelsQuestion& question) {
  const auto& rows = world.rows;
  const std::set<AccountId> top(question.from.begin(), question.from.end());
  std::map<AccountId, std::uint32_t> level;
  std::map<AccountId, std::set<std::size_t>> by;  // transfers that reach it at its level
  for (std::uint32_t k = 1; k <= question.levels_max; ++k) {
    std::map<AccountId, std::set<std::size_t>> reached;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].payer == rows[i].payee || top.contains(rows[i].payee)) {
        continue;
      }
      bool follows = k == 1 && top.contains(rows[i].payer);
      if (k > 1 && level.contains(rows[i].payer) && level[rows[i].payer] == k - 1) {
        for (const std::size_t before : by[rows[i].payer]) {
          follows = follows || (rows[before].kind == fund::Kind::transfer &&
                                rows[before].time < rows[i].time &&
                                rows[i].time - rows[before].time <= question.stay_max);
        }
      }
      if (follows) {
        reached[rows[i].payee].insert(i);
      }
    }
    for (const auto& [account, transfers] : reached) {
      if (!level.contains(account)) {
        level[account] = k;
        by[account] = transfers;
      }
    }
  }
  std::map<AccountId, LevelAccount> told;
  for (const auto& [account, transfers] : by) {
    LevelAccount one{.account = account, .level = level[account], .is_exit = true};
    for (const std::size_t i : transfers) {
      one.first = one.transfers == 0 ? rows[i].time : std::min(one.first, rows[i].time);
      one.last = one.transfers == 0 ? rows[i].time : std::max(one.last, rows[i].time);
      one.received += rows[i].amount;
      ++one.transfers;
      one.is_exit = one.is_exit && rows[i].kind != fund::Kind::transfer;
    }
    told[account] = one;
  }
  return told;
}

TEST(Levels, EqualsALookAtEveryTransferForEachLevel) {
  std::size_t deep = 0;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const Payments world = random_payments(seed, 60, 100);
    const LevelsQuestion question{.from = {AccountId{0}},
                                  .levels_max = 4,
                                  .stay_max = std::chrono::minutes{seed % 3 == 0 ? 5 : 500}};
    std::map<AccountId, LevelAccount> told;
    for (const LevelAccount& one : levels(world, question).accounts) {
      told[one.account] = one;
      deep += one.level > 2 ? 1 : 0;
    }
    ASSERT_EQ(told, slow_levels(world, question)) << "seed " << seed;
  }
  EXPECT_GT(deep, 30U);
}

/// Numbers of shortest ways and their lengths, by flooding from every account.
struct Ways {
  std::vector<std::vector<int>> distance;
  std::vector<std::vector<double>> count;
};

Ways ways_of(const std::vector<std::set<std::size_t>>& net) {
  const std::size_t size = net.size();
  Ways ways{std::vector(size, std::vector<int>(size, -1)),
            std::vector(size, std::vector<double>(size, 0))};
  for (std::size_t s = 0; s < size; ++s) {
    ways.distance[s][s] = 0;
    ways.count[s][s] = 1;
    for (int d = 0; d < static_cast<int>(size); ++d) {
      for (std::size_t v = 0; v < size; ++v) {
        for (const std::size_t w : net[v]) {
          if (ways.distance[s][v] == d &&
              (ways.distance[s][w] == -1 || ways.distance[s][w] == d + 1)) {
            ways.distance[s][w] = d + 1;
            ways.count[s][w] += ways.count[s][v];
          }
        }
      }
    }
  }
  return ways;
}

std::size_t parts_of(const std::vector<std::set<std::size_t>>& net, std::size_t without) {
  std::set<std::size_t> seen;
  std::size_t parts = 0;
  for (std::size_t start = 0; start < net.size(); ++start) {
    if (start == without || seen.contains(start)) {
      continue;
    }
    ++parts;
    std::vector<std::size_t> stack{start};
    seen.insert(start);
    while (!stack.empty()) {
      const std::size_t v = stack.back();
      stack.pop_back();
      for (const std::size_t w : net[v]) {
        if (w != without && seen.insert(w).second) {
          stack.push_back(w);
        }
      }
    }
  }
  return parts;
}

TEST(Groups, EqualsFloodingFromEveryAccount) {
  std::size_t joints = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Payments world = random_payments(seed, 18, 100);
    const Fen least{seed % 2 == 0 ? 1 : 60};
    std::map<std::pair<std::size_t, std::size_t>, Fen> between;
    for (const Payment& payment : world.rows) {
      if (payment.kind == fund::Kind::transfer && payment.payer != payment.payee) {
        between[std::minmax<std::size_t>(payment.payer.value(), payment.payee.value())] +=
            payment.amount;
      }
    }
    std::vector<std::set<std::size_t>> net(10);
    for (const auto& [pair, amount] : between) {
      if (amount >= least) {
        net[pair.first].insert(pair.second);
        net[pair.second].insert(pair.first);
      }
    }
    const Ways ways = ways_of(net);
    const std::size_t parts = parts_of(net, 10);
    const GroupsAnswer answer = groups(world, {.between_min = least, .size_min = 2});
    ASSERT_FALSE(answer.is_sampled);
    std::map<std::size_t, std::uint32_t> group;
    for (const Member& one : answer.members) {
      const std::size_t v = one.account.value();
      group[v] = one.group;
      double slow = 0;
      for (std::size_t s = 0; s < net.size(); ++s) {
        for (std::size_t t = 0; t < s; ++t) {
          if (s != v && t != v && ways.distance[s][t] > 0 && ways.distance[s][v] >= 0 &&
              ways.distance[s][v] + ways.distance[v][t] == ways.distance[s][t]) {
            slow += ways.count[s][v] * ways.count[v][t] / ways.count[s][t];
          }
        }
      }
      ASSERT_NEAR(one.betweenness, slow, 1e-9) << "seed " << seed;
      ASSERT_EQ(one.neighbours, net[v].size());
      ASSERT_EQ(one.is_joint, parts_of(net, v) > parts) << "seed " << seed << " account " << v;
      joints += one.is_joint ? 1 : 0;
    }
    for (std::size_t v = 0; v < net.size(); ++v) {
      ASSERT_EQ(group.contains(v), !net[v].empty());
      for (std::size_t w = 0; w < net.size(); ++w) {
        if (group.contains(v) && group.contains(w)) {
          ASSERT_EQ(group[v] == group[w], ways.distance[v][w] >= 0) << "seed " << seed;
        }
      }
    }
  }
  EXPECT_GT(joints, 100U);
}

TEST(Groups, SayWhenBetweennessIsAnEstimate) {
  std::vector<Payment> rows;
  for (std::uint32_t i = 1; i <= 30; ++i) {
    rows.push_back(pay(i, 0, i, 10));
  }
  const Payments star = world_of(rows);
  const GroupsAnswer exact = groups(star, {});
  EXPECT_EQ(exact.members.front().account, AccountId{0});
  EXPECT_DOUBLE_EQ(exact.members.front().betweenness, 30.0 * 29 / 2);
  const GroupsAnswer sampled = groups(star, {.sources_max = 10});
  EXPECT_TRUE(sampled.is_sampled);
  EXPECT_EQ(sampled.members.front().account, AccountId{0});
}

TEST(Together, EqualsALookAtEveryPairOfUses) {
  std::size_t some = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    base::Rng rng(seed);
    std::vector<Use> uses;
    for (std::uint64_t i = rng.below(40); i > 0; --i) {
      uses.push_back({AccountId{static_cast<std::uint32_t>(rng.below(5))}, at(rng.between(0, 100)),
                      all_mark_kinds[rng.below(2)], static_cast<std::uint32_t>(rng.below(3))});
    }
    const TogetherQuestion question{.apart_max = std::chrono::minutes{10},
                                    .users_max = static_cast<std::uint32_t>(2 + rng.below(4))};
    const auto same = [](const Use& a, const Use& b) {
      return a.kind == b.kind && a.value == b.value;
    };
    const auto before = [](const Use& a, const Use& b) {
      return std::tuple(a.at, a.account) < std::tuple(b.at, b.account);
    };
    std::map<std::pair<AccountId, AccountId>, std::uint32_t> slow;
    for (const Use& a : uses) {
      std::set<AccountId> users;
      for (const Use& other : uses) {
        if (same(a, other)) {
          users.insert(other.account);
        }
      }
      for (const Use& b : uses) {
        if (!same(a, b) || a.account == b.account || !before(a, b) ||
            b.at - a.at > question.apart_max || users.size() > question.users_max) {
          continue;
        }
        const bool between = std::ranges::any_of(
            uses, [&](const Use& c) { return same(a, c) && before(a, c) && before(c, b); });
        if (!between) {
          slow[std::minmax(a.account, b.account)] += 1;
        }
      }
    }
    // Two equal uses are one place in the order for the model and two for the function, which pairs
    // only the last of them; the model counts each, so worlds with equal uses are left out.
    std::ranges::sort(uses, {}, [](const Use& use) {
      return std::tuple(use.kind, use.value, use.at, use.account);
    });
    const bool has_equal = std::ranges::adjacent_find(uses, [&](const Use& a, const Use& b) {
                             return same(a, b) && a.at == b.at && a.account == b.account;
                           }) != uses.end();
    if (has_equal) {
      continue;
    }
    std::map<std::pair<AccountId, AccountId>, std::uint32_t> told;
    for (const UsedTogether& pair : used_together(uses, question).pairs) {
      told[{pair.one, pair.other}] = pair.times;
    }
    ASSERT_EQ(told, slow) << "seed " << seed;
    some += slow.size();
  }
  EXPECT_GT(some, 100U);
}

TEST(Together, TellsHandOversGroupsAndWhatIsTooCommon) {
  const auto use = [](std::uint32_t account, std::int64_t minute, std::uint32_t value) {
    return Use{AccountId{account}, at(minute), MarkKind::device, value};
  };
  // Device 1: account 0, then account 1 for good. Device 2: accounts 2 and 3 by turns.
  const std::vector<Use> uses{use(0, 0, 1), use(0, 5, 1), use(1, 9, 1), use(1, 12, 1),
                              use(2, 0, 2), use(3, 5, 2), use(2, 9, 2), use(4, 0, 3),
                              use(5, 1, 3), use(6, 2, 3)};
  const TogetherAnswer answer = used_together(uses, {.users_max = 2});
  ASSERT_EQ(answer.pairs.size(), 2U);
  EXPECT_EQ(answer.pairs[0].one, AccountId{2});
  EXPECT_EQ(answer.pairs[0].times, 2U);
  EXPECT_EQ(answer.pairs[0].handovers, 0U);
  EXPECT_EQ(answer.pairs[1].handovers, 1U);
  EXPECT_EQ(answer.groups, 2U);
  EXPECT_EQ(answer.too_common, 1U);
}

}  // namespace
}  // namespace holdfast::workbench
