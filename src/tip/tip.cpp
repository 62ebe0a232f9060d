#include "tip/tip.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace holdfast::tip {

namespace {

bool is_running(const Clock& clock) {
  return !clock.stopped && clock.told != Told::lapsed;
}

/// When it rings next.
base::Instant rings_at(const Clock& clock) {
  return clock.told == Told::nothing ? clock.ahead : clock.due;
}

}  // namespace

Stage stage_of(const Tip& tip) {
  if (tip.reply || tip.result) {
    return Stage::ended;
  }
  return tip.accepted ? Stage::working : Stage::received;
}

bool is_anonymous(const Tip& tip) {
  return tip.reporter.name.text.empty() && tip.reporter.phone.text.empty();
}

const Clock* running_clock(const Tip& tip, ClockKind kind) {
  const auto found = std::find_if(tip.clocks.begin(), tip.clocks.end(), [&](const Clock& clock) {
    return clock.kind == kind && is_running(clock);
  });
  return found == tip.clocks.end() ? nullptr : &*found;
}

std::vector<Ring> rings_by(const Tip& tip, base::Instant at) {
  std::vector<Ring> rings;
  for (const auto& clock : tip.clocks) {
    if (is_running(clock) && rings_at(clock) <= at) {
      rings.push_back({clock.kind, clock.due, clock.due <= at});
    }
  }
  return rings;
}

std::optional<base::Instant> next_ring(const Tip& tip) {
  std::optional<base::Instant> next;
  for (const auto& clock : tip.clocks) {
    if (is_running(clock)) {
      next = std::min(next.value_or(rings_at(clock)), rings_at(clock));
    }
  }
  return next;
}

const Reward* reward_of(const Tip& tip) {
  if (tip.rewards.empty()) {
    return nullptr;
  }
  const auto& last = tip.rewards.back();
  return is_under_way(last) || last.payment ? &last : nullptr;
}

base::SubjectId subject_of(TipId id) {
  return base::subject_of(base::SubjectKind::tip, id.value());
}

std::string to_text(TipId id) {
  return fmt::format("TP{:06}", id.value());
}

}  // namespace holdfast::tip
