#include "partner/http_partner.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>
#include <string_view>

#include "port/clock.hpp"
#include "profile/element_tree.hpp"
#include "profile/iso20022.hpp"
#include "profile/json_form.hpp"
#include "profile/values.hpp"
#include "profile/vocabulary.hpp"
#include "profile/xml.hpp"
#include "sign/message.hpp"

namespace holdfast::partner {

namespace json = boost::json;

namespace {

std::string text_of(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(json::string_view{name.data(), name.size()});
  const auto* text = found == nullptr ? nullptr : found->if_string();
  return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
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

/// What only the rarer families say.
void add_special(json::object& body, const port::PartnerMessage& message) {
  const auto put_time = [](json::object& object, std::string_view name,
                           const std::optional<base::Instant>& at) {
    if (at) {
      object.emplace(json::string_view{name.data(), name.size()}, base::format_instant(*at));
    }
  };
  put_time(body, "from", message.from);
  put_time(body, "until", message.until);
  if (const auto& consent = message.consent) {
    body.emplace("consent", json::object{{"way", consent->way},
                                         {"reference", consent->reference},
                                         {"given_at", base::format_instant(consent->given_at)}});
  }
  if (const auto& ask = message.evidence) {
    json::object evidence{{"kind", ask->kind}};
    if (!ask->place.empty()) {
      evidence.emplace("place", ask->place);
    }
    if (!ask->serials.empty()) {
      json::array serials;
      for (const auto& each : ask->serials) {
        serials.emplace_back(each);
      }
      evidence.emplace("serials", std::move(serials));
    }
    put_time(evidence, "overwrites_at", ask->overwrites_at);
    body.emplace("evidence", std::move(evidence));
  }
  if (const auto& payee = message.payee) {
    body.emplace("payee", json::object{{"account", payee->account},
                                       {"name", payee->name},
                                       {"institution", payee->institution}});
  }
  for (const auto& [name, text] :
       {std::pair{"mark", &message.mark}, std::pair{"platform", &message.platform}}) {
    if (!text->empty()) {
      body.emplace(name, *text);
    }
  }
  if (message.drill) {
    body.emplace("drill", true);
  }
}

}  // namespace

std::string render(const port::ChannelAddress& channel, const port::PartnerMessage& message) {
  json::object body{{"code", message.code},
                    {"application_id", message.application_id},
                    {"case_number", message.case_number},
                    {"reason", message.reason},
                    {"article", message.article},
                    {"officers", officers(message)}};
  if (channel.is_hub) {
    body.emplace("institution", message.institution);
  }
  if (message.mark.empty()) {
    body.emplace("account", message.account);
    if (message.account_name.empty()) {
      body.emplace("name_unknown", true);
    } else {
      body.emplace("account_name", message.account_name);
    }
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
  for (const auto& [name, text] : {std::pair{"telephone", &message.telephone},
                                   std::pair{"may_be_told", &message.may_be_told}}) {
    if (!text->empty()) {
      body.emplace(name, *text);
    }
  }
  add_freeze(body, message);
  add_special(body, message);
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
  const auto message = text_of(*object, "message");
  const auto detail = message.empty() ? text_of(*object, "detail") : message;
  if (code.empty()) {
    return base::Error{base::ErrorCode::unavailable,
                       fmt::format("the channel's answer has no code: {}", detail)};
  }
  return port::PartnerAck{text_of(*object, "bank_number"), text_of(*object, "platform_number"),
                          code, detail};
}

base::Result<std::string> render_xml(const port::ChannelAddress& channel,
                                     const port::PartnerMessage& message) {
  auto document = profile::from_json(render(channel, message));
  if (!document) {
    return document.error();
  }
  document->serial = message.application_id;
  document->sent = profile::write_time(message.approved_at);
  document->to = message.institution;
  if (const auto ok = profile::check(*document); !ok) {
    return ok.error();
  }
  return profile::write_xml(*document);
}

base::Result<port::PartnerAck> read_xml_ack(const net::Response& response) {
  if (response.status >= 400) {
    return read_ack(response);  // what HTTP itself says
  }
  const auto receipt = profile::read_xml(response.body);
  if (!receipt || receipt->code != profile::receipt_code) {
    return base::Error{base::ErrorCode::unavailable,
                       fmt::format("the channel's answer cannot be read: {}",
                                   receipt ? "it is no receipt" : receipt.error().message)};
  }
  return read_ack({200, {}, profile::to_json(*receipt)});
}

base::Result<std::string> render_iso(const port::ChannelAddress& channel,
                                     const port::PartnerMessage& message) {
  // Under one id always the same bytes, however often it is sent.
  return profile::write_iso_order(render(channel, message),
                                  {"HOLDFAST", message.institution, message.approved_at});
}

base::Result<RenderedOrder> render_for(const port::ChannelAddress& channel,
                                       const port::PartnerMessage& message) {
  using Form = RenderedOrder::Form;
  const bool is_iso = channel.way == port::Way::iso20022 && profile::has_iso_message(message.code);
  const auto form = is_iso ? Form::iso20022 : channel.speaks_xml ? Form::xml : Form::json;
  auto body = form == Form::iso20022 ? render_iso(channel, message)
              : form == Form::xml    ? render_xml(channel, message)
                                     : base::Result<std::string>{render(channel, message)};
  return body ? base::Result<RenderedOrder>{RenderedOrder{form, std::move(*body)}} : body.error();
}

base::Result<port::PartnerAck> read_iso_ack(const net::Response& response) {
  const auto first = response.body.find_first_not_of(" \t\r\n");
  if (response.status < 300 && first == std::string::npos) {
    return port::PartnerAck{};
  }
  if (response.status >= 500 || first == std::string::npos || response.body[first] != '<') {
    return read_ack(response);
  }
  const auto tree = profile::read_tree(response.body);
  const auto* refusal = tree ? tree->root.child("MsgReject") : nullptr;
  if (refusal == nullptr) {
    return base::Error{base::ErrorCode::unavailable,
                       fmt::format("the channel's answer cannot be read: {}",
                                   tree ? "it is no admi.002" : tree.error().message)};
  }
  return port::PartnerAck{
      {},
      {},
      "200001",
      fmt::format("{} {}", refusal->text_at("Rsn/RjctgPtyRsn"), refusal->text_at("Rsn/RsnDesc"))};
}

HttpPartner::HttpPartner(HttpPartnerOptions options, std::unique_ptr<net::HttpClient> client)
    : options_(std::move(options)), client_(std::move(client)) {}

base::Result<std::unique_ptr<HttpPartner>> HttpPartner::create(HttpPartnerOptions options) {
  auto client = net::HttpClient::create({.tls = options.tls});
  if (!client) {
    return client.error();
  }
  return std::unique_ptr<HttpPartner>{new HttpPartner{std::move(options), std::move(*client)}};
}

void HttpPartner::send(const port::ChannelAddress& channel, const port::PartnerMessage& message,
                       std::function<void(base::Result<port::PartnerAck>)> done) {
  const auto url = net::parse_url(channel.url);
  if (!url) {
    done(url.error());
    return;
  }
  net::ClientRequest request;
  request.method = "POST";
  request.url = url->with_path("/bank/v1/orders");
  if (const auto key = options_.keys.find(channel.name); key != options_.keys.end()) {
    request.headers.set("Authorization", "Bearer " + key->second);
  }
  auto order = render_for(channel, message);
  if (!order) {
    done(order.error());
    return;
  }
  request.headers.set("Content-Type", order->is_xml() ? "application/xml" : "application/json");
  request.body = std::move(order->body);
  if (options_.signing) {
    // By the machine's clock, as the receiver's is: the age of a signature is no matter of a case.
    sign::sign_request(request.headers, request.method, request.url.target, request.body,
                       *options_.signing, port::SystemClock{}.now());
  }
  request.timeout = options_.timeout;
  request.repeat = net::Repeat::always;  // the application id makes it one order
  client_->send(std::move(request), [done = std::move(done), form = order->form](
                                        const base::Result<net::Response>& response) {
    if (!response) {
      done(response.error());
      return;
    }
    switch (form) {
      case RenderedOrder::Form::json:
        return done(read_ack(*response));
      case RenderedOrder::Form::xml:
        return done(read_xml_ack(*response));
      case RenderedOrder::Form::iso20022:
        return done(read_iso_ack(*response));
    }
  });
}

}  // namespace holdfast::partner
