// POST /partner/replies: a bank (or the hub of its channel) tells what became of an order.
//
// A key may answer for the orders addressed to its institution; a key that bears the name of a
// channel answers for the orders that went through that channel.
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <future>

#include "api/body.hpp"
#include "api/partner_results.hpp"
#include "api/reads.hpp"
#include "api/routes.hpp"
#include "engine/content_ids.hpp"
#include "profile/iso20022.hpp"
#include "profile/json_form.hpp"
#include "profile/vocabulary.hpp"
#include "profile/xml.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t rows_max = 1000;

engine::FeedRow read_row(const Fields& fields, base::Instant now) {
  engine::FeedRow row;
  row.id = fields.text("id", 128);
  row.serial = fields.text("serial", 128);
  row.clearing = fields.text("clearing", 128);
  row.time = fields.needed_time("time");
  if (row.time > now + std::chrono::hours{24}) {
    fields.refuse("time", "lies in the future");
  }
  row.payer = plain_number(fields.needed_text("payer", 64));
  row.payee = plain_number(fields.needed_text("payee", 64));
  row.payer_name = fields.text("payer_name");
  row.payee_name = fields.text("payee_name");
  row.payer_institution = fields.text("payer_institution", 64);
  row.payee_institution = fields.text("payee_institution", 64);
  row.amount = fields.needed_amount("amount_fen");
  if (const auto text = fields.text("kind", 32); !text.empty()) {
    const auto kind = fund::parse_kind(text);
    if (!kind) {
      fields.refuse("kind", kind.error().message);
    } else {
      row.kind = *kind;
    }
  }
  return row;
}

}  // namespace

base::Result<void> check_addressee(const engine::Engine& engine, const Identity& who,
                                   const std::string& application_id) {
  const auto id = engine.order_of_application(application_id);
  bool found = false;
  bool theirs = false;
  engine.read([&](const core::State& state) {
    const auto order = id ? state.orders.find(*id) : state.orders.end();
    if (order == state.orders.end()) {
      return;
    }
    found = true;
    theirs = (!who.institution.empty() && order->second.institution == who.institution) ||
             (who.session_digest.empty() && order->second.channel == who.name);
  });
  if (!found) {
    return base::Error{base::ErrorCode::not_found, "no order has this application_id",
                       "/application_id"};
  }
  if (!theirs) {
    return base::Error{base::ErrorCode::forbidden, "this order is addressed to another institution",
                       "/application_id"};
  }
  return {};
}

base::Result<void> check_addressee(const Call& call, const std::string& application_id) {
  return check_addressee(call.engine(), call.who, application_id);
}

namespace {

bool speaks_xml(const Call& call) {
  const auto type = call.request.content_type();
  return type == "application/xml" || type == "text/xml";
}

/// The reply as JSON, whichever way it was told.
base::Result<profile::IsoResult> as_json(std::string_view body, ReplyForm form) {
  if (form == ReplyForm::json) {
    return profile::IsoResult{std::string{body}, false};
  }
  if (profile::is_iso20022(body)) {
    return profile::read_iso_result(body);
  }
  const auto message = profile::read_xml(body);
  if (!message) {
    return message.error();
  }
  const auto* rule = profile::find_message(message->code);
  const bool is_result = rule->sender == profile::Sender::bank &&
                         message->code != profile::receipt_code && !message->text("Result").empty();
  if (!is_result) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("{} is no result of an order", message->code), "Header/Code"};
  }
  return profile::IsoResult{profile::to_json(*message), false};
}

base::Result<engine::PartnerReply> read_reply(const std::string& body, base::Instant now) {
  const auto fields = Fields::parse(body);
  if (!fields) {
    return fields.error();
  }
  engine::PartnerReply reply;
  reply.application_id = fields->needed_text("application_id", 36);
  reply.reply.partner_number = fields->text("bank_number", 64);
  reply.reply.platform_number = fields->text("platform_number", 64);
  reply.reply.result = fields->needed_text("result", 4);
  if (reply.reply.result.size() != 4 ||
      !std::all_of(reply.reply.result.begin(), reply.reply.result.end(),
                   [](char c) { return c >= '0' && c <= '9'; })) {
    fields->refuse("result", "is not a code of four digits");
  }
  reply.reply.message = fields->text("message", 1000);
  reply.reply.balance = fields->balance("balance_fen");
  reply.reply.held = fields->balance("held_fen");
  reply.start = fields->time("start");
  reply.end = fields->time("end");
  reply.balance_at = fields->time("feedback_time");
  reply.registered_name = fields->text("registered_name");
  reply.shows_account = fields->flag("is_account", false);
  reply.account_since = fields->time("account_since");
  reply.queued = fields->flag("queued", false);
  reply.reply.evidence = read_given(*fields);
  if (fields->has("former")) {
    const auto former = fields->needed_object("former");
    reply.reply.former = order::Former{former.text("department", 200), former.balance("amount_fen"),
                                       former.time("until")};
  }
  if (reply.account_since && *reply.account_since > now + std::chrono::hours{24}) {
    fields->refuse("account_since", "lies in the future");
  }
  engine::ContentIds ids;
  for (const auto& each : fields->objects("rows", rows_max)) {
    const auto row = read_row(each, now);
    engine::RowView named{row};
    ids.name(named);
    reply.rows.push_back(named);
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return reply;
}

/// Of an answer that is yet to come only the number is looked at.
base::Result<engine::PartnerReply> read_pending(const std::string& body) {
  const auto fields = Fields::parse(body);
  if (!fields) {
    return fields.error();
  }
  engine::PartnerReply reply;
  reply.application_id = fields->needed_text("application_id", 36);
  const auto ok = fields->finish();
  return ok ? base::Result<engine::PartnerReply>{std::move(reply)} : ok.error();
}

}  // namespace

base::Result<ToldResult> read_result(std::string_view body, ReplyForm form, base::Instant now) {
  const auto said = as_json(body, form);
  if (!said) {
    return said.error();
  }
  auto reply = said->pending ? read_pending(said->json) : read_reply(said->json, now);
  return reply ? base::Result<ToldResult>{ToldResult{std::move(*reply), said->pending}}
               : reply.error();
}

base::Result<port::BatchSeq> take_result(engine::Engine& engine, engine::Caller caller,
                                         ToldResult told) {
  if (told.is_pending) {
    return engine.seq();  // heard, and nothing has happened yet
  }
  auto promise = std::make_shared<std::promise<base::Result<engine::Done>>>();
  auto future = promise->get_future();
  engine.answer_order(
      std::move(caller), std::move(told.reply),
      [promise](base::Result<engine::Done> done) { promise->set_value(std::move(done)); });
  const auto done = future.get();
  return done ? base::Result<port::BatchSeq>{done->seq} : done.error();
}

Answer partner_reply(const Call& call) {
  const auto form = speaks_xml(call) ? ReplyForm::xml : ReplyForm::json;
  auto told = read_result(call.request.body, form, call.engine().now());
  if (!told) {
    return told.error();
  }
  const auto application_id = told->reply.application_id;
  if (const auto ok = check_addressee(call, application_id); !ok) {
    return ok.error();
  }
  const auto seq = take_result(call.engine(), call.caller(), std::move(*told));
  if (!seq) {
    return seq.error();
  }
  json::object body{{"code", "100000"}, {"application_id", application_id}, {"seq", *seq}};
  auto response = net::json_response(200, json::serialize(body));
  if (form == ReplyForm::xml && !profile::is_iso20022(call.request.body)) {
    const auto receipt = profile::receipt_from_json(response.body);
    response.headers.set("Content-Type", "application/xml; charset=utf-8");
    response.body = profile::write_xml(receipt.value());
  }
  return with_seq(std::move(response), *seq);
}

}  // namespace holdfast::api
