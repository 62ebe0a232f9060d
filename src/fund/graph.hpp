// The fund graph: every transfer that we were told of, and for each account the log of its own.
//
// Invariants
//  - A transfer's Sequence is its place in the order of arrival; the order of the world is
//    (time, sequence). Nothing is ever changed or removed.
//  - An account's log holds the sequences of its transfers, in and out, in order of arrival; a
//    transfer to oneself and a balance statement stand in it once.
//  - A Snapshot is a length: its reader sees exactly the transfers below it, whatever comes later.
//  - The known balance follows TRACE: 0 at first, a debit never below 0, then the credit; a payment
//    of an exit kind credits nobody; a balance statement sets it.
//
// Threads: one writer (intern, append). Any number of readers, which never wait; only `find`, by
// text, takes a short shared lock. 32 bytes a transfer, 4 a log entry, 48 an account, block slack.
//
// An account's log is a chain of blocks of 4, 8, 16 ... 512 entries. Each block notes the balance
// before its first entry, so that as long as an account's transfers arrived in order of time its
// balance at any moment costs the replay of at most one block. Once one came late (is_late), the
// log is put in order on demand.
#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "fund/chunk_table.hpp"
#include "fund/key_index.hpp"
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

/// What a transfer does to the known balance `before` of `account` (TRACE "Balances").
[[nodiscard]] base::Fen balance_after(base::Fen before, const Transfer& transfer,
                                      AccountId account);

class Graph;

/// Walks one account's log in the order of the world. Must not outlive its graph.
class LogCursor {
 public:
  LogCursor() = default;
  /// The next transfer, or nothing at the end.
  [[nodiscard]] std::optional<Sequence> next();

 private:
  friend class Graph;
  const Graph* graph_ = nullptr;
  std::uint32_t block_ = 0;
  std::uint32_t at_ = 0;        // within the block
  std::uint32_t capacity_ = 0;  // of the block
  std::uint32_t left_ = 0;      // entries from here to the end of the log as it was published
  std::uint64_t end_ = 0;       // the snapshot
  std::vector<std::uint32_t> ordered_;  // instead of blocks, where a transfer came late
  std::size_t ordered_at_ = 0;
  bool is_ordered_ = false;
};

class Graph {
 public:
  /// `key` keeps outsiders from choosing account texts that collide; it changes no answer.
  explicit Graph(const HashKey& key = {});

  // Writer.
  AccountId intern(std::string_view key);
  /// Takes a transfer between interned accounts, 0 < amount <= Fen::limit() (a balance may be 0).
  Sequence append(const Transfer& transfer);
  /// Takes many, which is faster than one by one; readers see them as they come.
  void append(std::span<const Transfer> transfers);

  // Any thread.
  [[nodiscard]] Snapshot snapshot() const {
    return Snapshot{published_.load(std::memory_order_acquire)};
  }
  [[nodiscard]] std::optional<AccountId> find(std::string_view key) const {
    return keys_.find(key);
  }
  [[nodiscard]] std::string_view key(AccountId account) const { return keys_.text(account); }
  [[nodiscard]] std::size_t account_count() const {
    return account_count_.load(std::memory_order_acquire);
  }
  /// `sequence` must be below a snapshot that this thread took.
  [[nodiscard]] Transfer transfer(Sequence sequence) const;
  struct Parties {
    AccountId payer;
    AccountId payee;
  };
  [[nodiscard]] Parties parties(Sequence sequence) const {
    const Packed& packed = transfers_[sequence.value()];
    return {AccountId{packed.payer}, AccountId{packed.payee}};
  }
  [[nodiscard]] base::Instant time_of(Sequence sequence) const {
    return base::from_unix_ms(transfers_[sequence.value()].time_ms);
  }
  /// Asks for the transfer's memory ahead of its use.
  void prefetch(Sequence sequence) const { __builtin_prefetch(&transfers_[sequence.value()]); }
  [[nodiscard]] Key key_of(Sequence sequence) const { return {time_of(sequence), sequence}; }

  /// Calls fn(Sequence) for each transfer of the account, in order of arrival.
  template <typename Fn>
  void for_each_of(AccountId account, Snapshot snapshot, Fn&& fn) const;
  /// The account's transfers in the order of the world. No sort unless some came late.
  [[nodiscard]] std::vector<Sequence> ordered_log(AccountId account, Snapshot snapshot) const;
  /// The balance after the account's last transfer in the order of the world.
  [[nodiscard]] base::Fen known_balance(AccountId account, Snapshot snapshot) const;
  /// A transfer of this account arrived with a time before that of an earlier arrival.
  [[nodiscard]] bool is_late(AccountId account) const {
    return accounts_[account.value()].late.load(std::memory_order_acquire);
  }

  struct Opening {
    base::Fen balance;  // just before the transfer
    LogCursor rest;     // what follows the transfer
  };
  /// The account as it stands just before `at`, a transfer of its own below the snapshot.
  [[nodiscard]] Opening open(AccountId account, Snapshot snapshot, Sequence at) const;

  /// Bytes taken without key text, for the memory budget. Writer only.
  [[nodiscard]] std::size_t bytes() const;

 private:
  friend class LogCursor;
  struct Packed {
    std::int64_t time_ms;
    std::int64_t learned_ms;
    std::uint32_t payer;
    std::uint32_t payee;
    std::uint64_t amount_and_kind;  // amount * 8 + kind
  };
  static_assert(sizeof(Packed) == 32);

  struct Account {
    std::atomic<std::uint32_t> count{0};  // published log entries
    std::atomic<std::uint32_t> first_block{0};
    std::atomic<bool> late{false};
    // The writer's own from here on.
    std::uint32_t last_block = 0;
    std::uint32_t last_capacity = 0;
    std::uint32_t last_used = 0;
    std::int64_t balance = 0;
    std::int64_t last_time_ms = 0;
  };

  // A block in words_: next block, balance before (low, high word), then `capacity` sequences.
  static constexpr std::uint32_t header_words = 3;
  static constexpr std::uint32_t first_capacity = 4;
  static constexpr std::uint32_t last_capacity = 512;
  static std::uint32_t capacity_after(std::uint32_t capacity) {
    return capacity < last_capacity ? capacity * 2 : capacity;
  }
  [[nodiscard]] const std::uint32_t* block(std::uint32_t at) const { return &words_[at]; }
  static base::Fen balance_before(const std::uint32_t* block);

  void log(AccountId account, const Transfer& transfer, Sequence sequence);
  std::uint32_t add_block(std::uint32_t capacity, std::int64_t balance);
  [[nodiscard]] std::vector<std::uint32_t> ordered(AccountId account, Snapshot snapshot) const;
  [[nodiscard]] Opening open_in_order(AccountId account, Snapshot snapshot, Sequence at,
                                      std::uint32_t count) const;
  [[nodiscard]] Opening open_late(AccountId account, Snapshot snapshot, Sequence at) const;

  KeyIndex keys_;
  ChunkTable<Packed> transfers_;
  ChunkTable<Account> accounts_;
  ChunkTable<std::uint32_t> words_;
  std::size_t words_used_ = 1;  // 0 means: no block
  std::atomic<std::uint64_t> published_{0};
  std::atomic<std::size_t> account_count_{0};
};

inline Transfer Graph::transfer(Sequence sequence) const {
  const Packed& packed = transfers_[sequence.value()];
  return Transfer{.time = base::from_unix_ms(packed.time_ms),
                  .learned = base::from_unix_ms(packed.learned_ms),
                  .payer = AccountId{packed.payer},
                  .payee = AccountId{packed.payee},
                  .amount = base::Fen{static_cast<std::int64_t>(packed.amount_and_kind >> 3)},
                  .kind = static_cast<Kind>(packed.amount_and_kind & 7)};
}

template <typename Fn>
void Graph::for_each_of(AccountId account, Snapshot snapshot, Fn&& fn) const {
  const Account& own = accounts_[account.value()];
  std::uint32_t left = own.count.load(std::memory_order_acquire);
  std::uint32_t at = own.first_block.load(std::memory_order_relaxed);
  for (std::uint32_t capacity = first_capacity; left > 0; capacity = capacity_after(capacity)) {
    const std::uint32_t* words = block(at);
    const std::uint32_t here = left < capacity ? left : capacity;
    for (std::uint32_t i = 0; i < here; ++i) {
      const Sequence sequence{words[header_words + i]};
      if (sequence.value() >= snapshot.value()) {
        return;
      }
      fn(sequence);
    }
    left -= here;
    if (left > 0) {
      at = words[0];
    }
  }
}

}  // namespace holdfast::fund
