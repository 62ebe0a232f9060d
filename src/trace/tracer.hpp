// The tracing engine: replays the transfers that concern tainted money, and can go on.
//
// How it works. Taint makes an account *hot*. A hot account has a cursor in its own log, just past
// the transfer that made it hot; a heap over (time, sequence) holds each cursor's next transfer and
// the seeds. The smallest is taken and applied; a transfer between two hot accounts shows up twice
// in a row and is applied once. Its money before that moment comes from replaying its log and is
// one clean lot. Nothing else is ever looked at.
//
// Going on. `expect` takes transfers that arrived since. Applying one reads and changes only its
// payer and its payee, so transfers may be applied out of the order of the world as long as each
// account sees its own in order. A transfer that would reach an account behind that account's last
// one makes the tracer *stale*: its state is no longer an answer. So does an opening behind
// anything at all where its account was reached, since it gives payments of the past another
// meaning. A copy of a tracer, taken between two steps, is a state to go back to (live_trace.hpp).
//
// Invariant, checked at each transfer: what its accounts received less what moved on is what they
// hold; and over all, what was received first and last is what was stolen. One thread; the graph's
// writer may go on.
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "trace/account_map.hpp"
#include "trace/event_heap.hpp"
#include "trace/holding.hpp"
#include "trace/trace.hpp"

namespace holdfast::trace {

/// Whether the transfers that carried taint are kept for a result, or only the accounts.
enum class Keep : std::uint8_t { accounts, transfers };

/// One account that taint reached. `is_followed`: hot now. `was_followed`: hot at some time.
struct Reached {
  fund::AccountId account;
  std::uint32_t tier = std::numeric_limits<std::uint32_t>::max();
  base::Fen received;
  base::Fen moved;
  base::Fen exited;
  base::Fen unfollowed;
  Shares parked;  // what is not followed: `exited` and `unfollowed`, by source
  Holding holding;
  fund::LogCursor rest;
  std::optional<fund::Sequence> next;  // of `rest`: it waits in the heap
  fund::Key last;                      // the last transfer applied to the holding
  base::Instant moved_at;              // of the last movement, statements of balance not counted
  fund::Key justification;             // the latest transfer that brought taint
  base::Fen unseen;                    // of `moved`, what statements of balance took away
  fund::Key unseen_at;                 // the latest statement that did
  fund::Kind exit_kind = fund::Kind::transfer;  // of the latest exit payment
  fund::Key exit_at;                            // when it was made
  std::uint32_t generation = 0;                 // times it became hot
  bool is_followed = false;
  bool is_touched = false;  // since the last take_touched

  [[nodiscard]] bool was_followed() const { return generation > 0; }
  [[nodiscard]] base::Fen remaining() const { return holding.taint() + exited + unfollowed; }
};

class Tracer {
 public:
  /// Seeds in the order given are the sources. Errors: see `trace`.
  [[nodiscard]] static base::Result<Tracer> start(const fund::Graph& graph, fund::Snapshot snapshot,
                                                  std::span<const Seed> seeds,
                                                  const TraceOptions& options, Keep keep);
  /// As `start`, before the first transfer is applied: `go_on` does that.
  [[nodiscard]] static base::Result<Tracer> prepare(const fund::Graph& graph,
                                                    fund::Snapshot snapshot,
                                                    std::span<const Seed> seeds,
                                                    const TraceOptions& options, Keep keep);

  /// Stale: a transfer came behind, see `stale_at`. Broken: conservation failed.
  enum class State : std::uint8_t { exact, stale, broken };
  /// Takes up, for `go_on`, what arrived up to `snapshot`: of `arrived` what `concerns` it. The
  /// tracer must be exact.
  void expect(const fund::Graph& graph, fund::Snapshot snapshot,
              std::span<const fund::Sequence> arrived);
  /// Applies at most `steps` transfers, in the order of the world. True: nothing is left to apply,
  /// or the state is no longer exact.
  bool go_on(const fund::Graph& graph, std::uint64_t steps);
  /// None of these transfers, all below `snapshot`, would come behind an account's last one as
  /// things stand.
  [[nodiscard]] bool accepts(const fund::Graph& graph, fund::Snapshot snapshot,
                             std::span<const fund::Sequence> arrived) const;
  /// A transfer that arrives can change the state: it touches an account that `has_followed`, or
  /// opens one that was reached.
  [[nodiscard]] bool concerns(const fund::Graph& graph, fund::Sequence arrived) const;
  [[nodiscard]] State state() const { return state_; }
  /// The transfer that made it stale.
  [[nodiscard]] fund::Sequence stale_at() const { return stale_at_; }

  [[nodiscard]] bool has_followed(fund::AccountId account) const;
  /// Nothing if taint never reached it.
  [[nodiscard]] const Reached* find(fund::AccountId account) const;
  [[nodiscard]] const std::vector<Reached>& reached() const { return reached_; }
  [[nodiscard]] base::Fen stolen() const { return stolen_; }
  /// Accounts changed since the last call, in no particular order.
  [[nodiscard]] std::vector<fund::AccountId> take_touched();
  /// Transfers applied so far: the work done.
  [[nodiscard]] std::uint64_t applied() const { return applied_; }
  [[nodiscard]] base::Result<TraceResult> result(const fund::Graph& graph) const;

 private:
  struct SeedAt {
    fund::Sequence transfer;
    Source source;
    base::Fen stolen;
    base::Fen became_taint = {};
  };
  static constexpr std::uint32_t none = AccountMap::absent;
  /// What a payment is to its payee.
  enum class Counts : std::uint8_t { as_exit, as_credit };

  Tracer(fund::Snapshot snapshot, const TraceOptions& options, Keep keep)
      : options_(options), keep_(keep), snapshot_(snapshot) {}
  void apply(const fund::Graph& graph, fund::Key key);
  void apply_balance(const fund::Transfer& transfer, fund::Key key, std::uint32_t slot);
  void apply_payment(const fund::Graph& graph, const fund::Transfer& transfer, fund::Key key,
                     std::uint32_t payer, Counts as);
  void receive(const fund::Graph& graph, const fund::Transfer& transfer, fund::Key key,
               std::uint32_t tier, base::Fen tainted, Counts as);
  void credit(const fund::Graph& graph, const fund::Transfer& transfer, fund::Key key,
              std::uint32_t slot, base::Fen tainted);
  void park_exit(std::uint32_t slot, base::Fen tainted, fund::Kind kind, fund::Key key);
  void park_unfollowed(Reached& one, const Shares& shares);
  void follow(const fund::Graph& graph, const fund::Transfer& transfer, fund::Key key,
              std::uint32_t slot);
  void give_up_if_still(std::uint32_t slot, const fund::Transfer& transfer, fund::Key key);
  void fold(Reached& one);
  [[nodiscard]] std::optional<Event> next_event(const fund::Graph& graph, std::uint32_t slot);
  void prefetch(const fund::Graph& graph, const Event& event) const;
  void record(fund::Sequence transfer, base::Fen tainted);
  [[nodiscard]] bool may_follow(std::uint32_t tier, base::Fen tainted, bool was_followed) const;
  [[nodiscard]] bool is_behind(std::uint32_t slot, fund::Key key) const;
  struct Slots {
    std::uint32_t payer;
    std::uint32_t payee;
  };
  [[nodiscard]] bool comes_behind(Slots slots, fund::Kind kind, Counts counts, fund::Key key) const;
  [[nodiscard]] static Counts counts(const fund::Graph& graph, const fund::Transfer& transfer,
                                     fund::Key key, fund::Snapshot snapshot);
  [[nodiscard]] SeedAt* seed_of(fund::Sequence transfer);
  std::uint32_t slot_for(fund::AccountId account);
  void touch(std::uint32_t slot);
  void verify(std::uint32_t slot);

  TraceOptions options_;
  Keep keep_;
  fund::Snapshot snapshot_;
  std::vector<SeedAt> seeds_;  // by transfer
  AccountMap slots_;
  std::vector<Reached> reached_;
  std::vector<std::uint32_t> touched_;
  EventHeap pending_;
  std::vector<TransferTaint> transfers_;
  Shares transfer_shares_;
  base::Fen stolen_;
  fund::Key frontier_{base::Instant::min(), fund::Sequence{0}};  // the furthest applied
  std::optional<fund::Key> last_applied_;  // a transfer between two hot accounts shows up twice
  std::size_t followed_ = 0;
  std::uint64_t applied_ = 0;
  fund::Sequence stale_at_;
  State state_ = State::exact;
  Pieces pieces_;  // of the payment being applied
  Shares shares_;  // its taint by source
};

}  // namespace holdfast::trace
