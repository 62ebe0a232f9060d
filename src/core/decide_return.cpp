// 返还: frozen money goes back to an account that the victim paid from.
//
// What is promised and what went back never exceeds what the freeze holds, to the fen; the rest
// stays frozen for its term. The receiver is an account that this case's victim paid from: nobody
// else can be named.
//
// Refusals, the first that holds is told: no such freeze, its state (order/machine.hpp), case
// closed, no such payment of the case, the payment names no account of the victim; no reason,
// amount, second officer unknown; found unrelated, more than the freeze holds or than the victim
// lost there; second officer is the drafter, not filed, no paper.
#include <algorithm>
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/freezes.hpp"
#include "order/machine.hpp"

namespace holdfast::core {

namespace {

using order::Family;
using order::Order;

/// Calls `act` for each return of the case that was not turned down.
template <typename Act>
void for_returns(const State& state, const desk::CaseFile& file, const Act& act) {
  for (const auto id : file.orders) {
    const auto& order = state.orders.at(id);
    const bool counts = order::is_live(order) || order.state == order::State::answered;
    if (order.family == Family::fund_return && counts) {
      act(order);
    }
  }
}

base::Fen lost_from(const desk::CaseFile& file, base::AccountId account) {
  base::Fen sum;
  for (const auto& loss : file.losses) {
    sum += loss.payer == account ? loss.amount : base::Fen{};
  }
  return sum;
}

base::Fen promised_to(const State& state, const desk::CaseFile& file, base::AccountId account) {
  base::Fen sum;
  for_returns(state, file, [&](const Order& order) {
    sum += order.payback->to == account ? *order.amount : base::Fen{};
  });
  return sum;
}

/// What the freeze holds and nobody was promised.
base::Fen left_to_return(const State& state, const Order& freeze) {
  const auto asked = freeze.amount.value_or(base::Fen::limit());
  const auto held = std::min(asked, freeze.reply.held.value_or(asked));
  return held - freeze.freeze->returned - being_returned(state, freeze);
}

base::Result<void> check_amount(const Outcome& out, const Order& freeze, const desk::CaseFile& file,
                                const ReturnFunds& body) {
  const auto& ground = out.rule("return.legal_ground").article;
  const auto refused = [&](std::string message) {
    auto error = refuse(base::ErrorCode::refused_by_rule, std::move(message), ground);
    error.where = "/amount_fen";
    return error;
  };
  const auto left = left_to_return(out.state, freeze);
  if (body.amount > left) {
    return refused(fmt::format("该冻结尚可返还 {}，不得超出", base::display_yuan(left)));
  }
  const auto to = *file.losses[body.loss].payer;
  const auto open = lost_from(file, to) - promised_to(out.state, file, to);
  if (body.amount > open) {
    return refused(fmt::format("被害人该账户的损失尚余 {}，不得超出", base::display_yuan(open)));
  }
  return {};
}

}  // namespace

base::Fen being_returned(const State& state, const Order& freeze) {
  base::Fen sum;
  for_returns(state, state.cases.at(freeze.case_id), [&](const Order& order) {
    sum += order.target == freeze.id && order::is_live(order) ? *order.amount : base::Fen{};
  });
  return sum;
}

base::Fen returned_to(const State& state, base::AccountId account) {
  base::Fen sum;
  for (const auto id : orders_on(state, account)) {
    const auto& order = state.orders.at(id);
    const bool counts = order::is_live(order) || order.state == order::State::answered;
    if (order.payback && order.payback->to == account && order.authority && counts) {
      sum += *order.amount;
    }
  }
  return sum;
}

base::Result<void> decide_one(Outcome& out, const ReturnFunds& body) {
  const auto found = order_named(out.state, body.order);
  if (!found) {
    return found.error();
  }
  const auto& freeze = **found;
  if (const auto obstacle = order::obstacle_to(freeze, order::Act::pay_back, out.at)) {
    return in_the_way(freeze, *obstacle);
  }
  const auto opened = open_case_named(out.state, freeze.case_id);
  if (!opened) {
    return opened.error();
  }
  const auto& file = **opened;
  if (body.loss >= file.losses.size()) {
    return refuse(base::ErrorCode::not_found, "本案没有这一笔付款");
  }
  const auto& loss = file.losses[body.loss];
  if (!loss.payer) {
    return refuse(base::ErrorCode::not_found, "这一笔付款没有登记被害人的付款账户");
  }
  const bool fits = body.amount.is_positive() && body.amount <= base::Fen::limit();
  if (const auto ok = first_fault(
          {need_reason(body.reason),
           fits ? base::Result<void>{} : base::Result<void>{bad("金额大于零", "/amount_fen")},
           check_second_known(out, body.second), check_document(body.document),
           freeze.freeze->release_by
               ? base::Result<void>{refuse(base::ErrorCode::refused_by_rule,
                                           "已甄别为与案件无关，只能解除，不能返还",
                                           out.rule("freeze.release.unrelated").article)}
               : base::Result<void>{}});
      !ok) {
    return ok.error();
  }
  if (const auto ok = first_fault(
          {check_amount(out, freeze, file, body), check_two_officers(out, body.second)});
      !ok) {
    return ok.error();
  }
  if (!file.filed) {
    return refuse(base::ErrorCode::refused_by_rule, "案件尚未立案，不得返还",
                  out.rule("freeze.filing").article);
  }
  if (const auto ok = check_paper_named(out, body.document, "return.legal_ground"); !ok) {
    return ok.error();
  }
  OrderPlan plan;
  plan.family = Family::fund_return;
  plan.account = freeze.account;
  plan.institution = freeze.institution;
  plan.tier = freeze.tier;
  plan.amount = body.amount;
  plan.target = freeze.id;
  plan.reason = body.reason;
  auto order = drawn_up(out, file, std::move(plan), {"return.legal_ground", {}, {}, "return.term"});
  await_signatures(out, order, approval_by(out, "return.approval", body.second, body.document));
  order.payback = order::Payback{*loss.payer, loss.payer_institution};
  out.answer.id = order::to_text(order.id);
  out.add(OrderDrafted{std::move(order)});
  return {};
}

void return_answered(Outcome& out, const Order& order, const NoteOrderAnswered& body) {
  const bool done = out.state.rules.reply_code(body.reply.result).action == law::CodeAction::done;
  out.add(OrderAnswered{
      order.id, done ? order::State::answered : order::State::refused, body.reply, {}, {}, {}, {}});
  finish_tasks(out, order.case_id, {desk::TaskKind::return_due, desk::TaskKind::return_overdue},
               order.id, done ? "已返还" : "银行答复不能返还");
  const auto& freeze = out.state.orders.at(*order.target);
  if (!done) {
    return;
  }
  out.add(FundsReturned{freeze.id, order.id, *order.amount});
  const bool was_all = freeze.amount && freeze.freeze->returned + *order.amount == *freeze.amount;
  if (was_all && freeze.state == order::State::in_force) {
    out.add(OrderReleased{freeze.id, order.id});
    freeze_ended(out, freeze, out.at, "已全部返还");
  }
}

}  // namespace holdfast::core
