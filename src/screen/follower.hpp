// One version of the model and its rules on the running feed: a thread of its own takes what became
// durable in the fund graph, in the order of arrival, and any thread may ask it about a payment.
//
// It never slows the feeds: it reads what the graph publishes, and falls behind where it is slower.
// Nothing is skipped. Once it is far behind, only looks at accounts wait (taking a transfer costs
// a tenth of looking), and are made when it has caught up.
//
// From the start (or anew, see `needs_rebuilding`) it is built from the graph, in the order of
// time. Until it has caught up once nobody can ask it. What it knows is derived: nothing of it is
// written anywhere.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/instant.hpp"
#include "engine/engine.hpp"
#include "warn/live.hpp"

namespace holdfast::screen {

struct FollowLimits {
  /// Of the newest transfers so many are learned about when it is built; half of that again and
  /// again where memory does not suffice.
  std::uint64_t history_max = 20'000'000;
  /// Of those, the newest are looked at one by one; before them accounts are looked at once.
  std::uint64_t looked_at_max = 1'000'000;
  std::uint64_t bytes_max = std::uint64_t{4} << 30;  // about; twice that while it is built anew
  std::uint64_t far_behind = 20'000;                 // transfers; from there looks wait
};

class Follower {
 public:
  Follower(const engine::Engine& engine, std::shared_ptr<const warn::Scale> scale,
           FollowLimits limits);
  ~Follower();
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;

  // ---- Any thread. ----
  /// It has caught up with the feeds once since the start.
  [[nodiscard]] bool is_ready() const { return is_ready_; }
  /// As Live::ask. Waits for one transfer's taking at most. Only once it is ready.
  [[nodiscard]] warn::Opinion ask(const warn::Live::Payment& payment, double reasons_from);
  /// Who is flagged, the highest scores first; at most `count`.
  [[nodiscard]] std::vector<warn::Flag> flags(std::size_t count);
  [[nodiscard]] std::vector<base::AccountId> flagged();
  [[nodiscard]] std::optional<warn::Flag> flag_of(base::AccountId account);

  struct Standing {
    bool is_ready = false;
    std::uint64_t behind = 0;   // durable transfers not taken yet
    std::uint64_t waiting = 0;  // accounts that wait for a look
    std::uint64_t put_off = 0;  // transfers whose looks had to wait, so far
    std::uint64_t taken = 0;    // payments it has learned about
    std::uint64_t late = 0;     // of them, told of more than an hour late
    std::uint64_t accounts = 0;
    std::uint64_t flagged = 0;
    std::uint64_t bytes = 0;
    std::uint64_t since = 0;    // the first transfer it has learned about
    std::int64_t build_ms = 0;  // how long it took to build it
  };
  [[nodiscard]] Standing standing();
  [[nodiscard]] const warn::Scale& scale() const { return *scale_; }

 private:
  /// A transfer is taken between two of those who ask, and nobody who asks waits for two: whoever
  /// waits for `data` holds the turnstile, so that the next slice of the feed queues behind.
  class Slice {
   public:
    explicit Slice(Follower& follower) : turn_(follower.turnstile_), held_(follower.data_) {
      turn_.unlock();
    }

   private:
    std::unique_lock<std::mutex> turn_;
    std::unique_lock<std::mutex> held_;
  };

  void run();
  void build(std::uint64_t until);
  /// Null when it is to stop, or the memory does not suffice.
  [[nodiscard]] std::unique_ptr<warn::Live> learn(std::uint64_t from, std::uint64_t until);
  void take_some(std::uint64_t durable);
  [[nodiscard]] bool needs_rebuilding();
  void nap() const;

  const engine::Engine& engine_;
  const fund::Graph& graph_;
  const std::shared_ptr<const warn::Scale> scale_;
  const FollowLimits limits_;

  std::mutex turnstile_;
  std::mutex data_;  // guards what the pointer leads to
  std::unique_ptr<warn::Live> live_;
  // The thread's own.
  std::uint64_t history_;
  std::chrono::steady_clock::time_point last_news_;

  std::atomic<std::uint64_t> next_{0};  // the first transfer that it has not taken
  std::atomic<bool> is_ready_{false};
  std::atomic<bool> is_stopping_{false};
  std::atomic<std::uint64_t> put_off_{0};
  std::atomic<std::uint64_t> since_{0};
  std::atomic<std::int64_t> build_ms_{0};
  std::thread thread_;
};

}  // namespace holdfast::screen
