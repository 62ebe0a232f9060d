#include "core/batch_stream.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "core/state.hpp"

namespace holdfast::core {

base::Result<std::optional<TakenBatch>> earlier_answer(const State& state, const BatchMark& mark) {
  const auto owner = state.batches.find(mark.owner);
  if (owner == state.batches.end()) {
    return std::optional<TakenBatch>{};
  }
  const auto stream = owner->second.find(mark.stream);
  if (stream == owner->second.end()) {
    return std::optional<TakenBatch>{};
  }
  const auto& taken = stream->second.taken;
  const auto where = fmt::format("batch {}", mark.number);
  if (const auto found = taken.find(mark.number); found != taken.end()) {
    if (found->second.digest != mark.digest) {
      return base::Error{base::ErrorCode::conflict,
                         fmt::format("batch {} of stream {} was taken with another content; give "
                                     "new rows a new number",
                                     mark.number, mark.stream),
                         where};
    }
    return std::optional{found->second};
  }
  if (taken.size() >= batches_kept && mark.number < taken.begin()->first) {
    return base::Error{base::ErrorCode::conflict,
                       fmt::format("batch {} of stream {} is older than the {} that are "
                                   "remembered; give rows that were never taken a new number",
                                   mark.number, mark.stream, batches_kept),
                       where};
  }
  return std::optional<TakenBatch>{};
}

void remember(State& state, const BatchMark& mark, const TakenBatch& batch, base::Instant at) {
  auto& streams = state.batches[mark.owner];
  if (!streams.contains(mark.stream) && streams.size() >= streams_kept) {
    // Of equally old ones the first by name: the same in every replay.
    streams.erase(std::min_element(
        streams.begin(), streams.end(),
        [](const auto& a, const auto& b) { return a.second.last_heard < b.second.last_heard; }));
  }
  auto& stream = streams[mark.stream];
  stream.last_heard = at;
  stream.newest = std::max(stream.newest, mark.number);
  stream.taken.emplace(mark.number, batch);
  if (stream.taken.size() > batches_kept) {
    stream.taken.erase(stream.taken.begin());
  }
}

}  // namespace holdfast::core
