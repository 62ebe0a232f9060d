// The fund graph: every transfer that we were told of, and for each account the log of its own.
//
// Invariants
//  - A transfer's Sequence is its place in the order of arrival; the order of the world is
//    (time, sequence). Nothing is ever changed or removed.
//  - An account's log (account_log.hpp) holds its transfers, in and out; a transfer to oneself and
//    a balance statement or an opening stand in it once.
//  - A Snapshot is a length: its reader sees exactly the transfers below it, whatever comes later.
//  - The known balance follows TRACE: 0 at first, a debit never below 0, then the credit; a payment
//    of an exit kind credits nobody, unless its payee was opened before it; a balance statement
//    sets it.
//
// Threads: one writer (intern, append). Any number of readers, which never wait; only `find`, by
// text, takes a short shared lock, and, once any account was opened, whatever asks which. 24 bytes
// a transfer, 8 for its two log entries, block slack, 64 an account.
#pragma once

#include <array>
#include <atomic>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/image.hpp"
#include "fund/account_log.hpp"
#include "fund/arena.hpp"
#include "fund/key_index.hpp"
#include "fund/learned_table.hpp"
#include "fund/log_cursor.hpp"
#include "fund/packed_transfer.hpp"
#include "fund/transfer.hpp"

namespace holdfast::fund {

/// How many transfers a reader sees: those with a sequence below it.
using Snapshot = base::StrongId<struct SnapshotTag, std::uint64_t>;

/// A transfer's place in the order of the world.
struct Key {
  base::Instant time;
  Sequence sequence;
  auto operator<=>(const Key&) const = default;
};

/// What a transfer does to the known balance `before` of `account`, which was never opened (TRACE
/// "Balances").
[[nodiscard]] base::Fen balance_after(base::Fen before, const Transfer& transfer,
                                      AccountId account);

/// Both ends belong to it; empty where `last` is before `first`.
struct TimeRange {
  base::Instant first;
  base::Instant last;
};
/// Which of an account's transfers; one to oneself is on both sides, a stated balance on neither.
enum class Side : std::uint8_t { any, out, in };

class Graph {
 public:
  /// `key` keeps outsiders from choosing account texts that collide; it changes no answer.
  explicit Graph(const HashKey& key = {}, KeyTexts texts = KeyTexts::kept);

  // Writer.
  AccountId intern(std::string_view key) { return intern(key, keys_.identity(key)); }
  AccountId intern(std::string_view key, const KeyIndex::Identity& who);
  /// Takes a transfer between interned accounts, 0 < amount <= Fen::limit() (a balance may be 0, an
  /// opening is).
  Sequence append(const Transfer& transfer);
  /// Takes many, which is faster than one by one; readers see them as they come.
  void append(std::span<const Transfer> transfers);

  /// Any one thread: makes memory ready for so many transfers in all, so that the writer does not
  /// wait for the system to give it.
  void prepare(std::size_t transfers) {
    transfers_.prepare(transfers);
    log_.prepare(transfers);
  }

  /// Writer: everything, as it stands; key texts are not in it.
  void write_to(base::ImageOut& out) const;
  /// Instead of any intern and append; of a graph that keeps no key texts and has the hash key of
  /// the one that was written. Memory comes with the first look at it. Errors: corrupt, io.
  [[nodiscard]] base::Result<void> read_from(const base::ImageIn& in);
  /// Writer: gives back the memory of what the image holds and no later transfer changed, at most
  /// `bytes_max` of it looked at, from where the last call ended. True when it is through.
  struct GivingBack {
    std::size_t transfers_done = 0;  // bytes
    std::size_t words_done = 0;
    std::size_t given = 0;
  };
  [[nodiscard]] bool give_back(const base::ImageIn& image, GivingBack& progress,
                               std::size_t bytes_max);

  // Any thread.
  [[nodiscard]] Snapshot snapshot() const {
    return Snapshot{published_.load(std::memory_order_acquire)};
  }
  [[nodiscard]] std::optional<AccountId> find(std::string_view key) const {
    return keys_.find(key);
  }
  /// Only where key texts are kept.
  [[nodiscard]] std::string_view key(AccountId account) const { return keys_.text(account); }
  [[nodiscard]] std::size_t account_count() const {
    return account_count_.load(std::memory_order_acquire);
  }
  /// `sequence` must be below a snapshot that this thread took.
  [[nodiscard]] Transfer transfer(Sequence sequence) const;
  /// The same without `learned`, which is left at the epoch: for loops that never ask.
  [[nodiscard]] Transfer payment(Sequence sequence) const;
  struct Parties {
    AccountId payer;
    AccountId payee;
  };
  [[nodiscard]] Parties parties(Sequence sequence) const {
    const PackedTransfer& packed = transfers_[sequence.value()];
    return {AccountId{packed.payer}, AccountId{packed.payee}};
  }
  [[nodiscard]] base::Instant time_of(Sequence sequence) const {
    return transfers_[sequence.value()].time();
  }
  [[nodiscard]] Kind kind_of(Sequence sequence) const {
    return transfers_[sequence.value()].kind();
  }
  [[nodiscard]] Key key_of(Sequence sequence) const { return {time_of(sequence), sequence}; }
  /// The transfer as it is kept, for loops that need only some of it.
  [[nodiscard]] const PackedTransfer& packed(Sequence sequence) const {
    return transfers_[sequence.value()];
  }
  /// Asks for the transfer's memory ahead of its use.
  [[gnu::always_inline]] void prefetch(Sequence sequence) const {
    __builtin_prefetch(&transfers_[sequence.value()]);
  }
  /// Asks for the account's record, and later for its log, ahead of a look at them.
  [[gnu::always_inline]] void prefetch_account(AccountId account) const {
    __builtin_prefetch(&accounts_[account.value()]);
  }
  [[gnu::always_inline]] void prefetch_log(AccountId account) const {
    __builtin_prefetch(log_.head(accounts_[account.value()]));
  }
  [[nodiscard]] const AccountLog& log() const { return log_; }
  /// What keys are known by; the writer may ask it ahead and without a lock.
  [[nodiscard]] const KeyIndex& keys() const { return keys_; }
  /// Writer: asks for the memory that the account's next transfer is written to; its record is
  /// there.
  [[gnu::always_inline]] void prefetch_tail(AccountId account) const {
    const Run& run = accounts_[account.value()];
    __builtin_prefetch(log_.tail(run), 1);
    __builtin_prefetch(log_.tail_run(run));
  }

  /// Calls fn(Sequence) for each transfer of the account, in order of arrival.
  template <typename Fn>
  void for_each_of(AccountId account, Snapshot snapshot, Fn&& fn) const;
  /// Calls fn(Sequence, const Transfer&) for each transfer of the account on that side whose time
  /// lies in the range (as `counted` gives it): in the order of the world, or, where some came
  /// late, one run after the other. A bisection and the entries in the range. Defined in
  /// graph_seek.hpp.
  template <typename Fn>
  void for_each_within(AccountId account, Snapshot snapshot, TimeRange range, Side side,
                       Fn&& fn) const;
  template <typename Fn>
  void for_each_within(AccountId account, Snapshot snapshot, TimeRange range, Fn&& fn) const {
    for_each_within(account, snapshot, range, Side::any, std::forward<Fn>(fn));
  }
  /// The account's transfers in the order of the world.
  [[nodiscard]] std::vector<Sequence> ordered_log(AccountId account, Snapshot snapshot) const;
  /// The balance after the account's last transfer in the order of the world. Few cache lines where
  /// the account's transfers came in order; with late arrivals one header a block of 512 and the
  /// blocks in which they fall.
  [[nodiscard]] base::Fen known_balance(AccountId account, Snapshot snapshot) const;
  /// The account has a transfer at or after `since`. Writer only, and at once.
  [[nodiscard]] bool has_any_since(AccountId account, base::Instant since) const {
    return log_.latest_ms(accounts_[account.value()]) >= base::to_unix_ms(since);
  }
  /// Calls fn(Sequence) for each transfer of the account in the range, in no order. Writer only,
  /// for ranges near the end: nearly always a look at the last few entries of the log.
  template <typename Fn>
  void for_each_lately(AccountId account, TimeRange range, Fn&& fn) const;
  /// How many transfers its main run holds, which are nearly all. Any thread.
  [[nodiscard]] std::uint32_t entry_count(AccountId account) const {
    return accounts_[account.value()].count.load(std::memory_order_acquire);
  }
  /// A transfer of this account arrived with a time before that of an earlier arrival.
  [[nodiscard]] bool is_late(AccountId account) const {
    return log_.after(accounts_[account.value()]) != nullptr;
  }

  /// The opening of the account that is first in the order of the world, if there is one below the
  /// snapshot. Its balance is then replayed from the beginning whenever it is asked for.
  [[nodiscard]] std::optional<Sequence> opening_of(AccountId account, Snapshot snapshot) const;
  /// The payment at `key` adds to its payee's balance: an ordinary one, or one of an exit kind to
  /// an account that was opened before it.
  [[nodiscard]] bool is_credit(const Transfer& transfer, Key key, Snapshot snapshot) const;

  /// As `payment`, but one of an exit kind that an opening made a credit is an ordinary transfer.
  [[nodiscard]] Transfer counted(Sequence sequence, Snapshot snapshot) const {
    Transfer transfer = payment(sequence);
    if (is_exit(transfer.kind) && is_credit(transfer, key_of(sequence), snapshot)) {
      transfer.kind = Kind::transfer;
    }
    return transfer;
  }

  struct Opening {
    base::Fen balance;  // just before the transfer
    LogCursor rest;     // what follows the transfer
  };
  /// The account as it stands just before `at`, a transfer of its own below the snapshot. As cheap
  /// as `known_balance`.
  [[nodiscard]] Opening open(AccountId account, Snapshot snapshot, Sequence at) const;
  /// The account's transfers from the first with a key not below `from` on. A binary search.
  [[nodiscard]] LogCursor seek(AccountId account, Snapshot snapshot, Key from) const;

  /// Bytes taken without key text, for the memory budget. Writer only.
  [[nodiscard]] std::size_t bytes() const;

 private:
  /// What a snapshot shows of each run of an account that it shows at all, the main one first.
  class Views {
   public:
    void add(const RunView& view) { views_[count_++] = view; }
    [[nodiscard]] std::size_t size() const { return count_; }
    [[nodiscard]] const RunView& front() const { return views_.front(); }
    [[nodiscard]] const RunView* begin() const { return views_.data(); }
    [[nodiscard]] const RunView* end() const { return views_.data() + count_; }
    /// Arrival order is the order of the world.
    [[nodiscard]] bool is_one_sorted() const { return count_ == 1 && views_[0].is_sorted; }

   private:
    std::array<RunView, AccountLog::runs_max> views_;
    std::size_t count_ = 0;
  };
  [[nodiscard]] Views views(AccountId account, Snapshot snapshot) const;
  /// Entries of the run before `key`. The run is sorted.
  [[nodiscard]] std::uint32_t position_of(const RunView& view, Key key) const;
  [[nodiscard]] std::uint32_t position_of(const RunView& view, Sequence sequence) const;
  [[nodiscard]] Key first_key(const Run& run, std::uint32_t ordinal) const;
  [[nodiscard]] const LogEntry* first_not_before(const LogEntry* entries, std::uint32_t count,
                                                 Key key) const;
  template <typename Fn>
  void for_each_in_lane(LogLane lane, Snapshot snapshot, TimeRange range, LogEntry wanted,
                        Fn& fn) const;
  [[nodiscard]] std::vector<LogEntry> sorted_entries(const RunView& view) const;
  [[nodiscard]] base::Fen balance_of(AccountId account, const RunView& only) const;
  [[nodiscard]] base::Fen balance_of(AccountId account, std::vector<LogLane> lanes) const;
  void replay(base::Fen& balance, AccountId account, const LogEntry* entries,
              std::uint32_t count) const;
  void log(AccountId account, LogEntry entry, const Transfer& transfer);
  void note_opening(AccountId account, Sequence sequence);
  [[nodiscard]] base::Fen balance_of_opened(AccountId account, Snapshot snapshot) const;
  [[nodiscard]] Opening open_opened(AccountId account, Snapshot snapshot, Sequence at) const;

  KeyIndex keys_;
  Arena<PackedTransfer, LogEntry::sequences_max> transfers_;
  LearnedTable learned_;
  Arena<Run, KeyIndex::accounts_max> accounts_;
  AccountLog log_;
  std::atomic<std::uint64_t> published_{0};
  std::atomic<std::size_t> account_count_{0};
  std::atomic<bool> any_opened_{false};
  mutable std::shared_mutex openings_lock_;
  std::map<AccountId, std::vector<Sequence>> openings_;  // few; in order of arrival
};

inline Transfer Graph::payment(Sequence sequence) const {
  const PackedTransfer& packed = transfers_[sequence.value()];
  return Transfer{.time = packed.time(),
                  .learned = {},
                  .payer = AccountId{packed.payer},
                  .payee = AccountId{packed.payee},
                  .amount = packed.amount(),
                  .kind = packed.kind(),
                  .feed = packed.feed()};
}

inline Transfer Graph::transfer(Sequence sequence) const {
  const PackedTransfer& packed = transfers_[sequence.value()];
  Transfer transfer = payment(sequence);
  transfer.learned = packed.has_delay() ? packed.learned() : learned_.at(sequence);
  return transfer;
}

template <typename Fn>
void Graph::for_each_lately(AccountId account, TimeRange range, Fn&& fn) const {
  std::uint32_t nth = 0;
  for (const Run* run = &accounts_[account.value()]; run != nullptr; run = log_.after(*run)) {
    const bool is_sorted = ++nth < AccountLog::runs_max;
    if (log_.latest_ms(*run) < base::to_unix_ms(range.first)) {
      continue;
    }
    log_.for_each_back(*run, [&](LogEntry entry) {
      const base::Instant time = time_of(entry.sequence());
      if (time >= range.first && time <= range.last) {
        fn(entry.sequence());
      }
      return time >= range.first || !is_sorted;
    });
  }
}

template <typename Fn>
void Graph::for_each_of(AccountId account, Snapshot snapshot, Fn&& fn) const {
  std::vector<LogLane> lanes;
  for (const RunView& view : views(account, snapshot)) {
    lanes.emplace_back(log_, view, 0);
  }
  for (;;) {
    LogLane* earliest = nullptr;
    for (LogLane& lane : lanes) {
      if (!lane.is_done() &&
          (earliest == nullptr || lane.head().sequence() < earliest->head().sequence())) {
        earliest = &lane;
      }
    }
    if (earliest == nullptr) {
      return;
    }
    fn(earliest->head().sequence());
    earliest->advance(log_);
  }
}

}  // namespace holdfast::fund
