// Where chains from different sources meet: the accounts that several victims' money came to.
//
// Two readings. By chains: any account that transfers lead to from at least two of the accounts
// named, whatever the amounts. By taint: any account that received tainted money of at least two
// sources, to the fen, under a policy. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "flow/chains.hpp"
#include "fund/graph.hpp"
#include "trace/trace.hpp"

namespace holdfast::flow {

/// One of the accounts asked about, as its place in the list, and how its chains arrive.
struct SourceArrival {
  std::size_t source = 0;
  std::uint32_t hops = 0;
  base::Instant arrival;

  bool operator==(const SourceArrival&) const = default;
};

struct ChainMeeting {
  fund::AccountId account;
  std::vector<SourceArrival> sources;  // at least two, by source
  /// When chains of two sources had first arrived (backward: had last left).
  base::Instant met;

  bool operator==(const ChainMeeting&) const = default;
};

struct ChainMeetings {
  /// The most sources first, then those that met first (backward: last), then by AccountId.
  std::vector<ChainMeeting> accounts;
  std::optional<Truncated> truncated;  // the first among the sources
  std::uint64_t visited = 0;
};

/// Each account's chains as `reach` finds them; an account named twice counts once. The limits hold
/// for each source. Errors: bad_input as `reach`, or for fewer than two accounts. Cost: a `reach`
/// for each.
[[nodiscard]] base::Result<ChainMeetings> converge(const fund::Graph& graph,
                                                   fund::Snapshot snapshot,
                                                   std::span<const fund::AccountId> sources,
                                                   const Chains& chains);

struct TaintMeeting {
  fund::AccountId account;
  std::uint32_t tier = 0;
  base::Fen received;       // of all sources
  trace::Shares by_source;  // of `received`, at least two
  bool exit = false;

  bool operator==(const TaintMeeting&) const = default;
};

/// The accounts that tainted payments of at least two sources came to. The most sources first, then
/// the most money, then by AccountId. What came back a second time counts a second time, as in
/// AccountTaint::received.
[[nodiscard]] std::vector<TaintMeeting> converge(const fund::Graph& graph,
                                                 const trace::TraceResult& result);

}  // namespace holdfast::flow
