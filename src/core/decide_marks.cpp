// Numbers, addresses and profiles that telecom and internet companies switch off, and on again.
//
// Refusals, the first that holds is told: no such case, case closed or not pursued; no reason, the
// mark, second officer unknown; the institution cannot do it or no channel reaches it, the mark is
// switched off already; second officer is the drafter, no paper. Of a lifting: no such order, its
// state (order/machine.hpp), one on its way, no reason, second officer.
#include <algorithm>
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/freezes.hpp"
#include "order/machine.hpp"

namespace holdfast::core {

namespace {

using order::Family;
using order::Mark;
using order::MarkKind;
using order::Order;

constexpr std::size_t mark_bytes_max = 1000;
constexpr std::size_t platform_bytes_max = 64;

Family family_of(MarkKind kind) {
  switch (kind) {
    case MarkKind::phone:
      return Family::number_suspension;
    case MarkKind::url:
      return Family::url_block;
    case MarkKind::profile:
      return Family::profile_suspension;
  }
  return Family::number_suspension;
}

bool is_phone(std::string_view text) {
  const auto digits =
      std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits >= 3 && text.find_first_not_of("0123456789+-") == std::string_view::npos;
}

/// A scheme is not asked for: victims read out what they see.
bool is_url(std::string_view text) {
  return text.find('.') != std::string_view::npos &&
         std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

base::Result<void> check_mark(const Mark& mark) {
  const auto& text = mark.value.text;
  if (text.empty() || text.size() > mark_bytes_max) {
    return bad(fmt::format("1 到 {} 字节", mark_bytes_max), "/value");
  }
  if (mark.kind == MarkKind::phone && !is_phone(text)) {
    return bad("不是电话号码：只含数字、+ 和 -", "/value");
  }
  if (mark.kind == MarkKind::url && !is_url(text)) {
    return bad("不是网址：不含空格，至少一个点", "/value");
  }
  const bool is_profile = mark.kind == MarkKind::profile;
  if (is_profile == mark.platform.empty() || mark.platform.size() > platform_bytes_max) {
    return bad("账号须写明平台，其他不写", "/platform");
  }
  return {};
}

base::Result<void> check_institution(const Outcome& out, const RestrictMark& body) {
  const auto* institution = find_institution(out.state.routing, body.institution);
  if (institution == nullptr) {
    return bad(fmt::format("no institution {}", body.institution), "/institution");
  }
  const auto wanted =
      body.mark.kind == MarkKind::phone ? InstitutionKind::telecom : InstitutionKind::internet;
  const bool may_block = body.mark.kind == MarkKind::url &&
                         institution->kind == InstitutionKind::telecom;  // at its gateways
  if (institution->kind != wanted && !may_block) {
    return bad("该机构不办理此类处置", "/institution");
  }
  if (!has_channel(out.state.routing, body.institution)) {
    return refuse(base::ErrorCode::conflict, "没有通道通往该机构");
  }
  return {};
}

base::Result<void> check_not_restricted(const Outcome& out, const RestrictMark& body) {
  for (const auto& [id, order] : out.state.orders) {
    const bool same = order.mark && order.mark->kind == body.mark.kind &&
                      order.mark->value.text == body.mark.value.text &&
                      order.institution == body.institution;
    if (same && order::is_restriction(order.family) && order::is_live(order)) {
      return refuse(base::ErrorCode::conflict,
                    fmt::format("已有处置 {}，不得重复", order::to_text(id)));
    }
  }
  return {};
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const RestrictMark& body) {
  const auto file = open_case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (!desk::is_pursued(**file)) {
    return refuse(base::ErrorCode::conflict, "报案不实或者已撤案，不得处置");
  }
  const bool is_urgent = !body.emergency.empty();
  if (const auto ok =
          first_fault({need_reason(body.reason), check_mark(body.mark),
                       check_second_known(out, body.second), check_document(body.document),
                       is_urgent ? need_reason(body.emergency, "/emergency") : base::Result<void>{},
                       check_institution(out, body), check_not_restricted(out, body),
                       check_two_officers(out, body.second),
                       is_urgent ? base::Result<void>{}
                                 : check_paper_named(out, body.document, "restrict.approval")});
      !ok) {
    return ok.error();
  }
  OrderPlan plan;
  plan.family = family_of(body.mark.kind);
  plan.institution = body.institution;
  plan.reason = body.reason;
  auto order =
      drawn_up(out, **file, std::move(plan),
               {"restrict.legal_ground", "restrict.notice", "restrict.appeal", "restrict.term"});
  auto approval = approval_by(out, "restrict.approval", body.second, body.document);
  hasten(approval, body.emergency);
  await_signatures(out, order, std::move(approval));
  order.mark = body.mark;
  order.mark->value.subject = base::subject_of(base::SubjectKind::case_file, body.case_id.value());
  out.answer.id = order::to_text(order.id);
  out.add(OrderDrafted{std::move(order)});
  return {};
}

void restriction_answered(Outcome& out, const Order& order, const NoteOrderAnswered& body) {
  if (out.state.rules.reply_code(body.reply.result).action != law::CodeAction::done) {
    out.add(OrderAnswered{order.id, order::State::refused, body.reply, {}, {}, {}, {}});
    return;
  }
  const auto start = std::min(body.start.value_or(out.at), out.at);
  const auto term_end = start + base::Milliseconds{order.ground.term_ms};
  const auto end = std::min(body.end.value_or(term_end), term_end);
  out.add(OrderAnswered{order.id, order::State::in_force, body.reply, start, end, {}, {}});
  const auto& approval = *order.approval;
  const bool lacks_papers =
      approval.papers_due && *approval.papers_due <= out.at && !order::is_complete(approval);
  const auto& file = out.state.cases.at(order.case_id);
  if (lacks_papers || !desk::is_pursued(file)) {
    end_at_once(out, order, {order::AuthorityKind::rule, "engine", out.at, {}},
                lacks_papers ? "后补手续逾期未补齐" : "案件已不再追查");
  }
}

base::Result<void> decide_one(Outcome& out, const LiftRestriction& body) {
  const auto found = order_named(out.state, body.order);
  if (!found) {
    return found.error();
  }
  const auto& target = **found;
  if (!order::is_restriction(target.family)) {
    return in_the_way(target, order::Obstacle::wrong_family);
  }
  if (const auto obstacle = order::obstacle_to(target, order::Act::release, out.at)) {
    return in_the_way(target, *obstacle);
  }
  const auto family = *order::release_of(target.family);
  if (const auto ok =
          first_fault({refuse_second(out, target, family), need_reason(body.reason),
                       check_second_known(out, body.second), check_two_officers(out, body.second)});
      !ok) {
    return ok.error();
  }
  OrderPlan plan;
  plan.family = family;
  plan.institution = target.institution;
  plan.target = target.id;
  plan.reason = body.reason;
  auto order = drawn_up(
      out, out.state.cases.at(target.case_id), std::move(plan),
      {"restrict.release.ground", "restrict.notice", "restrict.appeal", "restrict.answer.term"});
  await_signatures(out, order, approval_by(out, "restrict.release.approval", body.second, {}));
  order.mark = target.mark;
  out.answer.id = order::to_text(order.id);
  out.add(OrderDrafted{std::move(order)});
  return {};
}

}  // namespace holdfast::core
