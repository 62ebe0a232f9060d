// The holder's desk: objections are filed under the code of a notice, and answered.
//
// Refusals of a filing, the first that holds is told: no such notice; the measure is over, or an
// objection to it is open; text, name, telephone, amount. Of an answer: no such objection, answered
// already; no reason; refused by whoever drew the measure up; what is to be lifted or cut down does
// not allow it; amount, paper, second officer as for any freeze.
#include <algorithm>
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/duties.hpp"
#include "core/freezes.hpp"
#include "order/machine.hpp"

namespace holdfast::core {

namespace {

using desk::Objection;
using desk::Ruling;
using desk::Urgency;
using order::Family;
using order::Order;

constexpr std::size_t text_bytes_max = 6000;
constexpr std::size_t name_bytes_max = 128;
constexpr std::size_t phone_bytes_max = 32;

base::Result<const order::Paper*> notice_of(const State& state, std::string_view code) {
  const auto read = order::read_code(code);
  if (!read) {
    return read.error();
  }
  const auto found = state.paper_by_code.find(*read);
  const auto* paper =
      found == state.paper_by_code.end() ? nullptr : &state.papers.at(found->second);
  if (paper == nullptr || paper->kind != order::PaperKind::holder_notice) {
    return refuse(base::ErrorCode::not_found, "没有这一告知书，请核对核验码");
  }
  return paper;
}

base::Result<void> check_filing(const FileObjection& body) {
  if (body.text.empty() || body.text.size() > text_bytes_max) {
    return bad(fmt::format("情况说明为 1 到 {} 字节", text_bytes_max), "/text");
  }
  if (body.name.empty() || body.name.size() > name_bytes_max) {
    return bad(fmt::format("姓名或者单位名称为 1 到 {} 字节", name_bytes_max), "/name");
  }
  if (body.phone.empty() || body.phone.size() > phone_bytes_max) {
    return bad(fmt::format("联系电话为 1 到 {} 字节", phone_bytes_max), "/phone");
  }
  if (body.wanted && (body.urgency == Urgency::none || !body.wanted->is_positive() ||
                      *body.wanted > base::Fen::limit())) {
    return bad("金额大于零，且只用于生活或者就医急需", "/wanted_fen");
  }
  return {};
}

/// The term of an answer, and the rule that it comes from.
const law::Rule& answer_term(const Outcome& out, const Order& order, Urgency urgency) {
  if (urgency != Urgency::none) {
    return out.rule("objection.urgent.term");
  }
  return out.rule(order.family == Family::stop ? "objection.stop.term" : "objection.term");
}

void finish_answering(Outcome& out, const Objection& objection) {
  finish_tasks(out, objection.case_id,
               {desk::TaskKind::answer_objection, desk::TaskKind::objection_overdue},
               objection.order, "已答复异议 " + desk::to_text(objection.id));
}

/// Whoever drew the measure up may give way, and not turn the objection down.
base::Result<void> check_refuser(const Outcome& out, const Order& order) {
  const auto& drafter = order.approval    ? order.approval->drafted_by
                        : order.authority ? order.authority->by
                                          : std::string{};
  if (drafter == out.command.actor && out.rule("objection.refuser").text == "other") {
    return refuse(base::ErrorCode::refused_by_rule, "驳回异议须由措施起草人以外的民警决定",
                  out.rule("objection.refuser").article);
  }
  return {};
}

/// Measures of the case at the account that are in force, on their way or waiting.
std::vector<const Order*> controls_at(const Outcome& out, const Order& order) {
  std::vector<const Order*> controls;
  if (order.mark) {
    return {&order};
  }
  for (const auto id : out.state.orders_of.at(order.account)) {
    const auto& other = out.state.orders.at(id);
    const bool binds = order::restrains(other.family) || other.family == Family::freeze_renewal;
    if (binds && other.case_id == order.case_id && order::is_live(other)) {
      controls.push_back(&other);
    }
  }
  return controls;
}

/// Lifts all of them in one step: stops at once, freezes by releases that their heads approve; what
/// nobody has sent yet is turned down. The first release, where there is one.
base::Result<std::optional<order::OrderId>> lift_all(Outcome& out, const Objection& objection,
                                                     const DecideObjection& body) {
  const auto& file = out.state.cases.at(objection.case_id);
  std::optional<order::OrderId> first;
  for (const auto* control : controls_at(out, out.state.orders.at(objection.order))) {
    if (!order::obstacle_to(*control, order::Act::reject, out.at)) {
      out.add(OrderRejected{control->id, "异议成立：" + body.reason});
      out.ended_now.insert(control->id);
    } else if (control->family == Family::stop && control->state == order::State::in_force) {
      let_go(out, file, *control, body.reason);
    } else if (order::is_restriction(control->family)) {
      end_at_once(out, *control, {order::AuthorityKind::officer, out.command.actor, out.at, {}},
                  "异议成立：" + body.reason);
    } else if (control->family == Family::freeze &&
               !order::obstacle_to(*control, order::Act::release, out.at)) {
      if (is_being_released(out, *control)) {
        continue;
      }
      const auto release = draft_release(
          out, *control,
          {body.document, body.second, body.reason, objection.urgency != Urgency::none});
      if (!release) {
        return release.error();
      }
      first = first.value_or(*release);
    }
  }
  return first;
}

base::Result<order::OrderId> cut_down(Outcome& out, const Objection& objection,
                                      const DecideObjection& body) {
  const auto& order = out.state.orders.at(objection.order);
  if (const auto obstacle = order::obstacle_to(order, order::Act::reduce, out.at)) {
    return in_the_way(order, *obstacle);
  }
  if (!body.keep) {
    return bad("部分解除须写明继续冻结的金额", "/keep_fen");
  }
  return draft_reduction(
      out, order, *body.keep,
      {body.document, body.second, body.reason, objection.urgency != Urgency::none});
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const FileObjection& body) {
  const auto notice = notice_of(out.state, body.code);
  if (!notice) {
    return notice.error();
  }
  const auto& order = out.state.orders.at((*notice)->order);
  if (const auto obstacle = order::obstacle_to(order, order::Act::object, out.at)) {
    return *obstacle == order::Obstacle::done_already
               ? refuse(base::ErrorCode::conflict, "已有异议正在办理，请等待答复")
               : refuse(base::ErrorCode::conflict, "该措施已经结束，不需要再提出异议");
  }
  if (const auto ok = check_filing(body); !ok) {
    return ok.error();
  }
  const auto& term = answer_term(out, order, body.urgency);
  const auto subject = base::subject_of(base::SubjectKind::case_file, order.case_id.value());
  Objection objection;
  objection.id = out.new_objection();
  objection.notice = (*notice)->id;
  objection.order = order.id;
  objection.case_id = order.case_id;
  objection.situation = body.situation;
  objection.urgency = body.urgency;
  objection.wanted = body.wanted;
  objection.text = {subject, body.text};
  objection.name = {subject, body.name};
  objection.phone = {subject, body.phone};
  objection.filed_at = out.at;
  objection.due = law::end_of(term, out.at);
  objection.article = term.article;
  out.answer.id = desk::to_text(objection.id);
  desk::Task task;
  task.kind = desk::TaskKind::answer_objection;
  task.account = order.mark ? std::nullopt : std::optional{order.account};
  task.amount = order.amount.value_or(base::Fen{});
  task.due = objection.due;
  task.article = objection.article;
  task.order = order.id;
  out.add(ObjectionFiled{std::move(objection)});
  open_task(out, out.state.cases.at(order.case_id), std::move(task));
  return {};
}

base::Result<void> decide_one(Outcome& out, const DecideObjection& body) {
  const auto found = out.state.objections.find(body.objection);
  if (found == out.state.objections.end()) {
    return refuse(base::ErrorCode::not_found,
                  fmt::format("no objection {}", desk::to_text(body.objection)));
  }
  const auto& objection = found->second;
  if (objection.answered) {
    return refuse(base::ErrorCode::conflict, fmt::format("{} 已答复", desk::to_text(objection.id)));
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  desk::Answered answered{body.ruling, out.command.actor, out.at, body.reason, {}, {}};
  switch (body.ruling) {
    case Ruling::refuse:
      if (const auto ok = check_refuser(out, out.state.orders.at(objection.order)); !ok) {
        return ok.error();
      }
      break;
    case Ruling::reduce: {
      const auto order = cut_down(out, objection, body);
      if (!order) {
        return order.error();
      }
      answered.order = *order;
      answered.keep = body.keep;
      break;
    }
    case Ruling::release: {
      const auto order = lift_all(out, objection, body);
      if (!order) {
        return order.error();
      }
      answered.order = *order;
      break;
    }
  }
  out.add(ObjectionAnswered{objection.id, objection.order, std::move(answered)});
  finish_answering(out, objection);
  out.answer.id = desk::to_text(objection.id);
  return {};
}

}  // namespace holdfast::core
