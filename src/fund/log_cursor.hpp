// Walks one account's log in the order of the world, from any point of it.
//
// A lane stands in one run; a cursor merges the lanes of an account, which is one lane as a rule.
// Cursors are values: a copy goes its own way. A cursor shows what its snapshot shows and must not
// outlive its graph. Any thread, one at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "fund/account_log.hpp"

namespace holdfast::fund {

class Graph;

/// A place in one run and how far it goes.
class LogLane {
 public:
  LogLane() = default;
  /// From position `from` on.
  LogLane(const AccountLog& log, const RunView& view, std::uint32_t from);
  /// Over entries that were put in order by the reader.
  explicit LogLane(std::vector<LogEntry> sorted);

  [[nodiscard]] bool is_done() const { return left_ == 0; }
  [[nodiscard]] std::uint32_t left() const { return left_; }
  [[nodiscard]] LogEntry head() const { return entries_[at_]; }
  void advance(const AccountLog& log);

  /// The lane stands at the beginning of a block that lies in it whole and is summed up.
  [[nodiscard]] bool is_at_whole_block() const;
  [[nodiscard]] LogEntry last_of_block() const { return entries_[capacity_ - 1]; }
  [[nodiscard]] BalanceStep step_of_block(const AccountLog& log) const {
    return log.own(*run_, ordinal_);
  }
  void skip_block(const AccountLog& log) { skip_rest_of_block(log); }
  /// What is left of the block that the lane stands in, for loops that take it at once.
  [[nodiscard]] std::span<const LogEntry> rest_of_block() const {
    return {entries_ + at_, std::min(left_, capacity_ - at_)};
  }
  void skip_rest_of_block(const AccountLog& log);

  std::int64_t head_time_ms = 0;  // kept by whoever merges lanes

 private:
  void enter_next_block(const AccountLog& log);

  const Run* run_ = nullptr;
  const LogEntry* entries_ = nullptr;  // of the block
  std::uint32_t ordinal_ = 0;
  std::uint32_t at_ = 0;  // within the block
  std::uint32_t capacity_ = 0;
  std::uint32_t left_ = 0;
  std::shared_ptr<const std::vector<LogEntry>> sorted_;
};

class LogCursor {
 public:
  LogCursor() = default;
  /// The next transfer, or nothing at the end.
  [[nodiscard]] std::optional<Sequence> next() {
    const std::optional<LogEntry> entry = next_entry();
    return entry ? std::optional{entry->sequence()} : std::nullopt;
  }
  /// The same with its direction.
  [[nodiscard]] std::optional<LogEntry> next_entry();

 private:
  friend class Graph;
  LogCursor(const Graph& graph, std::vector<LogLane> lanes);
  void note_head(LogLane& lane) const;

  const Graph* graph_ = nullptr;
  LogLane first_;              // the only one, as a rule
  std::vector<LogLane> more_;  // not empty: heads are noted and lanes are merged
};

}  // namespace holdfast::fund
