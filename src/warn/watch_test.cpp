#include "warn/watch.hpp"

#include <array>
#include <cmath>
#include <gtest/gtest.h>

#include "base/rng.hpp"
#include "warn/city_test.hpp"
#include "warn/course.hpp"
#include "warn/neighbourhood.hpp"
#include "warn/rows.hpp"

namespace holdfast::warn {
namespace {

constexpr std::int64_t noon = 1'748'750'400'000;  // 2025-06-01 12:00, Beijing

Movement move(std::uint32_t payer, std::uint32_t payee, std::int64_t yuan, double hours,
              fund::Kind kind = fund::Kind::transfer) {
  return {base::from_unix_ms(noon + static_cast<std::int64_t>(hours * 3'600'000)), AccountId{payer},
          AccountId{payee}, base::Fen{yuan * 100}, kind};
}

double value_of(Watch& watch, std::uint32_t account, std::string_view name) {
  const auto& features = features_of(Target::account, Round::first);
  std::vector<float> row(features.size());
  watch.account_row(AccountId{account}, row);
  for (std::size_t i = 0; i < features.size(); ++i) {
    if (features[i].name == name) {
      return static_cast<double>(row[i]);
    }
  }
  ADD_FAILURE() << "no feature " << name;
  return 0;
}

TEST(Watch, MoneyThatGoesOnAtOnceIsCovered) {
  Watch watch(4);
  watch.take(move(0, 1, 10'000, 0));
  watch.take(move(1, 2, 9'900, 0.5));
  EXPECT_NEAR(value_of(watch, 1, "covered_3h"), 10'000 * std::exp2(-0.5 / 3) / 9'900, 1e-3);
  EXPECT_NEAR(value_of(watch, 1, "residual"), 0.01, 1e-6);
  EXPECT_EQ(value_of(watch, 1, "swept"), 1);
  EXPECT_EQ(value_of(watch, 1, "matched"), 1);
  EXPECT_NEAR(value_of(watch, 1, "dwell"), std::log1p(0.5), 1e-6);
  EXPECT_NEAR(value_of(watch, 0, "payees.mean.covered_3h"), value_of(watch, 1, "covered_3h"), 1e-6);
}

TEST(Watch, MoneyThatStaysIsNot) {
  Watch watch(4);
  watch.take(move(0, 1, 10'000, 0));
  watch.take(move(1, 2, 1'000, 24.0 * 60));
  EXPECT_LT(value_of(watch, 1, "covered_3h"), 1e-3);
  EXPECT_NEAR(value_of(watch, 1, "residual"), 0.9, 1e-6);
  EXPECT_EQ(value_of(watch, 1, "swept"), 0);
}

TEST(Watch, PayersWhoPayFarMoreThanTheyUsedToAreSeen) {
  Watch watch(5);
  for (int i = 0; i < 4; ++i) {
    watch.take(move(0, 3, 100, i));
  }
  watch.take(move(0, 1, 20'000, 10));
  EXPECT_EQ(value_of(watch, 1, "strange_in"), 1);
  EXPECT_EQ(value_of(watch, 1, "record_in"), 1);
  EXPECT_NEAR(value_of(watch, 1, "surprise_in"), 4.0, 1e-6) << "log 200 is cut at 4";
  EXPECT_EQ(value_of(watch, 3, "strange_in"), 0);
}

TEST(Watch, StrangeMoneyIsKnownHoweverFarItGoes) {
  Watch watch(6);
  for (int i = 0; i < 4; ++i) {
    watch.take(move(0, 5, 100, i));
  }
  watch.take(move(0, 1, 8'000, 10));
  watch.take(move(4, 1, 8'000, 12));
  watch.take(move(1, 2, 8'000, 100));
  watch.take(move(2, 3, 4'000, 200));
  EXPECT_NEAR(value_of(watch, 1, "stained_strange_in"), 0.5, 1e-6) << "4 has no habits yet";
  EXPECT_NEAR(value_of(watch, 2, "stained_strange_in"), 0.5, 1e-6);
  EXPECT_NEAR(value_of(watch, 3, "stained_strange_in"), 0.5, 1e-6);
  EXPECT_EQ(value_of(watch, 5, "stained_strange_in"), 0);
}

TEST(Watch, WagesDoNotDrownWhatIsDoneAside) {
  Watch watch(300);
  for (std::uint32_t i = 10; i < 100; ++i) {
    watch.take(move(0, i, 5'000, i));  // an employer
  }
  watch.take(move(0, 1, 5'000, 110));
  watch.take(move(2, 1, 1'000, 120));
  watch.take(move(1, 3, 900, 130));
  EXPECT_NEAR(value_of(watch, 1, "aside_in"), 1.0 / 6, 1e-6);
  EXPECT_NEAR(value_of(watch, 1, "aside_balance"), std::log(0.9), 1e-6);
  EXPECT_NEAR(value_of(watch, 1, "aside_passed_5d"), 0.9, 1e-6);
}

TEST(Watch, PayersWhoKnowEachOtherAreAcquainted) {
  Watch watch(10);
  watch.take(move(1, 0, 100, 0));
  watch.take(move(2, 0, 100, 1));
  watch.take(move(3, 0, 200, 2));
  EXPECT_EQ(value_of(watch, 0, "payers.acquainted"), 0);
  watch.take(move(1, 2, 100, 3));
  EXPECT_NEAR(value_of(watch, 0, "payers.acquainted"), 2.0 / 3, 1e-6);
  EXPECT_NEAR(value_of(watch, 0, "payers.acquainted_money"), 0.5, 1e-6);
}

TEST(Watch, CirclesOfTwoThreeAndFour) {
  for (const std::uint32_t length : {2U, 3U, 4U}) {
    Watch watch(6);
    for (std::uint32_t step = 0; step < length; ++step) {
      const Moment& moment = watch.take(move(step, (step + 1) % length, 1'000, step));
      EXPECT_EQ(moment.circle, step + 1 == length ? static_cast<int>(length) : 0);
    }
    EXPECT_GT(value_of(watch, 0, "circle_" + std::to_string(length)), 0);
  }
}

TEST(Watch, ACircleNeedsItsStepsInTheOrderOfTime) {
  Watch watch(3);
  watch.take(move(1, 2, 1'000, 0));
  watch.take(move(0, 1, 1'000, 1));
  EXPECT_EQ(watch.take(move(2, 0, 1'000, 2)).circle, 0);
}

/// All ways home from the payee to the payer over the pairs as they stand, tried one by one.
int circle_by_trying_all(const Book& book, const Movement& movement, std::uint32_t accounts) {
  const auto amount = static_cast<double>(movement.amount.value()) / 100;
  const auto fits = [&](std::uint32_t from, std::uint32_t to, double after) -> const Pair* {
    const Pair* const step = from == to ? nullptr : book.find(from, to);
    const bool fit = step != nullptr && step->last >= after && step->last_amount >= 0.5 * amount &&
                     step->last_amount <= 2 * amount;
    return fit ? step : nullptr;
  };
  const std::uint32_t payer = movement.payer.value();
  const std::uint32_t payee = movement.payee.value();
  const double oldest = hours_of(movement.time) - 60 * 24;
  if (fits(payee, payer, oldest) != nullptr) {
    return 2;
  }
  int found = 0;
  for (std::uint32_t a = 0; a < accounts; ++a) {
    const Pair* const first = a == payer ? nullptr : fits(payee, a, oldest);
    if (first == nullptr) {
      continue;
    }
    if (fits(a, payer, first->last) != nullptr) {
      return 3;
    }
    for (std::uint32_t b = 0; b < accounts; ++b) {
      const Pair* const second = b == payer || b == payee ? nullptr : fits(a, b, first->last);
      if (second != nullptr && fits(b, payer, second->last) != nullptr) {
        found = 4;
      }
    }
  }
  return found;
}

TEST(Watch, CirclesAreThoseThatTryingAllWaysFinds) {
  constexpr std::uint32_t accounts = 10;  // fewer partners than are looked at on each step
  base::Rng rng(11);
  std::array<int, 5> seen{};
  for (int world = 0; world < 40; ++world) {
    Book book(accounts);
    for (int i = 0; i < 60; ++i) {
      const auto payer = static_cast<std::uint32_t>(rng.below(accounts));
      const auto payee =
          static_cast<std::uint32_t>((payer + 1 + rng.below(accounts - 1)) % accounts);
      const Movement movement =
          move(payer, payee, static_cast<std::int64_t>(100 + rng.below(400)), i * 30.0);
      const int expected = circle_by_trying_all(book, movement, accounts);
      ASSERT_EQ(book.take(movement).circle, expected) << "world " << world << ", movement " << i;
      ++seen[static_cast<std::size_t>(expected)];
    }
  }
  for (const std::size_t length : {0U, 2U, 3U, 4U}) {
    EXPECT_GT(seen[length], 20) << length;
  }
}

TEST(Watch, ScatterAndGatherMakesSiblings) {
  Watch watch(6);
  for (std::uint32_t mule = 1; mule <= 3; ++mule) {
    watch.take(move(0, mule, 3'000, mule));
    watch.take(move(mule, 4, 2'900, mule + 0.5));
  }
  EXPECT_NEAR(value_of(watch, 1, "siblings"), std::log1p(2), 1e-6);
  EXPECT_EQ(value_of(watch, 0, "onward.share"), 1) << "all that 0 pays pay 4";
  EXPECT_EQ(value_of(watch, 4, "upstream.share"), 1) << "all that pay 4 are paid by 0";
}

TEST(Watch, ScoresOfNeighboursAreSeenOnceTheyAreNoted) {
  Watch watch(3);
  watch.take(move(0, 1, 100, 0));
  watch.take(move(1, 2, 100, 1));
  std::vector<float> before(account_score_width);
  watch.account_scores(AccountId{0}, before);
  watch.note(AccountId{2}, 5);
  watch.note(AccountId{1}, 3);
  std::vector<float> after(account_score_width);
  watch.account_scores(AccountId{0}, after);
  EXPECT_EQ(after[4], 3) << "the payee's margin";
  EXPECT_EQ(after[17], 5) << "the highest of the payees' payees";
  EXPECT_LT(before[4], 0);
}

TEST(Watch, AHubIsLookedAtEverySoOften) {
  Watch watch(200);
  int looks = 0;
  for (std::uint32_t i = 1; i < 200; ++i) {
    watch.take(move(i, 0, 100, i));
    looks += watch.is_due(AccountId{0}) ? 1 : 0;
  }
  EXPECT_GE(looks, 48);
  EXPECT_LT(looks, 120);
}

/// All looks of a world, each with its row.
std::vector<std::pair<std::size_t, std::vector<float>>> looks_of(Target target,
                                                                 const World& world) {
  std::vector<std::pair<std::size_t, std::vector<float>>> looks;
  run(target, world,
      {.judge = [](const Look&, std::span<const float> row) { return 4 * row[8] - row[0]; },
       .see =
           [&](const Look& look, std::span<const float> row) {
             if (!look.is_last) {
               looks.emplace_back(look.movement, std::vector<float>(row.begin(), row.end()));
             }
           }});
  return looks;
}

TEST(Watch, NothingAfterAMomentIsUsedAtIt) {
  for (const Target target : {Target::account, Target::transfer}) {
    const World whole = labelled_city(5, 500).world;
    const auto all = looks_of(target, whole);
    for (const std::size_t part : {3U, 2U}) {
      World cut = whole;
      cut.movements.resize(whole.movements.size() / part);
      const auto some = looks_of(target, cut);
      ASSERT_GT(some.size(), 500U);
      ASSERT_LT(some.size(), all.size());
      for (std::size_t i = 0; i < some.size(); ++i) {
        ASSERT_EQ(some[i], all[i]) << "look " << i;
      }
    }
  }
}

TEST(Neighbourhood, HubsAreNotSteppedOver) {
  Book book(300);
  for (std::uint32_t i = 1; i < 200; ++i) {
    book.take(move(i, 0, 50, i));  // a shop that everybody pays
  }
  const Neighbourhood around = look_around(book, 1);
  EXPECT_EQ(around.co_payers.over, 0U);
  EXPECT_TRUE(around.co_payers.reached.empty());
}

}  // namespace
}  // namespace holdfast::warn
