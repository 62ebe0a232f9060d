// What screenings leave in the state: the answers that may be asked for again, and counts by day.
#include <algorithm>

#include "base/check.hpp"
#include "core/screening.hpp"

namespace holdfast::core {

namespace {

constexpr std::size_t days_kept = 1'000;  // of all versions together

std::string day_of(base::Instant at) {
  return base::format_instant(at).substr(0, 10);
}

/// The day's count of a version, a new one where there is none. The latest days stand last.
desk::ScoreDay& day_of(desk::ScreeningDesk& all, const std::string& day, desk::ScoringId scoring,
                       bool in_shadow) {
  for (auto it = all.days.rbegin(); it != all.days.rend() && it->day == day; ++it) {
    if (it->scoring == scoring && it->in_shadow == in_shadow) {
      return *it;
    }
  }
  if (all.days.size() == days_kept) {
    all.days.erase(all.days.begin());
  }
  desk::ScoreDay& fresh = all.days.emplace_back();
  fresh.day = day;
  fresh.scoring = scoring;
  fresh.in_shadow = in_shadow;
  return fresh;
}

void count(desk::ScoreDay& day, desk::Advice advice, base::Fen amount) {
  ++day.asked;
  switch (advice) {
    case desk::Advice::allow:
      ++day.allowed;
      return;
    case desk::Advice::delay:
      ++day.delayed;
      break;
    case desk::Advice::hold:
      ++day.held;
      break;
  }
  day.stopped += amount;
}

void count_score(desk::ScoreDay& day, std::int64_t score) {
  day.steps.resize(desk::score_steps);
  ++day.steps[desk::step_of(score)];
}

void count_lateness(desk::LateWatch& watch, const desk::Screening& screening) {
  constexpr auto window = std::chrono::minutes{1};
  if (screening.at >= watch.since + window) {
    watch = {screening.at, 0, 0, watch.last_late};
  }
  ++watch.asked;
  if (screening.unjudged == desk::Unjudged::late) {
    ++watch.late;
    watch.last_late = screening.at;
  }
}

desk::Scoring& scoring_of(State& state, desk::ScoringId id) {
  const auto found = state.screening.scorings.find(id);
  base::check(found != state.screening.scorings.end(), "event names a version that is not there");
  return found->second;
}

}  // namespace

std::string payment_key(std::string_view institution, std::string_view payment) {
  std::string key{institution};
  key += '\n';
  key += payment;
  return key;
}

const desk::Screening* find_screening(const State& state, std::string_view institution,
                                      std::string_view payment) {
  const auto found = state.screening_of.find(payment_key(institution, payment));
  return found == state.screening_of.end() ? nullptr : &state.screening.recent.at(found->second);
}

void note_screening(State& state, const desk::Screening& screening) {
  auto& all = state.screening;
  const auto added = all.recent.emplace(screening.id, screening).second;
  base::check(added, "a screening's number was given out twice");
  all.last = screening.id;
  note_stopped(state, screening);
  state.screening_of[payment_key(screening.institution, screening.payment)] = screening.id;
  const auto day = day_of(screening.at);
  const auto scoring = screening.judged ? screening.judged->scoring : desk::ScoringId{};
  auto& today = day_of(all, day, scoring, false);
  count(today, screening.advice, screening.amount);
  today.late += screening.unjudged == desk::Unjudged::late ? 1U : 0U;
  if (screening.judged) {
    count_score(today, screening.judged->score);
  }
  if (screening.shadow) {
    const auto thresholds = thresholds_of(state, screening.shadow->scoring, screening.at);
    const auto advice = advice_of(thresholds, screening.shadow->score);
    auto& shadow = day_of(all, day, screening.shadow->scoring, true);
    count(shadow, advice, screening.amount);
    count_score(shadow, screening.shadow->score);
    shadow.differing +=
        screening.basis == desk::Basis::score && advice != screening.advice ? 1U : 0U;
  }
  count_lateness(all.lateness, screening);
}

void forget_screenings(State& state, desk::ScreeningId before) {
  auto& recent = state.screening.recent;
  const auto end = recent.lower_bound(before);
  for (auto it = recent.begin(); it != end; ++it) {
    state.screening_of.erase(payment_key(it->second.institution, it->second.payment));
  }
  recent.erase(recent.begin(), end);
}

void note_scoring(State& state, const desk::Scoring& scoring) {
  auto& all = state.screening;
  all.scorings.emplace(scoring.id, scoring);
  all.candidate = scoring.id;
}

void activate_scoring(State& state, desk::ScoringId id, const desk::ScoringStep& step) {
  auto& all = state.screening;
  if (all.active) {
    auto& before = scoring_of(state, *all.active);
    before.state = desk::ScoringState::retired;
    before.ended = step;
  }
  auto& scoring = scoring_of(state, id);
  scoring.state = desk::ScoringState::active;
  scoring.activated = step;
  all.active = id;
  all.candidate.reset();
}

void withdraw_scoring(State& state, desk::ScoringId id, const desk::ScoringStep& step) {
  auto& scoring = scoring_of(state, id);
  scoring.state = desk::ScoringState::withdrawn;
  scoring.ended = step;
  state.screening.candidate.reset();
}

void index_screenings(State& state) {
  index_proof(state);
  state.screening_of.clear();
  for (const auto& [id, screening] : state.screening.recent) {
    state.screening_of[payment_key(screening.institution, screening.payment)] = id;
  }
}

}  // namespace holdfast::core
