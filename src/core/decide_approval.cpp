// Signatures: the second officer's, the steps of approval, papers that come later, standing in.
//
// Refusals of a step: no such order, the state it is in (order/machine.hpp), a part in the order
// already (not_self), no office that covers the step, no reason. The last step before the order
// goes looks again at what the drafting looked at: the case is open and filed, what is to be
// renewed or released still stands. Of several orders all are signed or none; the refusal names the
// one.
#include <algorithm>
#include <fmt/core.h>

#include "core/duties.hpp"
#include "core/freezes.hpp"
#include "order/machine.hpp"

namespace holdfast::core {

namespace {

using order::Act;
using order::Family;
using order::Order;

constexpr std::size_t orders_at_once_max = 1000;

std::string_view name_of(order::Duty duty) {
  switch (duty) {
    case order::Duty::none:
      return "民警";
    case order::Duty::unit_head:
      return "办案部门负责人";
    case order::Duty::legal_review:
      return "法制审核";
    case order::Duty::district_head:
      return "县级公安机关负责人";
    case order::Duty::city_head:
      return "设区的市一级公安机关负责人";
  }
  return {};
}

/// What an order with steps of approval does to the one that it is about.
Act act_upon_target(Family family) {
  switch (family) {
    case Family::freeze:
      return Act::reduce;
    case Family::freeze_renewal:
      return Act::renew;
    case Family::fund_return:
      return Act::pay_back;
    case Family::stop:
    case Family::stop_release:
    case Family::subject_query:
    case Family::transaction_query:
    case Family::freeze_release:
    case Family::stop_extension:
    case Family::protective_stop:
    case Family::protective_release:
    case Family::evidence_request:
    case Family::number_suspension:
    case Family::number_restoration:
    case Family::url_block:
    case Family::url_unblock:
    case Family::profile_suspension:
    case Family::profile_restoration:
    case Family::payment_recall:
      break;
  }
  return Act::release;
}

/// What stands in the way of an order's going out that stood not there when it was drawn up.
base::Result<void> check_still_lawful(const Outcome& out, const Order& order) {
  const auto& file = out.state.cases.at(order.case_id);
  const bool ends = order.family == Family::freeze_release || order::is_restoration(order.family);
  if (!ends) {
    if (const auto open = open_case_named(out.state, file.id); !open) {
      return open.error();
    }
    const bool needs_filing =
        order::is_of_freeze(order.family) || order.family == Family::fund_return;
    if (needs_filing && !file.filed && out.rule("freeze.filing").text == "required") {
      return refuse(base::ErrorCode::refused_by_rule, "尚未立案，不得冻结",
                    out.rule("freeze.filing").article);
    }
  }
  if (order.target) {
    const auto& target = out.state.orders.at(*order.target);
    const auto act = act_upon_target(order.family);
    if (const auto obstacle = order::obstacle_to(target, act, out.at)) {
      return in_the_way(target, *obstacle);
    }
    if (order.family == Family::fund_return && target.freeze->release_by) {
      return refuse(base::ErrorCode::refused_by_rule, "已甄别为与案件无关，只能解除，不能返还",
                    out.rule("freeze.release.unrelated").article);
    }
  }
  return {};
}

/// A renewal that the partner has not executed when the freeze lapses is void.
base::Instant execution_deadline(const Outcome& out, const Order& order) {
  const auto* key = order.family == Family::evidence_request    ? "evidence.answer.term"
                    : order.family == Family::fund_return       ? "return.answer.term"
                    : order.mark                                ? "restrict.answer.term"
                    : order.family == Family::transaction_query ? "query.term"
                                                                : "freeze.answer.term";
  const auto term = out.at + law::term_of(out.rule(key));
  if (order.family != Family::freeze_renewal) {
    return term;
  }
  return std::min(term, out.state.orders.at(*order.target).times.deadline.value_or(term));
}

void send_out(Outcome& out, const Order& order, const Office& office, const std::string& reason) {
  auto by = fmt::format("{}批准：{}", name_of(office.duty), reason);
  if (!office.on_behalf.empty()) {
    by = fmt::format("代 {} {}", office.on_behalf, by);
  }
  std::optional<base::Instant> papers_due;
  if (!order.approval->emergency.empty()) {
    papers_due = out.at + law::term_of(out.rule("papers.term"));
  }
  out.add(OrderApproved{order.id,
                        {order::AuthorityKind::officer, out.command.actor, out.at, std::move(by)},
                        execution_deadline(out, order),
                        papers_due});
}

bool is_for_second_officer(const Order& order) {
  return order.approval && order.state == order::State::draft;
}

base::Result<void> sign_one(Outcome& out, const Order& order, const std::string& reason) {
  const bool as_second = is_for_second_officer(order);
  if (const auto obstacle =
          order::obstacle_to(order, as_second ? Act::sign : Act::countersign, out.at)) {
    return in_the_way(order, *obstacle);
  }
  if (!may_sign(out.state, order, out.command.actor)) {
    return as_second ? refuse(base::ErrorCode::forbidden,
                              fmt::format("{} 的协办民警是 {}", order::to_text(order.id),
                                          order.approval->second))
                     : refuse(base::ErrorCode::refused_by_rule, "补签人须为另一名在岗民警",
                              out.rule("approval.two_officers").article);
  }
  const order::Signature signature{order::Duty::none, out.command.actor, {}, out.at, reason};
  if (as_second) {
    out.add(OrderSigned{order.id, signature});
  } else {
    out.add(OrderCountersigned{order.id, signature});
  }
  return {};
}

/// With everything of the case signed, nobody need be reminded of it.
void finish_countersigning(Outcome& out, const std::vector<order::OrderId>& signed_now) {
  std::set<desk::CaseId> cases;
  for (const auto id : signed_now) {
    cases.insert(out.state.orders.at(id).case_id);
  }
  for (const auto case_id : cases) {
    const auto& ids = out.state.cases.at(case_id).orders;
    const bool open = std::any_of(ids.begin(), ids.end(), [&](order::OrderId id) {
      const auto& order = out.state.orders.at(id);
      const bool rang = std::any_of(order.rung.begin(), order.rung.end(), [](const auto& each) {
        return each.clock == order::Clock::countersign;
      });
      return rang && !order.countersigned &&
             std::find(signed_now.begin(), signed_now.end(), id) == signed_now.end();
    });
    if (!open) {
      finish_tasks(out, case_id, {desk::TaskKind::countersign, desk::TaskKind::countersign_overdue},
                   {}, "已补签");
    }
  }
}

base::Result<void> check_list(const std::vector<order::OrderId>& orders) {
  if (orders.empty() || orders.size() > orders_at_once_max) {
    return base::Error{base::ErrorCode::bad_input, "一次 1 到 1000 条指令", "/orders"};
  }
  if (std::set<order::OrderId>{orders.begin(), orders.end()}.size() != orders.size()) {
    return base::Error{base::ErrorCode::bad_input, "同一指令只列一次", "/orders"};
  }
  return {};
}

/// Runs `one` for each order; the first refusal names the order that it met.
template <typename One>
base::Result<void> for_all(Outcome& out, const std::vector<order::OrderId>& orders, One one) {
  if (const auto ok = check_list(orders); !ok) {
    return ok;
  }
  for (std::size_t i = 0; i < orders.size(); ++i) {
    const auto order = order_named(out.state, orders[i]);
    auto done = order ? one(**order) : base::Result<void>{order.error()};
    if (!done) {
      auto error = done.error();
      error.where = fmt::format("/orders/{}", i);
      return error;
    }
  }
  return {};
}

void finish_papers(Outcome& out, const Order& order) {
  finish_tasks(out, order.case_id, {desk::TaskKind::papers}, order.id, "手续已补齐");
}

}  // namespace

base::Result<void> approve_step(Outcome& out, const Order& order, const std::string& reason) {
  if (const auto obstacle = order::obstacle_to(order, Act::approve, out.at)) {
    return in_the_way(order, *obstacle);
  }
  if (has_part_in(order, out.command.actor)) {
    return refuse(base::ErrorCode::refused_by_rule,
                  fmt::format("{}：起草、协办或已签批的人不得再批准", order::to_text(order.id)),
                  out.rule("approval.not_self").article);
  }
  const auto office = office_for(out.state, order, out.command.actor, out.at);
  if (!office) {
    return refuse(base::ErrorCode::forbidden,
                  fmt::format("{} 须由{}批准", order::to_text(order.id),
                              name_of(*order::next_step(*order.approval))));
  }
  if (const auto ok = need_reason(reason); !ok) {
    return ok;
  }
  const auto taken = order::steps_taken(*order.approval) + 1;
  const bool goes = taken == order.approval->before;
  if (goes) {
    if (const auto ok = check_still_lawful(out, order); !ok) {
      return ok;
    }
  }
  out.add(OrderSigned{
      order.id,
      {*order::next_step(*order.approval), out.command.actor, office->on_behalf, out.at, reason}});
  if (goes) {
    send_out(out, order, *office, reason);
  } else if (taken == order.approval->steps.size() && !order.approval->document.empty()) {
    finish_papers(out, order);
  }
  return {};
}

base::Result<void> may_reject(const Outcome& out, const Order& order) {
  const auto& actor = out.command.actor;
  const bool withdraws = order.approval->drafted_by == actor || order.approval->second == actor ||
                         order.approval->drafted_by.empty();
  if (withdraws || office_for(out.state, order, actor, out.at)) {
    return {};
  }
  return refuse(base::ErrorCode::forbidden, "由起草人、协办人撤回，或由有权批准的人否决");
}

base::Result<void> decide_one(Outcome& out, const SignOrders& body) {
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  if (const auto ok = for_all(
          out, body.orders, [&](const Order& order) { return sign_one(out, order, body.reason); });
      !ok) {
    return ok.error();
  }
  finish_countersigning(out, body.orders);
  out.answer.id = order::to_text(body.orders.front());
  return {};
}

base::Result<void> decide_one(Outcome& out, const ApproveOrders& body) {
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  if (const auto ok = for_all(out, body.orders,
                              [&](const Order& order) {
                                return order.approval
                                           ? approve_step(out, order, body.reason)
                                           : decide_one(out, ApproveOrder{order.id, body.reason});
                              });
      !ok) {
    return ok.error();
  }
  out.answer.id = order::to_text(body.orders.front());
  return {};
}

base::Result<void> decide_one(Outcome& out, const SupplyPaper& body) {
  const auto order = order_named(out.state, body.order);
  if (!order) {
    return order.error();
  }
  if (const auto obstacle = order::obstacle_to(**order, Act::supply, out.at)) {
    return in_the_way(**order, *obstacle);
  }
  if (body.document.empty() || body.document.size() > 64) {
    return base::Error{base::ErrorCode::bad_input, "文书号 1 到 64 字节", "/document"};
  }
  out.add(PaperSupplied{body.order, body.document});
  if (!order::next_step(*(*order)->approval)) {
    finish_papers(out, **order);
  }
  out.answer.id = order::to_text(body.order);
  return {};
}

base::Result<void> decide_one(Outcome& out, const DelegateDuty& body) {
  const auto* holder = person_named(out.state, out.command.actor);
  if (holder == nullptr || holder->duty == order::Duty::none) {
    return refuse(base::ErrorCode::forbidden, "没有可委托的职务；代行的职务不得再委托");
  }
  const auto* to = person_named(out.state, body.to);
  if (to == nullptr || body.to == out.command.actor) {
    return base::Error{base::ErrorCode::bad_input, "受托人须为本中心另一名在岗人员", "/to"};
  }
  const auto& most = out.rule("delegation.days_max");
  if (body.begins >= body.until || body.until <= out.at) {
    return base::Error{base::ErrorCode::bad_input, "截止时间应晚于开始时间和当前时间", "/until"};
  }
  if (body.until - body.begins > law::term_of(most)) {
    return refuse(base::ErrorCode::refused_by_rule,
                  fmt::format("一次委托不超过 {} 日", most.number), most.article);
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  const auto id = out.new_delegation();
  out.add(DutyDelegated{{id,
                         out.command.actor,
                         body.to,
                         holder->duty,
                         body.begins,
                         body.until,
                         body.reason,
                         std::nullopt,
                         {}}});
  out.answer.id = to_text(id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const EndDelegation& body) {
  const auto found = out.state.delegations.find(body.delegation);
  if (found == out.state.delegations.end()) {
    return refuse(base::ErrorCode::not_found,
                  fmt::format("no delegation {}", to_text(body.delegation)));
  }
  const auto& delegation = found->second;
  if (delegation.ended || delegation.until <= out.at) {
    return refuse(base::ErrorCode::conflict, "该委托已终止");
  }
  if (delegation.from != out.command.actor && delegation.to != out.command.actor) {
    return refuse(base::ErrorCode::forbidden, "委托由委托人收回或受托人交还");
  }
  out.add(DelegationEnded{body.delegation});
  out.answer.id = to_text(body.delegation);
  return {};
}

}  // namespace holdfast::core
