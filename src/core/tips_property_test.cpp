// Tips and rewards under commands that nobody would think of: a replay is the live state, a
// snapshot decides as it does, and every reward that was paid went through three people within its
// bounds.
#include <algorithm>
#include <gtest/gtest.h>
#include <set>

#include "base/rng.hpp"
#include "core/random_command_test.hpp"
#include "core/reputation.hpp"
#include "indicator/digest.hpp"
#include "order/paper.hpp"

namespace holdfast::core::test {
namespace {

constexpr std::size_t worlds = 20;
constexpr int steps = 600;
const std::string number = "13900000001";

/// One of the newest, or now and then one that is not there.
tip::TipId any_tip(base::Rng& rng, const State& state) {
  const auto count = state.tips.size();
  return tip::TipId{count + 1 - std::min<std::size_t>(count, rng.below(4))};
}

std::string digest() {
  return indicator::digest_of(indicator::Kind::phone, number);
}

CommandBody take(base::Rng& rng, const Centre& centre) {
  TakeTip body;
  body.tip.code = order::code_of(centre.state.tips.size() + 1);
  body.tip.kind = rng.chance(800'000) ? tip::Kind::report : tip::Kind::consultation;
  body.tip.way = rng.chance(500'000) ? tip::Way::page : tip::Way::line;
  body.tip.text.text = "有人冒充客服";
  body.tip.street = rng.chance(500'000) ? "500103001" : "";
  body.tip.reporter.phrase = rng.chance(700'000) ? "digest" : "";
  body.tip.reporter.phone.text = rng.chance(500'000) ? "13800000001" : "";
  if (rng.chance(700'000)) {
    body.tip.named.push_back({desk::TraitKind::phone, {{}, number}, {{}, digest()}, false});
  }
  return body;
}

/// Which step of a reward comes next there, from 0.
std::size_t next_step(const State& state, tip::TipId id) {
  const auto found = state.tips.find(id);
  const auto* reward = found == state.tips.end() ? nullptr : tip::reward_of(found->second);
  if (reward == nullptr) {
    return 0;
  }
  return reward->claim ? 3 : reward->ruling ? 2 : 1;
}

/// Mostly the step that comes next; any other now and then.
CommandBody reward_step(base::Rng& rng, const Centre& centre, tip::TipId id) {
  switch (rng.chance(700'000) ? next_step(centre.state, id) : rng.below(4)) {
    case 0: {
      const std::vector<std::int64_t> amounts{1'999, 2'000, 5'000, 5'001, 30'000, 300'000, 300'001};
      return ProposeReward{id, rng.chance(500'000) ? "tip" : "dissuasion",
                           base::Fen{amounts[rng.below(amounts.size())]}, "属实"};
    }
    case 1:
      return RuleReward{id, rng.chance(800'000), "已核"};
    case 2:
      return ClaimReward{id, rng.chance(600'000) ? "digest" : "", "cash", ""};
    default:
      return PayReward{id, "cash", centre.now, "收" + std::to_string(rng.below(30))};
  }
}

CommandBody random_tip(base::Rng& rng, const Centre& centre) {
  const auto id = any_tip(rng, centre.state);
  if (rng.chance(30'000)) {
    return take(rng, centre);
  }
  switch (rng.below(20)) {
    case 1:
      return AcceptTip{id};
    case 2:
      return RouteTip{id, rng.chance(500'000) ? tip::Kind::report : tip::Kind::consultation,
                      rng.chance(500'000) ? "50010301" : "", "", "改派"};
    case 3:
      return ReplyToTip{id, "是诈骗", ""};
    case 4:
    case 5: {
      EndTip body;
      body.tip = id;
      body.code = rng.chance(700'000) ? "case" : "false";
      body.note = "已核";
      body.case_id = desk::CaseId{1};
      return body;
    }
    case 6:
      return Tick{};
    default:
      return reward_step(rng, centre, id);
  }
}

Centre random_world(std::uint64_t seed) {
  base::Rng rng{seed};
  Centre centre;
  hire_people(centre);
  centre.must(report_of({loss_of(30'000, 801, 802, centre.now)}));
  centre.must(
      NoteStreets{{{"500103001", "解放碑街道", "渝中区", "50010301", 900, "社区台账", {}, {}}}});
  const std::vector<std::string> people{"li", "wang", "qian", "zhao"};
  for (int i = 0; i < steps; ++i) {
    centre.now += std::chrono::hours{rng.chance(15'000) ? rng.below(9'000) : rng.below(3)};
    centre.actor = people[rng.below(people.size())];
    (void)centre.ask(random_tip(rng, centre));
  }
  return centre;
}

void check_paid(const tip::Reward& reward) {
  const auto& ruling = *reward.ruling;
  EXPECT_TRUE(ruling.approved);
  EXPECT_TRUE(reward.claim.has_value());
  EXPECT_FALSE(reward.lapsed.has_value());
  const std::set<std::string> three{reward.by, ruling.by, reward.payment->by};
  EXPECT_EQ(three.size(), 3U) << "three people";
  EXPECT_TRUE(order::covers(ruling.duty, reward.office));
  EXPECT_EQ(reward.office,
            reward.amount.value() >= 100'000 ? order::Duty::district_head : order::Duty::unit_head);
  EXPECT_GE(reward.amount.value(), reward.kind == "tip" ? 2'000 : 30'000);
  EXPECT_LE(reward.amount.value(), reward.kind == "tip" ? 5'000 : 300'000);
  EXPECT_GE(reward.payment->paid_at, ruling.at);
}

TEST(TipsProperty, AReplayAndASnapshotAreTheLiveStateAndRewardsWentThroughThreePeople) {
  std::size_t paid = 0;
  std::size_t erased = 0;
  std::size_t lapsed = 0;
  for (std::size_t world = 0; world < worlds; ++world) {
    const auto centre = random_world(world);
    State replayed;
    for (const auto& event : centre.journal) {
      const auto again = decode(encode(event, hex_seal()), hex_open());
      ASSERT_TRUE(again.ok()) << again.error().message;
      evolve(replayed, *again);
    }
    EXPECT_EQ(state_digest(replayed), state_digest(centre.state));
    auto kept = decode_state(encode_state(centre.state, hex_seal()), hex_open());
    ASSERT_TRUE(kept.ok()) << kept.error().message;
    const auto& live = centre.state.tip_index;
    for (const auto* other : {&replayed.tip_index, &kept->tip_index}) {
      EXPECT_EQ(other->by_code, live.by_code);
      EXPECT_EQ(other->waiting, live.waiting);
      EXPECT_EQ(other->rings, live.rings);
      EXPECT_EQ(other->naming, live.naming);
      EXPECT_EQ(other->receipts, live.receipts);
    }
    std::set<std::string> receipts;
    for (const auto& [id, tip] : centre.state.tips) {
      erased += tip.erased_at ? 1U : 0U;
      for (const auto& reward : tip.rewards) {
        lapsed += reward.lapsed ? 1U : 0U;
        if (reward.payment) {
          ++paid;
          check_paid(reward);
          EXPECT_TRUE(receipts.insert(reward.payment->receipt).second) << "a receipt pays once";
        }
      }
      if (tip.erased_at) {
        EXPECT_EQ(tip.text.text, base::erased_text);
      }
    }
    const auto known = reputation(centre.state, digest(), centre.now);
    EXPECT_FALSE(known && (known->for_all || known->standing == RepStanding::confirmed));
    EXPECT_FALSE(known && known->hearsay > 30);
  }
  EXPECT_GT(paid, worlds / 4);
  EXPECT_GT(erased, 0U);
  EXPECT_GT(lapsed, 0U);
}

}  // namespace
}  // namespace holdfast::core::test
