// Random but plausible commands against a state: officers, pursuits, banks that answer late, twice
// or wrongly, feeds, and time. The same seed gives the same commands.
#pragma once

#include "base/rng.hpp"
#include "core/centre_test.hpp"

namespace holdfast::core::test {

[[nodiscard]] CommandBody random_command(base::Rng& rng, const Centre& centre);

}  // namespace holdfast::core::test
