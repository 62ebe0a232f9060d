#include "engine/segment_store.hpp"

#include <iterator>

#include "base/log.hpp"

namespace holdfast::engine {

namespace {

// A mark every so many transfers or batches bounds what a question looks through.
constexpr std::uint64_t stride = 64;

}  // namespace

void SegmentStore::note(port::BatchSeq batch, base::Sequence first) {
  const std::size_t marks = mark_count_.load(std::memory_order_relaxed);
  const Mark before = marks == 0 ? Mark{} : marks_[marks - 1];
  if (marks == 0 || first.value() - before.sequence >= stride || batch - before.batch >= stride) {
    new (marks_.slot(marks))
        Mark{static_cast<std::uint32_t>(first.value()), static_cast<std::uint32_t>(batch)};
    mark_count_.store(marks + 1, std::memory_order_release);
  }
  last_.store(batch, std::memory_order_release);
}

void SegmentStore::committed(port::BatchSeq batch, base::Sequence first, std::string_view segment,
                             SegmentTransfers transfers) {
  if (segment.empty()) {
    note(batch, first);
    return;
  }
  const auto page = SegmentPage::of(batch, first, segment, std::move(transfers));
  base::check(page.ok(), "a segment that was just written cannot be read");
  note(batch, first);
  keep(*page);
}

/// The last mark that `before` is true of; there is one.
template <typename Before>
std::size_t SegmentStore::mark_before(Before&& before) const {
  std::size_t low = 0;
  std::size_t high = mark_count_.load(std::memory_order_acquire);
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    (before(marks_[middle]) ? low : high) = middle;
  }
  return low;
}

/// Reads on from the mark to the first batch that is wanted.
template <typename Wanted>
SegmentStore::Page SegmentStore::look_from(std::size_t mark, Wanted&& wanted) const {
  if (!read_ || mark_count_.load(std::memory_order_acquire) == 0) {
    return nullptr;
  }
  Page found;
  base::Sequence first{marks_[mark].sequence};
  const std::size_t next = mark + 1;
  const port::BatchSeq end =
      next < mark_count_.load(std::memory_order_acquire) ? marks_[next].batch - 1 : last();
  const auto read =
      read_(marks_[mark].batch, end, [&](const port::BatchView& batch) -> base::Result<void> {
        if (found || batch.transfers_dropped) {
          return {};
        }
        auto page = SegmentPage::of(batch.seq, first, batch.transfers);
        if (!page) {
          return page.error();
        }
        first = base::Sequence{first.value() + (*page)->count()};
        if (wanted(**page)) {
          found = *page;
        }
        return {};
      });
  if (!read) {
    base::log_error("a segment cannot be read from the journal: {}", read.error().message);
    return nullptr;
  }
  if (found) {
    keep(found);
  }
  return found;
}

SegmentStore::Page SegmentStore::page_of(base::Sequence sequence) const {
  {
    const std::lock_guard held{lock_};
    auto after = by_sequence_.upper_bound(sequence);
    if (after != by_sequence_.begin()) {
      const auto found = pages_.find(std::prev(after)->second);
      if (found->second.page->holds(sequence)) {
        return kept(found);
      }
    }
  }
  const std::size_t mark =
      mark_before([&](const Mark& one) { return one.sequence <= sequence.value(); });
  return look_from(mark, [&](const SegmentPage& page) { return page.holds(sequence); });
}

SegmentStore::Page SegmentStore::page_of(port::BatchSeq batch) const {
  {
    const std::lock_guard held{lock_};
    if (const auto found = pages_.find(batch); found != pages_.end()) {
      return kept(found);
    }
  }
  const std::size_t mark = mark_before([&](const Mark& one) { return one.batch <= batch; });
  return look_from(mark, [&](const SegmentPage& page) { return page.batch() == batch; });
}

SegmentStore::Page SegmentStore::kept(std::map<port::BatchSeq, Kept>::iterator found) const {
  used_.splice(used_.begin(), used_, found->second.place);
  return found->second.page;
}

void SegmentStore::keep(const Page& page) const {
  const std::lock_guard held{lock_};
  if (pages_.contains(page->batch())) {
    return;
  }
  used_.push_front(page->batch());
  pages_.emplace(page->batch(), Kept{page, used_.begin()});
  if (page->count() > 0) {
    by_sequence_[page->first()] = page->batch();
  }
  bytes_ += page->bytes();
  while (read_ && bytes_ > budget_ && used_.size() > 1) {
    const auto oldest = pages_.find(used_.back());
    bytes_ -= oldest->second.page->bytes();
    if (oldest->second.page->count() > 0) {
      by_sequence_.erase(oldest->second.page->first());
    }
    pages_.erase(oldest);
    used_.pop_back();
  }
}

void SegmentStore::write_to(base::ImageOut& out) const {
  out.add("marks", marks_.bytes(mark_count_.load(std::memory_order_relaxed)));
  out.keep_value("last batch", last_.load(std::memory_order_relaxed));
}

base::Result<void> SegmentStore::read_from(const base::ImageIn& in) {
  const auto marks = in.range("marks");
  const auto batch = in.value<port::BatchSeq>("last batch");
  if (!marks || !batch) {
    return !marks ? marks.error() : batch.error();
  }
  if (!marks_.fits(*marks)) {
    return base::Error{base::ErrorCode::corrupt, "image: section marks has an odd size"};
  }
  mark_count_.store(marks_.adopt(*marks), std::memory_order_release);
  last_.store(*batch, std::memory_order_release);
  return {};
}

}  // namespace holdfast::engine
