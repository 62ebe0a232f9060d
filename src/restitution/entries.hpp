// What the trace says of each frozen account: which victim's money ever entered it, in which order,
// and what of it was still there when the freeze took effect.
//
// One trace answers for all accounts: what happens later changes nothing of what was, so an account
// looks at the traced transfers up to its own time alone.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "fund/graph.hpp"
#include "trace/trace.hpp"

namespace holdfast::restitution {

/// A victim's place in the order given.
using VictimIndex = std::size_t;

/// Of one victim in one account. Ordinary payments only: money that came as an exit payment is not
/// in the account.
struct Entry {
  VictimIndex victim = 0;
  base::Fen received;  // ever entered, money that came back counted again
  base::Fen remaining;
  fund::Sequence first;  // the transfer that first brought it
};

/// By first entry in the order of the world, then by victim.
struct Entries {
  std::vector<Entry> victims;
  std::uint64_t transfers = 0;  // that brought any victim's money
  bool operator==(const Entries&) const = default;
};

struct AccountAt {
  fund::AccountId account;
  base::Instant until;  // inclusive
};

/// One answer for each of `accounts`, which may be asked for once each. `victim_of[source]` says
/// whose money a source is, `seeds` are the traced ones in the same order. O(traced transfers +
/// shares + n log n).
[[nodiscard]] std::vector<Entries> entries_of(const fund::Graph& graph, fund::Snapshot snapshot,
                                              const trace::TraceResult& traced,
                                              std::span<const trace::Seed> seeds,
                                              std::span<const VictimIndex> victim_of,
                                              std::span<const AccountAt> accounts);

}  // namespace holdfast::restitution
