// What the deciders of returns share: what a freeze can still give back, what a victim can still
// receive, and the order that carries it. Not for use outside the core.
#pragma once

#include "core/drafting.hpp"

namespace holdfast::core {

/// What the case's victim got back or was promised, over all accounts.
[[nodiscard]] base::Fen returned_to_victim(const State& state, const desk::CaseFile& file);

/// A return out of `freeze` to an account of the victim of `victim_of`, for the caller to complete
/// and add.
[[nodiscard]] order::Order return_order(Outcome& out, const order::Order& freeze, base::Fen amount,
                                        const order::Payback& to, std::string reason);

[[nodiscard]] base::Result<const desk::ReturnPlan*> plan_named(const State& state, desk::PlanId id);
/// Asks people for something about the plan (decide_plan_notice.cpp).
void open_plan_task(Outcome& out, const desk::ReturnPlan& plan, desk::TaskKind kind,
                    base::Instant due, std::string article, order::Duty duty = order::Duty::none);
/// It comes to nothing, and what it asked of people with it (decide_plan_steps.cpp).
void end_plan(Outcome& out, const desk::ReturnPlan& plan, const std::string& why);

}  // namespace holdfast::core
