#include "sweep.hpp"

#include <algorithm>

namespace holdfast::bench {

Arrivals sweep(std::span<const fund::Transfer> transfers, fund::AccountId account,
               const flow::Chains& chains) {
  std::unordered_map<std::uint32_t, base::Instant> carried{{account.value(), chains.at}};
  Arrivals reached;
  for (std::uint32_t hop = 1; hop <= chains.hops; ++hop) {
    auto next = carried;
    for (const fund::Transfer& one : transfers) {
      const bool is_within = one.time > chains.at && one.time <= chains.at + chains.window;
      const auto from = is_within ? carried.find(one.payer.value()) : carried.end();
      if (from == carried.end() || one.time <= from->second) {
        continue;
      }
      auto& arrival = reached.try_emplace(one.payee.value(), Arrival{hop, one.time}).first->second;
      arrival.time = std::min(arrival.time, one.time);
      if (!fund::is_exit(one.kind)) {
        auto& best = next.try_emplace(one.payee.value(), one.time).first->second;
        best = std::min(best, one.time);
      }
    }
    carried = std::move(next);
  }
  return reached;
}

std::vector<fund::Transfer> transfers_within(const fund::Graph& graph, fund::Snapshot snapshot,
                                             const flow::Chains& chains) {
  std::vector<fund::Transfer> found;
  for (std::uint64_t i = 0; i < snapshot.value(); ++i) {
    const auto time = graph.time_of(fund::Sequence{i});
    if (time > chains.at && time <= chains.at + chains.window) {
      found.push_back(graph.payment(fund::Sequence{i}));
    }
  }
  return found;
}

bool equals(const Arrivals& expected, const flow::ReachAnswer& answer) {
  return expected.size() == answer.accounts.size() &&
         std::ranges::all_of(answer.accounts, [&](const flow::ReachedAccount& one) {
           const auto at = expected.find(one.account.value());
           return at != expected.end() && at->second == Arrival{one.hops, one.arrival};
         });
}

}  // namespace holdfast::bench
