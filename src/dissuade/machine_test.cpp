#include "dissuade/machine.hpp"

#include <gtest/gtest.h>
#include <map>

namespace holdfast::dissuade {
namespace {

const base::Instant start = base::from_unix_ms(1'700'000'000'000);

Warning open_with(std::vector<std::pair<Step, Result>> taken) {
  Warning warning;
  warning.id = WarningId{1};
  for (const auto& [step, result] : taken) {
    warning.taken.push_back({step, result, "li", start, {}, 1});
  }
  return warning;
}

/// One row a step: what stands in its way in each situation.
TEST(Machine, TheTableOfRefusals) {
  using O = Obstacle;
  const std::optional<O> free;
  const std::vector<Step> steps{Step::sign_off, Step::dispatch, Step::sms,     Step::call,
                                Step::visit,    Step::identity, Step::outcome, Step::back_check};
  struct Row {
    const char* what;
    Warning warning;
    std::vector<std::optional<O>> obstacles;
  };
  auto settled = open_with({{Step::sign_off, Result::done}, {Step::visit, Result::met}});
  settled.state = State::settled;
  auto finished = settled;
  finished.state = State::finished;
  auto merged = settled;
  merged.state = State::merged;
  auto counter = open_with({{Step::sign_off, Result::done}});
  counter.counter = Counter{"YZ01", "支行", {}, "1", {}};
  auto second_round = open_with({{Step::sign_off, Result::done}, {Step::call, Result::answered}});
  second_round.round = 2;
  const std::vector<Row> rows{
      {"new",
       open_with({}),
       {free, O::not_signed, O::not_signed, O::not_signed, O::not_signed, O::not_signed,
        O::not_signed, O::not_settled}},
      {"signed",
       open_with({{Step::sign_off, Result::done}}),
       {O::done_already, O::not_counter, free, free, free, O::nobody_met, O::not_contacted,
        O::not_settled}},
      {"at a counter",
       counter,
       {O::done_already, free, free, free, free, O::nobody_met, O::not_contacted, O::not_settled}},
      {"called in vain",
       open_with({{Step::sign_off, Result::done}, {Step::call, Result::no_answer}}),
       {O::done_already, O::not_counter, free, free, free, O::nobody_met, free, O::not_settled}},
      {"met",
       open_with({{Step::sign_off, Result::done}, {Step::visit, Result::met}}),
       {O::done_already, O::not_counter, free, free, free, free, free, O::not_settled}},
      {"known",
       open_with({{Step::sign_off, Result::done},
                  {Step::visit, Result::met},
                  {Step::identity, Result::verified}}),
       {O::done_already, O::not_counter, free, free, free, O::done_already, free, O::not_settled}},
      {"in a further round",
       second_round,
       {O::done_already, O::not_counter, free, free, free, O::nobody_met, O::not_contacted,
        O::not_settled}},
      {"settled",
       settled,
       {O::settled, O::settled, O::settled, O::settled, O::settled, O::settled, O::settled, free}},
      {"finished",
       finished,
       {O::over, O::over, O::over, O::over, O::over, O::over, O::over, O::over}},
      {"merged", merged, {O::over, O::over, O::over, O::over, O::over, O::over, O::over, O::over}},
  };
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      EXPECT_EQ(obstacle_to(row.warning, steps[i]), row.obstacles[i])
          << row.what << ", " << boost::describe::enum_to_string(steps[i], "");
    }
  }
}

TEST(Machine, EveryResultFitsItsStepsAndNoOther) {
  const std::map<Step, std::vector<Result>> fitting{
      {Step::sign_off, {Result::done}},
      {Step::dispatch, {Result::done}},
      {Step::sms, {Result::delivered, Result::failed}},
      {Step::call, {Result::answered, Result::no_answer, Result::hung_up, Result::failed}},
      {Step::visit, {Result::met, Result::absent}},
      {Step::identity, {Result::verified, Result::mismatched}},
      {Step::outcome, {}},
      {Step::back_check, {Result::no_answer, Result::held, Result::relapsed}}};
  for (const auto& [step, results] : fitting) {
    for (int each = 0; each <= static_cast<int>(Result::failed); ++each) {
      const auto result = static_cast<Result>(each);
      const bool wanted = std::find(results.begin(), results.end(), result) != results.end();
      EXPECT_EQ(fits(step, result), wanted) << static_cast<int>(step) << " " << each;
    }
  }
}

TEST(Machine, AClockRingsAheadThenAtItsEndAndIsSilentAfterThat) {
  Warning warning;
  warning.clocks = {{Step::sign_off,
                     start,
                     start + std::chrono::minutes{3},
                     start + std::chrono::minutes{5},
                     Told::nothing,
                     {},
                     "u"}};
  auto& clock = warning.clocks.front();
  const auto lead = clock.ahead;
  EXPECT_EQ(next_ring(warning), lead);
  EXPECT_TRUE(rings_by(warning, lead - base::Milliseconds{1}).empty());
  EXPECT_EQ(rings_by(warning, lead), (std::vector<Ring>{{Step::sign_off, clock.due, false}}));
  EXPECT_EQ(rings_by(warning, clock.due), (std::vector<Ring>{{Step::sign_off, clock.due, true}}));
  clock.told = Told::ahead;
  EXPECT_EQ(next_ring(warning), clock.due);
  EXPECT_TRUE(rings_by(warning, clock.due - base::Milliseconds{1}).empty());
  clock.told = Told::lapsed;
  EXPECT_FALSE(next_ring(warning));
  EXPECT_TRUE(rings_by(warning, clock.due + std::chrono::hours{1}).empty());
  clock.told = Told::nothing;
  clock.stopped = start;
  EXPECT_FALSE(next_ring(warning));
  EXPECT_EQ(running_clock(warning, Step::sign_off), nullptr);
}

TEST(Warning, SaysItsNameAndThatOfItsMessages) {
  EXPECT_EQ(to_text(WarningId{12}), "J000012");
  EXPECT_EQ(notice_key(WarningId{12}, {Step::call, 3, NoticeState::waiting, {}, {}}),
            "J000012-call-3");
  Warning warning;
  EXPECT_FALSE(calls_for_protection(warning));
  warning.failures = 1;
  EXPECT_TRUE(calls_for_protection(warning));
}

}  // namespace
}  // namespace holdfast::dissuade
