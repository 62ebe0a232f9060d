// What must hold for every history of warnings, on many random ones: nothing is told twice, no
// clock is missed, nobody has two open warnings, and the journal gives the same state again.
#include <gtest/gtest.h>
#include <set>

#include "base/rng.hpp"
#include "core/centre_test.hpp"
#include "dissuade/grade.hpp"
#include "dissuade/machine.hpp"

namespace holdfast::core::test {
namespace {

using dissuade::Result;
using dissuade::Step;
using dissuade::WarningId;

constexpr std::uint64_t worlds = 60;
constexpr int steps = 120;

template <typename T, std::size_t size>
const T& any_of(base::Rng& rng, const std::array<T, size>& all) {
  return all[rng.below(size)];
}

RaiseWarning random_raise(base::Rng& rng) {
  constexpr std::array<const char*, 4> grades{"特危", "高危", "中危", "低危"};
  constexpr std::array<const char*, 4> units{"50010301", "50010501", "500103", ""};
  RaiseWarning body;
  body.source = rng.chance(500'000) ? dissuade::SourceKind::screening : dissuade::SourceKind::text;
  body.grade = any_of(rng, grades);
  body.reasons = {"理由 " + std::to_string(rng.below(5))};
  body.unit = any_of(rng, units);
  body.transfers = {base::Sequence{rng.below(9)}};
  if (rng.chance(700'000)) {
    body.phone = "1390000000" + std::to_string(rng.below(4));
    body.person = "digest-" + body.phone;
  }
  if (body.person.empty() || rng.chance(300'000)) {
    body.account = base::AccountId{static_cast<std::uint32_t>(rng.below(4) + 1)};
  }
  if (rng.chance(100'000)) {
    body.counter = dissuade::Counter{"YZ01", "解放碑支行", {}, "023-1", {}};
  }
  return body;
}

CommandBody random_command(base::Rng& rng, const Centre& centre) {
  const WarningId id{rng.below(centre.state.warnings.size() + 1) + 1};
  constexpr std::array<Step, 7> tried{Step::sign_off, Step::dispatch, Step::sms,       Step::call,
                                      Step::visit,    Step::identity, Step::back_check};
  constexpr std::array<Result, 12> results{Result::done,      Result::delivered, Result::answered,
                                           Result::no_answer, Result::hung_up,   Result::met,
                                           Result::absent,    Result::verified,  Result::mismatched,
                                           Result::held,      Result::relapsed,  Result::failed};
  constexpr std::array<const char*, 5> codes{"convinced", "unconvinced", "unreachable", "paid",
                                             "untrue"};
  switch (rng.below(8)) {
    case 0:
      return random_raise(rng);
    case 1: {
      const auto phone = "1390000000" + std::to_string(rng.below(4));
      return NameWarned{id, "digest-" + phone, "赵敏", phone};
    }
    case 2:
      return ConcludeWarning{id, any_of(rng, codes), {}, {}, {}};
    case 3:
      return MoveNotice{
          id,
          rng.chance(500'000) ? Step::sms : Step::call,
          1,
          rng.chance(500'000) ? dissuade::NoticeState::delivered : dissuade::NoticeState::answered,
          {}};
    case 4:
      return AssignWarning{id, rng.chance(500'000) ? "50010301" : "500105", "居住地"};
    case 5:
    case 6: {
      const auto step = any_of(rng, tried);
      auto result = any_of(rng, results);
      while (!dissuade::fits(step, result)) {
        result = any_of(rng, results);
      }
      return TakeWarningStep{id, step, result, {}};
    }
    default:
      return Tick{};
  }
}

template <typename After>
void play(std::uint64_t seed, After after) {
  base::Rng rng{seed};
  Centre centre;
  for (int step = 0; step < steps && !::testing::Test::HasFailure(); ++step) {
    centre.now += base::Milliseconds{rng.between(0, rng.chance(80'000) ? 90'000'000 : 400'000)};
    const auto command = random_command(rng, centre);
    after(centre, command);
  }
}

TEST(WarningProperty, AReplayOfTheJournalIsTheLiveState) {
  for (std::uint64_t seed = 0; seed < worlds && !HasFailure(); ++seed) {
    State replayed;
    State live;
    std::size_t read = 0;
    play(seed, [&](Centre& centre, const CommandBody& command) {
      (void)centre.ask(command);
      for (; read < centre.journal.size(); ++read) {
        const auto event = decode(encode(centre.journal[read], hex_seal()), hex_open());
        ASSERT_TRUE(event.ok()) << event.error().message;
        evolve(replayed, *event);
      }
      live = centre.state;
    });
    EXPECT_EQ(state_digest(replayed), state_digest(live)) << "seed " << seed;
    EXPECT_TRUE(replayed.warnings == live.warnings) << "seed " << seed;
    EXPECT_EQ(replayed.warning_rings, live.warning_rings) << "seed " << seed;
    EXPECT_TRUE(replayed.past_warnings == live.past_warnings) << "seed " << seed;
    EXPECT_EQ(replayed.warning_ends, live.warning_ends) << "seed " << seed;
    EXPECT_EQ(replayed.warnings_of, live.warnings_of) << "seed " << seed;
    const auto back = decode_state(encode_state(live, hex_seal()), hex_open());
    ASSERT_TRUE(back.ok()) << back.error().message;
    EXPECT_TRUE(back->warnings == live.warnings) << "seed " << seed;
    EXPECT_EQ(back->warning_rings, live.warning_rings) << "seed " << seed;
    EXPECT_TRUE(back->past_warnings == live.past_warnings) << "seed " << seed;
    EXPECT_EQ(back->warning_ends, live.warning_ends) << "seed " << seed;
    EXPECT_EQ(back->unerased_warnings, live.unerased_warnings) << "seed " << seed;
  }
}

TEST(WarningProperty, NoClockIsMissedAndNothingIsToldTwice) {
  std::size_t rings = 0;
  std::size_t lapses = 0;
  for (std::uint64_t seed = 0; seed < worlds && !HasFailure(); ++seed) {
    using Told = std::tuple<WarningId, Step, base::Instant, bool>;
    std::set<Told> told;
    play(seed, [&](Centre& centre, const CommandBody& command) {
      const auto decided = centre.ask(command);
      if (!decided) {
        return;
      }
      for (const auto& event : decided->events) {
        if (const auto* rung = std::get_if<WarningClockRung>(&event.body)) {
          ++rings;
          lapses += rung->lapsed ? 1U : 0U;
          EXPECT_TRUE(told.emplace(rung->warning, rung->step, rung->due, rung->lapsed).second)
              << "seed " << seed << " " << dissuade::to_text(rung->warning);
        }
      }
      if (!std::holds_alternative<Tick>(command)) {
        return;
      }
      for (const auto& [id, warning] : centre.state.warnings) {
        for (const auto& clock : warning.clocks) {
          const bool runs = !clock.stopped && clock.told != dissuade::Told::lapsed;
          EXPECT_FALSE(runs && clock.due <= centre.now) << "seed " << seed;
          EXPECT_FALSE(runs && clock.told == dissuade::Told::nothing && clock.ahead <= centre.now)
              << "seed " << seed;
        }
      }
    });
  }
  EXPECT_GT(rings, 500U);
  EXPECT_GT(lapses, 200U);
}

TEST(WarningProperty, NobodyHasTwoOpenWarningsAndAClockNeverEndsLaterForAFurtherSource) {
  std::size_t joined = 0;
  for (std::uint64_t seed = 0; seed < worlds && !HasFailure(); ++seed) {
    play(seed, [&](Centre& centre, const CommandBody& command) {
      const auto before = centre.state.warnings;
      const auto decided = centre.ask(command);
      std::set<std::string> people;
      for (const auto& [id, warning] : centre.state.warnings) {
        if (warning.state == dissuade::State::open && !warning.person.empty()) {
          EXPECT_TRUE(people.insert(warning.person).second) << "seed " << seed;
        }
      }
      if (!decided || !std::holds_alternative<RaiseWarning>(command)) {
        return;
      }
      for (const auto& [id, old] : before) {
        const auto& now = centre.state.warnings.at(id);
        joined += now.sources.size() > old.sources.size() ? 1U : 0U;
        const auto grades = dissuade::grades_of(centre.state.rules, centre.now);
        EXPECT_LE(dissuade::rank_of(grades, now.grade), dissuade::rank_of(grades, old.grade));
        for (const auto& clock : old.clocks) {
          const auto* same = dissuade::running_clock(now, clock.step);
          if (same != nullptr && !clock.stopped && clock.told != dissuade::Told::lapsed) {
            EXPECT_LE(same->due, clock.due) << "seed " << seed;
          }
        }
      }
    });
  }
  EXPECT_GT(joined, 100U);
}

TEST(WarningRefusals, TheSameToldAgainChangesNothing) {
  Centre centre;
  base::Rng rng{7};
  for (int i = 0; i < 50; ++i) {
    const auto raise = random_raise(rng);
    if (!centre.ask(raise)) {
      continue;
    }
    EXPECT_TRUE(centre.must(raise).events.empty());
  }
}

}  // namespace
}  // namespace holdfast::core::test
