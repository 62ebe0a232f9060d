// How events about warnings change the state.
#include <algorithm>

#include "core/warnings.hpp"
#include "dissuade/machine.hpp"

namespace holdfast::core {

namespace {

using dissuade::Clock;
using dissuade::Told;
using dissuade::Warning;

Warning& warning_of(State& state, dissuade::WarningId id) {
  const auto found = state.warnings.find(id);
  base::check(found != state.warnings.end(), "event names a warning that is not there");
  return found->second;
}

template <typename T>
void append(std::vector<T>& to, const std::vector<T>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

void stop_all(Warning& warning, base::Instant at) {
  for (auto& clock : warning.clocks) {
    if (!clock.stopped) {
      clock.stopped = at;
    }
  }
}

/// Those that begin take the place of those of the same step.
void wind(Warning& warning, const std::vector<Clock>& clocks) {
  for (const auto& clock : clocks) {
    std::erase_if(warning.clocks, [&](const Clock& each) { return each.step == clock.step; });
    warning.clocks.push_back(clock);
  }
}

void add_key(State& state, const std::string& key, dissuade::WarningId id) {
  auto& ids = state.warnings_of[key];
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
    ids.insert(std::upper_bound(ids.begin(), ids.end(), id), id);
  }
}

void forget_end(State& state, dissuade::WarningId id) {
  if (const auto known = state.warning_end_of.find(id); known != state.warning_end_of.end()) {
    state.warning_ends.erase({known->second, id});
    state.warning_end_of.erase(known);
  }
}

void move_to(Warning& warning, const std::string& unit) {
  warning.unit = unit;
  warning.held_by = unit;
  for (auto& clock : warning.clocks) {
    clock.unit = clock.stopped ? clock.unit : unit;
  }
}

void next_round(Warning& warning, const std::vector<Clock>& clocks,
                const std::vector<dissuade::Notice>& notices) {
  ++warning.round;
  ++warning.failures;
  wind(warning, clocks);
  append(warning.notices, notices);
}

}  // namespace

std::string warned_account(base::AccountId account) {
  return "A" + std::to_string(account.value());
}

void index_warning(State& state, const Warning& warning) {
  if (!warning.person.empty()) {
    add_key(state, warning.person, warning.id);
  }
  if (warning.account) {
    add_key(state, warned_account(*warning.account), warning.id);
  }
}

void reclock_warning(State& state, const Warning& warning) {
  if (const auto known = state.next_warning_ring.find(warning.id);
      known != state.next_warning_ring.end()) {
    const auto at = state.warning_rings.find(known->second);
    at->second.erase(warning.id);
    if (at->second.empty()) {
      state.warning_rings.erase(at);
    }
    state.next_warning_ring.erase(known);
  }
  if (const auto next = dissuade::next_ring(warning)) {
    state.warning_rings[*next].insert(warning.id);
    state.next_warning_ring[warning.id] = *next;
  }
  forget_end(state, warning.id);
  if (const auto end = dissuade::ended_at(warning)) {
    state.warning_ends.emplace(*end, warning.id);
    state.warning_end_of[warning.id] = *end;
  }
}

void evolve_warning(State& state, const Event& /*event*/, const WarningRaised& body) {
  const auto [place, added] = state.warnings.emplace(body.warning.id, body.warning);
  base::check(added, "a warning id was given out twice");
  index_warning(state, place->second);
  reclock_warning(state, place->second);
}

void evolve_warning(State& state, const Event& /*event*/, const WarningJoined& body) {
  auto& warning = warning_of(state, body.warning);
  warning.sources.push_back(body.source);
  warning.grade = body.grade;
  warning.fraud_type = body.fraud_type;
  append(warning.reasons, body.reasons);
  append(warning.evidence.transfers, body.evidence.transfers);
  append(warning.evidence.cases, body.evidence.cases);
  append(warning.evidence.texts, body.evidence.texts);
  warning.amount = body.amount;
  warning.account = body.account;
  warning.institution = body.institution;
  warning.counter = body.counter;
  warning.clocks = body.clocks;
  index_warning(state, warning);
  reclock_warning(state, warning);
}

void evolve_warning(State& state, const Event& /*event*/, const WarnedNamed& body) {
  auto& warning = warning_of(state, body.warning);
  if (!warning.person.empty() && warning.person != body.person) {
    std::erase(state.warnings_of[warning.person], warning.id);
  }
  warning.person = body.person;
  warning.name = body.name;
  warning.phone = body.phone;
  append(warning.notices, body.notices);
  index_warning(state, warning);
}

void evolve_warning(State& state, const Event& /*event*/, const WarningAssigned& body) {
  move_to(warning_of(state, body.warning), body.unit);
}

void evolve_warning(State& state, const Event& /*event*/, const WarningPlaced& body) {
  auto& warning = warning_of(state, body.warning);
  warning.place = body.place;
  if (warning.unit != body.unit) {
    move_to(warning, body.unit);
  }
}

void evolve_warning(State& state, const Event& event, const WarningMerged& body) {
  auto& warning = warning_of(state, body.warning);
  warning.state = dissuade::State::merged;
  warning.merged_into = body.into;
  warning.finished_at = event.at;
  stop_all(warning, event.at);
  reclock_warning(state, warning);
}

void evolve_warning(State& state, const Event& event, const WarningStepTaken& body) {
  auto& warning = warning_of(state, body.warning);
  warning.taken.push_back(body.taken);
  if (dissuade::counts(body.taken.result)) {
    for (auto& clock : warning.clocks) {
      if (clock.step == body.taken.step && !clock.stopped) {
        clock.stopped = event.at;
      }
    }
  }
  reclock_warning(state, warning);
}

void evolve_warning(State& state, const Event& event, const WarningConcluded& body) {
  auto& warning = warning_of(state, body.warning);
  warning.outcomes.push_back(body.ended);
  warning.state = body.state;
  warning.held_by = body.held_by;
  stop_all(warning, event.at);
  if (body.state == dissuade::State::open) {
    next_round(warning, body.clocks, body.notices);
  } else {
    wind(warning, body.clocks);
  }
  if (body.state == dissuade::State::finished) {
    warning.finished_at = event.at;
  }
  reclock_warning(state, warning);
}

void evolve_warning(State& state, const Event& event, const WarningCheckedBack& body) {
  auto& warning = warning_of(state, body.warning);
  warning.state = body.state;
  warning.held_by = body.held_by;
  stop_all(warning, event.at);
  if (body.state == dissuade::State::open) {
    next_round(warning, body.clocks, body.notices);
  } else {
    warning.finished_at = event.at;
  }
  reclock_warning(state, warning);
}

void evolve_warning(State& state, const Event& /*event*/, const WarningClockRung& body) {
  auto& warning = warning_of(state, body.warning);
  const auto clock =
      std::find_if(warning.clocks.begin(), warning.clocks.end(),
                   [&](const Clock& each) { return each.step == body.step && !each.stopped; });
  base::check(clock != warning.clocks.end(), "a clock rings that does not run");
  clock->told = body.lapsed ? Told::lapsed : Told::ahead;
  if (body.lapsed) {
    ++warning.lapses;
    warning.held_by = body.held_by;
  }
  if (body.again) {
    *clock = *body.again;
  }
  reclock_warning(state, warning);
}

void evolve_warning(State& state, const Event& /*event*/, const NoticeMoved& body) {
  auto& warning = warning_of(state, body.warning);
  const auto known = std::find_if(
      warning.notices.begin(), warning.notices.end(), [&](const dissuade::Notice& each) {
        return each.step == body.notice.step && each.round == body.notice.round;
      });
  base::check(known != warning.notices.end(), "a message moves that nobody sent");
  *known = body.notice;
}

void archive_warnings(State& state, const WarningsArchived& body) {
  for (const auto id : body.warnings) {
    const auto& warning = warning_of(state, id);
    const bool added = state.past_warnings.emplace(id, dissuade::past_of(warning)).second;
    base::check(added, "a warning is past already");
    state.unerased_warnings.push_back(id);
    forget_end(state, id);
    state.warnings.erase(id);
  }
}

void erase_warnings(State& state, const WarningsErased& body) {
  for (const auto id : body.warnings) {
    auto& past = state.past_warnings.at(id);
    past.is_erased = true;
    if (past.account) {
      const auto of_account = state.warnings_of.find(warned_account(*past.account));
      base::check(of_account != state.warnings_of.end(), "a past warning is not indexed");
      std::erase(of_account->second, id);
      if (of_account->second.empty()) {
        state.warnings_of.erase(of_account);
      }
      past.account.reset();
    }
    auto& waiting = state.unerased_warnings;  // the longest over come first: it is among them
    waiting.erase(std::find(waiting.begin(), waiting.end(), id));
  }
}

void index_past_warnings(State& state) {
  state.unerased_warnings.clear();
  for (const auto& [id, past] : state.past_warnings) {
    if (!past.person.empty()) {
      add_key(state, past.person, id);
    }
    if (past.account) {
      add_key(state, warned_account(*past.account), id);
    }
    if (!past.is_erased) {
      state.unerased_warnings.push_back(id);
    }
  }
  std::sort(state.unerased_warnings.begin(), state.unerased_warnings.end(),
            [&](dissuade::WarningId one, dissuade::WarningId other) {
              return std::pair{state.past_warnings.at(one).ended_at, one} <
                     std::pair{state.past_warnings.at(other).ended_at, other};
            });
}

}  // namespace holdfast::core
