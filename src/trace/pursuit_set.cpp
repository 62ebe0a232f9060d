#include "trace/pursuit_set.hpp"

#include <algorithm>

namespace holdfast::trace {

using fund::AccountId;
using fund::Graph;
using fund::Sequence;

base::Result<std::vector<Need>> PursuitSet::add(const Graph& graph, PursuitId id, Pursuit pursuit) {
  if (pursuits_.empty()) {
    as_of_ = std::max(as_of_, pursuit.as_of());
  }
  const fund::Snapshot snapshot = std::max(as_of_, pursuit.as_of());
  if (auto caught_up = pursuit.advance(graph, snapshot); !caught_up) {
    return caught_up.error();
  }
  remove(id);
  const auto [at, is_new] = pursuits_.emplace(id, Member{std::move(pursuit), {}});
  base::check(is_new, "a pursuit was just removed and is there");
  index(id, at->second);
  return at->second.pursuit.needs(graph);
}

void PursuitSet::remove(PursuitId id) {
  if (pursuits_.erase(id) == 0) {
    return;
  }
  for (auto& watchers : watchers_) {
    std::erase(watchers, id);
  }
}

base::Result<std::vector<Need>> PursuitSet::add_seeds(const Graph& graph, PursuitId id,
                                                      std::span<const Seed> seeds) {
  const auto at = pursuits_.find(id);
  if (at == pursuits_.end()) {
    return base::Error{base::ErrorCode::not_found, "no such pursuit"};
  }
  const fund::Snapshot snapshot = std::max(as_of_, at->second.pursuit.as_of());
  auto needs = at->second.pursuit.add_seeds(graph, snapshot, seeds);
  index(id, at->second);
  return needs;
}

void PursuitSet::index(PursuitId id, Member& member) {
  for (const AccountId account : member.pursuit.take_watched()) {
    const std::size_t word = account.value() / 64;
    if (word >= watched_.size()) {
      watched_.resize(std::max(word + 1, watched_.size() * 2));
    }
    watched_[word] |= std::uint64_t{1} << (account.value() % 64);
    std::uint32_t slot = watcher_slots_.find(account);
    if (slot == AccountMap::absent) {
      slot = static_cast<std::uint32_t>(watchers_.size());
      watcher_slots_.insert(account, slot);
      watchers_.emplace_back();
    }
    watchers_[slot].push_back(id);
  }
}

std::vector<PursuitNews> PursuitSet::advance(const Graph& graph, fund::Snapshot snapshot) {
  std::vector<PursuitId> touched;
  for (std::uint64_t at = as_of_.value(); at < snapshot.value(); ++at) {
    const auto [payer, payee] = graph.parties(Sequence{at});
    if (is_watched(payer)) {
      offer(payer, Sequence{at}, touched);
    }
    if (payee != payer && is_watched(payee)) {
      offer(payee, Sequence{at}, touched);
    }
    if (graph.kind_of(Sequence{at}) == fund::Kind::opening) {
      offer_opening(payer, Sequence{at}, touched);
    }
  }
  as_of_ = std::max(as_of_, snapshot);
  std::sort(touched.begin(), touched.end());
  std::vector<PursuitNews> news;
  for (const PursuitId id : touched) {
    Member& member = pursuits_.at(id);
    auto needs = member.pursuit.advance(graph, as_of_, member.touching);
    member.touching.clear();
    index(id, member);
    if (!needs || !needs->empty()) {
      news.push_back({id, std::move(needs)});
    }
  }
  return news;
}

void PursuitSet::offer(AccountId account, Sequence sequence, std::vector<PursuitId>& touched) {
  for (const PursuitId id : watchers_[watcher_slots_.find(account)]) {
    offer_to(id, pursuits_.at(id), sequence, touched);
  }
}

void PursuitSet::offer_opening(AccountId account, Sequence sequence,
                               std::vector<PursuitId>& touched) {
  for (auto& [id, member] : pursuits_) {
    if (member.pursuit.reaches(account)) {
      offer_to(id, member, sequence, touched);
    }
  }
}

void PursuitSet::offer_to(PursuitId id, Member& member, Sequence sequence,
                          std::vector<PursuitId>& touched) {
  if (member.pursuit.is_broken() || sequence.value() < member.pursuit.as_of().value()) {
    return;
  }
  if (member.touching.empty()) {
    touched.push_back(id);
  }
  if (member.touching.empty() || member.touching.back() != sequence) {
    member.touching.push_back(sequence);
  }
}

const Pursuit* PursuitSet::find(PursuitId id) const {
  const auto at = pursuits_.find(id);
  return at == pursuits_.end() ? nullptr : &at->second.pursuit;
}

}  // namespace holdfast::trace
