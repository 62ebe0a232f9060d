// The rarer orders: a stop that lasts longer, a holder's protective stop, evidence, money that goes
// back, what telecom and internet companies switch off; orders handed over by voice and answered by
// hand; a filing taken back.
#include <boost/json.hpp>
#include <future>

#include "api/body.hpp"
#include "api/path_command.hpp"
#include "api/reads.hpp"
#include "api/routes.hpp"

namespace holdfast::api {

namespace {

constexpr std::size_t reason_bytes_max = 2000;
constexpr std::size_t document_bytes_max = 64;
constexpr std::size_t serials_max = 100;

base::Result<order::OrderId> order_in_path(const Call& call) {
  return read_order(call.request.param("id"));
}
base::Result<desk::CaseId> case_in_path(const Call& call) {
  return read_case(call.request.param("id"));
}

}  // namespace

std::optional<order::EvidenceGiven> read_given(const Fields& fields) {
  if (!fields.has("evidence")) {
    return std::nullopt;
  }
  const auto given = fields.needed_object("evidence");
  return order::EvidenceGiven{given.needed_text("reference", 200), given.needed_text("sha256", 64),
                              given.text("note", 1000)};
}

Answer extend_stop(const Call& call) {
  return path_command(
      call, order_in_path(call), "order", 201,
      [](order::OrderId id, const Fields& fields) -> base::Result<core::ExtendStop> {
        return core::ExtendStop{id, fields.needed_text("reason", reason_bytes_max)};
      });
}

Answer draft_protective_stop(const Call& call) {
  return path_command(
      call, case_in_path(call), "order", 201,
      [&](desk::CaseId id, const Fields& fields) -> base::Result<core::DraftProtectiveStop> {
        core::DraftProtectiveStop stop;
        stop.case_id = id;
        const auto account = fields.needed_text("account", 32);
        stop.amount = fields.amount("amount_fen");
        if (fields.has("hours")) {
          stop.hours = static_cast<int>(fields.needed_number("hours", 1, 720));
        }
        const auto consent = fields.needed_object("consent");
        stop.consent.by.text = consent.needed_text("by", 128);
        stop.consent.way = needed_choice<order::ConsentWay>(
            consent, "way", "in_person, telephone, written, online");
        stop.consent.reference = consent.needed_text("reference", 200);
        stop.consent.given_at = consent.time("given_at").value_or(call.engine().now());
        stop.reason = fields.needed_text("reason", reason_bytes_max);
        const auto known = read_account(call.engine().world(), account);
        if (!known) {
          return known.error();
        }
        stop.account = *known;
        return stop;
      });
}

Answer revoke_protection(const Call& call) {
  return path_command(
      call, order_in_path(call), "order", 200,
      [](order::OrderId id, const Fields& fields) -> base::Result<core::RevokeProtection> {
        return core::RevokeProtection{id, fields.needed_text("reason", reason_bytes_max)};
      });
}

Answer request_evidence(const Call& call) {
  return path_command(
      call, case_in_path(call), "order", 201,
      [&](desk::CaseId id, const Fields& fields) -> base::Result<core::RequestEvidence> {
        core::RequestEvidence request;
        request.case_id = id;
        const auto account = fields.needed_text("account", 32);
        request.ask.kind = needed_choice<order::EvidenceKind>(
            fields, "kind", "opening_file, device_log, camera or vouchers");
        request.ask.from = fields.time("from");
        request.ask.until = fields.time("until");
        request.ask.place = fields.text("place", 300);
        request.ask.serials = fields.texts("serials", serials_max, 128);
        request.ask.overwrites_at = fields.time("overwrites_at");
        request.document = fields.text("document", document_bytes_max);
        request.second = fields.needed_text("second", 64);
        request.emergency = fields.text("emergency", reason_bytes_max);
        request.reason = fields.needed_text("reason", reason_bytes_max);
        const auto known = read_account(call.engine().world(), account);
        if (!known) {
          return known.error();
        }
        request.account = *known;
        return request;
      });
}

Answer return_funds(const Call& call) {
  return path_command(
      call, order_in_path(call), "order", 201,
      [](order::OrderId id, const Fields& fields) -> base::Result<core::ReturnFunds> {
        const auto loss = fields.needed_number("loss", 0, 10'000);
        return core::ReturnFunds{id,
                                 static_cast<std::size_t>(loss),
                                 fields.needed_amount("amount_fen"),
                                 fields.text("document", document_bytes_max),
                                 fields.needed_text("second", 64),
                                 fields.needed_text("reason", reason_bytes_max)};
      });
}

Answer restrict_mark(const Call& call) {
  return path_command(
      call, case_in_path(call), "order", 201,
      [](desk::CaseId id, const Fields& fields) -> base::Result<core::RestrictMark> {
        core::RestrictMark restriction;
        restriction.case_id = id;
        restriction.mark.kind =
            needed_choice<order::MarkKind>(fields, "kind", "phone, url or profile");
        restriction.mark.value.text = fields.needed_text("value", 1000);
        restriction.mark.platform = fields.text("platform", 64);
        restriction.institution = fields.needed_text("institution", 64);
        restriction.document = fields.text("document", document_bytes_max);
        restriction.second = fields.needed_text("second", 64);
        restriction.emergency = fields.text("emergency", reason_bytes_max);
        restriction.reason = fields.needed_text("reason", reason_bytes_max);
        return restriction;
      });
}

Answer lift_restriction(const Call& call) {
  return path_command(
      call, order_in_path(call), "order", 201,
      [](order::OrderId id, const Fields& fields) -> base::Result<core::LiftRestriction> {
        return core::LiftRestriction{id, fields.needed_text("second", 64),
                                     fields.needed_text("reason", reason_bytes_max)};
      });
}

Answer speak_order(const Call& call) {
  return path_command(
      call, order_in_path(call), "order", 200,
      [](order::OrderId id, const Fields& fields) -> base::Result<core::SpeakOrder> {
        return core::SpeakOrder{
            id, needed_choice<order::SpokenWay>(fields, "way", "telephone or fax"),
            fields.needed_text("person", 200), fields.time("at"), fields.text("note", 1000)};
      });
}

Answer withdraw_filing(const Call& call) {
  return path_command(
      call, case_in_path(call), "case", 200,
      [](desk::CaseId id, const Fields& fields) -> base::Result<core::WithdrawFiling> {
        return core::WithdrawFiling{
            id, fields.needed_text("number", 200), fields.needed_text("approved_by", 200),
            fields.time("decided_at"), fields.needed_text("reason", reason_bytes_max)};
      });
}

/// What an institution said on the telephone: an officer writes it down, and it counts as its
/// reply.
Answer spoken_answer(const Call& call) {
  const auto id = order_in_path(call);
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::NoteOrderAnswered answer;
  answer.order = *id;
  answer.reply.result = fields->needed_text("result", 4);
  const bool is_code = answer.reply.result.size() == 4 &&
                       answer.reply.result.find_first_not_of("0123456789") == std::string::npos;
  if (!is_code) {
    fields->refuse("result", "is not a code of four digits");
  }
  answer.reply.partner_number = fields->text("bank_number", 64);
  answer.reply.message = fields->needed_text("message", 1000);
  answer.reply.held = fields->balance("held_fen");
  answer.reply.balance = fields->balance("balance_fen");
  answer.reply.evidence = read_given(*fields);
  answer.start = fields->time("start");
  answer.end = fields->time("end");
  answer.queued = fields->flag("queued", false);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  bool found = false;
  bool spoken = false;
  call.engine().read([&](const core::State& state) {
    const auto order = state.orders.find(*id);
    found = order != state.orders.end();
    spoken = found && order->second.handling.spoken.has_value();
  });
  if (!found || !spoken) {
    return found ? base::Error{base::ErrorCode::conflict,
                               "该指令不是以电话或者传真办理的：先登记通知（spoken）"}
                 : base::Error{base::ErrorCode::not_found, "no such order"};
  }
  return submit(call, std::move(answer));
}

}  // namespace holdfast::api
