// Reports, the victim, the cascade, the pursuit's findings, tasks.
#include <algorithm>
#include <fmt/core.h>

#include "core/duties.hpp"
#include "core/outcome.hpp"

namespace holdfast::core {

namespace {

constexpr std::size_t narrative_bytes_max = 20'000;

desk::Cascade default_cascade(const Outcome& out) {
  return {out.command.actor,
          out.at,
          static_cast<int>(out.rule("cascade.hops_max").number),
          base::Fen{out.rule("cascade.amount_max").number},
          out.at + law::term_of(out.rule("cascade.minutes")),
          static_cast<int>(out.rule("cascade.accounts_max").number)};
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const ReportLoss& body) {
  const auto id = out.new_case();
  auto losses = taken_losses(body.losses, id, body.paid_by, out.at);
  if (!losses) {
    return losses.error();
  }
  if (const auto ok = check_victim(body.victim); !ok) {
    return ok.error();
  }
  if (body.narrative.size() > narrative_bytes_max) {
    return base::Error{base::ErrorCode::too_large, "the narrative is longer than 20,000 bytes",
                       "/narrative"};
  }
  const auto subject = base::subject_of(base::SubjectKind::case_file, id.value());
  CaseOpened opened{
      id,
      victim_of(body.victim, id),
      body.fraud_type,
      body.paid_by,
      body.narrative.empty() ? base::Personal{} : base::Personal{subject, body.narrative},
      *losses};
  out.add(opened);
  if (const auto ok = note_traits(out, id, body.traits); !ok) {
    return ok.error();
  }
  desk::CaseFile file;  // as evolve will make it: what the orders below refer to
  file.id = id;
  file.officer = out.command.actor;
  file.reported_at = out.at;
  file.paid_by = body.paid_by;
  file.losses = *losses;
  if (body.authorise_cascade) {
    out.add(CascadeAuthorised{id, default_cascade(out)});
  }
  pursue_unmatched(out, file, *losses, 0);
  out.answer.id = order::to_text(id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const CompleteVictim& body) {
  const auto file = case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  const auto& told = body.victim;
  if (told.name.text.empty() && told.phone.text.empty() && told.id_no.text.empty()) {
    return base::Error{base::ErrorCode::bad_input, "says nothing of the victim", "/name"};
  }
  if (desk::is_erased(**file)) {
    return refuse(base::ErrorCode::conflict, "该案个人信息已销毁");
  }
  auto victim = (*file)->victim;
  const auto complete = [](base::Personal& known, const base::Personal& now) {
    known.text = now.text.empty() ? known.text : now.text;
  };
  complete(victim.name, told.name);
  complete(victim.phone, told.phone);
  complete(victim.id_no, told.id_no);
  if (const auto ok = check_victim(victim); !ok) {
    return ok.error();
  }
  victim = victim_of(std::move(victim), body.case_id);
  if (!(victim == (*file)->victim)) {
    out.add(VictimCompleted{body.case_id, std::move(victim)});
  }
  out.answer.id = order::to_text(body.case_id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const MatchLoss& body) {
  const auto file = case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (body.index >= (*file)->losses.size()) {
    return refuse(base::ErrorCode::not_found, "no such payment in the case");
  }
  const auto& loss = (*file)->losses[body.index];
  if (loss.matched) {
    return {};
  }
  out.add(LossMatched{body.case_id, body.index, body.transfer});
  const auto& losses = (*file)->losses;
  const auto open_there = std::count_if(losses.begin(), losses.end(), [&](const auto& each) {
    return each.payee == loss.payee && !each.matched;
  });
  if (open_there > 1) {  // the task stands for every payment to this payee
    return {};
  }
  if (const auto tasks = out.state.tasks_of.find(body.case_id); tasks != out.state.tasks_of.end()) {
    for (const auto id : tasks->second) {
      const auto& task = out.state.tasks.at(id);
      if (task.kind == desk::TaskKind::loss_unmatched && !task.done_at &&
          task.account == loss.payee) {
        out.add(TaskFinished{id, "已见于报送"});
      }
    }
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const AuthoriseCascade& body) {
  const auto file = open_case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (body.hops_max < 1 || body.hops_max > 100 || !body.amount_max.is_positive() ||
      body.minutes < 1 || body.minutes > 60 * 24 * 30 || body.accounts_max < 1 ||
      body.accounts_max > 100'000) {
    return refuse(base::ErrorCode::bad_input,
                  "bounds: 1 to 100 hops, an amount above 0, 1 minute to 30 days, 1 to 100,000 "
                  "accounts");
  }
  out.add(CascadeAuthorised{body.case_id,
                            {out.command.actor, out.at, body.hops_max, body.amount_max,
                             out.at + std::chrono::minutes{body.minutes}, body.accounts_max}});
  return {};
}

base::Result<void> decide_one(Outcome& out, const MovePursuit& body) {
  const auto file = case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if ((*file)->closed) {
    return {};  // the pursuit's last words, spoken before it heard of the closing
  }
  const bool changed =
      (*file)->resumed || !(body.standing == (*file)->standing) ||
      std::any_of(body.needs.begin(), body.needs.end(), [&](const desk::Need& need) {
        const auto found = (*file)->needs.find(need.account);
        return found == (*file)->needs.end() || !(found->second == need);
      });
  if (!changed) {
    return {};
  }
  out.add(PursuitMoved{body.case_id, body.standing, body.needs});
  if (!desk::is_pursued(**file)) {
    return {};  // found untrue: what is there is still seen, and nothing follows
  }
  for (const auto& need : body.needs) {
    settle(out, **file, need);
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const FinishTask& body) {
  const auto found = out.state.tasks.find(body.task);
  if (found == out.state.tasks.end()) {
    return refuse(base::ErrorCode::not_found, fmt::format("no task {}", desk::to_text(body.task)));
  }
  if (found->second.done_at) {
    return refuse(base::ErrorCode::conflict, "the task is already done");
  }
  if (found->second.kind == desk::TaskKind::screening_lapsed) {
    return refuse(base::ErrorCode::conflict, "请作出甄别结论：继续冻结或者解除");
  }
  if (found->second.kind == desk::TaskKind::person_overdue) {
    return refuse(base::ErrorCode::conflict, "期限届满须以措施答复：释放、变更措施或者进入下一步");
  }
  if (found->second.kind == desk::TaskKind::first_overdue) {
    return refuse(base::ErrorCode::conflict, "期限届满须以办理答复：作出该期限要求的决定或者送达");
  }
  const auto offices = offices_of(out.state, out.command.actor, out.at);
  if (found->second.duty != order::Duty::none &&
      std::none_of(offices.begin(), offices.end(), [&](const Office& office) {
        return order::covers(office.duty, found->second.duty);
      })) {
    return refuse(base::ErrorCode::forbidden, "该任务须由负责人办结");
  }
  if (body.note.empty()) {
    return refuse(base::ErrorCode::bad_input, "say what was done");
  }
  out.add(TaskFinished{body.task, body.note});
  return {};
}

void open_task(Outcome& out, const desk::CaseFile& file, desk::TaskKind kind,
               std::optional<base::AccountId> account, base::Fen amount, std::string_view due_rule,
               base::Milliseconds due_default) {
  desk::Task task;
  task.kind = kind;
  task.due = out.at + due_default;
  task.account = account;
  task.amount = amount;
  if (!due_rule.empty()) {
    const auto& rule = out.rule(due_rule);
    task.due = out.at + law::term_of(rule);
    task.article = rule.article;
  }
  open_task(out, file, std::move(task));
}

void open_task(Outcome& out, const desk::CaseFile& file, desk::Task wanted) {
  const auto same = [&](const desk::Task& task) {
    return task.case_id == file.id && task.kind == wanted.kind && task.account == wanted.account &&
           task.loss == wanted.loss && task.order == wanted.order && task.person == wanted.person &&
           task.what == wanted.what && !task.done_at;
  };
  if (const auto found = out.state.tasks_of.find(file.id); found != out.state.tasks_of.end()) {
    for (const auto id : found->second) {
      if (same(out.state.tasks.at(id))) {
        return;
      }
    }
  }
  for (const auto& event : out.events) {
    const auto* opened = std::get_if<TaskOpened>(&event.body);
    if (opened != nullptr && same(opened->task)) {
      return;
    }
  }
  wanted.id = out.new_task();
  wanted.case_id = file.id;
  if (wanted.owner.empty()) {
    wanted.owner = file.officer;
  }
  wanted.opened = out.at;
  out.add(TaskOpened{std::move(wanted)});
}

}  // namespace holdfast::core
