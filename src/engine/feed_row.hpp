// A reader's row, made of views, as a row with text of its own.
#pragma once

#include "engine/world.hpp"
#include "feed/row.hpp"

namespace holdfast::engine {

[[nodiscard]] FeedRow copy_of(const feed::TransferRow& row);

}  // namespace holdfast::engine
