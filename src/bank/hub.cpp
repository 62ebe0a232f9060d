// See hub.hpp. An order's states: received, forwarded (the bank has it), answered (its result is
// here), relayed (the centre has the result).
#include "bank/hub.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/core.h>
#include <mutex>
#include <optional>

#include "bank/codec.hpp"
#include "bank/courier.hpp"
#include "bank/phone_line.hpp"
#include "bank/writer.hpp"
#include "base/log.hpp"
#include "net/router.hpp"
#include "net/server.hpp"

namespace holdfast::bank {

using base::Error;
using base::ErrorCode;
using base::Instant;
using base::Milliseconds;
using base::Result;
using net::Request;
using net::Responder;

namespace {

constexpr Milliseconds call_takes{1'500};  // and its recording as long again

constexpr const char* schema = R"(
CREATE TABLE IF NOT EXISTS orders(
  number INTEGER PRIMARY KEY, application_id TEXT NOT NULL UNIQUE, platform_number TEXT NOT NULL,
  institution TEXT NOT NULL, state TEXT NOT NULL, received_ms INTEGER NOT NULL, body TEXT NOT NULL,
  bank_number TEXT NOT NULL, reply TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS orders_open ON orders(state) WHERE state <> 'relayed';
)";

struct HubOrder {
  std::string application_id;
  std::string platform_number;
  std::string institution;
  std::string state;
  Instant received;
  std::string body;
  std::string bank_number;
  std::string reply;
};

HubOrder order_of(const Row& row) {
  return HubOrder{
      row.text(1), row.text(2), row.text(3), row.text(4), base::from_unix_ms(row.number(5)),
      row.text(6), row.text(7), row.text(8)};
}

Ack ack_of(const HubOrder& order, const char* code) {
  Ack ack;
  ack.code = code;
  ack.application_id = order.application_id;
  ack.bank_number = order.bank_number;
  ack.platform_number = order.platform_number;
  ack.received_at = order.received;
  ack.reply = order.reply;
  return ack;
}

}  // namespace

struct Hub::State {
  explicit State(HubOptions with) : options(std::move(with)) {}
  ~State() {
    if (server) server->stop(Milliseconds{500});
    if (writer) writer->stop();
  }

  Result<void> prepare();
  Result<void> open_book();
  Result<void> read_urls();
  net::Router routes();
  void resume();

  void take_order(const Request& request, const Responder& to);
  void show_order(const Request& request, const Responder& to);
  void take_reply(const Request& request, const Responder& to);
  void take_notice(const Request& request, const Responder& to);
  void take_dial(const Request& request, const Responder& to);
  void change_faults(const Request& request, const Responder& to);

  std::optional<HubOrder> find(const std::string& application_id);
  void forward(const HubOrder& order);
  Verdict judge_forward(const HubOrder& order, const Result<net::Response>& result);
  void record_reply(const std::string& application_id, const std::string& reply,
                    const std::optional<Responder>& to);
  void relay(const HubOrder& order);
  /// Runs `act` once the outage, if any, is over.
  void when_in_service(Milliseconds wait, std::function<void()> act);

  [[nodiscard]] Instant now() const { return options.clock ? options.clock() : machine_now(); }
  Faults current_faults() {
    const std::lock_guard lock{mutex};
    return options.faults;
  }

  HubOptions options;
  net::Url reply_url;
  std::map<std::string, net::Url> banks;
  std::mutex mutex;  // guards options.faults
  std::unique_ptr<Database> database;
  std::unique_ptr<Writer> writer;
  std::unique_ptr<Courier> courier;
  std::unique_ptr<OrderSeal> seal;
  std::unique_ptr<net::HttpClient> client;
  std::unique_ptr<net::HttpServer> server;
};

Hub::Hub(std::unique_ptr<State> state) : state_(std::move(state)) {}
Hub::~Hub() = default;

std::uint16_t Hub::port() const {
  return state_->server->port();
}

Result<std::unique_ptr<Hub>> Hub::open(HubOptions options) {
  auto state = std::make_unique<State>(std::move(options));
  if (const auto prepared = state->prepare(); !prepared) return prepared.error();
  return std::unique_ptr<Hub>{new Hub(std::move(state))};
}

Result<void> Hub::State::read_urls() {
  if (options.api_keys.empty()) {
    return Error{ErrorCode::bad_input, "a hub needs at least one API key to accept"};
  }
  const auto reply = net::parse_url(options.reply_url);
  if (!reply) return reply.error();
  reply_url = *reply;
  for (const auto& [code, text] : options.routes) {
    const auto url = net::parse_url(text);
    if (!url) return url.error();
    banks.emplace(code, *url);
  }
  return {};
}

Result<void> Hub::State::open_book() {
  std::string path;
  if (!options.data_dir.empty()) {
    std::error_code failed;
    std::filesystem::create_directories(options.data_dir, failed);
    if (failed) {
      return Error{ErrorCode::io, fmt::format("{}: {}", options.data_dir, failed.message())};
    }
    path = options.data_dir + "/hub.db";
  }
  auto opened = Database::open(path);
  if (!opened) return opened.error();
  database = std::move(*opened);
  try {
    database->script(schema);
  } catch (const std::exception& error) {
    return Error{ErrorCode::corrupt, error.what()};
  }
  return {};
}

Result<void> Hub::State::prepare() {
  if (const auto read = read_urls(); !read) return read;
  if (const auto opened = open_book(); !opened) return opened;
  auto made = net::HttpClient::create({.connections_per_host_max = 32});
  if (!made) return made.error();
  client = std::move(*made);
  courier = std::make_unique<Courier>(*client, options.signing);
  seal = std::make_unique<OrderSeal>(options.centre_key);
  writer = std::make_unique<Writer>(*database);
  net::ServerOptions http;
  http.listen = options.listen;
  http.workers = 2;
  auto started = net::HttpServer::start(http, routes().release());
  if (!started) return started.error();
  server = std::move(*started);
  resume();
  return {};
}

net::Router Hub::State::routes() {
  net::Router router;
  using Act = void (State::*)(const Request&, const Responder&);
  const auto add = [&](std::string_view method, std::string_view path,
                       const std::vector<std::string>& keys, Act act) {
    router.add(
        method, path,
        net::Route{.handler = [this, keys, act](const Request& request, const Responder& to) {
          if (!is_authorised(request, keys)) {
            to.answer(net::problem(401, "unauthenticated", "this key is not accepted here"));
          } else if (current_faults().is_out(now())) {
            to.answer(net::problem(503, "unavailable", "the platform is out of service"));
          } else {
            (this->*act)(request, to);
          }
        }});
  };
  add("POST", "/bank/v1/orders", options.api_keys, &State::take_order);
  add("GET", "/bank/v1/orders/{application_id}", options.api_keys, &State::show_order);
  add("POST", "/line/v1/notices", options.api_keys, &State::take_notice);
  add("POST", "/line/v1/dial", options.api_keys, &State::take_dial);
  add("POST", "/hub/v1/replies", options.bank_reply_keys, &State::take_reply);
  const net::Route faults{.handler = [this](const Request& request, const Responder& to) {
    change_faults(request, to);
  }};
  router.add("POST", "/hub/v1/faults", faults);
  router.add("GET", "/hub/v1/faults", faults);
  router.add("GET", "/healthz", net::Route{.handler = [this](const Request&, const Responder& to) {
               to.answer(net::json_response(200, fmt::format(R"({{"status":"ok","hub":"{}"}})",
                                                             net::json_escape(options.code))));
             }});
  return router;
}

void Hub::State::resume() {
  writer->submit([this] {
    std::vector<HubOrder> open;
    for (const Row& row : database->run("SELECT * FROM orders WHERE state <> 'relayed'")) {
      open.push_back(order_of(row));
    }
    return net::Task{[this, open = std::move(open)] {
      for (const HubOrder& order : open) {
        if (order.state == "received") forward(order);
        if (order.state == "answered") relay(order);
      }
    }};
  });
}

std::optional<HubOrder> Hub::State::find(const std::string& application_id) {
  const auto rows =
      database->run("SELECT * FROM orders WHERE application_id = ?", {application_id});
  if (rows.empty()) return std::nullopt;
  return order_of(rows.front());
}

void Hub::State::take_order(const Request& request, const Responder& to) {
  if (const auto genuine = seal->check(request); !genuine) {
    return (void)to.answer(net::problem(genuine.error()));
  }
  const auto order = parse_order(request.body);
  Ack refused{.code = transport::bad_format, .received_at = now()};
  if (!order) {
    refused.message = fmt::format("{} ({})", order.error().message, order.error().where);
    return (void)to.answer(net::json_response(200, to_json(refused)));
  }
  if (!banks.contains(order->institution)) {
    refused.code = transport::not_found;
    refused.application_id = order->application_id;
    refused.message = fmt::format("institution \"{}\" is not connected", order->institution);
    return (void)to.answer(net::json_response(200, to_json(refused)));
  }
  writer->submit([this, order = *order, to] {
    if (const auto before = find(order.application_id)) {
      return net::Task{[before, to, same = before->body == order.body] {
        Ack ack = ack_of(*before, transport::duplicate);
        if (!same) ack.message = "this application id came before with another content";
        to.answer(net::json_response(200, to_json(ack)));
      }};
    }
    const auto next =
        database->run("SELECT IFNULL(MAX(number), 0) + 1 FROM orders").front().number(0);
    HubOrder taken{order.application_id,
                   fmt::format("{}-{:010}", options.code, next),
                   order.institution,
                   "received",
                   now(),
                   order.body,
                   "",
                   ""};
    database->run("INSERT INTO orders VALUES(?, ?, ?, ?, ?, ?, ?, '', '')",
                  {next, taken.application_id, taken.platform_number, taken.institution,
                   taken.state, base::to_unix_ms(taken.received), taken.body});
    return net::Task{[this, taken, to] {
      to.answer(net::json_response(200, to_json(ack_of(taken, transport::accepted))));
      forward(taken);
    }};
  });
}

void Hub::State::when_in_service(Milliseconds wait, std::function<void()> act) {
  client->after(wait, [this, act = std::move(act)]() mutable {
    const Faults faults = current_faults();
    if (!faults.is_out(now())) return act();
    when_in_service(*faults.outage_until - now(), std::move(act));
  });
}

void Hub::State::forward(const HubOrder& order) {
  const auto bank = banks.find(order.institution);
  if (bank == banks.end()) {
    base::log_warn("{}: institution {} is no longer connected", options.code, order.institution);
    return;
  }
  when_in_service(Milliseconds{options.forward_latency_ms}, [this, order, url = bank->second] {
    courier->deliver(json_post(url.with_path("/bank/v1/orders"), options.bank_key, order.body),
                     [this, order](const Result<net::Response>& result) {
                       return judge_forward(order, result);
                     });
  });
}

Verdict Hub::State::judge_forward(const HubOrder& order, const Result<net::Response>& result) {
  if (!is_success(result)) return Verdict::try_again;
  const auto ack = parse_ack(result->body);
  if (!ack) return Verdict::try_again;
  if (ack->code != transport::accepted && ack->code != transport::duplicate) {
    // The bank will never take it: that is a result, and the centre must hear of it.
    Reply reply;
    reply.code = "100100";
    if (const auto parsed = parse_order(order.body)) reply.code = reply_code(parsed->code);
    reply.application_id = order.application_id;
    reply.result = result::malformed;
    reply.message = fmt::format("the bank refused the message: {} {}", ack->code, ack->message);
    reply.feedback_time = now();
    record_reply(order.application_id, to_json(reply), std::nullopt);
    return Verdict::settled;
  }
  writer->submit([this, id = order.application_id, number = ack->bank_number] {
    database->run(
        "UPDATE orders SET bank_number = ?1, state = CASE state WHEN 'received'"
        " THEN 'forwarded' ELSE state END WHERE application_id = ?2",
        {number, id});
    return net::Task{};
  });
  return Verdict::settled;
}

/// The hub's process keeps the city's simulated telephone line besides.
void Hub::State::take_notice(const Request& request, const Responder& to) {
  auto [status, body] = answer_notice(request.body);
  to.answer(net::json_response(status, std::move(body)));
}

// The call takes its time; what becomes of it is told in order.
void Hub::State::take_dial(const Request& request, const Responder& to) {
  auto dialled = answer_dial(request.body);
  to.answer(net::json_response(dialled.answer.status, std::move(dialled.answer.body)));
  const auto url = net::parse_url(options.telephony_url);
  if (!url) return;
  auto wait = call_takes;
  for (auto& event : dialled.events) {
    client->after(wait, [this, url = *url, event = std::move(event)] {
      courier->deliver(json_post(url, options.telephony_key, event),
                       [](const Result<net::Response>& result) {
                         return is_success(result) ? Verdict::settled : Verdict::try_again;
                       });
    });
    wait += call_takes;
  }
}

void Hub::State::take_reply(const Request& request, const Responder& to) {
  const auto head = parse_reply_head(request.body);
  if (!head) return (void)to.answer(net::problem(head.error()));
  record_reply(head->application_id, request.body, to);
}

void Hub::State::record_reply(const std::string& application_id, const std::string& reply,
                              const std::optional<Responder>& to) {
  writer->submit([this, application_id, reply, to] {
    const auto order = find(application_id);
    // A freeze in the queue is answered again when its turn comes; the same answer twice is one.
    const bool fresh = order && with_platform_number(reply, order->platform_number) != order->reply;
    HubOrder answered = order.value_or(HubOrder{});
    if (fresh) {
      answered.state = "answered";
      answered.reply = with_platform_number(reply, order->platform_number);
      const auto head = parse_reply_head(reply);
      if (head && !head->bank_number.empty()) answered.bank_number = head->bank_number;
      database->run(
          "UPDATE orders SET state = ?, reply = ?, bank_number = ?"
          " WHERE application_id = ?",
          {answered.state, answered.reply, answered.bank_number, application_id});
    }
    return net::Task{[this, to, fresh, known = order.has_value(), answered] {
      if (to) {
        to->answer(known ? net::json_response(200, R"({"code":"100000"})")
                         : net::problem(404, "not_found", "no such order went through here"));
      }
      if (fresh) relay(answered);
    }};
  });
}

void Hub::State::relay(const HubOrder& order) {
  when_in_service(Milliseconds{options.relay_latency_ms}, [this, order] {
    courier->deliver(json_post(reply_url, options.reply_key, order.reply),
                     [this, id = order.application_id](const Result<net::Response>& result) {
                       if (!is_success(result)) return Verdict::try_again;
                       writer->submit([this, id] {
                         database->run(
                             "UPDATE orders SET state = 'relayed' WHERE application_id = ?", {id});
                         return net::Task{};
                       });
                       return Verdict::settled;
                     });
  });
}

void Hub::State::show_order(const Request& request, const Responder& to) {
  writer->submit([this, id = request.param("application_id"), to] {
    const auto order = find(id);
    return net::Task{[order, to] {
      if (!order) {
        return (void)to.answer(net::problem(404, "not_found", "no such order came here"));
      }
      to.answer(net::json_response(
          200, order_state_json(ack_of(*order, transport::accepted), order->state)));
    }};
  });
}

void Hub::State::change_faults(const Request& request, const Responder& to) {
  if (options.admin_key.empty() || !is_authorised(request, {options.admin_key})) {
    to.answer(net::problem(401, "unauthenticated", "faults take the admin key"));
    return;
  }
  if (request.method == "POST") {
    const auto faults = parse_faults(request.body, current_faults(), now());
    if (!faults) return (void)to.answer(net::problem(faults.error()));
    const std::lock_guard lock{mutex};
    options.faults = *faults;
  }
  to.answer(net::json_response(200, to_json(current_faults())));
}

}  // namespace holdfast::bank
