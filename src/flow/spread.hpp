// How money may have spread from one account, hop by hop: the engine under reach, path and origin
// (internal to flow).
//
// A chain is a list of transfers, each paid by the payee of the one before and strictly after it.
// "After" is given by an Order: by time alone, or by (time, sequence). Backward is the same walk
// with time negated: chains that end at the start. A *stamp* is that time, so that ascending stamps
// are what both directions follow.
//
// One best arrival per account would be wrong under a bound on hops: an account may be reached by
// few hops late and by many hops early, and either can be the one from which a further account is
// reached in time. What is needed per account is the set of (hops, arrival) of which none is beaten
// in both. The walk goes level by level, level h holding the arrivals by h transfers, and a label
// is kept only where it arrives before every label of fewer hops; so each account's labels descend
// in arrival as hops ascend. The transfers after an older label were seen when that one was
// followed, so a new label looks only at the stretch between the two arrivals: over all levels each
// log entry is looked at once. O(entries of the reached accounts' logs within the window).
//
// Exits: a payment to an exit reaches its payee there and is not continued. Backward such a payment
// can only be the last of a chain, the one into the start.
//
// One thread; the graph's writer may go on.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "flow/chains.hpp"
#include "fund/graph_seek.hpp"
#include "trace/account_map.hpp"

namespace holdfast::flow {

/// Strictly ascending times.
struct ByTime {
  using Stamp = std::int64_t;
  static constexpr Stamp never = std::numeric_limits<std::int64_t>::max();
  static Stamp of(std::int64_t signed_ms, std::int64_t /*signed_sequence*/) { return signed_ms; }
  static std::int64_t ms(Stamp stamp) { return stamp; }
  /// The first millisecond that can hold a later stamp.
  static std::int64_t ms_after(Stamp stamp) { return stamp + 1; }
};

/// The order of the world: within one millisecond what arrived first comes first.
struct ByKey {
  struct Stamp {
    std::int64_t ms = 0;
    std::int64_t sequence = 0;
    auto operator<=>(const Stamp&) const = default;
  };
  static constexpr Stamp never{std::numeric_limits<std::int64_t>::max(),
                               std::numeric_limits<std::int64_t>::max()};
  static Stamp of(std::int64_t signed_ms, std::int64_t signed_sequence) {
    return {signed_ms, signed_sequence};
  }
  static std::int64_t ms(Stamp stamp) { return stamp.ms; }
  static std::int64_t ms_after(Stamp stamp) { return stamp.ms; }
};

/// What a payment to an exit is to a walk: the end of a chain, or nothing at all.
enum class ExitPayments : std::uint8_t { end_a_chain, pass_over };

/// Where a walk begins and how far it may go. Stamps in (from, until].
template <typename Order>
struct SpreadBounds {
  fund::AccountId start;
  Direction direction = Direction::forward;
  typename Order::Stamp from;
  typename Order::Stamp until;
  base::Fen amount_min = {};
  ExitPayments exits = ExitPayments::end_a_chain;
  std::vector<fund::AccountId> closed = {};  // sorted: reached and not continued
  Effort effort = {};
};

template <typename Order>
class Spread {
 public:
  using Stamp = typename Order::Stamp;
  static constexpr std::uint32_t no_step = std::numeric_limits<std::uint32_t>::max();

  struct Label {
    fund::AccountId account;
    std::uint32_t hops = 0;        // the fewest; 0: the start, not yet reached again
    Stamp seen = Order::never;     // the first arrival, exit payments counted
    Stamp carried = Order::never;  // the first arrival that can go on, by fewer hops than now
    Stamp fresh = Order::never;    // the same by as many hops as now; never: not improved
    std::uint32_t fresh_by = 0;    // the transfer that gave it
    std::uint32_t fresh_from = no_step;
  };
  /// A transfer of a chain, and the step before it.
  struct Step {
    std::uint32_t transfer = 0;
    std::uint32_t before = no_step;
  };
  /// One transfer that the walk looks at: it extends the chain that ends with `before`.
  struct Visit {
    fund::Sequence sequence;
    const fund::Transfer& transfer;
    Stamp stamp;
    std::uint32_t before;
  };

  Spread(const fund::Graph& graph, fund::Snapshot snapshot, const SpreadBounds<Order>& bounds)
      : graph_(graph), snapshot_(snapshot), bounds_(bounds) {
    slots_.insert(bounds.start, 0);
    labels_.push_back({.account = bounds.start, .carried = bounds.from});
    frontier_.push_back({.slot = 0, .from = bounds.from, .until = bounds.until, .step = no_step});
  }

  /// One hop further. False when there was nothing to go on from or a limit ends the walk.
  template <typename OnVisit>
  bool advance(OnVisit&& on_visit);
  bool advance() {
    return advance([](const Visit&) {});
  }

  /// The start first, then in the order in which they were first reached.
  [[nodiscard]] const std::vector<Label>& labels() const { return labels_; }
  [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }
  [[nodiscard]] std::optional<Truncated> truncated() const { return truncated_; }
  [[nodiscard]] std::uint64_t visited() const { return visited_; }
  [[nodiscard]] const Label* find(fund::AccountId account) const {
    const std::uint32_t slot = slots_.find(account);
    return slot == trace::AccountMap::absent ? nullptr : &labels_[slot];
  }

 private:
  struct Open {
    std::uint32_t slot;
    Stamp from;
    Stamp until;
    std::uint32_t step;
  };

  [[nodiscard]] std::int64_t sign() const {
    return bounds_.direction == Direction::forward ? 1 : -1;
  }
  [[nodiscard]] fund::TimeRange range_of(const Open& open) const {
    const std::int64_t first = Order::ms_after(open.from);
    const std::int64_t last = Order::ms(open.until);
    return bounds_.direction == Direction::forward
               ? fund::TimeRange{base::from_unix_ms(first), base::from_unix_ms(last)}
               : fund::TimeRange{base::from_unix_ms(-last), base::from_unix_ms(-first)};
  }
  template <typename OnVisit>
  void look(const Open& open, OnVisit& on_visit);
  void arrive(const Visit& visit);
  /// Whether a transfer of `own` is the next of its chains.
  [[nodiscard]] bool extends(fund::AccountId own, const fund::Transfer& transfer) const;
  [[nodiscard]] std::uint32_t slot_for(fund::AccountId account);
  void commit();

  const fund::Graph& graph_;
  fund::Snapshot snapshot_;
  SpreadBounds<Order> bounds_;
  trace::AccountMap slots_;
  std::vector<Label> labels_;
  std::vector<Open> frontier_;
  std::vector<std::uint32_t> improved_;  // slots with a fresh arrival
  std::vector<Step> steps_;
  std::optional<Truncated> truncated_;
  std::uint64_t visited_ = 0;
  std::uint32_t level_ = 0;
  bool stopped_ = false;
};

template <typename Order>
template <typename OnVisit>
bool Spread<Order>::advance(OnVisit&& on_visit) {
  // Accounts of a frontier lie anywhere in memory: records first, then the logs they point at.
  constexpr std::size_t records_ahead = 16;
  constexpr std::size_t logs_ahead = 8;
  if (frontier_.empty() || stopped_) {
    return false;
  }
  ++level_;
  for (std::size_t i = 0; i < frontier_.size() && !stopped_; ++i) {
    if (i + records_ahead < frontier_.size()) {
      graph_.prefetch_account(labels_[frontier_[i + records_ahead].slot].account);
    }
    if (i + logs_ahead < frontier_.size()) {
      graph_.prefetch_log(labels_[frontier_[i + logs_ahead].slot].account);
    }
    look(frontier_[i], on_visit);
  }
  commit();
  return true;
}

template <typename Order>
template <typename OnVisit>
void Spread<Order>::look(const Open& open, OnVisit& on_visit) {
  const fund::AccountId own = labels_[open.slot].account;
  const auto each = [&](fund::Sequence sequence, const fund::Transfer& transfer) {
    if (stopped_ || !extends(own, transfer)) {
      return;
    }
    const Stamp stamp = Order::of(sign() * base::to_unix_ms(transfer.time),
                                  sign() * static_cast<std::int64_t>(sequence.value()));
    if (stamp <= open.from || stamp > open.until) {
      return;
    }
    if (bounds_.effort.transfers && visited_ == *bounds_.effort.transfers) {
      truncated_ = truncated_.value_or(Truncated{Limit::transfers, visited_});
      stopped_ = true;
      return;
    }
    ++visited_;
    const Visit visit{sequence, transfer, stamp, open.step};
    arrive(visit);
    on_visit(visit);
  };
  graph_.for_each_within(own, snapshot_, range_of(open),
                         bounds_.direction == Direction::forward ? fund::Side::out : fund::Side::in,
                         each);
}

template <typename Order>
bool Spread<Order>::extends(fund::AccountId own, const fund::Transfer& transfer) const {
  const bool forward = bounds_.direction == Direction::forward;
  const bool is_exit = fund::is_exit(transfer.kind);
  return (forward ? transfer.payer : transfer.payee) == own && fund::is_payment(transfer.kind) &&
         transfer.amount >= bounds_.amount_min &&
         (!is_exit || (bounds_.exits == ExitPayments::end_a_chain && (forward || level_ == 1)));
}

template <typename Order>
void Spread<Order>::arrive(const Visit& visit) {
  const bool forward = bounds_.direction == Direction::forward;
  const std::uint32_t slot = slot_for(forward ? visit.transfer.payee : visit.transfer.payer);
  if (slot == trace::AccountMap::absent) {
    return;
  }
  Label& label = labels_[slot];
  label.hops = label.hops == 0 ? level_ : label.hops;
  label.seen = label.seen < visit.stamp ? label.seen : visit.stamp;
  const bool goes_on = !forward || !fund::is_exit(visit.transfer.kind);
  if (!goes_on || visit.stamp >= label.carried ||
      std::ranges::binary_search(bounds_.closed, label.account)) {
    return;
  }
  // Among transfers of one time the first to arrive stands for all, whatever order they are met in.
  const auto sequence = static_cast<std::uint32_t>(visit.sequence.value());
  if (visit.stamp < label.fresh || (visit.stamp == label.fresh && sequence < label.fresh_by)) {
    if (label.fresh == Order::never) {
      improved_.push_back(slot);
    }
    label.fresh = visit.stamp;
    label.fresh_by = sequence;
    label.fresh_from = visit.before;
  }
}

/// Absent where the account is new and there may be no more.
template <typename Order>
std::uint32_t Spread<Order>::slot_for(fund::AccountId account) {
  const std::uint32_t slot = slots_.find(account);
  if (slot != trace::AccountMap::absent) {
    return slot;
  }
  if (bounds_.effort.accounts && labels_.size() - 1 >= *bounds_.effort.accounts) {
    truncated_ = truncated_.value_or(Truncated{Limit::accounts, *bounds_.effort.accounts});
    return trace::AccountMap::absent;
  }
  const auto added = static_cast<std::uint32_t>(labels_.size());
  labels_.push_back({.account = account});
  slots_.insert(account, added);
  return added;
}

/// What improved in this level is where the next one goes on.
template <typename Order>
void Spread<Order>::commit() {
  frontier_.clear();
  for (const std::uint32_t slot : improved_) {
    Label& label = labels_[slot];
    const Stamp until = label.carried == Order::never ? bounds_.until : label.carried;
    frontier_.push_back({.slot = slot,
                         .from = label.fresh,
                         .until = until,
                         .step = static_cast<std::uint32_t>(steps_.size())});
    steps_.push_back({label.fresh_by, label.fresh_from});
    label.carried = label.fresh;
    label.fresh = Order::never;
  }
  improved_.clear();
}

}  // namespace holdfast::flow
