// Chains of transfers: each paid by the payee of the one before, at a strictly later time. What the
// questions about them have in common. Plain values.
#pragma once

#include <cstdint>

#include "base/fen.hpp"
#include "base/instant.hpp"
#include "flow/effort.hpp"

namespace holdfast::flow {

/// Forward: chains that begin with a payment by the account asked about. Backward: chains that end
/// with a payment to it.
enum class Direction : std::uint8_t { forward, backward };

/// A window so long that its end leaves the calendar is none that anybody means: a thousand years.
inline constexpr base::Milliseconds window_max = std::chrono::hours{24} * 366'000;

/// Which chains count.
struct Chains {
  base::Instant at;
  /// Above zero, at most `window_max`. Forward: all times in (at, at + window]; backward: in [at -
  /// window, at).
  base::Milliseconds window{};
  /// The most transfers in a chain, at least 1.
  std::uint32_t hops = 1;
  Direction direction = Direction::forward;
  /// A chain holds no transfer of less.
  base::Fen amount_min = {};
  Effort effort = {};
};

}  // namespace holdfast::flow
