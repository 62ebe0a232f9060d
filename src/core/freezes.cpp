// The life of a freeze after it was drawn up. A freeze behind another whole-account freeze is in
// the queue from the start; behind a limited one the bank says whether what is left covers it, and
// when it does not, the queue is tried by itself with the same approval.
#include "core/freezes.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "base/calendar.hpp"

namespace holdfast::core {

namespace {

using order::Family;
using order::Order;

struct Terms {
  std::string_view ground;
  std::string_view notice = "freeze.notice";
  std::string_view appeal = "freeze.appeal";
};

Terms terms_of(Family family) {
  return {family == Family::freeze_release ? "freeze.release.ground" : "freeze.legal_ground"};
}

bool is_done(const Outcome& out, const std::string& result) {
  return out.state.rules.reply_code(result).action == law::CodeAction::done;
}

base::Instant end_of_term(const Order& order, base::Instant start) {
  const auto end = base::add_months(start, order.freeze->months);
  return std::min(end, order.freeze->until.value_or(end));
}

void join_queue(Outcome& out, const Order& order, const NoteOrderAnswered& body) {
  const auto& rule = out.rule("freeze.queue.term");
  out.add(OrderAnswered{order.id, order::State::queued, body.reply, std::nullopt,
                        law::end_of(rule, out.at), std::nullopt, std::nullopt});
}

void come_in_force(Outcome& out, const Order& order, const NoteOrderAnswered& body) {
  // As with a stop: neither a later end nor a start that is yet to come lengthens the term.
  const auto start = std::min(body.start.value_or(out.at), out.at);
  const auto term_end = end_of_term(order, start);
  const auto end = std::min(body.end.value_or(term_end), term_end);
  out.add(OrderAnswered{order.id, order::State::in_force, body.reply, start, end,
                        renew_by(out, end), screen_by(out, order, start)});
  for (const auto id : order.replaces) {
    if (out.state.orders.at(id).state == order::State::in_force) {
      out.add(OrderConverted{id, order.id});
      out.ended_now.insert(id);
    }
  }
  const auto& file = out.state.cases.at(order.case_id);
  if (file.unmet.contains(order.account)) {
    out.add(NeedUnmet{order.case_id, order.account, std::nullopt});
  }
  finish_tasks(out, order.case_id, {desk::TaskKind::freeze_failed}, order.id, "银行已冻结");
  if (file.withdrawn) {
    release_by_rule(out, order, "已撤案：" + file.withdrawn->number,
                    out.rule("filing.withdrawal").article);
    return;
  }
  const auto& approval = *order.approval;
  if (approval.papers_due && *approval.papers_due <= out.at && !order::is_complete(approval)) {
    release_by_rule(out, order, "后补手续逾期未补齐", out.rule("papers.term").article);
  }
}

/// The bank found the money bound by another freeze: the same order again, for a place in the
/// queue.
void take_place_in_queue(Outcome& out, const Order& order, const NoteOrderAnswered& body) {
  out.add(OrderAnswered{order.id, order::State::refused, body.reply, {}, {}, {}, {}});
  auto plan = plan_on_account_of(order, Family::freeze, order.ground.reason);
  plan.order.amount = order.amount;
  plan.order.corrects = order.id;
  plan.approval = *order.approval;
  plan.freeze = order.freeze;
  plan.freeze->queue = true;
  plan.replaces = order.replaces;
  const auto& file = out.state.cases.at(order.case_id);
  const auto id = draft_freeze_order(out, file, std::move(plan));
  out.add(OrderApproved{id, *order.authority, out.at + law::term_of(out.rule("freeze.answer.term")),
                        order.approval->papers_due});
}

/// A freeze that takes the place of a larger one stands, or stands ready in the queue: the larger
/// one is lifted, and what approved this approved that.
void end_what_it_replaces(Outcome& out, const Order& order) {
  if (!order.target) {
    return;
  }
  const auto& larger = out.state.orders.at(*order.target);
  if (larger.state == order::State::in_force && !out.ended_now.contains(larger.id)) {
    release_by_rule(out, larger, fmt::format("改为限额冻结 {}", order::to_text(order.id)),
                    out.rule("freeze.release.ground").article);
  }
}

bool stands_whole(const Outcome& out, const Order& order) {
  return order.state == order::State::in_force && binds_whole(order) &&
         !out.ended_now.contains(order.id);
}

/// A bank that told us of a longer former freeze will say itself when that ends.
bool may_advance(const Order& order, base::Instant when) {
  const auto& former = order.reply.former;
  return order.freeze->behind.has_value() && (!former || !former->until || *former->until <= when);
}

void advance_queue(Outcome& out, base::AccountId account, base::Instant when) {
  const auto live = live_freezes(out.state, account);
  if (std::any_of(live.begin(), live.end(),
                  [&](const Order* order) { return stands_whole(out, *order); })) {
    return;
  }
  for (const auto* order : live) {
    if (order->state != order::State::queued || out.ended_now.contains(order->id)) {
      continue;
    }
    if (!may_advance(*order, when)) {
      return;  // and nobody behind it passes it
    }
    const auto deadline = end_of_term(*order, when);
    if (deadline <= out.at) {
      continue;  // nobody noticed for so long that its own term is over
    }
    out.add(FreezeAdvanced{order->id, when, deadline, renew_by(out, deadline),
                           screen_by(out, *order, when)});
    if (binds_whole(*order)) {
      return;
    }
  }
}

}  // namespace

bool binds_whole(const Order& freeze) {
  return freeze.freeze && freeze.freeze->scope != order::Scope::limited;
}

std::vector<const Order*> live_freezes(const core::State& state, base::AccountId account) {
  std::vector<const Order*> live;
  for (const auto id : orders_on(state, account)) {
    const auto& order = state.orders.at(id);
    if (order.family == Family::freeze && order::is_live(order) && !order::is_proposal(order)) {
      live.push_back(&order);
    }
  }
  return live;
}

std::optional<base::Instant> renew_by(const Outcome& out, base::Instant deadline) {
  return deadline - law::term_of(out.rule("freeze.renewal.ahead"));
}

std::optional<base::Instant> screen_by(const Outcome& out, const Order& freeze,
                                       base::Instant start) {
  return law::end_of(out.rule(binds_whole(freeze) ? "freeze.screen.whole" : "freeze.screen.other"),
                     start);
}

FreezePlan plan_on_account_of(const Order& order, Family family, std::string reason) {
  FreezePlan plan;
  plan.order.family = family;
  plan.order.account = order.account;
  plan.order.institution = order.institution;
  plan.order.tier = order.tier;
  plan.order.reason = std::move(reason);
  return plan;
}

base::Error in_the_way(const Order& order, order::Obstacle obstacle) {
  return refuse(base::ErrorCode::conflict,
                fmt::format("{}：{}", order::to_text(order.id), order::words_of(obstacle)));
}

order::OrderId draft_freeze_order(Outcome& out, const desk::CaseFile& file, FreezePlan plan) {
  const auto terms = terms_of(plan.order.family);
  const auto& ground = out.rule(terms.ground);
  const auto* institution = find_institution(out.state.routing, plan.order.institution);
  Order order;
  order.id = out.new_order();
  order.family = plan.order.family;
  order.case_id = file.id;
  order.account = plan.order.account;
  order.institution = plan.order.institution;
  order.channel = channel_to(out.state, institution);
  order.tier = plan.order.tier;
  order.amount = plan.order.amount;
  order.ground.reason = std::move(plan.order.reason);
  order.ground.article = ground.text;
  order.ground.mark = ground.mark;
  order.ground.notice = out.rule(terms.notice).text;
  order.ground.appeal = out.rule(terms.appeal).text;
  order.ground.term_months = plan.freeze ? plan.freeze->months : 0;
  order.ground.term_ms = plan.freeze ? 0 : law::term_of(out.rule("freeze.answer.term")).count();
  order.ground.rules_version = out.state.rules.version();
  order.corrects = plan.order.corrects;
  order.target = plan.order.target;
  order.times.reported = file.reported_at;
  order.times.drafted = out.at;
  order.times.deadline = out.at + law::term_of(out.rule("approval.term"));
  order.drill = out.state.drill;
  order.approval = std::move(plan.approval);
  order.freeze = plan.freeze;
  order.replaces = std::move(plan.replaces);
  const auto id = order.id;
  out.add(OrderDrafted{std::move(order)});
  return id;
}

void propose_freeze(Outcome& out, const desk::CaseFile& file, base::AccountId account,
                    base::Fen amount) {
  const auto need = file.needs.find(account);
  if (need == file.needs.end() || !amount.is_positive()) {
    return;
  }
  const auto& ids = orders_on(out.state, account);
  const bool there = std::any_of(ids.begin(), ids.end(), [&](auto id) {
    const auto& order = out.state.orders.at(id);
    return order.family == Family::freeze && order.case_id == file.id && order::is_live(order);
  });
  const bool just_now = std::any_of(out.events.begin(), out.events.end(), [&](const Event& event) {
    const auto* drafted = std::get_if<OrderDrafted>(&event.body);
    return drafted != nullptr && drafted->order.family == Family::freeze &&
           drafted->order.account == account && drafted->order.case_id == file.id;
  });
  if (!has_channel(out.state.routing, need->second.institution) || there || just_now) {
    return;
  }
  FreezePlan plan;
  plan.order.family = Family::freeze;
  plan.order.account = account;
  plan.order.institution = need->second.institution;
  plan.order.tier = need->second.tier;
  plan.order.amount = amount;
  plan.order.reason = "止付已无法使用，拟冻结";
  plan.freeze = order::Freeze{};
  plan.freeze->months = static_cast<int>(out.rule("freeze.term").number);
  draft_freeze_order(out, file, std::move(plan));
}

void tell_freeze_failed(Outcome& out, const Order& order) {
  const auto& file = out.state.cases.at(order.case_id);
  if (!file.closed) {
    desk::Task task;
    task.kind = desk::TaskKind::freeze_failed;
    task.account = order.account;
    task.amount = order.amount.value_or(base::Fen{});
    task.due = out.at + std::chrono::hours{1};
    task.article = order.ground.article;
    task.order = order.id;
    open_task(out, file, std::move(task));
  }
}

void freeze_answered(Outcome& out, const Order& order, const NoteOrderAnswered& body) {
  const auto code = out.state.rules.reply_code(body.reply.result);
  const bool waited = order.state == order::State::queued || order.state == order::State::in_force;
  if (is_done(out, body.reply.result)) {
    if (body.queued && !waited) {
      join_queue(out, order, body);
      end_what_it_replaces(out, order);
    } else if (!body.queued) {
      come_in_force(out, order, body);
      end_what_it_replaces(out, order);
    }
    return;
  }
  if (code.action == law::CodeAction::freeze && !order.freeze->queue) {
    take_place_in_queue(out, order, body);
    return;
  }
  out.add(OrderAnswered{order.id, order::State::refused, body.reply, {}, {}, {}, {}});
  tell_freeze_failed(out, order);
}

void renewal_answered(Outcome& out, const Order& order, const NoteOrderAnswered& body) {
  const bool done = is_done(out, body.reply.result);
  out.add(OrderAnswered{
      order.id, done ? order::State::answered : order::State::refused, body.reply, {}, {}, {}, {}});
  const auto& target = out.state.orders.at(*order.target);
  const bool stands = target.state == order::State::in_force && target.times.deadline &&
                      !out.ended_now.contains(target.id);
  if (!done || !stands) {
    tell_freeze_failed(out, order);  // also a bank that renewed what we know to have lapsed
    return;
  }
  const auto term_end = base::add_months(*target.times.deadline, order.freeze->months);
  const auto end = std::min(body.end.value_or(term_end), term_end);
  out.add(FreezeRenewed{target.id, order.id, end, renew_by(out, end)});
  finish_tasks(out, target.case_id, {desk::TaskKind::renew_freeze, desk::TaskKind::freeze_lapsing},
               target.id, "已续冻");
}

void freeze_release_answered(Outcome& out, const Order& order, const NoteOrderAnswered& body) {
  // 1900: it had lapsed by itself.
  const bool lifted = is_done(out, body.reply.result) || body.reply.result == "1900";
  out.add(OrderAnswered{order.id,
                        lifted ? order::State::answered : order::State::refused,
                        body.reply,
                        {},
                        {},
                        {},
                        {}});
  const auto& target = out.state.orders.at(*order.target);
  if (!lifted) {
    tell_freeze_failed(out, order);
    return;
  }
  if (target.state == order::State::in_force || target.state == order::State::queued) {
    out.add(OrderReleased{target.id, order.id});
    freeze_ended(out, target, std::min(body.end.value_or(out.at), out.at), "已解除冻结");
  }
}

void freeze_ended(Outcome& out, const Order& ended, base::Instant when, std::string reason) {
  out.ended_now.insert(ended.id);
  finish_tasks(
      out, ended.case_id,
      {desk::TaskKind::renew_freeze, desk::TaskKind::freeze_lapsing, desk::TaskKind::screen_freeze,
       desk::TaskKind::screening_lapsed, desk::TaskKind::release_unrelated, desk::TaskKind::papers},
      ended.id, reason);
  if (ended.state != order::State::in_force) {
    return;
  }
  advance_queue(out, ended.account, when);
  if (out.state.cases.at(ended.case_id).closed) {
    settle_others(out, ended.account);
  } else {
    note_unheld(out, ended, std::move(reason));
  }
}

void release_by_rule(Outcome& out, const Order& freeze, std::string reason, std::string article) {
  const auto& ids = out.state.orders_of.at(freeze.account);
  for (const auto id : ids) {
    const auto& other = out.state.orders.at(id);
    if (other.family != Family::freeze_release || other.target != freeze.id) {
      continue;
    }
    if (order::awaits_partner(other)) {
      return;  // one is on its way
    }
    if (order::is_live(other)) {
      out.add(OrderRejected{id, "期限届满，依规定直接解除"});
    }
  }
  auto plan = plan_on_account_of(freeze, Family::freeze_release, std::move(reason));
  plan.order.target = freeze.id;
  const auto id = draft_freeze_order(out, out.state.cases.at(freeze.case_id), std::move(plan));
  out.add(OrderApproved{id,
                        {order::AuthorityKind::rule, "engine", out.at, std::move(article)},
                        std::nullopt,
                        std::nullopt});
}

void finish_tasks(Outcome& out, desk::CaseId case_id, std::initializer_list<desk::TaskKind> kinds,
                  std::optional<order::OrderId> order, const std::string& note) {
  const auto found = out.state.tasks_of.find(case_id);
  if (found == out.state.tasks_of.end()) {
    return;
  }
  for (const auto id : found->second) {
    const auto& task = out.state.tasks.at(id);
    const bool wanted = std::find(kinds.begin(), kinds.end(), task.kind) != kinds.end() &&
                        (!order || task.order == order);
    const bool just_done = std::any_of(out.events.begin(), out.events.end(), [&](const Event& e) {
      const auto* done = std::get_if<TaskFinished>(&e.body);
      return done != nullptr && done->task == id;
    });
    if (wanted && !task.done_at && !just_done) {
      out.add(TaskFinished{id, note});
    }
  }
}

}  // namespace holdfast::core
