// Banks and a hub over real sockets, against a stand-in for the centre.
#include "bank/bank.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <gtest/gtest.h>
#include <mutex>
#include <set>
#include <stdlib.h>
#include <thread>

#include "bank/cli.hpp"
#include "bank/codec.hpp"
#include "bank/hub.hpp"
#include "net/client.hpp"
#include "net/router.hpp"
#include "net/server.hpp"
#include "profile/iso20022.hpp"
#include "profile/json_form.hpp"
#include "profile/xml.hpp"

namespace holdfast::bank {
namespace {

using base::Fen;
using base::Instant;
using base::Milliseconds;

template <typename Condition>
bool eventually(Condition condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(Milliseconds{1});
  }
  return true;
}

// What the centre would be: takes feeds and replies, remembers them, fails when told to.
class Centre {
 public:
  explicit Centre(std::string listen = "127.0.0.1:0") {
    net::Router router;
    router.add("POST", "/api/v1/transfers",
               net::Route{.handler = [this](const net::Request& request, const net::Responder& to) {
                 if (failing) return (void)to.answer(net::problem(503, "unavailable", "down"));
                 const std::lock_guard lock{mutex};
                 feed += request.body;
                 as_of.push_back(std::string{request.query_value("as_of").value_or("")});
                 if (request.bearer() == "feed-key") ++feed_posts;
                 to.answer(net::json_response(200, "{}"));
               }});
    router.add("POST", "/replies",
               net::Route{.handler = [this](const net::Request& request, const net::Responder& to) {
                 if (failing) return (void)to.answer(net::problem(503, "unavailable", "down"));
                 const std::lock_guard lock{mutex};
                 replies.push_back(request.body);
                 to.answer(net::json_response(200, R"({"code":"100000"})"));
               }});
    auto started =
        net::HttpServer::start({.listen = std::move(listen)}, std::move(router).release());
    EXPECT_TRUE(started.ok());
    server = std::move(*started);
  }
  std::string url(const std::string& path = {}) const {
    return "http://127.0.0.1:" + std::to_string(server->port()) + path;
  }
  std::size_t reply_count() {
    const std::lock_guard lock{mutex};
    return replies.size();
  }
  std::string feed_text() {
    const std::lock_guard lock{mutex};
    return feed;
  }

  std::mutex mutex;
  std::atomic<bool> failing = false;
  std::string feed;
  std::vector<std::string> as_of;
  int feed_posts = 0;
  std::vector<std::string> replies;
  std::unique_ptr<net::HttpServer> server;
};

class BankTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = "/tmp/holdfast_bank_XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    dir_ = name;
    auto client = net::HttpClient::create();
    ASSERT_TRUE(client.ok());
    client_ = std::move(*client);
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }

  BankOptions options(const std::string& code) {
    BankOptions bank;
    bank.institution = code;
    bank.name = code;
    bank.api_keys = {"key"};
    bank.admin_key = "admin";
    bank.reply_url = centre_.url("/replies");
    bank.reply_key = "reply-key";
    bank.peer_key = "key";
    bank.latency_ms = 1;
    bank.accounts = {{"A", "张三", "01", "138", Fen{100'000}}, {"B", "李四", "01", "139", Fen{}}};
    return bank;
  }
  static std::unique_ptr<Bank> open(const BankOptions& with) {
    auto bank = Bank::open(with);
    EXPECT_TRUE(bank.ok()) << (bank.ok() ? "" : bank.error().message);
    return bank.ok() ? std::move(*bank) : nullptr;
  }
  static std::string url_of(const auto& service) {
    return "http://127.0.0.1:" + std::to_string(service.port());
  }
  net::Response ask(const auto& service, const std::string& method, const std::string& path,
                    std::string body = {}, const std::string& key = "key",
                    Milliseconds timeout = Milliseconds{5'000}) {
    const auto got = client_->fetch({.method = method,
                                     .url = net::parse_url(url_of(service) + path).value(),
                                     .headers = {{"Authorization", "Bearer " + key}},
                                     .body = std::move(body),
                                     .timeout = timeout});
    return got.ok() ? *got : net::Response{.status = 0, .body = got.error().message};
  }
  std::string pay(const Bank& bank, const std::string& more, int expected = 201) {
    const auto got = ask(bank, "POST", "/bank/v1/payments",
                         R"({"payer":"A","payee":"B","amount_fen":60000)" + more + "}");
    EXPECT_EQ(got.status, expected) << got.body;
    return got.body;
  }
  // A stop on B, justified by the payment that `posting` describes.
  static std::string stop(const std::string& id, const Posting& posting,
                          const std::string& more = {}) {
    return R"({"code":"100101","application_id":")" + id +
           R"(","case_number":"C1","account":"B","account_name":"李四","justification":{"payer":")" +
           posting.payer + R"(","amount_fen":)" + std::to_string(posting.amount.value()) +
           R"(,"time":")" + base::format_instant(posting.time) + R"("})" + more + "}";
  }
  static Posting justifying(Instant at) {
    Posting posting;
    posting.payer = "A";
    posting.amount = Fen{60'000};
    posting.time = at;
    return posting;
  }
  static Instant now() {
    return std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
  }
  static bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  }

  Centre centre_;
  std::string dir_;
  std::unique_ptr<net::HttpClient> client_;
};

TEST_F(BankTest, AStopIsAcknowledgedExecutedOnceAndAnswered) {
  const auto bank = open(options("YZ01"));
  pay(*bank, R"(,"payee_institution":"YZ01")");
  const auto ack =
      parse_ack(ask(*bank, "POST", "/bank/v1/orders", stop("O1", justifying(now()))).body);
  ASSERT_TRUE(ack.ok());
  EXPECT_EQ(ack->code, transport::accepted);
  EXPECT_EQ(ack->bank_number, "YZ01-B00000001");
  ASSERT_TRUE(eventually([&] { return centre_.reply_count() == 1; }));
  EXPECT_TRUE(has(centre_.replies[0], R"("code":"100102")")) << centre_.replies[0];
  EXPECT_TRUE(has(centre_.replies[0], R"("result":"0000")")) << centre_.replies[0];
  EXPECT_TRUE(has(centre_.replies[0], R"("held_fen":60000)")) << centre_.replies[0];
  EXPECT_TRUE(has(centre_.replies[0], R"("bank_number":"YZ01-B00000001")"));

  const auto polled = ask(*bank, "GET", "/bank/v1/orders/O1");
  EXPECT_TRUE(has(polled.body, R"("state":"done")") && has(polled.body, R"("result":"0000")"));
  const auto account = ask(*bank, "GET", "/bank/v1/accounts/B");
  EXPECT_TRUE(has(account.body, R"("stopped":true)")) << account.body;
  const auto refused = ask(*bank, "POST", "/bank/v1/payments",
                           R"({"payer":"B","payee":"ATM","amount_fen":1,"kind":"cash"})");
  EXPECT_EQ(refused.status, 409);
  EXPECT_TRUE(has(refused.body, R"("title":"held")"));

  // The same order again: transport says duplicate and the known result comes along.
  const auto posted = stop("O1", justifying(now()));
  const auto again = parse_ack(ask(*bank, "POST", "/bank/v1/orders", posted).body);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->code, transport::duplicate);
  EXPECT_EQ(again->bank_number, ack->bank_number);
  EXPECT_TRUE(has(again->reply, R"("result":"0000")"));
}

TEST_F(BankTest, SpeaksTheXmlProfileBothWays) {
  auto with = options("YZ01");
  with.form = Form::xml;
  const auto bank = open(with);
  pay(*bank, R"(,"payee_institution":"YZ01")");
  const auto send = [&](const std::string& body) {
    const auto got =
        client_->fetch({.method = "POST",
                        .url = net::parse_url(url_of(*bank) + "/bank/v1/orders").value(),
                        .headers = {{"Authorization", "Bearer key"},
                                    {"Content-Type", "application/xml; charset=utf-8"}},
                        .body = body,
                        .timeout = Milliseconds{5'000}});
    const auto read = profile::read_xml(got->body);
    EXPECT_TRUE(read.ok()) << got->body;
    return *read;
  };
  auto order = profile::from_json(
      stop("O1", justifying(now()),
           R"(,"reason":"涉案","article":"第二十条","officers":[{"name":"li"}])"));
  ASSERT_TRUE(order.ok()) << order.error().message;
  const auto receipt = send(profile::write_xml(*order));
  EXPECT_EQ(receipt.code, profile::receipt_code);
  EXPECT_EQ(receipt.text("Code"), transport::accepted);
  EXPECT_EQ(receipt.text("BankNumber"), "YZ01-B00000001");
  ASSERT_TRUE(eventually([&] { return centre_.reply_count() == 1; }));
  const auto reply = profile::read_xml(centre_.replies[0]);
  ASSERT_TRUE(reply.ok()) << centre_.replies[0];
  EXPECT_EQ(reply->code, "100102");
  EXPECT_EQ(reply->text("Result"), "0000");
  EXPECT_EQ(reply->text("FrozenBalance"), "600.00");
  EXPECT_EQ(send(profile::write_xml(*order)).text("Code"), transport::duplicate);
  EXPECT_EQ(send("<!DOCTYPE x [<!ENTITY a 'b'>]><Root/>").text("Code"), transport::bad_format);
  EXPECT_EQ(send(centre_.replies[0]).text("Code"), transport::bad_format) << "a result is no order";
}

TEST_F(BankTest, AnswersIso20022InIso20022AndTheRestInJson) {
  auto with = options("YZ01");
  with.form = Form::iso20022;
  const auto bank = open(with);
  pay(*bank, R"(,"payee_institution":"YZ01")");
  const auto send = [&](const std::string& body) {
    const auto got =
        client_->fetch({.method = "POST",
                        .url = net::parse_url(url_of(*bank) + "/bank/v1/orders").value(),
                        .headers = {{"Authorization", "Bearer key"},
                                    {"Content-Type", "application/xml; charset=utf-8"}},
                        .body = body,
                        .timeout = Milliseconds{5'000}});
    const auto ack = parse_ack(got->body);
    EXPECT_TRUE(ack.ok()) << got->body;
    return ack->code;
  };
  const auto query = profile::write_iso_order(
      R"({"code":"100301","application_id":"Q1","account":"A","article":"第二十条","term_hours":24})",
      {"HOLDFAST", "YZ01", now()});
  ASSERT_TRUE(query.ok());
  EXPECT_EQ(send(*query), transport::accepted);
  ASSERT_TRUE(eventually([&] { return centre_.reply_count() == 1; }));
  const auto reply = profile::read_iso_result(centre_.replies[0]);
  ASSERT_TRUE(reply.ok()) << centre_.replies[0];
  EXPECT_TRUE(has(reply->json, R"("result":"0000")"));
  EXPECT_TRUE(has(reply->json, R"("amount_fen":60000)")) << reply->json;
  EXPECT_EQ(send(*query), transport::duplicate);
  EXPECT_EQ(send(centre_.replies[0]), transport::bad_format) << "a result is no order";
  (void)ask(*bank, "POST", "/bank/v1/orders", stop("O1", justifying(now())));
  ASSERT_TRUE(eventually([&] { return centre_.reply_count() == 2; }));
  EXPECT_TRUE(has(centre_.replies[1], R"("code":"100102")"));
}

TEST_F(BankTest, PlaysItsScenarioOrderByOrder) {
  auto with = options("YZ01");
  with.scenario = *Scenario::parse(R"(
[[step]]
on = "subject"
do = "down"
ms = 20
[[step]]
on = "subject"
do = "unreadable"
[[step]]
on = "subject"
do = "refuse"
code = "0302"
[[step]]
on = "subject"
do = "contradictory"
ms = 1
)",
                                   "s.toml");
  const auto bank = open(with);
  const auto query = [&](const std::string& id) {
    return ask(*bank, "POST", "/bank/v1/orders",
               R"({"code":"100303","application_id":")" + id + R"(","account":"A"})");
  };
  EXPECT_EQ(query("Q1").status, 503);
  EXPECT_EQ(ask(*bank, "GET", "/bank/v1/accounts/A").status, 503) << "down is down";
  ASSERT_TRUE(eventually([&] { return query("Q1").status == 200; }));
  EXPECT_FALSE(parse_ack(query("Q2").body).ok());
  EXPECT_EQ(parse_ack(query("Q2").body)->code, transport::duplicate) << "it was taken all the same";
  EXPECT_EQ(query("Q3").status, 200);
  ASSERT_TRUE(eventually([&] { return centre_.reply_count() == 3; }));
  EXPECT_EQ(query("Q4").status, 200);
  ASSERT_TRUE(eventually([&] { return centre_.reply_count() == 5; }));
  const std::lock_guard lock{centre_.mutex};
  EXPECT_TRUE(std::ranges::any_of(centre_.replies, [](const std::string& each) {
    return has(each, "Q3") && has(each, R"("result":"0302")");
  }));
  EXPECT_TRUE(has(centre_.replies[3], R"("result":"0000")"));
  EXPECT_TRUE(has(centre_.replies[4], R"("result":"1300")"));
}

TEST_F(BankTest, RefusesStrangersNonsenseAndUnknownThings) {
  const auto bank = open(options("YZ01"));
  EXPECT_EQ(ask(*bank, "GET", "/bank/v1/accounts/A", "", "other").status, 401);
  EXPECT_EQ(ask(*bank, "POST", "/bank/v1/faults", "{}", "key").status, 401);
  EXPECT_EQ(ask(*bank, "GET", "/bank/v1/accounts/Q").status, 404);
  EXPECT_EQ(ask(*bank, "GET", "/bank/v1/orders/Q").status, 404);
  for (const char* body :
       {"", "[]", "{", R"({"payer":"A"})", R"({"payer":"A","payee":"B","amount_fen":0})",
        R"({"payer":"A","payee":"B","amount_fen":-5})",
        R"({"payer":"A","payee":"B","amount_fen":1.5})",
        R"({"payer":"A","payee":"B","amount_fen":"5"})",
        R"({"payer":"A","payee":"B","amount_fen":99999999999999999999})",
        R"({"payer":"A","payee":"B","amount_fen":5,"kind":"gift"})",
        R"({"payer":"A","payee":"B","amount_fen":5,"time":"yesterday"})",
        "{\"payer\":\"A\\u0000\",\"payee\":\"B\",\"amount_fen\":5}"}) {
    EXPECT_EQ(ask(*bank, "POST", "/bank/v1/payments", body).status, 400) << body;
  }
  const std::string deep = std::string(5000, '[') + std::string(5000, ']');
  EXPECT_EQ(ask(*bank, "POST", "/bank/v1/payments", deep).status, 400);
  for (const std::string& body :
       {std::string{"{}"}, std::string{R"({"code":"100101","application_id":"X"})"},
        std::string{R"({"code":"100999","application_id":"X","account":"B"})"},
        stop(std::string(37, 'x'), justifying(now())),
        std::string{R"({"code":"100103","application_id":"X"})"}}) {
    const auto ack = parse_ack(ask(*bank, "POST", "/bank/v1/orders", body).body);
    ASSERT_TRUE(ack.ok());
    EXPECT_EQ(ack->code, transport::bad_format) << body;
  }
}

TEST_F(BankTest, OrdersSurviveAReopeningAndTheirRepliesAreSentUntilTaken) {
  BankOptions with = options("YZ01");
  with.data_dir = dir_ + "/bank";
  centre_.failing = true;
  {
    const auto bank = open(with);
    pay(*bank, R"(,"payee_institution":"YZ01")");
    ask(*bank, "POST", "/bank/v1/orders", stop("O1", justifying(now())));
    ASSERT_TRUE(eventually(
        [&] { return has(ask(*bank, "GET", "/bank/v1/orders/O1").body, R"("state":"done")"); }));
  }
  {
    // Received, but ended before it was due: executed after the reopening.
    with.latency_ms = 3'600'000;
    const auto bank = open(with);
    ask(*bank, "POST", "/bank/v1/orders",
        R"({"code":"100303","application_id":"O2","account":"B"})");
  }
  with.clock = [] { return now() + std::chrono::hours{2}; };
  const auto bank = open(with);
  centre_.failing = false;
  ASSERT_TRUE(eventually([&] { return centre_.reply_count() >= 2; }));
  std::set<std::string> ids;
  for (const std::string& reply : centre_.replies)
    ids.insert(parse_reply_head(reply)->application_id);
  EXPECT_EQ(ids, (std::set<std::string>{"O1", "O2"}));
}

TEST_F(BankTest, EveryPostingReachesTheFeedInOrderThoughTheCentreWasDownAndTheBankRestarted) {
  BankOptions with = options("YZ01");
  with.data_dir = dir_ + "/bank";
  with.feed_url = centre_.url();
  with.feed_key = "feed-key";
  with.feed_batch_ms = 1;
  with.heartbeat_ms = 50;
  centre_.failing = true;
  const auto serial = [](int i) { return "S" + std::to_string(1000 + i); };
  const auto pay_one = [&](const Bank& bank, int i) {
    const auto got =
        ask(bank, "POST", "/bank/v1/payments",
            R"({"payer":"A","payee":"B","payee_institution":"YZ01","amount_fen":1,"serial":")" +
                serial(i) + "\"}");
    EXPECT_EQ(got.status, 201) << got.body;
  };
  {
    const auto bank = open(with);
    for (int i = 0; i < 20; ++i) pay_one(*bank, i);
  }
  const auto bank = open(with);
  for (int i = 20; i < 40; ++i) pay_one(*bank, i);
  centre_.failing = false;
  ASSERT_TRUE(eventually([&] { return has(centre_.feed_text(), serial(39)); }));
  const std::string feed = centre_.feed_text();
  std::size_t at = 0;
  for (int i = 0; i < 40; ++i) {
    const std::size_t found = feed.find("\"serial\":\"" + serial(i) + "\"");
    ASSERT_NE(found, std::string::npos) << i;
    EXPECT_GE(found, at) << i;
    at = found;
  }
  EXPECT_TRUE(has(feed, R"("payer_name":"张三")") && has(feed, R"("payee_institution":"YZ01")"));
  // Nothing moves any more, and still the watermark does.
  const auto posts = [&] {
    const std::lock_guard lock{centre_.mutex};
    return centre_.feed_posts;
  };
  const int before = posts();
  EXPECT_TRUE(eventually([&] { return posts() >= before + 3; }));
  const std::lock_guard lock{centre_.mutex};
  EXPECT_TRUE(std::ranges::is_sorted(centre_.as_of));
  EXPECT_TRUE(base::parse_instant(centre_.as_of.back()).ok()) << centre_.as_of.back();
}

TEST_F(BankTest, MoneyTravelsBetweenBanksOnceAndComesBackWhenRefused) {
  const auto second = open(options("CB02"));
  BankOptions with = options("YZ01");
  with.peers = {{"CB02", url_of(*second)}};
  with.data_dir = dir_ + "/bank";
  const auto first = open(with);
  pay(*first, R"(,"payee_institution":"CB02","payee_name":"李四")");
  const auto balance = [&](const Bank& bank, const std::string& account, const std::string& fen) {
    return eventually([&] {
      return has(ask(bank, "GET", "/bank/v1/accounts/" + account).body,
                 "\"balance_fen\":" + fen + ",");
    });
  };
  EXPECT_TRUE(balance(*second, "B", "60000"));
  EXPECT_TRUE(balance(*first, "A", "40000"));
  const auto lost =
      ask(*first, "POST", "/bank/v1/payments",
          R"({"payer":"A","payee":"nobody","payee_institution":"CB02","amount_fen":7})");
  EXPECT_EQ(lost.status, 201);
  EXPECT_TRUE(balance(*first, "A", "40000"));
}

TEST_F(BankTest, ALostAcknowledgementIsRepeatedWithoutASecondExecution) {
  const auto bank = open(options("YZ01"));
  pay(*bank, R"(,"payee_institution":"YZ01")");
  const auto order = stop("O1", justifying(now()), R"(,"amount_fen":100)");
  EXPECT_EQ(
      ask(*bank, "POST", "/bank/v1/faults", R"({"drop_ack_per_million":1000000})", "admin").status,
      200);
  EXPECT_EQ(ask(*bank, "POST", "/bank/v1/orders", order, "key", Milliseconds{100}).status, 0);
  ask(*bank, "POST", "/bank/v1/faults",
      R"({"drop_ack_per_million":0,"duplicate_reply_per_million":1000000})", "admin");
  const auto again = parse_ack(ask(*bank, "POST", "/bank/v1/orders", order).body);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->code, transport::duplicate);
  ASSERT_TRUE(eventually([&] { return centre_.reply_count() >= 1; }));
  EXPECT_TRUE(has(ask(*bank, "GET", "/bank/v1/accounts/B").body, R"("held_fen":100)"));
  // With the fault on, the next order's reply comes twice.
  const std::size_t before = centre_.reply_count();
  ask(*bank, "POST", "/bank/v1/orders", R"({"code":"100303","application_id":"Q","account":"B"})");
  EXPECT_TRUE(eventually([&] { return centre_.reply_count() >= before + 2; }));
}

TEST_F(BankTest, AnOutageTurnsEverybodyAwayAndEnds) {
  const auto bank = open(options("YZ01"));
  ask(*bank, "POST", "/bank/v1/faults", R"({"outage_ms":200})", "admin");
  EXPECT_EQ(ask(*bank, "GET", "/bank/v1/accounts/A").status, 503);
  EXPECT_TRUE(eventually([&] { return ask(*bank, "GET", "/bank/v1/accounts/A").status == 200; }));
}

TEST_F(BankTest, AHubForwardsAndRelaysWithBothNumbersThroughAnOutage) {
  HubOptions hub_options;
  hub_options.api_keys = {"police"};
  hub_options.bank_reply_keys = {"from-bank"};
  hub_options.admin_key = "admin";
  hub_options.bank_key = "key";
  hub_options.reply_url = centre_.url("/replies");
  hub_options.forward_latency_ms = 1;
  hub_options.relay_latency_ms = 1;
  hub_options.data_dir = dir_ + "/hub";
  // The bank must know the hub's port and the hub the bank's: the hub opens first, without routes.
  std::unique_ptr<Hub> hub = std::move(*Hub::open(hub_options));
  const std::string hub_url = url_of(*hub);
  BankOptions with = options("YZ01");
  with.reply_url = hub_url + "/hub/v1/replies";
  with.reply_key = "from-bank";
  const auto bank = open(with);
  hub.reset();
  hub_options.listen = hub_url.substr(7);
  hub_options.routes = {{"YZ01", url_of(*bank)}};
  hub = std::move(*Hub::open(hub_options));

  pay(*bank, R"(,"payee_institution":"YZ01")");
  const auto order = stop("O1", justifying(now()), R"(,"institution":"YZ01")");
  const auto ack = parse_ack(ask(*hub, "POST", "/bank/v1/orders", order, "police").body);
  ASSERT_TRUE(ack.ok());
  EXPECT_EQ(ack->code, transport::accepted);
  EXPECT_EQ(ack->platform_number, "HUB-0000000001");
  ASSERT_TRUE(eventually([&] { return centre_.reply_count() == 1; }));
  EXPECT_TRUE(has(centre_.replies[0], R"("platform_number":"HUB-0000000001")"));
  EXPECT_TRUE(has(centre_.replies[0], R"("bank_number":"YZ01-B00000001")"));
  EXPECT_TRUE(has(centre_.replies[0], R"("result":"0000")")) << centre_.replies[0];
  const auto again = parse_ack(ask(*hub, "POST", "/bank/v1/orders", order, "police").body);
  EXPECT_EQ(again->code, transport::duplicate);
  const auto unknown =
      parse_ack(ask(*hub, "POST", "/bank/v1/orders",
                    stop("O2", justifying(now()), R"(,"institution":"XX")"), "police")
                    .body);
  EXPECT_EQ(unknown->code, transport::not_found);

  // Taken before the outage, forwarded and relayed after it.
  ask(*bank, "POST", "/bank/v1/faults", R"({"outage_ms":150})", "admin");
  ask(*hub, "POST", "/bank/v1/orders",
      R"({"code":"100303","application_id":"Q","account":"B","institution":"YZ01"})", "police");
  hub.reset();  // and the hub ends in between
  hub = std::move(*Hub::open(hub_options));
  ASSERT_TRUE(eventually([&] { return centre_.reply_count() == 2; }));
  EXPECT_TRUE(has(centre_.replies[1], R"("registered_name":"李四")"));
  EXPECT_EQ(ask(*hub, "POST", "/bank/v1/orders", order, "key").status, 401);
}

TEST_F(BankTest, ConfigurationsAreReadAndMisspeltOnesRefused) {
  const auto bank = parse_config(
      R"({"institution":"YZ01","api_keys":["k"],"peers":{"CB02":"http://h"},"latency_ms":7,
          "accounts":[{"number":"1","name":"n","balance_fen":5}],"faults":{"slow_ms":9}})");
  ASSERT_TRUE(bank.ok()) << bank.error().message;
  const auto& read = std::get<BankOptions>(*bank);
  EXPECT_EQ(read.latency_ms, 7);
  EXPECT_EQ(read.accounts.front().balance, Fen{5});
  EXPECT_EQ(read.faults.slow_ms, 9);
  EXPECT_TRUE(std::holds_alternative<HubOptions>(*parse_config(R"({"routes":{"A":"http://h"}})")));
  EXPECT_EQ(parse_config(R"({"latency":7})").error().where, "/latency");
  EXPECT_EQ(parse_config(R"({"latency_ms":"7"})").error().where, "/latency_ms");
  EXPECT_FALSE(parse_config("[]").ok());
  EXPECT_FALSE(Bank::open({.institution = "X"}).ok());  // no key to accept
}

}  // namespace
}  // namespace holdfast::bank
