#include "flow/path.hpp"

#include <algorithm>

#include "flow/bounds.hpp"

namespace holdfast::flow {

namespace {

using Walk = Spread<ByTime>;

/// The best transfer into the end so far, and the step before it.
struct LastStep {
  ByTime::Stamp stamp = ByTime::never;
  fund::Sequence transfer;
  std::uint32_t before = Walk::no_step;

  [[nodiscard]] bool is_found() const { return stamp != ByTime::never; }
};

std::vector<fund::Sequence> chain_to(const Walk& walk, const LastStep& last) {
  std::vector<fund::Sequence> transfers{last.transfer};
  for (std::uint32_t at = last.before; at != Walk::no_step; at = walk.steps()[at].before) {
    transfers.emplace_back(walk.steps()[at].transfer);
  }
  std::ranges::reverse(transfers);
  return transfers;
}

}  // namespace

base::Result<PathAnswer> shortest_path(const fund::Graph& graph, fund::Snapshot snapshot,
                                       const PathEnds& ends, const Chains& chains) {
  if (chains.direction == Direction::backward) {
    return base::Error{base::ErrorCode::bad_input, "a path is asked for forward"};
  }
  if (ends.to.value() >= graph.account_count()) {
    return base::Error{base::ErrorCode::bad_input, "there is no such account to lead to"};
  }
  const auto bounds = bounds_of(graph, ends.from, chains);
  if (!bounds) {
    return bounds.error();
  }
  Walk walk(graph, snapshot, *bounds);
  LastStep last;
  const auto on_visit = [&](const Walk::Visit& visit) {
    if (visit.transfer.payee == ends.to &&
        (visit.stamp < last.stamp ||
         (visit.stamp == last.stamp && visit.sequence < last.transfer))) {
      last = {visit.stamp, visit.sequence, visit.before};
    }
  };
  // The level in which the end is first met is looked at to its end: it holds the first arrival.
  for (std::uint32_t hop = 0; hop < chains.hops && !last.is_found() && walk.advance(on_visit);
       ++hop) {
  }
  PathAnswer answer{.transfers = {}, .truncated = walk.truncated(), .visited = walk.visited()};
  if (last.is_found()) {
    answer.transfers = chain_to(walk, last);
  }
  return answer;
}

}  // namespace holdfast::flow
