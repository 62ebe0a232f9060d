// Orders that do not arrive, go by hand, or are fetched; results as a file and in XML; the
// scoreboard; over HTTP.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "centre.hpp"
#include "profile/json_form.hpp"
#include "profile/xml.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

constexpr auto reason = R"({"reason":"已电话确认"})";

/// A theft told and reported: one stop at SX02, through the channel hub-1.
struct Desk {
  Centre centre;
  As wang;
  std::string application_id;

  explicit Desk(const std::string& refusal = {}) {
    centre.refuse_orders(refusal);
    wang = centre.log_in("wang");
    EXPECT_EQ(centre
                  .send("POST", "/api/v1/transfers?institution=SX02", centre.other_bank,
                        stolen_row(centre), "application/x-ndjson")
                  .status,
              200);
    EXPECT_EQ(centre.post("/api/v1/reports", wang, report_body(centre)).status, 201);
    application_id = centre.sent(1).at(0).application_id;
  }
  /// As it stands now: lists may lag behind what was answered.
  Answer read(const std::string& path, const As& as) {
    const auto* joint = path.find('?') == std::string::npos ? "?" : "&";
    return centre.get(path + joint + "min_seq=" + std::to_string(centre.engine().seq()), as);
  }
  Answer read(const std::string& path) { return read(path, wang); }
  Answer order() { return read("/api/v1/orders/O000001"); }
  bool comes_to(const std::string& pointer, const std::string& wanted) {
    return Centre::eventually([&] { return order().text(pointer) == wanted; });
  }
  Answer requeue(const std::string& channel) {
    return centre.post("/api/v1/orders/O000001/requeue", wang,
                       R"({"channel":")" + channel + R"(","reason":"已电话确认"})");
  }
  Answer results(const std::string& csv, const std::string& query = {}) {
    return centre.send("POST", "/api/v1/assisted/results" + query, wang, csv,
                       "application/octet-stream");
  }
};

TEST(DeadLetters, WhatTheChannelRefusesIsListedWithTheNumberToRingAndGoesAnew) {
  Desk desk{"200001"};
  ASSERT_TRUE(desk.comes_to("/state", "failed"));
  EXPECT_EQ(desk.order().text("/delivery/dead_letter"), "refused");
  const auto list = desk.read("/api/v1/dead-letters");
  EXPECT_EQ(list.number("/total"), 1);
  EXPECT_EQ(list.text("/items/0/id"), "O000001");
  EXPECT_EQ(list.text("/items/0/delivery/hotline"), "95002");
  EXPECT_NE(list.text("/items/0/last_error").find("200001"), std::string::npos);
  desk.centre.refuse_orders("");
  EXPECT_EQ(desk.requeue("nowhere").status, 400);
  EXPECT_EQ(desk.centre.post("/api/v1/orders/O000001/requeue", desk.centre.bank, reason).status,
            403);
  EXPECT_EQ(desk.centre.post("/api/v1/orders/O000001/requeue", desk.wang, reason).status, 200);
  ASSERT_TRUE(desk.comes_to("/state", "acknowledged"));
  EXPECT_EQ(desk.read("/api/v1/dead-letters").number("/total"), 0);
  EXPECT_EQ(desk.centre.sent(2).at(1).application_id, desk.application_id) << "the same number";
}

TEST(DeadLetters, AClosedChannelIsTriedOnAndAfterAMinuteAPersonIsTold) {
  Desk desk{"200006"};
  ASSERT_TRUE(desk.comes_to("/state", "sent"));
  EXPECT_EQ(desk.read("/api/v1/dead-letters").number("/total"), 0);
  desk.centre.pass(std::chrono::minutes{1});
  ASSERT_TRUE(desk.comes_to("/delivery/dead_letter", "unheard"));
  desk.centre.refuse_orders("");
  desk.centre.pass(std::chrono::minutes{2});
  ASSERT_TRUE(desk.comes_to("/state", "acknowledged")) << "it goes by itself";
  EXPECT_EQ(desk.read("/api/v1/dead-letters").number("/total"), 0);
  desk.centre.pass(std::chrono::minutes{31});
  ASSERT_TRUE(Centre::eventually(
      [&] { return desk.read("/api/v1/dead-letters?feedback=1").number("/total") == 1; }));
}

TEST(DeadLetters, AnOrderIsGivenUpWithAReasonOnce) {
  Desk desk{"200001"};
  ASSERT_TRUE(desk.comes_to("/state", "failed"));
  EXPECT_EQ(desk.centre.post("/api/v1/orders/O000001/give-up", desk.wang, "{}").status, 400);
  EXPECT_EQ(desk.centre.post("/api/v1/orders/O000001/give-up", desk.wang, reason).status, 200);
  EXPECT_EQ(desk.order().text("/delivery/given_up/by"), "wang");
  EXPECT_EQ(desk.read("/api/v1/dead-letters").number("/total"), 0);
  EXPECT_EQ(desk.centre.post("/api/v1/orders/O000001/give-up", desk.wang, reason).status, 409);
}

TEST(ByHand, AnOrderIsTakenOutEnteredAndItsResultBroughtBackWithTheTimesBetween) {
  Desk desk{"200006"};
  ASSERT_TRUE(desk.comes_to("/state", "sent"));
  EXPECT_EQ(desk.centre.post("/api/v1/orders/O000001/fields", desk.wang, reason).status, 409)
      << "it does not go by hand yet";
  ASSERT_EQ(desk.requeue("desk").status, 200);
  EXPECT_EQ(desk.order().text("/delivery/handed_from"), "hub-1");
  EXPECT_EQ(desk.read("/api/v1/assisted/orders").number("/total"), 1);
  desk.centre.pass(std::chrono::seconds{30});
  const auto fields = desk.centre.post("/api/v1/orders/O000001/fields", desk.wang, reason);
  ASSERT_EQ(fields.status, 200) << fields.body;
  EXPECT_NE(fields.text("/text").find(std::string{mule_card}), std::string::npos);
  EXPECT_NE(fields.text("/text").find("96110"), std::string::npos);
  EXPECT_EQ(desk.order().text("/state"), "sent");
  desk.centre.pass(std::chrono::seconds{45});
  const auto entered =
      desk.centre.post("/api/v1/orders/O000001/entered", desk.wang, R"({"platform_number":"P-7"})");
  ASSERT_EQ(entered.status, 200) << entered.body;
  EXPECT_EQ(desk.order().text("/platform_number"), "P-7");
  const auto order = desk.order();
  const auto sent = *base::parse_instant(order.text("/times/sent"));
  const auto taken = *base::parse_instant(order.text("/times/acknowledged"));
  EXPECT_EQ(taken - sent, std::chrono::seconds{45});

  const auto csv = "\xEF\xBB\xBF申请编号,结果代码,平台编号,控制金额（元）\r\n" +
                   desk.application_id + ",0000,P-7,50000.00\r\nhf-O000099,0000,,\r\n" +
                   desk.application_id + ",xx,,\r\n";
  const auto trial = desk.results(csv, "?check=1");
  ASSERT_EQ(trial.status, 200) << trial.body;
  EXPECT_EQ(trial.number("/matched"), 1);
  EXPECT_EQ(trial.number("/refused/0/line"), 4);
  EXPECT_EQ(trial.number("/refused/1/line"), 3);
  EXPECT_EQ(desk.order().text("/state"), "acknowledged") << "a trial changes nothing";
  const auto done = desk.results(csv);
  EXPECT_EQ(done.number("/matched"), 1);
  ASSERT_TRUE(desk.comes_to("/state", "in_force"));
  EXPECT_EQ(desk.order().number("/held_fen"), 5'000'000);
  EXPECT_EQ(desk.results(csv).number("/repeated"), 1);
  EXPECT_EQ(desk.read("/api/v1/assisted/orders").number("/total"), 0);
  const auto log = desk.read("/api/v1/reveals", desk.centre.admin);
  EXPECT_NE(log.body.find("assisted"), std::string::npos) << "who saw the numbers is on record";
}

TEST(ByHand, ABatchTakesAllOrNone) {
  Desk desk{"200006"};
  ASSERT_EQ(desk.requeue("desk").status, 200);
  const auto none = desk.centre.post("/api/v1/assisted/batches", desk.wang,
                                     R"({"orders":["O000001","O000009"],"reason":"录入"})");
  EXPECT_EQ(none.status, 404);
  EXPECT_EQ(desk.order().text("/state"), "approved");
  const auto batch = desk.centre.post("/api/v1/assisted/batches", desk.wang,
                                      R"({"orders":["O000001"],"reason":"录入"})");
  ASSERT_EQ(batch.status, 200) << batch.body;
  EXPECT_NE(batch.text("/csv").find(std::string{mule_card}), std::string::npos);
  EXPECT_EQ(desk.order().text("/state"), "sent");
  EXPECT_EQ(desk.centre
                .post("/api/v1/assisted/batches", desk.centre.admin,
                      R"({"orders":["O000001"],"reason":"录入"})")
                .status,
            403);
}

TEST(Pull, APartnerFetchesWhatIsItsOwnAndNothingElse) {
  Desk desk{"200006"};
  ASSERT_EQ(desk.requeue("fetch").status, 200);
  EXPECT_TRUE(desk.centre.get("/api/v1/partner/orders", desk.centre.bank)
                  .json.at("orders")
                  .as_array()
                  .empty())
      << "another institution's";
  const auto orders = desk.centre.get("/api/v1/partner/orders", desk.centre.other_bank);
  ASSERT_EQ(orders.status, 200) << orders.body;
  EXPECT_EQ(orders.text("/orders/0/application_id"), desk.application_id);
  EXPECT_EQ(orders.text("/orders/0/account"), mule_card);
  EXPECT_EQ(desk.order().text("/state"), "sent");
  const auto path = "/api/v1/partner/orders/" + desk.application_id + "/ack";
  const auto body = R"({"bank_number":"B-1"})";
  EXPECT_EQ(desk.centre.post(path, desk.centre.bank, body).status, 403);
  EXPECT_EQ(desk.centre.post("/api/v1/partner/orders/hf-O000077/ack", desk.centre.other_bank, body)
                .status,
            404);
  EXPECT_EQ(desk.centre.post(path, desk.centre.other_bank, body).status, 200);
  EXPECT_EQ(desk.order().text("/partner_number"), "B-1");
  EXPECT_TRUE(desk.centre.get("/api/v1/partner/orders", desk.centre.other_bank)
                  .json.at("orders")
                  .as_array()
                  .empty());
  EXPECT_EQ(desk.centre.get("/api/v1/partner/orders", desk.wang).status, 403);
  // At the desk of its people it stays in sight until it is answered.
  const auto open = desk.centre.get("/api/v1/partner/orders?open=1", desk.centre.other_bank);
  EXPECT_EQ(open.text("/orders/0/application_id"), desk.application_id);
  EXPECT_EQ(open.text("/orders/0/standing/state"), "acknowledged");
  EXPECT_EQ(open.text("/orders/0/standing/family"), "stop");
  EXPECT_TRUE(desk.centre.get("/api/v1/partner/orders?open=1", desk.centre.bank)
                  .json.at("orders")
                  .as_array()
                  .empty());
}

TEST(Pull, AtTheDeskAnotherChannelsOrderShowsOnceItWasSent) {
  Desk desk;
  ASSERT_TRUE(desk.comes_to("/state", "acknowledged"));
  const auto attempts = desk.order().number("/attempts");
  const auto open = desk.centre.get("/api/v1/partner/orders?open=1", desk.centre.other_bank);
  EXPECT_EQ(open.text("/orders/0/application_id"), desk.application_id);
  EXPECT_EQ(desk.order().number("/attempts"), attempts) << "to look is not to send";
  EXPECT_TRUE(desk.centre.get("/api/v1/partner/orders", desk.centre.other_bank)
                  .json.at("orders")
                  .as_array()
                  .empty())
      << "a program fetches only what waits for it";
}

TEST(Xml, AResultInTheProfileIsTakenAndAnsweredInIt) {
  Desk desk;
  ASSERT_TRUE(desk.comes_to("/state", "acknowledged"));
  const auto send = [&](const std::string& xml) {
    return desk.centre.send("POST", "/api/v1/partner/replies", desk.centre.other_bank, xml,
                            "application/xml");
  };
  profile::Message result;
  result.code = "100102";
  result.body = {{"ApplicationID", desk.application_id},
                 {"Result", "0000"},
                 {"BankNumber", "B-9"},
                 {"FrozenBalance", "50000.00"},
                 {"StartTime", "20261124095959"}};
  for (const auto& attack : {std::string{"<!DOCTYPE x [<!ENTITY a 'b'>]><Root>&a;</Root>"},
                             std::string{"<Root>"}, std::string{"<Root><Header/></Root>"}}) {
    EXPECT_EQ(send(attack).status, 400) << attack;
  }
  profile::Message order;
  order.code = profile::receipt_code;
  order.body = {{"Code", "100000"}};
  EXPECT_EQ(send(profile::write_xml(order)).status, 400) << "a receipt is no result";
  const auto answer = send(profile::write_xml(result));
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto receipt = profile::read_xml(answer.body);
  ASSERT_TRUE(receipt.ok()) << answer.body;
  EXPECT_EQ(receipt->text("Code"), "100000");
  EXPECT_EQ(receipt->text("ApplicationID"), desk.application_id);
  ASSERT_TRUE(desk.comes_to("/state", "in_force"));
  EXPECT_EQ(desk.order().number("/held_fen"), 5'000'000);
}

TEST(Scores, CountWhatAPartnerDidAndOwes) {
  Desk desk;
  ASSERT_TRUE(desk.comes_to("/state", "acknowledged"));
  desk.centre.pass(std::chrono::seconds{3});
  const auto reply = json::serialize(
      json::object{{"application_id", desk.application_id}, {"result", "0000"}, {"held_fen", 1}});
  ASSERT_EQ(desk.centre.post("/api/v1/partner/replies", desk.centre.other_bank, reply).status, 200);
  desk.centre.pass(std::chrono::seconds{1});
  const auto scores = desk.centre.get("/api/v1/partner-scores", desk.wang);
  ASSERT_EQ(scores.status, 200) << scores.body;
  EXPECT_EQ(scores.text("/items/0/institution"), "SX02");
  EXPECT_EQ(scores.number("/items/0/orders"), 1);
  EXPECT_EQ(scores.number("/items/0/done"), 1);
  EXPECT_EQ(scores.number("/items/0/stopped_ms/p95"), 3'000);
  EXPECT_EQ(scores.text("/items/0/codes/0/code"), "0000");
  EXPECT_EQ(scores.number("/items/1/orders"), 0);
  const auto earlier =
      desk.centre.get("/api/v1/partner-scores?until=2026-11-24T09:00:00%2B08:00", desk.wang);
  EXPECT_EQ(earlier.number("/items/0/orders"), 0);
  EXPECT_EQ(desk.centre.get("/api/v1/partner-scores?from=yesterday", desk.wang).status, 400);
  EXPECT_EQ(desk.centre.get("/api/v1/partner-scores", desk.centre.bank).status, 403);
}

TEST(Duty, InstitutionsTellTheirNumbersAndChannelsTheirLanes) {
  Desk desk;
  ASSERT_TRUE(desk.comes_to("/state", "acknowledged"));
  const auto told = desk.centre.get("/api/v1/institutions", desk.wang);
  EXPECT_EQ(told.text("/institutions/1/hotline"), "95002");
  EXPECT_EQ(told.text("/channels/1/kind"), "json");
  EXPECT_EQ(told.text("/channels/2/kind"), "assisted");
  EXPECT_EQ(told.text("/channels/1/lane/breaker"), "closed");
  EXPECT_EQ(told.number("/channels/1/lane/unanswered"), 1);
}

}  // namespace
}  // namespace holdfast::http_test
