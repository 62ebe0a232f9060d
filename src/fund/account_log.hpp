// The logs of all accounts: for each, which transfers are its own, in an order that can be searched
// by time without sorting.
//
// An account's log is one *run* or a few. A run keeps to the order of the world: times never fall,
// sequences rise. A transfer goes into the first run whose last time it does not precede, so that a
// feed in order makes one run, and late arrivals, few as a rule, make a second that is nearly in
// order itself. After `runs_max - 1` runs the last one takes everything that is left, unsorted;
// readers sort it.
//
// A run is a chain of blocks of 4, 8 ... 512 entries; from the ninth block on a directory finds
// them (it is copied when it grows; readers of the old one go on). Blocks of 64 entries and more
// carry the time of their first entry, the BalanceStep of everything before them in the run and,
// once full, their own, so that a balance at any moment costs a few headers and the replay of one
// block.
//
// Entries and blocks never move. One writer; readers learn how far a run goes from its count
// (release, acquire) and never wait.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstdint>
#include <limits>
#include <span>

#include "base/check.hpp"
#include "base/image.hpp"
#include "fund/arena.hpp"
#include "fund/balance_step.hpp"
#include "fund/transfer.hpp"

namespace holdfast::fund {

/// One transfer in an account's log. A transfer to oneself is both out and in, a stated balance
/// neither.
struct LogEntry {
  std::uint32_t bits;

  static constexpr std::uint32_t out_bit = 1U << 31;
  static constexpr std::uint32_t in_bit = 1U << 30;
  static constexpr std::uint64_t sequences_max = in_bit;

  [[nodiscard]] Sequence sequence() const { return Sequence{bits & (in_bit - 1)}; }
  [[nodiscard]] bool is_out() const { return (bits & out_bit) != 0; }
  [[nodiscard]] bool is_in() const { return (bits & in_bit) != 0; }
};

/// Where the position `index` of a run lies.
struct BlockPlace {
  std::uint32_t ordinal;  // of the block in its run
  std::uint32_t offset;   // of the entry in the block
};

struct BlockShape {
  static constexpr std::uint32_t first_capacity = 4;
  static constexpr std::uint32_t last_capacity = 512;
  static constexpr std::uint32_t doubling = 7;  // blocks 0..6 double, all later ones are full-size
  static constexpr std::uint32_t big_capacity = 64;
  static constexpr std::uint32_t big_ordinal = 4;  // the first block of 64

  [[nodiscard]] static constexpr std::uint32_t capacity(std::uint32_t ordinal) {
    return ordinal < doubling ? first_capacity << ordinal : last_capacity;
  }
  /// Position of the block's first entry.
  [[nodiscard]] static constexpr std::uint32_t start(std::uint32_t ordinal) {
    return ordinal <= doubling
               ? first_capacity * ((1U << ordinal) - 1)
               : last_capacity - first_capacity + last_capacity * (ordinal - doubling);
  }
  [[nodiscard]] static constexpr bool is_big(std::uint32_t ordinal) {
    return ordinal >= big_ordinal;
  }
  [[nodiscard]] static constexpr BlockPlace place(std::uint32_t index) {
    if (index >= start(doubling)) {
      const std::uint32_t past = index - start(doubling);
      return {doubling + past / last_capacity, past % last_capacity};
    }
    const auto ordinal = static_cast<std::uint32_t>(std::bit_width(index / first_capacity + 1)) - 1;
    return {ordinal, index - start(ordinal)};
  }
};

/// One run. The first of an account lives in the account table, the others follow `next_run`.
struct alignas(64) Run {
  std::atomic<std::uint32_t> count{0};  // published entries
  std::atomic<std::uint32_t> first_block{0};
  std::atomic<std::uint32_t> directory{0};  // word of the directory's first entry; 0: none yet
  std::atomic<std::uint32_t> next_run{0};   // index in the table of further runs, plus one
  // The writer's own from here on.
  std::uint32_t last_block = 0;
  std::uint16_t last_used = 0;
  std::uint16_t last_capacity = 0;
  std::uint32_t blocks = 0;
  std::uint32_t directory_capacity = 0;
  std::int64_t last_time_ms = 0;
  BalanceStep own = {};            // of the last block so far
  std::uint32_t block_before = 0;  // the last one; 0: not known
};
static_assert(sizeof(Run) == 64);

/// A view of one run: what a snapshot shows of it.
struct RunView {
  const Run* run = nullptr;
  std::uint32_t count = 0;  // entries below the snapshot; of an unsorted run too
  bool is_sorted = true;
};

class AccountLog {
 public:
  static constexpr std::uint32_t runs_max = 8;

  AccountLog() { *words_.slot(0) = 0; }

  // Writer.
  /// Logs a transfer of the account whose first run is `first`.
  void append(Run& first, LogEntry entry, std::int64_t time_ms, const BalanceStep& step);
  /// The latest time in an account's log, which is in its first run; long ago where it is empty.
  [[nodiscard]] static std::int64_t latest_ms(const Run& first) {
    return first.blocks == 0 ? std::numeric_limits<std::int64_t>::min() : first.last_time_ms;
  }
  /// Any one thread: memory for the two entries of each of so many transfers, before it is needed.
  void prepare(std::size_t transfers) { words_.prepare(transfers * 2); }
  /// Writer: where the latest transfers of an account beyond its first run stand, to be
  /// prefetched; the first run's record where there are none.
  [[nodiscard]] const Run* tail_run(const Run& first) const {
    const std::uint32_t next = first.next_run.load(std::memory_order_relaxed);
    return next == 0 ? &first : &runs_[next - 1];
  }
  /// Where the next entry of a run will be written: to be prefetched.
  [[nodiscard]] const std::uint32_t* tail(const Run& run) const {
    return &words_[run.last_block + header_words(run.last_capacity) +
                   (run.last_used < run.last_capacity ? run.last_used : 0U)];
  }
  /// Writer: calls fn(LogEntry) for the entries of a run from the latest back, while it answers
  /// true.
  template <typename Fn>
  void for_each_back(const Run& run, Fn&& fn) const;
  /// Bytes taken, slack included.
  [[nodiscard]] std::size_t bytes() const {
    return words_used_ * sizeof(std::uint32_t) + runs_used_ * sizeof(Run);
  }

  /// Writer.
  void write_to(base::ImageOut& out) const {
    out.add("log words", words_.bytes(words_used_));
    out.add("further runs", runs_.bytes(runs_used_));
  }
  /// Instead of any append. Errors: corrupt, io.
  [[nodiscard]] base::Result<void> read_from(const base::ImageIn& in);
  /// Writer: as Graph::give_back, for the words from `done` on. True when it is through.
  [[nodiscard]] bool give_back(const base::ImageIn& image, std::size_t& done, std::size_t& given,
                               std::size_t bytes_max);

  // Any thread.
  /// The first block of a run, to be prefetched.
  [[nodiscard]] const std::uint32_t* head(const Run& run) const {
    return &words_[run.first_block.load(std::memory_order_relaxed)];
  }
  /// The run after this one, or nothing.
  [[nodiscard]] const Run* after(const Run& run) const {
    const std::uint32_t next = run.next_run.load(std::memory_order_acquire);
    return next == 0 ? nullptr : &runs_[next - 1];
  }
  /// What a snapshot of `sequences` transfers shows of the run, the `nth` of its account.
  [[nodiscard]] RunView view(const Run& run, std::uint32_t nth, std::uint64_t sequences) const;

  /// First entry of a block; the others follow.
  [[nodiscard]] const LogEntry* entries(const Run& run, std::uint32_t ordinal) const {
    return reinterpret_cast<const LogEntry*>(&words_[block(run, ordinal)] +
                                             header_words(BlockShape::capacity(ordinal)));
  }
  /// The same for the block after the one whose first entry is `from`, without a search.
  [[nodiscard]] const LogEntry* entries_after(const LogEntry* from, std::uint32_t ordinal) const {
    const auto* words =
        reinterpret_cast<const std::uint32_t*>(from) - header_words(BlockShape::capacity(ordinal));
    return reinterpret_cast<const LogEntry*>(&words_[words[0]] +
                                             header_words(BlockShape::capacity(ordinal + 1)));
  }
  [[nodiscard]] LogEntry entry(const Run& run, std::uint32_t index) const {
    const BlockPlace place = BlockShape::place(index);
    return entries(run, place.ordinal)[place.offset];
  }
  /// Of a big block only: the time of its first entry, what everything before it does to a balance,
  /// and, if it is full, what the block does.
  [[nodiscard]] std::int64_t first_time_ms(const Run& run, std::uint32_t ordinal) const {
    return read<std::int64_t>(block(run, ordinal) + first_time_word);
  }
  [[nodiscard]] BalanceStep before(const Run& run, std::uint32_t ordinal) const {
    return read<BalanceStep>(block(run, ordinal) + before_word);
  }
  [[nodiscard]] BalanceStep own(const Run& run, std::uint32_t ordinal) const {
    return read<BalanceStep>(block(run, ordinal) + own_word);
  }

 private:
  // A block: next block, and if it is big: first time, step before, own step; then the entries.
  static constexpr std::uint32_t first_time_word = 1;
  static constexpr std::uint32_t before_word = 3;
  static constexpr std::uint32_t own_word = 7;
  static constexpr std::uint32_t big_header = 11;
  static constexpr std::uint32_t header_words(std::uint32_t capacity) {
    return capacity >= BlockShape::big_capacity ? big_header : 1;
  }

  [[nodiscard]] std::uint32_t block(const Run& run, std::uint32_t ordinal) const;
  template <typename T>
  [[nodiscard]] T read(std::uint32_t at) const {
    std::array<std::uint32_t, sizeof(T) / sizeof(std::uint32_t)> words;
    std::copy_n(&words_[at], words.size(), words.begin());
    return std::bit_cast<T>(words);
  }
  template <typename T>
  void write(std::uint32_t at, const T& value) {
    const auto words =
        std::bit_cast<std::array<std::uint32_t, sizeof(T) / sizeof(std::uint32_t)>>(value);
    std::copy(words.begin(), words.end(), words_.slot(at));
  }
  Run& run_for(Run& first, std::int64_t time_ms);
  void open_block(Run& run, std::int64_t time_ms);
  void enter_directory(Run& run, std::uint32_t block);
  std::uint32_t take_words(std::size_t count);

  Arena<std::uint32_t, std::size_t{1} << 32> words_;
  Arena<Run, std::size_t{1} << 27> runs_;  // further runs of accounts with late arrivals
  std::size_t words_used_ = 1;             // word 0 is in no block and means: none
  std::size_t runs_used_ = 0;
};

template <typename Fn>
void AccountLog::for_each_back(const Run& run, Fn&& fn) const {
  std::uint32_t at = run.last_block;
  std::uint32_t used = run.last_used;
  for (std::uint32_t ordinal = run.blocks; ordinal-- > 0;) {
    const std::uint32_t first = at + header_words(BlockShape::capacity(ordinal));
    while (used-- > 0) {
      if (!fn(LogEntry{words_[first + used]})) {
        return;
      }
    }
    if (ordinal > 0) {
      const bool is_last = ordinal + 1 == run.blocks;
      at = is_last && run.block_before != 0 ? run.block_before : block(run, ordinal - 1);
      used = BlockShape::capacity(ordinal - 1);
    }
  }
}

}  // namespace holdfast::fund
