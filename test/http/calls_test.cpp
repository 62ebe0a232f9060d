// Calls of the line, as its exchange tells them: whose screen opens, what is kept, what is refused.
#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <mutex>

#include "centre.hpp"
#include "net/router.hpp"
#include "net/server.hpp"
#include "partner/exchange.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

constexpr auto ringing =
    R"({"event":"call.ringing","call":"x-1","way":"in","number":"138 0000 0001","extension":"8012"})";

/// An exchange that keeps what it was asked to dial.
class Switch {
 public:
  Switch() {
    net::Router router;
    router.add("POST", "/dial",
               net::Route{.handler = [this](const net::Request& request, const net::Responder& to) {
                 const std::scoped_lock held{mutex};
                 asked.push_back(json::parse(request.body).as_object());
                 to.answer(net::json_response(status, "{}"));
               }});
    server =
        std::move(*net::HttpServer::start({.listen = "127.0.0.1:0"}, std::move(router).release()));
  }
  [[nodiscard]] std::shared_ptr<partner::Exchange> exchange() const {
    return std::move(*partner::Exchange::create(
        {"http://127.0.0.1:" + std::to_string(server->port()) + "/dial"}));
  }

  std::mutex mutex;
  std::vector<json::object> asked;
  int status = 200;
  std::unique_ptr<net::HttpServer> server;
};

struct Desk {
  Switch exchange;
  Centre centre;
  As wang;
  As key;

  explicit Desk(bool has_exchange = true)
      : centre(has_exchange ? api::ApiOptions{.exchange = exchange.exchange()}
                            : api::ApiOptions{}) {
    wang = centre.log_in("wang");
    const auto made =
        centre.post("/api/v1/api-keys", centre.admin, R"({"name":"exchange","role":"bank"})");
    EXPECT_EQ(made.status, 201) << made.body;
    key.bearer = made.text("/key");
  }
  /// As of everything before it: a case of this moment is known by its number.
  Answer tell(const std::string& body) {
    return centre.post("/api/v1/telephony/events?min_seq=" + std::to_string(centre.engine().seq()),
                       key, body);
  }
  Answer calls(const std::string& query = {}) { return centre.get("/api/v1/calls" + query, wang); }
  /// A case whose victim is rung at 13800000001.
  std::string open_case() {
    auto report = json::parse(report_body(centre)).as_object();
    report["victim"].as_object()["phone"] = "13800000001";
    const auto made = centre.post("/api/v1/reports", wang, json::serialize(report));
    EXPECT_EQ(made.status, 201) << made.body;
    return "C000001";
  }
};

TEST(Calls, OneThatRingsBelongsToWhoeverSitsThereAndToTheCaseOfItsNumber) {
  Desk desk;
  const auto id = desk.open_case();
  EXPECT_EQ(desk.centre.post("/api/v1/me/extension", desk.wang, R"({"extension":"8012"})").status,
            200);
  ASSERT_EQ(desk.tell(ringing).status, 200);
  const auto mine = desk.calls();
  EXPECT_EQ(mine.text("/extension"), "8012");
  EXPECT_EQ(mine.text("/items/0/state"), "ringing");
  EXPECT_EQ(mine.text("/items/0/case"), id);
  EXPECT_EQ(mine.text("/items/0/number").find("00000001"), std::string::npos) << "masked";
  EXPECT_EQ(
      desk.tell(R"({"event":"call.ended","call":"x-1","result":"answered","seconds":95})").status,
      200);
  const auto digest = std::string(64, 'a');
  const auto recording =
      R"({"event":"recording.ready","call":"x-1","reference":"rec/x-1.wav","sha256":")" + digest +
      R"("})";
  EXPECT_EQ(desk.tell(recording).status, 200);
  EXPECT_EQ(desk.tell(recording).status, 200) << "told twice it changes nothing";
  const auto of_case = desk.calls("?case=" + id);
  EXPECT_EQ(of_case.text("/items/0/recording/sha256"), digest);
  EXPECT_EQ(of_case.number("/items/0/seconds"), 95);
  const auto timeline = desk.centre.get(
      "/api/v1/cases/" + id + "/timeline?min_seq=" + std::to_string(desk.centre.engine().seq()),
      desk.wang);
  EXPECT_NE(timeline.body.find("rec/x-1.wav"), std::string::npos);
}

TEST(Calls, OnlyTheExchangeTellsOfThem) {
  Desk desk;
  EXPECT_EQ(desk.centre.post("/api/v1/telephony/events", desk.centre.bank, ringing).status, 403);
  EXPECT_EQ(desk.centre.post("/api/v1/telephony/events", desk.wang, ringing).status, 403);
  EXPECT_EQ(desk.centre.get("/api/v1/calls", desk.centre.bank).status, 403);
}

TEST(Calls, WhatIsWrongIsRefusedNamingTheMember) {
  Desk desk;
  for (const auto& [body, where] :
       {std::pair{R"({"event":"call.dropped","call":"x"})", "/event"},
        {R"({"event":"call.ringing","way":"in","extension":"1"})", "/call"},
        {R"({"event":"call.ringing","call":"x","way":"up","extension":"1"})", "/way"},
        {R"({"event":"call.ringing","call":"x","way":"in","extension":"a"})", "/extension"},
        {R"({"event":"call.ended","call":"x","result":"lost"})", "/result"},
        {R"({"event":"call.ended","call":"x","result":"busy","dialled":"C1"})", "/dialled"},
        {R"({"event":"recording.ready","call":"x","reference":"r","sha256":"0"})", "/sha256"}}) {
    const auto answer = desk.tell(body);
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_EQ(answer.text("/where"), where) << body;
  }
  EXPECT_EQ(desk.centre.engine().counters().commands > 0, true);
  EXPECT_EQ(desk.calls().json.as_object().at("items").as_array().size(), 0U);
}

TEST(Calls, TheExchangeDialsForAnOfficerAndTheLookIsOnRecord) {
  Desk desk;
  const auto id = desk.open_case();
  const auto about = R"({"case":")" + id + R"("})";
  EXPECT_EQ(desk.centre.post("/api/v1/calls", desk.wang, about).status, 409)
      << "nobody knows where to ring";
  EXPECT_EQ(desk.centre.post("/api/v1/me/extension", desk.wang, R"({"extension":"8012"})").status,
            200);
  const auto asked = desk.centre.post("/api/v1/calls", desk.wang, about);
  ASSERT_EQ(asked.status, 201) << asked.body;
  ASSERT_TRUE(Centre::eventually([&] {
    const std::scoped_lock held{desk.exchange.mutex};
    return desk.exchange.asked.size() == 1;
  }));
  EXPECT_EQ(desk.exchange.asked[0].at("number"), "13800000001");
  EXPECT_EQ(desk.exchange.asked[0].at("extension"), "8012");
  EXPECT_EQ(desk.exchange.asked[0].at("call").as_string(), asked.text("/id"));
  EXPECT_EQ(desk.tell(R"({"event":"call.ended","call":"x-7","dialled":")" + asked.text("/id") +
                      R"(","result":"no_answer"})")
                .status,
            200);
  EXPECT_EQ(desk.calls().text("/items/0/result"), "no_answer");
  const auto reveals = desk.centre.get(
      "/api/v1/reveals?min_seq=" + std::to_string(desk.centre.engine().seq()), desk.centre.admin);
  EXPECT_NE(reveals.body.find("phone"), std::string::npos);
}

TEST(Calls, OneThatTheExchangeDoesNotTakeIsOver) {
  Desk desk;
  const auto id = desk.open_case();
  desk.exchange.status = 503;
  EXPECT_EQ(desk.centre.post("/api/v1/me/extension", desk.wang, R"({"extension":"8012"})").status,
            200);
  EXPECT_EQ(desk.centre.post("/api/v1/calls", desk.wang, R"({"case":")" + id + R"("})").status,
            201);
  EXPECT_TRUE(Centre::eventually([&] { return desk.calls().text("/items/0/result") == "failed"; }));
}

TEST(Calls, WithoutAnExchangeNothingIsDialled) {
  Desk desk{false};
  (void)desk.open_case();
  EXPECT_EQ(desk.centre.post("/api/v1/calls", desk.wang, R"({"case":"C000001"})").status, 503);
}

}  // namespace
}  // namespace holdfast::http_test
