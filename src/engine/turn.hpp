// One batch in the making: what was decided so far, not yet durable. Engine thread only.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/command.hpp"
#include "core/decide.hpp"
#include "core/state.hpp"
#include "engine/segment.hpp"
#include "engine/world.hpp"
#include "port/journal.hpp"

namespace holdfast::engine {

class Turn {
 public:
  /// `on_event` hears of every event as soon as it was applied.
  Turn(core::State& state_in, World& world_in, base::Instant now_in,
       std::function<void(const core::Event&)> on_event)
      : state(state_in), world(world_in), now(now_in), on_event_(std::move(on_event)) {}

  /// Decides and evolves at once; the events join the batch. Errors: the refusal; nothing changed.
  [[nodiscard]] base::Result<core::Answer> decide(core::Command command);
  /// The same for the engine's own findings: a refusal there is logged.
  void decide_own(core::CommandBody body);

  /// Runs after the batch is durable, on the engine thread.
  void after_commit(std::function<void(port::BatchSeq)> then) {
    continuations.push_back(std::move(then));
  }

  core::State& state;
  World& world;
  const base::Instant now;
  Segment segment;                      // what this batch adds to the world
  std::vector<core::Event> events;      // what this batch adds to the journal
  std::vector<core::AskAboutGap> gaps;  // the pursuits' newest word on them
  // Of each stream of numbered batches the last one whose rows this turn took.
  std::map<std::pair<std::string, std::string>, std::uint64_t> numbers;  // by owner and stream

  std::vector<std::function<void(port::BatchSeq)>> continuations;

 private:
  std::function<void(const core::Event&)> on_event_;
};

}  // namespace holdfast::engine
