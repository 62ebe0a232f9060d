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

bool Inbox::push_feed(std::unique_ptr<FeedWork> work, std::size_t bytes) {
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

bool Inbox::wait(std::chrono::milliseconds patience) {
  std::unique_lock held{lock_};
  const bool came = arrived_.wait_for(
      held, patience, [&] { return is_woken_ || closed_ || items() > 0 || !looks_.empty(); });
  is_woken_ = false;
  return came;
}

void Inbox::wake() {
  {
    const std::scoped_lock held{lock_};
    is_woken_ = true;
  }
  arrived_.notify_one();
}

std::optional<Inbox::Feed> Inbox::next_feed() {
  const std::scoped_lock held{lock_};
  if (feeds_.empty()) {
    return std::nullopt;
  }
  std::optional next{std::move(feeds_.front())};
  feeds_.pop_front();
  return next;
}

Inbox::Batch Inbox::take(std::size_t items_max) {
  const std::scoped_lock held{lock_};
  Batch batch;
  batch.looks = std::move(looks_);
  looks_.clear();
  const auto count = std::min(items_max, work_.size());
  batch.work.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    batch.work.push_back(std::move(work_.front()));
    work_.pop_front();
  }
  batch.closed = closed_ && items() == 0;
  return batch;
}

void Inbox::settle(std::size_t feed_bytes) {
  const std::scoped_lock held{lock_};
  load_.feed_bytes -= feed_bytes;
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
