#include "person/machine.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>

namespace holdfast::person {

namespace {

using enum ClockKind;

/// What stands of the measure itself ends with it, whatever takes its place.
constexpr std::initializer_list<ClockKind> of_measure{family, interrogation, request, decision,
                                                      follow, custody,       bail,    confinement};

class Fold {
 public:
  explicit Fold(const Person& person) : person_(person) {}

  void add(const Step& step) {
    auto& in_case = standing.cases[step.case_id];
    standing.last = step.taken_at;
    switch (step.kind) {
      case StepKind::summoned:
      case StepKind::brought:
        standing.is_held = true;
        standing.held_case = step.case_id;
        break;
      case StepKind::detained:
        take_measure(step, Measure::detained);
        break;
      case StepKind::family_told:
        stop({family});
        break;
      case StepKind::interrogated:
        stop({interrogation});
        break;
      case StepKind::detention_extended:
        stop({request});
        standing.special = true;
        standing.roaming = standing.roaming || step.ground == Ground::roaming;
        break;
      case StepKind::arrest_requested:
        stop({request});
        standing.request = Request::pending;
        standing.request_case = step.case_id;
        break;
      case StepKind::arrest_approved:
        stop({decision});
        standing.request = Request::approved;
        break;
      case StepKind::arrest_refused:
        stop({decision});
        standing.request = Request::none;
        break;
      case StepKind::arrested:
        take_measure(step, Measure::arrested);
        break;
      case StepKind::custody_extended:
        stop({custody});
        ++standing.custody_extensions;
        break;
      case StepKind::bailed:
        take_measure(step, Measure::bailed);
        break;
      case StepKind::confined:
        take_measure(step, Measure::confined);
        break;
      case StepKind::released:
        release(step);
        break;
      case StepKind::penalised:
        in_case.penalised = true;
        in_case.penalty_open = true;
        break;
      case StepKind::penalty_done:
        in_case.penalty_open = false;
        stop({penalty_custody, fine}, step.case_id);
        break;
      case StepKind::wanted:
        standing.is_wanted = true;
        break;
      case StepKind::persuaded:
        standing.is_persuaded = true;
        break;
      case StepKind::returned:
        standing.is_wanted = false;
        standing.is_persuaded = false;
        break;
      case StepKind::transferred:
        in_case.stage = Stage::transferred;
        stop({supplement, custody}, step.case_id);
        break;
      case StepKind::sent_back:
        in_case.stage = Stage::sent_back;
        ++in_case.sent_back;
        stop({review}, step.case_id);
        break;
      case StepKind::prosecuted:
        in_case.stage = Stage::prosecuted;
        stop({review}, step.case_id);
        break;
      case StepKind::not_prosecuted:
        in_case.stage = Stage::not_prosecuted;
        stop({review}, step.case_id);
        break;
      case StepKind::judged:
        in_case.stage = Stage::judged;
        if (standing.measure != Measure::none && standing.measure_case == step.case_id) {
          end_measure();
        }
        break;
      case StepKind::dropped:
        in_case.stage = Stage::dropped;
        stop({supplement, custody, request, decision}, step.case_id);
        break;
    }
    for (std::size_t i = 0; i < step.clocks.size(); ++i) {
      standing.running.push_back({step.number, i});
    }
  }

  Standing standing;

 private:
  void stop(std::initializer_list<ClockKind> kinds, std::optional<CaseId> of_case = {}) {
    std::erase_if(standing.running, [&](const Running& each) {
      const auto& begun_by = *step_numbered(person_, each.step);
      const auto kind = begun_by.clocks[each.clock].kind;
      return (!of_case || begun_by.case_id == *of_case) &&
             std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
    });
  }

  void end_hold(base::Instant at) {
    if (standing.is_held) {
      standing.is_held = false;
      standing.held_until = at;
      stop({holding});
    }
  }

  void end_measure() {
    standing.measure = Measure::none;
    standing.request = Request::none;
    standing.special = false;
    standing.roaming = false;
    standing.custody_extensions = 0;
    stop(of_measure);
  }

  void take_measure(const Step& step, Measure measure) {
    end_hold(step.taken_at);
    end_measure();
    standing.measure = measure;
    standing.measure_case = step.case_id;
    standing.since = step.taken_at;
  }

  /// A summons first: whoever was called in from bail is on bail again.
  void release(const Step& step) {
    if (standing.is_held) {
      return end_hold(step.taken_at);
    }
    end_measure();
  }

  const Person& person_;
};

}  // namespace

bool is_in_custody(const Standing& standing) {
  return standing.is_held || standing.measure == Measure::detained ||
         standing.measure == Measure::arrested;
}

CaseStanding standing_in(const Standing& standing, CaseId id) {
  const auto found = standing.cases.find(id);
  return found == standing.cases.end() ? CaseStanding{} : found->second;
}

Standing standing_of(const Person& person) {
  Fold fold{person};
  for (const auto& step : person.steps) {
    if (!step.undone) {
      fold.add(step);
    }
  }
  return std::move(fold.standing);
}

const Clock* running_clock(const Person& person, const Standing& standing, ClockKind kind) {
  for (const auto& each : standing.running) {
    const auto& clock = clock_at(person, each);
    if (clock.kind == kind) {
      return &clock;
    }
  }
  return nullptr;
}

const Clock& clock_at(const Person& person, const Running& running) {
  return person.steps.at(running.step - 1).clocks.at(running.clock);
}

std::optional<Obstacle> obstacle_to_undoing(const Person& person, std::uint64_t number,
                                            const law::RuleBook& rules) {
  const auto* wrong = step_numbered(person, number);
  if (wrong == nullptr || wrong->undone) {
    return Obstacle{"没有这一步骤，或者已经撤销", {}};
  }
  auto without = person;
  without.steps[number - 1].undone.emplace();
  Fold fold{without};
  for (const auto& step : without.steps) {
    if (step.undone) {
      continue;
    }
    // An extension counts on the one before it: its term is added to that one's.
    const bool leans = step.number > number && step.kind == StepKind::custody_extended &&
                       wrong->kind == StepKind::custody_extended;
    if (leans || (step.number > number && obstacle_to(without, fold.standing, step, rules))) {
      return Obstacle{"第 " + std::to_string(step.number) + " 步以它为前提，须先撤销", {}};
    }
    fold.add(step);
  }
  return std::nullopt;
}

std::optional<base::Instant> next_ring(const Person& person) {
  std::optional<base::Instant> next;
  for (const auto& each : standing_of(person).running) {
    const auto& clock = clock_at(person, each);
    if (clock.told != Told::lapsed) {
      const auto at = clock.told == Told::nothing ? clock.ahead : clock.due;
      next = std::min(next.value_or(at), at);
    }
  }
  return next;
}

std::vector<Ring> rings_by(const Person& person, base::Instant at) {
  std::vector<Ring> rings;
  for (const auto& each : standing_of(person).running) {
    const auto& clock = clock_at(person, each);
    if (clock.due <= at && clock.told != Told::lapsed) {
      rings.push_back({each.step, each.clock, true});
    } else if (clock.ahead <= at && clock.told == Told::nothing) {
      rings.push_back({each.step, each.clock, false});
    }
  }
  return rings;
}

}  // namespace holdfast::person
