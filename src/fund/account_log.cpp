#include "fund/account_log.hpp"

#include <algorithm>
#include <limits>

namespace holdfast::fund {

namespace {

constexpr std::uint32_t first_directory = 8;

}  // namespace

// ---- Writer -----------------------------------------------------------------------------------

void AccountLog::append(Run& first, LogEntry entry, std::int64_t time_ms, const BalanceStep& step) {
  Run& run = run_for(first, time_ms);
  if (run.last_used == run.last_capacity) {
    open_block(run, time_ms);
  }
  const std::uint32_t header = header_words(run.last_capacity);
  *words_.slot(run.last_block + header + run.last_used) = entry.bits;
  ++run.last_used;
  run.last_time_ms = std::max(run.last_time_ms, time_ms);
  run.own = run.own.then(step);
  if (run.last_used == run.last_capacity && header == big_header) {
    write(run.last_block + own_word, run.own);
  }
  run.count.store(run.count.load(std::memory_order_relaxed) + 1, std::memory_order_release);
}

Run& AccountLog::run_for(Run& first, std::int64_t time_ms) {
  Run* run = &first;
  for (std::uint32_t nth = 0; nth + 1 < runs_max; ++nth) {
    if (run->blocks == 0 || time_ms >= run->last_time_ms) {
      return *run;
    }
    std::uint32_t next = run->next_run.load(std::memory_order_relaxed);
    if (next == 0) {
      new (runs_.slot(runs_used_)) Run;
      next = static_cast<std::uint32_t>(++runs_used_);
      run->next_run.store(next, std::memory_order_release);
    }
    run = &runs_[next - 1];
  }
  return *run;
}

void AccountLog::open_block(Run& run, std::int64_t time_ms) {
  const std::uint32_t ordinal = run.blocks;
  const std::uint32_t capacity = BlockShape::capacity(ordinal);
  const std::uint32_t added = take_words(header_words(capacity) + capacity);
  *words_.slot(added) = 0;
  if (BlockShape::is_big(ordinal)) {
    // Until the first big block `own` has summed up all small ones.
    const BalanceStep before = BlockShape::is_big(ordinal - 1)
                                   ? read<BalanceStep>(run.last_block + before_word).then(run.own)
                                   : run.own;
    write(added + first_time_word, time_ms);
    write(added + before_word, before);
    run.own = {};
  }
  if (ordinal == 0) {
    run.first_block.store(added, std::memory_order_relaxed);
  } else {
    *words_.slot(run.last_block) = added;
  }
  if (ordinal > BlockShape::doubling) {
    enter_directory(run, added);
  }
  run.block_before = run.last_block;
  run.last_block = added;
  run.last_used = 0;
  run.last_capacity = static_cast<std::uint16_t>(capacity);
  run.blocks = ordinal + 1;
}

void AccountLog::enter_directory(Run& run, std::uint32_t block) {
  const std::uint32_t used = run.blocks - BlockShape::doubling - 1;
  if (used == run.directory_capacity) {
    const std::uint32_t capacity = std::max(first_directory, run.directory_capacity * 2);
    const std::uint32_t grown = take_words(capacity);
    const std::uint32_t old = run.directory.load(std::memory_order_relaxed);
    for (std::uint32_t i = 0; i < used; ++i) {
      *words_.slot(grown + i) = words_[old + i];
    }
    run.directory_capacity = capacity;
    run.directory.store(grown, std::memory_order_release);
  }
  *words_.slot(run.directory.load(std::memory_order_relaxed) + used) = block;
}

std::uint32_t AccountLog::take_words(std::size_t count) {
  base::check(words_used_ + count <= std::numeric_limits<std::uint32_t>::max(),
              "the account logs are full");
  const auto taken = static_cast<std::uint32_t>(words_used_);
  words_used_ += count;
  return taken;
}

base::Result<void> AccountLog::read_from(const base::ImageIn& in) {
  const auto words = in.range("log words");
  const auto runs = in.range("further runs");
  if (!words || !runs) {
    return !words ? words.error() : runs.error();
  }
  if (!words_.fits(*words) || words->bytes == 0 || !runs_.fits(*runs)) {
    return base::Error{base::ErrorCode::corrupt, "image: the account logs have an odd size"};
  }
  words_used_ = words_.adopt(*words);
  runs_used_ = runs_.adopt(*runs);
  return {};
}

// ---- Readers ----------------------------------------------------------------------------------

std::uint32_t AccountLog::block(const Run& run, std::uint32_t ordinal) const {
  if (ordinal > BlockShape::doubling) {
    return words_[run.directory.load(std::memory_order_acquire) + ordinal - BlockShape::doubling -
                  1];
  }
  std::uint32_t at = run.first_block.load(std::memory_order_relaxed);
  for (std::uint32_t i = 0; i < ordinal; ++i) {
    at = words_[at];
  }
  return at;
}

RunView AccountLog::view(const Run& run, std::uint32_t nth, std::uint64_t sequences) const {
  std::uint32_t count = run.count.load(std::memory_order_acquire);
  const bool is_sorted = nth + 1 < runs_max;
  const auto is_seen = [&](std::uint32_t index) {
    return entry(run, index).sequence().value() < sequences;
  };
  // As a rule a snapshot is young and shows all of it. Sequences rise in every run.
  if (count > 0 && !is_seen(count - 1)) {
    std::uint32_t low = 0;
    std::uint32_t high = count - 1;
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (is_seen(middle)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    count = low;
  }
  return {&run, count, is_sorted};
}

}  // namespace holdfast::fund
