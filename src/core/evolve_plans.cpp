#include "core/plans.hpp"

namespace holdfast::core {

namespace {

desk::ReturnPlan& plan_of(State& state, desk::PlanId id) {
  const auto found = state.plans.find(id);
  base::check(found != state.plans.end(), "event names a return plan that is not there");
  return found->second;
}

void erase(base::Personal& text) {
  if (!text.text.empty()) {
    text.text = base::erased_text;
  }
}

}  // namespace

void evolve_plan(State& state, const ReturnPlanned& body) {
  const auto added = state.plans.emplace(body.plan.id, body.plan).second;
  base::check(added, "the id of a return plan was given out twice");
  state.open_plans.insert(body.plan.id);
}

void evolve_plan(State& state, const ReturnPlanWorked& body) {
  auto& plan = plan_of(state, body.plan);
  plan.worked = body.worked;
  plan.state = desk::PlanState::drawn;
}

void evolve_plan(State& state, const ReturnPlanSigned& body) {
  auto& plan = plan_of(state, body.plan);
  plan.approval.signatures.push_back(body.signature);
  if (plan.state == desk::PlanState::drawn) {
    plan.state = desk::PlanState::review;
  }
}

void evolve_plan(State& state, const ReturnNoticeBegun& body) {
  auto& plan = plan_of(state, body.plan);
  plan.notice = body.notice;
  plan.state = desk::PlanState::noticed;
}

void evolve_plan(State& state, const ReturnNoticeEnded& body) {
  auto& plan = plan_of(state, body.plan);
  plan.notice.value().is_over = true;
  plan.state = desk::PlanState::review;
}

void evolve_plan(State& state, const PlanObjectionFiled& body) {
  plan_of(state, body.plan).objections.push_back(body.objection);
}

void evolve_plan(State& state, const PlanObjectionAnswered& body) {
  plan_of(state, body.plan).objections.at(body.index).ruling = body.ruling;
}

void evolve_plan(State& state, const PlanObjectionLapsed& body) {
  plan_of(state, body.plan).objections.at(body.index).is_overdue = true;
}

void evolve_plan(State& state, const ReturnPlanEnded& body) {
  auto& plan = plan_of(state, body.plan);
  plan.state = body.state;
  plan.orders = body.orders;
  plan.ended = body.why;
  state.open_plans.erase(body.plan);
}

void evolve_plan(State& state, const ReturnApplied& body) {
  const auto added = state.applications.emplace(body.application.id, body.application).second;
  base::check(added, "the id of an application was given out twice");
  state.application_by_code[body.application.code] = body.application.id;
}

void evolve_plan(State& state, const ReturnApplicationDecided& body) {
  state.applications.at(body.application).ruling = body.ruling;
}

void index_plans(State& state) {
  state.open_plans.clear();
  state.application_by_code.clear();
  for (const auto& [id, plan] : state.plans) {
    if (desk::is_open(plan)) {
      state.open_plans.insert(id);
    }
  }
  for (const auto& [id, application] : state.applications) {
    state.application_by_code[application.code] = id;
  }
}

void erase_plans(State& state, desk::CaseId case_id) {
  for (auto& [id, plan] : state.plans) {
    if (plan.case_id == case_id) {
      for (auto& objection : plan.objections) {
        erase(objection.name);
        erase(objection.phone);
        erase(objection.text);
      }
    }
  }
  for (auto& [id, application] : state.applications) {
    if (application.ruling && application.ruling->case_id == case_id) {
      for (auto* text :
           {&application.name, &application.phone, &application.id_no, &application.payer_account,
            &application.payee_account, &application.text}) {
        erase(*text);
      }
    }
  }
}

}  // namespace holdfast::core
