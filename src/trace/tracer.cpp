#include "trace/tracer.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace holdfast::trace {

using base::Fen;
using fund::AccountId;
using fund::Graph;
using fund::Key;
using fund::Sequence;
using fund::Transfer;

base::Result<Tracer> Tracer::start(const Graph& graph, fund::Snapshot snapshot,
                                   std::span<const Seed> seeds, const TraceOptions& options,
                                   Keep keep) {
  auto tracer = prepare(graph, snapshot, seeds, options, keep);
  if (!tracer) {
    return tracer;
  }
  tracer->go_on(graph, std::numeric_limits<std::uint64_t>::max());
  base::check(tracer->state_ != State::stale, "a trace from the beginning met its own past");
  if (tracer->state_ == State::broken) {
    return base::Error{base::ErrorCode::corrupt, "the trace does not conserve the stolen money"};
  }
  return tracer;
}

base::Result<Tracer> Tracer::prepare(const Graph& graph, fund::Snapshot snapshot,
                                     std::span<const Seed> seeds, const TraceOptions& options,
                                     Keep keep) {
  const auto bad = [](Sequence transfer, std::string_view why) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("the seed at transfer {} {}", transfer.value(), why)};
  };
  Tracer tracer(snapshot, options, keep);
  for (const Seed& seed : seeds) {
    if (seed.transfer.value() >= snapshot.value()) {
      return bad(seed.transfer, "names no transfer");
    }
    const Transfer transfer = graph.payment(seed.transfer);
    if (!fund::is_payment(transfer.kind)) {
      return bad(seed.transfer, "names a statement of balance, not a payment");
    }
    if (seed.stolen.is_negative() || seed.stolen > transfer.amount) {
      return bad(seed.transfer, "claims more than the transfer, or less than nothing");
    }
    tracer.seeds_.push_back({.transfer = seed.transfer,
                             .source = static_cast<Source>(tracer.seeds_.size()),
                             .stolen = seed.stolen});
    if (!options.until || transfer.time <= *options.until) {
      tracer.pending_.push({graph.key_of(seed.transfer), none});
    }
  }
  std::sort(tracer.seeds_.begin(), tracer.seeds_.end(),
            [](const SeedAt& a, const SeedAt& b) { return a.transfer < b.transfer; });
  const auto twice =
      std::adjacent_find(tracer.seeds_.begin(), tracer.seeds_.end(),
                         [](const SeedAt& a, const SeedAt& b) { return a.transfer == b.transfer; });
  if (twice != tracer.seeds_.end()) {
    return bad(twice->transfer, "is given twice");
  }
  return tracer;
}

void Tracer::expect(const Graph& graph, fund::Snapshot snapshot,
                    std::span<const Sequence> arrived) {
  base::check(state_ == State::exact, "a stale or broken trace cannot go on");
  snapshot_ = snapshot;
  for (const Sequence sequence : arrived) {
    const Transfer transfer = graph.payment(sequence);
    const bool in_time = !options_.until || transfer.time <= *options_.until;
    if (in_time && concerns(graph, sequence)) {
      pending_.push({graph.key_of(sequence), none});
    }
  }
}

bool Tracer::concerns(const Graph& graph, Sequence arrived) const {
  const auto [payer, payee] = graph.parties(arrived);
  return has_followed(payer) || has_followed(payee) ||
         (graph.kind_of(arrived) == fund::Kind::opening && find(payer) != nullptr);
}

bool Tracer::accepts(const Graph& graph, fund::Snapshot snapshot,
                     std::span<const Sequence> arrived) const {
  return std::none_of(arrived.begin(), arrived.end(), [&](Sequence sequence) {
    const Transfer transfer = graph.payment(sequence);
    const Key key = graph.key_of(sequence);
    return comes_behind({slots_.find(transfer.payer), slots_.find(transfer.payee)}, transfer.kind,
                        counts(graph, transfer, key, snapshot), key);
  });
}

Tracer::Counts Tracer::counts(const Graph& graph, const Transfer& transfer, Key key,
                              fund::Snapshot snapshot) {
  return graph.is_credit(transfer, key, snapshot) ? Counts::as_credit : Counts::as_exit;
}

bool Tracer::go_on(const Graph& graph, std::uint64_t steps) {
  const std::uint64_t until = steps > ~applied_ ? ~std::uint64_t{0} : applied_ + steps;
  while (!pending_.empty() && state_ == State::exact) {
    if (applied_ >= until) {
      return false;
    }
    const Event event = pending_.top();
    const Key key = event.key();
    if (event.slot == none) {
      pending_.pop();
    } else if (!reached_[event.slot].is_followed || reached_[event.slot].next != key.sequence) {
      pending_.pop();  // given up since; if it is hot again it has another cursor
      continue;
    } else if (const std::optional<Event> next = next_event(graph, event.slot)) {
      pending_.replace_top(*next);
    } else {
      pending_.pop();
    }
    if (!pending_.empty()) {
      prefetch(graph, pending_.top());
    }
    if (last_applied_ != key) {
      apply(graph, key);
      last_applied_ = key;
    }
  }
  return true;
}

std::optional<Event> Tracer::next_event(const Graph& graph, std::uint32_t slot) {
  Reached& one = reached_[slot];
  one.next = one.rest.next();
  if (!one.next) {
    return std::nullopt;
  }
  const Key key = graph.key_of(*one.next);
  if (options_.until && key.time > *options_.until) {
    one.next.reset();
    return std::nullopt;
  }
  return Event{key, slot};
}

/// The replay jumps about in memory: what the next step reads is asked for during this one.
void Tracer::prefetch(const Graph& graph, const Event& event) const {
  graph.prefetch(Sequence{event.sequence});
  if (event.slot != none) {
    const auto* at = reinterpret_cast<const char*>(&reached_[event.slot]);
    for (std::size_t line = 0; line < sizeof(Reached); line += 64) {
      __builtin_prefetch(at + line);
    }
  }
}

void Tracer::apply(const Graph& graph, Key key) {
  const Transfer transfer = graph.payment(key.sequence);
  const std::uint32_t payer = slots_.find(transfer.payer);
  const std::uint32_t payee = slots_.find(transfer.payee);
  const Counts as = counts(graph, transfer, key, snapshot_);
  if (comes_behind({payer, payee}, transfer.kind, as, key)) {
    state_ = State::stale;
    stale_at_ = key.sequence;
    return;
  }
  ++applied_;
  frontier_ = std::max(frontier_, key);
  give_up_if_still(payer, transfer, key);
  if (as == Counts::as_credit && payee != payer) {
    give_up_if_still(payee, transfer, key);
  }
  if (transfer.kind == fund::Kind::balance) {
    apply_balance(transfer, key, payer);
  } else if (fund::is_payment(transfer.kind)) {
    apply_payment(graph, transfer, key, payer, as);
  }
}

bool Tracer::is_behind(std::uint32_t slot, Key key) const {
  return slot != none && reached_[slot].was_followed() && key <= reached_[slot].last;
}

bool Tracer::comes_behind(Slots slots, fund::Kind kind, Counts counts, Key key) const {
  if (kind == fund::Kind::opening) {
    return slots.payer != none && key < frontier_;
  }
  return is_behind(slots.payer, key) ||
         (counts == Counts::as_credit && is_behind(slots.payee, key)) ||
         (options_.limits.accounts && key < frontier_);
}

void Tracer::apply_balance(const Transfer& transfer, Key key, std::uint32_t slot) {
  if (slot == none || !reached_[slot].is_followed) {
    return;
  }
  Reached& one = reached_[slot];
  one.last = key;
  touch(slot);
  const Fen computed = one.holding.total();
  if (transfer.amount >= computed) {
    const Piece arrived{clean, transfer.amount - computed};
    one.holding.put({&arrived, 1});
    fold(one);
    return;
  }
  one.holding.take(computed - transfer.amount, pieces_);
  const Fen tainted = sum_taint(pieces_, shares_);
  if (tainted.is_zero()) {
    return;
  }
  one.moved += tainted;
  one.unseen += tainted;
  one.unseen_at = key;
  const std::uint32_t tier = one.tier + 1;
  const std::uint32_t unseen = slot_for(unseen_account);  // `one` may have moved
  Reached& exit = reached_[unseen];
  exit.tier = std::min(exit.tier, tier);
  exit.received += tainted;
  exit.justification = std::max(exit.justification, key);
  park_exit(unseen, tainted, fund::Kind::balance, key);
  record(key.sequence, tainted);
  verify(slot);
  verify(unseen);
}

void Tracer::apply_payment(const Graph& graph, const Transfer& transfer, Key key,
                           std::uint32_t payer, Counts as) {
  std::uint32_t tier = std::numeric_limits<std::uint32_t>::max();
  Fen expected{0};
  if (payer != none && reached_[payer].is_followed) {
    Reached& one = reached_[payer];
    one.holding.take(transfer.amount, pieces_);
    for (const Piece& piece : pieces_) {
      expected += piece.is_clean() ? Fen{0} : piece.amount;
    }
    one.moved += expected;
    one.last = key;
    one.moved_at = transfer.time;
    tier = one.tier + 1;
    touch(payer);
  } else {
    pieces_.assign(1, Piece{clean, transfer.amount});
  }
  if (SeedAt* seed = seed_of(key.sequence)) {
    seed->became_taint = taint_clean(pieces_, seed->source, seed->stolen);
    stolen_ += seed->became_taint;
    expected += seed->became_taint;
    tier = 1;
  }
  const Fen tainted = sum_taint(pieces_, shares_);
  if (tainted != expected || total(pieces_) != transfer.amount) {
    state_ = State::broken;
  }
  if (tainted.is_positive()) {
    record(key.sequence, tainted);
  }
  receive(graph, transfer, key, tier, tainted, as);
  verify(payer);
}

void Tracer::receive(const Graph& graph, const Transfer& transfer, Key key, std::uint32_t tier,
                     Fen tainted, Counts as) {
  std::uint32_t slot = slots_.find(transfer.payee);
  if (tainted.is_positive()) {
    slot = slot_for(transfer.payee);
    Reached& payee = reached_[slot];
    payee.tier = std::min(payee.tier, tier);
    payee.received += tainted;
    payee.justification = std::max(payee.justification, key);
    touch(slot);
  }
  if (slot == none) {
    return;
  }
  if (as == Counts::as_credit) {
    credit(graph, transfer, key, slot, tainted);
  } else if (tainted.is_positive()) {
    park_exit(slot, tainted, transfer.kind, key);
  }
  verify(slot);
}

void Tracer::credit(const Graph& graph, const Transfer& transfer, Key key, std::uint32_t slot,
                    Fen tainted) {
  Reached& payee = reached_[slot];
  if (!payee.is_followed) {
    if (tainted.is_zero()) {
      return;
    }
    if (!may_follow(payee.tier, tainted, payee.was_followed())) {
      park_unfollowed(payee, shares_);
      return;
    }
    follow(graph, transfer, key, slot);
  }
  payee.holding.put(pieces_);
  payee.last = key;
  payee.moved_at = transfer.time;
  fold(payee);
  touch(slot);
}

void Tracer::park_exit(std::uint32_t slot, Fen tainted, fund::Kind kind, Key key) {
  Reached& one = reached_[slot];
  one.exited += tainted;
  if (one.exit_kind == fund::Kind::transfer || key > one.exit_at) {
    one.exit_kind = kind;
    one.exit_at = key;
  }
  for (const Piece& share : shares_) {
    add_share(one.parked, share);
  }
  touch(slot);
}

void Tracer::park_unfollowed(Reached& one, const Shares& shares) {
  one.unfollowed += total(shares);
  for (const Piece& share : shares) {
    add_share(one.parked, share);
  }
}

void Tracer::follow(const Graph& graph, const Transfer& transfer, Key key, std::uint32_t slot) {
  Reached& one = reached_[slot];
  Graph::Opening opening = graph.open(one.account, snapshot_, key.sequence);
  Fen balance = opening.balance;
  if (transfer.payer == one.account) {
    balance = std::max(Fen{0}, balance - transfer.amount);  // the debit comes before the credit
  }
  one.holding = Holding(options_.policy, balance);
  one.rest = std::move(opening.rest);
  one.is_followed = true;
  followed_ += one.was_followed() ? 0 : 1;
  ++one.generation;
  if (const std::optional<Event> next = next_event(graph, slot)) {
    pending_.push(*next);
  }
}

bool Tracer::may_follow(std::uint32_t tier, Fen tainted, bool was_followed) const {
  const Limits& limits = options_.limits;
  return (!limits.hops || tier <= *limits.hops) && tainted >= limits.min_amount &&
         (!limits.accounts || was_followed || followed_ < *limits.accounts);
}

void Tracer::give_up_if_still(std::uint32_t slot, const Transfer& transfer, Key key) {
  if (!options_.limits.still || !fund::is_payment(transfer.kind) || slot == none ||
      !reached_[slot].is_followed) {
    return;
  }
  Reached& one = reached_[slot];
  if (transfer.time - one.moved_at <= *options_.limits.still) {
    return;
  }
  park_unfollowed(one, one.holding.wash());
  one.is_followed = false;
  one.last = key;
  touch(slot);
}

void Tracer::fold(Reached& one) {
  if (options_.limits.pieces) {
    park_unfollowed(one, one.holding.fold(*options_.limits.pieces));
  }
}

void Tracer::record(Sequence transfer, Fen tainted) {
  if (keep_ == Keep::accounts) {
    return;
  }
  transfers_.push_back({.transfer = transfer,
                        .tainted = tainted,
                        .first_share = transfer_shares_.size(),
                        .share_count = shares_.size()});
  transfer_shares_.insert(transfer_shares_.end(), shares_.begin(), shares_.end());
}

bool Tracer::has_followed(AccountId account) const {
  const Reached* one = find(account);
  return one != nullptr && one->was_followed();
}

const Reached* Tracer::find(AccountId account) const {
  const std::uint32_t slot = slots_.find(account);
  return slot == none ? nullptr : &reached_[slot];
}

Tracer::SeedAt* Tracer::seed_of(Sequence transfer) {
  const auto at =
      std::lower_bound(seeds_.begin(), seeds_.end(), transfer,
                       [](const SeedAt& seed, Sequence wanted) { return seed.transfer < wanted; });
  return at != seeds_.end() && at->transfer == transfer ? &*at : nullptr;
}

std::uint32_t Tracer::slot_for(AccountId account) {
  const std::uint32_t slot = slots_.find(account);
  if (slot != none) {
    return slot;
  }
  const auto added = static_cast<std::uint32_t>(reached_.size());
  reached_.emplace_back();
  reached_.back().account = account;
  slots_.insert(account, added);
  return added;
}

void Tracer::touch(std::uint32_t slot) {
  if (!reached_[slot].is_touched) {
    reached_[slot].is_touched = true;
    touched_.push_back(slot);
  }
}

std::vector<AccountId> Tracer::take_touched() {
  std::vector<AccountId> accounts;
  accounts.reserve(touched_.size());
  for (const std::uint32_t slot : touched_) {
    reached_[slot].is_touched = false;
    accounts.push_back(reached_[slot].account);
  }
  touched_.clear();
  return accounts;
}

// The running total is kept by what the holdings say and the accounts by what the payments say, so
// that a fen lost between the two shows at once.
void Tracer::verify(std::uint32_t slot) {
  if (slot == none) {
    return;
  }
  const Reached& one = reached_[slot];
  if (one.received - one.moved != one.remaining()) {
    state_ = State::broken;
  }
}

}  // namespace holdfast::trace
