// When snapshots are written, and what they are good for while the engine runs: memory that one
// holds can be given back to the system (memory_watch.hpp).
//
// Engine thread only, but for `memory`.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>

#include "core/state.hpp"
#include "engine/memory_watch.hpp"
#include "engine/parts.hpp"
#include "engine/world.hpp"

namespace holdfast::engine {

class SnapshotKeeper {
 public:
  /// `restored` is the batch of the snapshot that the process began from, 0 without.
  SnapshotKeeper(const Parts& parts, const Options& options, const core::State& state, World& world,
                 port::BatchSeq restored);

  /// A batch is durable.
  void note_batch() { ++batches_; }
  /// It is time for a snapshot, which begins at the next quiet step.
  [[nodiscard]] bool is_due() const;
  /// Ends, gives back, and, if no turn is under way, begins: a few milliseconds at most.
  void step(bool is_quiet);
  /// Writes what is not in a snapshot yet, and waits for it.
  void finish();

  struct Memory {
    std::uint64_t own_bytes = 0;
    std::uint64_t given_back_bytes = 0;  // of the newest snapshot
    MemoryState state = MemoryState::ample;
  };
  /// Any thread.
  [[nodiscard]] Memory memory() const;

 private:
  using SteadyClock = std::chrono::steady_clock;
  void start();
  void ended(const base::Result<void>& written);
  void watch_memory();
  void give_back();

  const Parts& parts_;
  const Options& options_;
  const core::State& state_;
  World& world_;
  std::uint64_t batches_ = 0;  // since the last snapshot
  std::uint64_t transfers_at_ = 0;
  bool is_writing_ = false;
  SteadyClock::time_point next_look_ = {};
  SteadyClock::time_point retry_at_ = {};
  std::unique_ptr<base::ImageIn> newest_;  // open while memory is given back to it
  bool newest_is_used_up_ = true;
  fund::Graph::GivingBack progress_;
  std::atomic<std::uint64_t> own_bytes_{0};
  std::atomic<std::uint64_t> given_bytes_{0};
  std::atomic<MemoryState> memory_{MemoryState::ample};
};

}  // namespace holdfast::engine
