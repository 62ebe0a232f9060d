// Warnings over HTTP: from a lead to the outcome and its effect, what a unit sees of it, a counter
// that asks for help, and messages whose results come back.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "centre.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

std::string lead(json::object more = {}) {
  json::object body{{"source", "text"},
                    {"grade", "特危"},
                    {"fraud_type", "刷单返利"},
                    {"reasons", json::array{"一小时内向三个新收款人付款"}},
                    {"name", "张三丰"},
                    {"phone", "138 1234 5678"},
                    {"texts", json::array{"加群领佣金 13899990000"}},
                    {"amount_fen", 480'000},
                    {"unit", "50010301"}};
  for (auto& [name, value] : more) {
    if (value.is_null()) {
      body.erase(name);
    } else {
      body[name] = value;
    }
  }
  return json::serialize(body);
}

struct Desk {
  Centre centre;
  std::int64_t seq = 0;

  Answer raise(json::object more = {}) {
    auto answer = centre.post("/api/v1/warnings", centre.officer, lead(std::move(more)));
    seq = answer.number("/seq");
    return answer;
  }
  Answer act(const std::string& what, const As& as, const json::object& body) {
    auto answer = centre.post("/api/v1/warnings/J000001/" + what, as, json::serialize(body));
    seq = std::max(seq, answer.number("/seq"));
    return answer;
  }
  Answer step(const std::string& name, const std::string& result) {
    return act("steps", centre.officer, {{"step", name}, {"result", result}});
  }
  Answer read(const std::string& path, const As& as) {
    return centre.get(
        path + (path.find('?') == std::string::npos ? "?" : "&") + "min_seq=" + std::to_string(seq),
        as);
  }
};

TEST(Warnings, ALeadIsQueuedMaskedWorkedOnAndSettled) {
  Desk desk;
  const auto raised = desk.raise();
  ASSERT_EQ(raised.status, 201) << raised.body;
  EXPECT_EQ(raised.text("/warning"), "J000001");
  const auto queue = desk.read("/api/v1/warnings", desk.centre.officer);
  ASSERT_EQ(queue.number("/total"), 1) << queue.body;
  EXPECT_EQ(queue.text("/items/0/grade"), "特危");
  EXPECT_EQ(queue.text("/items/0/name"), "张**");
  EXPECT_EQ(queue.text("/items/0/unit/name"), "解放碑派出所");
  EXPECT_EQ(queue.text("/items/0/next/step"), "sign_off");
  EXPECT_EQ(queue.text("/items/0/next/due"), "2026-11-24T10:05:00.000+08:00");
  EXPECT_EQ(queue.body.find("13812345678"), std::string::npos) << "masked";
  EXPECT_EQ(queue.body.find("13899990000"), std::string::npos) << "masked";
  EXPECT_EQ(desk.read("/api/v1/warnings?grade=高危", desk.centre.officer).number("/total"), 0);
  EXPECT_EQ(desk.read("/api/v1/warnings?first=true", desk.centre.officer).number("/total"), 0);
  EXPECT_EQ(desk.read("/api/v1/warnings?q=13812345678", desk.centre.officer).number("/total"), 1);
  EXPECT_EQ(desk.read("/api/v1/warnings?q=13812345679", desk.centre.officer).number("/total"), 0);
  EXPECT_EQ(desk.read("/api/v1/warnings?grade=紫", desk.centre.officer).text("/where"), "?grade");
  EXPECT_EQ(desk.read("/api/v1/warnings?state=x", desk.centre.officer).text("/where"), "?state");
  EXPECT_EQ(desk.read("/api/v1/warnings", desk.centre.bank).status, 403);

  EXPECT_EQ(desk.step("call", "answered").status, 409) << "nobody has signed";
  EXPECT_EQ(desk.step("sign_off", "met").text("/where"), "/result");
  EXPECT_EQ(desk.step("sign_off", "done").status, 200);
  EXPECT_EQ(desk.step("call", "answered").status, 200);
  EXPECT_EQ(desk.act("outcome", desk.centre.officer, {{"code", "convinced"}}).status, 409)
      << "the grade asks for a meeting";
  EXPECT_EQ(desk.act("outcome", desk.centre.officer, {{"code", "luck"}}).text("/where"), "/code");
  EXPECT_EQ(desk.step("visit", "met").status, 200);
  EXPECT_EQ(desk.step("identity", "verified").status, 200);
  EXPECT_EQ(desk.act("outcome", desk.centre.officer,
                     {{"code", "convinced"}, {"kept_fen", 480'000}, {"note", "已删除软件"}})
                .status,
            200);
  const auto one = desk.read("/api/v1/warnings/J000001", desk.centre.officer);
  EXPECT_EQ(one.text("/state"), "settled");
  EXPECT_EQ(one.text("/outcomes/0/name"), "劝阻成功");
  EXPECT_EQ(one.number("/outcomes/0/kept_fen"), 480'000);
  EXPECT_EQ(one.text("/acts/0"), "back_check");
  EXPECT_EQ(desk.read("/api/v1/warnings", desk.centre.officer).number("/total"), 0);
  EXPECT_EQ(desk.read("/api/v1/warnings?state=settled", desk.centre.officer).number("/total"), 1);
  EXPECT_EQ(desk.step("back_check", "held").status, 200);
  EXPECT_EQ(desk.read("/api/v1/warnings?state=finished", desk.centre.admin).number("/total"), 1);
}

TEST(Warnings, PlainDataIsShownForAReasonAndOnRecord) {
  Desk desk;
  EXPECT_EQ(desk.raise().status, 201);
  const auto plain =
      desk.centre.post("/api/v1/reveal", desk.centre.officer,
                       R"({"kind":"warning","id":"J000001","field":"all","reason":"上门劝阻"})");
  EXPECT_EQ(plain.text("/values/phone"), "13812345678") << plain.body;
  EXPECT_EQ(plain.text("/values/text~10"), "加群领佣金 13899990000");
  const auto log = desk.centre.get(
      "/api/v1/reveals?min_seq=" + std::to_string(plain.number("/seq")), desk.centre.admin);
  EXPECT_EQ(log.text("/items/0/reason"), "上门劝阻");
}

TEST(Warnings, AStationSeesAndWorksOnWhatWasPushedToIt) {
  Desk desk;
  const auto he = desk.centre.log_in("he");
  EXPECT_EQ(desk.centre.get("/api/v1/me", he).text("/user/unit"), "50010301");
  EXPECT_EQ(desk.raise({{"unit", "500105"}}).status, 201);
  EXPECT_EQ(desk.read("/api/v1/warnings", he).number("/total"), 0);
  EXPECT_EQ(desk.read("/api/v1/warnings/J000001", he).status, 404);
  EXPECT_EQ(desk.read("/api/v1/warnings?unit=500105", he).status, 403);
  EXPECT_EQ(desk.act("steps", he, {{"step", "sign_off"}, {"result", "done"}}).status, 403);
  const auto reveal = desk.centre.post(
      "/api/v1/reveal", he, R"({"kind":"warning","id":"J000001","field":"all","reason":"看看"})");
  EXPECT_EQ(reveal.status, 404);
  EXPECT_EQ(
      desk.act("unit", desk.centre.officer, {{"unit", "nowhere"}, {"reason", "x"}}).text("/where"),
      "/unit");
  EXPECT_EQ(desk.act("unit", desk.centre.officer, {{"unit", "50010301"}, {"reason", "实际居住地"}})
                .status,
            200);
  EXPECT_EQ(desk.read("/api/v1/warnings", he).number("/total"), 1);
  EXPECT_EQ(desk.read("/api/v1/warnings?unit=5000", desk.centre.officer).number("/total"), 1);
  EXPECT_EQ(desk.act("steps", he, {{"step", "sign_off"}, {"result", "done"}}).status, 200);
  EXPECT_EQ(desk.read("/api/v1/warnings/J000001", he).text("/taken/0/by"), "he");
}

TEST(Warnings, SomebodyKnownByAccountAloneIsNamedAndJoinsTheirOwn) {
  Desk desk;
  EXPECT_EQ(desk.raise({{"name", nullptr}, {"phone", nullptr}, {"unit", nullptr}}).text("/where"),
            "/phone");
  json::object account{{"name", nullptr},
                       {"phone", nullptr},
                       {"unit", nullptr},
                       {"account_number", std::string{victim_card}},
                       {"institution", "YZ01"}};
  EXPECT_EQ(desk.raise(account).status, 201);
  const auto unknown = desk.read("/api/v1/warnings/J000001", desk.centre.officer);
  EXPECT_FALSE(unknown.json.at("is_known").as_bool());
  EXPECT_EQ(unknown.text("/held_by/code"), "5000");
  EXPECT_EQ(unknown.text("/account/institution/code"), "YZ01");
  EXPECT_EQ(desk.raise().text("/warning"), "J000002");
  const auto named =
      desk.act("person", desk.centre.officer, {{"name", "张三丰"}, {"phone", "13812345678"}});
  EXPECT_EQ(named.text("/warning"), "J000002") << named.body;
  EXPECT_EQ(desk.read("/api/v1/warnings/J000001", desk.centre.officer).text("/merged_into"),
            "J000002");
  EXPECT_EQ(desk.raise().text("/warning"), "J000002") << "told again, it is the same";
}

TEST(Warnings, AClockThatLapsesGoesOneTierUp) {
  Desk desk;
  EXPECT_EQ(desk.raise().status, 201);
  desk.centre.pass(std::chrono::minutes{5});
  EXPECT_TRUE(Centre::eventually([&] {
    return desk.centre.get("/api/v1/warnings/J000001", desk.centre.officer).text("/held_by/code") ==
           "500103";
  }));
  const auto one = desk.centre.get("/api/v1/warnings/J000001", desk.centre.officer);
  EXPECT_EQ(one.number("/lapses") >= 1, true) << one.body;
}

TEST(Warnings, AMachineWritesOnceAndItsResultComesBack) {
  Desk desk;
  EXPECT_EQ(desk.raise({{"grade", "中危"}}).status, 201);
  const auto notices = desk.centre.noticed(2);
  ASSERT_EQ(notices.size(), 2U);
  EXPECT_EQ(notices[0].key, "J000001-sms-1");
  EXPECT_EQ(notices[0].telephone, "13812345678");
  EXPECT_NE(notices[0].text.find("刷单返利"), std::string::npos);
  EXPECT_EQ(notices[1].kind, port::NoticeKind::call);
  const auto tell = [&](const As& as, const std::string& body) {
    auto answer = desk.centre.post("/api/v1/notices/results", as, body);
    desk.seq = std::max(desk.seq, answer.number("/seq"));
    return answer;
  };
  EXPECT_EQ(tell(desk.centre.bank, R"({"key":"J000001-sms-1","result":"delivered"})").status, 403);
  EXPECT_EQ(tell(desk.centre.notifier, R"({"key":"x","result":"delivered"})").text("/where"),
            "/key");
  EXPECT_EQ(tell(desk.centre.notifier, R"({"key":"J000009-sms-1","result":"delivered"})").status,
            404);
  EXPECT_EQ(
      tell(desk.centre.notifier, R"({"key":"J000001-sms-1","result":"hung_up"})").text("/where"),
      "/result");
  EXPECT_EQ(tell(desk.centre.notifier, R"({"key":"J000001-sms-1","result":"delivered"})").status,
            200);
  EXPECT_EQ(tell(desk.centre.notifier, R"({"key":"J000001-call-1","result":"hung_up"})").status,
            200);
  const auto one = desk.read("/api/v1/warnings/J000001", desk.centre.officer);
  EXPECT_EQ(one.text("/notices/0/state"), "delivered") << one.body;
  EXPECT_EQ(one.text("/notices/1/state"), "hung_up");
  EXPECT_EQ(one.text("/taken/1/result"), "hung_up");
}

TEST(Warnings, AMessageThatFoundNobodyAtHomeIsPostedAgainUnderItsKey) {
  Desk desk;
  desk.centre.break_notifier(true);
  EXPECT_EQ(desk.raise().status, 201);
  EXPECT_EQ(desk.centre.noticed(1).front().key, "J000001-sms-1");
  desk.centre.break_notifier(false);
  desk.centre.pass(std::chrono::seconds{2});
  EXPECT_EQ(desk.centre.noticed(2)[1].key, "J000001-sms-1");
  EXPECT_TRUE(Centre::eventually([&] {
    return desk.centre.get("/api/v1/warnings/J000001", desk.centre.officer)
               .text("/notices/0/state") == "sent";
  }));
  desk.centre.pass(std::chrono::minutes{2});
  EXPECT_EQ(desk.centre.noticed(2).size(), 2U) << "once it was taken it is not sent again";
}

TEST(Warnings, ACounterAsksForHelpAndHearsWhatBecameOfIt) {
  Desk desk;
  const std::string call =
      R"({"reasons":["客户坚持向陌生账户汇款"],"name":"张三丰","phone":"13812345678",
          "amount_fen":20000000,"branch":"解放碑支行","telephone":"023-6000","clerk":"孙莉"})";
  EXPECT_EQ(desk.centre.post("/api/v1/partner/help", desk.centre.hub, call).status, 403);
  const auto asked = desk.centre.post("/api/v1/partner/help", desk.centre.bank, call);
  ASSERT_EQ(asked.status, 201) << asked.body;
  desk.seq = asked.number("/seq");
  const auto one = desk.read("/api/v1/warnings/J000001", desk.centre.officer);
  EXPECT_EQ(one.text("/grade"), "特危");
  EXPECT_EQ(one.text("/counter/branch"), "解放碑支行");
  EXPECT_EQ(one.text("/sources/0/kind"), "branch");
  for (const auto& [name, result] : {std::pair{"sign_off", "done"},
                                     {"dispatch", "done"},
                                     {"visit", "met"},
                                     {"identity", "verified"}}) {
    EXPECT_EQ(desk.step(name, result).status, 200) << name;
  }
  EXPECT_EQ(
      desk.act("outcome", desk.centre.officer, {{"code", "convinced"}, {"kept_fen", 20'000'000}})
          .status,
      200);
  const auto heard = desk.centre.get("/api/v1/partner/help/J000001", desk.centre.bank);
  EXPECT_EQ(heard.text("/outcome"), "劝阻成功") << heard.body;
  EXPECT_EQ(heard.number("/kept_fen"), 20'000'000);
  EXPECT_FALSE(heard.text("/sent_at").empty());
  EXPECT_EQ(desk.centre.get("/api/v1/partner/help/J000001", desk.centre.other_bank).status, 404);
}

TEST(Warnings, TheirEffectIsCountedAndJoinedWithLaterCases) {
  Desk desk;
  const auto terms = desk.centre.get("/api/v1/warning-terms", desk.centre.officer);
  EXPECT_EQ(terms.text("/grades/3/name"), "低危");
  EXPECT_EQ(terms.text("/outcomes/3/then"), "intake");
  EXPECT_EQ(terms.text("/units/2/parent"), "500103");
  EXPECT_EQ(desk.raise().status, 201);
  EXPECT_EQ(desk.step("sign_off", "done").status, 200);
  EXPECT_EQ(desk.step("visit", "met").status, 200);
  EXPECT_EQ(desk.step("identity", "verified").status, 200);
  EXPECT_EQ(
      desk.act("outcome", desk.centre.officer, {{"code", "convinced"}, {"kept_fen", 100}}).status,
      200);
  desk.centre.pass(std::chrono::hours{1});
  const auto report =
      desk.centre.post("/api/v1/reports", desk.centre.officer, report_body(desk.centre));
  ASSERT_EQ(report.status, 201) << report.body;  // by the person who was warned
  const auto effect = desk.centre.get("/api/v1/warnings-effect", desk.centre.officer);
  ASSERT_EQ(effect.status, 200) << effect.body;
  EXPECT_EQ(effect.number("/raised"), 1) << effect.body;
  EXPECT_EQ(effect.number("/grades/0/raised"), 1);
  EXPECT_EQ(effect.number("/kept_fen"), 100);
  EXPECT_EQ(effect.text("/outcomes/0/name"), "劝阻成功");
  EXPECT_EQ(effect.number("/lost/after_warning"), 1);
  EXPECT_EQ(effect.number("/lost/after_convinced"), 1);
  EXPECT_EQ(effect.number("/lost/after_warning_fen"), 5'000'000);
  EXPECT_EQ(effect.number("/lost/without_warning"), 0);
  desk.seq = report.number("/seq");
  EXPECT_EQ(desk.read("/api/v1/warnings/J000001", desk.centre.officer).text("/person_cases/0"),
            "C000001");
  const auto none = desk.centre.get(
      "/api/v1/warnings-effect?from=2026-01-01T00:00:00%2B08:00&until=2026-02-01T00:00:00%2B08:00",
      desk.centre.officer);
  EXPECT_EQ(none.number("/raised"), 0) << none.body;
}

}  // namespace
}  // namespace holdfast::http_test
