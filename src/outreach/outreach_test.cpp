#include <gtest/gtest.h>
#include <map>
#include <set>

#include "base/rng.hpp"
#include "outreach/coverage.hpp"
#include "outreach/draw.hpp"
#include "outreach/effect.hpp"

namespace holdfast::outreach {
namespace {

const std::string seed(64, '7');
const base::Instant begin = base::parse_instant("2026-06-01T00:00:00+08:00").value();

constexpr base::Milliseconds days(int count) {
  return std::chrono::days{count};
}

std::string code_of(int number) {
  return std::to_string(500'103'001 + number);
}

Street street_of(const std::string& code, std::uint64_t households) {
  Street street;
  street.code = code;
  street.households = households;
  return street;
}

void add_round(Ledger& ledger, const std::string& street, std::uint64_t first, base::Instant day) {
  Round round;
  round.id = RoundId{ledger.rounds.size() + 1};
  round.street = street;
  round.households = first;
  round.first = first;
  round.day = day;
  ledger.rounds.emplace(round.id, round);
}

TEST(Draw, TheSameSeedDrawsTheSameHouseholdsEachOnceAndNoneThatIsNotThere) {
  const std::vector<Drawable> from{{RoundId{3}, 40}, {RoundId{9}, 0}, {RoundId{11}, 25}};
  const auto drawn = draw(seed, from, 30);
  EXPECT_EQ(drawn, draw(seed, from, 30));
  EXPECT_NE(drawn, draw(std::string(64, '8'), from, 30));
  ASSERT_EQ(drawn.size(), 30U);
  std::set<std::pair<std::uint64_t, std::uint64_t>> once;
  for (const auto& each : drawn) {
    EXPECT_TRUE(once.emplace(each.round.value(), each.number).second);
    EXPECT_GE(each.number, 1U);
    EXPECT_LE(each.number, each.round == RoundId{3} ? 40U : 25U);
    EXPECT_NE(each.round, RoundId{9});
  }
  // A larger draw begins as the smaller one: the order says which household came first.
  const auto more = draw(seed, from, 31);
  EXPECT_TRUE(std::equal(drawn.begin(), drawn.end(), more.begin()));
}

TEST(Draw, MoreThanThereAreDrawsAllAndOfNothingNothing) {
  EXPECT_EQ(draw(seed, {{RoundId{1}, 7}}, 100).size(), 7U);
  EXPECT_TRUE(draw(seed, {}, 5).empty());
  EXPECT_TRUE(draw(seed, {{RoundId{1}, 0}}, 5).empty());
}

TEST(Draw, EveryHouseholdIsAsLikely) {
  std::map<std::uint64_t, int> times;
  for (int i = 0; i < 6'000; ++i) {
    ++times[draw("s" + std::to_string(i), {{RoundId{1}, 6}}, 1).front().number];
  }
  for (std::uint64_t number = 1; number <= 6; ++number) {
    EXPECT_NEAR(times[number], 1'000, 120) << number;
  }
}

Audit audit_of(const std::string& street, const std::vector<Finding>& findings) {
  Audit audit;
  audit.id = AuditId{1};
  audit.street = street;
  for (const auto finding : findings) {
    audit.sampled.push_back({RoundId{1}, audit.sampled.size() + 1, Checked{finding, {}, {}, {}}});
  }
  return audit;
}

TEST(Coverage, FindingsLowerWhatCountsAndClaimsNeverExceedTheStreet) {
  Ledger ledger;
  const auto code = code_of(0);
  ledger.streets.emplace(code, street_of(code, 1'000));
  add_round(ledger, code, 600, begin);
  add_round(ledger, code, 700, begin);
  auto coverage = coverage_of(ledger).front();
  EXPECT_EQ(coverage.claimed, 1'000U);
  EXPECT_EQ(coverage.counted, 1'000U);
  EXPECT_FALSE(coverage.is_audited);
  EXPECT_EQ(coverage.low, 0U) << "nobody has looked";
  std::vector<Finding> findings(8, Finding::confirmed);
  findings.insert(findings.end(), 2, Finding::not_visited);
  findings.insert(findings.end(), 5, Finding::unreachable);
  ledger.audits.emplace(AuditId{1}, audit_of(code, findings));
  coverage = coverage_of(ledger).front();
  EXPECT_EQ(coverage.counted, 800U);
  EXPECT_EQ(coverage.low, 490U) << "Wilson: 0.490 of 8 in 10";
  EXPECT_EQ(coverage.unreachable, 5U);
  ledger.rounds.begin()->second.withdrawn = Withdrawn{"li", begin, "重复"};
  EXPECT_EQ(coverage_of(ledger).front().claimed, 700U);
}

TEST(Coverage, UnreachableAloneSaysNothing) {
  Ledger ledger;
  const auto code = code_of(0);
  ledger.streets.emplace(code, street_of(code, 100));
  add_round(ledger, code, 50, begin);
  ledger.audits.emplace(AuditId{1}, audit_of(code, {Finding::unreachable}));
  EXPECT_FALSE(coverage_of(ledger).front().is_audited);
  EXPECT_EQ(coverage_of(ledger).front().counted, 50U);
}

/// Ten streets with education and ten without; each `before`, and `after` its own number of cases.
struct Town {
  Ledger ledger;
  std::vector<PlacedCase> cases;
  Town(int with_before, int with_after, int without_before, int without_after) {
    for (int i = 0; i < 20; ++i) {
      const auto code = code_of(i);
      const bool with = i < 10;
      ledger.streets.emplace(code, street_of(code, 1'000));
      if (with) {
        add_round(ledger, code, 100, begin + days(i % 5));
      }
      add(code, begin - days(3), (with ? with_before : without_before) + i % 2);
      add(code, begin + days(3), (with ? with_after : without_after) + i % 2);
    }
  }
  void add(const std::string& code, base::Instant at, int count) {
    for (int i = 0; i < count; ++i) {
      cases.push_back({code, at});
    }
  }
};

TEST(Effect, IsTheDifferenceOfTheDifferences) {
  const Town town{10, 6, 10, 9};
  const auto effect = effect_of(town.ledger, town.cases, {begin});
  EXPECT_EQ(effect.why_not, "");
  EXPECT_EQ(effect.with.streets, 10U);
  EXPECT_EQ(effect.without.streets, 10U);
  EXPECT_EQ(effect.with.before, 105U);
  EXPECT_EQ(effect.with.after, 65U);
  EXPECT_NEAR(effect.difference, -30.0, 1e-9) << "4 fewer against 1 fewer, of 1,000 households";
  EXPECT_LE(effect.low, effect.difference);
  EXPECT_GE(effect.high, effect.difference);
  const auto again = effect_of(town.ledger, town.cases, {begin});
  EXPECT_EQ(effect.low, again.low);
  EXPECT_EQ(effect.high, again.high);
}

TEST(Effect, SpreadsWhereStreetsDifferAndHoldsZeroWhereNothingHappened) {
  Town town{10, 10, 10, 10};
  base::Rng rng{7};
  for (int i = 0; i < 20; ++i) {
    town.add(code_of(i), begin + days(5), static_cast<int>(rng.below(12)));
  }
  const auto effect = effect_of(town.ledger, town.cases, {begin});
  EXPECT_LT(effect.low, 0.0);
  EXPECT_GT(effect.high, 0.0);
  EXPECT_GT(effect.high - effect.low, 10.0);
}

TEST(Effect, IsRefusedWithAReasonWhereThereIsTooLittle) {
  const Town town{1, 0, 1, 0};
  EXPECT_NE(effect_of(town.ledger, {}, {begin}).why_not.find("共 0 起"), std::string::npos);
  EXPECT_NE(effect_of(town.ledger, town.cases, {begin, 8, 11, 30}).why_not.find("10 个"),
            std::string::npos);
}

TEST(Effect, StreetsThatBeganEarlierOrLateAreLeftOut) {
  Town town{10, 6, 10, 9};
  add_round(town.ledger, code_of(0), 10, begin - days(20));  // before: no longer comparable
  add_round(town.ledger, code_of(15), 10, begin + days(30));
  const auto effect = effect_of(town.ledger, town.cases, {begin});
  EXPECT_EQ(effect.with.streets, 9U);
  EXPECT_EQ(effect.without.streets, 9U);
  EXPECT_EQ(effect.left_out, 2U);
}

TEST(Ledger, DoorsAreLinesAndStreetsHaveNineDigits) {
  EXPECT_EQ(doors_in(" 3栋2单元501 \r\n\n3栋2单元502"),
            (std::vector<std::string_view>{"3栋2单元501", "3栋2单元502"}));
  EXPECT_TRUE(doors_in("\n \n").empty());
  EXPECT_TRUE(is_street_code("500103001"));
  EXPECT_FALSE(is_street_code("50010300"));
  EXPECT_FALSE(is_street_code("50010300a"));
}

}  // namespace
}  // namespace holdfast::outreach
