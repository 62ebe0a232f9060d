// Moves a database's write-ahead log into its file on a thread of its own, so that whoever commits
// need not: both go on beside each other, over two connections.
//
// SQLite before 3.51.3 can lose commits when a checkpoint begins on a log that was moved whole
// while another connection begins that log anew. Only a commit does that, and only on a log that
// was moved whole. Hence the rule here: between the end of one move and the begin of the next a
// whole commit lies, whose frames the next move finds still to be moved; until they are, no commit
// can begin the log anew. Nobody else may checkpoint this file.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "store/sqlite.hpp"

namespace holdfast::store {

class Checkpointer {
 public:
  /// Moves when the log has grown by `soft` bytes; when it has more than `hard`, commits wait.
  struct Limits {
    std::uint64_t soft = 0;
    std::uint64_t hard = 0;
  };
  Checkpointer(std::filesystem::path path, const FileFormat& format, Limits limits);
  ~Checkpointer();  // ends the move under way
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  // The one thread that commits says so, before and after.
  void commit_begins();
  void commit_ended(std::uint64_t log_bytes);

 private:
  enum class Standing { idle, due, moving };
  void run();
  base::Result<void> move();

  const std::filesystem::path path_;
  const FileFormat format_;
  const Limits limits_;
  std::optional<Database> database_;  // the thread's; opened when there is something to move
  // Of the thread that commits:
  bool began_idle_ = false;        // the commit under way
  std::uint64_t asked_bytes_ = 0;  // of the log, when it was last asked for a move
  std::mutex lock_;                // guards what follows
  std::condition_variable changed_;
  Standing standing_ = Standing::idle;
  bool is_over_ = false;
  std::thread thread_;
};

}  // namespace holdfast::store
