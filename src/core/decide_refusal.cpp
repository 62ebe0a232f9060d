// 不予立案: an officer proposes it, a head decides. Where it stands every hold of the case is let
// go at once: what held money was a report that leads to no case.
//
// Refusals of a proposal, the first that holds is told: no officer; not accepted; filed; one that
// stands or waits; on its way to another authority; the reason. Of a decision: none that waits; the
// reason; no head, or one with a part in it; the code.
#include <fmt/core.h>

#include "core/first_days.hpp"
#include "core/freezes.hpp"

namespace holdfast::core {

base::Result<void> decide_one(Outcome& out, const ProposeRefusal& body) {
  if (const auto ok = need_officer(out); !ok) {
    return ok.error();
  }
  const auto found = accepted_case(out, body.case_id);
  if (!found) {
    return found.error();
  }
  const auto& file = **found;
  const auto& days = *file.first_days;
  if (file.filed || file.withdrawn) {
    return refuse(base::ErrorCode::conflict, "案件已立案，请依法撤案");
  }
  if (const auto* standing = desk::standing_refusal(days)) {
    return refuse(base::ErrorCode::conflict, "已决定不予立案：" + standing->number);
  }
  if (desk::proposed_refusal(days) != nullptr) {
    return refuse(base::ErrorCode::conflict, "已呈请不予立案，等待审批");
  }
  if (desk::open_transfer(days) != nullptr) {
    return refuse(base::ErrorCode::conflict, "案件正在移送管辖");
  }
  if (desk::running(days, desk::FirstClockKind::filing) != nullptr) {
    return refuse(base::ErrorCode::refused_by_rule, "不予立案已被撤销，应当立案",
                  desk::running(days, desk::FirstClockKind::filing)->article);
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  desk::Refusal refusal;
  refusal.ground = body.ground;
  refusal.reason = body.reason;
  refusal.proposed_by = out.command.actor;
  refusal.proposed_at = out.at;
  out.add(RefusalProposed{file.id, std::move(refusal)});
  out.answer.id = order::to_text(file.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const DecideRefusal& body) {
  const auto found = accepted_case(out, body.case_id);
  if (!found) {
    return found.error();
  }
  const auto& file = **found;
  const auto* refusal = desk::proposed_refusal(*file.first_days);
  if (refusal == nullptr) {
    return refuse(base::ErrorCode::conflict, "没有等待审批的不予立案呈请");
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  auto signature = head_signs(out, "filing.refusal.by", body.reason, {refusal->proposed_by});
  if (!signature) {
    return signature.error();
  }
  out.answer.id = order::to_text(file.id);
  if (!body.approved) {
    out.add(RefusalDecided{file.id, false, *std::move(signature), {}, {}});
    return {};
  }
  auto notice =
      case_paper(out, file, {order::PaperKind::refusal_notice, body.code, body.check_url});
  if (!notice) {
    return notice.error();
  }
  const auto& rule = out.rule("filing.refusal.notice");
  notice->facts.reason = fmt::format("{}：{}", desk::words_of(refusal->ground), refusal->reason);
  notice->facts.article = rule.article;
  notice->facts.appeal = out.rule("filing.refusal.appeal").text;
  notice->facts.approved_by = notice->facts.officers.front();
  notice->facts.approved_at = out.at;
  notice->facts.from = file.reported_at;
  const auto& form = file.first_days->acceptance.number;
  notice->facts.about = form;
  const auto number = notice->number;
  out.add(RefusalDecided{
      file.id, true, *std::move(signature), number,
      first_clock_by(out, desk::FirstClockKind::notice, "filing.refusal.notice", out.at)});
  out.add(PaperIssued{*std::move(notice)});
  const auto why = "不予立案：" + number;
  let_all_go(out, file, why, out.rule("filing.refusal.release").article);
  finish_tasks(out, file.id,
               {desk::TaskKind::stop_review, desk::TaskKind::stop_lapsing,
                desk::TaskKind::file_case, desk::TaskKind::freeze_failed},
               {}, why);
  finish_first_tasks(out, file.id, {desk::FirstClockKind::review}, why);
  return {};
}

}  // namespace holdfast::core
