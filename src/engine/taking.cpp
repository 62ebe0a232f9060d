#include "engine/taking.hpp"

#include <algorithm>

#include "engine/same_second.hpp"

namespace holdfast::engine {

namespace {

// How many rows ahead of its turn each part of what a row needs is asked for.
constexpr std::size_t slots_ahead = 24;
constexpr std::size_t records_ahead = 16;
constexpr std::size_t logs_ahead = 8;

std::vector<World::RowKeys> keys_of(const World& world, const ReadyRows& ready,
                                    const World::Source& from) {
  std::vector<World::RowKeys> keys;
  keys.reserve(ready.order.size());
  for (const std::size_t at : ready.order) {
    keys.push_back(world.keys_of(ready.rows[at], from));
  }
  return keys;
}

}  // namespace

std::size_t ReadyRows::bytes() const {
  return rows.bytes() + order.capacity() * sizeof(std::size_t) +
         order.size() * sizeof(World::RowKeys);
}

ReadyRows make_ready(const World& world, std::string feed, FeedRows rows) {
  ReadyRows ready{std::move(feed), std::move(rows), {}, {}};
  ready.order = order_of_taking(ready.rows);
  if (const auto from = world.find_source(ready.feed)) {
    ready.keys = keys_of(world, ready, *from);
  }
  return ready;
}

RowsTaken take_rows(Turn& turn, const ReadyRows& ready) {
  World& world = turn.world;
  RowsTaken taken;
  taken.first = base::Sequence{world.graph().snapshot().value()};
  taken.rows = ready.rows.size();
  const std::size_t count = ready.order.size();
  if (count == 0) {
    return taken;
  }
  const auto from = world.source(ready.feed);
  const auto made =
      ready.keys.empty() ? keys_of(world, ready, from) : std::vector<World::RowKeys>{};
  const auto& keys = ready.keys.empty() ? made : ready.keys;
  for (std::size_t i = 0; i < count + slots_ahead; ++i) {
    // What lies `slots_ahead` behind is taken now; what is between is asked for.
    if (i < count) {
      world.ask_for_slots(keys[i]);
    }
    if (const auto at = i - (slots_ahead - records_ahead); at < count) {
      world.ask_for_records(keys[at]);
    }
    if (const auto at = i - (slots_ahead - logs_ahead); at < count) {
      world.ask_for_logs(keys[at]);
    }
    const auto at = i - slots_ahead;
    if (at >= count) {
      continue;
    }
    const auto row = ready.rows[ready.order[at]];
    const auto one = world.take(row, keys[at], from, turn.now, turn.state.routing, turn.segment);
    taken.newest = taken.newest ? std::max(*taken.newest, row.time) : row.time;
    switch (one.how) {
      case World::Taken::fresh:
        ++taken.fresh;
        break;
      case World::Taken::duplicate:
        ++taken.duplicates;
        break;
      case World::Taken::leg:
        ++taken.legs;
        break;
    }
  }
  return taken;
}

void offer_rows(Turn& turn, Matcher& matcher, const RowsTaken& taken) {
  for (std::uint64_t i = 0; i < taken.fresh && matcher.waits(); ++i) {
    matcher.offer(turn, base::Sequence{taken.first.value() + i});
  }
}

core::NoteTransfers note_of(const RowsTaken& taken) {
  core::NoteTransfers note;
  note.rows = taken.rows;
  note.fresh = taken.fresh;
  note.duplicates = taken.duplicates;
  note.legs = taken.legs;
  note.first = taken.first;
  return note;
}

}  // namespace holdfast::engine
