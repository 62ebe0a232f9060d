#include "fund/log_cursor.hpp"

#include "fund/graph.hpp"

namespace holdfast::fund {

// ---- Lane -------------------------------------------------------------------------------------

LogLane::LogLane(const AccountLog& log, const RunView& view, std::uint32_t from)
    : run_(view.run), left_(view.count - from) {
  if (left_ == 0) {
    return;
  }
  const BlockPlace place = BlockShape::place(from);
  ordinal_ = place.ordinal;
  at_ = place.offset;
  capacity_ = BlockShape::capacity(ordinal_);
  entries_ = log.entries(*run_, ordinal_);
}

LogLane::LogLane(std::vector<LogEntry> sorted)
    : capacity_(static_cast<std::uint32_t>(sorted.size())),
      left_(capacity_),
      sorted_(std::make_shared<const std::vector<LogEntry>>(std::move(sorted))) {
  entries_ = sorted_->data();
}

void LogLane::advance(const AccountLog& log) {
  --left_;
  ++at_;
  if (at_ == capacity_ && left_ > 0) {
    enter_next_block(log);
  }
}

bool LogLane::is_at_whole_block() const {
  return run_ != nullptr && at_ == 0 && left_ >= capacity_ && BlockShape::is_big(ordinal_);
}

void LogLane::skip_rest_of_block(const AccountLog& log) {
  left_ -= std::min(left_, capacity_ - at_);
  at_ = capacity_;
  if (left_ > 0) {
    enter_next_block(log);
  }
}

void LogLane::enter_next_block(const AccountLog& log) {
  entries_ = log.entries_after(entries_, ordinal_);
  ++ordinal_;
  capacity_ = BlockShape::capacity(ordinal_);
  at_ = 0;
}

// ---- Cursor -----------------------------------------------------------------------------------

LogCursor::LogCursor(const Graph& graph, std::vector<LogLane> lanes) : graph_(&graph) {
  std::erase_if(lanes, [](const LogLane& lane) { return lane.is_done(); });
  if (lanes.size() == 1) {
    first_ = std::move(lanes.front());
    return;
  }
  more_ = std::move(lanes);
  for (LogLane& lane : more_) {
    note_head(lane);
  }
}

void LogCursor::note_head(LogLane& lane) const {
  if (!lane.is_done()) {
    lane.head_time_ms = base::to_unix_ms(graph_->time_of(lane.head().sequence()));
  }
}

std::optional<LogEntry> LogCursor::next_entry() {
  if (more_.empty()) {
    if (first_.is_done()) {
      return std::nullopt;
    }
    const LogEntry entry = first_.head();
    first_.advance(graph_->log());
    if (!first_.is_done()) {
      graph_->prefetch(first_.head().sequence());
    }
    return entry;
  }
  LogLane* earliest = nullptr;
  for (LogLane& lane : more_) {
    if (lane.is_done()) {
      continue;
    }
    if (earliest == nullptr || lane.head_time_ms < earliest->head_time_ms ||
        (lane.head_time_ms == earliest->head_time_ms &&
         lane.head().sequence() < earliest->head().sequence())) {
      earliest = &lane;
    }
  }
  if (earliest == nullptr) {
    return std::nullopt;
  }
  const LogEntry entry = earliest->head();
  earliest->advance(graph_->log());
  note_head(*earliest);
  return entry;
}

}  // namespace holdfast::fund
