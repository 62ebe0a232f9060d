#include "engine/turn.hpp"

#include "base/log.hpp"

namespace holdfast::engine {

base::Result<core::Answer> Turn::decide(core::Command command) {
  command.at = now;
  auto decision = core::decide(state, command);
  if (!decision) {
    return decision.error();
  }
  for (auto& event : decision->events) {
    core::evolve(state, event);
    on_event_(event);
    events.push_back(std::move(event));
  }
  return std::move(decision->answer);
}

void Turn::decide_own(core::CommandBody body) {
  const auto done = decide({now, "engine", {}, {}, std::move(body)});
  if (!done) {
    base::log_warn("the engine's own command was refused: {}", done.error().message);
  }
}

}  // namespace holdfast::engine
