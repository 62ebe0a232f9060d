#include "store/checkpointer.hpp"

#include "base/log.hpp"
#include "base/thread_name.hpp"

namespace holdfast::store {

Checkpointer::Checkpointer(std::filesystem::path path, const FileFormat& format)
    : path_(std::move(path)), format_(format), thread_([this] {
        base::name_thread("checkpoint");
        run();
      }) {}

Checkpointer::~Checkpointer() {
  {
    const std::scoped_lock held{lock_};
    is_over_ = true;
  }
  woken_.notify_one();
  thread_.join();
}

void Checkpointer::wake() {
  {
    const std::scoped_lock held{lock_};
    is_due_ = true;
  }
  woken_.notify_one();
}

void Checkpointer::run() {
  for (;;) {
    {
      std::unique_lock held{lock_};
      woken_.wait(held, [this] { return is_due_ || is_over_; });
      if (is_over_) {
        return;
      }
      is_due_ = false;
    }
    // What is committed is durable already: a failure costs disk space only.
    if (const auto moved = move(); !moved) {
      base::log_warn("checkpoint of {}: {}", path_.string(), moved.error().message);
    }
  }
}

base::Result<void> Checkpointer::move() {
  const auto held = hold();
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
