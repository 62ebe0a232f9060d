// Series over HTTP: two victims of one hand report, the second case shows why it belongs to the
// first, an officer joins them, and the money of both is traced as one; any of it is taken back.
#include <boost/json.hpp>
#include <fmt/core.h>
#include <gtest/gtest.h>

#include "centre.hpp"
#include "house_words.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

constexpr std::string_view script =
    "对方称我在校期间开通过学生贷款账户，国家政策要求注销，否则影响征信，让我下载会议软件共享屏幕，"
    "把各平台额度提现后转到监管账户，审核后原路退还，并让我加微信 wxid_jiankong88 办理。";

/// One victim's report; the payee has a number of its own.
std::string report_of(const Centre& centre, std::string_view victim, std::string_view payee,
                      std::string_view narrative) {
  return json::serialize(json::object{
      {"victim", json::object{{"name", victim}, {"phone", "13800001111"}}},
      {"fraud_type", "虚假征信"},
      {"narrative", narrative},
      {"losses", json::array{json::object{{"payer_account", victim_card},
                                          {"payee_account", payee},
                                          {"amount_fen", 5'000'000},
                                          {"time", centre.time(std::chrono::minutes{10})}}}}});
}

struct House {
  House()
      : centre([] {
          api::ApiOptions options;
          options.words = words_of_the_house();
          return options;
        }()) {}
  Answer series(const std::string& id) {
    return centre.get("/api/v1/cases/" + id + "/series?min_seq=" + std::to_string(seq),
                      centre.officer);
  }
  Answer post(const std::string& path, const json::object& body) {
    auto answer = centre.post(path, centre.officer, json::serialize(body));
    if (answer.status < 300) {
      seq = answer.number("/seq");
    }
    return answer;
  }
  void report(std::string_view victim, std::string_view payee, std::string_view narrative) {
    const auto answer =
        centre.post("/api/v1/reports", centre.officer, report_of(centre, victim, payee, narrative));
    ASSERT_EQ(answer.status, 201) << answer.body;
    seq = answer.number("/seq");
  }
  Centre centre;
  std::int64_t seq = 0;
};

bool has_tie(const Answer& answer, std::string_view kind) {
  for (const auto& tie : answer.json.at("suggestions").at(0).at("ties").as_array()) {
    if (tie.at("kind").as_string() == kind) {
      return true;
    }
  }
  return false;
}

TEST(SeriesDesk, CasesOfOneHandAreSuggestedWithTheirReasonsMasked) {
  House house;
  house.report("王芳", mule_card, script);
  house.report("李雷", second_card, std::string{script} + "共转账两笔。");
  house.report("张伟", "9900110000000000033", "网购手机一部，付款后对方失联，没有收到货。");
  const auto seen = house.series("C000002");
  ASSERT_EQ(seen.status, 200) << seen.body;
  EXPECT_EQ(seen.number("/suggestions_total"), 1) << seen.body;
  EXPECT_EQ(seen.text("/suggestions/0/case/id"), "C000001");
  EXPECT_TRUE(has_tie(seen, "wechat")) << seen.body;
  EXPECT_TRUE(has_tie(seen, "wording")) << seen.body;
  EXPECT_EQ(seen.body.find("jiankong88"), std::string::npos) << "masked";
  EXPECT_EQ(seen.body.find(mule_card), std::string::npos);
  EXPECT_EQ(house.series("C000003").number("/suggestions_total"), 0);
  EXPECT_EQ(house.series("C000009").status, 404);
}

TEST(SeriesDesk, JoinedCasesAreListedTracedTogetherAndComeApartAgain) {
  House house;
  house.report("王芳", mule_card, script);
  house.report("李雷", mule_card, "转账给同一个账户");
  const auto joined =
      house.post("/api/v1/cases/C000002/links", {{"case", "C000001"}, {"reason", "同一收款账户"}});
  ASSERT_EQ(joined.status, 201) << joined.body;
  const auto seen = house.series("C000002");
  EXPECT_EQ(seen.text("/series"), "S000001");
  EXPECT_EQ(seen.number("/members_total"), 2);
  EXPECT_EQ(seen.text("/links/0/ties/0"), "account");
  EXPECT_EQ(seen.number("/suggestions_total"), 0);
  const auto list =
      house.centre.get("/api/v1/series?min_seq=" + std::to_string(house.seq), house.centre.officer);
  ASSERT_EQ(list.status, 200) << list.body;
  EXPECT_EQ(list.text("/items/0/id"), "S000001");
  EXPECT_EQ(list.number("/items/0/loss_fen"), 10'000'000);
  for (const auto* id : {"C000001", "C000002"}) {
    const auto timeline = house.centre.get(
        fmt::format("/api/v1/cases/{}/timeline?kind=cases_linked", id), house.centre.officer);
    EXPECT_EQ(timeline.number("/total"), 1) << timeline.body;
  }
  const auto link = joined.text("/link");
  EXPECT_EQ(house.post("/api/v1/links/" + link + "/undo", {{"reason", "并错了"}}).status, 200);
  EXPECT_EQ(house.series("C000002").number("/suggestions_total"), 1);
  EXPECT_EQ(
      house.centre.get("/api/v1/series?min_seq=" + std::to_string(house.seq), house.centre.officer)
          .number("/total"),
      0);
  EXPECT_EQ(house
                .post("/api/v1/cases/C000002/links/decline",
                      {{"case", "C000001"}, {"reason", "代收账户"}})
                .status,
            201);
  EXPECT_EQ(house.series("C000001").number("/suggestions_total"), 0);
  EXPECT_EQ(
      house.post("/api/v1/cases/C000002/links", {{"case", "C000001"}, {"reason", "x"}}).status,
      409);
}

TEST(SeriesDesk, OneTraceFollowsTheMoneyOfAllVictims) {
  House house;
  constexpr std::string_view other_mule = "9900220000000000022";
  house.report("王芳", mule_card, "第一笔");
  house.report("李雷", other_mule, "第二笔");
  std::string rows;
  for (const auto& [id, payee] : {std::pair{"T1", mule_card}, {"T2", other_mule}}) {
    rows += json::serialize(json::object{{"id", id},
                                         {"serial", id},
                                         {"time", house.centre.time(std::chrono::minutes{10})},
                                         {"payer", victim_card},
                                         {"payee", payee},
                                         {"amount_fen", 5'000'000}}) +
            "\n";
  }
  const auto taken = house.centre.send("POST", "/api/v1/transfers?institution=SX02",
                                       house.centre.other_bank, rows, "application/x-ndjson");
  ASSERT_EQ(taken.status, 200) << taken.body;
  ASSERT_EQ(house.post("/api/v1/cases/C000001/links", {{"case", "C000002"}, {"reason", "同一团伙"}})
                .status,
            201);
  const auto trace = [&](const std::string& scope) {
    return house.centre.get(
        fmt::format("/api/v1/cases/C000001/trace?scope={}&min_seq={}", scope, house.seq),
        house.centre.officer);
  };
  EXPECT_EQ(trace("case").number("/stolen_fen"), 5'000'000);
  const auto both = trace("series");
  EXPECT_EQ(both.number("/stolen_fen"), 10'000'000) << both.body;
  EXPECT_EQ(both.text("/sources/1/case"), "C000002") << both.body;
  EXPECT_EQ(trace("city").status, 400);
}

TEST(SeriesDesk, WhatAnOfficerTellsJoinsAndWhatEverybodyHasDoesNot) {
  House house;
  house.report("王芳", mule_card, "");
  house.report("李雷", second_card, "");
  for (const auto* id : {"C000001", "C000002"}) {
    const auto noted = house.post(fmt::format("/api/v1/cases/{}/traits", id),
                                  {{"kind", "device"}, {"text", "IMEI 86-12345"}});
    ASSERT_EQ(noted.status, 200) << noted.body;
  }
  const auto seen = house.series("C000001");
  EXPECT_TRUE(has_tie(seen, "device")) << seen.body;
  EXPECT_EQ(seen.body.find("12345"), std::string::npos) << "masked";
  const auto common =
      house.post("/api/v1/cases/C000001/traits", {{"kind", "app"}, {"text", "微信"}});
  EXPECT_EQ(common.status, 400);
  EXPECT_EQ(common.text("/where"), "/text");
  EXPECT_EQ(house.post("/api/v1/cases/C000001/traits", {{"kind", "phone"}, {"text", "abc"}})
                .text("/where"),
            "/text");
  EXPECT_EQ(house.post("/api/v1/cases/C000001/traits", {{"kind", "wording"}, {"text", "abc"}})
                .text("/where"),
            "/kind");
}

}  // namespace
}  // namespace holdfast::http_test
