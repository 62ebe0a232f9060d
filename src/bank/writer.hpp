// The one thread that touches a database: collects what is asked meanwhile, does it in one
// transaction, and lets the answers go only after the commit.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "bank/sqlite.hpp"
#include "net/task.hpp"

namespace holdfast::bank {

class Writer {
 public:
  /// Works inside the transaction; what it returns runs after the commit, on the writer's thread.
  /// A work that wants to change nothing must find out before it changes something.
  using Work = std::function<net::Task()>;

  explicit Writer(Database& database);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Any thread, and works and their completions too.
  void submit(Work work);
  /// Finishes what was submitted and joins; what comes later is dropped. Not from a work.
  void stop();

 private:
  void run();
  void perform(std::vector<Work> batch);

  Database& database_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Work> queue_;
  bool stopping_ = false;
  bool joined_ = false;
  std::thread thread_;
};

}  // namespace holdfast::bank
