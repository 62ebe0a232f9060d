// How long money stays in an account: the mark of a mule is that it hardly does. Any thread.
#pragma once

#include <optional>
#include <vector>

#include "base/fen.hpp"
#include "fund/graph.hpp"

namespace holdfast::flow {

struct Dwell {
  /// The amount-weighted median: at least half of the money that passed through stayed no longer,
  /// at least half no shorter. The lower one where two would do.
  base::Milliseconds median{};
  base::Fen passed;  // money that was seen to come in and to leave, above zero

  bool operator==(const Dwell&) const = default;
};

/// Matches what left with what had come in, first in first out, over the account's transfers in the
/// range. Money that stood there before, that nobody saw come in, that came as an exit payment or
/// that is still there has no stay; statements of balance are passed over. Nothing where no money
/// passed through. O(k log k) for k transfers.
[[nodiscard]] std::optional<Dwell> dwell_of(const fund::Graph& graph, fund::Snapshot snapshot,
                                            fund::AccountId account, fund::TimeRange range);

}  // namespace holdfast::flow
