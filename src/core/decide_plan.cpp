// A return plan is drawn up: what it is to divide, among whom, by which choice. The division itself
// takes a trace and is worked out by the shell, which comes back with it.
//
// Victims are those of every case whose money is known to have reached one of the frozen accounts;
// a transfer that two cases name counts for the earlier one. What went back before, and what is
// promised, is taken as given.
//
// Refusals, the first that holds is told: no such case, closed; no reason, second officer unknown,
// an exclusion that does not fit; second officer is the drafter, not filed, no paper; a plan of the
// case is open; nothing frozen, a freeze under an open objection that is not excluded, no victim
// whose payment a feed showed.
#include <algorithm>
#include <fmt/core.h>
#include <map>

#include "core/freezes.hpp"
#include "core/returns.hpp"
#include "order/machine.hpp"

namespace holdfast::core {

namespace {

using desk::PlanFrozen;
using desk::PlanVictim;
using order::Order;

constexpr std::size_t exclusions_max = 1000;

base::Error refused(const Outcome& out, std::string message) {
  return refuse(base::ErrorCode::refused_by_rule, std::move(message),
                out.rule("return.legal_ground").article);
}

/// Freezes of the case whose money may go back.
std::vector<const Order*> freezes_of(const Outcome& out, const desk::CaseFile& file) {
  std::vector<const Order*> freezes;
  for (const auto id : file.orders) {
    const auto& order = out.state.orders.at(id);
    const bool may = order.family == order::Family::freeze &&
                     !order::obstacle_to(order, order::Act::pay_back, out.at) &&
                     !order.freeze->release_by;
    if (may) {
      freezes.push_back(&order);
    }
  }
  return freezes;
}

const desk::Exclusion* exclusion_of(const PlanReturn& body, order::OrderId freeze) {
  const auto found = std::ranges::find(body.exclusions, freeze, &desk::Exclusion::order);
  return found == body.exclusions.end() ? nullptr : &*found;
}

base::Result<void> check_exclusions(const PlanReturn& body,
                                    const std::vector<const Order*>& freezes) {
  if (body.exclusions.size() > exclusions_max) {
    return bad(fmt::format("至多 {} 项", exclusions_max), "/exclusions");
  }
  for (std::size_t i = 0; i < body.exclusions.size(); ++i) {
    const auto& exclusion = body.exclusions[i];
    const auto at = fmt::format("/exclusions/{}", i);
    if (const auto ok = need_reason(exclusion.decision, at + "/decision"); !ok) {
      return ok.error();
    }
    if (std::ranges::none_of(freezes,
                             [&](const Order* each) { return each->id == exclusion.order; })) {
      return bad(fmt::format("{} 不是本案可以返还的冻结", order::to_text(exclusion.order)),
                 at + "/order");
    }
    if (exclusion_of(body, exclusion.order) != &exclusion) {
      return bad(fmt::format("{} 列了两次", order::to_text(exclusion.order)), at + "/order");
    }
  }
  return {};
}

base::Result<desk::PlanHold> hold_of(const Outcome& out, const PlanReturn& body,
                                     const Order& freeze) {
  const auto left = left_to_return(out.state, freeze);
  const auto id = order::to_text(freeze.id);
  if (!left) {
    return refused(out, fmt::format("银行没有告知 {} 冻结了多少，不能分配", id));
  }
  desk::PlanHold hold{freeze.id, *left, {}};
  if (const auto* exclusion = exclusion_of(body, freeze.id)) {
    hold.excluded = exclusion->amount.value_or(*left);
    if (!hold.excluded.is_positive() || hold.excluded > *left) {
      return bad(fmt::format("{} 尚有 {}，除外金额应在其内", id, base::display_yuan(*left)),
                 "/exclusions");
    }
  }
  if (freeze.objection_due && hold.excluded < hold.amount) {
    return refused(out, fmt::format("{} 的异议尚未答复，须先答复或者全部除外", id));
  }
  return hold;
}

/// By account; several freezes of one account are divided together.
base::Result<std::vector<PlanFrozen>> frozen_of(const Outcome& out, const PlanReturn& body,
                                                const std::vector<const Order*>& freezes) {
  std::map<base::AccountId, PlanFrozen> by_account;
  for (const auto* freeze : freezes) {
    auto hold = hold_of(out, body, *freeze);
    if (!hold) {
      return hold.error();
    }
    if (!hold->amount.is_positive()) {
      continue;
    }
    const auto since = freeze->times.in_force.value_or(out.at);
    auto [at, is_new] =
        by_account.try_emplace(freeze->account, PlanFrozen{freeze->account, {}, since});
    at->second.since = std::min(at->second.since, since);
    at->second.holds.push_back(*hold);
  }
  std::vector<PlanFrozen> all;
  for (auto& [account, frozen] : by_account) {
    all.push_back(std::move(frozen));
  }
  return all;
}

bool is_victim(const desk::CaseFile& file) {
  const bool untrue = file.truth && file.truth->verdict == desk::Verdict::unfounded;
  return !untrue && !(file.closed && file.closed->outcome == desk::CaseOutcome::unfounded);
}

std::vector<PlanVictim> victims_of(const State& state, desk::CaseId lead,
                                   const std::vector<PlanFrozen>& frozen) {
  std::set<desk::CaseId> cases{lead};
  for (const auto& each : frozen) {
    if (const auto found = state.cases_of.find(each.account); found != state.cases_of.end()) {
      cases.insert(found->second.begin(), found->second.end());
    }
  }
  std::vector<PlanVictim> victims;
  std::set<base::Sequence> named;
  for (const auto id : cases) {
    const auto& file = state.cases.at(id);
    if (!is_victim(file)) {
      continue;
    }
    PlanVictim victim{id, {}, {}};
    base::Fen lost;
    for (const auto& loss : file.losses) {
      if (loss.matched && named.insert(*loss.matched).second) {
        victim.stolen.push_back({*loss.matched, loss.amount});
        lost += loss.amount;
      }
    }
    victim.returned_before = std::min(lost, returned_to_victim(state, file));
    if (!victim.stolen.empty()) {
      victims.push_back(std::move(victim));
    }
  }
  return victims;
}

base::Result<void> check_alone(const Outcome& out, desk::CaseId case_id) {
  for (const auto id : out.state.open_plans) {
    if (out.state.plans.at(id).case_id == case_id) {
      return refuse(base::ErrorCode::conflict,
                    fmt::format("返还方案 {} 正在办理", desk::to_text(id)));
    }
  }
  return {};
}

base::Result<const desk::ReturnPlan*> working_plan(const State& state, desk::PlanId id) {
  const auto plan = plan_named(state, id);
  if (plan && (*plan)->state != desk::PlanState::working) {
    return refuse(base::ErrorCode::conflict, fmt::format("{} 已经算出", desk::to_text(id)));
  }
  return plan;
}

}  // namespace

base::Result<const desk::ReturnPlan*> plan_named(const State& state, desk::PlanId id) {
  const auto found = state.plans.find(id);
  if (found == state.plans.end()) {
    return refuse(base::ErrorCode::not_found, fmt::format("no return plan {}", desk::to_text(id)));
  }
  return &found->second;
}

base::Result<void> decide_one(Outcome& out, const PlanReturn& body) {
  const auto opened = open_case_named(out.state, body.case_id);
  if (!opened) {
    return opened.error();
  }
  const auto& file = **opened;
  const auto freezes = freezes_of(out, file);
  if (const auto ok = first_fault({need_reason(body.reason), check_second_known(out, body.second),
                                   check_document(body.document), check_exclusions(body, freezes),
                                   check_two_officers(out, body.second)});
      !ok) {
    return ok.error();
  }
  if (!file.filed) {
    return refuse(base::ErrorCode::refused_by_rule, "案件尚未立案，不得返还",
                  out.rule("freeze.filing").article);
  }
  const auto* ladder = out.state.rules.find("return.ladder", out.at);
  const auto* notice = out.state.rules.find("return.notice", out.at);
  if (ladder == nullptr || notice == nullptr) {
    return refuse(base::ErrorCode::conflict, "现行规则包中没有返还的规定，请先更新规则");
  }
  if (const auto ok = first_fault({check_paper_named(out, body.document, "return.legal_ground"),
                                   check_alone(out, file.id)});
      !ok) {
    return ok.error();
  }
  auto frozen = frozen_of(out, body, freezes);
  if (!frozen) {
    return frozen.error();
  }
  if (frozen->empty()) {
    return refused(out, "本案没有可以返还的冻结资金");
  }
  auto victims = victims_of(out.state, file.id, *frozen);
  if (victims.empty()) {
    return refused(out, "还没有与流水核对上的被骗付款，无从分配");
  }
  desk::ReturnPlan plan;
  plan.id = out.new_plan();
  plan.case_id = file.id;
  plan.choice = body.choice;
  plan.exclusions = body.exclusions;
  plan.victims = std::move(victims);
  plan.frozen = std::move(*frozen);
  plan.reason = body.reason;
  plan.article = ladder->article;
  plan.mark = ladder->mark;
  plan.notice_rule =
      fmt::format("返还前公告 {} 日（{}，{}）", notice->number, notice->article, notice->mark);
  plan.rules_version = fmt::format("{} {}", out.state.rules.name(), out.state.rules.version());
  plan.drafted_at = out.at;
  plan.approval = approval_by(out, "return.approval", body.second, body.document);
  out.answer.id = desk::to_text(plan.id);
  out.add(ReturnPlanned{std::move(plan)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const NotePlanWorked& body) {
  const auto plan = working_plan(out.state, body.plan);
  if (!plan) {
    return plan.error();
  }
  out.answer.id = desk::to_text(body.plan);
  out.add(ReturnPlanWorked{body.plan, body.worked});
  return {};
}

base::Result<void> decide_one(Outcome& out, const NotePlanFailed& body) {
  const auto plan = working_plan(out.state, body.plan);
  if (!plan) {
    return plan.error();
  }
  out.answer.id = desk::to_text(body.plan);
  out.add(ReturnPlanEnded{body.plan, desk::PlanState::failed, {}, body.why});
  return {};
}

}  // namespace holdfast::core
