// Tips and consultations over HTTP: anybody tells something without a login and follows it under a
// code, officers work on it, and three of them and the reporter see to the reward.
#include <boost/json.hpp>
#include <fmt/core.h>
#include <gtest/gtest.h>

#include "api/password.hpp"
#include "centre.hpp"
#include "house_words.hpp"
#include "indicator/digest.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

constexpr std::string_view street = "500103001";
constexpr std::string_view number = "13900002222";

struct House {
  House() {
    const auto hash = *api::hash_password(password);
    core::User head{"qian", "钱",  core::Role::investigator, "",
                    hash,   false, order::Duty::unit_head};
    EXPECT_TRUE(centre.engine().submit_and_wait({"house"}, core::AddUser{head}).ok());
    wang = centre.log_in("wang");
    li = centre.log_in("li");
    he = centre.log_in("he");
    qian = centre.log_in("qian");
    core::NoteStreets noted{
        {{std::string{street}, "解放碑街道", "渝中区", "50010301", 900, "社区台账", {}, {}}}};
    EXPECT_TRUE(centre.engine().submit_and_wait({"house"}, noted).ok());
  }
  Answer post(const std::string& path, const As& as, const json::object& body = {}) {
    auto answer = centre.post("/api/v1" + path, as, json::serialize(body));
    if (answer.status < 300 && answer.json.as_object().contains("seq")) {
      seq = answer.number("/seq");
    }
    return answer;
  }
  Answer get(const std::string& path, const As& as) {
    const auto* join = path.find('?') == std::string::npos ? "?" : "&";
    return centre.get(fmt::format("/api/v1{}{}min_seq={}", path, join, seq), as);
  }
  /// A tip of the public page; the code that it is followed under.
  std::string tell(json::object more = {}) {
    json::object body{{"kind", "report"},
                      {"text", "有人冒充客服，让我加微信 wxid_abc888 并拨打 13900003333"},
                      {"street", street},
                      {"named", json::array{json::object{{"kind", "phone"}, {"value", number}}}}};
    for (const auto& [name, value] : more) {
      body[name] = value;
    }
    const auto answer = post("/public/tips", {}, body);
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.text("/code");
  }
  std::string standing() {
    const auto answer = post(fmt::format("/reputation/ask?min_seq={}", seq), li,
                             {{"kind", "phone"}, {"value", number}});
    EXPECT_EQ(answer.status, 200) << answer.body;
    hearsay = answer.number("/hearsay");
    return answer.text("/standing");
  }
  Centre centre = Centre{[] {
    api::ApiOptions options;
    options.words = words_of_the_house();
    return options;
  }()};
  As wang, li, he, qian;
  std::int64_t seq = 0;
  std::int64_t hearsay = 0;
};

TEST(Tips, FromThePublicPageToThePaidReward) {
  House house;
  const auto code = house.tell({{"phrase", "青山不改绿水"}});
  const auto progress = [&] { return house.centre.get("/api/v1/public/tips/" + code, {}); };
  EXPECT_EQ(progress().text("/stage"), "received") << progress().body;
  // By the rule it goes to the unit of its street, and another unit does not see it.
  auto one = house.get("/tips/TP000001", house.he);
  ASSERT_EQ(one.status, 200) << one.body;
  EXPECT_EQ(one.text("/unit"), "50010301");
  EXPECT_EQ(one.text("/named/0/value"), "139****2222") << one.body;
  EXPECT_EQ(one.body.find(number), std::string::npos) << "masked";
  EXPECT_TRUE(one.json.at("reporter").at("anonymous").as_bool());
  // What the engine read in the text stands beside what was written, marked as read.
  bool was_read = false;
  for (const auto& each : one.json.at("named").as_array()) {
    was_read = was_read || (each.at("read").as_bool() && each.at("kind") == "phone");
  }
  EXPECT_TRUE(was_read) << one.body;
  EXPECT_EQ(house.standing(), "unknown") << "nobody took it on yet";
  ASSERT_EQ(house.post("/tips/TP000001/accept", house.he).status, 200);
  EXPECT_EQ(house.standing(), "suspected");
  EXPECT_EQ(house.hearsay, 30);
  EXPECT_EQ(progress().text("/stage"), "working");
  EXPECT_EQ(
      house.post("/tips/TP000001/steps", house.he, {{"code", "check"}, {"note", "已核对"}}).status,
      200);
  ASSERT_EQ(house.centre.post("/api/v1/reports", house.wang, report_body(house.centre)).status,
            201);
  const auto ended = house.post("/tips/TP000001/result", house.he,
                                {{"code", "case"},
                                 {"case", "C000001"},
                                 {"note", "转刑侦，举报人电话 13811112222"},
                                 {"reply", "谢谢您的举报"}});
  ASSERT_EQ(ended.status, 200) << ended.body;
  EXPECT_EQ(progress().text("/result/reply"), "谢谢您的举报");
  EXPECT_EQ(progress().body.find("刑侦"), std::string::npos) << "a colleague's note is not told";
  // The reward: proposed, not by the proposer approved, claimed by phrase, paid by a third.
  EXPECT_EQ(house
                .post("/tips/TP000001/reward", house.he,
                      {{"kind", "tip"}, {"amount_fen", 5'001}, {"reason", "属实"}})
                .text("/where"),
            "/amount_fen");
  ASSERT_EQ(house
                .post("/tips/TP000001/reward", house.he,
                      {{"kind", "tip"}, {"amount_fen", 5'000}, {"reason", "属实"}})
                .status,
            201);
  EXPECT_TRUE(progress().json.at("reward").is_null()) << "nobody decided it";
  EXPECT_EQ(house.post("/tips/TP000001/reward/ruling", house.he, {{"ruling", "approve"}}).status,
            422);
  EXPECT_EQ(house.post("/tips/TP000001/reward/ruling", house.wang, {{"ruling", "approve"}}).status,
            403);
  ASSERT_EQ(house.post("/tips/TP000001/reward/ruling", house.qian, {{"ruling", "approve"}}).status,
            200);
  EXPECT_EQ(progress().number("/reward/amount_fen"), 5'000);
  const auto claim = "/public/tips/" + code + "/claim";
  EXPECT_EQ(house.post(claim, {}, {{"phrase", "绿水长流"}, {"way", "cash"}}).status, 403);
  ASSERT_EQ(house.post(claim, {}, {{"phrase", "青山不改绿水"}, {"way", "cash"}}).status, 200);
  const json::object payment{
      {"way", "cash"}, {"paid_at", house.centre.time()}, {"receipt", "收2026001"}};
  EXPECT_EQ(house.post("/tips/TP000001/reward/payment", house.qian, payment).status, 422);
  ASSERT_EQ(house.post("/tips/TP000001/reward/payment", house.li, payment).status, 200);
  EXPECT_EQ(progress().text("/reward/state"), "paid");
  const auto rewards = house.get("/tip-rewards", house.li);
  EXPECT_EQ(rewards.number("/months/0/paid"), 1) << rewards.body;
  EXPECT_EQ(rewards.number("/months/0/paid_fen"), 5'000);
  EXPECT_EQ(rewards.number("/waiting_fen"), 0);
  const auto timeline = house.get("/cases/C000001/timeline", house.li);
  EXPECT_NE(timeline.body.find("举报 TP000001 转入本案"), std::string::npos) << timeline.body;
}

TEST(Tips, AFalseTipIsHeldAgainstNobody) {
  House house;
  house.tell();
  ASSERT_EQ(house.post("/tips/TP000001/accept", house.he).status, 200);
  EXPECT_EQ(house.standing(), "suspected");
  ASSERT_EQ(
      house.post("/tips/TP000001/result", house.he, {{"code", "false"}, {"note", "系纠纷"}}).status,
      200);
  EXPECT_EQ(house.standing(), "unknown");
  // Hearsay is told to no citizen, however many say so.
  for (int i = 0; i < 3; ++i) {
    house.tell();
    ASSERT_EQ(house.post(fmt::format("/tips/TP{:06}/accept", i + 2), house.he).status, 200);
  }
  EXPECT_EQ(house.standing(), "suspected");
  EXPECT_EQ(house.hearsay, 30);
  const auto digest = indicator::digest_of(indicator::Kind::phone, std::string{number});
  const auto told = house.centre.get("/api/v1/public/reputation/" + digest.substr(0, 4), {});
  EXPECT_EQ(told.body.find(digest), std::string::npos);
}

TEST(Tips, AQuestionOnTheLineIsAnswered) {
  House house;
  const auto taken = house.post("/tips", house.wang,
                                {{"kind", "consultation"},
                                 {"way", "line"},
                                 {"text", "有人让我下载会议软件共享屏幕"},
                                 {"phone", "13800004444"},
                                 {"take_on", true}});
  ASSERT_EQ(taken.status, 201) << taken.body;
  auto one = house.get("/tips/TP000001", house.wang);
  EXPECT_EQ(one.text("/stage"), "working") << one.body;
  EXPECT_EQ(one.text("/owner"), "wang");
  EXPECT_EQ(house.get("/tips/TP000001", house.he).status, 404) << "it is the centre's";
  EXPECT_EQ(house.get("/tips?q=13800004444", house.wang).number("/total"), 1);
  EXPECT_EQ(house.get("/tips?kind=report", house.wang).number("/total"), 0);
  ASSERT_EQ(house
                .post("/tips/TP000001/reply", house.wang,
                      {{"text", "是诈骗，立即关闭共享"}, {"guide", "冒充电商物流客服"}})
                .status,
            200);
  const auto code = taken.text("/code");
  const auto progress = house.centre.get("/api/v1/public/tips/" + code, {});
  EXPECT_EQ(progress.text("/reply/text"), "是诈骗，立即关闭共享");
  EXPECT_EQ(progress.text("/reply/guide"), "冒充电商物流客服");
  EXPECT_EQ(progress.body.find("13800004444"), std::string::npos);
  EXPECT_EQ(house.post("/tips/TP000001/reply", house.wang, {{"text", "再答"}}).status, 409);
  // Whoever looks at it in the clear says why, and stands in the log.
  const auto shown =
      house.post("/reveal", house.wang,
                 {{"kind", "tip"}, {"id", "TP000001"}, {"field", "all"}, {"reason", "回访咨询人"}});
  EXPECT_EQ(shown.text("/values/phone"), "13800004444") << shown.body;
  EXPECT_EQ(house.get("/reveals", house.li).text("/items/0/id"), "TP000001");
}

TEST(Tips, WhatIsWrongIsSaidWithItsPlace) {
  House house;
  const auto where = [&](const json::object& body) {
    house.centre.pass(std::chrono::minutes{1});  // the next minute's tellings
    return house.post("/public/tips", {}, body).text("/where");
  };
  EXPECT_EQ(where({{"kind", "gossip"}, {"text", "甲"}}), "/kind");
  EXPECT_EQ(where({{"kind", "report"}, {"text", ""}}), "/text");
  EXPECT_EQ(where({{"kind", "report"}, {"text", "甲"}, {"phrase", "abc"}}), "/phrase");
  EXPECT_EQ(where({{"kind", "report"}, {"text", "甲"}, {"street", "1"}}), "/street");
  EXPECT_EQ(where({{"kind", "report"},
                   {"text", "甲"},
                   {"named", json::array{json::object{{"kind", "phone"}, {"value", "abc"}}}}}),
            "/named/0/value");
  EXPECT_EQ(house.centre.get("/api/v1/public/tips/nonsense", {}).status, 400);
  EXPECT_EQ(house.centre
                .send("POST", "/api/v1/public/tips", {}, "kind=report",
                      "application/x-www-form-urlencoded")
                .status,
            415);
  EXPECT_EQ(house.get("/tips/TP000099", house.wang).status, 404);
  EXPECT_EQ(house.get("/tips?state=nowhere", house.wang).status, 400);
  EXPECT_EQ(house.get("/tips", {}).status, 401);
}

TEST(Tips, WhatOneAddressWritesIsBounded) {
  House house;
  int taken = 0;
  int refused = 0;
  for (int i = 0; i < 9; ++i) {
    const auto answer =
        house.post("/public/tips", {}, {{"kind", "report"}, {"text", fmt::format("第 {} 条", i)}});
    taken += answer.status == 201 ? 1 : 0;
    refused += answer.status == 429 ? 1 : 0;
  }
  EXPECT_EQ(taken, 6);
  EXPECT_EQ(refused, 3);
}

TEST(Tips, GuessesAtAPhraseWaitLongerEachTime) {
  House house;
  const auto code = house.tell({{"phrase", "青山不改绿水"}});
  ASSERT_EQ(house.centre.post("/api/v1/reports", house.wang, report_body(house.centre)).status,
            201);
  ASSERT_EQ(house
                .post("/tips/TP000001/result", house.he,
                      {{"code", "case"}, {"case", "C000001"}, {"note", "属实"}})
                .status,
            200);
  ASSERT_EQ(house
                .post("/tips/TP000001/reward", house.he,
                      {{"kind", "tip"}, {"amount_fen", 2'000}, {"reason", "属实"}})
                .status,
            201);
  ASSERT_EQ(house.post("/tips/TP000001/reward/ruling", house.qian, {{"ruling", "approve"}}).status,
            200);
  house.centre.pass(std::chrono::minutes{2});  // what was told before counts no more
  int forbidden = 0;
  Answer last;
  for (int i = 0; i < 6; ++i) {
    last = house.post("/public/tips/" + code + "/claim", {},
                      {{"phrase", fmt::format("第{}次猜测", i)}, {"way", "cash"}});
    forbidden += last.status == 403 ? 1 : 0;
  }
  EXPECT_EQ(forbidden, 5) << last.body;
  EXPECT_EQ(last.status, 429) << last.body;
}

}  // namespace
}  // namespace holdfast::http_test
