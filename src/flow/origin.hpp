// Where an account's money came from: its known balance at a moment, told apart to the fen by the
// transfers that brought it in, under a policy. The trace of TRACE.md run the other way.
//
// A fen has no name, so "came from" needs an end. The *horizon* is a set of accounts and a stretch
// of time: the account asked about, and every account from which money can have come to it by at
// most `hops - 1` ordinary transfers, in the order of the world, no earlier than the window. All
// transfers of the horizon's accounts in that time are replayed by TRACE's rules. Every ordinary
// transfer into one of them is a seed in whole: what is clean in it becomes its own, what already
// came through the horizon keeps its earlier origin. So the origin of a fen is the first transfer
// of the horizon that carried it, and the payer of that transfer is its source account: one that
// lies outside the horizon, or one inside that paid with money nobody saw come in.
//
// Equals a forward trace with those seeds, in which accounts outside the horizon are not followed,
// read at the account asked about. Conserved: origins and `earlier` add up to the known balance.
// Any thread; the graph's writer may go on.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "flow/effort.hpp"
#include "fund/graph.hpp"
#include "trace/policy.hpp"

namespace holdfast::flow {

struct OriginQuestion {
  fund::AccountId account;
  /// Transfers at or before count.
  base::Instant at;
  /// Above zero, at most `window_max`: times in [at - window, at].
  base::Milliseconds window{};
  std::uint32_t hops = 1;  // at least 1: the account's own transfers
  trace::Policy policy = trace::Policy::fifo;
  /// Victims, say: their payments are origins, whoever paid them.
  std::vector<fund::AccountId> sources = {};
  Effort effort = {};
};

/// What is left of one transfer's own money.
struct OriginTransfer {
  fund::Sequence transfer;
  base::Fen amount;  // above zero

  bool operator==(const OriginTransfer&) const = default;
};

struct OriginAccount {
  fund::AccountId account;
  base::Fen amount;  // of all its transfers
  std::size_t transfers = 0;

  bool operator==(const OriginAccount&) const = default;
};

struct OriginAnswer {
  base::Fen balance;  // known, at `at`
  /// Of it, what stood there before the window or was stated by a bank: of no transfer seen.
  base::Fen earlier;
  std::vector<OriginTransfer> transfers;  // in the order of the world
  std::vector<OriginAccount> accounts;    // the most money first, then by AccountId
  std::size_t horizon = 0;                // accounts looked behind
  std::uint64_t visited = 0;              // transfers replayed
  /// The horizon was cut: what came from beyond is told as the money of its edge.
  std::optional<Truncated> truncated;
};

/// Errors: bad_input for an account the graph does not have, no hops or window; too_large where the
/// account's own transfers in the window exceed the limit; corrupt if a fen got lost, which is a
/// bug. O(e log e) for e transfers of the horizon, for shares times the origins that meet in one
/// account.
[[nodiscard]] base::Result<OriginAnswer> origin(const fund::Graph& graph, fund::Snapshot snapshot,
                                                const OriginQuestion& question);

}  // namespace holdfast::flow
