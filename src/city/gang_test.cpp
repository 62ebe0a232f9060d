#include "city/gang.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace holdfast::city {
namespace {

struct Scene {
  City city = make_city(3, 10);
  std::vector<std::size_t> mules;
  explicit Scene(std::uint64_t seed) {
    base::Rng rng{seed};
    mules = recruit_mules(rng, city, mules_needed_max(6), 0);
  }
};

HeistTerms terms_of(base::Rng& rng) {
  HeistTerms terms;
  for (auto left = rng.between(1, 3); left > 0; --left) {
    terms.sums.emplace_back(rng.between(2'000, 300'000) * 100);
  }
  terms.tiers = static_cast<int>(rng.between(2, 6));
  terms.pace = base::Milliseconds{rng.between(100, 5'000)};
  return terms;
}

/// Carries the plan out by its times; answers what rests with each account, and what left.
struct Outcome {
  std::map<std::size_t, base::Fen> rests;
  base::Fen left;
};
Outcome carry_out(const Heist& heist) {
  auto payments = heist.thefts;
  payments.insert(payments.end(), heist.moves.begin(), heist.moves.end());
  std::ranges::stable_sort(payments, {}, &Payment::after);
  Outcome outcome;
  for (const auto& payment : payments) {
    EXPECT_TRUE(payment.amount.is_positive());
    const bool is_theft = payment.payer == heist.thefts.front().payer;
    if (!is_theft) {
      outcome.rests[payment.payer] -= payment.amount;
      EXPECT_FALSE(outcome.rests[payment.payer].is_negative());
    }
    if (payment.kind == Kind::transfer) {
      outcome.rests[payment.payee] += payment.amount;
    } else {
      outcome.left += payment.amount;
    }
  }
  return outcome;
}

TEST(Gang, NoMuleGoesBelowZeroAndNoFenIsLost) {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    const Scene scene{seed};
    base::Rng rng{seed};
    const auto terms = terms_of(rng);
    const auto heist = plan_heist(rng, scene.city, 0, scene.mules, terms);
    base::Fen stolen;
    for (const auto sum : terms.sums) {
      stolen += sum;
    }
    const auto outcome = carry_out(heist);
    auto found = outcome.left;
    for (const auto& [who, rests] : outcome.rests) {
      found += rests;
    }
    EXPECT_EQ(found, stolen);
  }
}

TEST(Gang, MoneyOnlyMovesDownTheTiersAndNeverBeforeItCame) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    const Scene scene{seed};
    base::Rng rng{seed};
    const auto terms = terms_of(rng);
    const auto heist = plan_heist(rng, scene.city, 0, scene.mules, terms);
    std::map<std::size_t, std::size_t> tier_of;
    for (std::size_t tier = 0; tier < heist.tiers.size(); ++tier) {
      EXPECT_LE(heist.tiers[tier].size(), 6U);
      for (const auto who : heist.tiers[tier]) {
        EXPECT_TRUE(tier_of.emplace(who, tier).second) << "a mule works in one tier";
      }
    }
    std::map<std::size_t, base::Milliseconds> first_got{
        {heist.tiers.front().front(), heist.thefts.front().after}};
    base::Milliseconds last{0};
    for (const auto& move : heist.moves) {
      EXPECT_GE(move.after, last);
      last = move.after;
      ASSERT_TRUE(first_got.contains(move.payer));
      EXPECT_GE(move.after, first_got.at(move.payer) + terms.pace / 2);
      if (move.kind == Kind::transfer) {
        EXPECT_EQ(tier_of.at(move.payee), tier_of.at(move.payer) + 1);
        first_got.emplace(move.payee, move.after);
      }
    }
  }
}

TEST(Gang, SameSeedSamePlan) {
  const Scene scene{9};
  const auto plan = [&](std::uint64_t seed) {
    base::Rng rng{seed};
    return plan_heist(rng, scene.city, 0, scene.mules, {{base::Fen{18'600'000}}, 4, {}});
  };
  const auto a = plan(9);
  const auto b = plan(9);
  ASSERT_EQ(a.moves.size(), b.moves.size());
  for (std::size_t i = 0; i < a.moves.size(); ++i) {
    EXPECT_EQ(a.moves[i].payee, b.moves[i].payee);
    EXPECT_EQ(a.moves[i].amount, b.moves[i].amount);
    EXPECT_EQ(a.moves[i].after, b.moves[i].after);
  }
}

TEST(Gang, AStoryHasAllThatItPromises) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE(seed);
    const Scene scene{seed};
    base::Rng rng{seed};
    const auto story =
        plan_story(rng, scene.city, 0, scene.mules,
                   {{base::Fen{18'600'000}, base::Fen{6'400'000}}, 4, base::Milliseconds{400}});
    std::set<std::size_t> reached;
    std::set<std::size_t> banks;
    bool left = false;
    std::size_t later = 0;
    std::size_t at_once = 0;
    for (const auto& move : story.heist.moves) {
      if (move.after >= story.report_at) {
        ++later;
        at_once +=
            move.kind == Kind::transfer && move.after < story.report_at + base::Milliseconds{100}
                ? 1
                : 0;
      } else if (move.kind == Kind::transfer) {
        reached.insert(move.payee);
        banks.insert(scene.city.people[move.payee].bank);
      } else {
        left = true;
      }
    }
    banks.insert(scene.city.people[story.heist.tiers.front().front()].bank);
    EXPECT_GE(banks.size(), 4U);
    EXPECT_TRUE(
        std::ranges::any_of(banks, [](auto bank) { return bank_sites()[bank].behind_hub; }));
    EXPECT_TRUE(left);
    EXPECT_GE(at_once, 2U);
    EXPECT_GE(later * 3, story.heist.moves.size());
    EXPECT_TRUE(std::ranges::any_of(story.heist.tiers.at(2),
                                    [&](auto who) { return reached.contains(who); }));
  }
}

}  // namespace
}  // namespace holdfast::city
