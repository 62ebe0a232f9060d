// The bank's wiring: routes, authorisation, orders' time line, deliveries. See bank.hpp.
#include "bank/bank.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/core.h>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include "bank/codec.hpp"
#include "bank/courier.hpp"
#include "bank/feed_pusher.hpp"
#include "bank/ledger.hpp"
#include "bank/writer.hpp"
#include "bank/xml_form.hpp"
#include "base/log.hpp"
#include "base/rng.hpp"
#include "net/client.hpp"
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

// How long an order whose acknowledgement is lost on purpose is left hanging.
constexpr Milliseconds lost_ack_hang{60'000};

// A timer that sleeps for months is set again now and then.
constexpr Milliseconds longest_sleep{std::chrono::hours{24}};

/// After these the queue of an account may move on, or somebody stands in one who did not before.
bool may_touch_queues(const Order& order) {
  return order.code == message::freeze || order.code == message::freeze_release ||
         order.code == message::freeze_renewal;
}

Result<net::Url> optional_url(const std::string& text) {
  return text.empty() ? Result<net::Url>{net::Url{}} : net::parse_url(text);
}

}  // namespace

namespace {

/// Ids, each new once. Any thread.
class IdsOnce {
 public:
  bool insert(const std::string& id) {
    const std::lock_guard lock{mutex_};
    return ids_.insert(id).second;
  }

 private:
  std::mutex mutex_;
  std::set<std::string> ids_;
};

}  // namespace

struct Bank::State {
  explicit State(BankOptions with) : options(std::move(with)), dice(options.seed) {}
  ~State() {
    if (server) server->stop(Milliseconds{500});
    if (writer) writer->stop();  // completions still find the client; late callbacks are dropped
  }

  Result<void> prepare();
  Result<void> open_ledger();
  Result<void> serve();
  void resume();
  net::Router routes();

  void open_account(const Request& request, const Responder& to);
  void show_account(const Request& request, const Responder& to);
  void pay(const Request& request, const Responder& to);
  void take_credit(const Request& request, const Responder& to);
  void take_order(const Request& request, const Responder& to);
  void show_order(const Request& request, const Responder& to);
  void show_evidence(const Request& request, const Responder& to);
  void change_faults(const Request& request, const Responder& to);

  [[nodiscard]] bool keeps_out(const Step& step, const Responder& to, Form form);
  void acknowledge(const Ledger::Received& received, const Responder& to, Form form);
  void schedule(const OrderRecord& record);
  void execute(const std::string& application_id);
  void send_reply(const std::string& application_id, const std::string& reply);
  /// Begins the freezes whose turn came and tells of them; wakes again at the next turn.
  void advance_queues();
  [[nodiscard]] net::Task tell_advanced(const std::vector<std::string>& begun);
  void deliver(const Posting& posting);
  void posted() {
    if (feed) feed->kick();
  }

  [[nodiscard]] Instant now() const { return options.clock ? options.clock() : machine_now(); }
  bool roll(std::uint64_t rate) {
    const std::lock_guard lock{mutex};
    return rate > 0 && dice.chance(rate);
  }
  Faults current_faults() {
    const std::lock_guard lock{mutex};
    return options.faults;
  }

  BankOptions options;
  net::Url reply_url;
  std::map<std::string, net::Url> peers;
  std::mutex mutex;  // guards options.faults, dice and outages
  base::Rng dice;
  std::map<const Step*, bool> outages;  // of the scenario, those that have begun
  IdsOnce told_late;                    // orders whose late result has been waited for
  std::unique_ptr<Database> database;
  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<Writer> writer;
  // Ended from the last to the first: the client's thread uses everything above it until it is
  // gone.
  std::unique_ptr<Courier> courier;
  std::unique_ptr<OrderSeal> seal;
  std::shared_ptr<FeedPusher> feed;
  std::unique_ptr<net::HttpClient> client;
  std::unique_ptr<net::HttpServer> server;
};

Bank::Bank(std::unique_ptr<State> state) : state_(std::move(state)) {}
Bank::~Bank() = default;

std::uint16_t Bank::port() const {
  return state_->server->port();
}

Result<std::unique_ptr<Bank>> Bank::open(BankOptions options) {
  auto state = std::make_unique<State>(std::move(options));
  if (const auto prepared = state->prepare(); !prepared) return prepared.error();
  return std::unique_ptr<Bank>{new Bank(std::move(state))};
}

Result<void> Bank::State::prepare() {
  if (options.institution.empty()) {
    return Error{ErrorCode::bad_input, "a bank needs an institution code"};
  }
  if (options.api_keys.empty()) {
    return Error{ErrorCode::bad_input, "a bank needs at least one API key to accept"};
  }
  const auto reply = optional_url(options.reply_url);
  if (!reply) return reply.error();
  reply_url = *reply;
  for (const auto& [code, text] : options.peers) {
    const auto url = net::parse_url(text);
    if (!url) return url.error();
    peers.emplace(code, *url);
  }
  if (const auto opened = open_ledger(); !opened) return opened;
  auto made = net::HttpClient::create({.connections_per_host_max = 32});
  if (!made) return made.error();
  client = std::move(*made);
  courier = std::make_unique<Courier>(*client, options.signing);
  seal = std::make_unique<OrderSeal>(options.centre_key);
  writer = std::make_unique<Writer>(*database);
  if (!options.feed_url.empty()) {
    const auto url = net::parse_url(options.feed_url);
    if (!url) return url.error();
    feed = std::make_shared<FeedPusher>(
        FeedTarget{*url, options.feed_key, options.institution, Milliseconds{options.feed_batch_ms},
                   Milliseconds{options.heartbeat_ms}},
        *ledger, *writer, *client, [this] { return now(); });
  }
  if (const auto serving = serve(); !serving) return serving;
  resume();
  return {};
}

Result<void> Bank::State::open_ledger() {
  std::string path;
  if (!options.data_dir.empty()) {
    std::error_code failed;
    std::filesystem::create_directories(options.data_dir, failed);
    if (failed) {
      return Error{ErrorCode::io, fmt::format("{}: {}", options.data_dir, failed.message())};
    }
    path = options.data_dir + "/ledger.db";
  }
  auto opened = Database::open(path);
  if (!opened) return opened.error();
  database = std::move(*opened);
  ledger = std::make_unique<Ledger>(
      *database, LedgerRules{.institution = options.institution,
                             .time_tolerance = std::chrono::seconds{options.time_tolerance_s},
                             .kind = options.kind});
  try {
    database->script("BEGIN IMMEDIATE");
    if (const auto prepared = ledger->prepare(); !prepared) return prepared;
    for (const Account& account : options.accounts) {
      if (const auto made = ledger->open_account(account); !made) return made;
    }
    database->script("COMMIT");
  } catch (const std::exception& error) {
    return Error{ErrorCode::corrupt, error.what()};
  }
  return {};
}

Result<void> Bank::State::serve() {
  net::ServerOptions http;
  http.listen = options.listen;
  http.workers = 2;
  auto started = net::HttpServer::start(http, routes().release());
  if (!started) return started.error();
  server = std::move(*started);
  return {};
}

net::Router Bank::State::routes() {
  net::Router router;
  using Act = void (State::*)(const Request&, const Responder&);
  const auto add = [&](std::string_view method, std::string_view path, Act act) {
    router.add(
        method, path,
        net::Route{.handler = [this, act](const Request& request, const Responder& to) {
          if (!is_authorised(request, options.api_keys)) {
            to.answer(net::problem(401, "unauthenticated", "this key is not accepted here"));
            return;
          }
          if (current_faults().is_out(now())) {
            to.answer(net::problem(503, "unavailable", "the bank's front end is out of service"));
            return;
          }
          (this->*act)(request, to);
        }});
  };
  add("POST", "/bank/v1/accounts", &State::open_account);
  add("GET", "/bank/v1/accounts/{number}", &State::show_account);
  add("POST", "/bank/v1/payments", &State::pay);
  add("POST", "/bank/v1/credits", &State::take_credit);
  add("POST", "/bank/v1/orders", &State::take_order);
  add("GET", "/bank/v1/orders/{application_id}", &State::show_order);
  add("GET", "/bank/v1/evidence/{reference}", &State::show_evidence);
  const net::Route faults{.handler = [this](const Request& request, const Responder& to) {
    change_faults(request, to);
  }};
  router.add("POST", "/bank/v1/faults", faults);
  router.add("GET", "/bank/v1/faults", faults);
  router.add("GET", "/healthz", net::Route{.handler = [this](const Request&, const Responder& to) {
               to.answer(net::json_response(
                   200, fmt::format(R"({{"status":"ok","institution":"{}","name":"{}"}})",
                                    net::json_escape(options.institution),
                                    net::json_escape(options.name))));
             }});
  return router;
}

// What a process that ended left undone.
void Bank::State::resume() {
  writer->submit([this] {
    auto orders = ledger->unfinished_orders();
    auto debits = ledger->undelivered();
    return net::Task{[this, orders = std::move(orders), debits = std::move(debits)] {
      for (const OrderRecord& record : orders) {
        if (record.state == "done") {
          send_reply(record.application_id, record.reply);
        } else {
          schedule(record);
        }
      }
      for (const Posting& posting : debits) deliver(posting);
    }};
  });
  advance_queues();
  if (feed) feed->start();
}

void Bank::State::open_account(const Request& request, const Responder& to) {
  const auto account = parse_account(request.body);
  if (!account) return (void)to.answer(net::problem(account.error()));
  writer->submit([this, account = *account, to] {
    const auto opened = ledger->open_account(account);
    return net::Task{[opened, account, to] {
      to.answer(opened ? net::json_response(201, to_json(account, Holds{}))
                       : net::problem(opened.error()));
    }};
  });
}

void Bank::State::show_account(const Request& request, const Responder& to) {
  writer->submit([this, number = request.param("number"), to] {
    const auto account = ledger->find_account(number);
    const Holds holds = ledger->live_holds(number, now());
    return net::Task{[account, holds, to] {
      to.answer(account ? net::json_response(200, to_json(*account, holds))
                        : net::problem(404, "not_found", "there is no such account here"));
    }};
  });
}

// A debit that a hold forbids is 409 `held`, one that the balance forbids 409 `insufficient`.
void Bank::State::pay(const Request& request, const Responder& to) {
  const auto payment = parse_payment(request.body);
  if (!payment) return (void)to.answer(net::problem(payment.error()));
  writer->submit([this, payment = *payment, to] {
    const auto posted_as = ledger->pay(payment, now());
    return net::Task{[this, posted_as, to] {
      if (posted_as) {
        to.answer(net::json_response(201, to_json(*posted_as)));
        posted();
        if (posted_as->side == Side::debit) deliver(*posted_as);
        return;
      }
      const Error& why = posted_as.error();
      if (why.code == ErrorCode::refused_by_rule) {
        to.answer(net::problem(409, "held", why.message, why.where, why.rule));
      } else if (why.code == ErrorCode::conflict && why.where == "/amount_fen") {
        to.answer(net::problem(409, "insufficient", why.message, why.where));
      } else {
        to.answer(net::problem(why));
      }
    }};
  });
}

void Bank::State::take_credit(const Request& request, const Responder& to) {
  const auto credit = parse_credit(request.body);
  if (!credit) return (void)to.answer(net::problem(credit.error()));
  writer->submit([this, credit = *credit, to]() mutable {
    credit.time = now();
    const auto posted_as = ledger->credit(credit);
    return net::Task{[this, posted_as, to] {
      to.answer(posted_as ? net::json_response(201, to_json(*posted_as))
                          : net::problem(posted_as.error()));
      if (posted_as) posted();
    }};
  });
}

void Bank::State::deliver(const Posting& posting) {
  const auto peer = peers.find(posting.payee_institution);
  if (peer == peers.end()) return;  // whoever made the payment delivers it
  courier->deliver(
      json_post(peer->second.with_path("/bank/v1/credits"), options.peer_key, credit_json(posting)),
      [this, number = posting.number](const Result<net::Response>& result) {
        if (is_success(result)) {
          writer->submit([this, number] {
            ledger->mark_delivered(number);
            return net::Task{};
          });
          return Verdict::settled;
        }
        if (!result.ok() || (result->status != 404 && result->status != 409)) {
          return Verdict::try_again;
        }
        writer->submit([this, number] {  // the other bank will never take it: back to the payer
          ledger->give_back(number, now());
          return net::Task{[this] { posted(); }};
        });
        return Verdict::settled;
      });
}

void Bank::State::take_order(const Request& request, const Responder& to) {
  if (const auto genuine = seal->check(request); !genuine) {
    return (void)to.answer(net::problem(genuine.error()));
  }
  const auto body = order_json(request);
  const auto order = body ? parse_order(*body) : Result<Order>{body.error()};
  const auto form = form_of(request);
  if (!order) {
    Ack ack{.code = transport::bad_format, .received_at = now()};
    ack.message = fmt::format("{} ({})", order.error().message, order.error().where);
    to.answer(receipt(ack, form));
    return;
  }
  const auto* const step = options.scenario.step_for(order->code, order->application_id);
  if (step != nullptr && keeps_out(*step, to, form)) return;
  const Faults faults = current_faults();
  const bool is_slow = step != nullptr && step->deed == Deed::slow;
  const std::int64_t extra =
      (roll(faults.slow_rate) ? faults.slow_ms : 0) + (is_slow ? step->by.count() : 0);
  writer->submit([this, order = *order, to, extra, form] {
    const Instant at = now();
    const auto received = ledger->receive(order, at, at + Milliseconds{options.latency_ms + extra});
    return net::Task{[this, received, to, form] {
      if (received.is_new) schedule(received.record);
      acknowledge(received, to, form);
    }};
  });
}

/// What the scenario does to an order before anything of it is written down.
bool Bank::State::keeps_out(const Step& step, const Responder& to, Form form) {
  if (step.deed == Deed::down) {
    const std::lock_guard lock{mutex};
    if (!options.faults.is_out(now())) {
      // An order that comes again after the outage is taken.
      if (std::exchange(outages[&step], true)) return false;
      options.faults.outage_from = now();
      options.faults.outage_until = now() + step.by;
    }
    to.answer(net::problem(503, "unavailable", "the bank's front end is out of service"));
    return true;
  }
  if (step.deed == Deed::office_hours && !step.hours.are_open(now())) {
    Ack ack{.code = transport::closed, .received_at = now()};
    ack.message = "outside office hours";
    to.answer(receipt(ack, form));
    return true;
  }
  return false;
}

void Bank::State::acknowledge(const Ledger::Received& received, const Responder& to, Form form) {
  Ack ack;
  ack.code = received.is_new ? transport::accepted : transport::duplicate;
  ack.application_id = received.record.application_id;
  ack.bank_number = received.record.bank_number;
  ack.received_at = received.record.received;
  ack.reply = received.record.reply;
  if (!received.same_content) {
    ack.message = "this application id came before with another content; the first one counts";
  }
  const auto* const step = options.scenario.step_of(ack.application_id);
  const auto deed = step == nullptr ? Deed::answer : step->deed;
  if (deed == Deed::unreadable && received.is_new) {
    return (void)to.answer(net::json_response(200, "<html>it works</html>"));
  }
  if ((deed == Deed::lose_ack && received.is_new) || roll(current_faults().drop_ack_rate)) {
    // The caller hears nothing and must send again.
    client->after(lost_ack_hang, [to] { (void)to.is_answered(); });
    return;
  }
  const Milliseconds latency{options.ack_latency_ms};
  if (latency.count() == 0) return (void)to.answer(receipt(ack, form));
  client->after(latency, [to, ack, form] { to.answer(receipt(ack, form)); });
}

void Bank::State::schedule(const OrderRecord& record) {
  const auto wait = std::max(Milliseconds{0}, record.due - now());
  client->after(wait, [this, id = record.application_id] { execute(id); });
}

void Bank::State::execute(const std::string& application_id) {
  const auto* const step = options.scenario.step_of(application_id);
  const auto refusal = step != nullptr && step->deed == Deed::refuse ? step : nullptr;
  const bool fails = refusal != nullptr || roll(current_faults().refuse_rate);
  writer->submit([this, application_id, fails, refusal] {
    const auto record = ledger->find_order(application_id);
    const auto order = parse_order(record->body);  // it was read before it was stored
    const bool touches_queues = may_touch_queues(*order);
    const Instant at = now();
    auto begun = touches_queues ? ledger->advance_queues(at) : std::vector<std::string>{};
    ledger->execute(*order, at, fails ? Ledger::Health::fails : Ledger::Health::works);
    if (touches_queues) {
      for (auto& id : ledger->advance_queues(at)) begun.push_back(std::move(id));
    }
    if (refusal != nullptr) {
      ledger->tell_instead(application_id, altered(ledger->find_order(application_id)->reply,
                                                   {refusal->code, refusal->message}));
    }
    const std::string reply = ledger->find_order(application_id)->reply;
    return net::Task{[this, application_id, reply, tell = tell_advanced(begun)]() mutable {
      send_reply(application_id, reply);
      tell();
    }};
  });
}

void Bank::State::advance_queues() {
  writer->submit([this] { return tell_advanced(ledger->advance_queues(now())); });
}

net::Task Bank::State::tell_advanced(const std::vector<std::string>& begun) {
  std::vector<std::pair<std::string, std::string>> replies;
  for (const auto& id : begun) replies.emplace_back(id, ledger->find_order(id)->reply);
  const auto next = ledger->next_advance(now());
  return net::Task{[this, replies = std::move(replies), next] {
    for (const auto& [id, reply] : replies) send_reply(id, reply);
    if (next) {
      client->after(std::min(std::max(*next - now(), Milliseconds{0}), longest_sleep),
                    [this] { advance_queues(); });
    }
  }};
}

void Bank::State::send_reply(const std::string& application_id, const std::string& reply) {
  if (options.reply_url.empty()) return;
  const Faults faults = current_faults();
  if (faults.is_out(now())) {
    client->after(*faults.outage_until - now(),
                  [this, application_id, reply] { send_reply(application_id, reply); });
    return;
  }
  const auto* const step = options.scenario.step_of(application_id);
  if (step != nullptr && step->deed == Deed::late && told_late.insert(application_id)) {
    client->after(step->by, [this, application_id, reply] { send_reply(application_id, reply); });
    return;
  }
  auto results = step == nullptr ? std::vector{reply} : told_results(*step, reply);
  if (results.size() == 1 && roll(faults.duplicate_reply_rate)) results.push_back(results.front());
  const auto post = [this](const std::string& result) {
    return result_post(reply_url, options.reply_key, result, options.form, options.institution);
  };
  const auto request = post(results.front());
  std::optional<net::ClientRequest> second;
  if (results.size() > 1) second = post(results.back());
  const auto pause =
      step != nullptr && step->deed == Deed::contradictory ? step->by : Milliseconds{0};
  courier->deliver(request,
                   [this, application_id, second, pause](const Result<net::Response>& result) {
                     if (!is_success(result)) return Verdict::try_again;
                     writer->submit([this, application_id] {
                       ledger->mark_replied(application_id);
                       return net::Task{};
                     });
                     if (second) {
                       client->after(pause, [this, again = *second] {
                         courier->send_once(again, [](const Result<net::Response>&) {});
                       });
                     }
                     return Verdict::settled;
                   });
}

void Bank::State::show_order(const Request& request, const Responder& to) {
  writer->submit([this, id = request.param("application_id"), to] {
    const auto record = ledger->find_order(id);
    return net::Task{[record, to] {
      if (!record) {
        Ack none{.code = transport::not_found, .message = "no such order came here"};
        to.answer(net::json_response(404, to_json(none)));
        return;
      }
      Ack ack;
      ack.application_id = record->application_id;
      ack.bank_number = record->bank_number;
      ack.received_at = record->received;
      ack.reply = record->reply;
      to.answer(net::json_response(200, order_state_json(ack, record->state)));
    }};
  });
}

void Bank::State::show_evidence(const Request& request, const Responder& to) {
  writer->submit([this, reference = request.param("reference"), to] {
    const auto content = ledger->evidence_file(reference);
    return net::Task{[content, to] {
      to.answer(content ? net::json_response(200, *content)
                        : net::problem(404, "not_found", "nothing was handed over by that name"));
    }};
  });
}

void Bank::State::change_faults(const Request& request, const Responder& to) {
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
