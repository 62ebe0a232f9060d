#include "engine/inbox.hpp"

#include <algorithm>
#include <limits>

namespace holdfast::engine {

bool Inbox::push(Work work) {
  return push(std::move(work), items_max_);
}

bool Inbox::push_always(Work work) {
  return push(std::move(work), std::numeric_limits<std::size_t>::max());
}

bool Inbox::push(Work work, std::size_t limit) {
  {
    const std::scoped_lock held{lock_};
    if (closed_ || items() >= limit) {
      return false;
    }
    work_.push_back(std::move(work));
    load_.items_peak = std::max<std::uint64_t>(load_.items_peak, items());
  }
  arrived_.notify_one();
  return true;
}

bool Inbox::push_feed(Work work, std::size_t bytes) {
  {
    const std::scoped_lock held{lock_};
    const bool is_idle = load_.feed_bytes == 0;
    if (closed_ || items() >= items_max_ ||
        (!is_idle && load_.feed_bytes + bytes > feed_bytes_max_)) {
      ++load_.feeds_refused;
      return false;
    }
    feeds_.push_back({std::move(work), bytes});
    load_.feed_bytes += bytes;
    load_.feed_bytes_peak = std::max(load_.feed_bytes_peak, load_.feed_bytes);
    load_.items_peak = std::max<std::uint64_t>(load_.items_peak, items());
  }
  arrived_.notify_one();
  return true;
}

bool Inbox::push_look(Look look) {
  {
    const std::scoped_lock held{lock_};
    if (closed_) {
      return false;
    }
    looks_.push_back(std::move(look));
  }
  arrived_.notify_one();
  return true;
}

Inbox::Batch Inbox::take(std::size_t items_max, std::size_t feed_bytes_max,
                         std::chrono::milliseconds patience) {
  std::unique_lock held{lock_};
  load_.feed_bytes -= bytes_under_way_;
  bytes_under_way_ = 0;
  arrived_.wait_for(held, patience, [&] { return closed_ || items() > 0 || !looks_.empty(); });
  Batch batch;
  batch.looks = std::move(looks_);
  looks_.clear();
  const auto count = std::min(items_max, work_.size());
  batch.work.reserve(count + std::min<std::size_t>(feeds_.size(), 16));
  for (std::size_t i = 0; i < count; ++i) {
    batch.work.push_back(std::move(work_.front()));
    work_.pop_front();
  }
  // One feed's batch at least, so that busy people cannot silence the feeds.
  for (bool is_first = true; !feeds_.empty(); is_first = false) {
    const bool has_room = batch.work.size() < items_max && bytes_under_way_ < feed_bytes_max;
    if (!is_first && !has_room) {
      break;
    }
    bytes_under_way_ += feeds_.front().bytes;
    batch.work.push_back(std::move(feeds_.front().work));
    feeds_.pop_front();
  }
  batch.closed = closed_ && items() == 0;
  return batch;
}

void Inbox::settle() {
  const std::scoped_lock held{lock_};
  load_.feed_bytes -= bytes_under_way_;
  bytes_under_way_ = 0;
}

void Inbox::close() {
  {
    const std::scoped_lock held{lock_};
    closed_ = true;
  }
  arrived_.notify_all();
}

std::uint64_t Inbox::size() const {
  const std::scoped_lock held{lock_};
  return items();
}

Inbox::Load Inbox::load() const {
  const std::scoped_lock held{lock_};
  auto load = load_;
  load.items = items();
  return load;
}

}  // namespace holdfast::engine
