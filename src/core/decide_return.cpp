// 返还: frozen money goes back to an account that the victim paid from.
//
// What is promised and what went back never exceeds what the freeze holds, to the fen; the rest
// stays frozen for its term. The receiver is an account that this case's victim paid from: nobody
// else can be named.
//
// Refusals, the first that holds is told: no such freeze, its state (order/machine.hpp), case
// closed, handed over to somebody else, no such payment of the case, the payment names no account
// of the victim; no reason, amount, second officer unknown; found unrelated, more than the freeze
// holds or than the victim lost there; second officer is the drafter, not filed, no paper.
#include <algorithm>
#include <fmt/core.h>

#include "core/freezes.hpp"
#include "core/returns.hpp"
#include "order/machine.hpp"

namespace holdfast::core {

namespace {

using order::Family;
using order::Order;

/// A return that was not turned down.
bool counts(const Order& order) {
  return order.family == Family::fund_return &&
         (order::is_live(order) || order.state == order::State::answered);
}

desk::CaseId victim_of(const Order& order) {
  return order.payback->victim_of.value_or(order.case_id);
}

base::Fen lost_from(const desk::CaseFile& file, base::AccountId account) {
  base::Fen sum;
  for (const auto& loss : file.losses) {
    sum += loss.payer == account ? loss.amount : base::Fen{};
  }
  return sum;
}

enum class Count { promised, done };

base::Fen sent_to(const State& state, const desk::CaseFile& file, base::AccountId account,
                  Count which) {
  base::Fen sum;
  for (const auto id : orders_on(state, account)) {
    const auto& order = state.orders.at(id);
    const bool fits = counts(order) && order.payback->to == account &&
                      victim_of(order) == file.id &&
                      (which == Count::promised || order.state == order::State::answered);
    sum += fits ? *order.amount : base::Fen{};
  }
  return sum;
}

base::Fen sent_to_all(const State& state, const desk::CaseFile& file, Count which) {
  base::Fen sum;
  std::set<base::AccountId> payers;
  for (const auto& loss : file.losses) {
    if (loss.payer && payers.insert(*loss.payer).second) {
      sum += sent_to(state, file, *loss.payer, which);
    }
  }
  return sum;
}

base::Result<void> check_amount(const Outcome& out, const Order& freeze, const desk::CaseFile& file,
                                const ReturnFunds& body) {
  const auto& ground = out.rule("return.legal_ground").article;
  const auto refused = [&](std::string message) {
    auto error = refuse(base::ErrorCode::refused_by_rule, std::move(message), ground);
    error.where = "/amount_fen";
    return error;
  };
  const auto left = left_to_return(out.state, freeze).value_or(base::Fen::limit());
  if (body.amount > left) {
    return refused(fmt::format("该冻结尚可返还 {}，不得超出", base::display_yuan(left)));
  }
  const auto to = *file.losses[body.loss].payer;
  const auto open = open_loss(out.state, file, to);
  if (body.amount > open) {
    return refused(fmt::format("被害人该账户的损失尚余 {}，不得超出", base::display_yuan(open)));
  }
  return {};
}

}  // namespace

base::Fen being_returned(const State& state, const Order& freeze) {
  base::Fen sum;
  for (const auto id : state.cases.at(freeze.case_id).orders) {
    const auto& order = state.orders.at(id);
    const bool is_out = counts(order) && order::is_live(order) && order.target == freeze.id;
    sum += is_out ? *order.amount : base::Fen{};
  }
  return sum;
}

std::optional<base::Fen> left_to_return(const State& state, const Order& freeze) {
  if (!freeze.amount && !freeze.reply.held) {
    return std::nullopt;
  }
  const auto asked = freeze.amount.value_or(base::Fen::limit());
  const auto held = std::min(asked, freeze.reply.held.value_or(asked));
  const auto gone =
      freeze.freeze->returned + freeze.freeze->confiscated + being_returned(state, freeze);
  return held - std::min(held, gone);
}

base::Fen open_loss(const State& state, const desk::CaseFile& file, base::AccountId payer) {
  const auto lost = lost_from(file, payer);
  return lost - std::min(lost, sent_to(state, file, payer, Count::promised));
}

base::Fen returned_to_victim(const State& state, const desk::CaseFile& file) {
  return sent_to_all(state, file, Count::promised);
}

base::Fen returned_home(const State& state, const desk::CaseFile& file) {
  return sent_to_all(state, file, Count::done);
}

Order return_order(Outcome& out, const Order& freeze, base::Fen amount, const order::Payback& to,
                   std::string reason) {
  OrderPlan plan;
  plan.family = Family::fund_return;
  plan.account = freeze.account;
  plan.institution = freeze.institution;
  plan.tier = freeze.tier;
  plan.amount = amount;
  plan.target = freeze.id;
  plan.reason = std::move(reason);
  auto order = drawn_up(out, out.state.cases.at(freeze.case_id), std::move(plan),
                        {"return.legal_ground", {}, {}, "return.term"});
  order.payback = to;
  return order;
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
  if (const auto ok = check_kept_here(out, freeze); !ok) {
    return ok.error();
  }
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
  auto order = return_order(out, freeze, body.amount,
                            {*loss.payer, loss.payer_institution, std::nullopt}, body.reason);
  await_signatures(out, order, approval_by(out, "return.approval", body.second, body.document));
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
  const auto gone = freeze.freeze->returned + freeze.freeze->confiscated + *order.amount;
  const bool was_all = freeze.amount && gone == *freeze.amount;
  if (was_all && freeze.state == order::State::in_force) {
    out.add(OrderReleased{freeze.id, order.id});
    freeze_ended(out, freeze, out.at, "已全部返还");
    return;
  }
  disposal_went_on(out, freeze, order.id);
}

}  // namespace holdfast::core
