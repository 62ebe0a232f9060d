#include "engine/memory_preparer.hpp"

#include <algorithm>
#include <chrono>

namespace holdfast::engine {

namespace {

constexpr std::chrono::milliseconds look_every{20};
// How far ahead, in transfers: an eighth of what there is, so that a small centre stays small, and
// at most what a busy one takes in a few seconds.
constexpr std::uint64_t share = 8;
constexpr std::uint64_t most = 1'000'000;

}  // namespace

MemoryPreparer::MemoryPreparer(World& world) : world_(world), thread_([this] { run(); }) {}

MemoryPreparer::~MemoryPreparer() {
  {
    const std::lock_guard held{lock_};
    is_over_ = true;
  }
  ended_.notify_one();
  thread_.join();
}

void MemoryPreparer::run() {
  std::unique_lock held{lock_};
  while (!ended_.wait_for(held, look_every, [this] { return is_over_; })) {
    const std::uint64_t there = world_.graph().snapshot().value();
    world_.prepare(there + std::min(there / share, most));
  }
}

}  // namespace holdfast::engine
