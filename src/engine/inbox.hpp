// The inbox: what other threads ask of the engine thread. Bounded: a full inbox says no.
//
// Two lanes, each in order: what people, banks' answers and the engine itself ask, and what feeds
// tell. A report waits for the batch under way, not for the hundred behind it. Feeds are bounded by
// bytes besides, because a batch may be a row or sixteen thousand.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "core/state.hpp"
#include "engine/feed_work.hpp"

namespace holdfast::engine {

/// Something to do within a batch; its effects become durable together.
using Work = std::function<void(Turn&)>;
/// A look at the durable state, between batches.
using Look = std::function<void(const core::State&)>;

class Inbox {
 public:
  /// `items_max` of both lanes together; `feed_bytes_max` of batches that wait or are under way.
  Inbox(std::size_t items_max, std::size_t feed_bytes_max)
      : items_max_(items_max), feed_bytes_max_(feed_bytes_max) {}

  /// False when the inbox is full or closed.
  bool push(Work work);
  /// The same for a feed's batch, which takes `bytes` of memory. An empty lane takes any one batch.
  bool push_feed(std::unique_ptr<FeedWork> work, std::size_t bytes);
  /// As `push`, without a limit: for what the engine itself must not lose (replies, findings).
  bool push_always(Work work);
  bool push_look(Look look);

  /// Waits up to `patience` until something is there, or somebody wakes who waits here: false when
  /// neither came.
  bool wait(std::chrono::milliseconds patience);
  /// Any thread.
  void wake();

  struct Feed {
    std::unique_ptr<FeedWork> work;
    std::size_t bytes = 0;
  };
  /// The next batch of a feed that is there; its bytes count until they are settled.
  [[nodiscard]] std::optional<Feed> next_feed();
  struct Batch {
    std::vector<Work> work;
    std::vector<Look> looks;
    bool closed = false;
  };
  /// What is there of everything else: at most `items_max` of work.
  [[nodiscard]] Batch take(std::size_t items_max);

  /// Feeds' batches of so many bytes are about to be answered: they count no more, so that whoever
  /// has an answer finds room for the next batch.
  void settle(std::size_t feed_bytes);

  void close();
  [[nodiscard]] std::uint64_t size() const;
  struct Load {
    std::uint64_t items = 0;
    std::uint64_t items_peak = 0;
    std::uint64_t feed_bytes = 0;  // of batches that wait or are under way
    std::uint64_t feed_bytes_peak = 0;
    std::uint64_t feeds_refused = 0;  // batches that were told to come back
  };
  [[nodiscard]] Load load() const;

 private:
  bool push(Work work, std::size_t limit);
  [[nodiscard]] std::size_t items() const { return work_.size() + feeds_.size(); }

  const std::size_t items_max_;
  const std::size_t feed_bytes_max_;
  mutable std::mutex lock_;
  std::condition_variable arrived_;
  std::deque<Work> work_;
  std::deque<Feed> feeds_;
  std::vector<Look> looks_;
  Load load_;
  bool is_woken_ = false;
  bool closed_ = false;
};

}  // namespace holdfast::engine
