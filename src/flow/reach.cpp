#include "flow/reach.hpp"

#include "flow/bounds.hpp"

namespace holdfast::flow {

base::Result<ReachAnswer> reach(const fund::Graph& graph, fund::Snapshot snapshot,
                                fund::AccountId account, const Chains& chains) {
  const auto bounds = bounds_of(graph, account, chains);
  if (!bounds) {
    return bounds.error();
  }
  Spread<ByTime> spread(graph, snapshot, *bounds);
  for (std::uint32_t hop = 0; hop < chains.hops && spread.advance(); ++hop) {
  }
  ReachAnswer answer{.accounts = {}, .truncated = spread.truncated(), .visited = spread.visited()};
  answer.accounts.reserve(spread.labels().size());
  for (const auto& label : spread.labels()) {
    if (label.hops > 0) {
      answer.accounts.push_back({label.account, label.hops, time_of(label.seen, chains.direction)});
    }
  }
  return answer;
}

}  // namespace holdfast::flow
