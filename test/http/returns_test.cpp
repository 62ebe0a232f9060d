// Money on its way home over HTTP: the custody ledger, a plan for two victims from its draft over
// the public notice to the banks' answers, and what a victim is told without a login.
#include <array>
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "api/password.hpp"
#include "base/digest.hpp"
#include "freeze_desk.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

/// The plan is of two victims at one account: 50,000 yuan of one and 20,000 of another came there,
/// and 50,000 are frozen.
struct Plans : Desk {
  As zhou;
  std::string freeze_id;

  Plans() {
    core::User user{"zhou", "zhou", core::Role::investigator, "",
                    "",     false,  order::Duty::city_head};
    user.password_hash = *api::hash_password(password);
    EXPECT_TRUE(centre.engine().submit_and_wait({"house"}, core::AddUser{user}).ok());
    second_victim();
    EXPECT_EQ(file().status, 200);
    freeze_id = freeze().text("/order");
    log_in();
    EXPECT_EQ(centre.post("/api/v1/approvals/sign", wang, list('"' + freeze_id + '"')).status, 200);
    for (const auto* head : {&qian, &sun, &zhao}) {
      EXPECT_EQ(centre.post("/api/v1/orders/" + freeze_id + "/approve", *head, reason).status, 200);
    }
    EXPECT_EQ(answer(message_of(freeze_id).application_id).status, 200);
  }
  /// What went out for that order.
  port::PartnerMessage message_of(const std::string& order) {
    port::PartnerMessage found;
    EXPECT_TRUE(Centre::eventually([&] {
      for (const auto& message : centre.sent(1)) {
        const auto id = centre.engine().order_of_application(message.application_id);
        if (id && order::to_text(*id) == order) {
          found = message;
          return true;
        }
      }
      return false;
    })) << order;
    return found;
  }
  void second_victim() {
    const auto time = centre.time(std::chrono::minutes{5});
    const json::object row{{"id", "S2"},
                           {"serial", "S2"},
                           {"time", time},
                           {"payer", second_card},
                           {"payee", mule_card},
                           {"payee_name", "李四"},
                           {"amount_fen", 2'000'000}};
    EXPECT_EQ(centre
                  .send("POST", "/api/v1/transfers?institution=SX02", centre.other_bank,
                        json::serialize(row) + "\n", "application/x-ndjson")
                  .status,
              200);
    auto report = json::parse(report_body(centre)).as_object();
    auto& loss = report["losses"].as_array().at(0).as_object();
    loss["payer_account"] = second_card;
    loss["amount_fen"] = 2'000'000;
    loss["time"] = time;
    report["authorise_cascade"] = false;
    EXPECT_EQ(centre.post("/api/v1/reports", li, json::serialize(report)).status, 201);
    EXPECT_TRUE(Centre::eventually([&] {
      return centre.get("/api/v1/cases/C000002/accounts", li).number("/items/0/due_fen") > 0;
    }));
  }
  /// Sessions do not outlive a public notice.
  void log_in() {
    wang = centre.log_in("wang");
    li = centre.log_in("li");
    qian = centre.log_in("qian");
    sun = centre.log_in("sun");
    zhao = centre.log_in("zhao");
    zhou = centre.log_in("zhou");
  }
  Answer draft(json::object more = {}) {
    json::object body{{"ladder", "prorata"},
                      {"basis", "received"},
                      {"document", "返字1号"},
                      {"second", "wang"},
                      {"reason", "权属明确"}};
    for (const auto& [name, value] : more) {
      body[name] = value;
    }
    return centre.post("/api/v1/cases/C000001/return-plans", li, json::serialize(body));
  }
  Answer plan(const std::string& id = "F000001") {
    return centre.get("/api/v1/return-plans/" + id, li);
  }
  Answer until(const std::string& state, const std::string& id = "F000001") {
    Answer last;
    EXPECT_TRUE(Centre::eventually([&] {
      last = plan(id);
      return last.text("/state") == state;
    })) << last.body;
    return last;
  }
  Answer step(const As& as, const std::string& what) {
    return centre.post("/api/v1/return-plans/F000001/" + what, as, reason);
  }
  Answer custody(const std::string& id = "C000001") {
    return centre.get("/api/v1/cases/" + id + "/custody", li);
  }
};

std::int64_t in_place(const Answer& custody, std::string_view place) {
  for (const auto& each : custody.json.at("places").as_array()) {
    if (each.at("place").as_string() == place) {
      return each.at("amount_fen").as_int64();
    }
  }
  return -1;
}

TEST(Returns, TheLedgerSaysWhereEveryFenIsAndWhatTheBankSays) {
  Plans desk;
  const auto first = desk.custody();
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.number("/loss_fen"), 5'000'000);
  EXPECT_EQ(in_place(first, "frozen"), 5'000'000);
  EXPECT_EQ(first.text("/lines/0/order"), desk.freeze_id);
  EXPECT_EQ(first.text("/entries/0/from"), "claim");
  EXPECT_EQ(first.body.find(mule_card), std::string::npos) << "masked";
  const auto second = desk.custody("C000002");
  EXPECT_EQ(in_place(second, "frozen"), 0) << "the freeze holds what the first case needs";
  EXPECT_EQ(second.number("/loss_fen"), 2'000'000);
  const auto file = desk.centre.get("/api/v1/cases/C000001/custody.csv", desk.li);
  EXPECT_EQ(file.status, 200);
  EXPECT_NE(file.body.find("已冻结"), std::string::npos);
  EXPECT_EQ(file.body.find(mule_card), std::string::npos);
  EXPECT_EQ(desk.centre.get("/api/v1/cases/C000009/custody", desk.li).status, 404);
  EXPECT_EQ(desk.centre.get("/api/v1/cases/C000001/custody", desk.centre.bank).status, 403);
}

TEST(Returns, APlanIsWorkedOutShownByEachMethodAndMadePublic) {
  Plans desk;
  EXPECT_EQ(desk.draft({{"ladder", "luck"}}).text("/where"), "/ladder");
  EXPECT_EQ(desk.draft({{"second", "li"}}).text("/where"), "/second");
  EXPECT_EQ(desk.draft({{"exclusions", json::array{json::object{{"order", "O000001"},
                                                                {"decision", "善意取得"}}}}})
                .text("/where"),
            "/exclusions/0/order");
  const auto drafted = desk.draft();
  ASSERT_EQ(drafted.status, 201) << drafted.body;
  EXPECT_EQ(desk.draft().status, 409);
  const auto drawn = desk.until("drawn");
  EXPECT_EQ(drawn.number("/paid_fen"), 5'000'000);
  EXPECT_EQ(drawn.text("/accounts/0/rung"), "prorata");
  EXPECT_EQ(drawn.number("/victims/0/chosen_fen"), 3'571'429);
  EXPECT_EQ(drawn.number("/victims/1/chosen_fen"), 1'428'571);
  EXPECT_EQ(drawn.number("/victims/0/fifo_fen") + drawn.number("/victims/1/fifo_fen"), 5'000'000);
  EXPECT_EQ(drawn.body.find(mule_card), std::string::npos) << "masked";
  const auto sheet = desk.centre.get("/api/v1/return-plans/F000001/worksheet", desk.li);
  ASSERT_EQ(sheet.status, 200) << sheet.body;
  EXPECT_EQ(base::to_hex(base::sha256(sheet.body)), drawn.text("/worksheet_sha256"));
  EXPECT_NE(sheet.body.find("按比例"), std::string::npos);
  EXPECT_NE(sheet.body.find(mule_card), std::string::npos);
  // Later transfers change nothing of what the plan stands on.
  const json::object row{{"id", "S9"},
                         {"serial", "S9"},
                         {"time", desk.centre.time(std::chrono::minutes{7})},
                         {"payer", second_card},
                         {"payee", mule_card},
                         {"amount_fen", 1'000'000}};
  EXPECT_EQ(desk.centre
                .send("POST", "/api/v1/transfers?institution=SX02", desk.centre.other_bank,
                      json::serialize(row) + "\n", "application/x-ndjson")
                .status,
            200);
  EXPECT_EQ(desk.centre.get("/api/v1/return-plans/F000001/worksheet", desk.li).body, sheet.body);
  const auto looks = desk.centre.get("/api/v1/reveals", desk.centre.admin);
  EXPECT_NE(looks.body.find("worksheet"), std::string::npos) << "the look is on record";

  EXPECT_TRUE(
      desk.centre.get("/api/v1/public/return-notices", As{}).json.at("items").as_array().empty());
  EXPECT_EQ(desk.step(desk.li, "sign").status, 403);
  EXPECT_EQ(desk.step(desk.wang, "sign").status, 200);
  EXPECT_EQ(desk.step(desk.qian, "approve").status, 409);
  const auto notices = desk.centre.get("/api/v1/public/return-notices", As{});
  EXPECT_EQ(notices.text("/items/0/id"), "F000001");
  EXPECT_EQ(notices.number("/items/0/paid_fen"), 5'000'000);
  EXPECT_EQ(notices.body.find(mule_card), std::string::npos);
  EXPECT_EQ(notices.body.find("C000001"), std::string::npos);
}

TEST(Returns, AnObjectionToTheNoticeIsAnsweredBeforeAnybodyApproves) {
  Plans desk;
  ASSERT_EQ(desk.draft().status, 201);
  desk.until("drawn");
  ASSERT_EQ(desk.step(desk.wang, "sign").status, 200);
  const auto object = [&](const std::string& body) {
    return desk.centre.post("/api/v1/public/return-notices/F000001/objections", As{}, body);
  };
  EXPECT_EQ(object(R"({"text":"","name":"李四","phone":"139"})").text("/where"), "/text");
  const auto objected = object(R"({"text":"账户里有货款","name":"李四","phone":"13912345678"})");
  ASSERT_EQ(objected.status, 201) << objected.body;
  EXPECT_EQ(objected.text("/objection"), "F000001-1");
  const auto shown = desk.centre.get(
      "/api/v1/return-plans/F000001?min_seq=" + std::to_string(objected.number("/seq")), desk.li);
  EXPECT_EQ(shown.text("/objections/0/name"), "李*");
  EXPECT_EQ(shown.body.find("13912345678"), std::string::npos) << "masked";
  const auto plain =
      desk.centre.post("/api/v1/reveal", desk.li,
                       R"({"kind":"return_plan","id":"F000001","field":"all","reason":"回访"})");
  EXPECT_EQ(plain.text("/values/0~1phone"), "13912345678") << plain.body;
  desk.centre.pass(std::chrono::days{30});
  desk.log_in();
  desk.until("review");
  EXPECT_EQ(object(R"({"text":"晚了","name":"李四","phone":"139"})").status, 404);
  EXPECT_EQ(desk.step(desk.qian, "approve").status, 409) << "an objection is open";
  const auto answer = [&](const As& as) {
    return desk.centre.post("/api/v1/return-plans/F000001/objections/0/answer", as,
                            R"({"ruling":"refuse","reason":"流水不符"})");
  };
  EXPECT_EQ(answer(desk.li).status, 422) << "not by whoever drew the plan up";
  EXPECT_EQ(answer(desk.wang).status, 200);
  EXPECT_EQ(desk.step(desk.zhou, "approve").status, 200) << "a higher head may take a lower step";
  EXPECT_EQ(desk.step(desk.zhou, "approve").status, 422) << "and no second one";
}

TEST(Returns, TheLastStepDrawsUpTheReturnsAndTheBanksPayThem) {
  Plans desk;
  ASSERT_EQ(desk.draft().status, 201);
  desk.until("drawn");
  ASSERT_EQ(desk.step(desk.wang, "sign").status, 200);
  desk.centre.pass(std::chrono::days{30});
  desk.log_in();
  desk.until("review");
  for (const auto* head : {&desk.qian, &desk.sun, &desk.zhao, &desk.zhou}) {
    const auto done = desk.step(*head, "approve");
    ASSERT_EQ(done.status, 200) << done.body;
  }
  const auto ordered = desk.until("ordered");
  ASSERT_EQ(ordered.json.at("orders").as_array().size(), 2U);
  const std::array payees{victim_card, second_card};
  for (std::size_t i = 0; i < payees.size(); ++i) {
    const auto message = desk.message_of(ordered.text("/orders/" + std::to_string(i)));
    EXPECT_EQ(message.code, "300301");
    EXPECT_EQ(message.payee->account, payees[i]);
    const auto answered =
        desk.centre.post("/api/v1/partner/replies", desk.centre.other_bank,
                         json::serialize(json::object{{"application_id", message.application_id},
                                                      {"result", "0000"}}));
    ASSERT_EQ(answered.status, 200) << answered.body;
  }
  EXPECT_EQ(in_place(desk.custody(), "returned"), 3'571'429);
  EXPECT_EQ(in_place(desk.custody("C000002"), "returned"), 1'428'571);
  EXPECT_TRUE(Centre::eventually([&] {
    return desk.centre.get("/api/v1/cases/C000002", desk.li).number("/returned_fen") == 1'428'571;
  }));
  // Both victims have a receipt in the file, with their own names.
  const auto order = ordered.text("/orders/1");
  const auto receipt = desk.centre.post("/api/v1/orders/" + order + "/papers", desk.li,
                                        R"({"kind":"return_receipt"})");
  ASSERT_EQ(receipt.status, 201) << receipt.body;
  EXPECT_EQ(
      desk.centre.get("/api/v1/orders/" + order + "/papers/" + receipt.text("/paper"), desk.li)
          .status,
      200);
}

TEST(Returns, AVictimAppliesAndFollowsUnderACode) {
  Plans desk;
  const auto time = desk.centre.time(std::chrono::minutes{5});
  json::object form{{"name", "张三丰"},
                    {"phone", "13812345678"},
                    {"id_no", "500101199001011234"},
                    {"payer_account", victim_card},
                    {"amount_fen", 5'000'000},
                    {"paid_at", time},
                    {"hardship", true}};
  const auto apply = [&](const As& as) {
    return desk.centre.post("/api/v1/public/return-applications", as, json::serialize(form));
  };
  form["phone"] = "";
  EXPECT_EQ(apply(As{}).text("/where"), "/phone");
  form["phone"] = "13812345678";
  const auto key = As{}.with("Idempotency-Key", "once");
  const auto applied = apply(key);
  ASSERT_EQ(applied.status, 201) << applied.body;
  EXPECT_EQ(apply(key).text("/code"), applied.text("/code")) << "a retry gets the same code";
  const auto page = "/api/v1/public/return-applications/" + applied.text("/code");
  EXPECT_EQ(desk.centre.get(page, As{}).text("/state"), "open");
  EXPECT_EQ(desk.centre.get("/api/v1/public/return-applications/" + order::code_of(9), As{}).status,
            404);
  const auto list = desk.centre.get(
      "/api/v1/return-applications?state=open&min_seq=" + std::to_string(applied.number("/seq")),
      desk.li);
  EXPECT_EQ(list.text("/items/0/id"), "Q000001");
  EXPECT_TRUE(list.json.at_pointer("/items/0/hardship").as_bool());
  EXPECT_EQ(list.body.find("12345678"), std::string::npos) << "masked";
  const auto plain = desk.centre.post(
      "/api/v1/reveal", desk.li,
      R"({"kind":"return_application","id":"Q000001","field":"all","reason":"核对"})");
  EXPECT_EQ(plain.text("/values/phone"), "13812345678") << plain.body;
  const auto decide = [&](const std::string& body) {
    return desk.centre.post("/api/v1/return-applications/Q000001/decide", desk.li, body);
  };
  EXPECT_EQ(decide(R"({"case":"X1","reason":"已核对"})").text("/where"), "/case");
  EXPECT_EQ(decide(R"({"case":"C000001","reason":"已核对"})").status, 200);
  EXPECT_EQ(decide(R"({"reason":"不符"})").status, 409);
  const auto told = desk.centre.get(page, As{});
  EXPECT_EQ(told.text("/state"), "accepted");
  EXPECT_EQ(told.text("/steps/2/step"), "filed");
  EXPECT_TRUE(told.json.at_pointer("/steps/2/done").as_bool());
  for (const auto* personal : {"张三丰", "13812345678", "C000001"}) {
    EXPECT_EQ(told.body.find(personal), std::string::npos) << personal;
  }
}

}  // namespace
}  // namespace holdfast::http_test
