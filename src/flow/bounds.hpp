// From a question about chains to the bounds of a walk (internal to flow).
#pragma once

#include "base/result.hpp"
#include "flow/spread.hpp"

namespace holdfast::flow {

/// Errors: bad_input as `reach`.
[[nodiscard]] base::Result<SpreadBounds<ByTime>> bounds_of(const fund::Graph& graph,
                                                           fund::AccountId account,
                                                           const Chains& chains);

/// The time that a stamp stands for.
[[nodiscard]] inline base::Instant time_of(ByTime::Stamp stamp, Direction direction) {
  return base::from_unix_ms(direction == Direction::forward ? stamp : -stamp);
}

}  // namespace holdfast::flow
