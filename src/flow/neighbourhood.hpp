// Whom an account paid, or who paid it, summed by the other side: what a screen shows when a node
// is opened. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "flow/chains.hpp"
#include "fund/graph.hpp"

namespace holdfast::flow {

struct NeighbourQuestion {
  fund::AccountId account;
  Direction direction = Direction::forward;  // backward: who paid it
  fund::TimeRange range;
  base::Fen amount_min = {};  // transfers of less are passed over
  std::size_t count = 50;     // neighbours in the answer
};

struct Neighbour {
  fund::AccountId account;
  base::Fen amount;  // of all its transfers with the account
  std::uint32_t transfers = 0;
  base::Instant first;
  base::Instant last;
  base::Fen exited;  // of `amount`, what were exit payments

  bool operator==(const Neighbour&) const = default;
};

struct NeighbourAnswer {
  std::vector<Neighbour> neighbours;   // the most money first, then by AccountId
  std::size_t total = 0;               // of all neighbours
  base::Fen amount;                    // of all of them
  std::optional<Truncated> truncated;  // more neighbours than were asked for
};

/// Errors: bad_input for an account the graph does not have. An account that paid itself is its own
/// neighbour. O(log entries in the range).
[[nodiscard]] base::Result<NeighbourAnswer> neighbours(const fund::Graph& graph,
                                                       fund::Snapshot snapshot,
                                                       const NeighbourQuestion& question);

}  // namespace holdfast::flow
