// Education and indicators under commands that nobody would think of: a replay is the live state, a
// snapshot decides as it does, and what is counted stays within what there is.
#include <gtest/gtest.h>
#include <set>

#include "base/digest.hpp"
#include "base/rng.hpp"
#include "core/centre_test.hpp"
#include "core/reputation.hpp"
#include "indicator/digest.hpp"
#include "outreach/coverage.hpp"

namespace holdfast::core::test {
namespace {

constexpr std::size_t worlds = 20;
constexpr int steps = 150;

/// One that is there, or now and then one that is not.
template <typename Id, typename Map>
Id any_id(base::Rng& rng, const Map& map) {
  return Id{1 + rng.below(map.size() + 1)};
}

/// Education of two streets, of which one has no households left to visit.
CommandBody random_education(base::Rng& rng, const Centre& centre) {
  const auto& ledger = centre.state.education;
  const std::string code = rng.chance(800'000) ? "500103001" : "500103002";
  const auto round = any_id<outreach::RoundId>(rng, ledger.rounds);
  switch (rng.below(9)) {
    case 0:
      return NoteStreets{{{code,
                           "解放碑街道",
                           "渝中区",
                           "50010301",
                           static_cast<std::uint64_t>(rng.between(1, 400)),
                           "社区台账",
                           {},
                           {}}}};
    case 1:
      return RecordRound{code, {}, centre.now, 0, 0, rng.chance(500'000) ? "甲\n乙\n丙" : "丙\n丁"};
    case 2:
      return RecordRound{code,
                         {},
                         centre.now,
                         static_cast<std::uint64_t>(rng.between(1, 50)),
                         static_cast<std::uint64_t>(rng.between(0, 50)),
                         {}};
    case 3:
      return WithdrawRound{round, "登记有误"};
    case 4:
      return AnnounceAudit{code, 3, base::to_hex(base::sha256(std::to_string(rng.next()))),
                           "月度抽查"};
    case 5:
      return CheckHousehold{
          any_id<outreach::AuditId>(rng, ledger.audits), rng.below(4),
          rng.chance(700'000) ? outreach::Finding::confirmed : outreach::Finding::not_visited,
          "已回访"};
    case 6:
      return PlaceCase{any_id<desk::CaseId>(rng, centre.state.cases), code, "60-", "retired"};
    case 7: {
      indicator::Indicator told;
      told.value.text = rng.chance(500'000) ? "13900000001" : "13900000002";
      told.digest = indicator::digest_of(told.kind, told.value.text);
      told.told = static_cast<int>(rng.below(120));
      told.reference = rng.chance(500'000) ? "a" : "b";
      told.from = centre.now;
      told.until = centre.now + std::chrono::days{rng.between(0, 40)};
      if (rng.chance(200'000)) {
        told.revoked = centre.now;
      }
      return TakeIndicators{{told}};
    }
    default:
      return ClearReputation{indicator::Kind::phone,
                             indicator::digest_of(indicator::Kind::phone, "13900000001"),
                             "号码已重新放号"};
  }
}

Centre random_world(std::uint64_t seed) {
  base::Rng rng{seed};
  Centre centre;
  centre.must(report_of({loss_of(30'000, 801, 802, centre.now)}));
  for (int i = 0; i < steps; ++i) {
    centre.now += std::chrono::minutes{rng.below(300)};
    centre.actor = rng.chance(500'000) ? "li" : "wang";
    (void)centre.ask(random_education(rng, centre));
  }
  return centre;
}

void check_audits(const outreach::Ledger& ledger) {
  std::set<std::string> open;
  std::set<outreach::RoundId> drawn_from;
  for (const auto& [id, audit] : ledger.audits) {
    EXPECT_TRUE(outreach::is_done(audit) || open.insert(audit.street).second)
        << "one open audit a street";
    std::set<std::pair<outreach::RoundId, std::uint64_t>> once;
    for (const auto& each : audit.sampled) {
      EXPECT_TRUE(once.emplace(each.round, each.number).second);
      EXPECT_LE(each.number, ledger.rounds.at(each.round).households);
      EXPECT_FALSE(ledger.rounds.at(each.round).withdrawn);
    }
    for (const auto round : audit.rounds) {
      EXPECT_TRUE(drawn_from.insert(round).second) << "a round is drawn from once";
    }
  }
}

TEST(EducationProperty, AReplayAndASnapshotAreTheLiveStateAndCountsStayWithinWhatThereIs) {
  std::size_t audits = 0;
  std::size_t lowered = 0;
  std::size_t told = 0;
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
    EXPECT_EQ(kept->told_of, centre.state.told_of);
    EXPECT_EQ(kept->told_as, centre.state.told_as);
    check_audits(centre.state.education);
    audits += centre.state.education.audits.size();
    told += centre.state.indicators.indicators.size();
    for (const auto& each : outreach::coverage_of(centre.state.education)) {
      EXPECT_LE(each.claimed, each.households);
      EXPECT_LE(each.counted, each.claimed);
      EXPECT_LE(each.low, each.counted);
      lowered += each.counted < each.claimed ? 1U : 0U;
    }
    for (const auto& [id, each] : centre.state.indicators.indicators) {
      EXPECT_LE(each.confidence, 60);
      EXPECT_LE(each.confidence, each.told);
      const auto known = reputation(centre.state, each.digest, centre.now);
      EXPECT_FALSE(known && known->for_all) << "hearsay is not told to all";
    }
  }
  EXPECT_GT(audits, worlds / 2);
  EXPECT_GT(lowered, 0U);
  EXPECT_GT(told, worlds / 2);
}

}  // namespace
}  // namespace holdfast::core::test
