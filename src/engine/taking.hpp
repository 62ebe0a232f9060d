// Rows of a feed on their way into the world: what can be done before their turn comes, on the
// thread that brought them, and their turn itself.
#pragma once

#include <string>
#include <vector>

#include "core/command.hpp"
#include "engine/feed_row.hpp"
#include "engine/matcher.hpp"
#include "engine/turn.hpp"
#include "engine/world.hpp"

namespace holdfast::engine {

/// Rows with the order in which to take them and what each is known by.
struct ReadyRows {
  std::string feed;
  FeedRows rows;
  std::vector<std::size_t> order;
  std::vector<World::RowKeys> keys;  // in that order; none while the feed has never spoken

  [[nodiscard]] std::size_t bytes() const;
};
/// Any thread.
[[nodiscard]] ReadyRows make_ready(const World& world, std::string feed, FeedRows rows);

struct RowsTaken {
  std::uint64_t rows = 0;
  std::uint64_t fresh = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t legs = 0;
  base::Sequence first;  // of the fresh ones, which follow each other
  std::optional<base::Instant> newest;
};
/// Through the door into the world. Engine thread.
RowsTaken take_rows(Turn& turn, const ReadyRows& ready);
/// And to the losses that wait for one of them.
void offer_rows(Turn& turn, Matcher& matcher, const RowsTaken& taken);

[[nodiscard]] core::NoteTransfers note_of(const RowsTaken& taken);

}  // namespace holdfast::engine
