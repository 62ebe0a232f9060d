// Stops that last longer, and stops of a victim's own account.
//
// An extension must reach the bank before the stop lapses and counts as one of the two stops that
// an account may have. A protective stop rests on its holder's consent alone: it is short, ends at
// the holder's word or by itself, and counts neither as a stop nor as money held for the case.
//
// Refusals of an extension: no such order, the state it is in (order/machine.hpp), case closed or
// not pursued, one on its way, no reason, the number of stops. Of a protective stop: no such case,
// case closed, no payment of the case came from the account, no reason, consent, amount, hours; no
// channel, one there already. Of a revocation: no such order, its state, no reason.
#include <algorithm>
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/freezes.hpp"
#include "order/machine.hpp"

namespace holdfast::core {

namespace {

using order::Act;
using order::Family;
using order::Order;

constexpr std::size_t name_bytes_max = 128;
constexpr std::size_t reference_bytes_max = 200;
constexpr std::size_t amount_of_hours_max = 24 * 30;

order::Authority by_officer(const Outcome& out) {
  return {order::AuthorityKind::officer, out.command.actor, out.at, {}};
}

const desk::Loss* paid_out_of(const desk::CaseFile& file, base::AccountId account) {
  const auto found = std::find_if(file.losses.begin(), file.losses.end(),
                                  [&](const desk::Loss& loss) { return loss.payer == account; });
  return found == file.losses.end() ? nullptr : &*found;
}

base::Result<void> check_consent(const Outcome& out, const order::Consent& consent) {
  if (consent.by.text.empty() || consent.by.text.size() > name_bytes_max) {
    return bad(fmt::format("同意人姓名为 1 到 {} 字节", name_bytes_max), "/consent/by");
  }
  if (consent.reference.empty() || consent.reference.size() > reference_bytes_max) {
    return bad(fmt::format("录音、表格或者确认的编号为 1 到 {} 字节", reference_bytes_max),
               "/consent/reference");
  }
  const auto oldest = out.at - law::term_of(out.rule("protect.term"));
  if (consent.given_at > out.at || consent.given_at <= oldest) {
    return bad("同意的时间不得晚于现在，也不得早于一个保护期限", "/consent/given_at");
  }
  return {};
}

base::Result<void> check_extent(const Outcome& out, const DraftProtectiveStop& body) {
  if (body.amount && (!body.amount->is_positive() || *body.amount > base::Fen::limit())) {
    return bad("金额大于零", "/amount_fen");
  }
  if (body.hours) {
    const auto most = law::term_of(out.rule("protect.term"));
    const bool counts = *body.hours > 0 && *body.hours <= static_cast<int>(amount_of_hours_max);
    if (!counts || std::chrono::hours{*body.hours} > most) {
      auto wrong = refuse(base::ErrorCode::refused_by_rule,
                          fmt::format("保护性止付为 1 到 {} 小时",
                                      std::chrono::floor<std::chrono::hours>(most).count()),
                          out.rule("protect.term").article);
      wrong.where = "/hours";
      return wrong;
    }
  }
  return {};
}

base::Result<void> check_not_protected(const Outcome& out, base::AccountId account) {
  for (const auto id : orders_on(out.state, account)) {
    const auto& other = out.state.orders.at(id);
    if (other.family == Family::protective_stop && order::is_live(other)) {
      return refuse(base::ErrorCode::conflict,
                    fmt::format("该账户已有保护性止付 {}", order::to_text(id)));
    }
  }
  return {};
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const ExtendStop& body) {
  const auto found = order_named(out.state, body.order);
  if (!found) {
    return found.error();
  }
  const auto& stop = **found;
  if (const auto obstacle = order::obstacle_to(stop, Act::extend, out.at)) {
    if (*obstacle == order::Obstacle::lapsed) {
      return refuse(base::ErrorCode::refused_by_rule, "止付期限已届满，不能延长",
                    out.rule("stop.extend.term").article);
    }
    return in_the_way(stop, *obstacle);
  }
  const auto file = open_case_named(out.state, stop.case_id);
  if (!file) {
    return file.error();
  }
  if (!desk::is_pursued(**file)) {
    return refuse(base::ErrorCode::conflict, "报案不实或者已撤案，不得延长止付");
  }
  if (const auto ok = first_fault({refuse_second(out, stop, Family::stop_extension),
                                   need_reason(body.reason), refuse_third_stop(out, stop.account)});
      !ok) {
    return ok.error();
  }
  OrderPlan plan;
  plan.family = Family::stop_extension;
  plan.account = stop.account;
  plan.institution = stop.institution;
  plan.tier = stop.tier;
  plan.amount = stop.amount;
  plan.ordinal = stops_used(out.state, stop.account) + 1;
  plan.target = stop.id;
  plan.reason = body.reason;
  auto order = drawn_up(out, **file, std::move(plan),
                        {"stop.legal_ground", "stop.notice", "stop.appeal", "stop.extend.term"});
  order.times.deadline = stop.times.deadline;  // executed later it would be none
  const auto id = order.id;
  out.add(OrderDrafted{std::move(order)});
  approve(out, id, by_officer(out));
  out.answer.id = order::to_text(id);
  return {};
}

void extension_answered(Outcome& out, const Order& order, const NoteOrderAnswered& body) {
  const auto code = out.state.rules.reply_code(body.reply.result);
  const bool done = code.action == law::CodeAction::done;
  out.add(OrderAnswered{
      order.id, done ? order::State::answered : order::State::refused, body.reply, {}, {}, {}, {}});
  const auto& stop = out.state.orders.at(*order.target);
  if (!done) {
    const auto& file = out.state.cases.at(order.case_id);
    if (code.action == law::CodeAction::freeze && desk::is_pursued(file)) {
      propose_freeze(out, file, stop.account, stop.amount.value_or(base::Fen{}));
    }
    return;
  }
  // The bank extended it in time, whatever we knew of by then.
  if (stop.state == order::State::in_force || stop.state == order::State::expired) {
    const auto term_end = *stop.times.deadline + base::Milliseconds{order.ground.term_ms};
    const auto end = std::min(body.end.value_or(term_end), term_end);
    if (end > out.at) {
      out.add(StopExtended{stop.id, order.id, end});
      const auto& file = out.state.cases.at(order.case_id);
      if (file.unmet.contains(stop.account)) {
        out.add(NeedUnmet{file.id, stop.account, std::nullopt});
      }
    }
  }
}

base::Result<void> decide_one(Outcome& out, const DraftProtectiveStop& body) {
  const auto file = open_case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  const auto* loss = paid_out_of(**file, body.account);
  if (loss == nullptr) {
    return refuse(base::ErrorCode::not_found, "本案没有从该账户付出的款项，不是被害人的付款账户");
  }
  const bool no_channel = !has_channel(out.state.routing, loss->payer_institution);
  if (const auto ok = first_fault(
          {need_reason(body.reason), check_consent(out, body.consent), check_extent(out, body),
           no_channel ? base::Result<void>{refuse(base::ErrorCode::conflict,
                                                  "没有通道通往该账户的开户机构")}
                      : base::Result<void>{},
           check_not_protected(out, body.account)});
      !ok) {
    return ok.error();
  }
  OrderPlan plan;
  plan.family = Family::protective_stop;
  plan.account = body.account;
  plan.institution = loss->payer_institution;
  plan.amount = body.amount;
  plan.reason = body.reason;
  auto order =
      drawn_up(out, **file, std::move(plan),
               {"protect.legal_ground", "protect.notice", "protect.appeal", "protect.term"});
  if (body.hours) {
    order.ground.term_ms = base::Milliseconds{std::chrono::hours{*body.hours}}.count();
  }
  order.consent = body.consent;
  order.consent->revoked.reset();
  order.consent->by.subject = base::subject_of(base::SubjectKind::case_file, body.case_id.value());
  const auto id = order.id;
  out.add(OrderDrafted{std::move(order)});
  approve(out, id, by_officer(out));
  out.answer.id = order::to_text(id);
  return {};
}

void protection_answered(Outcome& out, const Order& order, const NoteOrderAnswered& body) {
  if (out.state.rules.reply_code(body.reply.result).action != law::CodeAction::done) {
    out.add(OrderAnswered{order.id, order::State::refused, body.reply, {}, {}, {}, {}});
    return;
  }
  const auto start = std::min(body.start.value_or(out.at), out.at);
  const auto term_end = start + base::Milliseconds{order.ground.term_ms};
  const auto end = std::min(body.end.value_or(term_end), term_end);
  out.add(OrderAnswered{order.id, order::State::in_force, body.reply, start, end, {}, {}});
  if (order.consent->revoked) {
    end_at_once(out, order, {order::AuthorityKind::officer, order.consent->revoked->by, out.at, {}},
                order.consent->revoked->reason);
  }
}

base::Result<void> decide_one(Outcome& out, const RevokeProtection& body) {
  const auto found = order_named(out.state, body.order);
  if (!found) {
    return found.error();
  }
  const auto& order = **found;
  if (const auto obstacle = order::obstacle_to(order, Act::revoke, out.at)) {
    return in_the_way(order, *obstacle);
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  out.add(
      ProtectionRevoked{order.id, {order::Duty::none, out.command.actor, {}, out.at, body.reason}});
  if (order.state == order::State::in_force) {
    end_at_once(out, order, by_officer(out), body.reason);
  }
  finish_tasks(out, order.case_id, {desk::TaskKind::protection_lapsing}, order.id, "已撤回");
  out.answer.id = order::to_text(order.id);
  return {};
}

void ending_answered(Outcome& out, const Order& order, const NoteOrderAnswered& body) {
  const auto code = out.state.rules.reply_code(body.reply.result);
  // 1900: it had lapsed by itself.
  const bool lifted = code.action == law::CodeAction::done || code.code == "1900";
  out.add(OrderAnswered{order.id,
                        lifted ? order::State::answered : order::State::refused,
                        body.reply,
                        {},
                        {},
                        {},
                        {}});
  const auto target = order_named(out.state, *order.target);
  if (lifted && target && (*target)->state == order::State::in_force) {
    out.add(OrderReleased{*order.target, order.id});
    finish_tasks(out, order.case_id,
                 {desk::TaskKind::protection_lapsing, desk::TaskKind::restriction_lapsing},
                 order.target, "已解除");
  }
}

}  // namespace holdfast::core
