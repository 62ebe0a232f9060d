// The record of a version equals a slow count that asks of every pair anew, and says of small
// worlds what anybody can count by hand.
#include "screen/track_record.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include "base/rng.hpp"

namespace holdfast::screen {
namespace {

using base::AccountId;
using desk::ScoringId;

constexpr ScoringId one{1};
constexpr ScoringId two{2};

base::Instant at(std::string_view text) {
  return base::parse_instant(text).value();
}
base::Instant day(int number) {
  return at("2026-11-02T00:00:00+08:00") + std::chrono::days{number};  // a Monday
}

constexpr base::Milliseconds horizon = std::chrono::days{10};

AccountId any_account(base::Rng& rng) {
  return AccountId{static_cast<std::uint32_t>(rng.below(60))};
}

Question asked(int until = 28) {
  return {day(0), day(until), day(40), horizon};
}

TEST(TrackRecord, AWeekBeginsOnMondayInBeijing) {
  EXPECT_EQ(week_of(at("2026-11-02T00:00:00+08:00")), day(0));
  EXPECT_EQ(week_of(at("2026-11-08T23:59:59.999+08:00")), day(0));
  EXPECT_EQ(week_of(at("2026-11-09T00:00:00+08:00")), day(7));
  EXPECT_EQ(week_of(at("1970-01-02T12:00:00+08:00")),
            base::from_unix_ms(-3 * 86'400'000 - 28'800'000));
}

TEST(TrackRecord, AnAlertIsAHitWhenTheCaseComesAfterItAndInTime) {
  const std::vector<Alert> alerts{
      {one, AccountId{1}, 900'000, day(1)},  // reported two days later
      {one, AccountId{2}, 800'000, day(1)},  // reported eleven days later
      {one, AccountId{3}, 700'000, day(3)},  // reported the day before
      {one, AccountId{4}, 600'000, day(5)},  // never
      {one, AccountId{1}, 999'000, day(2)},  // said before
  };
  const std::map<AccountId, Involved> involved{
      {AccountId{1},
       {day(3), {{day(0), base::Fen{100}}, {day(1), base::Fen{30}}, {day(2), base::Fen{7}}}}},
      {AccountId{2}, {day(12), {}}},
      {AccountId{3}, {day(2), {{day(2), base::Fen{5}}}}},
      {AccountId{5}, {day(4), {}}},
  };
  const auto record = record_of(alerts, involved, {{one, day(0), std::nullopt}}, asked());
  ASSERT_EQ(record.weeks.size(), 2U);
  EXPECT_EQ(record.weeks[0],
            (RecordWeek{one, day(0), 4, 1, 1, 0, 3, 1, base::Fen{37}, base::Fen{100}}));
  EXPECT_EQ(record.weeks[1], (RecordWeek{one, day(7), 0, 0, 0, 0, 1, 0, {}, {}}));
  ASSERT_EQ(record.curves.size(), 1U);
  const auto& curve = record.curves[0];
  EXPECT_EQ(curve.came, 4U);
  ASSERT_EQ(curve.points.size(), 3U) << "the late one is no alert";
  EXPECT_EQ(curve.points[0], (RecordPoint{900'000, 1, 1, 1}));
  EXPECT_EQ(curve.points[1], (RecordPoint{800'000, 2, 1, 1}));
  EXPECT_EQ(curve.points[2], (RecordPoint{600'000, 3, 1, 1}));
}

TEST(TrackRecord, WhatCanStillComeIsUndecidedAndNotAMiss) {
  auto question = asked();
  question.now = day(12);
  const auto record =
      record_of({{one, AccountId{1}, 5, day(1)}, {one, AccountId{2}, 5, day(3)}}, {}, {}, question);
  ASSERT_EQ(record.weeks.size(), 1U);
  EXPECT_EQ(record.weeks[0].undecided, 1U) << "of the other one the ten days are over";
  EXPECT_EQ(record.curves[0].undecided, 1U);
}

TEST(TrackRecord, AVersionAnswersForWhatCameWhileItRan) {
  const std::map<AccountId, Involved> involved{
      {AccountId{1}, {day(2), {}}}, {AccountId{2}, {day(6), {}}}, {AccountId{3}, {day(30), {}}}};
  const auto record = record_of({{two, AccountId{2}, 5, day(5)}}, involved,
                                {{one, day(0), day(4)}, {two, day(4), std::nullopt}}, asked());
  ASSERT_EQ(record.curves.size(), 2U);
  EXPECT_EQ(record.curves[0].came, 1U);
  EXPECT_EQ(record.curves[1].came, 1U) << "the third was reported after the span";
  EXPECT_EQ(record.weeks.back().known, 1U);
}

/// Asks of each alert and each account anew.
RecordWeek slow_week(const std::vector<Alert>& alerts,
                     const std::map<AccountId, Involved>& involved, const std::vector<Run>& runs,
                     const Question& question, ScoringId scoring, base::Instant from) {
  RecordWeek week{scoring, from, 0, 0, 0, 0, 0, 0, {}, {}};
  const auto until = from + std::chrono::days{7};
  const auto first = [&](AccountId account) -> std::optional<Alert> {
    std::optional<Alert> found;
    for (const auto& each : alerts) {
      if (each.scoring == scoring && each.account == account && (!found || each.at < found->at)) {
        found = each;
      }
    }
    return found;
  };
  for (std::uint32_t number = 0; number < 60; ++number) {
    const AccountId account{number};
    const auto alert = first(account);
    const auto came = involved.find(account);
    const bool comes = came != involved.end();
    if (alert && alert->at >= from && alert->at < until && alert->at >= question.from &&
        alert->at < question.until) {
      ++week.alerts;
      if (comes && came->second.at <= alert->at) {
        ++week.late;
      } else if (comes && came->second.at - alert->at <= question.horizon) {
        ++week.hits;
        for (const auto& [when, amount] : came->second.paid) {
          (when < alert->at ? week.before : week.ahead) += amount;
        }
      } else if (question.now - alert->at < question.horizon) {
        ++week.undecided;
      }
    }
    for (const auto& run : runs) {
      const bool counts = comes && run.scoring == scoring && came->second.at >= run.from &&
                          (!run.until || came->second.at < *run.until) && came->second.at >= from &&
                          came->second.at < until && came->second.at >= question.from &&
                          came->second.at < question.until;
      if (counts) {
        ++week.came;
        week.known +=
            alert && alert->at < came->second.at && came->second.at - alert->at <= question.horizon
                ? 1U
                : 0U;
      }
    }
  }
  return week;
}

TEST(TrackRecord, EqualsASlowCountOnManyWorlds) {
  base::Rng rng{35};
  for (int world = 0; world < 200; ++world) {
    std::vector<Alert> alerts;
    std::map<AccountId, Involved> involved;
    for (int i = 0; i < 80; ++i) {
      alerts.push_back({rng.chance(500'000) ? one : two, any_account(rng),
                        static_cast<std::int64_t>(rng.below(8)) * 100'000,
                        day(0) + base::Milliseconds{rng.between(0, 35 * 86'400'000LL)}});
    }
    for (int i = 0; i < 25; ++i) {
      Involved each{day(0) + base::Milliseconds{rng.between(0, 40 * 86'400'000LL)}, {}};
      each.paid.emplace_back(each.at - base::Milliseconds{rng.between(0, 9 * 86'400'000LL)},
                             base::Fen{rng.between(1, 1000)});
      involved.emplace(any_account(rng), std::move(each));
    }
    const std::vector<screen::Run> runs{{one, day(-3), day(13)}, {two, day(13), std::nullopt}};
    const auto question = asked(27);
    const auto record = record_of(alerts, involved, runs, question);
    std::size_t weeks = 0;
    for (const auto scoring : {one, two}) {
      for (int number = 0; number < 42; number += 7) {
        const auto slow = slow_week(alerts, involved, runs, question, scoring, day(number));
        const auto found =
            std::find_if(record.weeks.begin(), record.weeks.end(), [&](const RecordWeek& each) {
              return each.scoring == scoring && each.from == day(number);
            });
        const bool is_there = found != record.weeks.end();
        EXPECT_EQ(is_there, slow.alerts + slow.came > 0);
        if (is_there) {
          ++weeks;
          EXPECT_EQ(*found, slow);
        }
      }
    }
    EXPECT_EQ(weeks, record.weeks.size());
    for (const auto& curve : record.curves) {
      std::uint64_t hits = 0;
      std::uint64_t alerts_in = 0;
      std::uint64_t known = 0;
      for (const auto& week : record.weeks) {
        if (week.scoring == curve.scoring) {
          hits += week.hits;
          alerts_in += week.alerts - week.late;
          known += week.known;
        }
      }
      ASSERT_FALSE(curve.points.empty());
      EXPECT_EQ(curve.points.back().hits, hits) << "at the lowest score the curve holds all";
      EXPECT_EQ(curve.points.back().alerts, alerts_in);
      EXPECT_EQ(curve.points.back().known, known);
    }
  }
}

TEST(TrackRecord, AThinnedCurveKeepsItsEnds) {
  std::vector<RecordPoint> points(1'000);
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i].alerts = i;
  }
  const auto kept = thinned(points, 100);
  EXPECT_EQ(kept.size(), 100U);
  EXPECT_EQ(kept.front().alerts, 0U);
  EXPECT_EQ(kept.back().alerts, 999U);
  EXPECT_EQ(thinned(kept, 100), kept);
}

}  // namespace
}  // namespace holdfast::screen
