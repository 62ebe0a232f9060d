// The order in which a batch of a live feed goes into the world, where times say only the second.
//
// Rows of one batch that bear the same whole second are put so that what reaches an account comes
// before what leaves it (TRACE "What is one transfer"): A to B, B to C, C to D trace through
// however the bank lists them. Rows that nothing ties keep the order in which they were told, and
// so do those that pay each other in a circle. Rows of one second that come in different batches
// keep the order of arrival. Pure; any thread.
#pragma once

#include <vector>

#include "engine/feed_row.hpp"

namespace holdfast::engine {

/// The places of `rows` in the order in which to take them. O(n log n).
[[nodiscard]] std::vector<std::size_t> order_of_taking(const FeedRows& rows);

}  // namespace holdfast::engine
