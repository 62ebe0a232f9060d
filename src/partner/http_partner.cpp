#include "partner/json_partner.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>
#include <string_view>

namespace holdfast::partner {

namespace json = boost::json;

namespace {

std::string text_of(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(json::string_view{name.data(), name.size()});
  const auto* text = found == nullptr ? nullptr : found->if_string();
  return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
}

/// A transport code worth trying again: time-outs, limits and closed channels of the partner.
bool is_passing(std::string_view code) {
  return code == "200002" || (code >= "200004" && code <= "200009") || code.starts_with("600");
}

json::array officers(const port::PartnerMessage& message) {
  json::array list{json::object{{"name", message.officer}}};
  if (!message.second_officer.empty()) {
    list.push_back(json::object{{"name", message.second_officer}});
  }
  return list;
}

/// What only the freeze family says.
void add_freeze(json::object& body, const port::PartnerMessage& message) {
  for (const auto& [name, text] :
       {std::pair{"organisation", &message.organisation}, std::pair{"document", &message.document},
        std::pair{"freeze_type", &message.freeze_type}}) {
    if (!text->empty()) {
      body.emplace(name, *text);
    }
  }
  for (const auto& [name, flag] :
       {std::pair{"papers_later", message.papers_later}, std::pair{"queue", message.queue},
        std::pair{"fruits", message.fruits}}) {
    if (flag) {
      body.emplace(name, true);
    }
  }
  if (message.term_months > 0) {
    body.emplace("term_months", message.term_months);
  }
  if (!message.replaces.empty()) {
    json::array ids;
    for (const auto& id : message.replaces) {
      ids.emplace_back(id);
    }
    body.emplace("replaces", std::move(ids));
  }
}

}  // namespace

std::string render(const port::ChannelAddress& channel, const port::PartnerMessage& message) {
  json::object body{{"code", message.code},
                    {"application_id", message.application_id},
                    {"case_number", message.case_number},
                    {"account", message.account},
                    {"reason", message.reason},
                    {"article", message.article},
                    {"officers", officers(message)}};
  if (channel.is_hub) {
    body.emplace("institution", message.institution);
  }
  if (message.account_name.empty()) {
    body.emplace("name_unknown", true);
  } else {
    body.emplace("account_name", message.account_name);
  }
  if (message.amount) {
    body.emplace("amount_fen", message.amount->value());
  }
  if (message.term_hours > 0) {
    body.emplace("term_hours", message.term_hours);
  }
  if (!message.original_application_id.empty()) {
    body.emplace("original_application_id", message.original_application_id);
  }
  if (const auto& why = message.justification) {
    body.emplace("justification", json::object{{"payer", why->payer},
                                               {"payer_name", why->payer_name},
                                               {"amount_fen", why->amount.value()},
                                               {"time", base::format_instant(why->time)},
                                               {"serial", why->serial}});
  }
  add_freeze(body, message);
  return json::serialize(body);
}

base::Result<port::PartnerAck> read_ack(const net::Response& response) {
  if (response.status == 401 || response.status == 403) {
    return base::Error{base::ErrorCode::unavailable,
                       fmt::format("the channel refuses our key (HTTP {})", response.status)};
  }
  if (response.status >= 500 || response.status == 429) {
    return base::Error{base::ErrorCode::unavailable,
                       fmt::format("the channel answered HTTP {}", response.status)};
  }
  json::error_code failed;
  const auto value =
      json::parse(json::string_view{response.body.data(), response.body.size()}, failed);
  const auto* object = failed ? nullptr : value.if_object();
  if (object == nullptr) {
    return base::Error{
        base::ErrorCode::unavailable,
        fmt::format("the channel's answer cannot be read (HTTP {})", response.status)};
  }
  const auto code = text_of(*object, "code");
  if (code == "100000" || code == "200003") {  // taken, or taken before
    return port::PartnerAck{text_of(*object, "bank_number"), text_of(*object, "platform_number")};
  }
  const auto message = text_of(*object, "message");
  const auto detail = message.empty() ? text_of(*object, "detail") : message;
  if (code.empty() || is_passing(code)) {
    return base::Error{base::ErrorCode::unavailable,
                       fmt::format("the channel did not take the order: {} {}", code, detail)};
  }
  return base::Error{base::ErrorCode::bad_input,
                     fmt::format("the channel refused the order: {} {}", code, detail)};
}

JsonPartner::JsonPartner(JsonPartnerOptions options, std::unique_ptr<net::HttpClient> client)
    : options_(std::move(options)), client_(std::move(client)) {}

base::Result<std::unique_ptr<JsonPartner>> JsonPartner::create(JsonPartnerOptions options) {
  auto client = net::HttpClient::create();
  if (!client) {
    return client.error();
  }
  return std::unique_ptr<JsonPartner>{new JsonPartner{std::move(options), std::move(*client)}};
}

void JsonPartner::send(const port::ChannelAddress& channel, const port::PartnerMessage& message,
                       std::function<void(base::Result<port::PartnerAck>)> done) {
  const auto url = net::parse_url(channel.url);
  if (!url) {
    done(url.error());
    return;
  }
  net::ClientRequest request;
  request.method = "POST";
  request.url = url->with_path("/bank/v1/orders");
  request.headers.set("Content-Type", "application/json");
  if (const auto key = options_.keys.find(channel.name); key != options_.keys.end()) {
    request.headers.set("Authorization", "Bearer " + key->second);
  }
  request.body = render(channel, message);
  request.timeout = options_.timeout;
  request.repeat = net::Repeat::always;  // the application id makes it one order
  client_->send(std::move(request), [done = std::move(done)](base::Result<net::Response> response) {
    done(response ? read_ack(*response) : base::Result<port::PartnerAck>{response.error()});
  });
}

}  // namespace holdfast::partner
