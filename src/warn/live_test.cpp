// The live watch against the judging of a history, and questions against what happens then.
#include "warn/live.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include "base/rng.hpp"
#include "warn/city_test.hpp"

namespace holdfast::warn {
namespace {

const auto silent = [](std::string_view) {};

std::shared_ptr<const Scale> scale_of(Target target, std::vector<WarnRule> rules = {}) {
  LabelledWorld place = labelled_city(1);
  LearnOptions options = quick();
  options.target = target;
  if (target == Target::transfer) {
    std::vector<Label> labels;
    for (const Movement& movement : place.world.movements) {
      labels.push_back(place.labels[movement.payee.value()]);
    }
    place.labels = std::move(labels);
  }
  return std::make_shared<const Scale>(*learn({place}, options, silent), std::move(rules));
}

const std::shared_ptr<const Scale>& accounts() {
  static const auto scale = scale_of(Target::account);
  return scale;
}

/// The account as the live watch numbers them: in the order of first movements. A world whose
/// accounts are numbered so already.
World renumbered(const World& world) {
  World out{world.movements, world.accounts};
  std::vector<std::uint32_t> numbers(world.accounts, UINT32_MAX);
  std::uint32_t next = 0;
  for (Movement& movement : out.movements) {
    for (AccountId* const account : {&movement.payer, &movement.payee}) {
      std::uint32_t& number = numbers[account->value()];
      if (number == UINT32_MAX) {
        number = next++;
      }
      *account = AccountId{number};
    }
  }
  out.accounts = next;
  return out;
}

TEST(Live, FlagsWhomTheJudgingOfTheSameHistoryFlagsAndWhen) {
  const World world = renumbered(labelled_city(3).world);
  const auto verdicts = judge(accounts()->model, world);
  Live live(accounts());
  for (const Movement& movement : world.movements) {
    live.take(movement);
  }
  std::size_t compared = 0;
  for (std::uint32_t i = 0; i < world.accounts; ++i) {
    const auto found = live.flags().find(AccountId{i});
    const Verdict& verdict = verdicts[i];
    // The last movement is also that of the looks at the end of a file.
    const bool in_course = verdict.flagged_by && *verdict.flagged_by + 1 < world.movements.size();
    ASSERT_EQ(found != live.flags().end(), in_course) << i;
    if (in_course) {
      EXPECT_EQ(found->second.movement, *verdict.flagged_by) << i;
      EXPECT_EQ(found->second.since, world.movements[*verdict.flagged_by].time) << i;
      EXPECT_FALSE(found->second.first.reasons.empty());
      ++compared;
    }
  }
  EXPECT_GT(compared, 15U);
}

TEST(Live, ATransferIsAskedAboutAsItIsThenJudged) {
  const auto scale = scale_of(Target::transfer);
  const World world = renumbered(labelled_city(3, 500).world);
  const auto verdicts = judge(scale->model, world);
  Live live(scale);
  std::size_t next_stock = 512;
  for (std::size_t i = 0; i < world.movements.size(); ++i) {
    const Movement& movement = world.movements[i];
    // Where stock is taken with the movement ranks are counted anew, which a question does not do.
    if (i + 1 != next_stock) {
      const Opinion opinion = live.ask(
          {movement.time, movement.payer, movement.payee, movement.amount, movement.kind}, 0.5);
      ASSERT_EQ(opinion.margin, verdicts[i].margin) << i;
      EXPECT_EQ(opinion.is_flagged, verdicts[i].flagged_by.has_value()) << i;
    } else {
      next_stock = i + 1 + (i + 1) / 5 + 512;
    }
    live.take(movement);
  }
}

TEST(Live, QuestionsChangeNothing) {
  const World world = renumbered(labelled_city(4).world);
  Live asked(accounts());
  Live left_alone(accounts());
  base::Rng rng(7);
  for (const Movement& movement : world.movements) {
    for (int i = 0; i < 2; ++i) {
      const auto anybody = [&]() -> std::optional<AccountId> {
        if (rng.chance(100'000)) {
          return std::nullopt;
        }
        return AccountId{static_cast<std::uint32_t>(rng.below(world.accounts + 20))};
      };
      (void)asked.ask(
          {movement.time + std::chrono::minutes{static_cast<int>(rng.below(600))}, anybody(),
           anybody(), base::Fen{static_cast<std::int64_t>(1 + rng.below(9'000'000))}},
          0.1);
    }
    asked.take(movement);
    left_alone.take(movement);
  }
  ASSERT_EQ(asked.flags().size(), left_alone.flags().size());
  EXPECT_GT(asked.flags().size(), 10U);
  for (const auto& [account, flag] : left_alone.flags()) {
    const auto found = asked.flags().find(account);
    ASSERT_NE(found, asked.flags().end());
    EXPECT_EQ(found->second.movement, flag.movement);
    EXPECT_EQ(found->second.first.margin, flag.first.margin);
    EXPECT_EQ(found->second.latest.margin, flag.latest.margin);
    EXPECT_EQ(found->second.latest.reasons, flag.latest.reasons);
  }
}

TEST(Live, AnAccountIsAskedAboutAsItIsThenLookedAt) {
  const World world = renumbered(labelled_city(3).world);
  Live live(accounts());
  std::size_t compared = 0;
  for (const Movement& movement : world.movements) {
    const Opinion opinion = live.ask(
        {movement.time, movement.payer, movement.payee, movement.amount, movement.kind}, 2);
    live.take(movement);
    const AccountId weighs = opinion.of_payer ? movement.payer : movement.payee;
    const auto found = live.flags().find(weighs);
    if (found != live.flags().end() && found->second.movement + 1 == live.movements()) {
      EXPECT_EQ(opinion.margin, found->second.first.margin);
      EXPECT_TRUE(opinion.is_flagged);
      ++compared;
    }
  }
  EXPECT_GT(compared, 10U);
}

TEST(Live, LooksThatWaitAreMadeLater) {
  const World world = renumbered(labelled_city(3).world);
  Live now(accounts());
  Live later(accounts());
  std::size_t most = 0;
  for (const Movement& movement : world.movements) {
    now.take(movement);
    later.take(movement, Live::Looks::later);
    if (later.movements() % 200 != 0) {
      continue;
    }
    most = std::max(most, later.waiting());
    while (later.look_at_waiting()) {
    }
    EXPECT_EQ(later.waiting(), 0U);
  }
  EXPECT_GT(most, 50U);
  // Fewer looks, and later ones: not everybody is seen, and not as soon.
  EXPECT_GT(later.flags().size() * 2, now.flags().size());
}

TEST(Live, WhatIsToldLateIsTakenWhenItIsTold) {
  Live live(accounts());
  const auto at = base::from_unix_ms(1'748'750'400'000);
  live.take({at, AccountId{70'000}, AccountId{5}, base::Fen{10'000}});
  live.take({at - std::chrono::minutes{30}, AccountId{5}, AccountId{6}, base::Fen{9'900}});
  EXPECT_EQ(live.late(), 0U);
  live.take({at - std::chrono::hours{30}, AccountId{6}, AccountId{7}, base::Fen{9'800}});
  EXPECT_EQ(live.late(), 1U);
  EXPECT_EQ(live.movements(), 3U);
  EXPECT_EQ(live.accounts(), 4U) << "memory is taken for those that moved";
}

TEST(Live, ARuleMakesAScoreGivesAReasonAndNamesAPattern) {
  auto rules = read_warn_rules(R"([[rule]]
id = "FAN"
question = "付款人很多？"
code = "3006"
source = "测试"
least = 0.9
pattern = "归集账户"
when = "in_partners >= 4"
)");
  ASSERT_TRUE(rules) << rules.error().message;
  const auto scale = std::make_shared<const Scale>(accounts()->model, *rules);
  Live live(scale);
  const auto at = base::from_unix_ms(1'748'750'400'000);
  const auto pay = [&](std::uint32_t payer) {
    return Live::Payment{at + std::chrono::minutes{payer}, AccountId{payer}, AccountId{0},
                         base::Fen{10'000}};
  };
  for (std::uint32_t payer = 1; payer <= 3; ++payer) {
    live.take({pay(payer).time, AccountId{payer}, AccountId{0}, base::Fen{10'000}});
  }
  EXPECT_LT(live.ask(pay(3), 0.9).score, 0.9) << "three payers as before";
  const Opinion fourth = live.ask(pay(4), 0.9);
  EXPECT_GE(fourth.score, 0.9);
  EXPECT_TRUE(fourth.is_flagged);
  EXPECT_EQ(fourth.pattern, "归集账户");
  ASSERT_FALSE(fourth.reasons.empty());
  EXPECT_EQ(fourth.reasons.back(), (Reason{"3006", "付款人很多"}));
  EXPECT_TRUE(live.flags().empty());
  live.take({pay(4).time, AccountId{4}, AccountId{0}, base::Fen{10'000}});
  ASSERT_EQ(live.flags().size(), 1U);
  EXPECT_EQ(live.flags().begin()->second.first.pattern, "归集账户");
}

}  // namespace
}  // namespace holdfast::warn
