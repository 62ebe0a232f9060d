// The refusal table: what is possible in which state, for each family that knows the act, and every
// deadline at one second before, at, and one second after.
#include "order/machine.hpp"

#include <array>
#include <gtest/gtest.h>
#include <map>

namespace holdfast::order {
namespace {

const base::Instant noon = *base::parse_instant("2023-01-01T12:00:00+08:00");

constexpr std::array all_states{
    State::draft,    State::review,   State::approved, State::sent,     State::acknowledged,
    State::queued,   State::in_force, State::answered, State::expired,  State::released,
    State::rejected, State::refused,  State::failed,   State::converted};

/// One order of the family in the state, with two officers and one step where the family has them.
Order order_in(Family family, State state) {
  Order order;
  order.family = family;
  order.state = state;
  const bool takes_steps = is_of_freeze(family) || is_restriction(family) ||
                           is_restoration(family) || family == Family::evidence_request ||
                           family == Family::fund_return;
  if (takes_steps) {
    order.approval = Approval{};
    order.approval->drafted_by = "li";
    order.approval->second = "wang";
    order.approval->steps = {Duty::district_head};
    order.approval->before = 1;
    const bool signed_off = state != State::draft && state != State::review;
    if (signed_off) {
      order.approval->signatures = {{Duty::none, "wang", "", noon, "x"},
                                    {Duty::district_head, "zhao", "", noon, "x"}};
    }
  }
  if (family == Family::freeze) {
    order.freeze = Freeze{};
  }
  if (family == Family::protective_stop) {
    order.consent = Consent{};
  }
  const bool pressed = state != State::draft && state != State::review && state != State::rejected;
  if (pressed) {
    order.authority = Authority{AuthorityKind::officer, "li", noon, {}};
  }
  return order;
}

/// One letter a state, in the order of all_states: '.' possible, W wrong family, E ended, e too
/// early, l too late, D done already.
std::string row(Family family, Act act) {
  std::string letters;
  for (const auto state : all_states) {
    const auto found = obstacle_to(order_in(family, state), act, noon);
    if (!found) {
      letters += '.';
      continue;
    }
    switch (*found) {
      case Obstacle::wrong_family:
        letters += 'W';
        break;
      case Obstacle::ended:
        letters += 'E';
        break;
      case Obstacle::too_early:
        letters += 'e';
        break;
      case Obstacle::too_late:
        letters += 'l';
        break;
      case Obstacle::done_already:
        letters += 'D';
        break;
      case Obstacle::lapsed:
        letters += 'L';
        break;
    }
  }
  return letters;
}

struct Row {
  Family family;
  Act act;
  std::string wanted;
};

TEST(Machine, EveryActInEveryState) {
  //                draft, review, approved/sent/acknowledged, queued, in_force, the seven ends
  const std::vector<Row> rows{
      {Family::stop, Act::sign, "WWWWWWWWWWWWWW"},
      {Family::stop, Act::approve, "e.DDDDDEEEEEEE"},
      {Family::stop, Act::reject, "..lllllEEEEEEE"},
      {Family::stop, Act::countersign, "ee........E..."},
      {Family::stop, Act::supply, "WWWWWWWWWWWWWW"},
      {Family::stop, Act::renew, "WWWWWWWWWWWWWW"},
      {Family::stop, Act::release, "eeeee..EEEEEEE"},
      {Family::stop, Act::screen, "WWWWWWWWWWWWWW"},
      {Family::stop, Act::answer, "ee....DDDDDD.D"},
      {Family::stop, Act::requeue, "ee...DDEEEEE.E"},
      {Family::stop, Act::give_up, "ee...DDEEEEE.E"},
      {Family::freeze, Act::requeue, "ee...DDEEEEE.E"},
      {Family::transaction_query, Act::give_up, "ee...DDEEEEE.E"},
      {Family::stop_release, Act::countersign, "ee........E..."},
      {Family::stop_release, Act::release, "WWWWWWWWWWWWWW"},
      {Family::stop_release, Act::answer, "ee....DDDDDD.D"},
      {Family::subject_query, Act::sign, "WWWWWWWWWWWWWW"},
      {Family::subject_query, Act::countersign, "WWWWWWWWWWWWWW"},
      {Family::subject_query, Act::release, "WWWWWWWWWWWWWW"},
      {Family::transaction_query, Act::renew, "WWWWWWWWWWWWWW"},
      {Family::freeze, Act::sign, ".DDDDDDEEEEEEE"},
      {Family::freeze, Act::approve, "e.DDDDDEEEEEEE"},
      {Family::freeze, Act::reject, "..lllllEEEEEEE"},
      {Family::freeze, Act::countersign, "WWWWWWWWWWWWWW"},
      {Family::freeze, Act::supply, "WWWWWWWWWWWWWW"},
      {Family::freeze, Act::renew, "eeeeee.EEEEEEE"},
      {Family::freeze, Act::release, "eeeee..EEEEEEE"},
      {Family::freeze, Act::screen, "eeeee..EEEEEEE"},
      {Family::freeze, Act::answer, "ee....DDDDDD.D"},
      {Family::stop, Act::object, "eeeee..EEEEEEE"},
      {Family::stop, Act::reduce, "WWWWWWWWWWWWWW"},
      {Family::subject_query, Act::object, "WWWWWWWWWWWWWW"},
      {Family::freeze, Act::object, "eeeee..EEEEEEE"},
      {Family::freeze, Act::reduce, "eeeeee.EEEEEEE"},
      {Family::freeze_release, Act::object, "WWWWWWWWWWWWWW"},
      {Family::freeze_renewal, Act::sign, ".DDDDDDEEEEEEE"},
      {Family::freeze_renewal, Act::renew, "WWWWWWWWWWWWWW"},
      {Family::freeze_renewal, Act::release, "WWWWWWWWWWWWWW"},
      {Family::freeze_release, Act::sign, ".DDDDDDEEEEEEE"},
      {Family::freeze_release, Act::screen, "WWWWWWWWWWWWWW"},
      {Family::stop, Act::extend, "eeeeee.EEEEEEE"},
      {Family::freeze, Act::extend, "WWWWWWWWWWWWWW"},
      {Family::protective_stop, Act::extend, "WWWWWWWWWWWWWW"},
      {Family::stop_extension, Act::countersign, "ee........E..."},
      {Family::stop_extension, Act::release, "WWWWWWWWWWWWWW"},
      {Family::stop_extension, Act::answer, "ee....DDDDDD.D"},
      {Family::protective_stop, Act::revoke, "ee...e.EEEEEEE"},
      {Family::stop, Act::revoke, "WWWWWWWWWWWWWW"},
      {Family::protective_stop, Act::release, "WWWWWWWWWWWWWW"},
      {Family::protective_stop, Act::object, "WWWWWWWWWWWWWW"},
      {Family::protective_stop, Act::countersign, "ee........E..."},
      {Family::evidence_request, Act::sign, ".DDDDDDEEEEEEE"},
      {Family::evidence_request, Act::approve, "e.DDDDDEEEEEEE"},
      {Family::evidence_request, Act::reject, "..lllllEEEEEEE"},
      {Family::evidence_request, Act::countersign, "WWWWWWWWWWWWWW"},
      {Family::evidence_request, Act::release, "WWWWWWWWWWWWWW"},
      {Family::fund_return, Act::approve, "e.DDDDDEEEEEEE"},
      {Family::fund_return, Act::release, "WWWWWWWWWWWWWW"},
      {Family::fund_return, Act::answer, "ee....DDDDDD.D"},
      {Family::freeze, Act::pay_back, "eeeeee.EEEEEEE"},
      {Family::stop, Act::pay_back, "WWWWWWWWWWWWWW"},
      {Family::number_suspension, Act::sign, ".DDDDDDEEEEEEE"},
      {Family::url_block, Act::release, "eeeee..EEEEEEE"},
      {Family::profile_suspension, Act::object, "eeeee..EEEEEEE"},
      {Family::number_suspension, Act::renew, "WWWWWWWWWWWWWW"},
      {Family::number_restoration, Act::release, "WWWWWWWWWWWWWW"},
      {Family::profile_restoration, Act::answer, "ee....DDDDDD.D"},
      {Family::stop, Act::speak, "ee..DDDEEEEE.E"},
      {Family::evidence_request, Act::speak, "ee..DDDEEEEE.E"},
  };
  for (const auto& each : rows) {
    EXPECT_EQ(row(each.family, each.act), each.wanted)
        << "family " << static_cast<int>(each.family) << " act " << static_cast<int>(each.act);
  }
}

TEST(Machine, AnEmergencyOrderTakesItsOtherStepsAndItsPaperAfterItWent) {
  auto order = order_in(Family::freeze, State::in_force);
  order.approval->steps = {Duty::district_head, Duty::unit_head};
  order.approval->emergency = "资金正在转移";
  EXPECT_EQ(obstacle_to(order, Act::approve, noon), std::nullopt);
  EXPECT_EQ(obstacle_to(order, Act::supply, noon), std::nullopt);
  order.approval->document = "冻字1号";
  EXPECT_EQ(obstacle_to(order, Act::supply, noon), Obstacle::done_already);
  order.approval->signatures.push_back({Duty::unit_head, "qian", "", noon, "x"});
  EXPECT_EQ(obstacle_to(order, Act::approve, noon), Obstacle::done_already);
  order.state = State::released;
  EXPECT_EQ(obstacle_to(order, Act::supply, noon), Obstacle::ended);
}

TEST(Machine, ScreeningAgainIsPossibleUntilItWasFoundUnrelated) {
  auto order = order_in(Family::freeze, State::in_force);
  order.freeze->screening = Screening{Finding::related, "li", noon, "x"};
  EXPECT_EQ(obstacle_to(order, Act::screen, noon), std::nullopt);
  order.freeze->screening->finding = Finding::unrelated;
  EXPECT_EQ(obstacle_to(order, Act::screen, noon), Obstacle::done_already);
}

TEST(Machine, AFreezeThatMovedOnByOurReckoningStillHearsTheBank) {
  auto order = order_in(Family::freeze, State::in_force);
  order.freeze->behind = OrderId{1};
  EXPECT_EQ(obstacle_to(order, Act::answer, noon), std::nullopt);
  order.reply.held = base::Fen{100};
  EXPECT_EQ(obstacle_to(order, Act::answer, noon), Obstacle::done_already);
}

TEST(Machine, WhatPeopleMayDoEndsExactlyAtTheDeadline) {
  const std::vector<std::pair<Act, State>> acts{
      {Act::sign, State::draft},       {Act::approve, State::review},
      {Act::reject, State::review},    {Act::renew, State::in_force},
      {Act::release, State::in_force}, {Act::screen, State::in_force},
      {Act::release, State::queued},   {Act::object, State::in_force},
      {Act::object, State::queued},    {Act::reduce, State::in_force}};
  for (const auto& [act, state] : acts) {
    auto order = order_in(Family::freeze, state);
    order.times.deadline = noon;
    const auto second = std::chrono::seconds{1};
    EXPECT_EQ(obstacle_to(order, act, noon - second), std::nullopt) << static_cast<int>(act);
    EXPECT_EQ(obstacle_to(order, act, noon - base::Milliseconds{1}), std::nullopt);
    EXPECT_EQ(obstacle_to(order, act, noon), Obstacle::lapsed) << static_cast<int>(act);
    EXPECT_EQ(obstacle_to(order, act, noon + second), Obstacle::lapsed) << static_cast<int>(act);
  }
}

TEST(Machine, APartnersAnswerAndASecondSignatureAreTakenAfterTheDeadlineToo) {
  auto order = order_in(Family::stop, State::acknowledged);
  order.times.deadline = noon;
  EXPECT_EQ(obstacle_to(order, Act::answer, noon + std::chrono::hours{1}), std::nullopt);
  EXPECT_EQ(obstacle_to(order, Act::countersign, noon + std::chrono::hours{1}), std::nullopt);
}

TEST(Machine, AnUndeliveredOrderGoesAnewUntilItsDeadlineAndIsGivenUpAtAnyTimeOnce) {
  auto order = order_in(Family::stop, State::failed);
  order.times.deadline = noon;
  const base::Milliseconds instant{1};
  EXPECT_EQ(obstacle_to(order, Act::requeue, noon - instant), std::nullopt);
  EXPECT_EQ(obstacle_to(order, Act::requeue, noon), Obstacle::lapsed);
  EXPECT_EQ(obstacle_to(order, Act::give_up, noon), std::nullopt);
  order.handling.given_up = Signature{Duty::none, "li", "", noon, "x"};
  EXPECT_EQ(obstacle_to(order, Act::requeue, noon - instant), Obstacle::done_already);
  EXPECT_EQ(obstacle_to(order, Act::give_up, noon), Obstacle::done_already);
}

TEST(Machine, ADeadLetterSaysWhyAndIsNoneOnceSeenTo) {
  auto order = order_in(Family::stop, State::sent);
  order.times.deadline = noon;
  EXPECT_EQ(dead_letter_of(order), std::nullopt);
  order.rung = {{Clock::delivery, noon, noon}};
  EXPECT_EQ(dead_letter_of(order), DeadLetter::unheard);
  order.state = State::acknowledged;
  EXPECT_EQ(dead_letter_of(order), std::nullopt);
  EXPECT_FALSE(owes_feedback(order));
  order.rung.push_back({Clock::feedback, noon, noon});
  EXPECT_TRUE(owes_feedback(order));
  order.state = State::failed;
  order.times.ended = noon - base::Milliseconds{1};
  EXPECT_EQ(dead_letter_of(order), DeadLetter::refused);
  order.times.ended = noon;
  EXPECT_EQ(dead_letter_of(order), DeadLetter::lapsed);
  order.handling.given_up = Signature{Duty::none, "li", "", noon, "x"};
  EXPECT_EQ(dead_letter_of(order), std::nullopt);
}

TEST(Machine, AStopIsExtendedAndMoneyGoesBackUntilTheDeadline) {
  for (const auto& [family, act] :
       {std::pair{Family::stop, Act::extend}, std::pair{Family::freeze, Act::pay_back},
        std::pair{Family::protective_stop, Act::revoke}}) {
    auto order = order_in(family, State::in_force);
    order.times.deadline = noon;
    EXPECT_EQ(obstacle_to(order, act, noon - std::chrono::seconds{1}), std::nullopt);
    EXPECT_EQ(obstacle_to(order, act, noon - base::Milliseconds{1}), std::nullopt);
    EXPECT_EQ(obstacle_to(order, act, noon), Obstacle::lapsed);
    EXPECT_EQ(obstacle_to(order, act, noon + std::chrono::seconds{1}), Obstacle::lapsed);
  }
}

TEST(Machine, ConsentIsTakenBackAndAnOrderIsSpokenOnce) {
  auto stop = order_in(Family::protective_stop, State::in_force);
  stop.consent->revoked = Signature{Duty::none, "li", "", noon, "x"};
  EXPECT_EQ(obstacle_to(stop, Act::revoke, noon), Obstacle::done_already);
  auto spoken = order_in(Family::stop, State::failed);
  spoken.handling.spoken = Spoken{};
  EXPECT_EQ(obstacle_to(spoken, Act::speak, noon), Obstacle::done_already);
}

TEST(Machine, OneObjectionAtATime) {
  auto order = order_in(Family::freeze, State::in_force);
  order.objection_due = noon;
  EXPECT_EQ(obstacle_to(order, Act::object, noon), Obstacle::done_already);
  EXPECT_EQ(obstacle_to(order, Act::reduce, noon), std::nullopt);
}

TEST(Machine, EveryObstacleHasWords) {
  for (const auto obstacle : {Obstacle::wrong_family, Obstacle::ended, Obstacle::too_early,
                              Obstacle::too_late, Obstacle::done_already, Obstacle::lapsed}) {
    EXPECT_FALSE(words_of(obstacle).empty());
  }
}

}  // namespace
}  // namespace holdfast::order
