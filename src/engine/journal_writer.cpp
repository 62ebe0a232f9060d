#include "engine/journal_writer.hpp"

#include <cstdlib>

#include "base/log.hpp"
#include "base/thread_name.hpp"
#include "core/codec.hpp"

namespace holdfast::engine {

namespace {

[[noreturn]] void die(const base::Error& error) {
  base::log_error("the journal could not be written, stopping at once: {}", error.message);
  std::_Exit(EXIT_FAILURE);
}

}  // namespace

JournalWriter::JournalWriter(const Parts& parts, std::function<void()> on_written)
    : parts_(parts), on_written_(std::move(on_written)), thread_([this] {
        base::name_thread("journal");
        run();
      }) {}

JournalWriter::~JournalWriter() {
  {
    const std::scoped_lock held{lock_};
    is_over_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

JournalWriter::Written JournalWriter::write(const Turn& turn) const {
  const auto seal = [&](base::SubjectId subject, std::string_view plain) {
    return parts_.keys->seal(subject, plain);
  };
  std::string lines;
  for (const auto& event : turn.events) {
    lines += core::encode(event, seal);
    lines += '\n';
  }
  Written written;
  written.segment = encode(turn.segment, seal);
  if (const auto flushed = parts_.keys->flush(); !flushed) {
    die(flushed.error());
  }
  const auto head = parts_.journal->append(turn.now, lines, written.segment);
  if (!head) {
    die(head.error());
  }
  written.seq = head->seq;
  return written;
}

void JournalWriter::begin(const Turn& turn) {
  {
    const std::scoped_lock held{lock_};
    turn_ = &turn;
  }
  changed_.notify_all();
}

bool JournalWriter::is_writing() const {
  const std::scoped_lock held{lock_};
  return turn_ != nullptr;
}

JournalWriter::Written JournalWriter::wait() {
  std::unique_lock held{lock_};
  changed_.wait(held, [this] { return turn_ == nullptr; });
  return std::move(written_);
}

void JournalWriter::run() {
  std::unique_lock held{lock_};
  for (;;) {
    changed_.wait(held, [this] { return turn_ != nullptr || is_over_; });
    if (turn_ == nullptr) {
      return;
    }
    const Turn& turn = *turn_;
    held.unlock();
    auto written = write(turn);
    held.lock();
    written_ = std::move(written);
    turn_ = nullptr;
    held.unlock();
    changed_.notify_all();
    on_written_();
    held.lock();
  }
}

}  // namespace holdfast::engine
