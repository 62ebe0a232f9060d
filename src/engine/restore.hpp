// Coming back: from the newest snapshot and the journal's tail to the state and the world as they
// were when the last batch became durable; and the snapshot that makes it quick.
//
// A snapshot is the state as sealed JSON and the world as one sealed segment:
//   "HFSN" version(u8=1) pad(3) state_length(u64) state segment
#pragma once

#include <string>

#include "base/result.hpp"
#include "core/state.hpp"
#include "engine/parts.hpp"
#include "engine/world.hpp"

namespace holdfast::engine {

/// Fills `state` and `world` (both empty). Errors: corrupt, with what to do.
[[nodiscard]] base::Result<void> restore(const Parts& parts, core::State& state, World& world);

/// Writes a snapshot of what is durable; `state` and `world` belong to `parts.journal`'s head.
[[nodiscard]] base::Result<void> write_snapshot(const Parts& parts, const core::State& state,
                                                const World& world);

}  // namespace holdfast::engine
