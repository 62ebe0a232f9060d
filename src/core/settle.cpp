// Settling one account: what the pursuits need held there against what the orders already hold.
//
// The need of an account is the sum over all cases of what their pursuits say, at most its known
// balance. What live stops do not cover becomes a new stop, while the law allows one; what cannot
// be stopped is written down with its reason, so that a person sees it. What is held beyond the
// need is marked, and only an officer releases it. A closed case needs nothing; a stop that it left
// standing holds for others while it lasts, and when it ends they are settled anew.
#include <algorithm>
#include <fmt/core.h>
#include <set>

#include "core/freezes.hpp"
#include "core/outcome.hpp"

namespace holdfast::core {

namespace {

using order::Order;

struct Held {
  base::Fen live;                // asked for by stops that stand or are on their way
  bool whole = false;            // one of them holds the whole account
  int used = 0;                  // stops that count against the legal number
  const Order* ended = nullptr;  // this case's newest stop that ended without a successor
};

/// True when a later order of the case replaced `order`.
bool was_replaced(const State& state, const Order& order) {
  const auto& ids = state.orders_of.at(order.account);
  return std::any_of(ids.begin(), ids.end(),
                     [&](order::OrderId id) { return state.orders.at(id).corrects == order.id; });
}

/// A stop that ended however, or a freeze that stood and ended: what was held there is held no
/// more.
bool ended_a_hold(const Order& order) {
  return order.family == order::Family::stop || order.times.in_force.has_value();
}

/// The amount that it asks for, less what went back to victims.
base::Fen bound_by(const Order& order) {
  const auto back = order.freeze ? order.freeze->returned + order.freeze->confiscated : base::Fen{};
  return order.amount ? *order.amount - back : base::Fen{};
}

Held held_at(const Outcome& out, base::AccountId account, desk::CaseId case_id) {
  Held held;
  const auto& state = out.state;
  for (const auto id : orders_on(state, account)) {
    const auto& order = state.orders.at(id);
    held.used += order::uses_a_stop(order) ? 1 : 0;
    if (!order::restrains(order.family)) {
      continue;
    }
    // A freeze holds once it stands: until then the stop that it will replace does.
    const bool holds = order.family == order::Family::stop ? order::is_live(order)
                                                           : order.state == order::State::in_force;
    if (holds && !out.ended_now.contains(id)) {
      held.whole = held.whole || !order.amount;
      held.live += bound_by(order);
    } else if (order.case_id == case_id && !was_replaced(state, order) && ended_a_hold(order)) {
      held.ended = &order;
    }
  }
  return held;
}

/// A case that is closed or untrue, or that this decision closes, needs nothing any more.
bool is_pursued(const Outcome& out, const desk::CaseFile& file) {
  return desk::is_pursued(file) && !(out.closing_now && out.closing_now->id == file.id);
}

/// True for a stop that an officer knowingly left standing when its case was closed: his word
/// justifies it until it ends. Where there was no fraud no word does.
bool was_left_standing(const Outcome& out, const Order& order) {
  const auto& file = out.state.cases.at(order.case_id);
  if (is_pursued(out, file)) {
    return false;
  }
  if (!file.closed && !out.closing_now) {
    return false;  // open, and untrue
  }
  const auto outcome = file.closed ? file.closed->outcome : out.closing_now->outcome;
  return outcome != desk::CaseOutcome::unfounded;
}

base::Fen due_over_cases(const Outcome& out, const desk::CaseFile& file, const desk::Need& need) {
  base::Fen due = need.due;
  const auto& state = out.state;
  const auto found = state.cases_of.find(need.account);
  if (found != state.cases_of.end()) {
    for (const auto other : found->second) {
      if (other == file.id || !is_pursued(out, state.cases.at(other))) {
        continue;
      }
      const auto& needs = state.cases.at(other).needs;
      const auto there = needs.find(need.account);
      if (there != needs.end()) {
        due += there->second.due;
      }
    }
  }
  return std::min(due, need.known_balance);
}

void set_unmet(Outcome& out, const desk::CaseFile& file, base::AccountId account,
               std::optional<desk::Unmet> unmet) {
  const auto found = file.unmet.find(account);
  const bool same =
      unmet ? found != file.unmet.end() && found->second == *unmet : found == file.unmet.end();
  if (!same) {
    out.add(NeedUnmet{file.id, account, std::move(unmet)});
  }
}

std::string why_ended(const State& state, const Order& order) {
  switch (order.state) {
    case order::State::expired:
      return order.family == order::Family::freeze ? "冻结已到期" : "上一次止付已到期";
    case order::State::released:
      return "已由民警解除";
    case order::State::converted:
      return "已转为冻结";
    case order::State::rejected:
      return "民警未批准：" + order.reply.message;
    case order::State::failed:
      return "指令未能送达";
    case order::State::refused:
      return fmt::format("银行答复 {}：{}", order.reply.result,
                         state.rules.reply_code(order.reply.result).meaning);
    case order::State::draft:
    case order::State::review:
    case order::State::approved:
    case order::State::sent:
    case order::State::acknowledged:
    case order::State::in_force:
    case order::State::answered:
    case order::State::queued:
      break;
  }
  return {};
}

/// Why the cascade does not cover this stop; empty when it does.
std::string outside_cascade(const Outcome& out, const desk::CaseFile& file, const desk::Need& need,
                            base::Fen amount, int ordinal) {
  if (!file.cascade) {
    return "未授权联动止付";
  }
  const auto& cascade = *file.cascade;
  if (out.at >= cascade.until) {
    return "联动授权已过期";
  }
  if (need.tier > cascade.hops_max) {
    return fmt::format("第 {} 层，超出授权的 {} 层", need.tier, cascade.hops_max);
  }
  if (amount > cascade.amount_max) {
    return fmt::format("{} 超出授权的单笔上限 {}", base::display_yuan(amount),
                       base::display_yuan(cascade.amount_max));
  }
  const bool new_account = ordinal == 1;  // a second stop adds no account
  if (new_account && file.cascade_used + out.cascade_used >= cascade.accounts_max) {
    return fmt::format("已达授权的 {} 个账户", cascade.accounts_max);
  }
  return {};
}

std::string bounds_text(const desk::Cascade& cascade) {
  return fmt::format("≤{} 层，单笔 ≤{}，至 {}，≤{} 户", cascade.hops_max,
                     base::display_yuan(cascade.amount_max), base::display_instant(cascade.until),
                     cascade.accounts_max);
}

/// The victim's own words cover the first account; every further one needs the cascade.
void authorise_stop(Outcome& out, const desk::CaseFile& file, const desk::Need& need,
                    order::OrderId id, base::Fen amount, int ordinal) {
  if (need.tier <= 1) {
    approve(out, id, {order::AuthorityKind::officer, file.officer, file.reported_at, {}});
    return;
  }
  if (auto why = outside_cascade(out, file, need, amount, ordinal); !why.empty()) {
    out.add(OrderHeldForReview{id, std::move(why)});
    return;
  }
  out.cascade_used += ordinal == 1 ? 1 : 0;
  approve(out, id,
          {order::AuthorityKind::cascade, file.cascade->by, file.cascade->at,
           bounds_text(*file.cascade)});
}

/// With the house rule `query_first`, an account without a name is asked for before it is stopped.
/// True when the stop has to wait for that.
bool waits_for_name(Outcome& out, const desk::CaseFile& file, const desk::Need& need) {
  if (need.name_known || out.rule("stop.name_unknown").text != "query_first") {
    return false;
  }
  for (const auto id : orders_on(out.state, need.account)) {
    const auto& order = out.state.orders.at(id);
    if (order.family == order::Family::subject_query) {
      // Once it ended, the stop says that the name is unknown.
      return out.answered_now != id && order::awaits_partner(order);
    }
  }
  OrderPlan plan;
  plan.family = order::Family::subject_query;
  plan.account = need.account;
  plan.institution = need.institution;
  plan.tier = need.tier;
  plan.reason = reason_text(QueryReason::name_unknown);
  approve(out, draft_order(out, file, std::move(plan)),
          {order::AuthorityKind::officer, file.officer, file.reported_at, {}});
  return true;
}

void mark_excess(Outcome& out, const desk::CaseFile& file, base::AccountId account, base::Fen due) {
  base::Fen left = due;
  for (const auto id :
       orders_on(out.state, account)) {  // oldest first: what is beyond the need sits in the newest
    const auto& order = out.state.orders.at(id);
    // A stop that is still on its way is marked too: by the time it stands, nobody may ask again.
    const bool holds =
        order.family == order::Family::stop
            ? order::is_live(order)
            : order.family == order::Family::freeze && order.state == order::State::in_force;
    if (!holds || out.ended_now.contains(id) || was_left_standing(out, order)) {
      continue;
    }
    const auto back = order.freeze ? order.freeze->returned + order.freeze->confiscated +
                                         being_returned(out.state, order)
                                   : base::Fen{};
    const auto held = order.amount.value_or(order.reply.held.value_or(back));
    const auto asked = held - std::min(held, back);
    const auto justified = std::min(asked, left);
    left -= justified;
    auto excess = asked - justified;
    if (!order.amount && due.is_positive()) {
      excess =
          base::Fen{};  // a whole-account stop was somebody's decision; some need stands behind it
    }
    if (excess != order.excess) {
      out.add(ExcessFound{id, excess});
      if (excess.is_positive()) {
        open_task(out, file, desk::TaskKind::hold_excess, account, excess, {},
                  std::chrono::hours{1});
      }
    }
  }
}

void open_exit_task(Outcome& out, const desk::CaseFile& file, const desk::Need& need) {
  const auto open = [&](desk::TaskKind kind, std::string_view rule) {
    open_task(out, file, kind, need.account, need.received, rule, {});
  };
  switch (need.exit) {
    case desk::ExitKind::none:
      return;
    case desk::ExitKind::cash:
      return open(desk::TaskKind::exit_cash, "exit.cash.due");
    case desk::ExitKind::merchant:
      return open(desk::TaskKind::exit_merchant, "exit.merchant.due");
    case desk::ExitKind::overseas:
      return open(desk::TaskKind::exit_overseas, "exit.overseas.due");
    case desk::ExitKind::crypto:
      return open(desk::TaskKind::exit_crypto, "exit.crypto.due");
  }
}

/// Why no stop can be drafted though one is needed; nothing when one can.
std::optional<desk::Unmet> obstacle(Outcome& out, const desk::CaseFile& file,
                                    const desk::Need& need, const Held& held, base::Fen gap) {
  const auto& limit = out.rule("stop.per_account_max");
  if (!has_channel(out.state.routing, need.institution)) {
    open_task(out, file, desk::TaskKind::institution_unknown, need.account, gap, {},
              std::chrono::minutes{10});
    return desk::Unmet{gap, "开户机构不详或没有通道", {}};
  }
  if (held.ended != nullptr && held.live.is_zero()) {
    return desk::Unmet{gap, why_ended(out.state, *held.ended), limit.article};
  }
  if (held.used >= limit.number) {
    open_task(out, file, desk::TaskKind::stop_exhausted, need.account, gap, {},
              std::chrono::hours{1});
    propose_freeze(out, file, need.account, gap);
    return desk::Unmet{gap, fmt::format("该账户已止付 {} 次，立案后方可冻结", held.used),
                       limit.article};
  }
  return std::nullopt;
}

}  // namespace

void settle_after_query(Outcome& out, const Order& query, bool named) {
  if (query.family != order::Family::subject_query || query.target) {
    return;
  }
  const auto& file = out.state.cases.at(query.case_id);
  const auto found = file.needs.find(query.account);
  if (found == file.needs.end() || !is_pursued(out, file)) {
    return;
  }
  out.answered_now = query.id;
  auto need = found->second;
  need.name_known = need.name_known || named;
  out.add(PursuitMoved{file.id, file.standing, {need}});
  settle(out, file, need);
}

void note_unheld(Outcome& out, const Order& ended, std::string reason) {
  const auto& file = out.state.cases.at(ended.case_id);
  const auto found = file.needs.find(ended.account);
  if (!order::restrains(ended.family) || found == file.needs.end() || !desk::is_pursued(file) ||
      found->second.due <= base::Fen{out.rule("stop.threshold").number}) {
    return;
  }
  set_unmet(out, file, ended.account,
            desk::Unmet{ended.amount.value_or(found->second.due), std::move(reason),
                        ended.ground.article});
}

void settle_others(Outcome& out, base::AccountId account) {
  const auto found = out.state.cases_of.find(account);
  if (found == out.state.cases_of.end()) {
    return;
  }
  const std::set<desk::CaseId> in_order{found->second.begin(), found->second.end()};
  for (const auto id : in_order) {
    const auto& file = out.state.cases.at(id);
    const auto need = file.needs.find(account);
    if (need == file.needs.end() || !is_pursued(out, file)) {
      continue;
    }
    const auto before = out.events.size();
    settle(out, file, need->second);
    const bool drafted = std::any_of(
        out.events.begin() + static_cast<std::ptrdiff_t>(before), out.events.end(),
        [](const Event& event) { return std::holds_alternative<OrderDrafted>(event.body); });
    if (drafted) {
      return;  // one order holds for all of them
    }
  }
}

void settle(Outcome& out, const desk::CaseFile& file, const desk::Need& need) {
  open_exit_task(out, file, need);
  ask_about_exit(out, file, need);
  const base::Fen threshold{out.rule("stop.threshold").number};
  // What a return brought to the victim is theirs: it is followed no further.
  const auto back = returned_to(out.state, need.account);
  const auto over_cases = due_over_cases(out, file, need);
  const auto raw = over_cases - std::min(over_cases, back);
  const auto due = raw > threshold ? raw : base::Fen{};
  mark_excess(out, file, need.account, due);
  const auto held = held_at(out, need.account, file.id);
  if (held.whole || held.live >= due || due - held.live <= base::Fen{threshold.value()}) {
    set_unmet(out, file, need.account, std::nullopt);
    return;
  }
  const auto gap = due - held.live;
  if (auto unmet = obstacle(out, file, need, held, gap)) {
    set_unmet(out, file, need.account, std::move(unmet));
    return;
  }
  set_unmet(out, file, need.account, std::nullopt);
  if (waits_for_name(out, file, need)) {
    return;
  }
  OrderPlan plan;
  plan.account = need.account;
  plan.institution = need.institution;
  plan.tier = need.tier;
  plan.amount = gap;
  plan.justification = need.justification;
  plan.name_unknown = !need.name_known;
  plan.ordinal = held.used + 1;
  plan.reason = fmt::format("第 {} 层账户留存涉案资金", need.tier);
  const int ordinal = plan.ordinal;
  const auto id = draft_order(out, file, std::move(plan));
  authorise_stop(out, file, need, id, gap, ordinal);
}

}  // namespace holdfast::core
