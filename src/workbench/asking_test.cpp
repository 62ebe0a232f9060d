// The asking itself, what is shared, and the levels above an account, each against a model that
// looks at everything anew.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "workbench/ask.hpp"
#include "workbench/levels.hpp"
#include "workbench/world_test.hpp"

namespace holdfast::workbench {
namespace {

using testing::HasSubstr;

/// Whoever paid one of the level before so that the money can have gone on, transfer by transfer.
std::map<AccountId, LevelAccount> slow_levels_up(const Payments& world,
                                                 const LevelsQuestion& question) {
  const auto& rows = world.rows;
  const std::set<AccountId> top(question.from.begin(), question.from.end());
  std::map<AccountId, std::uint32_t> level;
  std::map<AccountId, std::set<std::size_t>> by;
  for (std::uint32_t k = 1; k <= question.levels_max; ++k) {
    std::map<AccountId, std::set<std::size_t>> reached;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].payer == rows[i].payee || top.contains(rows[i].payer)) {
        continue;
      }
      bool leads = k == 1 && top.contains(rows[i].payee);
      if (k > 1 && level.contains(rows[i].payee) && level[rows[i].payee] == k - 1) {
        for (const std::size_t after : by[rows[i].payee]) {
          leads = leads || (rows[after].time > rows[i].time &&
                            rows[after].time - rows[i].time <= question.stay_max);
        }
      }
      if (leads) {
        reached[rows[i].payer].insert(i);
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
    LevelAccount one{.account = account, .level = level[account]};
    for (const std::size_t i : transfers) {
      one.first = one.transfers == 0 ? rows[i].time : std::min(one.first, rows[i].time);
      one.last = one.transfers == 0 ? rows[i].time : std::max(one.last, rows[i].time);
      one.received += rows[i].amount;
      ++one.transfers;
    }
    told[account] = one;
  }
  return told;
}

TEST(Levels, UpEqualsALookAtEveryTransferForEachLevel) {
  std::size_t deep = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const Payments world = random_payments(seed, 60, 100);
    const LevelsQuestion question{.from = {AccountId{0}},
                                  .levels_max = 4,
                                  .stay_max = std::chrono::minutes{seed % 3 == 0 ? 5 : 500},
                                  .way = Way::up};
    std::map<AccountId, LevelAccount> told;
    for (const LevelAccount& one : levels(world, question).accounts) {
      told[one.account] = one;
      deep += one.level > 2 ? 1 : 0;
    }
    ASSERT_EQ(told, slow_levels_up(world, question)) << "seed " << seed;
  }
  EXPECT_GT(deep, 10U);
}

TEST(Shared, EqualsALookAtEveryValue) {
  std::size_t found = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    base::Rng rng(seed);
    std::vector<Bond> bonds;
    for (std::uint64_t i = rng.below(40); i > 0; --i) {
      const auto kind = static_cast<SharedKind>(rng.below(5));
      const bool is_always = kind == SharedKind::holder || kind == SharedKind::phone;
      bonds.push_back({AccountId{static_cast<std::uint32_t>(rng.below(6))}, kind,
                       static_cast<std::uint32_t>(rng.below(4)),
                       is_always ? std::nullopt : std::optional{at(rng.between(0, 50))}});
    }
    const SharedQuestion question{.users_max = 3};
    const auto answer = shared_values(bonds, question);
    std::size_t expected = 0;
    std::size_t common = 0;
    for (std::uint32_t kind = 0; kind < 5; ++kind) {
      for (std::uint32_t value = 0; value < 4; ++value) {
        SharedValue slow{static_cast<SharedKind>(kind), value, {}, 0, {}, {}};
        std::set<AccountId> accounts;
        for (const Bond& bond : bonds) {
          if (bond.kind != slow.kind || bond.value != value) {
            continue;
          }
          accounts.insert(bond.account);
          ++slow.times;
          if (bond.at) {
            slow.first = slow.first ? std::min(*slow.first, *bond.at) : *bond.at;
            slow.last = slow.last ? std::max(*slow.last, *bond.at) : *bond.at;
          }
        }
        slow.accounts.assign(accounts.begin(), accounts.end());
        common += accounts.size() > 3 ? 1 : 0;
        if (accounts.size() == 2 || accounts.size() == 3) {
          ++expected;
          ASSERT_THAT(answer.values, testing::Contains(slow)) << "seed " << seed;
        }
      }
    }
    ASSERT_EQ(answer.values.size(), expected) << "seed " << seed;
    ASSERT_EQ(answer.too_common, common) << "seed " << seed;
    found += expected;
  }
  EXPECT_GT(found, 500U);
}

Sources sources_of(const Payments& world) {
  return {.payments =
              [&world](const Scope& scope) {
                Payments within;
                for (const auto& row : world.rows) {
                  if (row.time >= scope.range.first && row.time <= scope.range.last &&
                      row.amount >= scope.amount_min) {
                    within.rows.push_back(row);
                  }
                }
                return within;
              },
          .marks = [] { return base::Result<Marks>{Marks{}}; }};
}

/// With the accounts that it needs, and nothing else, each question is answered; the forms of the
/// cells are those that the columns promise, and every option is read with its own default.
TEST(Asking, EveryQuestionIsAnsweredAsItsColumnsPromise) {
  const Payments world = random_payments(7, 80, 100);
  for (const auto& question : questions()) {
    Asking asking{.question = std::string(question.name), .now = at(3000)};
    for (std::uint32_t i = 0; i < question.accounts_min; ++i) {
      asking.accounts.push_back(AccountId{i});
    }
    for (const auto& option : question.options) {
      asking.options[std::string(option.name)] = option.otherwise;
    }
    const auto done = ask(asking, sources_of(world));
    ASSERT_TRUE(done.ok()) << question.name << ": " << done.error().message;
    ASSERT_FALSE(done->table.columns.empty()) << question.name;
    for (const auto& row : done->table.rows) {
      ASSERT_EQ(row.size(), done->table.columns.size()) << question.name;
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i].form != Cell::Form::nothing) {
          EXPECT_EQ(row[i].form, done->table.columns[i].form)
              << question.name << " " << done->table.columns[i].name;
        }
      }
    }
  }
}

TEST(Asking, RefusesWhatItCannotReadAndSaysWhere) {
  const Payments world = random_payments(7, 80, 100);
  struct Row {
    Asking asking;
    std::string where;
    std::string message;
  };
  const std::vector<Row> rows{
      {{.question = "weather"}, "question", "passing"},
      {{.question = "common", .accounts = {AccountId{1}}}, "account", "2 to 50"},
      {{.question = "groups", .accounts = {AccountId{1}}}, "account", "no account"},
      {{.question = "rhythm", .accounts = {AccountId{1}, AccountId{2}}}, "account", "1 account"},
      {{.question = "passing", .options = {{"quickly", "soon"}}}, "quickly", "soon"},
      {{.question = "passing", .options = {{"quickly", "9000d"}}}, "quickly", "9000d"},
      {{.question = "passing", .options = {{"in_min_yuan", "-1"}}}, "in_min_yuan", "yuan"},
      {{.question = "passing", .options = {{"since", "yesterday"}}}, "since", ""},
      {{.question = "passing", .options = {{"hops", "4"}}}, "hops", "takes no"},
      {{.question = "returning", .options = {{"hops", "1"}}}, "hops", "2 to 8"},
      {{.question = "rhythm", .options = {{"side", "up"}}, .accounts = {AccountId{1}}},
       "side",
       "out,in,any"},
  };
  for (const auto& row : rows) {
    const auto done = ask(row.asking, sources_of(world));
    ASSERT_FALSE(done.ok()) << row.asking.question;
    EXPECT_EQ(done.error().code, base::ErrorCode::wrong_usage);
    EXPECT_EQ(done.error().where, row.where);
    EXPECT_THAT(done.error().message, HasSubstr(row.message));
  }
}

TEST(Asking, APictureHoldsWhatMovedBetweenItsAccounts) {
  const auto world = world_of({pay(1, 1, 2, 500), pay(2, 1, 2, 300), pay(3, 2, 3, 100)});
  AnswerTable table;
  table.accounts = {AccountId{2}, AccountId{1}, AccountId{1}};
  const auto picture = picture_of(table, world);
  EXPECT_EQ(picture.nodes, (std::vector{AccountId{1}, AccountId{2}}));
  ASSERT_EQ(picture.edges.size(), 1U);
  EXPECT_EQ(picture.edges[0].amount, Fen{800});
  EXPECT_EQ(picture.edges[0].transfers, 2U);
}

}  // namespace
}  // namespace holdfast::workbench
