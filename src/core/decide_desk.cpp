// Reports, losses, the cascade, the pursuit's findings, tasks.
#include <algorithm>
#include <fmt/core.h>

#include "core/outcome.hpp"

namespace holdfast::core {

namespace {

constexpr std::size_t losses_max = 200;
constexpr std::size_t narrative_bytes_max = 20'000;
constexpr std::size_t victim_field_bytes_max = 200;

base::Result<void> check_losses(const std::vector<desk::Loss>& losses, base::Instant now) {
  if (losses.empty() || losses.size() > losses_max) {
    return base::Error{base::ErrorCode::bad_input, "a report names 1 to 200 payments", "/losses"};
  }
  for (std::size_t i = 0; i < losses.size(); ++i) {
    const auto& loss = losses[i];
    const auto where = fmt::format("/losses/{}", i);
    if (!loss.amount.is_positive() || loss.amount > base::Fen::limit()) {
      return base::Error{base::ErrorCode::bad_input,
                         "an amount lies above 0 and below 9 billion yuan", where + "/amount_fen"};
    }
    if (!base::is_plausible(loss.time) || loss.time > now + std::chrono::hours{24}) {
      return base::Error{base::ErrorCode::bad_input, "the time lies in the future",
                         where + "/time"};
    }
    if (loss.payer == loss.payee) {
      return base::Error{base::ErrorCode::bad_input, "payer and payee are the same account",
                         where + "/payee_account"};
    }
  }
  return {};
}

/// A payment that no feed shows yet: the payee's bank is asked what it saw.
void query_unmatched(Outcome& out, const desk::CaseFile& file,
                     const std::vector<desk::Loss>& losses) {
  for (const auto& loss : losses) {
    if (loss.matched) {
      continue;
    }
    open_task(out, file, desk::TaskKind::loss_unmatched, loss.payee, loss.amount, "query.term",
              base::Milliseconds{});
    const auto* institution = find_institution(out.state.routing, loss.payee_institution);
    if (institution == nullptr || institution->channel.empty()) {
      continue;
    }
    OrderPlan plan;
    plan.family = order::Family::transaction_query;
    plan.account = loss.payee;
    plan.institution = loss.payee_institution;
    plan.tier = 1;
    plan.justification = order::Justification{{}, loss.payer, loss.amount, loss.time, loss.serial};
    plan.reason = reason_text(QueryReason::loss_unmatched);
    const auto id = draft_order(out, file, std::move(plan));
    approve(out, id, {order::AuthorityKind::officer, out.command.actor, out.at, {}});
  }
}

desk::Cascade default_cascade(const Outcome& out) {
  return {out.command.actor,
          out.at,
          static_cast<int>(out.rule("cascade.hops_max").number),
          base::Fen{out.rule("cascade.amount_max").number},
          out.at + law::term_of(out.rule("cascade.minutes")),
          static_cast<int>(out.rule("cascade.accounts_max").number)};
}

desk::Victim bind(desk::Victim victim, base::SubjectId subject) {
  // An absent text has no subject: so it is written down, and so it must read back.
  for (auto* text : {&victim.name, &victim.phone, &victim.id_no}) {
    text->subject = text->text.empty() ? base::SubjectId{} : subject;
  }
  return victim;
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const ReportLoss& body) {
  if (const auto ok = check_losses(body.losses, out.at); !ok) {
    return ok.error();
  }
  if (body.victim.name.text.empty()) {
    return base::Error{base::ErrorCode::bad_input, "the victim's name is missing", "/victim/name"};
  }
  if (body.narrative.size() > narrative_bytes_max ||
      body.victim.name.text.size() > victim_field_bytes_max ||
      body.victim.phone.text.size() > victim_field_bytes_max ||
      body.victim.id_no.text.size() > victim_field_bytes_max) {
    return base::Error{base::ErrorCode::too_large, "a text of the report is too long",
                       "/narrative"};
  }
  const auto id = out.new_case();
  const auto subject = base::subject_of(base::SubjectKind::case_file, id.value());
  CaseOpened opened{
      id,
      bind(body.victim, subject),
      body.fraud_type,
      body.paid_by,
      body.narrative.empty() ? base::Personal{} : base::Personal{subject, body.narrative},
      body.losses};
  out.add(opened);
  desk::CaseFile file;  // as evolve will make it: what the orders below refer to
  file.id = id;
  file.officer = out.command.actor;
  file.reported_at = out.at;
  file.losses = body.losses;
  if (body.authorise_cascade) {
    out.add(CascadeAuthorised{id, default_cascade(out)});
  }
  query_unmatched(out, file, body.losses);
  out.answer.id = order::to_text(id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const AddLosses& body) {
  const auto file = open_case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (const auto ok = check_losses(body.losses, out.at); !ok) {
    return ok.error();
  }
  if ((*file)->losses.size() + body.losses.size() > losses_max) {
    return refuse(base::ErrorCode::too_large, "a case names at most 200 payments");
  }
  out.add(LossesAdded{body.case_id, body.losses});
  query_unmatched(out, **file, body.losses);
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
  if (body.note.empty()) {
    return refuse(base::ErrorCode::bad_input, "say what was done");
  }
  out.add(TaskFinished{body.task, body.note});
  return {};
}

void open_task(Outcome& out, const desk::CaseFile& file, desk::TaskKind kind,
               std::optional<base::AccountId> account, base::Fen amount, std::string_view due_rule,
               base::Milliseconds due_default) {
  const auto same = [&](const desk::Task& task) {
    return task.case_id == file.id && task.kind == kind && task.account == account && !task.done_at;
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
  desk::Task task;
  task.id = out.new_task();
  task.case_id = file.id;
  task.kind = kind;
  task.owner = file.officer;
  task.opened = out.at;
  task.due = out.at + due_default;
  task.account = account;
  task.amount = amount;
  if (!due_rule.empty()) {
    const auto& rule = out.rule(due_rule);
    task.due = out.at + law::term_of(rule);
    task.article = rule.article;
  }
  out.add(TaskOpened{std::move(task)});
}

}  // namespace holdfast::core
