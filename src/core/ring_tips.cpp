// What time does to tips and consultations.
#include "core/outreach.hpp"
#include "core/tips.hpp"

namespace holdfast::core {

namespace {

using tip::ClockKind;
using tip::Tip;

void ring(Outcome& out, const Tip& tip, const tip::Ring& ring) {
  TipClockRung event{tip.id, ring.kind, ring.due, ring.is_lapse, tip.unit, {}};
  const auto* reward = tip::reward_of(tip);
  const bool is_still_needed = reward != nullptr && tip::is_under_way(*reward);
  if (ring.is_lapse && ring.kind == ClockKind::take_on && !tip.unit.empty()) {
    event.unit = parent_of(out.state.routing, tip.unit);
    event.again = tip_clock(out, ClockKind::take_on, "tip.take_on", out.at);
  }
  if (ring.is_lapse && ring.kind == ClockKind::kept && is_still_needed) {
    event.again = kept_clock(out);
  }
  out.add(std::move(event));
  if (ring.is_lapse && ring.kind == ClockKind::kept && !is_still_needed) {
    out.add(TipErased{tip.id});
  }
}

}  // namespace

void ring_tips(Outcome& out) {
  for (const auto& [at, ids] : out.state.tip_index.rings) {
    if (at > out.at) {
      break;
    }
    for (const auto id : ids) {
      const auto& tip = out.state.tips.at(id);
      for (const auto& each : tip::rings_by(tip, out.at)) {
        ring(out, tip, each);
      }
    }
  }
}

}  // namespace holdfast::core
