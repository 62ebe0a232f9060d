#include "cli/demo_wire.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

#include "base/digest.hpp"
#include "port/clock.hpp"

namespace holdfast::cli {

namespace json = boost::json;

namespace {

base::Error unexpected(std::string_view what, const net::Response& response) {
  return {base::ErrorCode::unavailable,
          fmt::format("{}: HTTP {}: {}", what, response.status, response.body)};
}

/// A JSON object, or an error that says who sent something else.
base::Result<json::object> object_of(std::string_view who, const net::Response& response) {
  json::error_code failed;
  auto value = json::parse(response.body, failed);
  if (failed || !value.is_object()) {
    return unexpected(who, response);
  }
  return std::move(value.get_object());
}

std::string text(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(name);
  return found != nullptr && found->is_string() ? std::string{found->get_string()} : std::string{};
}

base::Fen money(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(name);
  return base::Fen{found != nullptr && found->is_int64() ? found->get_int64() : 0};
}

std::string payment_json(const city::City& city, const city::Payment& payment) {
  json::object body{{"payer", city.people[payment.payer].number},
                    {"amount_fen", payment.amount.value()},
                    {"kind", city::to_text(payment.kind)}};
  if (payment.kind == city::Kind::transfer) {
    const auto& payee = city.people[payment.payee];
    body["payee"] = payee.number;
    body["payee_name"] = payee.name;
    body["payee_institution"] = city::bank_sites()[payee.bank].code;
  } else {
    body["payee"] = city.places[payment.payee].number;
    body["payee_name"] = city.places[payment.payee].name;
  }
  return json::serialize(body);
}

}  // namespace

base::Result<std::unique_ptr<DemoWire>> DemoWire::open(Peers peers) {
  auto client = net::HttpClient::create();
  if (!client) {
    return client.error();
  }
  return std::unique_ptr<DemoWire>{new DemoWire{std::move(peers), std::move(*client)}};
}

DemoWire::DemoWire(Peers peers, std::unique_ptr<net::HttpClient> client)
    : peers_(std::move(peers)), client_(std::move(client)) {}

base::Result<net::Response> DemoWire::call(std::string method, const std::string& base_url,
                                           std::string_view path, const std::string& key,
                                           std::string body) {
  const auto url = net::parse_url(base_url);
  if (!url) {
    return url.error();
  }
  net::ClientRequest request;
  request.method = std::move(method);
  request.url = url->with_path(path);
  if (!key.empty()) {
    request.headers.set("Authorization", "Bearer " + key);
  }
  if (!body.empty()) {
    request.headers.set("Content-Type", "application/json");
    request.body = std::move(body);
  }
  return client_->fetch(std::move(request));
}

base::Result<PaymentAnswer> DemoWire::pay(const city::City& city, const city::Payment& payment) {
  const auto& payer = city.people[payment.payer];
  const auto response = call("POST", bank_of(payer), "/bank/v1/payments", peers_.city_key,
                             payment_json(city, payment));
  if (!response) {
    return response.error();
  }
  const auto& code = city::bank_sites()[payer.bank].code;
  const auto body = object_of(code, *response);
  if (!body) {
    return body.error();
  }
  if (response->status == 409) {
    return PaymentAnswer{
        text(*body, "title") == "held" ? PaymentFate::held : PaymentFate::too_short, {}, {}};
  }
  const auto time = base::parse_instant(text(*body, "time"));
  if (response->status != 201 || !time) {
    return unexpected(code, *response);
  }
  return PaymentAnswer{PaymentFate::paid, *time, text(*body, "serial")};
}

base::Result<void> DemoWire::open_account(const city::Person& person) {
  const json::object body{{"number", person.number},
                          {"name", person.name},
                          {"phone", person.phone},
                          {"balance_fen", person.balance.value()}};
  const auto response =
      call("POST", bank_of(person), "/bank/v1/accounts", peers_.city_key, json::serialize(body));
  if (!response) {
    return response.error();
  }
  return response->status == 201 ? base::Result<void>{}
                                 : unexpected(city::bank_sites()[person.bank].code, *response);
}

base::Result<BankAccount> DemoWire::bank_account(const city::Person& person) {
  const auto response =
      call("GET", bank_of(person), "/bank/v1/accounts/" + person.number, peers_.city_key);
  if (!response) {
    return response.error();
  }
  const auto body = object_of(city::bank_sites()[person.bank].code, *response);
  if (!body || response->status != 200) {
    return unexpected(city::bank_sites()[person.bank].code, *response);
  }
  return BankAccount{money(*body, "balance_fen"), money(*body, "held_fen")};
}

base::Result<std::string> DemoWire::report(const city::City& city, const VictimReport& report) {
  const auto& victim = city.people[report.victim];
  json::array losses;
  for (const auto& loss : report.losses) {
    const auto& payee = city.people[loss.payee];
    losses.push_back(json::object{{"payer_account", victim.number},
                                  {"payee_account", payee.number},
                                  {"payee_name", payee.name},
                                  {"amount_fen", loss.amount.value()},
                                  {"time", base::format_instant(loss.time)}});
  }
  const json::object body{{"victim", json::object{{"name", victim.name}, {"phone", victim.phone}}},
                          {"fraud_type", report.fraud_type},
                          {"paid_by", "transfer"},
                          {"narrative", report.narrative},
                          {"losses", std::move(losses)},
                          {"authorise_cascade", true}};
  const auto response =
      call("POST", peers_.centre, "/api/v1/reports", peers_.officer_key, json::serialize(body));
  if (!response) {
    return response.error();
  }
  const auto answer = object_of("the centre", *response);
  if (!answer || response->status != 201) {
    return unexpected("the centre", *response);
  }
  return text(*answer, "case");
}

base::Result<void> DemoWire::ring(const city::Person& person, const std::string& extension) {
  // A number that no earlier start gave out: the exchange's are unique, and its calls told once.
  const auto call_id =
      fmt::format("demo-{}-{}", person.number, base::to_unix_ms(port::SystemClock{}.now()));
  const auto digest = base::to_hex(base::sha256(call_id));
  for (const auto& event :
       {json::object{{"event", "call.ringing"},
                     {"call", call_id},
                     {"way", "in"},
                     {"number", person.phone},
                     {"extension", extension}},
        json::object{
            {"event", "call.ended"}, {"call", call_id}, {"result", "answered"}, {"seconds", 63}},
        json::object{{"event", "recording.ready"},
                     {"call", call_id},
                     {"reference", "recordings/" + call_id + ".wav"},
                     {"sha256", digest}}}) {
    const auto response = call("POST", peers_.centre, "/api/v1/telephony/events",
                               peers_.exchange_key, json::serialize(event));
    if (!response) {
      return response.error();
    }
    if (response->status != 200) {
      return unexpected("the centre", *response);
    }
  }
  return {};
}

base::Result<std::string> DemoWire::warn(const city::Person& person, const WarningReport& report) {
  json::object body{{"grade", report.grade},
                    {"source", report.source},
                    {"fraud_type", report.fraud_type},
                    {"reasons", json::array{json::string{report.reason}}},
                    {"feature_code", report.feature_code},
                    {"name", person.name},
                    {"phone", person.phone},
                    {"account_number", person.number},
                    {"institution", city::bank_sites()[person.bank].code},
                    {"unit", report.unit}};
  if (report.amount.is_positive()) {
    body["amount_fen"] = report.amount.value();
  }
  const auto response =
      call("POST", peers_.centre, "/api/v1/warnings", peers_.officer_key, json::serialize(body));
  if (!response) {
    return response.error();
  }
  const auto answer = object_of("the centre", *response);
  if (!answer || response->status != 201) {
    return unexpected("the centre", *response);
  }
  return text(*answer, "warning");
}

base::Result<std::string> DemoWire::get(const std::string& path) {
  auto response = call("GET", peers_.centre, path, peers_.officer_key);
  if (!response) {
    return response.error();
  }
  return response->status == 200 ? base::Result<std::string>{std::move(response->body)}
                                 : unexpected(path, *response);
}

bool DemoWire::is_healthy(const std::string& base_url) {
  const auto response = call("GET", base_url, "/healthz", {});
  return response && response->status == 200;
}

}  // namespace holdfast::cli
