// The public notice of a return plan (公告): whoever has an interest objects while it runs, without
// a login; each objection is answered within its term, by somebody else than the drafter where it
// is turned down. One that is upheld ends the plan: a new one leaves out what it must.
//
// Refusals of an objection, the first that holds is told: no notice of that plan runs; text, name,
// telephone; too many. Of an answer: no such plan or objection, answered already, plan ended; no
// reason; turned down by the drafter.
#include <algorithm>
#include <fmt/core.h>

#include "core/freezes.hpp"
#include "core/returns.hpp"

namespace holdfast::core {

namespace {

using desk::PlanState;
using desk::ReturnPlan;

constexpr std::size_t text_bytes_max = 6000;
constexpr std::size_t name_bytes_max = 128;
constexpr std::size_t phone_bytes_max = 32;
constexpr std::size_t objections_max = 1000;

base::Result<void> check_text(const std::string& text, std::size_t most, const char* what,
                              const char* where) {
  return text.empty() || text.size() > most
             ? base::Result<void>{bad(fmt::format("{}为 1 到 {} 字节", what, most), where)}
             : base::Result<void>{};
}

void ring_plan(Outcome& out, const ReturnPlan& plan) {
  if (plan.state == PlanState::noticed && plan.notice->until <= out.at) {
    out.add(ReturnNoticeEnded{plan.id});
    open_plan_task(out, plan, desk::TaskKind::return_plan_due,
                   law::end_of(out.rule("return.answer.term"), out.at), plan.notice->article);
  }
  for (std::size_t i = 0; i < plan.objections.size(); ++i) {
    const auto& objection = plan.objections[i];
    if (!objection.ruling && !objection.is_overdue && objection.due <= out.at) {
      out.add(PlanObjectionLapsed{plan.id, i});
      open_plan_task(out, plan, desk::TaskKind::plan_objection_overdue,
                     law::end_of(out.rule("objection.urgent.term"), out.at), objection.article,
                     order::Duty::unit_head);
    }
  }
}

}  // namespace

void open_plan_task(Outcome& out, const ReturnPlan& plan, desk::TaskKind kind, base::Instant due,
                    std::string article, order::Duty duty) {
  desk::Task task;
  task.kind = kind;
  task.amount = desk::paid_out(plan);
  task.due = due;
  task.article = std::move(article);
  task.duty = duty;
  open_task(out, out.state.cases.at(plan.case_id), std::move(task));
}

void ring_plans(Outcome& out) {
  for (const auto id : out.state.open_plans) {
    ring_plan(out, out.state.plans.at(id));
  }
}

base::Result<void> decide_one(Outcome& out, const ObjectToPlan& body) {
  const auto found = out.state.plans.find(body.plan);
  if (found == out.state.plans.end() || found->second.state != PlanState::noticed ||
      found->second.notice->until <= out.at) {
    return refuse(base::ErrorCode::not_found, "没有这一公告，或者公告期已满");
  }
  const auto& plan = found->second;
  if (const auto ok =
          first_fault({check_text(body.text, text_bytes_max, "异议内容", "/text"),
                       check_text(body.name, name_bytes_max, "姓名或者单位名称", "/name"),
                       check_text(body.phone, phone_bytes_max, "联系电话", "/phone")});
      !ok) {
    return ok.error();
  }
  if (plan.objections.size() >= objections_max) {
    return refuse(base::ErrorCode::too_many, "网上提出的异议过多，请电话联系");
  }
  const auto& term = out.rule("objection.term");
  const auto subject = base::subject_of(base::SubjectKind::case_file, plan.case_id.value());
  desk::PlanObjection objection;
  objection.name = {subject, body.name};
  objection.phone = {subject, body.phone};
  objection.text = {subject, body.text};
  objection.filed_at = out.at;
  objection.due = law::end_of(term, out.at);
  objection.article = term.article;
  open_plan_task(out, plan, desk::TaskKind::plan_objection, objection.due, term.article);
  out.add(PlanObjectionFiled{plan.id, std::move(objection)});
  out.answer.id = fmt::format("{}-{}", desk::to_text(plan.id), plan.objections.size() + 1);
  return {};
}

base::Result<void> decide_one(Outcome& out, const AnswerPlanObjection& body) {
  const auto found = plan_named(out.state, body.plan);
  if (!found) {
    return found.error();
  }
  const auto& plan = **found;
  if (body.index >= plan.objections.size()) {
    return refuse(base::ErrorCode::not_found, "没有这一异议");
  }
  if (plan.objections[body.index].ruling || !desk::is_open(plan)) {
    return refuse(base::ErrorCode::conflict, "该异议已经答复，或者方案已经办结");
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  if (!body.upheld && plan.approval.drafted_by == out.command.actor &&
      out.rule("objection.refuser").text == "other") {
    return refuse(base::ErrorCode::refused_by_rule, "驳回异议须由方案起草人以外的民警决定",
                  out.rule("objection.refuser").article);
  }
  out.add(PlanObjectionAnswered{
      plan.id, body.index, {body.upheld, out.command.actor, out.at, body.reason}});
  const auto open =
      std::ranges::count_if(plan.objections, [](const auto& each) { return !each.ruling; });
  if (body.upheld) {
    end_plan(out, plan, "异议成立：" + body.reason);
  } else if (open == 1) {
    finish_tasks(out, plan.case_id,
                 {desk::TaskKind::plan_objection, desk::TaskKind::plan_objection_overdue}, {},
                 "已答复公告期内的异议");
  }
  out.answer.id = desk::to_text(plan.id);
  return {};
}

}  // namespace holdfast::core
