// The segments of the journal, for whoever asks about a text of long ago: recent ones and those
// asked for lately are in memory, within a budget; all others are read from the journal again.
//
// Where a transfer stands is found through marks: every few dozen transfers or batches one mark
// says which sequence a batch begins with, and from there a handful of batches is looked through.
//
// One writer (`note`, `committed`), any number of readers, who may wait for the journal's reading
// side, never for its writer.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/image.hpp"
#include "engine/segment_page.hpp"
#include "fund/arena.hpp"
#include "port/journal.hpp"

namespace holdfast::engine {

class SegmentStore {
 public:
  using Visit = std::function<base::Result<void>(const port::BatchView&)>;
  /// Calls visit for the batches from `first` to `last`; any thread, beside the journal's writer.
  using Read =
      std::function<base::Result<void>(port::BatchSeq first, port::BatchSeq last, const Visit&)>;

  /// Without `read` everything stays in memory.
  explicit SegmentStore(Read read = {}, std::size_t budget_bytes = std::size_t{64} << 20)
      : read_(std::move(read)), budget_(budget_bytes) {}

  /// Writer: the batch is in the journal; its transfers begin with the sequence `first`. Batches
  /// come in order, those without transfers too.
  void note(port::BatchSeq batch, base::Sequence first);
  /// The same, with the bytes of the batch's segment and the transfers in it, which stay in memory
  /// for a while.
  void committed(port::BatchSeq batch, base::Sequence first, std::string_view segment,
                 SegmentTransfers transfers);

  /// The segment that the transfer came with; null where the journal does not have it any more.
  [[nodiscard]] std::shared_ptr<const SegmentPage> page_of(base::Sequence sequence) const;
  /// The segment of a batch; null as above.
  [[nodiscard]] std::shared_ptr<const SegmentPage> page_of(port::BatchSeq batch) const;

  /// The last batch that was noted.
  [[nodiscard]] port::BatchSeq last() const { return last_.load(std::memory_order_acquire); }
  void write_to(base::ImageOut& out) const;
  [[nodiscard]] base::Result<void> read_from(const base::ImageIn& in);

 private:
  using Page = std::shared_ptr<const SegmentPage>;
  struct Mark {
    std::uint32_t sequence = 0;
    std::uint32_t batch = 0;
  };
  struct Kept {
    Page page;
    std::list<port::BatchSeq>::iterator place;  // in order of use
  };
  template <typename Before>
  [[nodiscard]] std::size_t mark_before(Before&& before) const;
  template <typename Wanted>
  [[nodiscard]] Page look_from(std::size_t mark, Wanted&& wanted) const;
  [[nodiscard]] Page kept(std::map<port::BatchSeq, Kept>::iterator found) const;
  void keep(const Page& page) const;

  Read read_;
  std::size_t budget_;
  fund::Arena<Mark, std::size_t{1} << 28> marks_;
  std::atomic<std::size_t> mark_count_{0};
  std::atomic<port::BatchSeq> last_{0};
  mutable std::mutex lock_;  // guards what follows
  mutable std::map<port::BatchSeq, Kept> pages_;
  mutable std::map<base::Sequence, port::BatchSeq> by_sequence_;  // of the pages that have any
  mutable std::list<port::BatchSeq> used_;                        // the latest in front
  mutable std::size_t bytes_ = 0;
};

}  // namespace holdfast::engine
