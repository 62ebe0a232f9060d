// Drawing up freezes, their renewals and releases, and screening.
//
// Refusals of a draft, the first that holds is told: no such case, case closed, account not
// reached; no reason, amount, reason for the whole account, second officer unknown; no channel,
// already frozen by this case; second officer is the drafter, case not filed, no paper, too late. A
// renewal and a release: no such order, the state it is in (order/machine.hpp), one on its way
// already; no reason, second officer; the rules.
#include <algorithm>
#include <fmt/core.h>

#include "base/calendar.hpp"
#include "core/drafting.hpp"
#include "core/duties.hpp"
#include "core/freezes.hpp"
#include "order/machine.hpp"

namespace holdfast::core {

namespace {

using order::Family;
using order::Order;

base::Result<void> check_filed(const Outcome& out, const desk::CaseFile& file) {
  if (!file.filed && out.rule("freeze.filing").text == "required") {
    return refuse(base::ErrorCode::refused_by_rule,
                  fmt::format("案件 {} 尚未立案，不得冻结", order::to_text(file.id)),
                  out.rule("freeze.filing").article);
  }
  return {};
}

base::Result<void> check_paper(const Outcome& out, std::string_view document) {
  if (document.empty() && out.rule("freeze.document").text == "required") {
    auto refused = refuse(base::ErrorCode::refused_by_rule, "缺少法律文书文号",
                          out.rule("freeze.document").article);
    refused.where = "/document";
    return refused;
  }
  return {};
}

base::Result<void> check_extent(const DraftFreeze& body) {
  const bool limited = body.scope == order::Scope::limited;
  if (limited && !body.amount) {
    return bad("限额冻结须写明金额", "/amount_fen");
  }
  if (body.amount &&
      (!limited || !body.amount->is_positive() || *body.amount > base::Fen::limit())) {
    return bad("金额大于零，且只用于限额冻结", "/amount_fen");
  }
  if (limited != body.why_whole.empty()) {
    return bad(limited ? "限额冻结不需要全额冻结的理由" : "全额冻结须说明理由和必要性",
               "/why_whole");
  }
  return body.why_whole.empty() ? base::Result<void>{} : need_reason(body.why_whole, "/why_whole");
}

/// This case's freeze already binds the account, or would be bound a second time.
base::Result<void> check_not_doubled(const Outcome& out, const DraftFreeze& body) {
  for (const auto* order : live_freezes(out.state, body.account)) {
    if (order->case_id == body.case_id &&
        (binds_whole(*order) || body.scope != order::Scope::limited)) {
      return refuse(base::ErrorCode::conflict,
                    fmt::format("本案已有冻结 {}，不得重复冻结", order::to_text(order->id)));
    }
  }
  return {};
}

/// How many accounts this case has frozen or asked to freeze, this one included.
struct Counts {
  std::set<base::AccountId> at_once;
  std::set<base::AccountId> of_case;
  std::set<base::AccountId> whole_at_once;
  std::set<base::AccountId> whole_of_case;
};

Counts count_freezes(const Outcome& out, const desk::CaseFile& file, const DraftFreeze& body) {
  const auto since = out.at - law::term_of(out.rule("freeze.raise.window"));
  Counts counts;
  const auto add = [&](base::AccountId account, bool whole, bool recent) {
    counts.of_case.insert(account);
    if (whole) counts.whole_of_case.insert(account);
    if (recent) counts.at_once.insert(account);
    if (whole && recent) counts.whole_at_once.insert(account);
  };
  add(body.account, body.scope != order::Scope::limited, true);
  for (const auto id : file.orders) {
    const auto& order = out.state.orders.at(id);
    const bool counts_here = order.family == Family::freeze && order.authority;
    const bool asked = order.family == Family::freeze && order.state == order::State::review;
    if (counts_here || asked) {
      add(order.account, binds_whole(order), order.times.drafted > since);
    }
  }
  return counts;
}

/// Why a city's head must agree; empty when the usual steps do.
std::string why_raised(const Outcome& out, const desk::CaseFile& file, const DraftFreeze& body) {
  if (body.major) {
    return fmt::format("重大、复杂案件，期限 {} 个月", out.rule("freeze.term.major").number);
  }
  const base::Fen most{out.rule("freeze.raise.amount").number};
  if (body.amount && *body.amount > most) {
    return fmt::format("单一账户金额超过 {}", base::display_yuan(most));
  }
  const auto counts = count_freezes(out, file, body);
  const auto reaches = [&](const auto& accounts, std::string_view key) {
    return static_cast<std::int64_t>(accounts.size()) >= out.rule(key).number;
  };
  if (reaches(counts.at_once, "freeze.raise.at_once")) {
    return fmt::format("一次冻结达到 {} 个账户", counts.at_once.size());
  }
  if (reaches(counts.of_case, "freeze.raise.of_case")) {
    return fmt::format("一案冻结达到 {} 个账户", counts.of_case.size());
  }
  if (reaches(counts.whole_at_once, "freeze.raise.whole_at_once")) {
    return fmt::format("一次全额冻结达到 {} 个账户", counts.whole_at_once.size());
  }
  if (reaches(counts.whole_of_case, "freeze.raise.whole_of_case")) {
    return fmt::format("一案全额冻结达到 {} 个账户", counts.whole_of_case.size());
  }
  return {};
}

order::Approval approval_of(const Outcome& out, std::string raised, const std::string& second,
                            const std::string& document) {
  auto approval = approval_by(out, raised.empty() ? "freeze.approval" : "freeze.approval.raised",
                              second, document);
  approval.raised = std::move(raised);
  return approval;
}

/// Stops of this case on the account that stand: the freeze takes their money over.
std::vector<order::OrderId> stops_to_replace(const Outcome& out, const DraftFreeze& body) {
  std::vector<order::OrderId> stops;
  const auto& ids = orders_on(out.state, body.account);
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(stops), [&](order::OrderId id) {
    const auto& order = out.state.orders.at(id);
    return order.family == Family::stop && order.case_id == body.case_id && order::is_live(order) &&
           order.authority;
  });
  return stops;
}

/// A proposal of this case on the account is taken up by what an officer draws up there.
std::optional<order::OrderId> take_up_proposal(Outcome& out, const DraftFreeze& body) {
  for (const auto id : orders_on(out.state, body.account)) {
    const auto& order = out.state.orders.at(id);
    if (order.family == Family::freeze && order.case_id == body.case_id &&
        order::is_proposal(order)) {
      out.add(OrderRejected{id, "已由民警办理冻结"});
      return id;
    }
  }
  return std::nullopt;
}

base::Result<const Order*> order_for(const Outcome& out, order::OrderId id, order::Act act) {
  const auto order = order_named(out.state, id);
  if (!order) {
    return order.error();
  }
  if (const auto obstacle = order::obstacle_to(**order, act, out.at)) {
    // The law's word for a term that ran out is that of the rule, not of a wrong state.
    if (*obstacle == order::Obstacle::lapsed && act == order::Act::renew) {
      return refuse(base::ErrorCode::refused_by_rule, "冻结期限已届满，视为自动解除，不能续冻",
                    out.rule("freeze.renewal").article);
    }
    return in_the_way(**order, *obstacle);
  }
  return *order;
}

FreezePlan plan_for(const Order& target, Family family, const std::string& reason) {
  auto plan = plan_on_account_of(target, family, reason);
  plan.order.amount = target.amount;
  plan.order.target = target.id;
  return plan;
}

/// The fewest whole months that reach the end of `target` from now: the order's own end is exact.
int months_to_end(const Outcome& out, const Order& target) {
  int months = 1;
  while (months < target.freeze->months &&
         base::add_months(out.at, months) < target.times.deadline) {
    ++months;
  }
  return months;
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const DraftFreeze& body) {
  const auto file = open_case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  const auto found = (*file)->needs.find(body.account);
  if (found == (*file)->needs.end()) {
    return refuse(base::ErrorCode::not_found, "涉案资金没有到达该账户");
  }
  const auto& need = found->second;
  const bool no_channel = !has_channel(out.state.routing, need.institution);
  const auto ok = first_fault(
      {need_reason(body.reason), check_extent(body), check_second_known(out, body.second),
       check_document(body.document),
       body.emergency.empty() ? base::Result<void>{} : need_reason(body.emergency, "/emergency"),
       no_channel
           ? base::Result<void>{refuse(base::ErrorCode::conflict, "没有通道通往该账户的开户机构")}
           : base::Result<void>{},
       check_not_doubled(out, body), check_two_officers(out, body.second), check_filed(out, **file),
       body.emergency.empty() ? check_paper(out, body.document) : base::Result<void>{}});
  if (!ok) {
    return ok.error();
  }
  FreezePlan plan;
  plan.order.family = Family::freeze;
  plan.order.account = body.account;
  plan.order.institution = need.institution;
  plan.order.tier = need.tier;
  plan.order.amount = body.amount;
  plan.order.reason = body.reason;
  plan.approval = approval_of(out, why_raised(out, **file, body), body.second, body.document);
  hasten(plan.approval, body.emergency);
  plan.freeze = order::Freeze{};
  plan.freeze->scope = body.scope;
  plan.freeze->why_whole = body.why_whole;
  plan.freeze->fruits = body.fruits;
  plan.freeze->months =
      static_cast<int>(out.rule(body.major ? "freeze.term.major" : "freeze.term").number);
  for (const auto* earlier : live_freezes(out.state, body.account)) {
    if (binds_whole(*earlier)) {
      plan.freeze->queue = true;
      plan.freeze->behind = earlier->id;
    }
  }
  plan.replaces = stops_to_replace(out, body);
  plan.order.corrects = take_up_proposal(out, body);
  out.answer.id = order::to_text(draft_freeze_order(out, **file, std::move(plan)));
  return {};
}

base::Result<void> decide_one(Outcome& out, const RenewFreeze& body) {
  const auto order = order_for(out, body.order, order::Act::renew);
  if (!order) {
    return order.error();
  }
  const auto& target = **order;
  const auto file = open_case_named(out.state, target.case_id);
  if (!file) {
    return file.error();
  }
  if (const auto ok =
          first_fault({refuse_second(out, target, Family::freeze_renewal), need_reason(body.reason),
                       check_second_known(out, body.second), check_document(body.document),
                       check_two_officers(out, body.second), check_paper(out, body.document)});
      !ok) {
    return ok.error();
  }
  if (target.freeze->release_by) {
    return refuse(base::ErrorCode::refused_by_rule, "已甄别为与案件无关，不得续冻",
                  out.rule("freeze.release.unrelated").article);
  }
  if (target.freeze->renew_by && out.at >= *target.freeze->renew_by) {
    if (body.late_reason.empty()) {
      auto refused = refuse(base::ErrorCode::refused_by_rule,
                            fmt::format("续冻应于到期 {} 日前办理（{} 前）；此后办理须说明理由",
                                        out.rule("freeze.renewal.ahead").number,
                                        base::display_instant(*target.freeze->renew_by)),
                            out.rule("freeze.renewal.ahead").article);
      refused.where = "/late_reason";
      return refused;
    }
    if (const auto ok = need_reason(body.late_reason, "/late_reason"); !ok) {
      return ok.error();
    }
  }
  auto plan = plan_for(target, Family::freeze_renewal, body.reason);
  if (!body.late_reason.empty()) {
    plan.order.reason += "；逾期办理：" + body.late_reason;
  }
  // The same level that approved the freeze, or a higher one for the longer term.
  const auto raised =
      body.major ? std::string{"重大、复杂案件，续冻一年"} : target.approval->raised;
  plan.approval = approval_of(out, raised, body.second, body.document);
  plan.freeze = target.freeze;
  plan.freeze->months =
      static_cast<int>(out.rule(body.major ? "freeze.term.major" : "freeze.term").number);
  plan.freeze->renew_by.reset();
  plan.freeze->until.reset();
  plan.freeze->returned = base::Fen{};
  plan.freeze->confiscated = base::Fen{};
  plan.freeze->screen_by.reset();
  plan.freeze->screening.reset();
  out.answer.id = order::to_text(draft_freeze_order(out, **file, std::move(plan)));
  return {};
}

bool is_being_released(const Outcome& out, const Order& freeze) {
  return !refuse_second(out, freeze, Family::freeze_release).ok();
}

base::Result<order::OrderId> draft_release(Outcome& out, const Order& target,
                                           const Relief& relief) {
  if (const auto ok =
          first_fault({refuse_second(out, target, Family::freeze_release),
                       need_reason(relief.reason), check_second_known(out, relief.second),
                       check_document(relief.document), check_two_officers(out, relief.second),
                       relief.urgent ? base::Result<void>{} : check_paper(out, relief.document)});
      !ok) {
    return ok.error();
  }
  auto plan = plan_for(target, Family::freeze_release, relief.reason);
  plan.approval = approval_by(out, "freeze.release.approval", relief.second, relief.document);
  hasten(plan.approval, relief.urgent ? relief.reason : std::string{});
  return draft_freeze_order(out, out.state.cases.at(target.case_id), std::move(plan));
}

base::Result<order::OrderId> draft_reduction(Outcome& out, const Order& target, base::Fen keep,
                                             const Relief& relief) {
  const auto asked = target.amount.value_or(target.reply.held.value_or(base::Fen::limit()));
  const auto before = asked - target.freeze->returned - target.freeze->confiscated;
  if (const auto ok = first_fault(
          {need_reason(relief.reason),
           keep.is_positive() && keep < before
               ? base::Result<void>{}
               : base::Result<void>{bad("继续冻结的金额大于零、小于现冻结金额", "/keep_fen")},
           check_second_known(out, relief.second), check_document(relief.document),
           refuse_second(out, target, Family::freeze_release),
           refuse_second(out, target, Family::freeze), check_two_officers(out, relief.second),
           relief.urgent ? base::Result<void>{} : check_paper(out, relief.document)});
      !ok) {
    return ok.error();
  }
  auto plan = plan_for(target, Family::freeze, relief.reason);
  plan.order.amount = keep;
  plan.approval = approval_of(out, {}, relief.second, relief.document);
  hasten(plan.approval, relief.urgent ? relief.reason : std::string{});
  plan.freeze = order::Freeze{};
  plan.freeze->fruits = target.freeze->fruits;
  plan.freeze->months = months_to_end(out, target);
  plan.freeze->until = target.times.deadline;
  plan.freeze->queue = true;
  plan.freeze->behind = target.id;
  return draft_freeze_order(out, out.state.cases.at(target.case_id), std::move(plan));
}

base::Result<void> decide_one(Outcome& out, const ReleaseFreeze& body) {
  const auto order = order_for(out, body.order, order::Act::release);
  if (!order) {
    return order.error();
  }
  if ((*order)->family != Family::freeze) {
    return refuse(base::ErrorCode::conflict, "不是冻结；止付由民警直接解除");
  }
  if (const auto ok = check_kept_here(out, **order); !ok) {
    return ok.error();
  }
  const auto drafted = draft_release(out, **order, {body.document, body.second, body.reason});
  if (!drafted) {
    return drafted.error();
  }
  out.answer.id = order::to_text(*drafted);
  return {};
}

base::Result<void> decide_one(Outcome& out, const ScreenFreeze& body) {
  const auto order = order_for(out, body.order, order::Act::screen);
  if (!order) {
    return order.error();
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  const auto& freeze = **order;
  const bool late =
      freeze.freeze->screen_by && !freeze.freeze->screening && out.at >= *freeze.freeze->screen_by;
  if (late && body.finding == order::Finding::related) {
    const auto offices = offices_of(out.state, out.command.actor, out.at);
    if (std::none_of(offices.begin(), offices.end(), [](const Office& office) {
          return order::covers(office.duty, order::Duty::district_head);
        })) {
      return refuse(
          base::ErrorCode::refused_by_rule,
          "甄别期限已届满：继续冻结须由县级以上公安机关负责人决定",
          out.rule(binds_whole(freeze) ? "freeze.screen.whole" : "freeze.screen.other").article);
    }
  }
  const auto& term = out.rule("freeze.release.unrelated");
  const bool unrelated = body.finding == order::Finding::unrelated;
  const auto release_by =
      unrelated ? std::optional{law::end_of(term, out.at)} : std::optional<base::Instant>{};
  out.add(FreezeScreened{freeze.id, body.finding, body.reason, release_by});
  finish_tasks(out, freeze.case_id,
               {desk::TaskKind::screen_freeze, desk::TaskKind::screening_lapsed}, freeze.id,
               unrelated ? "甄别：与案件无关" : "甄别：与案件有关");
  if (unrelated) {
    const auto& file = out.state.cases.at(freeze.case_id);
    desk::Task task;
    task.kind = desk::TaskKind::release_unrelated;
    task.account = freeze.account;
    task.amount = freeze.amount.value_or(base::Fen{});
    task.due = *release_by;
    task.article = term.article;
    task.order = freeze.id;
    open_task(out, file, std::move(task));
  }
  out.answer.id = order::to_text(freeze.id);
  return {};
}

}  // namespace holdfast::core
