// When transfers were learned, where the delay does not fit into their packed form: those of files
// and of banks that answer long after. They come in batches that share a moment, so a run of
// transfers costs one entry.
//
// One writer, in order of sequence; readers ask for sequences that they learned of after they were
// noted, and never wait.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>

#include "base/image.hpp"
#include "fund/arena.hpp"
#include "fund/transfer.hpp"

namespace holdfast::fund {

class LearnedTable {
 public:
  /// Writer: `sequence` was learned at `at`. Sequences rise.
  void note(Sequence sequence, base::Instant at) {
    const std::size_t count = count_.load(std::memory_order_relaxed);
    if (count > 0 && entries_[count - 1].learned_ms == base::to_unix_ms(at)) {
      return;
    }
    new (entries_.slot(count)) Entry{sequence.value(), base::to_unix_ms(at)};
    count_.store(count + 1, std::memory_order_release);
  }
  /// Of a sequence that was noted. O(log n).
  [[nodiscard]] base::Instant at(Sequence sequence) const {
    std::size_t low = 0;
    std::size_t high = count_.load(std::memory_order_acquire);
    while (high - low > 1) {
      const std::size_t middle = low + (high - low) / 2;
      (entries_[middle].first <= sequence.value() ? low : high) = middle;
    }
    return base::from_unix_ms(entries_[low].learned_ms);
  }
  [[nodiscard]] std::size_t bytes() const {
    return count_.load(std::memory_order_relaxed) * sizeof(Entry);
  }
  /// Writer.
  void write_to(base::ImageOut& out) const {
    out.add("learned", entries_.bytes(count_.load(std::memory_order_relaxed)));
  }
  /// Instead of any note. Errors: corrupt, io.
  [[nodiscard]] base::Result<void> read_from(const base::ImageIn& in) {
    const auto file = in.range("learned");
    if (!file) {
      return file.error();
    }
    if (!entries_.fits(*file)) {
      return base::Error{base::ErrorCode::corrupt, "image: section learned has an odd size"};
    }
    count_.store(entries_.adopt(*file), std::memory_order_release);
    return {};
  }

 private:
  struct Entry {
    std::uint64_t first;
    std::int64_t learned_ms;
  };
  Arena<Entry, std::size_t{1} << 27> entries_;
  std::atomic<std::size_t> count_{0};
};

}  // namespace holdfast::fund
