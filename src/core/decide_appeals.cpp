// Somebody does not accept that a case is not filed: 复议 by the same authority, 复核 by the one
// above, 立案监督 by the procuratorate. A reconsideration is decided here, by a head with no part
// in the refusal; what others decide is recorded. Changed: the case is to be filed, and is pursued
// again.
//
// Refusals of an appeal, the first that holds is told: no officer; not accepted; no refusal stands;
// one of the kind is open, or was decided; it comes before what it is about; the time and the text;
// asked for too late. Of a decision: no such appeal; the reason; what is missing of it; no head, or
// one with a part in it.
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/first_days.hpp"

namespace holdfast::core {

namespace {

using desk::Appeal;
using desk::AppealKind;
using desk::Refusal;

constexpr std::size_t text_bytes_max = 6000;
constexpr std::size_t organ_bytes_max = 200;

struct Open {
  const desk::CaseFile& file;
  const Refusal& refusal;
};

base::Result<Open> refused_case(const Outcome& out, desk::CaseId id) {
  const auto found = accepted_case(out, id);
  if (!found) {
    return found.error();
  }
  const auto* refusal = desk::standing_refusal(*(*found)->first_days);
  if (refusal == nullptr) {
    return refuse(base::ErrorCode::conflict, "没有生效的不予立案决定");
  }
  return Open{**found, *refusal};
}

/// May be asked for on top of what was asked for before.
base::Result<void> check_turn(const Refusal& refusal, AppealKind kind) {
  const auto* before = desk::appeal_of(refusal, kind);
  if (before != nullptr && !before->ruling) {
    return refuse(base::ErrorCode::conflict, fmt::format("{}正在办理", desk::words_of(kind)));
  }
  if (before != nullptr && kind != AppealKind::supervision) {
    return refuse(base::ErrorCode::conflict, fmt::format("{}已经决定", desk::words_of(kind)));
  }
  const auto* first = desk::appeal_of(refusal, AppealKind::reconsideration);
  if (kind == AppealKind::superior && (first == nullptr || !first->ruling)) {
    return refuse(base::ErrorCode::conflict, "对复议决定不服的，方可申请复核");
  }
  return {};
}

base::Result<void> check_in_time(const Outcome& out, const Refusal& refusal, AppealKind kind,
                                 base::Instant asked_at) {
  const auto until = kind == AppealKind::reconsideration ? refusal.appeal_until
                     : kind == AppealKind::superior
                         ? desk::appeal_of(refusal, AppealKind::reconsideration)->next_until
                         : std::nullopt;
  if (!until || asked_at < *until) {
    return {};
  }
  const auto* rule =
      kind == AppealKind::reconsideration ? "filing.reconsider.ask" : "filing.superior.ask";
  return refuse(
      base::ErrorCode::refused_by_rule,
      fmt::format("申请{}的期限已于{}届满", desk::words_of(kind), base::display_instant(*until)),
      out.rule(rule).article);
}

desk::FirstClock clock_of(const Outcome& out, AppealKind kind, base::Instant asked_at) {
  switch (kind) {
    case AppealKind::reconsideration:
      return first_clock_by(out, desk::clock_for(kind), "filing.reconsider.term", asked_at,
                            order::Duty::city_head);
    case AppealKind::superior:
      return first_clock_by(out, desk::clock_for(kind), "filing.superior.term", asked_at);
    case AppealKind::supervision:
      return first_clock_by(out, desk::clock_for(kind), "filing.supervision.term", asked_at,
                            order::Duty::district_head);
  }
  return {};
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const FileAppeal& body) {
  if (const auto ok = need_officer(out); !ok) {
    return ok.error();
  }
  const auto open = refused_case(out, body.case_id);
  if (!open) {
    return open.error();
  }
  if (const auto ok = check_turn(open->refusal, body.kind); !ok) {
    return ok.error();
  }
  const auto asked_at = body.asked_at.value_or(out.at);
  if (asked_at > out.at || asked_at < open->refusal.decided->at) {
    return bad("申请时间应在不予立案决定之后、当前之前", "/asked_at");
  }
  if (body.text.empty() || body.text.size() > text_bytes_max) {
    return bad(fmt::format("申请理由为 1 到 {} 字节", text_bytes_max), "/text");
  }
  if (const auto ok = check_in_time(out, open->refusal, body.kind, asked_at); !ok) {
    return ok.error();
  }
  Appeal appeal;
  appeal.kind = body.kind;
  appeal.text = {base::subject_of(base::SubjectKind::case_file, body.case_id.value()), body.text};
  appeal.asked_at = asked_at;
  appeal.received_by = out.command.actor;
  out.add(AppealFiled{body.case_id, std::move(appeal), clock_of(out, body.kind, asked_at)});
  out.answer.id = order::to_text(body.case_id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const ExtendAppeal& body) {
  const auto open = refused_case(out, body.case_id);
  if (!open) {
    return open.error();
  }
  const auto* appeal = desk::open_appeal(open->refusal, body.kind);
  const auto* clock = desk::running(*open->file.first_days, desk::clock_for(body.kind));
  const auto& rule = out.rule("filing.reconsider.extend");
  if (appeal == nullptr || clock == nullptr) {
    return refuse(base::ErrorCode::conflict, "没有正在办理的申请");
  }
  if (body.kind == AppealKind::supervision) {
    return refuse(base::ErrorCode::refused_by_rule, "说明不立案理由的期限不得延长", clock->article);
  }
  if (appeal->extended || clock->due <= out.at) {
    return refuse(base::ErrorCode::refused_by_rule,
                  appeal->extended ? "期限已经延长过一次" : "期限已经届满，请作出决定",
                  rule.article);
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  auto signature = head_signs(out, "filing.reconsider.by", body.reason, {});
  if (!signature) {
    return signature.error();
  }
  const auto due = law::end_of(rule, clock->due);
  out.add(AppealExtended{body.case_id,
                         body.kind,
                         {desk::ReviewTerm::complex, *std::move(signature), due},
                         told_ahead(out, clock->begins, due)});
  finish_first_tasks(out, body.case_id, {clock->kind}, "期限已延长：" + body.reason);
  out.answer.id = order::to_text(body.case_id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const RuleAppeal& body) {
  if (const auto ok = need_officer(out); !ok) {
    return ok.error();
  }
  const auto open = refused_case(out, body.case_id);
  if (!open) {
    return open.error();
  }
  const auto& refusal = open->refusal;
  const auto* appeal = desk::open_appeal(refusal, body.kind);
  if (appeal == nullptr) {
    return refuse(base::ErrorCode::conflict, "没有正在办理的申请");
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  if (body.number.empty()) {
    return bad("须写明决定书文号", "/number");
  }
  const bool is_ours = body.kind == AppealKind::reconsideration;
  if (is_ours != body.organ.empty() || body.organ.size() > organ_bytes_max) {
    return bad("复核、监督须写明决定机关（1 到 200 字节），复议不写", "/organ");
  }
  const auto decided_at = body.decided_at.value_or(out.at);
  if (decided_at > out.at || decided_at < appeal->asked_at || (is_ours && body.decided_at)) {
    return bad("决定时间应在申请之后、当前之前；复议以登记时间为准", "/decided_at");
  }
  if (const auto ok = check_document(body.number); !ok) {
    return ok.error();
  }
  order::Signature signature{order::Duty::none, out.command.actor, {}, out.at, body.reason};
  if (is_ours) {
    auto head = head_signs(out, "filing.reconsider.by", body.reason,
                           {refusal.proposed_by, refusal.decided->by, refusal.decided->on_behalf});
    if (!head) {
      return head.error();
    }
    signature = *std::move(head);
  }
  const bool is_changed = body.outcome == desk::AppealOutcome::changed;
  std::optional<desk::FirstClock> clock;
  if (is_changed) {
    clock = first_clock_by(
        out, desk::FirstClockKind::filing,
        body.kind == AppealKind::supervision ? "filing.supervision.filing" : "filing.lifted.term",
        decided_at, order::Duty::district_head);
    desk::Task task;
    task.kind = desk::TaskKind::file_case;
    task.due = clock->due;
    task.article = clock->article;
    open_task(out, open->file, std::move(task));
  }
  const auto note =
      fmt::format("{}{}：{}", desk::words_of(body.kind), is_changed ? "撤销" : "维持", body.number);
  if (is_changed) {
    finish_first_tasks(out, body.case_id,
                       {desk::FirstClockKind::notice, desk::FirstClockKind::reconsideration,
                        desk::FirstClockKind::superior, desk::FirstClockKind::supervision},
                       note);
  } else {
    finish_first_tasks(out, body.case_id, {desk::clock_for(body.kind)}, note);
  }
  out.add(AppealRuled{body.case_id,
                      body.kind,
                      {body.outcome, body.number, body.organ, decided_at, std::move(signature)},
                      std::move(clock)});
  out.answer.id = order::to_text(body.case_id);
  return {};
}

}  // namespace holdfast::core
