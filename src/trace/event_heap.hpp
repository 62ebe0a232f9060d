// The replay's queue: the next transfer of each hot account, smallest (time, sequence) first.
//
// A 4-ary heap of 16-byte events, so that four siblings share a cache line; a cursor that goes on
// replaces its event at the top instead of being taken out and put in again. One thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "fund/graph.hpp"

namespace holdfast::trace {

struct Event {
  std::int64_t time_ms;
  std::uint32_t sequence;
  std::uint32_t slot;  // whose cursor it came from

  Event(const fund::Key& key, std::uint32_t from)
      : time_ms(base::to_unix_ms(key.time)),
        sequence(static_cast<std::uint32_t>(key.sequence.value())),
        slot(from) {}
  [[nodiscard]] fund::Key key() const {
    return {base::from_unix_ms(time_ms), fund::Sequence{sequence}};
  }
  [[nodiscard]] bool before(const Event& other) const {
    return time_ms != other.time_ms ? time_ms < other.time_ms : sequence < other.sequence;
  }
};

class EventHeap {
 public:
  [[nodiscard]] bool empty() const { return events_.empty(); }
  [[nodiscard]] const Event& top() const { return events_.front(); }

  void push(const Event& event) {
    std::size_t at = events_.size();
    events_.push_back(event);
    while (at > 0 && event.before(events_[(at - 1) / 4])) {
      events_[at] = events_[(at - 1) / 4];
      at = (at - 1) / 4;
    }
    events_[at] = event;
  }
  void pop() {
    const Event last = events_.back();
    events_.pop_back();
    if (!events_.empty()) {
      replace_top(last);
    }
  }
  void replace_top(const Event& event) {
    std::size_t at = 0;
    for (;;) {
      const std::size_t first = at * 4 + 1;
      if (first >= events_.size()) {
        break;
      }
      const std::size_t end = std::min(first + 4, events_.size());
      std::size_t least = first;
      for (std::size_t child = first + 1; child < end; ++child) {
        least = events_[child].before(events_[least]) ? child : least;
      }
      if (!events_[least].before(event)) {
        break;
      }
      events_[at] = events_[least];
      at = least;
    }
    events_[at] = event;
  }

 private:
  std::vector<Event> events_;
};

}  // namespace holdfast::trace
