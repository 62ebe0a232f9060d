// 移送管辖: the case is not ours. What is urgent is done first and stays: stops that run are named
// in the notice and run on. Once the file is handed over the review no longer runs here; once the
// other authority accepts, the case is closed as transferred, and counts as solved nowhere.
//
// Refusals of a proposal, the first that holds is told: no officer; not accepted; a refusal stands
// or waits; a transfer is under way; the authority, the reason, what was urgent. Of a decision:
// none that waits; the reason; no head, or one with a part in it; the code. Of what follows: not
// approved, not handed over; the texts and times.
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/first_days.hpp"
#include "core/freezes.hpp"

namespace holdfast::core {

namespace {

using desk::FirstClockKind;
using desk::Transfer;
using desk::TransferState;

constexpr std::size_t authority_bytes_max = 200;
constexpr std::size_t urgent_bytes_max = 2000;

base::Result<void> check_text(std::string_view text, std::size_t least, std::size_t most,
                              std::string_view where) {
  if (text.size() < least || text.size() > most) {
    return bad(fmt::format("{} 到 {} 字节", least, most), std::string{where});
  }
  return {};
}

/// The one that is under way, in that state.
base::Result<const Transfer*> transfer_in(const desk::CaseFile& file, TransferState state,
                                          std::string_view otherwise) {
  const auto* transfer = desk::open_transfer(*file.first_days);
  if (transfer == nullptr || transfer->state != state) {
    return refuse(base::ErrorCode::conflict, std::string{otherwise});
  }
  return transfer;
}

struct UnderWay {
  const desk::CaseFile& file;
  const Transfer* transfer;
};

/// The same for an officer who goes on with it.
base::Result<UnderWay> transfer_in(const Outcome& out, order::CaseId case_id, TransferState state,
                                   std::string_view otherwise) {
  if (const auto ok = need_officer(out); !ok) {
    return ok.error();
  }
  const auto file = accepted_case(out, case_id);
  if (!file) {
    return file.error();
  }
  const auto transfer = transfer_in(**file, state, otherwise);
  return transfer ? base::Result<UnderWay>{UnderWay{**file, *transfer}} : transfer.error();
}

std::vector<const order::Order*> standing_holds(const State& state, const desk::CaseFile& file) {
  std::vector<const order::Order*> all;
  for (const auto id : file.orders) {
    const auto& order = state.orders.at(id);
    if (order.state == order::State::in_force && order::restrains(order.family)) {
      all.push_back(&order);
    }
  }
  return all;
}

/// A line of the notice: which hold, where, how much, until when.
std::string line_of(const Outcome& out, const order::Order& order) {
  const auto* bank = find_institution(out.state.routing, order.institution);
  return fmt::format("{} {}：{}，{}，至{}", order::to_text(order.id),
                     order.family == order::Family::stop ? "紧急止付" : "冻结",
                     bank == nullptr ? order.institution : bank->name,
                     order.amount ? base::display_yuan(*order.amount) : std::string{"全部"},
                     order.times.deadline ? base::display_instant(*order.times.deadline)
                                          : std::string{"解除为止"});
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const ProposeTransfer& body) {
  if (const auto ok = need_officer(out); !ok) {
    return ok.error();
  }
  const auto found = accepted_case(out, body.case_id);
  if (!found) {
    return found.error();
  }
  const auto& file = **found;
  const auto& days = *file.first_days;
  if (desk::standing_refusal(days) != nullptr || desk::proposed_refusal(days) != nullptr) {
    return refuse(base::ErrorCode::conflict, "已决定或者呈请不予立案，不得移送");
  }
  if (desk::open_transfer(days) != nullptr) {
    return refuse(base::ErrorCode::conflict, "已有移送正在办理");
  }
  if (file.filed || file.withdrawn) {
    return refuse(base::ErrorCode::conflict, "案件已立案：请按移送办理");
  }
  if (const auto ok = first_fault({check_text(body.authority, 1, authority_bytes_max, "/authority"),
                                   need_reason(body.reason),
                                   check_text(body.urgent, 0, urgent_bytes_max, "/urgent")});
      !ok) {
    return ok.error();
  }
  Transfer transfer;
  transfer.authority = body.authority;
  transfer.reason = body.reason;
  transfer.urgent = body.urgent;
  transfer.proposed_by = out.command.actor;
  transfer.found_at = out.at;
  out.add(TransferProposed{file.id, std::move(transfer),
                           first_clock_by(out, FirstClockKind::transfer, "jurisdiction.term",
                                          out.at, order::Duty::district_head)});
  out.answer.id = order::to_text(file.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const DecideTransfer& body) {
  const auto found = accepted_case(out, body.case_id);
  if (!found) {
    return found.error();
  }
  const auto& file = **found;
  const auto transfer = transfer_in(file, TransferState::proposed, "没有等待审批的移送呈请");
  if (!transfer) {
    return transfer.error();
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  auto signature = head_signs(out, "jurisdiction.by", body.reason, {(*transfer)->proposed_by});
  if (!signature) {
    return signature.error();
  }
  out.answer.id = order::to_text(file.id);
  if (!body.approved) {
    out.add(TransferDecided{file.id, false, *std::move(signature), {}, {}});
    finish_first_tasks(out, file.id, {FirstClockKind::transfer}, "不同意移送：" + body.reason);
    return {};
  }
  auto notice =
      case_paper(out, file, {order::PaperKind::transfer_notice, body.code, body.check_url});
  if (!notice) {
    return notice.error();
  }
  auto& facts = notice->facts;
  facts.institution = (*transfer)->authority;
  facts.reason = (*transfer)->reason;
  facts.article = out.rule("jurisdiction.term").article;
  facts.about = file.first_days->acceptance.number;
  facts.from = file.reported_at;
  facts.approved_by = facts.officers.front();
  facts.approved_at = out.at;
  std::vector<order::OrderId> standing;
  for (const auto* order : standing_holds(out.state, file)) {
    standing.push_back(order->id);
    facts.asked.push_back(line_of(out, *order));
  }
  if (!(*transfer)->urgent.empty()) {
    facts.asked.push_back((*transfer)->urgent);
  }
  out.add(
      TransferDecided{file.id, true, *std::move(signature), notice->number, std::move(standing)});
  out.add(PaperIssued{*std::move(notice)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const HandTransfer& body) {
  const auto under_way =
      transfer_in(out, body.case_id, TransferState::approved, "移送尚未批准，或者已经移交");
  if (!under_way) {
    return under_way.error();
  }
  const auto& [file, transfer] = *under_way;
  if (body.service.way == desk::ServedBy::unreachable ||
      body.service.way == desk::ServedBy::refused) {
    return bad("移交须送到对方", "/way");
  }
  auto service = service_of(out, file, body.service, transfer->decided->at);
  if (!service) {
    return service.error();
  }
  auto clock =
      first_clock_by(out, FirstClockKind::transfer_answer, "jurisdiction.answer", service->at);
  out.add(TransferHanded{file.id, *std::move(service), std::move(clock)});
  const auto note = "已移交" + transfer->authority;
  finish_first_tasks(out, file.id,
                     {FirstClockKind::transfer, FirstClockKind::review, FirstClockKind::filing},
                     note);
  finish_tasks(out, file.id, {desk::TaskKind::file_case}, {}, note);
  out.answer.id = order::to_text(file.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const AnswerTransfer& body) {
  const auto under_way =
      transfer_in(out, body.case_id, TransferState::handed, "没有等待答复的移送");
  if (!under_way) {
    return under_way.error();
  }
  const auto& [file, transfer] = *under_way;
  if (const auto ok = first_fault({need_reason(body.reason), check_document(body.number)}); !ok) {
    return ok.error();
  }
  const auto at = body.answered_at.value_or(out.at);
  if (at > out.at || at < transfer->handed->at) {
    return bad("答复时间应在移交之后、当前之前", "/answered_at");
  }
  const desk::TransferAnswer answer{body.accepted, body.number, body.reason, at, out.command.actor};
  if (!body.accepted) {
    const auto& term = out.rule("filing.term");
    out.add(TransferAnswered{
        file.id, answer,
        first_clock(out, FirstClockKind::review, out.at, law::end_of(term, out.at), term.article)});
    finish_first_tasks(out, file.id, {FirstClockKind::transfer_answer}, "对方退回：" + body.reason);
    out.answer.id = order::to_text(file.id);
    return {};
  }
  const auto note =
      fmt::format("{}已受理{}", transfer->authority, body.number.empty() ? "" : "：" + body.number);
  out.add(TransferAnswered{file.id, answer, std::nullopt});
  finish_first_tasks(out, file.id, {FirstClockKind::transfer_answer}, note);
  return decide_one(out, CloseCase{file.id, desk::CaseOutcome::transferred, note,
                                   "已移送管辖，止付由接收单位接续", "已移送管辖，由接收单位办理"});
}

}  // namespace holdfast::core
