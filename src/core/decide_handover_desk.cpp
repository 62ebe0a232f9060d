// What goes on about a hand-over beside its way: questions and answers, who renews its freezes, and
// renewals by whoever keeps them.
//
// Refusals, the first that holds is told: no such hand-over, the other side's step, the state it is
// in; the words of a question; no such question, answered already. Of a renewal: a freeze that the
// hand-over does not keep, its state (order/machine.hpp), its paper, a term beyond the law's.
#include <algorithm>
#include <fmt/core.h>

#include "base/calendar.hpp"
#include "core/drafting.hpp"
#include "core/freezes.hpp"
#include "core/handover_steps.hpp"

namespace holdfast::core {

namespace {

using desk::Handover;
using desk::HandoverState;
using desk::Organ;

constexpr std::size_t text_bytes_max = 6000;
constexpr std::size_t questions_max = 200;  // of one hand-over

base::Result<void> check_text(std::string_view text) {
  if (text.empty() || text.size() > text_bytes_max) {
    return bad(fmt::format("1 到 {} 字节", text_bytes_max), "/text");
  }
  return {};
}

base::Personal text_of(const Handover& handover, const std::string& text) {
  return {base::subject_of(base::SubjectKind::case_file, handover.case_id.value()), text};
}

/// The freeze, where this hand-over is what makes it the receiving side's to keep.
base::Result<const order::Order*> kept_by(const Outcome& out, const Handover& handover,
                                          order::OrderId id) {
  if (!desk::names(handover, id)) {
    return refuse(base::ErrorCode::not_found, fmt::format("no order {}", order::to_text(id)));
  }
  const auto& freeze = out.state.orders.at(id);
  if (keeper_of(out.state, freeze).by != handover.id) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("{} 已不由本次移送的接收机关保管", order::to_text(id)));
  }
  return &freeze;
}

bool is_of_renewal(const desk::Task& task, const order::Order& freeze) {
  return task.order == freeze.id && !task.done_at &&
         (task.kind == desk::TaskKind::renew_freeze || task.kind == desk::TaskKind::freeze_lapsing);
}

}  // namespace

void hand_renewal(Outcome& out, const order::Order& freeze, const std::string& owner) {
  const auto tasks = out.state.tasks_of.find(freeze.case_id);
  if (tasks == out.state.tasks_of.end()) {
    return;
  }
  for (const auto id : tasks->second) {
    const auto& task = out.state.tasks.at(id);
    if (is_of_renewal(task, freeze) && task.owner != owner) {
      out.add(TaskAssigned{id, owner, task.due, "随案移送"});
    }
  }
}

base::Result<void> decide_one(Outcome& out, const NameRenewer& body) {
  const auto found = handover_named(out, body.handover, Side::receiver);
  if (!found) {
    return found.error();
  }
  if ((*found)->state != HandoverState::received) {
    return handover_is(**found);
  }
  const auto freeze = kept_by(out, **found, body.renewer.order);
  if (!freeze) {
    return freeze.error();
  }
  if (const auto ok = check_renewer(out, **found, body.renewer.owner, "/owner"); !ok) {
    return ok.error();
  }
  if (desk::renewer_of(**found, body.renewer.order) != body.renewer.owner) {
    out.add(RenewerNamed{body.handover, body.renewer});
    hand_renewal(out, **freeze, body.renewer.owner);
  }
  out.answer.id = desk::to_text(body.handover);
  return {};
}

base::Result<void> decide_one(Outcome& out, const AskHandover& body) {
  const auto found = handover_named(out, body.handover, Side::receiver);
  if (!found) {
    return found.error();
  }
  const auto& handover = **found;
  if (handover.state != HandoverState::sent && handover.state != HandoverState::received) {
    return handover_is(handover);
  }
  if (const auto ok = check_text(body.text); !ok) {
    return ok.error();
  }
  if (handover.questions.size() >= questions_max) {
    return refuse(base::ErrorCode::conflict, fmt::format("一次移送最多询问 {} 次", questions_max));
  }
  out.add(HandoverAsked{handover.id,
                        {text_of(handover, body.text), out.command.actor, out.at, std::nullopt}});
  const auto& term = out.rule("handover.answer.term");
  desk::Task task;
  task.kind = desk::TaskKind::handover_question;
  task.owner = desk::from_of(handover.kind) == Organ::police ? std::string{} : handover.drafted_by;
  task.due = law::end_of(term, out.at);
  task.article = term.article;
  task.what = desk::to_text(handover.id);
  open_task(out, out.state.cases.at(handover.case_id), std::move(task));
  out.answer.id = desk::to_text(handover.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const AnswerHandover& body) {
  const auto found = handover_named(out, body.handover, Side::sender);
  if (!found) {
    return found.error();
  }
  const auto& handover = **found;
  if (body.index >= handover.questions.size()) {
    return refuse(base::ErrorCode::not_found,
                  fmt::format("{} 没有这一询问", desk::to_text(handover.id)));
  }
  if (handover.questions[body.index].reply) {
    return refuse(base::ErrorCode::conflict, "该询问已答复");
  }
  if (const auto ok = check_text(body.text); !ok) {
    return ok.error();
  }
  out.add(HandoverAnswered{
      handover.id, body.index, {text_of(handover, body.text), out.command.actor, out.at}});
  const auto open = std::count_if(handover.questions.begin(), handover.questions.end(),
                                  [](const auto& question) { return !question.reply; });
  if (open == 1) {
    finish_tasks(out, handover.case_id, {desk::TaskKind::handover_question}, {}, "已答复");
  }
  out.answer.id = desk::to_text(handover.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const KeepFreeze& body) {
  const auto found = handover_named(out, body.handover, Side::receiver);
  if (!found) {
    return found.error();
  }
  const auto& handover = **found;
  if (handover.state != HandoverState::received) {
    return handover_is(handover);
  }
  const auto kept = kept_by(out, handover, body.order);
  if (!kept) {
    return kept.error();
  }
  const auto& freeze = **kept;
  if (desk::to_of(handover.kind) == Organ::police) {
    return refuse(base::ErrorCode::conflict, "由公安机关保管的冻结，请办理续冻");
  }
  if (const auto obstacle = order::obstacle_to(freeze, order::Act::renew, out.at)) {
    return in_the_way(freeze, *obstacle);
  }
  if (const auto ok = check_paper_named(out, body.document, "freeze.renewal"); !ok) {
    return ok.error();
  }
  const auto deadline = *freeze.times.deadline;
  const auto& term = out.rule("freeze.term.major");
  if (body.until <= deadline ||
      body.until > base::add_months(deadline, static_cast<int>(term.number))) {
    auto refused = refuse(base::ErrorCode::refused_by_rule,
                          fmt::format("续冻截止应晚于 {}，且不超过 {} 个月",
                                      base::display_instant(deadline), term.number),
                          term.article);
    refused.where = "/until";
    return refused;
  }
  out.add(FreezeKept{handover.id, freeze.id, body.document, body.until, renew_by(out, body.until)});
  finish_tasks(out, freeze.case_id, {desk::TaskKind::renew_freeze, desk::TaskKind::freeze_lapsing},
               freeze.id, fmt::format("{}已续冻：{}", handover.to, body.document));
  out.answer.id = order::to_text(freeze.id);
  return {};
}

}  // namespace holdfast::core
