// The inbox: what other threads ask of the engine thread, in order. Bounded: a full inbox says no.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <vector>

#include "core/state.hpp"

namespace holdfast::engine {

class Turn;

/// Something to do within a batch; its effects become durable together.
using Work = std::function<void(Turn&)>;
/// A look at the durable state, between batches.
using Look = std::function<void(const core::State&)>;

class Inbox {
 public:
  explicit Inbox(std::size_t limit) : limit_(limit) {}

  /// False when the inbox is full or closed.
  bool push(Work work);
  /// As `push`, without a limit: for what the engine itself must not lose (replies, findings).
  bool push_always(Work work);
  bool push_look(Look look);

  struct Batch {
    std::vector<Work> work;
    std::vector<Look> looks;
    bool closed = false;
  };
  /// What is there, at most `items_max` of work; waits up to `patience` for something.
  [[nodiscard]] Batch take(std::size_t items_max, std::chrono::milliseconds patience);

  void close();
  [[nodiscard]] std::uint64_t size() const;
  [[nodiscard]] std::uint64_t peak() const;

 private:
  bool push(Work work, std::size_t limit);

  const std::size_t limit_;
  mutable std::mutex lock_;
  std::condition_variable arrived_;
  std::deque<Work> work_;
  std::vector<Look> looks_;
  std::uint64_t peak_ = 0;
  bool closed_ = false;
};

}  // namespace holdfast::engine
