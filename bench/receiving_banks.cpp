#include "receiving_banks.hpp"

#include <atomic>
#include <boost/json.hpp>
#include <condition_variable>
#include <fmt/core.h>
#include <map>
#include <mutex>

#include "base/check.hpp"
#include "figure.hpp"
#include "net/client.hpp"
#include "net/server.hpp"

namespace holdfast::bench {

namespace json = boost::json;

namespace {

std::string text_of(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(json::string_view{name.data(), name.size()});
  const auto* text = found == nullptr ? nullptr : found->if_string();
  return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
}

base::Instant now() {
  return std::chrono::floor<base::Milliseconds>(std::chrono::system_clock::now());
}

constexpr std::string_view stop_code = "100101";
constexpr auto stop_term = std::chrono::hours{48};

}  // namespace

struct ReceivingBanks::State {
  BankAnswers answers;
  std::string centre_url;
  std::vector<std::string> keys;
  std::unique_ptr<net::HttpClient> client;  // also the clock that delays answers
  std::vector<std::unique_ptr<net::HttpServer>> servers;

  mutable std::mutex lock;
  mutable std::condition_variable arrived;
  std::map<std::string, SeenOrder> orders;                // by application id
  std::map<std::string, std::vector<std::string>> stops;  // application ids by account
  std::atomic<std::size_t> replies{0};

  void take(std::size_t bank, const net::Request& request, const net::Responder& responder);
  void note(const json::object& order, double at);
  void reply(std::size_t bank, const std::string& body);
};

/// On the loop of the bank's server: nothing waits between the socket and the clock.
void ReceivingBanks::State::take(std::size_t bank, const net::Request& request,
                                 const net::Responder& responder) {
  const double at = wall_ms();
  json::error_code failed;
  const auto value = json::parse(request.body, failed);
  if (failed || !value.is_object()) {
    responder.answer(net::json_response(400, R"({"code":"200001"})"));
    return;
  }
  const auto& order = value.as_object();
  note(order, at);
  const auto id = text_of(order, "application_id");
  const auto number = fmt::format("B{}-{}", bank, id);
  const auto ack = json::serialize(
      json::object{{"code", "100000"}, {"application_id", id}, {"bank_number", number}});
  client->after(answers.ack_after,
                [responder, ack] { responder.answer(net::json_response(200, ack)); });
  const auto code = std::stoi(text_of(order, "code")) + 1;
  json::object done{{"code", std::to_string(code)},
                    {"application_id", id},
                    {"bank_number", number},
                    {"result", "0000"},
                    {"message", "done"},
                    {"account", text_of(order, "account")},
                    {"start", base::format_instant(now())},
                    {"end", base::format_instant(now() + stop_term)},
                    {"feedback_time", base::format_instant(now())}};
  if (const auto* amount = order.if_contains("amount_fen")) {
    done["held_fen"] = *amount;
  }
  client->after(answers.reply_after,
                [this, bank, body = json::serialize(done)] { reply(bank, body); });
}

void ReceivingBanks::State::note(const json::object& order, double at) {
  const auto id = text_of(order, "application_id");
  {
    const std::scoped_lock held{lock};
    auto& seen = orders[id];
    if (++seen.copies > 1) {
      return;
    }
    seen.arrived_ms = at;
    seen.code = text_of(order, "code");
    seen.account = text_of(order, "account");
    if (const auto* amount = order.if_contains("amount_fen")) {
      seen.amount_fen = amount->to_number<std::int64_t>();
    }
    if (seen.code == stop_code) {
      stops[seen.account].push_back(id);
    }
  }
  arrived.notify_all();
}

void ReceivingBanks::State::reply(std::size_t bank, const std::string& body) {
  net::ClientRequest request;
  request.method = "POST";
  request.url = net::parse_url(centre_url)->with_path("/api/v1/partner/replies");
  request.headers.set("Content-Type", "application/json");
  request.headers.set("Authorization", "Bearer " + keys.at(bank));
  request.body = body;
  request.repeat = net::Repeat::always;
  client->send(std::move(request), [this](const base::Result<net::Response>& answer) {
    replies += answer && answer->status == 200 ? 1 : 0;
  });
}

ReceivingBanks::ReceivingBanks(std::size_t count, BankAnswers answers)
    : state_(std::make_unique<State>()) {
  state_->answers = answers;
  auto client = net::HttpClient::create();
  base::check(client.ok(), "the banks' client");
  state_->client = std::move(*client);
  for (std::size_t bank = 0; bank < count; ++bank) {
    net::Route route;
    route.run_on = net::RunOn::inline_on_loop;
    route.handler = [state = state_.get(), bank](const net::Request& request,
                                                 const net::Responder& responder) {
      state->take(bank, request, responder);
    };
    auto server = net::HttpServer::start({.listen = "127.0.0.1:0", .workers = 1},
                                         net::always(std::move(route)));
    base::check(server.ok(), "a bank listens");
    state_->servers.push_back(std::move(*server));
  }
}

ReceivingBanks::~ReceivingBanks() {
  for (const auto& server : state_->servers) {
    server->stop(base::Milliseconds{100});
  }
  state_->client.reset();  // its callbacks use the rest
}

std::string ReceivingBanks::url(std::size_t bank) const {
  return fmt::format("http://127.0.0.1:{}", state_->servers.at(bank)->port());
}

void ReceivingBanks::answer_to(std::string centre_url, std::vector<std::string> keys) {
  state_->centre_url = std::move(centre_url);
  state_->keys = std::move(keys);
}

bool ReceivingBanks::wait_for_stops(const std::vector<std::string>& accounts,
                                    base::Milliseconds patience) const {
  const auto until = std::chrono::steady_clock::now() + patience;
  std::unique_lock held{state_->lock};
  for (const auto& account : accounts) {
    const bool there =
        state_->arrived.wait_until(held, until, [&] { return state_->stops.contains(account); });
    if (!there) {
      return false;
    }
  }
  return true;
}

std::vector<SeenOrder> ReceivingBanks::stops_of(const std::string& account) const {
  const std::scoped_lock held{state_->lock};
  std::vector<SeenOrder> seen;
  if (const auto found = state_->stops.find(account); found != state_->stops.end()) {
    for (const auto& id : found->second) {
      seen.push_back(state_->orders.at(id));
    }
  }
  return seen;
}

std::size_t ReceivingBanks::orders() const {
  const std::scoped_lock held{state_->lock};
  return state_->orders.size();
}

std::size_t ReceivingBanks::replies_taken() const {
  return state_->replies;
}

}  // namespace holdfast::bench
