#include "dissuade/past.hpp"

#include <algorithm>

#include "dissuade/machine.hpp"

namespace holdfast::dissuade {

Past past_of(const Warning& warning) {
  Past past;
  past.person = warning.person;
  past.account = warning.account;
  past.grade = warning.grade;
  past.source = warning.sources.front().kind;
  past.state = warning.state;
  past.repeat = warning.repeat;
  past.lapses = warning.lapses;
  past.is_counter = warning.counter.has_value();
  past.unit = warning.unit;
  past.raised_at = warning.raised_at;
  past.ended_at = ended_at(warning).value_or(warning.raised_at);
  past.merged_into = warning.merged_into;
  for (const auto& each : warning.taken) {
    if (each.step == Step::sign_off && !past.signed_at) {
      past.signed_at = each.at;
    }
  }
  for (const auto& each : warning.outcomes) {
    past.outcome = each.code;
    past.then = each.then;
    past.concluded_at = each.at;
    past.kept += each.kept.value_or(base::Fen{});
    past.lost += each.lost.value_or(base::Fen{});
    if (each.then == Then::back_check) {
      past.convinced_at = each.at;
    }
  }
  return past;
}

std::optional<base::Instant> ended_at(const Warning& warning) {
  if (warning.finished_at) {
    return warning.finished_at;
  }
  if (warning.state != State::settled || next_ring(warning)) {
    return std::nullopt;
  }
  auto last = warning.raised_at;
  for (const auto& clock : warning.clocks) {
    last = std::max(last, clock.due);
  }
  return last;
}

}  // namespace holdfast::dissuade
