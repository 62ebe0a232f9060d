// Random but plausible commands against a state: officers, pursuits, banks that answer late, twice
// or wrongly, feeds, and time. The same seed gives the same commands.
#pragma once

#include "base/rng.hpp"
#include "core/centre_test.hpp"

namespace holdfast::core::test {

/// Two officers (li, wang) and a head of each office, who sign what the commands draw up.
void hire_people(Centre& centre);

/// May change who acts: a signature is given by whoever may give it.
[[nodiscard]] CommandBody random_command(base::Rng& rng, Centre& centre);

/// The same of return plans (random_plan_test.cpp).
[[nodiscard]] CommandBody random_plan(base::Rng& rng, Centre& centre);

/// A procurator (jian) and a judge (fayuan).
void hire_justice(Centre& centre);
/// The same of hand-overs, from the police to what a judgment says (random_handover_test.cpp).
[[nodiscard]] CommandBody random_handover(base::Rng& rng, Centre& centre);

}  // namespace holdfast::core::test
