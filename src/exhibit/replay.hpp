// The trace of a dossier by each of the five policies, and what more of the rows a reader must
// know. Pure; any thread.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "exhibit/dossier.hpp"
#include "fund/graph.hpp"

namespace holdfast::exhibit {

/// What one policy makes of it.
struct PolicyEffect {
  trace::Policy policy = trace::Policy::fifo;
  std::size_t accounts = 0;
  std::uint32_t tiers = 0;
  base::Fen stolen;      // became taint: what was tainted already keeps its source
  base::Fen resting;     // in accounts that are followed
  base::Fen exited;      // cash, merchants, abroad, crypto
  base::Fen unfollowed;  // by a limit
  base::Fen unseen;      // gone, as banks' stated balances show
};

/// An account that the policies judge most differently.
struct Spread {
  std::uint32_t account = 0;
  base::Fen least;
  base::Fen most;
};

struct Findings {
  trace::TraceResult main;                                       // by the dossier's own policy
  std::array<PolicyEffect, trace::all_policies.size()> effects;  // in the order of all_policies
  std::vector<Spread> spreads;                                   // the ten widest, the widest first
  std::size_t followed = 0;  // accounts whose whole log the trace replayed
  base::Fen overdrawn;       // paid by them beyond what was seen to come in
  std::size_t overdrawn_accounts = 0;
  std::size_t stated = 0;  // balances that banks stated, among the rows
  std::size_t merged = 0;  // rows that two banks told
};

/// Accounts and transfers of the graph have the places of the dossier's. Errors: bad_input naming
/// the row or seed that does not fit; corrupt where the trace does not conserve the money.
[[nodiscard]] base::Result<Findings> replay(const Dossier& dossier);

/// The transfers of a larger graph that a trace by any of the policies depends on, in order of
/// arrival: the logs of all accounts that it follows, up to `until`. Errors: as trace::trace;
/// too_large where they are more than `rows_max`.
[[nodiscard]] base::Result<std::vector<fund::Sequence>> rows_behind(
    const fund::Graph& graph, fund::Snapshot snapshot, std::span<const trace::Seed> seeds,
    const trace::TraceOptions& method, std::size_t rows_max);

}  // namespace holdfast::exhibit
