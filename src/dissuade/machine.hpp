// What may be done with a warning in the state it is in, what a step's result means for its clock,
// and what rings when. Pure.
#pragma once

#include <optional>
#include <vector>

#include "dissuade/warning.hpp"

namespace holdfast::dissuade {

/// Why a step is not possible. The first that holds is told, in this order.
enum class Obstacle {
  over,           // finished, or goes on in another warning
  settled,        // convinced: only the back-check is out
  not_settled,    // there is nothing to check back yet
  done_already,   // signed for, sent, verified, or met in this round
  not_signed,     // nobody has signed for it
  not_counter,    // nobody waits at a bank's counter
  nobody_met,     // there was neither a call that was answered nor a visit that met somebody
  not_contacted,  // nothing was tried in this round
};

/// For a person who takes it; a machine's message needs no signature.
[[nodiscard]] std::optional<Obstacle> obstacle_to(const Warning& warning, Step step);
/// The result is one that this step can have.
[[nodiscard]] bool fits(Step step, Result result);
/// The step counts as done by it: its clock stops.
[[nodiscard]] bool counts(Result result);
/// Done with such a result, in this round.
[[nodiscard]] bool has_done(const Warning& warning, Step step);

/// When it next has something to tell; nothing while no clock runs.
[[nodiscard]] std::optional<base::Instant> next_ring(const Warning& warning);
/// What is to be told by `at`: of a clock that rings twice by then the lapse alone.
struct Ring {
  Step step = Step::sign_off;
  base::Instant due;
  bool is_lapse = false;
  bool operator==(const Ring&) const = default;
};
[[nodiscard]] std::vector<Ring> rings_by(const Warning& warning, base::Instant at);

/// The clock of that step that still runs; null where none does.
[[nodiscard]] const Clock* running_clock(const Warning& warning, Step step);
/// The earliest end of a clock that runs.
[[nodiscard]] std::optional<base::Instant> next_due(const Warning& warning);

}  // namespace holdfast::dissuade
