// Orders: drafting, approving, correcting, releasing, and what the partner said. On the way to it:
// decide_delivery.cpp.
#include <algorithm>
#include <fmt/core.h>

#include "core/freezes.hpp"
#include "core/outcome.hpp"
#include "order/machine.hpp"

namespace holdfast::core {

namespace {

using order::Order;

order::Authority by_officer(const Outcome& out) {
  return {order::AuthorityKind::officer, out.command.actor, out.at, {}};
}

const desk::Need* need_of(const desk::CaseFile& file, base::AccountId account) {
  const auto found = file.needs.find(account);
  return found == file.needs.end() ? nullptr : &found->second;
}

/// A refusal that a person can mend: ask the bank who holds the account, and offer the answer.
void ask_for_name(Outcome& out, const desk::CaseFile& file, const Order& refused) {
  OrderPlan plan;
  plan.family = order::Family::subject_query;
  plan.account = refused.account;
  plan.institution = refused.institution;
  plan.tier = refused.tier;
  plan.target = refused.id;
  plan.reason = reason_text(QueryReason::stop_refused, refused.id);
  approve(out, draft_order(out, file, std::move(plan)),
          {order::AuthorityKind::officer, file.officer, out.at, {}});
}

void stop_refused(Outcome& out, const Order& order, const NoteOrderAnswered& body) {
  const auto& file = out.state.cases.at(order.case_id);
  const auto code = out.state.rules.reply_code(body.reply.result);
  out.add(OrderAnswered{order.id, order::State::refused, body.reply, {}, {}, {}, {}});
  if (!desk::is_pursued(file)) {
    left_stop_ended(out, order);
    return;  // nobody pursues it: what the refusal asks for would be asked of nobody
  }
  out.add(NeedUnmet{
      order.case_id, order.account,
      desk::Unmet{order.amount.value_or(base::Fen{}),
                  fmt::format("银行答复 {}：{}", code.code, code.meaning), order.ground.article}});
  if (code.action == law::CodeAction::fix) {
    ask_for_name(out, file, order);
  } else if (code.action == law::CodeAction::freeze) {
    const auto amount = order.amount.value_or(file.needs.at(order.account).due);
    open_task(out, file, desk::TaskKind::stop_exhausted, order.account,
              order.amount.value_or(base::Fen{}), {}, std::chrono::hours{1});
    propose_freeze(out, file, order.account, amount);
  }
}

void stop_answered(Outcome& out, const Order& order, const NoteOrderAnswered& body) {
  if (out.state.rules.reply_code(body.reply.result).action != law::CodeAction::done) {
    stop_refused(out, order, body);
    return;
  }
  // The law's term counts from the bank's stop. Neither a later end nor a start that is yet to come
  // lengthens it.
  const auto start = std::min(body.start.value_or(out.at), out.at);
  const auto term = base::Milliseconds{order.ground.term_ms};
  const auto end = std::min(body.end.value_or(start + term), start + term);
  out.add(OrderAnswered{order.id, order::State::in_force, body.reply, start, end, {}, {}});
  const auto& file = out.state.cases.at(order.case_id);
  if (!desk::is_pursued(file) && !file.closed) {
    let_go(out, file, order, desk::why_not_pursued(file));
    return;
  }
  if (order.state == order::State::failed && file.unmet.contains(order.account)) {
    out.add(NeedUnmet{order.case_id, order.account, std::nullopt});
  }
}

void release_answered(Outcome& out, const Order& order, const NoteOrderAnswered& body) {
  const auto code = out.state.rules.reply_code(body.reply.result);
  const bool lifted = code.action == law::CodeAction::done || code.code == "1900";
  out.add(OrderAnswered{order.id,
                        lifted ? order::State::answered : order::State::refused,
                        body.reply,
                        {},
                        {},
                        {},
                        {}});
  if (!lifted || !order.target) {
    return;
  }
  const auto target = order_named(out.state, *order.target);
  if (target && (*target)->state == order::State::in_force) {
    out.add(OrderReleased{*order.target, order.id});
    left_stop_ended(out, **target);
  }
}

void query_answered(Outcome& out, const Order& order, const NoteOrderAnswered& body) {
  const auto action = out.state.rules.reply_code(body.reply.result).action;
  const bool found = action == law::CodeAction::done;
  out.add(OrderAnswered{order.id,
                        found ? order::State::answered : order::State::refused,
                        body.reply,
                        {},
                        {},
                        {},
                        {}});
  if (order.family != order::Family::subject_query) {
    return;
  }
  if (found && body.shows_account) {
    exit_opened(out, order);
  }
  const bool named = found && !body.registered_name.empty();
  if (!order.target) {
    settle_after_query(out, order, named);
    return;
  }
  const auto target = order_named(out.state, *order.target);
  if (named && target && (*target)->state == order::State::refused) {
    out.add(CandidateFound{*order.target,
                           {base::subject_of(base::SubjectKind::account, order.account.value()),
                            body.registered_name}});
  }
}

}  // namespace

int stops_used(const State& state, base::AccountId account) {
  const auto& ids = orders_on(state, account);
  return static_cast<int>(std::count_if(ids.begin(), ids.end(), [&](order::OrderId id) {
    return order::uses_a_stop(state.orders.at(id));
  }));
}

base::Result<void> refuse_third_stop(const Outcome& out, base::AccountId account) {
  const auto& limit = out.rule("stop.per_account_max");
  if (stops_used(out.state, account) >= limit.number) {
    return refuse(base::ErrorCode::refused_by_rule,
                  fmt::format("该账户已止付 {} 次，不得再次止付；立案后可以冻结", limit.number),
                  limit.article);
  }
  return {};
}

void left_stop_ended(Outcome& out, const Order& stop) {
  if (!desk::is_pursued(out.state.cases.at(stop.case_id))) {
    out.ended_now.insert(stop.id);
    settle_others(out, stop.account);
  }
}

order::OrderId draft_order(Outcome& out, const desk::CaseFile& file, OrderPlan plan) {
  const bool query = plan.family == order::Family::subject_query ||
                     plan.family == order::Family::transaction_query;
  const auto& ground = out.rule(query ? "query.legal_ground" : "stop.legal_ground");
  const auto& term = out.rule(query ? "query.term" : "stop.term");
  const auto* institution = find_institution(out.state.routing, plan.institution);
  Order order;
  order.id = out.new_order();
  order.family = plan.family;
  order.case_id = file.id;
  order.account = plan.account;
  order.institution = plan.institution;
  order.channel = channel_to(out.state, institution);
  order.tier = plan.tier;
  order.amount = plan.amount;
  order.justification = std::move(plan.justification);
  order.name_unknown = plan.name_unknown;
  order.ordinal = plan.ordinal;
  order.ground = {std::move(plan.reason),
                  ground.text,
                  ground.mark,
                  query ? std::string{} : out.rule("stop.notice").text,
                  query ? std::string{} : out.rule("stop.appeal").text,
                  law::term_of(term).count(),
                  out.state.rules.version(),
                  0};
  order.drill = out.state.drill;
  order.corrects = plan.corrects;
  order.target = plan.target;
  order.named = std::move(plan.named);
  order.times.reported = file.reported_at;
  order.times.drafted = out.at;
  order.times.deadline = out.at + law::term_of(term);  // never delivered by then: it lapses unsent
  const auto id = order.id;
  out.add(OrderDrafted{std::move(order)});
  return id;
}

void approve(Outcome& out, order::OrderId id, order::Authority authority) {
  std::optional<order::Order> stop;  // a copy: what it asks for is added to the events too
  if (const auto known = out.state.orders.find(id); known != out.state.orders.end()) {
    stop = known->second;
  }
  for (const auto& event : out.events) {
    const auto* drafted = std::get_if<OrderDrafted>(&event.body);
    if (drafted != nullptr && drafted->order.id == id) {
      stop = drafted->order;
    }
  }
  out.add(OrderApproved{id, std::move(authority), std::nullopt, std::nullopt});
  if (stop && stop->family == order::Family::stop) {
    ask_recall(out, *stop);
  }
}

base::Result<void> decide_one(Outcome& out, const DraftStop& body) {
  const auto file = open_case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (!desk::is_pursued(**file)) {
    return refuse(base::ErrorCode::conflict, "报案已核实为不实或者已撤案，不得止付");
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  const auto* need = need_of(**file, body.account);
  if (need == nullptr) {
    return refuse(base::ErrorCode::not_found, "the case's money has not reached this account");
  }
  if (body.amount && (!body.amount->is_positive() || *body.amount > base::Fen::limit())) {
    return base::Error{base::ErrorCode::bad_input, "an amount lies above 0", "/amount_fen"};
  }
  if (!has_channel(out.state.routing, need->institution)) {
    return refuse(base::ErrorCode::conflict, "no channel reaches the account's institution");
  }
  if (const auto ok = refuse_third_stop(out, body.account); !ok) {
    return ok.error();
  }
  OrderPlan plan;
  plan.account = body.account;
  plan.institution = need->institution;
  plan.tier = need->tier;
  plan.amount = body.amount;
  plan.justification = need->justification;
  plan.name_unknown = !need->name_known;
  plan.ordinal = stops_used(out.state, body.account) + 1;
  plan.reason = body.reason;
  const auto id = draft_order(out, **file, std::move(plan));
  approve(out, id, by_officer(out));
  if ((*file)->unmet.contains(body.account)) {
    out.add(NeedUnmet{body.case_id, body.account, std::nullopt});
  }
  out.answer.id = order::to_text(id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const ApproveOrder& body) {
  const auto order = order_named(out.state, body.order);
  if (!order) {
    return order.error();
  }
  if ((*order)->approval) {
    if (const auto ok = approve_step(out, **order, body.reason); !ok) {
      return ok.error();
    }
    out.answer.id = order::to_text(body.order);
    return {};
  }
  if ((*order)->state != order::State::review) {
    return refuse(base::ErrorCode::conflict, "the order does not wait for approval");
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  auto authority = by_officer(out);
  authority.bounds = body.reason;
  approve(out, body.order, std::move(authority));
  out.answer.id = order::to_text(body.order);
  return {};
}

base::Result<void> decide_one(Outcome& out, const RejectOrder& body) {
  const auto order = order_named(out.state, body.order);
  if (!order) {
    return order.error();
  }
  if (const auto obstacle = order::obstacle_to(**order, order::Act::reject, out.at)) {
    return refuse(base::ErrorCode::conflict, std::string{order::words_of(*obstacle)});
  }
  if ((*order)->approval) {
    if (const auto ok = may_reject(out, **order); !ok) {
      return ok.error();
    }
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  out.add(OrderRejected{body.order, body.reason});
  if ((*order)->family == order::Family::stop) {
    note_unheld(out, **order, "民警未批准：" + body.reason);
  }
  out.answer.id = order::to_text(body.order);
  return {};
}

base::Result<void> decide_one(Outcome& out, const ReleaseStop& body) {
  const auto order = order_named(out.state, body.order);
  if (!order) {
    return order.error();
  }
  if ((*order)->family != order::Family::stop || (*order)->state != order::State::in_force) {
    return refuse(base::ErrorCode::conflict, "only a stop in force can be released");
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  for (const auto id : out.state.orders_of.at((*order)->account)) {
    const auto& other = out.state.orders.at(id);
    if (other.family == order::Family::stop_release && other.target == body.order &&
        order::awaits_partner(other)) {
      return refuse(base::ErrorCode::conflict, "a release of this stop is already on its way");
    }
  }
  OrderPlan plan;
  plan.family = order::Family::stop_release;
  plan.account = (*order)->account;
  plan.institution = (*order)->institution;
  plan.tier = (*order)->tier;
  plan.target = body.order;
  plan.reason = body.reason;
  const auto id = draft_order(out, out.state.cases.at((*order)->case_id), std::move(plan));
  approve(out, id, by_officer(out));
  out.answer.id = order::to_text(id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const CorrectOrder& body) {
  const auto found = order_named(out.state, body.order);
  if (!found) {
    return found.error();
  }
  const auto& order = **found;
  if (const auto file = open_case_named(out.state, order.case_id); !file) {
    return file.error();
  }
  if (order.state != order::State::refused || !order.candidate) {
    return refuse(base::ErrorCode::conflict, "there is no correction to offer for this order");
  }
  for (const auto id : out.state.orders_of.at(order.account)) {
    if (out.state.orders.at(id).corrects == order.id) {
      return refuse(base::ErrorCode::conflict,
                    fmt::format("already corrected by {}", order::to_text(id)));
    }
  }
  if (!body.reason.empty()) {
    if (const auto ok = need_reason(body.reason); !ok) {
      return ok.error();
    }
  }
  if (const auto ok = refuse_third_stop(out, order.account); !ok) {
    return ok.error();
  }
  OrderPlan plan;
  plan.account = order.account;
  plan.institution = order.institution;
  plan.tier = order.tier;
  plan.amount = order.amount;
  plan.justification = order.justification;
  plan.ordinal = stops_used(out.state, order.account) + 1;
  plan.reason = body.reason.empty() ? order.ground.reason : body.reason;
  plan.corrects = order.id;
  plan.named = order.candidate;
  const auto id = draft_order(out, out.state.cases.at(order.case_id), std::move(plan));
  approve(out, id, by_officer(out));
  out.add(NeedUnmet{order.case_id, order.account, std::nullopt});
  out.answer.id = order::to_text(id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const NoteOrderAnswered& body) {
  const auto found = order_named(out.state, body.order);
  if (!found) {
    return found.error();
  }
  const auto& order = **found;
  if (order::obstacle_to(order, order::Act::answer, out.at)) {
    return {};  // a repeated reply changes nothing
  }
  if (out.state.rules.reply_code(body.reply.result).action == law::CodeAction::retry) {
    if (order::awaits_partner(order) && order.last_error != body.reply.message) {
      out.add(OrderSendFailed{order.id, body.reply.message, false});
    }
    return {};
  }
  switch (order.family) {
    case order::Family::stop:
      stop_answered(out, order, body);
      break;
    case order::Family::stop_release:
      release_answered(out, order, body);
      break;
    case order::Family::subject_query:
    case order::Family::transaction_query:
      query_answered(out, order, body);
      break;
    case order::Family::freeze:
      freeze_answered(out, order, body);
      break;
    case order::Family::freeze_renewal:
      renewal_answered(out, order, body);
      break;
    case order::Family::freeze_release:
      freeze_release_answered(out, order, body);
      break;
    case order::Family::stop_extension:
      extension_answered(out, order, body);
      break;
    case order::Family::protective_stop:
      protection_answered(out, order, body);
      break;
    case order::Family::evidence_request:
      return evidence_answered(out, order, body);
    case order::Family::fund_return:
      return_answered(out, order, body);
      break;
    case order::Family::payment_recall:
      recall_answered(out, order, body);
      break;
    case order::Family::number_suspension:
    case order::Family::url_block:
    case order::Family::profile_suspension:
      restriction_answered(out, order, body);
      break;
    case order::Family::protective_release:
    case order::Family::number_restoration:
    case order::Family::url_unblock:
    case order::Family::profile_restoration:
      ending_answered(out, order, body);
      break;
  }
  return {};
}

}  // namespace holdfast::core
