// See writer.hpp.
#include "bank/writer.hpp"

#include <exception>

#include "base/log.hpp"

namespace holdfast::bank {

Writer::Writer(Database& database) : database_(database), thread_([this] { run(); }) {}

Writer::~Writer() {
  stop();
}

void Writer::stop() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
  std::vector<Work> dropped;  // destroyed without the lock: a work may own a caller's answer
  {
    const std::lock_guard lock{mutex_};
    joined_ = true;
    dropped.swap(queue_);
  }
}

void Writer::submit(Work work) {
  {
    const std::lock_guard lock{mutex_};
    if (joined_) return;
    queue_.push_back(std::move(work));
  }
  wake_.notify_one();
}

void Writer::run() {
  for (;;) {
    std::vector<Work> batch;
    {
      std::unique_lock lock{mutex_};
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      batch.swap(queue_);
    }
    perform(std::move(batch));
  }
}

void Writer::perform(std::vector<Work> batch) {
  std::vector<net::Task> completions;
  try {
    database_.script("BEGIN IMMEDIATE");
    for (const Work& work : batch) completions.push_back(work());
    database_.script("COMMIT");
  } catch (const std::exception& error) {
    base::log_error("the ledger failed: {}", error.what());
    try {
      database_.script("ROLLBACK");
    } catch (const std::exception& again) {
      base::log_error("the ledger cannot roll back: {}", again.what());
    }
    return;  // the works and their responders go unanswered: their callers see a 500
  }
  for (net::Task& completion : completions) {
    if (completion) completion();
  }
}

}  // namespace holdfast::bank
