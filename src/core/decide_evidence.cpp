// 调取证据: what an institution is asked to hand over, and what came.
//
// Refusals, the first that holds is told: no such case, case closed, account not of the case; no
// reason, what is asked, second officer unknown; no channel, the same asked already; second officer
// is the drafter, no paper. An answer that says it is done names the file and its digest.
#include <algorithm>
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/freezes.hpp"

namespace holdfast::core {

namespace {

using order::EvidenceKind;
using order::Family;

constexpr std::size_t place_bytes_max = 300;
constexpr std::size_t serials_max = 100;
constexpr std::size_t serial_bytes_max = 128;
constexpr std::size_t digest_symbols = 64;

base::Result<void> check_span(const Outcome& out, const order::EvidenceAsk& ask) {
  if (!ask.from || !ask.until || *ask.from >= *ask.until) {
    return bad("须写明起止时间，且起早于止", "/until");
  }
  return *ask.from > out.at ? base::Result<void>{bad("起始时间不得晚于现在", "/from")}
                            : base::Result<void>{};
}

base::Result<void> check_ask(const Outcome& out, const order::EvidenceAsk& ask) {
  const bool is_camera = ask.kind == EvidenceKind::camera;
  if (is_camera && (ask.place.empty() || ask.place.size() > place_bytes_max)) {
    return bad(fmt::format("监控录像须写明网点和机位，1 到 {} 字节", place_bytes_max), "/place");
  }
  if (is_camera || ask.kind == EvidenceKind::device_log) {
    if (const auto ok = check_span(out, ask); !ok) {
      return ok;
    }
  }
  if (ask.overwrites_at && (!is_camera || *ask.overwrites_at <= out.at)) {
    return bad("覆盖时间只用于监控录像，且晚于现在", "/overwrites_at");
  }
  const bool are_short = std::all_of(
      ask.serials.begin(), ask.serials.end(),
      [](const std::string& each) { return !each.empty() && each.size() <= serial_bytes_max; });
  if (ask.kind == EvidenceKind::vouchers &&
      (ask.serials.empty() || ask.serials.size() > serials_max || !are_short)) {
    return bad(fmt::format("须写明 1 到 {} 个交易流水号", serials_max), "/serials");
  }
  return {};
}

/// Where an account is whose statement was brought into the case.
std::optional<std::string> institution_of_statement(const State& state, desk::CaseId case_id,
                                                    base::AccountId account) {
  const auto found = state.statements_of.find(case_id);
  if (found == state.statements_of.end()) {
    return std::nullopt;
  }
  for (const auto id : found->second) {
    const auto& outcome = state.statements.at(id).outcome;
    if (!outcome) {
      continue;
    }
    for (const auto& each : outcome->accounts) {
      if (each.account == account && !each.institution.empty()) {
        return each.institution;
      }
    }
  }
  return std::nullopt;
}

/// Where the account is: what the case's money reached, what its victim paid from, or whose
/// statement the case has.
std::optional<std::string> institution_of(const State& state, const desk::CaseFile& file,
                                          base::AccountId account) {
  if (const auto need = file.needs.find(account); need != file.needs.end()) {
    return need->second.institution;
  }
  for (const auto& loss : file.losses) {
    if (loss.payer == account) {
      return loss.payer_institution;
    }
    if (loss.payee == account) {
      return loss.payee_institution;
    }
  }
  return institution_of_statement(state, file.id, account);
}

base::Result<void> check_not_asked(const Outcome& out, const RequestEvidence& body) {
  for (const auto id : orders_on(out.state, body.account)) {
    const auto& other = out.state.orders.at(id);
    if (other.family == Family::evidence_request && other.case_id == body.case_id &&
        order::is_live(other) && other.evidence == body.ask) {
      return refuse(base::ErrorCode::conflict,
                    fmt::format("{} 已调取同一内容", order::to_text(id)));
    }
  }
  return {};
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const RequestEvidence& body) {
  const auto file = open_case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  const auto institution = institution_of(out.state, **file, body.account);
  if (!institution) {
    return refuse(base::ErrorCode::not_found, "该账户与本案没有往来");
  }
  const bool is_urgent = !body.emergency.empty();
  const bool no_channel = !has_channel(out.state.routing, *institution);
  if (const auto ok =
          first_fault({need_reason(body.reason), check_ask(out, body.ask),
                       check_second_known(out, body.second), check_document(body.document),
                       is_urgent ? need_reason(body.emergency, "/emergency") : base::Result<void>{},
                       no_channel ? base::Result<void>{refuse(base::ErrorCode::conflict,
                                                              "没有通道通往该账户的开户机构")}
                                  : base::Result<void>{},
                       check_not_asked(out, body), check_two_officers(out, body.second),
                       is_urgent ? base::Result<void>{}
                                 : check_paper_named(out, body.document, "evidence.approval")});
      !ok) {
    return ok.error();
  }
  OrderPlan plan;
  plan.family = Family::evidence_request;
  plan.account = body.account;
  plan.institution = *institution;
  plan.reason = body.reason;
  if (const auto need = (*file)->needs.find(body.account); need != (*file)->needs.end()) {
    plan.tier = need->second.tier;
  }
  auto order =
      drawn_up(out, **file, std::move(plan), {"evidence.legal_ground", {}, {}, "evidence.term"});
  auto approval = approval_by(out, "evidence.approval", body.second, body.document);
  hasten(approval, body.emergency);
  await_signatures(out, order, std::move(approval));
  order.evidence = body.ask;
  out.answer.id = order::to_text(order.id);
  out.add(OrderDrafted{std::move(order)});
  return {};
}

base::Result<void> evidence_answered(Outcome& out, const order::Order& order,
                                     const NoteOrderAnswered& body) {
  const bool done = out.state.rules.reply_code(body.reply.result).action == law::CodeAction::done;
  if (done) {
    const auto& given = body.reply.evidence;
    if (!given || given->reference.empty()) {
      return bad("办理成功的须写明材料的名称", "/evidence/reference");
    }
    const bool is_hex = given->sha256.size() == digest_symbols &&
                        given->sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!is_hex) {
      return bad("is not a SHA-256 in hex", "/evidence/sha256");
    }
  }
  out.add(OrderAnswered{
      order.id, done ? order::State::answered : order::State::refused, body.reply, {}, {}, {}, {}});
  finish_tasks(out, order.case_id,
               {desk::TaskKind::evidence_due, desk::TaskKind::evidence_overdue,
                desk::TaskKind::recording_at_risk},
               order.id, done ? "材料已到" : "对方答复不能提供");
  return {};
}

}  // namespace holdfast::core
