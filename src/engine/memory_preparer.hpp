// Memory made ready ahead of the writer, by a thread of its own: the first touch of a page costs
// the system more than the writing of all that goes into it.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/world.hpp"

namespace holdfast::engine {

class MemoryPreparer {
 public:
  explicit MemoryPreparer(World& world);
  ~MemoryPreparer();
  MemoryPreparer(const MemoryPreparer&) = delete;
  MemoryPreparer& operator=(const MemoryPreparer&) = delete;

 private:
  void run();

  World& world_;
  std::mutex lock_;
  std::condition_variable ended_;
  bool is_over_ = false;
  std::thread thread_;
};

}  // namespace holdfast::engine
