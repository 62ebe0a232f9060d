#include "core/drafting.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "core/duties.hpp"

namespace holdfast::core {

namespace {

GroundKeys keys_of_release(order::Family family) {
  if (order::is_restoration(family)) {
    return {"restrict.release.ground", "restrict.notice", "restrict.appeal",
            "restrict.answer.term"};
  }
  return {"protect.legal_ground", "protect.notice", "protect.appeal", "protect.term"};
}

}  // namespace

base::Error bad(std::string message, std::string where) {
  return {base::ErrorCode::bad_input, std::move(message), std::move(where)};
}

base::Result<void> first_fault(std::initializer_list<base::Result<void>> checks) {
  for (const auto& check : checks) {
    if (!check) {
      return check;
    }
  }
  return {};
}

base::Result<void> check_document(std::string_view document) {
  if (document.size() > document_bytes_max) {
    return base::Error{base::ErrorCode::too_large, "文书号超过 64 字节", "/document"};
  }
  return {};
}

base::Result<void> check_paper_named(const Outcome& out, std::string_view document,
                                     std::string_view rule) {
  if (document.empty()) {
    auto refused =
        refuse(base::ErrorCode::refused_by_rule, "缺少法律文书文号", out.rule(rule).article);
    refused.where = "/document";
    return refused;
  }
  return check_document(document);
}

base::Result<void> check_second_known(const Outcome& out, const std::string& second) {
  const auto* person = second.empty() ? nullptr : person_named(out.state, second);
  if (person == nullptr || (person->role != Role::officer && person->role != Role::investigator)) {
    return bad("须写明协办民警，且为本中心在岗民警", "/second");
  }
  return {};
}

base::Result<void> check_two_officers(const Outcome& out, const std::string& second) {
  if (second == out.command.actor) {
    auto refused = refuse(base::ErrorCode::refused_by_rule, "协办民警不得是本人：须由二名民警办理",
                          out.rule("approval.two_officers").article);
    refused.where = "/second";
    return refused;
  }
  return {};
}

order::Approval approval_by(const Outcome& out, std::string_view steps, const std::string& second,
                            const std::string& document) {
  order::Approval approval;
  approval.drafted_by = out.command.actor;
  approval.second = second;
  approval.steps = order::read_steps(out.rule(steps).text);
  approval.before = static_cast<std::uint32_t>(approval.steps.size());
  approval.document = document;
  return approval;
}

void hasten(order::Approval& approval, const std::string& why) {
  if (why.empty() || approval.steps.empty()) {
    return;
  }
  approval.emergency = why;
  std::rotate(approval.steps.begin(), approval.steps.end() - 1, approval.steps.end());
  approval.before = 1;
}

order::Order drawn_up(Outcome& out, const desk::CaseFile& file, OrderPlan plan,
                      const GroundKeys& keys) {
  const auto text = [&](std::string_view key) {
    return key.empty() ? std::string{} : out.rule(key).text;
  };
  const auto& ground = out.rule(keys.ground);
  const auto& term_rule = out.rule(keys.term);
  const auto term = term_rule.unit == "working_day"
                        ? base::Milliseconds{std::chrono::days{term_rule.number}}
                        : law::term_of(term_rule);
  const auto* institution = find_institution(out.state.routing, plan.institution);
  order::Order order;
  order.id = out.new_order();
  order.family = plan.family;
  order.case_id = file.id;
  order.account = plan.account;
  order.institution = plan.institution;
  order.channel = channel_to(out.state, institution);
  order.tier = plan.tier;
  order.amount = plan.amount;
  order.name_unknown = plan.name_unknown;
  order.ordinal = plan.ordinal;
  order.ground = {std::move(plan.reason),
                  ground.text,
                  ground.mark,
                  text(keys.notice),
                  text(keys.appeal),
                  term.count(),
                  out.state.rules.version(),
                  0};
  order.target = plan.target;
  order.times.reported = file.reported_at;
  order.times.drafted = out.at;
  order.times.deadline = out.at + term;
  order.drill = out.state.drill;
  return order;
}

void await_signatures(const Outcome& out, order::Order& order, order::Approval approval) {
  order.approval = std::move(approval);
  order.times.deadline = out.at + law::term_of(out.rule("approval.term"));
}

base::Result<void> refuse_second(const Outcome& out, const order::Order& target,
                                 order::Family family) {
  for (const auto id : out.state.cases.at(target.case_id).orders) {
    const auto& other = out.state.orders.at(id);
    if (other.family == family && other.target == target.id && order::is_live(other)) {
      return refuse(base::ErrorCode::conflict,
                    fmt::format("{} 正在办理", order::to_text(other.id)));
    }
  }
  return {};
}

void end_at_once(Outcome& out, const order::Order& target, const order::Authority& authority,
                 const std::string& reason) {
  const auto& file = out.state.cases.at(target.case_id);
  const auto family = order::release_of(target.family).value();
  for (const auto id : file.orders) {
    const auto& other = out.state.orders.at(id);
    if (other.family != family || other.target != target.id || out.ended_now.contains(id)) {
      continue;
    }
    if (order::awaits_partner(other)) {
      return;
    }
    if (order::is_live(other)) {
      out.add(OrderRejected{id, "已直接解除：" + reason});
      out.ended_now.insert(id);
    }
  }
  OrderPlan plan;
  plan.family = family;
  plan.account = target.account;
  plan.institution = target.institution;
  plan.tier = target.tier;
  plan.target = target.id;
  plan.reason = reason;
  auto order = drawn_up(out, file, std::move(plan), keys_of_release(family));
  order.mark = target.mark;
  const auto id = order.id;
  out.add(OrderDrafted{std::move(order)});
  out.add(OrderApproved{id, authority, std::nullopt, std::nullopt});
}

}  // namespace holdfast::core
