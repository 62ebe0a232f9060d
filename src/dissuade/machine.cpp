#include "dissuade/machine.hpp"

#include <algorithm>

namespace holdfast::dissuade {

namespace {

bool runs(const Clock& clock) {
  return !clock.stopped && clock.told != Told::lapsed;
}

bool was_tried(const Warning& warning) {
  return std::any_of(warning.taken.begin(), warning.taken.end(), [&](const Taken& each) {
    return each.round == warning.round && each.step != Step::sign_off;
  });
}

bool was_signed(const Warning& warning) {
  return std::any_of(warning.taken.begin(), warning.taken.end(),
                     [](const Taken& each) { return each.step == Step::sign_off; });
}

std::optional<Obstacle> obstacle_in_open(const Warning& warning, Step step) {
  switch (step) {
    case Step::sign_off:
      return was_signed(warning) ? std::optional{Obstacle::done_already} : std::nullopt;
    case Step::dispatch:
      if (!warning.counter) {
        return Obstacle::not_counter;
      }
      return has_done(warning, step) ? std::optional{Obstacle::done_already} : std::nullopt;
    case Step::sms:
    case Step::call:
    case Step::visit:
      return std::nullopt;  // as often as it takes
    case Step::identity:
      if (has_done(warning, step)) {
        return Obstacle::done_already;
      }
      return has_done(warning, Step::call) || has_done(warning, Step::visit)
                 ? std::nullopt
                 : std::optional{Obstacle::nobody_met};
    case Step::outcome:
      return was_tried(warning) ? std::nullopt : std::optional{Obstacle::not_contacted};
    case Step::back_check:
      return Obstacle::not_settled;
  }
  return std::nullopt;
}

}  // namespace

bool counts(Result result) {
  switch (result) {
    case Result::done:
    case Result::delivered:
    case Result::answered:
    case Result::met:
    case Result::verified:
    case Result::held:
    case Result::relapsed:
      return true;
    case Result::no_answer:
    case Result::hung_up:
    case Result::absent:
    case Result::mismatched:
    case Result::failed:
      return false;
  }
  return false;
}

bool fits(Step step, Result result) {
  switch (step) {
    case Step::sign_off:
    case Step::dispatch:
      return result == Result::done;
    case Step::sms:
      return result == Result::delivered || result == Result::failed;
    case Step::call:
      return result == Result::answered || result == Result::no_answer ||
             result == Result::hung_up || result == Result::failed;
    case Step::visit:
      return result == Result::met || result == Result::absent;
    case Step::identity:
      return result == Result::verified || result == Result::mismatched;
    case Step::outcome:
      return false;  // has codes of its own
    case Step::back_check:
      return result == Result::held || result == Result::relapsed || result == Result::no_answer;
  }
  return false;
}

bool has_done(const Warning& warning, Step step) {
  return std::any_of(warning.taken.begin(), warning.taken.end(), [&](const Taken& each) {
    return each.step == step && each.round == warning.round && counts(each.result);
  });
}

std::optional<Obstacle> obstacle_to(const Warning& warning, Step step) {
  switch (warning.state) {
    case State::finished:
    case State::merged:
      return Obstacle::over;
    case State::settled:
      return step == Step::back_check ? std::nullopt : std::optional{Obstacle::settled};
    case State::open:
      break;
  }
  if (step != Step::sign_off && step != Step::back_check && !was_signed(warning)) {
    return Obstacle::not_signed;
  }
  return obstacle_in_open(warning, step);
}

std::optional<base::Instant> next_ring(const Warning& warning) {
  std::optional<base::Instant> next;
  for (const auto& clock : warning.clocks) {
    if (runs(clock)) {
      const auto at = clock.told == Told::nothing ? clock.ahead : clock.due;
      next = next ? std::min(*next, at) : at;
    }
  }
  return next;
}

std::vector<Ring> rings_by(const Warning& warning, base::Instant at) {
  std::vector<Ring> rings;
  for (const auto& clock : warning.clocks) {
    if (runs(clock) && clock.due <= at) {
      rings.push_back({clock.step, clock.due, true});
    } else if (runs(clock) && clock.told == Told::nothing && clock.ahead <= at) {
      rings.push_back({clock.step, clock.due, false});
    }
  }
  return rings;
}

const Clock* running_clock(const Warning& warning, Step step) {
  const auto found =
      std::find_if(warning.clocks.begin(), warning.clocks.end(),
                   [&](const Clock& clock) { return clock.step == step && runs(clock); });
  return found == warning.clocks.end() ? nullptr : &*found;
}

std::optional<base::Instant> next_due(const Warning& warning) {
  std::optional<base::Instant> next;
  for (const auto& clock : warning.clocks) {
    if (runs(clock)) {
      next = next ? std::min(*next, clock.due) : clock.due;
    }
  }
  return next;
}

}  // namespace holdfast::dissuade
