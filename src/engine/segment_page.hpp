// One batch's segment as the journal keeps it, opened only as far as somebody asks: the texts of a
// transfer, the sealed news about an account. Immutable; any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "engine/segment.hpp"
#include "port/journal.hpp"

namespace holdfast::engine {

class SegmentPage {
 public:
  /// The segment of `batch`, whose first transfer of its own has the sequence `first`. Errors:
  /// corrupt.
  [[nodiscard]] static base::Result<std::shared_ptr<const SegmentPage>> of(port::BatchSeq batch,
                                                                           base::Sequence first,
                                                                           std::string_view bytes);
  /// The same, of transfers that were read from those bytes before, or written to them.
  [[nodiscard]] static base::Result<std::shared_ptr<const SegmentPage>> of(
      port::BatchSeq batch, base::Sequence first, std::string_view bytes,
      SegmentTransfers transfers);
  [[nodiscard]] port::BatchSeq batch() const { return batch_; }
  [[nodiscard]] base::Sequence first() const { return first_; }
  /// How many transfers have a sequence: all but legs.
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] bool holds(base::Sequence sequence) const {
    return sequence >= first_ && sequence.value() - first_.value() < count_;
  }
  /// Of a sequence that it holds; its texts are good as long as the page.
  [[nodiscard]] SegmentEntry entry_of(base::Sequence sequence) const;
  /// The entry in this place of the segment, legs counted. Its place is checked.
  [[nodiscard]] SegmentEntry entry(std::size_t place) const { return transfers_[place]; }
  /// The sealed number or name that this batch brought for the account; empty where it brought
  /// none.
  struct Sealed {
    std::string_view number;
    std::string_view name;
  };
  [[nodiscard]] Sealed sealed(base::AccountId account) const;
  [[nodiscard]] std::size_t bytes() const;

 private:
  SegmentPage() = default;

  port::BatchSeq batch_ = 0;
  base::Sequence first_;
  std::size_t count_ = 0;
  std::string accounts_;  // as they stand in the segment
  std::uint32_t account_count_ = 0;
  SegmentTransfers transfers_;
  std::vector<std::uint32_t> places_;  // of the entries with a sequence; empty where all have one
};

}  // namespace holdfast::engine
