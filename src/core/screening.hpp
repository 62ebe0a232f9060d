// How screenings and the versions that judge them change the state, and how they are looked up.
// Engine thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/state.hpp"

namespace holdfast::core {

/// Null where the institution never asked under this number, or so long ago that it is forgotten.
[[nodiscard]] const desk::Screening* find_screening(const State& state,
                                                    std::string_view institution,
                                                    std::string_view payment);

/// Under which a payment is found by the number that its institution gave it.
[[nodiscard]] std::string payment_key(std::string_view institution, std::string_view payment);

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

/// The payment that the institution means: by our number of its screening, or by its own. Null
/// where it was let go, is another's, or is measured no longer.
[[nodiscard]] const desk::StoppedPayment* find_stopped(const State& state,
                                                       std::string_view institution,
                                                       desk::ScreeningId id);
[[nodiscard]] std::optional<desk::ScreeningId> stopped_under(const State& state,
                                                             std::string_view institution,
                                                             std::string_view payment);
/// The case's money is, or was reported to be, at the account itself. Shops and counters that money
/// left by are not meant: everybody pays there.
[[nodiscard]] bool is_reached(const desk::CaseFile& file, base::AccountId account, base::Fen least);

// What the events do.
void note_screening(State& state, const desk::Screening& screening);
void forget_screenings(State& state, desk::ScreeningId before);
void note_scoring(State& state, const desk::Scoring& scoring);
void activate_scoring(State& state, desk::ScoringId id, const desk::ScoringStep& step);
void withdraw_scoring(State& state, desk::ScoringId id, const desk::ScoringStep& step);
void note_stopped(State& state, const desk::Screening& screening);
void note_flagged(State& state, const std::vector<desk::FlaggedAccount>& flagged);
void end_stopped(State& state, desk::ScreeningId id, const desk::PaymentEnded& ended);
void forget_proof(State& state, base::Instant before);
void index_screenings(State& state);
void index_proof(State& state);

}  // namespace holdfast::core
