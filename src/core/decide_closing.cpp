// Closing a case and reopening it.
//
// A case is closed by an officer's word. Refusals, in this order: no such case, closed already, no
// reason, a clock of its first days that runs, orders not at their end and no reason to leave them,
// tasks open and no reason to leave them, a stop left on a person though there was no fraud, a gate
// that stands open though there was one and nobody else takes the case over. Orders left behind run
// to their end by themselves, but for those that wait for an officer: nobody would decide them any
// more, so the closing turns them down.
#include <algorithm>
#include <fmt/core.h>

#include "core/first_days.hpp"

namespace holdfast::core {

namespace {

using order::Order;

constexpr std::size_t named_max = 5;

bool waits_for_officer(const Order& order) {
  return order.state == order::State::draft || order.state == order::State::review;
}

std::vector<const Order*> live_orders(const State& state, const desk::CaseFile& file) {
  std::vector<const Order*> live;
  for (const auto id : file.orders) {
    if (const auto& order = state.orders.at(id); order::is_live(order)) {
      live.push_back(&order);
    }
  }
  return live;
}

/// A comment that somebody has yet to read keeps no case open.
std::vector<desk::TaskId> open_tasks(const State& state, desk::CaseId id) {
  std::vector<desk::TaskId> open;
  if (const auto found = state.tasks_of.find(id); found != state.tasks_of.end()) {
    std::copy_if(found->second.begin(), found->second.end(), std::back_inserter(open),
                 [&](desk::TaskId each) {
                   const auto& task = state.tasks.at(each);
                   return !task.done_at && task.kind != desk::TaskKind::mentioned;
                 });
  }
  return open;
}

/// "O000001、O000002 等 7 条"
std::string named(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), named_max); ++i) {
    text += (i == 0 ? "" : "、") + names[i];
  }
  return names.size() <= named_max ? text : fmt::format("{} 等 {} 条", text, names.size());
}

base::Result<void> check_orders(const std::vector<const Order*>& live, const CloseCase& body) {
  if (live.empty()) {
    return {};
  }
  if (!body.leave_orders.empty()) {
    return need_reason(body.leave_orders, "/leave_orders");
  }
  std::vector<std::string> standing;
  std::vector<std::string> under_way;
  for (const auto* order : live) {
    const bool stands =
        order->state == order::State::in_force || order->state == order::State::queued;
    (stands ? standing : under_way).push_back(order::to_text(order->id));
  }
  std::string what;
  if (!under_way.empty()) {
    what += fmt::format("指令 {} 尚未办完；", named(under_way));
  }
  if (!standing.empty()) {
    what += fmt::format("止付或冻结 {} 仍在生效；", named(standing));
  }
  return base::Error{base::ErrorCode::conflict, what + "请先办完，或说明保留的理由",
                     "/leave_orders"};
}

base::Result<void> check_tasks(const std::vector<desk::TaskId>& open, const CloseCase& body) {
  if (open.empty()) {
    return {};
  }
  if (!body.leave_tasks.empty()) {
    return need_reason(body.leave_tasks, "/leave_tasks");
  }
  std::vector<std::string> names;
  for (const auto id : open) {
    names.push_back(desk::to_text(id));
  }
  return base::Error{base::ErrorCode::conflict,
                     fmt::format("任务 {} 未办结；请先办结，或说明保留的理由", named(names)),
                     "/leave_tasks"};
}

bool is_needed_by_others(const State& state, const Order& stop) {
  const auto found = state.cases_of.find(stop.account);
  return !stop.mark && found != state.cases_of.end() &&
         std::any_of(found->second.begin(), found->second.end(), [&](desk::CaseId id) {
           const auto& file = state.cases.at(id);
           const auto need = file.needs.find(stop.account);
           return id != stop.case_id && !file.closed && need != file.needs.end() &&
                  need->second.due.is_positive();
         });
}

/// Where there was no fraud, nothing justifies a hold but another case's need.
base::Result<void> check_no_hold_without_fraud(const Outcome& out,
                                               const std::vector<const Order*>& live,
                                               desk::CaseOutcome outcome) {
  if (outcome != desk::CaseOutcome::unfounded) {
    return {};
  }
  std::vector<std::string> names;
  for (const auto* order : live) {
    const bool binds = order::restrains(order->family) || order::is_restriction(order->family);
    if (binds && !waits_for_officer(*order) && !is_needed_by_others(out.state, *order)) {
      names.push_back(order::to_text(order->id));
    }
  }
  if (names.empty()) {
    return {};
  }
  return refuse(base::ErrorCode::refused_by_rule,
                fmt::format("不属诈骗的案件不得留下止付或冻结：请先解除 {}", named(names)),
                out.rule("stop.appeal").article);
}

/// 每案必研、每案必查、查有结果.
base::Result<void> check_gates(const Outcome& out, const desk::CaseFile& file,
                               desk::CaseOutcome outcome) {
  if (outcome == desk::CaseOutcome::unfounded || outcome == desk::CaseOutcome::transferred) {
    return {};
  }
  std::string missing;
  for (const auto gate : gates_in_the_way(out.state, file, out.at)) {
    missing += (missing.empty() ? "" : "、") + std::string{word_of(gate)};
  }
  if (missing.empty()) {
    return {};
  }
  return refuse(base::ErrorCode::refused_by_rule, "结案前还缺：" + missing,
                out.rule("case.gates").article);
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const CloseCase& body) {
  const auto file = case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if ((*file)->closed) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("案件 {} 已经结案", order::to_text(body.case_id)));
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  if (const auto ok = first_days_allow_closing(**file, body.outcome); !ok) {
    return ok.error();
  }
  const auto live = live_orders(out.state, **file);
  const auto tasks = open_tasks(out.state, body.case_id);
  if (const auto ok = check_orders(live, body); !ok) {
    return ok.error();
  }
  if (const auto ok = check_tasks(tasks, body); !ok) {
    return ok.error();
  }
  if (const auto ok = check_no_hold_without_fraud(out, live, body.outcome); !ok) {
    return ok.error();
  }
  if (const auto ok = check_gates(out, **file, body.outcome); !ok) {
    return ok.error();
  }
  out.closing_now = Outcome::ClosingNow{body.case_id, body.outcome};
  for (const auto* order : live) {
    if (waits_for_officer(*order)) {
      out.add(OrderRejected{order->id, "结案：" + body.leave_orders});
      out.ended_now.insert(order->id);
    }
  }
  out.add(CaseClosed{body.case_id,
                     {body.outcome, body.reason, out.command.actor, out.at,
                      live.empty() ? std::string{} : body.leave_orders,
                      tasks.empty() ? std::string{} : body.leave_tasks}});
  for (const auto& [account, need] : (*file)->needs) {
    settle_others(out, account);
  }
  out.answer.id = order::to_text(body.case_id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const ReopenCase& body) {
  const auto file = case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (!(*file)->closed) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("案件 {} 没有结案", order::to_text(body.case_id)));
  }
  if (desk::is_erased(**file)) {
    return refuse(base::ErrorCode::conflict, "该案个人信息已销毁，不能恢复办理");
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  if (const auto& erasure = (*file)->erasure;
      erasure && erasure->state == desk::ErasureState::requested) {
    out.add(ErasureDeclined{body.case_id, "案件恢复办理"});
  }
  out.add(CaseReopened{body.case_id, body.reason});
  for (const auto& loss : (*file)->losses) {
    if (loss.payee && !loss.matched) {
      open_task(out, **file, desk::TaskKind::loss_unmatched, loss.payee, loss.amount, "query.term",
                {});
    }
  }
  out.answer.id = order::to_text(body.case_id);
  return {};
}

}  // namespace holdfast::core
