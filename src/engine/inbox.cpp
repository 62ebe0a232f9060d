#include "engine/inbox.hpp"

#include <algorithm>
#include <limits>

namespace holdfast::engine {

bool Inbox::push(Work work) {
  return push(std::move(work), limit_);
}

bool Inbox::push_always(Work work) {
  return push(std::move(work), std::numeric_limits<std::size_t>::max());
}

bool Inbox::push(Work work, std::size_t limit) {
  {
    const std::scoped_lock held{lock_};
    if (closed_ || work_.size() >= limit) {
      return false;
    }
    work_.push_back(std::move(work));
    peak_ = std::max<std::uint64_t>(peak_, work_.size());
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

Inbox::Batch Inbox::take(std::size_t items_max, std::chrono::milliseconds patience) {
  std::unique_lock held{lock_};
  arrived_.wait_for(held, patience, [&] { return closed_ || !work_.empty() || !looks_.empty(); });
  Batch batch;
  batch.looks = std::move(looks_);
  looks_.clear();
  const auto count = std::min(items_max, work_.size());
  batch.work.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    batch.work.push_back(std::move(work_.front()));
    work_.pop_front();
  }
  batch.closed = closed_ && work_.empty();
  return batch;
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
  return work_.size();
}

std::uint64_t Inbox::peak() const {
  const std::scoped_lock held{lock_};
  return peak_;
}

}  // namespace holdfast::engine
