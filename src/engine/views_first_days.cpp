// What an event of a case's first days says in the case's timeline. Names of people never appear.
#include <fmt/core.h>

#include "engine/view_parts.hpp"

namespace holdfast::engine {

namespace {

struct TellFirst {
  const core::State& state;
  using Told = std::optional<FirstLine>;

  const desk::FirstDays& days(desk::CaseId id) const { return *state.cases.at(id).first_days; }

  Told operator()(const core::CaseAccepted& body) const {
    return FirstLine{body.case_id,
                     fmt::format("受案 {}，立案审查至 {}", body.acceptance.number,
                                 base::display_instant(body.clock.due)),
                     fmt::format("Report accepted as {}; to be reviewed by {}",
                                 body.acceptance.number, base::display_instant(body.clock.due))};
  }
  Told operator()(const core::ReviewExtended& body) const {
    const auto due = base::display_instant(body.extension.due);
    return FirstLine{body.case_id, "立案审查延长至 " + due, "The review was extended to " + due};
  }
  Told operator()(const core::RefusalProposed& body) const {
    return FirstLine{body.case_id,
                     fmt::format("呈请不予立案：{}", desk::words_of(body.refusal.ground)),
                     "Not to file the case was proposed"};
  }
  Told operator()(const core::RefusalDecided& body) const {
    return body.approved
               ? FirstLine{body.case_id, "决定不予立案 " + body.number,
                           "It was decided not to file the case: " + body.number}
               : FirstLine{body.case_id, "不同意不予立案：" + body.signature.reason,
                           "Not to file the case was turned down: " + body.signature.reason};
  }
  Told operator()(const core::FirstPaperServed& body) const {
    const auto way = std::string{desk::words_of(body.service.way)};
    const auto at = base::display_instant(body.service.at);
    switch (body.paper) {
      case core::FirstPaper::receipt:
        return FirstLine{body.case_id, fmt::format("受案回执：{}（{}）", way, at),
                         fmt::format("Receipt of acceptance served ({})", at)};
      case core::FirstPaper::refusal:
        return FirstLine{body.case_id, fmt::format("不予立案通知书送达：{}（{}）", way, at),
                         fmt::format("Notice of not filing served ({})", at)};
      case core::FirstPaper::ruling:
        return FirstLine{
            body.case_id,
            fmt::format("{}决定书送达：{}（{}）", desk::words_of(body.appeal), way, at),
            fmt::format("Decision on the {} served ({})", enum_text(body.appeal), at)};
      case core::FirstPaper::explanation:
        return FirstLine{body.case_id, fmt::format("已向检察院说明不立案理由（{}）", at),
                         fmt::format("Reasons told to the procuratorate ({})", at)};
      case core::FirstPaper::transfer:
        return FirstLine{body.case_id, fmt::format("移送已告知报案人：{}（{}）", way, at),
                         fmt::format("The reporter was told of the transfer ({})", at)};
    }
    return std::nullopt;
  }
  Told operator()(const core::AppealFiled& body) const {
    const auto due = base::display_instant(body.clock.due);
    return FirstLine{body.case_id,
                     fmt::format("收到{}申请，{}前办理", desk::words_of(body.appeal.kind), due),
                     fmt::format("{} asked for, due {}", enum_text(body.appeal.kind), due)};
  }
  Told operator()(const core::AppealExtended& body) const {
    const auto due = base::display_instant(body.extension.due);
    return FirstLine{body.case_id, fmt::format("{}延长至 {}", desk::words_of(body.kind), due),
                     fmt::format("{} extended to {}", enum_text(body.kind), due)};
  }
  Told operator()(const core::AppealRuled& body) const {
    const bool is_changed = body.ruling.outcome == desk::AppealOutcome::changed;
    return FirstLine{body.case_id,
                     fmt::format("{}{}：{}", desk::words_of(body.kind),
                                 is_changed ? "撤销不予立案" : "维持不予立案", body.ruling.number),
                     fmt::format("{}: not filing was {} ({})", enum_text(body.kind),
                                 is_changed ? "set aside" : "upheld", body.ruling.number)};
  }
  Told operator()(const core::TransferProposed& body) const {
    return FirstLine{body.case_id, "呈请移送管辖：" + body.transfer.authority,
                     "Transfer proposed: " + body.transfer.authority};
  }
  Told operator()(const core::TransferDecided& body) const {
    return body.approved ? FirstLine{body.case_id,
                                     fmt::format("批准移送管辖 {}，{} 条止付继续有效", body.number,
                                                 body.standing.size()),
                                     fmt::format("Transfer approved as {}; {} holds stay",
                                                 body.number, body.standing.size())}
                         : FirstLine{body.case_id, "不同意移送：" + body.signature.reason,
                                     "Transfer turned down: " + body.signature.reason};
  }
  Told operator()(const core::TransferHanded& body) const {
    const auto& authority = days(body.case_id).transfers.back().authority;
    return FirstLine{body.case_id, "案卷已移交 " + authority, "File handed over to " + authority};
  }
  Told operator()(const core::TransferAnswered& body) const {
    const auto& authority = days(body.case_id).transfers.back().authority;
    return body.answer.accepted
               ? FirstLine{body.case_id, authority + " 已受理", authority + " accepted the case"}
               : FirstLine{body.case_id, fmt::format("{} 退回：{}", authority, body.answer.reason),
                           fmt::format("{} returned the case: {}", authority, body.answer.reason)};
  }
  Told operator()(const core::FirstClockRung& body) const {
    const auto& clock = days(body.case_id).clocks.at(body.clock);
    const auto due = base::display_instant(clock.due);
    return FirstLine{body.case_id,
                     fmt::format("{}期限{}（{}）", desk::words_of(clock.kind),
                                 body.lapsed ? "届满" : "将届满", due),
                     fmt::format("The term of {} {} ({})", enum_text(clock.kind),
                                 body.lapsed ? "ended" : "ends soon", due)};
  }
  Told operator()(const core::PaperIssued& body) const {
    const auto& paper = body.paper;
    if (!order::is_of_case(paper.kind)) {
      return std::nullopt;
    }
    return FirstLine{
        paper.case_id,
        fmt::format("出具{} {}", order::title_of(paper.kind, paper.facts.family), paper.number),
        fmt::format("Paper issued: {}", paper.number)};
  }
  template <typename Other>
  Told operator()(const Other& /*body*/) const {
    return std::nullopt;
  }
};

}  // namespace

std::optional<FirstLine> first_days_line(const core::EventBody& body, const core::State& state) {
  return std::visit(TellFirst{state}, body);
}

}  // namespace holdfast::engine
