// How screenings and the versions that judge them change the state, and how they are looked up.
// Engine thread.
#pragma once

#include <string>
#include <string_view>

#include "core/state.hpp"

namespace holdfast::core {

/// Null where the institution never asked under this number, or so long ago that it is forgotten.
[[nodiscard]] const desk::Screening* find_screening(const State& state,
                                                    std::string_view institution,
                                                    std::string_view payment);

/// From which score on a payment is delayed and held, in millionths.
struct Thresholds {
  std::int64_t delay_from = 0;
  std::int64_t hold_from = 0;
};
/// Those of the version, else of the rule pack.
[[nodiscard]] Thresholds thresholds_of(const State& state, desk::ScoringId scoring,
                                       base::Instant at);
[[nodiscard]] desk::Advice advice_of(const Thresholds& thresholds, std::int64_t score);

/// An institution's own terms with what the rule pack says in their place.
struct EffectiveTerms {
  FailPolicy fail = FailPolicy::open;
  base::Milliseconds deadline{0};
  base::Milliseconds validity{0};
};
[[nodiscard]] EffectiveTerms screening_terms(const State& state, std::string_view institution,
                                             base::Instant at);
[[nodiscard]] EffectiveTerms with_own(EffectiveTerms of_the_house, const ScreeningTerms& own);
[[nodiscard]] inline desk::Advice advice_of(FailPolicy policy) {
  return policy == FailPolicy::open ? desk::Advice::allow : desk::Advice::delay;
}

// What the events do.
void note_screening(State& state, const desk::Screening& screening);
void forget_screenings(State& state, desk::ScreeningId before);
void note_scoring(State& state, const desk::Scoring& scoring);
void activate_scoring(State& state, desk::ScoringId id, const desk::ScoringStep& step);
void withdraw_scoring(State& state, desk::ScoringId id, const desk::ScoringStep& step);
void index_screenings(State& state);

}  // namespace holdfast::core
