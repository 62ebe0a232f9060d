// See worker_pool.hpp.
#include "net/worker_pool.hpp"

#include <exception>

#include "base/log.hpp"
#include "base/thread_name.hpp"

namespace holdfast::net {

WorkerPool::WorkerPool(std::size_t threads) {
  threads_.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) {
    threads_.emplace_back([this] {
      base::name_thread("net worker");
      work();
    });
  }
}

WorkerPool::~WorkerPool() {
  stop();
}

void WorkerPool::post(Task task) {
  {
    const std::lock_guard lock{mutex_};
    if (stopping_) return;
    tasks_.push_back(std::move(task));
  }
  wake_.notify_one();
}

void WorkerPool::stop() {
  std::deque<Task> dropped;  // destroyed without the lock: a dropped task may answer its caller
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
    dropped.swap(tasks_);
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

std::size_t WorkerPool::waiting() const {
  const std::lock_guard lock{mutex_};
  return tasks_.size();
}

void WorkerPool::work() {
  for (;;) {
    Task task;
    {
      std::unique_lock lock{mutex_};
      wake_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
      if (stopping_) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    try {
      task();
    } catch (const std::exception& error) {
      // What the task owned is destroyed with it, so a request it held is answered with a 500.
      base::log_error("a request handler threw: {}", error.what());
    }
  }
}

}  // namespace holdfast::net
