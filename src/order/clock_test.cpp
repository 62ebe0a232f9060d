#include "order/clock.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "support/source_dir.hpp"

namespace holdfast::order {
namespace {

namespace chr = std::chrono;

const base::Instant begin = *base::parse_instant("2025-01-01T09:00:00+08:00");

const law::RuleBook& shipped() {
  static const auto book = [] {
    std::ifstream file{(holdfast::test::source_dir() / "rules/spine.toml").string()};
    std::stringstream text;
    text << file.rdbuf();
    return law::RuleBook::parse(text.str()).value();
  }();
  return book;
}

Order freeze_in_force() {
  Order order;
  order.family = Family::freeze;
  order.state = State::in_force;
  order.times.drafted = begin;
  order.times.deadline = begin + chr::days{180};
  order.freeze = Freeze{};
  order.freeze->renew_by = begin + chr::days{170};
  order.freeze->screen_by = begin + chr::days{90};
  return order;
}

std::vector<std::pair<Clock, base::Milliseconds>> told(const Order& order) {
  std::vector<std::pair<Clock, base::Milliseconds>> rings;
  for (const auto& ring : rings_of(order, shipped())) {
    rings.emplace_back(ring.clock, ring.at - begin);
  }
  return rings;
}

using Told = std::vector<std::pair<Clock, base::Milliseconds>>;

TEST(Clock, AFreezeTellsOfScreeningThenOfRenewalThenOfItsEnd) {
  EXPECT_EQ(told(freeze_in_force()), (Told{{Clock::screening, chr::days{83}},
                                           {Clock::screening, chr::days{89}},
                                           {Clock::screening, chr::days{90}},
                                           {Clock::renewal, chr::days{140}},
                                           {Clock::renewal, chr::days{163}},
                                           {Clock::renewal, chr::days{169}},
                                           {Clock::renewal, chr::days{170}},
                                           {Clock::freeze_lapse, chr::days{177}},
                                           {Clock::freeze_lapse, chr::days{179}}}));
}

TEST(Clock, AnObjectionIsRememberedADayBeforeAndAtItsTermEvenWhenTheMeasureIsOver) {
  auto order = freeze_in_force();
  order.state = State::released;
  order.objection_due = begin + chr::days{30};
  EXPECT_EQ(told(order), (Told{{Clock::objection, chr::days{25}},
                               {Clock::objection, chr::days{29}},
                               {Clock::objection, chr::days{30}}}));
}

TEST(Clock, WhatRangDoesNotRingAgainUntilItsLapseMoves) {
  auto order = freeze_in_force();
  order.freeze->screen_by.reset();
  order.rung = {{Clock::renewal, *order.freeze->renew_by, begin + chr::days{163}}};
  auto rings = told(order);
  ASSERT_FALSE(rings.empty());
  EXPECT_EQ(rings.front(), std::pair(Clock::renewal, base::Milliseconds{chr::days{169}}));
  order.freeze->renew_by = begin + chr::days{350};  // renewed
  rings = told(order);
  EXPECT_EQ(rings.back(), std::pair(Clock::renewal, base::Milliseconds{chr::days{350}}));
}

TEST(Clock, AFreezeFoundUnrelatedIsOnlyToBeLifted) {
  auto order = freeze_in_force();
  order.freeze->screening = Screening{Finding::unrelated, "li", begin, "x"};
  order.freeze->release_by = begin + chr::days{3};
  EXPECT_EQ(told(order), (Told{{Clock::release, chr::days{2}},
                               {Clock::release, chr::days{3}},
                               {Clock::freeze_lapse, chr::days{177}},
                               {Clock::freeze_lapse, chr::days{179}}}));
}

TEST(Clock, AStopTellsOfItsTruthAndItsLapseAndAsksForASecondSignature) {
  Order order;
  order.family = Family::stop;
  order.state = State::in_force;
  order.times.drafted = begin;
  order.times.approved = begin;
  order.times.deadline = begin + chr::hours{48};
  EXPECT_EQ(told(order), (Told{{Clock::countersign, chr::hours{6}},
                               {Clock::countersign, chr::hours{12}},
                               {Clock::stop_review, chr::hours{24}},
                               {Clock::stop_lapse, chr::hours{36}},
                               {Clock::stop_lapse, chr::hours{44}},
                               {Clock::stop_lapse, chr::hours{47}}}));
  order.countersigned = Signature{Duty::none, "wang", "", begin, "x"};
  EXPECT_EQ(told(order).front().first, Clock::stop_review);
  order.state = State::released;
  EXPECT_EQ(told(order), Told{});
}

TEST(Clock, AnEmergencyOrdersPapersRingUntilTheyAreComplete) {
  auto order = freeze_in_force();
  order.freeze->screen_by.reset();
  order.approval = Approval{};
  order.approval->emergency = "x";
  order.approval->papers_due = begin + chr::hours{24};
  const auto rings = told(order);
  EXPECT_EQ(rings[0], std::pair(Clock::papers, base::Milliseconds{chr::hours{20}}));
  EXPECT_EQ(rings[1], std::pair(Clock::papers, base::Milliseconds{chr::hours{24}}));
  order.approval->document = "冻字1号";
  EXPECT_EQ(told(order).front().first, Clock::renewal);
}

TEST(Clock, WithoutLeadTimesOnlyTheLapseRings) {
  const auto rings = rings_of(freeze_in_force(), law::RuleBook{});
  ASSERT_EQ(rings.size(), 2U);
  EXPECT_EQ(rings[0].clock, Clock::screening);
  EXPECT_EQ(rings[1].clock, Clock::renewal);
  EXPECT_TRUE(rings[0].is_lapse() && rings[1].is_lapse());
}

}  // namespace
}  // namespace holdfast::order
