// Money that moved, as early warning sees it: payments only, in the order of time. Plain values,
// any thread.
#pragma once

#include <cstddef>
#include <vector>

#include "base/fen.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"
#include "fund/transfer.hpp"

namespace holdfast::warn {

using fund::AccountId;

struct Movement {
  base::Instant time;
  AccountId payer;  // below World::accounts
  AccountId payee;
  base::Fen amount;
  fund::Kind kind = fund::Kind::transfer;
};

/// Everything that is known of one place: who is good or bad in it is said beside it.
struct World {
  std::vector<Movement> movements;  // by time; those of the same time in the order of their file
  std::size_t accounts = 0;
};

/// Hours since 1970, the unit that features reckon in.
[[nodiscard]] inline double hours_of(base::Instant at) {
  return static_cast<double>(base::to_unix_ms(at)) / 3'600'000.0;
}

}  // namespace holdfast::warn
