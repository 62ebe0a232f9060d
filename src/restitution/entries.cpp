#include "restitution/entries.hpp"

#include <algorithm>
#include <unordered_map>

namespace holdfast::restitution {

namespace {

/// Gathers one account's entries while the traced transfers pass in the order of the world.
class Gatherer {
 public:
  explicit Gatherer(base::Instant until) : until_(until) {}

  [[nodiscard]] base::Instant until() const { return until_; }

  void enter(fund::Sequence transfer, std::span<const trace::Piece> shares,
             std::span<const VictimIndex> victim_of) {
    ++found_.transfers;
    for (const trace::Piece& share : shares) {
      Entry& entry = entry_of(victim_of[share.source], transfer);
      entry.received += share.amount;
      entry.remaining += share.amount;
    }
  }
  void leave(VictimIndex victim, base::Fen amount) {
    found_.victims[places_.at(victim)].remaining -= amount;
  }
  [[nodiscard]] Entries take() {
    // Two victims' money that one transfer brought came at once: the order of victims decides.
    std::unordered_map<std::uint64_t, std::size_t> came;
    for (const Entry& entry : found_.victims) {
      came.try_emplace(entry.first.value(), came.size());
    }
    std::ranges::stable_sort(found_.victims, {}, [&](const Entry& entry) {
      return std::pair{came.at(entry.first.value()), entry.victim};
    });
    return std::move(found_);
  }

 private:
  Entry& entry_of(VictimIndex victim, fund::Sequence transfer) {
    const auto [at, is_new] = places_.try_emplace(victim, found_.victims.size());
    if (is_new) {
      found_.victims.push_back(
          {.victim = victim, .received = {}, .remaining = {}, .first = transfer});
    }
    return found_.victims[at->second];
  }

  base::Instant until_;
  Entries found_;
  std::unordered_map<VictimIndex, std::size_t> places_;  // in found_.victims
};

/// The money enters the payee's balance, rather than an exit or, as a statement of balance does,
/// nobody's.
bool credits_payee(const fund::Graph& graph, fund::Snapshot snapshot, fund::Sequence sequence) {
  const fund::Kind kind = graph.kind_of(sequence);
  if (kind == fund::Kind::balance || kind == fund::Kind::opening) {
    return false;
  }
  return graph.is_credit(graph.payment(sequence), graph.key_of(sequence), snapshot);
}

}  // namespace

std::vector<Entries> entries_of(const fund::Graph& graph, fund::Snapshot snapshot,
                                const trace::TraceResult& traced,
                                std::span<const trace::Seed> seeds,
                                std::span<const VictimIndex> victim_of,
                                std::span<const AccountAt> accounts) {
  std::unordered_map<std::uint32_t, std::size_t> places;
  std::vector<Gatherer> gatherers;
  for (const AccountAt& one : accounts) {
    base::check(places.emplace(one.account.value(), gatherers.size()).second,
                "each account is asked for once");
    gatherers.emplace_back(one.until);
  }
  const auto gatherer_of = [&](fund::AccountId account, base::Instant time) -> Gatherer* {
    const auto at = places.find(account.value());
    if (at == places.end() || time > gatherers[at->second].until()) {
      return nullptr;
    }
    return &gatherers[at->second];
  };
  for (const trace::TransferTaint& one : traced.transfers) {
    const fund::Transfer transfer = graph.transfer(one.transfer);
    const auto shares = traced.by_source(one);
    if (Gatherer* const payer = gatherer_of(transfer.payer, transfer.time)) {
      for (const trace::Piece& share : shares) {
        // What a stolen payment itself makes taint was clean money of its payer.
        if (seeds[share.source].transfer != one.transfer) {
          payer->leave(victim_of[share.source], share.amount);
        }
      }
    }
    if (Gatherer* const payee = gatherer_of(transfer.payee, transfer.time);
        payee != nullptr && credits_payee(graph, snapshot, one.transfer)) {
      payee->enter(one.transfer, shares, victim_of);
    }
  }
  std::vector<Entries> all;
  all.reserve(gatherers.size());
  for (Gatherer& gatherer : gatherers) {
    all.push_back(gatherer.take());
  }
  return all;
}

}  // namespace holdfast::restitution
