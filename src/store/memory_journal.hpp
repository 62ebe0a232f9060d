// A journal in memory, for tests and simulation: same chain, same refusals, and appends that fail
// on demand. One thread, but for `read_transfers` and `read_events`.
#pragma once

#include <deque>
#include <mutex>
#include <optional>
#include <string>

#include "port/journal.hpp"

namespace holdfast::store {

/// What a failed append left behind: a caller cannot know, so both must be survived.
enum class AppendFault { lost, kept };

class MemoryJournal final : public port::Journal {
 public:
  [[nodiscard]] base::Result<port::JournalHead> append(base::Instant at, std::string_view events,
                                                       std::string_view transfers) override;
  [[nodiscard]] port::JournalHead head() const override { return head_; }
  [[nodiscard]] base::Result<void> replay(
      port::BatchSeq after,
      const std::function<base::Result<void>(const port::BatchView&)>& visit) override;
  [[nodiscard]] base::Result<void> read_transfers(
      port::BatchSeq first, port::BatchSeq last,
      const std::function<base::Result<void>(const port::BatchView&)>& visit) override;
  [[nodiscard]] base::Result<void> read_events(
      port::BatchSeq first, port::BatchSeq last,
      const std::function<base::Result<void>(const port::BatchView&)>& visit) override;
  [[nodiscard]] base::Result<port::ChainReport> verify() override;
  [[nodiscard]] base::Result<void> drop_transfers(port::BatchSeq seq);

  /// The append of batch `seq` fails, and every one after it until `reopen`.
  void fail_at(port::BatchSeq seq, AppendFault fault);
  /// As a new process would find it: no fault armed, appends work again.
  void reopen();

 private:
  struct Batch {
    base::Instant at;
    std::string events;
    std::optional<std::string> transfers;
    base::Digest transfers_digest{};
    base::Digest hash{};
  };
  struct Fault {
    port::BatchSeq seq = 0;
    AppendFault kind = AppendFault::lost;
  };

  template <typename Fn>
  base::Result<void> read_beside(port::BatchSeq first, port::BatchSeq last, Fn&& fn);

  mutable std::mutex lock_;  // those two beside a change of batches_
  std::deque<Batch> batches_;
  port::JournalHead head_;
  std::optional<Fault> fault_;
  bool failed_ = false;
};

}  // namespace holdfast::store
