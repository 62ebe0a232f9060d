// Which accounts money can have reached from an account, or can have come from, within a time and
// a number of hops. A question of time and edges alone: no policy, no amounts beyond a floor.
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

/// Fewest hops and best arrival over all chains: two answers, not those of one chain.
struct ReachedAccount {
  fund::AccountId account;
  std::uint32_t hops = 0;
  base::Instant arrival;  // forward the earliest, backward the latest

  bool operator==(const ReachedAccount&) const = default;
};

struct ReachAnswer {
  std::vector<ReachedAccount> accounts;  // in the order in which they were first reached
  std::optional<Truncated> truncated;
  std::uint64_t visited = 0;  // transfers looked at
};

/// The accounts at the far ends of the chains. An exit is reached and not continued; backward a
/// payment into an exit counts only as the last before the account. The account itself counts only
/// if it is reached again. Errors: bad_input for an account the graph does not have, or chains
/// without hops or window. O(log entries of the reached accounts within the window), each once.
[[nodiscard]] base::Result<ReachAnswer> reach(const fund::Graph& graph, fund::Snapshot snapshot,
                                              fund::AccountId account, const Chains& chains);

}  // namespace holdfast::flow
