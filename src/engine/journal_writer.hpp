// Makes turns durable: seals and encodes what a turn decided, digests it, writes it to the journal
// and waits for the disk. Either at once or on a thread of its own, beside which the engine's takes
// the next rows.
//
// A failed append ends the process at once: what reached the disk is unknown, and a restart reads
// it.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "engine/parts.hpp"
#include "engine/turn.hpp"
#include "port/journal.hpp"

namespace holdfast::engine {

class JournalWriter {
 public:
  /// `on_written` is called on the writer's thread when what was begun is durable.
  JournalWriter(const Parts& parts, std::function<void()> on_written);
  ~JournalWriter();
  JournalWriter(const JournalWriter&) = delete;
  JournalWriter& operator=(const JournalWriter&) = delete;

  struct Written {
    port::BatchSeq seq = 0;
    std::string segment;  // as the journal has it
  };
  // One thread, one turn at a time:
  /// On this thread.
  [[nodiscard]] Written write(const Turn& turn) const;
  /// On the other; the turn stays as it is until it is written.
  void begin(const Turn& turn);
  /// What was begun is not durable yet.
  [[nodiscard]] bool is_writing() const;
  /// Waits for what was begun.
  [[nodiscard]] Written wait();

 private:
  void run();

  const Parts& parts_;
  const std::function<void()> on_written_;
  mutable std::mutex lock_;  // guards what follows
  std::condition_variable changed_;
  const Turn* turn_ = nullptr;  // that is being written
  Written written_;
  bool is_over_ = false;
  std::thread thread_;
};

}  // namespace holdfast::engine
