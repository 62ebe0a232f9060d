#include "cli/conform_line.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <condition_variable>
#include <fmt/core.h>
#include <map>
#include <mutex>
#include <thread>

#include "net/router.hpp"
#include "net/server.hpp"
#include "partner/http_partner.hpp"
#include "port/clock.hpp"
#include "profile/iso20022.hpp"
#include "profile/json_form.hpp"
#include "profile/xml.hpp"
#include "sign/message.hpp"

namespace holdfast::cli {

namespace json = boost::json;

namespace {

// The pause between two questions doubles from the one to the other.
constexpr auto pause_first = std::chrono::milliseconds{5};
constexpr auto pause_longest = std::chrono::milliseconds{200};
constexpr std::uint64_t result_bytes_max = 16 << 20;
constexpr std::string_view replies_path = "/api/v1/partner/replies";

base::Result<json::object> object_of(std::string_view text) {
  json::error_code failed;
  auto value = json::parse(json::string_view{text.data(), text.size()}, failed);
  if (failed || !value.is_object()) {
    return base::Error{base::ErrorCode::bad_input, "is no JSON object"};
  }
  return std::move(value.as_object());
}

/// A result in whichever form it was told.
base::Result<json::object> read_result(const std::string& body) {
  if (profile::is_iso20022(body)) {
    const auto result = profile::read_iso_result(body);
    return result ? object_of(result->json) : result.error();
  }
  if (body.find_first_not_of(" \t\r\n") != std::string::npos &&
      body[body.find_first_not_of(" \t\r\n")] == '<') {
    const auto message = profile::read_xml(body);
    return message ? object_of(profile::to_json(*message)) : message.error();
  }
  return object_of(body);
}

port::ChannelAddress address_of(const ConformPlan& plan) {
  return {plan.name, plan.url, false, plan.form == "xml",
          plan.form == "iso20022" ? port::Way::iso20022 : port::Way::http};
}

}  // namespace

std::string text_in(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(json::string_view{name.data(), name.size()});
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
}

struct ConformLine::State {
  explicit State(const ConformPlan& with) : plan(with), address(address_of(with)) {}

  void hear(const net::Request& request, const net::Responder& to);
  void poll(const std::string& application_id);

  const ConformPlan& plan;
  const port::ChannelAddress address;
  net::Url url;
  mutable std::mutex mutex;
  std::condition_variable told;
  std::map<std::string, std::vector<json::object>> results;  // by application id
  Seals seals;
  net::Headers last_seal;  // of the request sent last
  std::unique_ptr<net::HttpClient> client;
  std::unique_ptr<net::HttpServer> server;
};

void ConformLine::State::hear(const net::Request& request, const net::Responder& to) {
  if (request.bearer().value_or("") != plan.reply_key) {
    to.answer(net::problem(401, "unauthenticated", "another key was agreed on"));
    return;
  }
  const auto result = read_result(request.body);
  if (!result) {
    to.answer(net::problem(result.error()));
    return;
  }
  {
    const std::scoped_lock held{mutex};
    if (plan.public_key) {
      const auto genuine =
          sign::verify_request(request.headers, request.method, request.target, request.body,
                               *plan.public_key, port::SystemClock{}.now());
      (genuine ? seals.good : seals.bad) += 1;
      if (!genuine && seals.why.empty()) {
        seals.why = genuine.error().message;
      }
    }
    results[text_in(*result, "application_id")].push_back(*result);
  }
  told.notify_all();
  to.answer(net::json_response(
      200, json::serialize(json::object{{"code", "100000"},
                                        {"application_id", text_in(*result, "application_id")},
                                        {"seq", 0}})));
}

/// Where nobody tells: the partner is asked what became of it.
void ConformLine::State::poll(const std::string& application_id) {
  net::ClientRequest request;
  request.url = url.with_path("/bank/v1/orders/" + application_id);
  request.headers.set("Authorization", "Bearer " + plan.key);
  const auto response = client->fetch(std::move(request));
  const auto state = response ? object_of(response->body) : response.error();
  const auto* reply = state ? state->if_contains("reply") : nullptr;
  if (reply != nullptr && reply->is_object()) {
    const std::scoped_lock held{mutex};
    auto& known = results[application_id];
    if (known.empty() || !(json::value{known.back()} == *reply)) {
      known.push_back(reply->as_object());
    }
  }
}

ConformLine::ConformLine(std::unique_ptr<State> state) : state_(std::move(state)) {}

ConformLine::~ConformLine() {
  if (state_->server) {
    state_->server->stop(base::Milliseconds{500});
  }
}

base::Result<std::unique_ptr<ConformLine>> ConformLine::open(const ConformPlan& plan) {
  auto state = std::make_unique<State>(plan);
  const auto url = net::parse_url(plan.url);
  if (!url) {
    return url.error();
  }
  state->url = *url;
  auto client = net::HttpClient::create();
  if (!client) {
    return client.error();
  }
  state->client = std::move(*client);
  if (!plan.reply_listen.empty()) {
    net::Router router;
    net::Route route;
    route.body_bytes_max = result_bytes_max;
    route.handler = [own = state.get()](const net::Request& request, const net::Responder& to) {
      own->hear(request, to);
    };
    router.add("POST", replies_path, std::move(route));
    auto server = net::HttpServer::start({.listen = plan.reply_listen, .workers = 2},
                                         std::move(router).release());
    if (!server) {
      return server.error();
    }
    state->server = std::move(*server);
  }
  return std::unique_ptr<ConformLine>{new ConformLine{std::move(state)}};
}

base::Result<ConformLine::Taken> ConformLine::send(const port::PartnerMessage& order,
                                                   const ConformSending& how) {
  auto& state = *state_;
  const auto rendered = partner::render_for(state.address, order);
  if (!rendered) {
    return rendered.error();
  }
  net::ClientRequest request;
  request.method = "POST";
  request.url = state.url.with_path("/bank/v1/orders");
  request.headers.set("Content-Type", rendered->is_xml() ? "application/xml" : "application/json");
  request.headers.set("Authorization", "Bearer " + how.key.value_or(state.plan.key));
  request.body = how.body.value_or(rendered->body);
  if (how.seal == Seal::as_before) {
    for (const auto& field : state.last_seal.all()) {
      request.headers.set(field.name, field.value);
    }
  } else if (state.plan.signing && how.seal == Seal::signed_anew) {
    net::Headers seal;
    sign::sign_request(seal, request.method, request.url.target, request.body, *state.plan.signing,
                       port::SystemClock{}.now());
    for (const auto& field : seal.all()) {
      request.headers.set(field.name, field.value);
    }
    state.last_seal = std::move(seal);
  }
  const auto response = state.client->fetch(std::move(request));
  if (!response) {
    return response.error();
  }
  using Form = partner::RenderedOrder::Form;
  return Taken{response->status, rendered->form == Form::iso20022 ? partner::read_iso_ack(*response)
                                 : rendered->form == Form::xml    ? partner::read_xml_ack(*response)
                                                                  : partner::read_ack(*response)};
}

base::Result<json::object> ConformLine::result_of(const std::string& application_id) {
  auto& state = *state_;
  const auto until = std::chrono::steady_clock::now() + state.plan.patience;
  auto pause = pause_first;
  std::unique_lock held{state.mutex};
  while (state.results[application_id].empty()) {
    const auto now = std::chrono::steady_clock::now();
    if (now >= until) {
      return base::Error{base::ErrorCode::unavailable,
                         fmt::format("no result within {} s", state.plan.patience.count())};
    }
    if (state.server) {
      state.told.wait_until(held, until);
    } else {
      held.unlock();
      state.poll(application_id);
      std::this_thread::sleep_for(pause);
      pause = std::min(pause * 2, pause_longest);
      held.lock();
    }
  }
  return state.results[application_id].front();
}

std::vector<json::object> ConformLine::results_of(const std::string& application_id) {
  const std::scoped_lock held{state_->mutex};
  return state_->results[application_id];
}

ConformLine::Seals ConformLine::seals() const {
  const std::scoped_lock held{state_->mutex};
  return state_->seals;
}

std::uint16_t ConformLine::port() const {
  return state_->server ? state_->server->port() : std::uint16_t{0};
}

}  // namespace holdfast::cli
