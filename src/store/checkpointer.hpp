// Moves a database's write-ahead log into its file on a thread of its own, so that whoever commits
// need not: both go on beside each other, over two connections.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "store/sqlite.hpp"

namespace holdfast::store {

class Checkpointer {
 public:
  Checkpointer(std::filesystem::path path, const FileFormat& format);
  ~Checkpointer();  // ends the move under way
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  /// There is something to move. Any thread; returns at once.
  void wake();
  /// While this is held nothing is being moved: for one who must do it himself.
  [[nodiscard]] std::unique_lock<std::mutex> hold() { return std::unique_lock{moving_}; }

 private:
  void run();
  base::Result<void> move();

  const std::filesystem::path path_;
  const FileFormat format_;
  std::mutex moving_;                 // guards database_
  std::optional<Database> database_;  // opened when there is something to move
  std::mutex lock_;                   // guards what follows
  std::condition_variable woken_;
  bool is_due_ = false;
  bool is_over_ = false;
  std::thread thread_;
};

}  // namespace holdfast::store
