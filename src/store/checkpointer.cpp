#include "store/checkpointer.hpp"

#include "base/log.hpp"
#include "base/thread_name.hpp"

namespace holdfast::store {

Checkpointer::Checkpointer(std::filesystem::path path, const FileFormat& format, Limits limits)
    : path_(std::move(path)), format_(format), limits_(limits), thread_([this] {
        base::name_thread("checkpoint");
        run();
      }) {}

Checkpointer::~Checkpointer() {
  {
    const std::scoped_lock held{lock_};
    is_over_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Checkpointer::commit_begins() {
  const std::scoped_lock held{lock_};
  began_idle_ = standing_ == Standing::idle;
}

void Checkpointer::commit_ended(std::uint64_t log_bytes) {
  if (log_bytes < asked_bytes_) {
    asked_bytes_ = 0;  // the log began anew
  }
  const bool is_full = log_bytes > limits_.hard;
  if (!is_full && (!began_idle_ || log_bytes - asked_bytes_ <= limits_.soft)) {
    return;
  }
  asked_bytes_ = log_bytes;
  std::unique_lock held{lock_};
  // Nothing is committed while this waits, so that here a move may begin at any time.
  changed_.wait(held, [&] { return !is_full || standing_ != Standing::moving; });
  standing_ = Standing::due;
  changed_.notify_all();
  changed_.wait(held, [&] { return !is_full || standing_ == Standing::idle; });
}

void Checkpointer::run() {
  std::unique_lock held{lock_};
  for (;;) {
    changed_.wait(held, [this] { return standing_ == Standing::due || is_over_; });
    if (is_over_) {
      return;
    }
    standing_ = Standing::moving;
    held.unlock();
    // What is committed is durable already: a failure costs disk space only.
    if (const auto moved = move(); !moved) {
      base::log_warn("checkpoint of {}: {}", path_.string(), moved.error().message);
    }
    held.lock();
    standing_ = Standing::idle;
    changed_.notify_all();
  }
}

base::Result<void> Checkpointer::move() {
  if (!database_) {
    auto opened = Database::open(path_, format_, {.durability = Durability::full});
    if (!opened) {
      return opened.error();
    }
    database_.emplace(std::move(*opened));
  }
  return database_->checkpoint(Checkpoint::passive);
}

}  // namespace holdfast::store
