// From disk to state: the newest snapshot, mapped, and the journal after it, replayed. Engine
// thread only.
#pragma once

#include <memory>
#include <string>

#include "base/image.hpp"
#include "base/result.hpp"
#include "core/state.hpp"
#include "engine/parts.hpp"
#include "engine/world.hpp"

namespace holdfast::engine {

struct Restored {
  port::BatchSeq snapshot = 0;  // 0: none was there
};

/// Fills an empty state and an empty world. Errors: corrupt (with instructions), io.
[[nodiscard]] base::Result<Restored> restore(const Parts& parts, core::State& state, World& world);

/// The state and the world as a snapshot holds them; refers to the world's memory.
[[nodiscard]] std::unique_ptr<base::ImageOut> image_of(const Parts& parts, const core::State& state,
                                                       const World& world);

}  // namespace holdfast::engine
