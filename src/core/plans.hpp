// How events about return plans and applications change the state (evolve_plans.cpp). Not for use
// outside the core.
#pragma once

#include "core/state.hpp"

namespace holdfast::core {

void evolve_plan(State& state, const ReturnPlanned& body);
void evolve_plan(State& state, const ReturnPlanWorked& body);
void evolve_plan(State& state, const ReturnPlanSigned& body);
void evolve_plan(State& state, const ReturnNoticeBegun& body);
void evolve_plan(State& state, const ReturnNoticeEnded& body);
void evolve_plan(State& state, const PlanObjectionFiled& body);
void evolve_plan(State& state, const PlanObjectionAnswered& body);
void evolve_plan(State& state, const PlanObjectionLapsed& body);
void evolve_plan(State& state, const ReturnPlanEnded& body);
void evolve_plan(State& state, const ReturnApplied& body);
void evolve_plan(State& state, const ReturnApplicationDecided& body);

/// Fills the indexes of a state that was read from a snapshot.
void index_plans(State& state);
/// The personal texts that an erased case has in plans and applications, as they read without their
/// key.
void erase_plans(State& state, desk::CaseId case_id);

}  // namespace holdfast::core
