// A return plan's division, worked out: from what the plan stands on and the transfers that were
// told, the same each time. Any thread; may take as long as a trace.
#pragma once

#include <string>

#include "desk/return_plan.hpp"
#include "engine/world.hpp"

namespace holdfast::engine {

struct Division {
  desk::PlanWorked worked;
  std::string worksheet;  // UTF-8; `worked` holds its digest
};

/// `snapshot`: the transfers that count; of a plan that was worked out before, that many. Errors:
/// as restitution::divide.
[[nodiscard]] base::Result<Division> divide_plan(const World& world, fund::Snapshot snapshot,
                                                 const desk::ReturnPlan& plan);

}  // namespace holdfast::engine
