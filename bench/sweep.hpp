// The slow and obvious answer to a question of reachability, which every benchmark of it is held
// against: every transfer is looked at in each round, none passed over by an index. One thread.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "flow/reach.hpp"

namespace holdfast::bench {

struct Arrival {
  std::uint32_t hops = 0;
  base::Instant time;
  bool operator==(const Arrival&) const = default;
};
using Arrivals = std::unordered_map<std::uint32_t, Arrival>;  // by account

/// Forward only. O(hops * transfers).
[[nodiscard]] Arrivals sweep(std::span<const fund::Transfer> transfers, fund::AccountId account,
                             const flow::Chains& chains);

/// The graph's transfers that a chain could hold: what `sweep` needs of a graph too large to copy.
[[nodiscard]] std::vector<fund::Transfer> transfers_within(const fund::Graph& graph,
                                                           fund::Snapshot snapshot,
                                                           const flow::Chains& chains);

/// The same accounts, each by as few hops and as early.
[[nodiscard]] bool equals(const Arrivals& expected, const flow::ReachAnswer& answer);

}  // namespace holdfast::bench
