// What steps add up to, on every kind and on many random histories.
#include "person/machine.hpp"

#include <array>
#include <boost/mp11.hpp>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

#include "base/rng.hpp"
#include "person/terms.hpp"
#include "support/source_dir.hpp"

namespace holdfast::person {
namespace {

const law::RuleBook& rules() {
  static const law::RuleBook book = [] {
    std::ifstream file{test::source_dir() / "rules/spine.toml", std::ios::binary};
    std::stringstream text;
    text << file.rdbuf();
    return law::RuleBook::parse(text.str()).value();
  }();
  return book;
}

base::Instant beijing(std::string_view text) {
  return base::parse_instant_beijing(text).value();
}

std::vector<StepKind> all_kinds() {
  std::vector<StepKind> kinds;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<StepKind>>(
      [&](auto kind) { kinds.push_back(kind.value); });
  return kinds;
}

Step step_of(const Person& person, StepKind kind, base::Instant at, Ground ground,
             std::uint64_t case_id = 1) {
  Step step;
  step.number = person.steps.size() + 1;
  step.kind = kind;
  step.case_id = CaseId{case_id};
  step.taken_at = at;
  step.ground = ground;
  if (kind == StepKind::penalised) {
    step.penalty = Penalty{"44", 5, base::Fen{1'000}, base::Fen{}};
  }
  if (kind == StepKind::judged) {
    step.judgement = Judgement{Sentence::prison, 12, base::Fen{}, base::Fen{}, "法院"};
  }
  return step;
}

/// Takes the step where the law allows it.
bool take(Person& person, Step step) {
  const auto standing = standing_of(person);
  if (obstacle_to(person, standing, step, rules())) {
    return false;
  }
  step.clocks = clocks_of(person, standing, step, rules());
  person.steps.push_back(std::move(step));
  return true;
}

TEST(PersonTerms, DaysAndMonthsEndWithTheirLastDayAndTheFirstDoesNotCount) {
  const auto at = [&](std::string_view key, std::string_view from) {
    return term_end(rules().at(key, beijing(from)), beijing(from));
  };
  EXPECT_EQ(at("person.request.term", "2024-02-27T23:59:59"), beijing("2024-03-02T00:00:00"));
  EXPECT_EQ(at("person.request.term", "2024-02-27T00:00:00"), beijing("2024-03-02T00:00:00"));
  EXPECT_EQ(at("person.custody.term", "2023-12-31T08:00:00"), beijing("2024-03-01T00:00:00"))
      << "February has no 31st";
  EXPECT_EQ(at("person.summon.term", "2024-02-27T23:00:00"), beijing("2024-02-28T11:00:00"));
  EXPECT_EQ(extended(rules().at("person.custody.first", beijing("2024-03-01T00:00:00")),
                     beijing("2024-03-01T00:00:00")),
            beijing("2024-04-01T00:00:00"));
}

TEST(PersonTerms, CodesNameThemselvesWhereTheRulesDoNotKnowThem) {
  const auto roles = coded("organiser=组织者,plain,,x=");
  ASSERT_EQ(roles.size(), 3U);
  EXPECT_EQ(name_of(roles, "organiser"), "组织者");
  EXPECT_EQ(name_of(roles, "plain"), "plain");
  EXPECT_EQ(name_of(roles, "gone"), "gone");
  EXPECT_TRUE(coded("").empty());
}

TEST(PersonMachine, OneMeasureAtATimeAndASummonsBesideIt) {
  Person person;
  auto at = beijing("2024-01-01T09:00:00");
  ASSERT_TRUE(take(person, step_of(person, StepKind::bailed, at, Ground::ordinary)));
  ASSERT_TRUE(take(person, step_of(person, StepKind::summoned, at, Ground::ordinary)));
  EXPECT_TRUE(is_in_custody(standing_of(person)));
  EXPECT_FALSE(take(person, step_of(person, StepKind::released, at, Ground::ordinary, 2)))
      << "held in another case";
  ASSERT_TRUE(take(person, step_of(person, StepKind::released, at, Ground::ordinary)));
  EXPECT_EQ(standing_of(person).measure, Measure::bailed);
  ASSERT_TRUE(take(person, step_of(person, StepKind::detained, at, Ground::ordinary, 2)));
  const auto standing = standing_of(person);
  EXPECT_EQ(standing.measure, Measure::detained);
  EXPECT_EQ(standing.measure_case, CaseId{2});
  EXPECT_EQ(running_clock(person, standing, ClockKind::bail), nullptr);
}

/// Many histories: whatever was allowed, the person is under one measure with one clock of it,
/// every ring lies ahead of its lapse, and a step undone leaves what was there before it.
TEST(PersonMachine, HoldsOnRandomHistories) {
  const auto kinds = all_kinds();
  constexpr std::array grounds{Ground::ordinary, Ground::grave, Ground::special, Ground::roaming,
                               Ground::not_a_crime};
  std::set<StepKind> seen;
  std::size_t taken = 0;
  for (std::uint64_t world = 0; world < 300; ++world) {
    base::Rng rng{world};
    Person person;
    auto now = beijing("2024-01-01T09:00:00");
    for (int i = 0; i < 120; ++i) {
      now += base::Milliseconds{rng.between(0, 200'000'000)};
      const auto before = person;
      const auto kind = kinds[rng.below(kinds.size())];
      if (!take(person,
                step_of(person, kind, now, grounds[rng.below(grounds.size())], 1 + rng.below(2)))) {
        continue;
      }
      ++taken;
      seen.insert(kind);
      const auto standing = standing_of(person);
      std::map<ClockKind, int> running;
      for (const auto& each : standing.running) {
        const auto& clock = clock_at(person, each);
        EXPECT_LE(clock.begins, clock.ahead);
        EXPECT_LT(clock.ahead, clock.due);
        EXPECT_FALSE(clock.article.empty());
        ++running[clock.kind];
      }
      EXPECT_EQ(running[ClockKind::bail], standing.measure == Measure::bailed ? 1 : 0);
      EXPECT_EQ(running[ClockKind::confinement], standing.measure == Measure::confined ? 1 : 0);
      EXPECT_LE(running[ClockKind::custody], standing.measure == Measure::arrested ? 1 : 0);
      EXPECT_EQ(running[ClockKind::holding], standing.is_held ? 1 : 0);
      EXPECT_LE(standing.custody_extensions, 3U);
      for (const auto& [id, in_case] : standing.cases) {
        EXPECT_LE(in_case.sent_back, 2);
      }
      auto undone = person;
      EXPECT_FALSE(obstacle_to_undoing(undone, undone.steps.size(), rules()))
          << "nothing rests on it";
      undone.steps.back().undone.emplace();
      EXPECT_EQ(next_ring(undone), next_ring(before));
      EXPECT_EQ(standing_of(undone).measure, standing_of(before).measure);
    }
  }
  EXPECT_EQ(seen.size(), kinds.size()) << "every kind of step occurs";
  EXPECT_GT(taken, 3'000U);
}

}  // namespace
}  // namespace holdfast::person
