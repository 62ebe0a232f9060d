// The shortest way money can have taken from one account to another.
//
// Reads a snapshot; any thread, beside the graph's writer.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "flow/chains.hpp"
#include "fund/graph.hpp"

namespace holdfast::flow {

struct PathEnds {
  fund::AccountId from;
  fund::AccountId to;  // may be `from`: a way back to it
};

struct PathAnswer {
  std::vector<fund::Sequence> transfers;  // in order; none where there is no way
  std::optional<Truncated> truncated;
  std::uint64_t visited = 0;  // transfers looked at
};

/// Of all chains from one account to the other the one with the fewest transfers, and of those the
/// one that arrives first; where several do, each of its accounts is reached as early as that
/// number of transfers allows, and of transfers at one time the first to arrive counts. The last
/// transfer may be an exit payment. Chains are forward ones. Errors: bad_input as `reach`, or for
/// backward chains. The accounts limit counts accounts looked at on the way. Cost as `reach`.
[[nodiscard]] base::Result<PathAnswer> shortest_path(const fund::Graph& graph,
                                                     fund::Snapshot snapshot, const PathEnds& ends,
                                                     const Chains& chains);

}  // namespace holdfast::flow
