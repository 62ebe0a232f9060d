// POST /partner/replies: a bank (or the hub of its channel) tells what became of an order.
//
// A key may answer for the orders addressed to its institution; a key that bears the name of a
// channel answers for the orders that went through that channel.
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <future>

#include "api/body.hpp"
#include "api/reads.hpp"
#include "api/routes.hpp"
#include "engine/content_ids.hpp"

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

/// "holdfast-O000001" names the order O000001.
std::optional<order::OrderId> order_named(std::string_view application_id) {
  const auto dash = application_id.rfind('-');
  if (dash == std::string_view::npos) {
    return std::nullopt;
  }
  const auto number = read_number(application_id.substr(dash + 1), 'O');
  return number ? std::optional{order::OrderId{*number}} : std::nullopt;
}

base::Result<void> check_addressee(const Call& call, const std::string& application_id) {
  const auto id = order_named(application_id);
  bool found = false;
  bool theirs = false;
  call.engine().read([&](const core::State& state) {
    const auto order = id ? state.orders.find(*id) : state.orders.end();
    if (order == state.orders.end()) {
      return;
    }
    found = true;
    theirs = (!call.who.institution.empty() && order->second.institution == call.who.institution) ||
             (!call.who.session_digest.empty() ? false : order->second.channel == call.who.name);
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

base::Result<engine::PartnerReply> read_reply(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
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
  if (fields->has("former")) {
    const auto former = fields->needed_object("former");
    reply.reply.former = order::Former{former.text("department", 200), former.balance("amount_fen"),
                                       former.time("until")};
  }
  const auto now = call.engine().now();
  if (reply.account_since && *reply.account_since > now + std::chrono::hours{24}) {
    fields->refuse("account_since", "lies in the future");
  }
  engine::ContentIds ids;
  for (const auto& each : fields->objects("rows", rows_max)) {
    const auto row = read_row(each, now);
    engine::RowView told{row};
    ids.name(told);
    reply.rows.push_back(told);
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return reply;
}

}  // namespace

Answer partner_reply(const Call& call) {
  auto reply = read_reply(call);
  if (!reply) {
    return reply.error();
  }
  const auto application_id = reply->application_id;
  if (const auto ok = check_addressee(call, application_id); !ok) {
    return ok.error();
  }
  auto promise = std::make_shared<std::promise<base::Result<engine::Done>>>();
  auto future = promise->get_future();
  call.engine().answer_order(
      call.caller(), std::move(*reply),
      [promise](base::Result<engine::Done> done) { promise->set_value(std::move(done)); });
  const auto done = future.get();
  if (!done) {
    return done.error();
  }
  json::object body{{"code", "100000"}, {"application_id", application_id}, {"seq", done->seq}};
  return with_seq(net::json_response(200, json::serialize(body)), done->seq);
}

}  // namespace holdfast::api
