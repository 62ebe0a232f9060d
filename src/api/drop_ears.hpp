// Hears what partners do in the directories that orders are laid in: that they came for one, and
// what they tell of it (doc/formats/file-drop.md).
#pragma once

#include "engine/engine.hpp"
#include "partner/file_drops.hpp"

namespace holdfast::api {

/// Looks at the directory of every channel of the kind `files` from now on. The drops must be
/// stopped before the engine goes.
void hear_drops(partner::FileDrops& drops, engine::Engine& engine);

}  // namespace holdfast::api
