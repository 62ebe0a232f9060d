// A return plan goes its way: the second officer, the public notice where a share is by proportion,
// the steps of approval, and at the last of them the returns themselves, all at once.
//
// What a plan stands on must still be there when its returns are drawn up, to the fen: a freeze
// that gave way meanwhile, or a victim who got money back by another way, makes it void and a new
// plan is needed.
//
// Refusals, the first that holds is told: no such plan, not in a state for it; no reason; whoever
// may not sign or approve; an objection that is not answered; what it stands on has changed.
#include <algorithm>
#include <fmt/core.h>
#include <map>

#include "core/duties.hpp"
#include "core/freezes.hpp"
#include "core/returns.hpp"
#include "order/machine.hpp"

namespace holdfast::core {

namespace {

using desk::PlanState;
using desk::ReturnPlan;
using order::Order;

base::Error not_now(const ReturnPlan& plan, std::string_view why) {
  return refuse(base::ErrorCode::conflict, fmt::format("{}：{}", desk::to_text(plan.id), why));
}

base::Error changed(const ReturnPlan& plan, std::string_view what) {
  return not_now(plan, fmt::format("{}，方案不再成立，请否决后重新制作", what));
}

/// Draws up returns one after the other and keeps count of what they take.
class Drawing {
 public:
  Drawing(Outcome& out, const ReturnPlan& plan, const order::Approval& approval,
          std::string authority)
      : out_(out), plan_(plan), approval_(approval), authority_(std::move(authority)) {}

  base::Result<void> draw(const desk::PlanFrozen& frozen, const desk::PlanPayout& payout) {
    const auto& file = out_.state.cases.at(plan_.victims.at(payout.victim).case_id);
    auto wanted = payout.amount;
    for (const auto& hold : frozen.holds) {
      for (const auto& loss : file.losses) {
        if (!loss.payer) {
          continue;
        }
        const auto piece = std::min({wanted, left_in(hold), open_at(file, *loss.payer)});
        if (piece.is_positive()) {
          add(hold, piece, {*loss.payer, loss.payer_institution, victim_of(file)});
          taken_[hold.order] += piece;
          given_[{file.id, *loss.payer}] += piece;
          wanted -= piece;
        }
      }
    }
    if (wanted.is_positive()) {
      return changed(plan_, fmt::format("{} 的 {} 已无处可出或者无账户可还",
                                        order::to_text(file.id), base::display_yuan(wanted)));
    }
    return {};
  }
  [[nodiscard]] std::vector<order::OrderId> take_orders() { return std::move(orders_); }

 private:
  [[nodiscard]] base::Fen left_in(const desk::PlanHold& hold) {
    const auto& freeze = out_.state.orders.at(hold.order);
    const auto left = left_to_return(out_.state, freeze).value_or(base::Fen{});
    const auto may = std::min(left, hold.amount - hold.excluded);
    return may - std::min(may, taken_[hold.order]);
  }
  [[nodiscard]] base::Fen open_at(const desk::CaseFile& file, base::AccountId payer) {
    const auto open = open_loss(out_.state, file, payer);
    return open - std::min(open, given_[{file.id, payer}]);
  }
  [[nodiscard]] std::optional<desk::CaseId> victim_of(const desk::CaseFile& file) const {
    return file.id == plan_.case_id ? std::nullopt : std::optional{file.id};
  }
  void add(const desk::PlanHold& hold, base::Fen amount, const order::Payback& to) {
    auto order =
        return_order(out_, out_.state.orders.at(hold.order), amount, to,
                     fmt::format("返还方案 {}：{}", desk::to_text(plan_.id), plan_.reason));
    order.approval = approval_;
    const auto id = order.id;
    out_.add(OrderDrafted{std::move(order)});
    out_.add(OrderApproved{id,
                           {order::AuthorityKind::officer, out_.command.actor, out_.at, authority_},
                           out_.at + law::term_of(out_.rule("return.answer.term")),
                           std::nullopt});
    orders_.push_back(id);
  }

  Outcome& out_;
  const ReturnPlan& plan_;
  const order::Approval& approval_;
  const std::string authority_;
  std::map<order::OrderId, base::Fen> taken_;
  std::map<std::pair<desk::CaseId, base::AccountId>, base::Fen> given_;
  std::vector<order::OrderId> orders_;
};

base::Result<void> check_freezes(const Outcome& out, const ReturnPlan& plan) {
  for (const auto& frozen : plan.frozen) {
    for (const auto& hold : frozen.holds) {
      const auto& freeze = out.state.orders.at(hold.order);
      const auto id = order::to_text(hold.order);
      if (order::obstacle_to(freeze, order::Act::pay_back, out.at) || freeze.freeze->release_by) {
        return changed(plan, id + " 已不在冻结中");
      }
      if (!check_kept_here(out, freeze)) {
        return changed(plan, id + " 已随案移送");
      }
      if (freeze.objection_due && hold.excluded < hold.amount) {
        return not_now(plan, id + " 的异议尚未答复");
      }
    }
  }
  return {};
}

base::Result<void> draw_returns(Outcome& out, const ReturnPlan& plan,
                                const order::Signature& last) {
  if (const auto opened = open_case_named(out.state, plan.case_id); !opened) {
    return opened.error();
  }
  if (!out.state.cases.at(plan.case_id).filed) {
    return refuse(base::ErrorCode::refused_by_rule, "案件尚未立案，不得返还",
                  out.rule("freeze.filing").article);
  }
  if (const auto ok = check_freezes(out, plan); !ok) {
    return ok.error();
  }
  auto approval = plan.approval;
  approval.signatures.push_back(last);
  Drawing drawing{out, plan, approval, fmt::format("返还方案 {} 批准", desk::to_text(plan.id))};
  for (const auto& division : plan.worked->divisions) {
    const auto frozen =
        std::ranges::find(plan.frozen, division.account, &desk::PlanFrozen::account);
    base::check(frozen != plan.frozen.end(), "a plan divides an account that it does not name");
    for (const auto& payout : division.payouts) {
      if (const auto ok = drawing.draw(*frozen, payout); !ok) {
        return ok.error();
      }
    }
  }
  auto orders = drawing.take_orders();
  out.add(ReturnPlanEnded{plan.id, PlanState::ordered, std::move(orders), {}});
  finish_tasks(out, plan.case_id, {desk::TaskKind::return_plan_due}, {}, "返还方案已批准");
  return {};
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const SignPlan& body) {
  const auto found = plan_named(out.state, body.plan);
  if (!found) {
    return found.error();
  }
  const auto& plan = **found;
  if (plan.state != PlanState::drawn) {
    return not_now(plan, plan.state == PlanState::working ? "还没有算出" : "已经签过或者已经办结");
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  if (plan.approval.second != out.command.actor) {
    return refuse(base::ErrorCode::forbidden,
                  fmt::format("{} 的协办民警是 {}", desk::to_text(plan.id), plan.approval.second));
  }
  out.add(
      ReturnPlanSigned{plan.id, {order::Duty::none, out.command.actor, {}, out.at, body.reason}});
  if (desk::needs_notice(plan)) {
    const auto& rule = out.rule("return.notice");
    out.add(ReturnNoticeBegun{plan.id, {out.at, law::end_of(rule, out.at), rule.article, false}});
  } else {
    open_plan_task(out, plan, desk::TaskKind::return_plan_due,
                   law::end_of(out.rule("return.answer.term"), out.at), plan.article);
  }
  out.answer.id = desk::to_text(plan.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const ApprovePlan& body) {
  const auto found = plan_named(out.state, body.plan);
  if (!found) {
    return found.error();
  }
  const auto& plan = **found;
  if (plan.state != PlanState::review) {
    return not_now(plan, plan.state == PlanState::noticed ? "公告期未满" : "不在审批中");
  }
  if (desk::has_open_objection(plan)) {
    return not_now(plan, "公告期内的异议尚未答复");
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  if (order::is_involved(plan.approval, out.command.actor)) {
    return refuse(base::ErrorCode::refused_by_rule, "起草、协办或已签批的人不得再批准",
                  out.rule("approval.not_self").article);
  }
  const auto office = office_for(out.state, plan.approval, out.command.actor, out.at);
  if (!office) {
    return refuse(base::ErrorCode::forbidden, "没有批准这一步的职务");
  }
  const order::Signature signature{*order::next_step(plan.approval), out.command.actor,
                                   office->on_behalf, out.at, body.reason};
  out.add(ReturnPlanSigned{plan.id, signature});
  if (order::steps_taken(plan.approval) + 1 == plan.approval.steps.size()) {
    if (const auto ok = draw_returns(out, plan, signature); !ok) {
      return ok.error();
    }
  }
  out.answer.id = desk::to_text(plan.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const RejectPlan& body) {
  const auto found = plan_named(out.state, body.plan);
  if (!found) {
    return found.error();
  }
  const auto& plan = **found;
  if (!desk::is_open(plan)) {
    return not_now(plan, "已经办结");
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  const auto& actor = out.command.actor;
  const bool withdraws = plan.approval.drafted_by == actor || plan.approval.second == actor;
  if (!withdraws && !office_for(out.state, plan.approval, actor, out.at)) {
    return refuse(base::ErrorCode::forbidden, "由起草人、协办人撤回，或由有权批准的人否决");
  }
  end_plan(out, plan, body.reason);
  out.answer.id = desk::to_text(plan.id);
  return {};
}

void end_plan(Outcome& out, const ReturnPlan& plan, const std::string& why) {
  out.add(ReturnPlanEnded{plan.id, PlanState::rejected, {}, why});
  finish_tasks(out, plan.case_id,
               {desk::TaskKind::return_plan_due, desk::TaskKind::plan_objection,
                desk::TaskKind::plan_objection_overdue},
               {}, "返还方案未通过");
}

}  // namespace holdfast::core
