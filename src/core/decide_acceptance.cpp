// 受案 and the review that follows it: the report is accepted with its two papers, a head may let
// the review take longer, and what was served on whom is recorded.
//
// Refusals of an acceptance, the first that holds is told: no officer; the rules know no first
// days; no such case, or closed; accepted already; filed already; how the receipt was given; the
// codes. Of more time: not accepted; no review runs; it lapsed; not longer than it is; the reason;
// no head.
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/first_days.hpp"

namespace holdfast::core {

namespace {

struct LongerTerm {
  std::string_view term;
  std::string_view by;
};

LongerTerm rules_of(desk::ReviewTerm term) {
  return term == desk::ReviewTerm::doubtful
             ? LongerTerm{"filing.doubtful.term", "filing.doubtful.by"}
             : LongerTerm{"filing.complex.term", "filing.complex.by"};
}

/// What the service begins, and the earliest that it can have been.
struct Served {
  base::Instant least;
  std::optional<base::Instant> until;
};

base::Error nothing_to_serve() {
  return refuse(base::ErrorCode::conflict, "没有待送达的文书");
}

base::Result<Served> refusal_served(const Outcome& out, const desk::FirstDays& days,
                                    base::Instant at) {
  const auto* refusal = desk::standing_refusal(days);
  if (refusal == nullptr) {
    return nothing_to_serve();
  }
  if (refusal->served) {
    return refuse(base::ErrorCode::conflict, "不予立案通知书已经送达");
  }
  return Served{refusal->decided->at,
                first_clock_by(out, desk::FirstClockKind::notice, "filing.reconsider.ask", at).due};
}

base::Result<Served> ruling_served(const Outcome& out, const desk::FirstDays& days,
                                   desk::AppealKind kind, base::Instant at) {
  const auto* refusal = desk::standing_refusal(days);
  const auto* appeal = refusal == nullptr ? nullptr : desk::appeal_of(*refusal, kind);
  if (appeal == nullptr || !appeal->ruling) {
    return nothing_to_serve();
  }
  if (appeal->served) {
    return refuse(base::ErrorCode::conflict, "决定书已经送达");
  }
  Served served{appeal->ruling->decided_at, std::nullopt};
  if (kind == desk::AppealKind::reconsideration) {
    served.until =
        first_clock_by(out, desk::FirstClockKind::superior, "filing.superior.ask", at).due;
  }
  return served;
}

base::Result<Served> explained(const desk::FirstDays& days) {
  const auto* refusal = desk::standing_refusal(days);
  const auto* appeal =
      refusal == nullptr ? nullptr : desk::open_appeal(*refusal, desk::AppealKind::supervision);
  if (appeal == nullptr || desk::running(days, desk::FirstClockKind::supervision) == nullptr) {
    return nothing_to_serve();
  }
  return Served{appeal->asked_at, std::nullopt};
}

base::Result<Served> transfer_told(const desk::FirstDays& days) {
  const auto* transfer = days.transfers.empty() ? nullptr : &days.transfers.back();
  if (transfer == nullptr || transfer->number.empty()) {
    return nothing_to_serve();
  }
  if (transfer->told) {
    return refuse(base::ErrorCode::conflict, "已经告知报案人");
  }
  return Served{transfer->decided->at, std::nullopt};
}

base::Result<Served> served_of(const Outcome& out, const desk::FirstDays& days,
                               const ServeFirstPaper& body) {
  const auto at = body.service.at.value_or(out.at);
  switch (body.paper) {
    case FirstPaper::receipt:
      return Served{days.acceptance.at, std::nullopt};
    case FirstPaper::refusal:
      return refusal_served(out, days, at);
    case FirstPaper::ruling:
      return ruling_served(out, days, body.appeal, at);
    case FirstPaper::explanation:
      return explained(days);
    case FirstPaper::transfer:
      return transfer_told(days);
  }
  return nothing_to_serve();
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const AcceptReport& body) {
  if (const auto ok = need_officer(out); !ok) {
    return ok.error();
  }
  if (out.state.rules.find("filing.acceptance", out.at) == nullptr) {
    return refuse(base::ErrorCode::unavailable,
                  "no rule pack with the rules of acceptance is loaded");
  }
  const auto found = open_case_named(out.state, body.case_id);
  if (!found) {
    return found.error();
  }
  const auto& file = **found;
  if (file.first_days) {
    return refuse(base::ErrorCode::conflict, "已登记受案：" + file.first_days->acceptance.number);
  }
  if (file.filed || file.withdrawn) {
    return refuse(base::ErrorCode::conflict, "案件已立案，无须登记受案");
  }
  auto receipt = service_of(out, file, body.receipt, file.reported_at);
  if (!receipt) {
    return receipt.error();
  }
  auto form =
      case_paper(out, file, {order::PaperKind::acceptance_form, body.form_code, body.check_url});
  if (!form) {
    return form.error();
  }
  auto slip = case_paper(out, file,
                         {order::PaperKind::acceptance_receipt, body.receipt_code, body.check_url});
  if (!slip) {
    return slip.error();
  }
  if (form->code == slip->code) {
    return refuse(base::ErrorCode::conflict, "核验码已经用过");
  }
  const auto& term = out.rule("filing.term");
  auto clock = first_clock(out, desk::FirstClockKind::review, file.reported_at,
                           law::end_of(term, file.reported_at), term.article);
  const auto& article = out.rule("filing.acceptance").article;
  form->facts.article = article;
  add_report(*form, out, file);
  slip->facts.article = article;
  slip->facts.about = form->number;
  slip->facts.from = file.reported_at;
  slip->facts.until = clock.due;
  slip->facts.notice = out.rule("filing.acceptance").text;
  out.add(CaseAccepted{
      file.id, {form->number, out.command.actor, out.at, *std::move(receipt)}, std::move(clock)});
  out.add(PaperIssued{*std::move(form)});
  out.add(PaperIssued{*std::move(slip)});
  out.answer.id = order::to_text(file.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const ExtendFilingReview& body) {
  const auto found = accepted_case(out, body.case_id);
  if (!found) {
    return found.error();
  }
  const auto& file = **found;
  const auto* clock = desk::running(*file.first_days, desk::FirstClockKind::review);
  if (clock == nullptr) {
    return refuse(base::ErrorCode::conflict, "立案审查已经结束");
  }
  if (clock->due <= out.at) {
    return refuse(base::ErrorCode::refused_by_rule,
                  "立案审查期限已经届满，不得再延长：请作出立案、不予立案或者移送的决定",
                  clock->article);
  }
  if (body.term <= desk::term_of(*file.first_days)) {
    return bad("只能延长到更长的期限", "/term");
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  const auto keys = rules_of(body.term);
  const auto& term = out.rule(keys.term);
  auto signature = head_signs(out, keys.by, body.reason, {});
  if (!signature) {
    return signature.error();
  }
  const auto due = law::end_of(term, clock->begins);
  const auto escalates = above(order::read_steps(out.rule(keys.by).text).back());
  out.add(ReviewExtended{file.id,
                         {body.term, *std::move(signature), due},
                         told_ahead(out, clock->begins, due),
                         term.article,
                         escalates});
  const auto note = "审查期限已延长：" + body.reason;
  finish_first_tasks(out, file.id, {desk::FirstClockKind::review}, note);
  move_filing_tasks(out, file, due, note);
  out.answer.id = order::to_text(file.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const ServeFirstPaper& body) {
  if (const auto ok = need_officer(out); !ok) {
    return ok.error();
  }
  const auto found = case_named(out.state, body.case_id);
  if (!found) {
    return found.error();
  }
  const auto& file = **found;
  if (!file.first_days) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("案件 {} 尚未登记受案", order::to_text(file.id)));
  }
  if (desk::is_erased(file)) {
    return refuse(base::ErrorCode::conflict, "该案个人信息已销毁");
  }
  const auto served = served_of(out, *file.first_days, body);
  if (!served) {
    return served.error();
  }
  auto service = service_of(out, file, body.service, served->least);
  if (!service) {
    return service.error();
  }
  out.add(FirstPaperServed{file.id, body.paper, *std::move(service), served->until, body.appeal});
  if (body.paper == FirstPaper::refusal) {
    finish_first_tasks(out, file.id, {desk::FirstClockKind::notice}, "不予立案通知书已送达");
  } else if (body.paper == FirstPaper::explanation) {
    finish_first_tasks(out, file.id, {desk::FirstClockKind::supervision}, "已说明不立案理由");
  }
  out.answer.id = order::to_text(file.id);
  return {};
}

}  // namespace holdfast::core
