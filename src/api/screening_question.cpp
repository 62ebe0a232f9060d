#include "api/screening_question.hpp"

#include <fmt/core.h>
#include <optional>

#include "api/body.hpp"
#include "api/reads.hpp"
#include "feed/pacs008.hpp"

namespace holdfast::api {

namespace {

constexpr auto ahead_max = std::chrono::hours{24};

/// The one transfer of a message.
class OneRow final : public feed::RowTaker {
 public:
  void row(const feed::TransferRow& row) override {
    ++rows;
    payment.payment_id = row.id;
    payment.time = row.time;
    payment.payer = row.payer;
    payment.payer_institution = row.payer_institution;
    payment.payee = row.payee;
    payment.payee_institution = row.payee_institution;
    payment.amount = row.amount;
    payment.kind = row.kind;
  }
  void fault(const feed::RowFault& fault, std::string_view /*raw*/) override {
    if (!error) {
      error = base::Error{base::ErrorCode::bad_input,
                          fmt::format("line {}, column {}: {}", fault.position.line,
                                      fault.position.column, fault.reason),
                          fault.field};
    }
  }

  AskedPayment payment;
  std::size_t rows = 0;
  std::optional<base::Error> error;
};

base::Result<AskedPayment> from_message(const Call& call) {
  OneRow one;
  feed::Pacs008Rows reader{call.engine().now()};
  if (const auto ok = reader.feed(call.request.body, one); !ok) {
    return ok.error();
  }
  if (const auto ok = reader.finish(one); !ok) {
    return ok.error();
  }
  if (one.error) {
    return *one.error;
  }
  if (one.rows != 1) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("a question is about one payment; the message has {}", one.rows),
                       "GrpHdr/NbOfTxs"};
  }
  if (one.payment.payment_id.empty()) {
    return base::Error{base::ErrorCode::bad_input, "the payment has no number", "PmtId"};
  }
  return std::move(one.payment);
}

base::Result<AskedPayment> from_json(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  AskedPayment payment;
  payment.payment_id = fields->needed_text("payment_id", 128);
  payment.time = fields->time("time").value_or(call.engine().now());
  if (payment.time > call.engine().now() + ahead_max) {
    fields->refuse("time", "lies in the future");
  }
  payment.payer = plain_number(fields->needed_text("payer", 64));
  payment.payer_institution = fields->text("payer_institution", 64);
  payment.payee = plain_number(fields->needed_text("payee", 64));
  payment.payee_institution = fields->text("payee_institution", 64);
  payment.amount = fields->needed_amount("amount_fen");
  payment.channel = fields->text("channel", 32);
  if (const auto text = fields->text("kind", 32); !text.empty()) {
    const auto kind = fund::parse_kind(text);
    if (kind) {
      payment.kind = *kind;
    } else {
      fields->refuse("kind", kind.error().message);
    }
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return payment;
}

}  // namespace

// Account numbers are personal: a plain digest of them could be found by trying.
std::string AskedPayment::digest(const engine::Engine& engine) const {
  std::string all;
  for (const std::string_view text :
       {std::string_view{payment_id}, std::string_view{payer}, std::string_view{payer_institution},
        std::string_view{payee}, std::string_view{payee_institution}, std::string_view{channel},
        fund::to_text(kind)}) {
    all += fmt::format("{}:{},", text.size(), text);
  }
  return engine.search_term(all + std::to_string(amount.value()));
}

base::Result<AskedPayment> read_question(const Call& call) {
  if (call.who.institution.empty()) {
    return base::Error{base::ErrorCode::forbidden,
                       "payments are screened for an institution, and this key belongs to none"};
  }
  const auto type = call.request.content_type();
  const bool is_message = type == "application/xml" || type == "text/xml";
  auto payment = is_message ? from_message(call) : from_json(call);
  if (!payment) {
    return payment;
  }
  if (payment->payer_institution.empty()) {
    payment->payer_institution = call.who.institution;
  }
  if (payment->payer_institution != call.who.institution &&
      payment->payee_institution != call.who.institution) {
    return base::Error{base::ErrorCode::forbidden,
                       "neither the payer's nor the payee's account is with your institution",
                       "/payer_institution"};
  }
  return payment;
}

}  // namespace holdfast::api
