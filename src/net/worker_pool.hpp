// A few threads for work that may block: request handlers, body sinks.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "net/task.hpp"

namespace holdfast::net {

class WorkerPool {
 public:
  explicit WorkerPool(std::size_t threads);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Any thread. Tasks posted after `stop` are dropped.
  void post(Task task);
  /// Drops what has not begun, waits for what has. Not from a worker.
  void stop();
  /// Tasks posted and not yet begun.
  [[nodiscard]] std::size_t waiting() const;

 private:
  void work();

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> tasks_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace holdfast::net
