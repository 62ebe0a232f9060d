// One who waits for an answer until a moment and then goes without it; and one who gives it.
// Exactly one of the two has the say, so that nobody is told one thing while another is written
// down. Two threads.
#pragma once

#include <atomic>
#include <chrono>

namespace holdfast::engine {

class Patience {
 public:
  using Clock = std::chrono::steady_clock;
  explicit Patience(Clock::time_point until) : until_(until) {}

  [[nodiscard]] Clock::time_point until() const { return until_; }
  /// Whoever answers: true when the answer still counts. It is waited for then, however long.
  [[nodiscard]] bool claim() { return Clock::now() < until_ && take(); }
  /// Whoever waits: true when nobody has claimed the answer.
  [[nodiscard]] bool give_up() { return take(); }

 private:
  [[nodiscard]] bool take() { return !is_taken_.exchange(true); }

  const Clock::time_point until_;
  std::atomic<bool> is_taken_{false};
};

}  // namespace holdfast::engine
