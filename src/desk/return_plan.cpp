#include "desk/return_plan.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace holdfast::desk {

bool is_open(const ReturnPlan& plan) {
  switch (plan.state) {
    case PlanState::working:
    case PlanState::drawn:
    case PlanState::noticed:
    case PlanState::review:
      return true;
    case PlanState::ordered:
    case PlanState::rejected:
    case PlanState::failed:
      break;
  }
  return false;
}

bool needs_notice(const ReturnPlan& plan) {
  return plan.worked &&
         std::ranges::any_of(plan.worked->divisions, [](const PlanDivision& division) {
           return division.rung == PlanRung::prorata;
         });
}

bool has_open_objection(const ReturnPlan& plan) {
  return std::ranges::any_of(plan.objections,
                             [](const PlanObjection& objection) { return !objection.ruling; });
}

base::Fen paid_out(const ReturnPlan& plan) {
  base::Fen sum;
  if (plan.worked) {
    for (const auto& division : plan.worked->divisions) {
      for (const auto& payout : division.payouts) {
        sum += payout.amount;
      }
    }
  }
  return sum;
}

std::string to_text(PlanId id) {
  return fmt::format("F{:06}", id.value());
}

}  // namespace holdfast::desk
