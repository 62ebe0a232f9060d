// What comes over the wire: HTTP messages, URLs, bodies of commands, messages of banks.
#include <algorithm>
#include <string>

#include "api/assisted.hpp"
#include "api/body.hpp"
#include "bank/codec.hpp"
#include "bank/scenario.hpp"
#include "base/check.hpp"
#include "net/http.hpp"
#include "net/message_parser.hpp"
#include "partner/http_partner.hpp"
#include "profile/iso20022.hpp"
#include "profile/json_form.hpp"
#include "profile/xml.hpp"
#include "targets.hpp"

namespace holdfast::fuzz {

namespace {

/// What a parser made of a message, in words.
struct Message {
  bool is_complete = false;
  int fault = 0;
  std::string head;
  std::string body;
  bool operator==(const Message&) const = default;
};

Message parse(net::MessageKind kind, std::string_view bytes, std::size_t piece) {
  net::MessageParser parser(kind, 16 * 1024);
  Message message;
  for (std::size_t at = 0; at < bytes.size() && !parser.is_complete();) {
    std::string_view given = bytes.substr(at, piece);
    // Bytes that the parser cannot use yet come again with more behind them, as on a connection.
    std::size_t used = 0;
    for (;;) {
      const auto fed = parser.feed(given);
      if (fed.fault) {
        base::check(fed.fault->status >= 400 && !fed.fault->text.empty(), "a fault has its words");
        message = {};  // how much of the body came before the fault depends on the pieces
        message.fault = fed.fault->status;
        return message;
      }
      base::check(fed.used <= given.size(), "no more is used than was given");
      used = fed.used;
      if (used > 0 || parser.is_complete() || given.size() == bytes.size() - at) {
        break;
      }
      given = bytes.substr(at, given.size() + piece);
    }
    message.body += parser.take_body();
    if (used == 0) {
      break;
    }
    at += used;
  }
  message.is_complete = parser.is_complete();
  if (parser.has_head()) {
    auto& head = parser.head();
    message.head = head.method + " " + head.target + " " + std::to_string(head.status);
    for (const auto& field : head.headers.all()) {
      message.head += "\n" + field.name + ": " + field.value;
    }
  }
  return message;
}

void check_error(const base::Error& error) {
  base::check(!error.message.empty(), "a refusal has its reason");
}

template <typename Value>
void check_result(const base::Result<Value>& result) {
  if (!result) {
    check_error(result.error());
  }
}

}  // namespace

void run_http_request(std::string_view bytes) {
  const std::size_t size = std::max<std::size_t>(bytes.size(), 1);
  for (const auto kind : {net::MessageKind::request, net::MessageKind::response}) {
    const auto whole = parse(kind, bytes, size);
    const auto pieces = parse(kind, bytes, 1);
    // Of a message that is cut off, more or less may have been looked at.
    if (whole.is_complete || pieces.is_complete) {
      base::check(whole == pieces, "a byte at a time is the same message");
    }
  }
}

void run_url(std::string_view bytes) {
  if (const auto url = net::parse_url(bytes)) {
    base::check(!url->host.empty() && url->target.starts_with('/'), "a URL has a host and a path");
    (void)url->with_path("/bank/v1/orders");
  } else {
    check_error(url.error());
  }
  net::Request request;
  request.target = bytes;
  if (const auto split = net::split_target(request); !split) {
    check_error(split.error());
  } else {
    base::check(net::is_utf8(request.path), "a path is UTF-8");
    for (const auto& segment : request.segments) {
      base::check(net::is_utf8(segment), "a segment is UTF-8");
    }
  }
  check_result(net::parse_query(bytes));
  if (net::is_utf8(bytes) && bytes.find('\0') == std::string_view::npos) {
    const auto back = net::percent_decode(net::percent_encode(bytes), net::PlusSign::literal);
    base::check(back && *back == bytes, "what is escaped comes back");
  }
  const auto escaped = net::json_escape(bytes);
  base::check(net::is_utf8(escaped), "an escaped text is UTF-8");
}

/// Every kind of member that handlers ask for, whatever the body holds.
void run_command_body(std::string_view bytes) {
  const auto fields = api::Fields::parse(bytes);
  if (!fields) {
    check_error(fields.error());
    return;
  }
  const auto look = [](const api::Fields& one) {
    const auto text = one.needed_text("account", 64);
    base::check(text.size() <= 64, "a text is within its limit");
    (void)one.text("narrative", 20'000);
    const auto amount = one.needed_amount("amount_fen");
    base::check(!amount.is_negative() && amount <= base::Fen::limit(), "an amount is bounded");
    if (const auto balance = one.balance("balance_fen")) {
      base::check(!balance->is_negative(), "a balance is not negative");
    }
    base::check(base::is_plausible(one.time("time").value_or(base::Instant{})),
                "a time is plausible");
    (void)one.flag("authorise_cascade", false);
    const auto number = one.needed_number("hours", 1, 72);
    base::check(number <= 72, "a number is within its bounds");
  };
  look(*fields);
  look(fields->needed_object("victim"));
  for (const auto& loss : fields->objects("losses", 100)) {
    look(loss);
  }
  if (const auto done = fields->finish(); !done) {
    check_error(done.error());
    base::check(done.error().where.starts_with('/'), "a refusal names the member");
  }
}

void run_bank_message(std::string_view bytes) {
  check_result(bank::parse_account(bytes));
  check_result(bank::parse_payment(bytes));
  check_result(bank::parse_credit(bytes));
  check_result(bank::parse_order(bytes));
  check_result(bank::parse_faults(bytes, {}, base::from_unix_ms(1'800'000'000'000)));
  check_result(bank::parse_reply_head(bytes));
  (void)bank::with_platform_number(bytes, "P1");
  for (const int status : {200, 404, 503}) {
    check_result(partner::read_ack({.status = status, .body = std::string{bytes}}));
  }
  if (const auto ack = bank::parse_ack(bytes)) {
    const auto again = bank::parse_ack(bank::to_json(*ack));
    base::check(again && again->code == ack->code && again->application_id == ack->application_id &&
                    again->bank_number == ack->bank_number,
                "a written acknowledgement reads the same");
  } else {
    check_error(ack.error());
  }
}

/// What is read takes orders, the same step each time; an error names its line.
void run_bank_scenario(std::string_view bytes) {
  auto scenario = bank::Scenario::parse(bytes, "f");
  if (!scenario) {
    check_error(scenario.error());
    base::check(scenario.error().where.starts_with("f"), "a refusal names the file");
    return;
  }
  for (const auto* code : {"100101", "100303", "999999"}) {
    const auto* step = scenario->step_for(code, code);
    base::check(step == scenario->step_for(code, code), "an order keeps its step");
    if (step != nullptr) {
      base::check(!bank::told_results(*step, R"({"result":"0000","held_fen":1})").empty(),
                  "a result is told");
    }
  }
}

/// What is read is written and read the same, and its JSON says what the bank's and the centre's
/// own readers take or refuse.
void run_xml_profile(std::string_view bytes) {
  const auto message = profile::read_xml(bytes);
  if (!message) {
    check_error(message.error());
    return;
  }
  const auto again = profile::read_xml(profile::write_xml(*message));
  base::check(again.ok(), "a written message can be read");
  const auto json = profile::to_json(*message);
  base::check(profile::to_json(*again) == json, "and says the same");
  check_result(bank::parse_order(json));
  check_result(api::Fields::parse(json));
}

/// What is read is written and read the same, and the bank's and the centre's own readers take or
/// refuse its JSON.
void run_iso20022(std::string_view bytes) {
  const profile::IsoHead head{"HOLDFAST", "YZ01", base::from_unix_ms(1'800'000'000'000)};
  if (const auto order = profile::read_iso_order(bytes)) {
    check_result(bank::parse_order(*order));
    if (const auto written = profile::write_iso_order(*order, head)) {
      base::check(profile::read_iso_order(*written).ok(), "a written order can be read");
    } else {
      check_error(written.error());
    }
  } else {
    check_error(order.error());
  }
  const auto result = profile::read_iso_result(bytes);
  if (!result) {
    check_error(result.error());
    return;
  }
  check_result(api::Fields::parse(result->json));
  if (const auto written = profile::write_iso_result(result->json, head);
      written && !result->pending) {
    base::check(profile::read_iso_result(*written).ok(), "a written result can be read");
  }
}

void run_assisted_results(std::string_view bytes) {
  const auto file = api::read_results(bytes);
  if (!file) {
    check_error(file.error());
    return;
  }
  for (const auto& row : file->rows) {
    base::check(row.result.size() == 4 && !row.application_id.empty(), "a row is whole");
  }
  for (const auto& fault : file->faults) {
    base::check(fault.line > 0 && !fault.reason.empty(), "a fault has its line and reason");
  }
}

}  // namespace holdfast::fuzz
