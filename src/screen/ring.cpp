#include "screen/ring.hpp"

#include <map>
#include <set>

namespace holdfast::screen {

namespace {

/// Whom the account pays or is paid by; nothing of a shop.
std::set<base::AccountId> counterparties(const fund::Graph& graph, fund::Snapshot snapshot,
                                         base::AccountId account) {
  std::set<base::AccountId> others;
  if (graph.entry_count(account) > shop_entries) {
    return others;
  }
  graph.for_each_of(account, snapshot, [&](base::Sequence sequence) {
    if (!fund::is_payment(graph.kind_of(sequence))) {
      return;
    }
    const auto parties = graph.parties(sequence);
    const auto other = parties.payer == account ? parties.payee : parties.payer;
    if (other != account) {
      others.insert(other);
    }
  });
  return others;
}

}  // namespace

Ring grow_ring(const fund::Graph& graph, fund::Snapshot snapshot, base::AccountId seed,
               const std::vector<base::AccountId>& suspects) {
  std::set<base::AccountId> outside{suspects.begin(), suspects.end()};
  outside.erase(seed);
  Ring ring{{seed}, {}};
  for (std::size_t next = 0; next < ring.members.size(); ++next) {
    const auto member = ring.members[next];
    const auto partners = counterparties(graph, snapshot, member);
    std::map<base::AccountId, Bond> found;  // of suspects, in the order of their numbers
    const auto bond_with = [&](base::AccountId suspect) -> Bond& {
      return found.try_emplace(suspect, Bond{member, suspect, 0, false}).first->second;
    };
    for (const auto partner : partners) {
      if (outside.contains(partner)) {
        bond_with(partner).direct = true;
      }
      for (const auto beyond : counterparties(graph, snapshot, partner)) {
        if (outside.contains(beyond)) {
          ++bond_with(beyond).shared;
        }
      }
    }
    for (const auto& [suspect, bond] : found) {
      if ((bond.direct || bond.shared >= shared_least) && ring.members.size() < ring_max) {
        ring.members.push_back(suspect);
        ring.bonds.push_back(bond);
        outside.erase(suspect);
      }
    }
  }
  return ring;
}

}  // namespace holdfast::screen
