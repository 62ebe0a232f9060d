// What is kept to prove how good a version is: which payments were stopped and what became of them,
// and which accounts were flagged.
#include <algorithm>

#include "base/check.hpp"
#include "core/screening.hpp"

namespace holdfast::core {

const desk::StoppedPayment* find_stopped(const State& state, std::string_view institution,
                                         desk::ScreeningId id) {
  const auto found = state.screening.stopped.find(id);
  return found == state.screening.stopped.end() || found->second.institution != institution
             ? nullptr
             : &found->second;
}

std::optional<desk::ScreeningId> stopped_under(const State& state, std::string_view institution,
                                               std::string_view payment) {
  const auto found = state.stopped_of.find(payment_key(institution, payment));
  return found == state.stopped_of.end() ? std::nullopt : std::optional{found->second};
}

void note_stopped(State& state, const desk::Screening& screening) {
  if (screening.advice == desk::Advice::allow) {
    return;
  }
  state.screening.stopped[screening.id] = {
      screening.institution, screening.payment, screening.at,     screening.advice, screening.basis,
      screening.judged,      screening.payee,   screening.amount, std::nullopt};
  state.stopped_of[payment_key(screening.institution, screening.payment)] = screening.id;
}

void note_flagged(State& state, const std::vector<desk::FlaggedAccount>& flagged) {
  for (const auto& each : flagged) {
    state.screening.flagged.push_back(each);
    state.flagged_by.emplace(each.scoring, each.account);
  }
}

void end_stopped(State& state, desk::ScreeningId id, const desk::PaymentEnded& ended) {
  const auto found = state.screening.stopped.find(id);
  base::check(found != state.screening.stopped.end(), "event names a payment that is not there");
  found->second.ended = ended;
}

void forget_proof(State& state, base::Instant before) {
  auto& stopped = state.screening.stopped;
  while (!stopped.empty() && stopped.begin()->second.at < before) {
    const auto& oldest = *stopped.begin();
    const auto key =
        state.stopped_of.find(payment_key(oldest.second.institution, oldest.second.payment));
    if (key != state.stopped_of.end() && key->second == oldest.first) {
      state.stopped_of.erase(key);
    }
    stopped.erase(stopped.begin());
  }
  auto& flagged = state.screening.flagged;
  const auto kept = std::find_if(flagged.begin(), flagged.end(),
                                 [&](const auto& each) { return each.at >= before; });
  for (auto each = flagged.begin(); each != kept; ++each) {
    state.flagged_by.erase({each->scoring, each->account});
  }
  flagged.erase(flagged.begin(), kept);
}

void index_proof(State& state) {
  state.stopped_of.clear();
  state.flagged_by.clear();
  for (const auto& [id, stopped] : state.screening.stopped) {
    state.stopped_of[payment_key(stopped.institution, stopped.payment)] = id;
  }
  for (const auto& each : state.screening.flagged) {
    state.flagged_by.emplace(each.scoring, each.account);
  }
}

}  // namespace holdfast::core
