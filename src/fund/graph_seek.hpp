// A look at one stretch of time in an account's log, without a walk from its beginning.
//
// In each run the place where the stretch begins is found by bisection and its end ends the walk;
// an account with late arrivals has a few runs, walked one after the other. The transfers, which
// lie anywhere in memory, are asked for well ahead; those of the other side are not even looked at.
// Any thread.
#pragma once

#include <algorithm>

#include "fund/graph.hpp"

namespace holdfast::fund {

template <typename Fn>
void Graph::for_each_in_lane(LogLane lane, Snapshot snapshot, TimeRange range, LogEntry wanted,
                             Fn& fn) const {
  constexpr std::uint32_t ahead = 16;
  while (!lane.is_done()) {
    const std::span<const LogEntry> here = lane.rest_of_block();
    for (std::size_t i = 0; i < std::min<std::size_t>(here.size(), ahead); ++i) {
      prefetch(here[i].sequence());
    }
    for (std::size_t i = 0; i < here.size(); ++i) {
      if (i + ahead < here.size()) {
        prefetch(here[i + ahead].sequence());
      }
      if ((here[i].bits & wanted.bits) == 0 && wanted.bits != 0) {
        continue;
      }
      const Sequence sequence = here[i].sequence();
      const Transfer one = counted(sequence, snapshot);
      if (one.time > range.last) {
        return;
      }
      fn(sequence, one);
    }
    lane.skip_rest_of_block(log_);
  }
}

template <typename Fn>
void Graph::for_each_within(AccountId account, Snapshot snapshot, TimeRange range, Side side,
                            Fn&& fn) const {
  if (range.last < range.first) {
    return;
  }
  const LogEntry wanted{side == Side::out  ? LogEntry::out_bit
                        : side == Side::in ? LogEntry::in_bit
                                           : 0U};
  for (const RunView& view : views(account, snapshot)) {
    const Key from{range.first, Sequence{0}};
    if (view.is_sorted) {
      for_each_in_lane(LogLane{log_, view, position_of(view, from)}, snapshot, range, wanted, fn);
      continue;
    }
    std::vector<LogEntry> entries = sorted_entries(view);
    std::erase_if(entries, [&](const LogEntry& one) { return key_of(one.sequence()) < from; });
    for_each_in_lane(LogLane{std::move(entries)}, snapshot, range, wanted, fn);
  }
}

}  // namespace holdfast::fund
