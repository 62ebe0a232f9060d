// The publisher: what became durable, on its way to the projection and to the screens. A thread of
// its own, so that a slow list never delays an order. A screen hears of a change only once the
// projection shows it.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/live_event.hpp"
#include "port/projection.hpp"

namespace holdfast::engine {

class Publisher {
 public:
  explicit Publisher(std::unique_ptr<port::Projection> projection);
  ~Publisher();  // applies what is queued, then stops
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

  void publish(port::BatchSeq seq, std::vector<port::ProjectionRow> rows,
               std::vector<LiveEvent> live);
  /// Empties the projection first; for a rebuild.
  void clear();
  void on_live(std::function<void(const LiveEvent&)> listener);

  [[nodiscard]] port::BatchSeq applied() const;
  /// Waits until the projection is at least at `seq`; false when `patience` ran out.
  [[nodiscard]] bool wait_for(port::BatchSeq seq, std::chrono::milliseconds patience);

 private:
  struct Item {
    port::BatchSeq seq = 0;
    std::vector<port::ProjectionRow> rows;
    std::vector<LiveEvent> live;
    bool clear = false;
  };
  void run();
  void apply(std::vector<Item> items);

  std::unique_ptr<port::Projection> projection_;
  mutable std::mutex lock_;
  std::condition_variable arrived_;
  std::condition_variable moved_;
  std::deque<Item> items_;
  std::vector<std::function<void(const LiveEvent&)>> listeners_;
  port::BatchSeq applied_ = 0;
  bool failed_ = false;  // the thread's own
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace holdfast::engine
