// Education over HTTP: streets are counted, visits recorded and drawn for re-visits, and what they
// found lowers what counts; cases have their place, and topics follow from them.
#include <boost/json.hpp>
#include <fmt/core.h>
#include <gtest/gtest.h>

#include "centre.hpp"
#include "house_words.hpp"
#include "outreach/draw.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

constexpr std::string_view code = "500103001";

struct House {
  Answer post(const std::string& path, const json::object& body) {
    auto answer = centre.post("/api/v1" + path, centre.officer, json::serialize(body));
    if (answer.status < 300) {
      seq = answer.number("/seq");
    }
    return answer;
  }
  Answer get(const std::string& path) {
    const auto* join = path.find('?') == std::string::npos ? "?" : "&";
    return centre.get(fmt::format("/api/v1{}{}min_seq={}", path, join, seq), centre.officer);
  }
  void count_street() {
    const auto answer =
        post("/outreach/streets", {{"streets", json::array{json::object{{"code", code},
                                                                        {"name", "解放碑街道"},
                                                                        {"district", "渝中区"},
                                                                        {"unit", "5000"},
                                                                        {"households", 1'000},
                                                                        {"source", "社区台账"}}}}});
    ASSERT_EQ(answer.status, 200) << answer.body;
  }
  void report(std::string_view type, std::string_view payee) {
    const auto answer = post(
        "/reports",
        {{"victim", json::object{{"name", "王芳"}, {"phone", "13800001111"}}},
         {"fraud_type", type},
         {"narrative", "对方让我刷单，转账后失联。"},
         {"losses", json::array{json::object{{"payer_account", victim_card},
                                             {"payee_account", payee},
                                             {"amount_fen", 5'000'000},
                                             {"time", centre.time(std::chrono::minutes{10})}}}}});
    ASSERT_EQ(answer.status, 201) << answer.body;
  }
  Centre centre = Centre{[] {
    api::ApiOptions options;
    options.words = words_of_the_house();
    return options;
  }()};
  std::int64_t seq = 0;
};

TEST(Outreach, VisitsAreDrawnByAnybodyAgainAndFindingsLowerWhatCounts) {
  House house;
  house.count_street();
  auto answer = house.post("/outreach/rounds", {{"street", code},
                                                {"day", house.centre.time()},
                                                {"doors", "3栋501\n3栋502\n3栋503\n3栋504"}});
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(answer.text("/round"), "V000001");
  const auto rounds = house.get("/outreach/rounds");
  EXPECT_EQ(rounds.number("/items/0/first"), 4);
  EXPECT_EQ(rounds.body.find("3栋501"), std::string::npos) << "doors are sealed";
  answer = house.post("/outreach/audits", {{"street", code}, {"wanted", 2}, {"reason", "月度"}});
  ASSERT_EQ(answer.status, 201) << answer.body;
  const auto audits = house.get("/outreach/audits");
  ASSERT_EQ(audits.number("/items/0/drawn"), 2) << audits.body;
  const auto again = outreach::draw(audits.text("/items/0/seed"), {{outreach::RoundId{1}, 4}}, 2);
  EXPECT_EQ(audits.number("/items/0/sampled/0/number"), static_cast<std::int64_t>(again[0].number));
  EXPECT_EQ(audits.number("/items/0/sampled/1/number"), static_cast<std::int64_t>(again[1].number));
  // Whoever recorded the visits is not who checks them.
  answer = house.post("/outreach/audits/Z000001/households/0", {{"finding", "confirmed"}});
  EXPECT_EQ(answer.status, 403) << answer.body;
  for (const auto& [index, finding] : {std::pair{0, "confirmed"}, std::pair{1, "not_visited"}}) {
    answer =
        house.centre.post(fmt::format("/api/v1/outreach/audits/Z000001/households/{}", index),
                          house.centre.investigator,
                          json::serialize(json::object{{"finding", finding}, {"note", "回访"}}));
    ASSERT_EQ(answer.status, 200) << answer.body;
    house.seq = answer.number("/seq");
  }
  const auto streets = house.get("/outreach/streets");
  EXPECT_EQ(streets.number("/items/0/claimed"), 4);
  EXPECT_EQ(streets.number("/items/0/counted"), 2) << streets.body;
  EXPECT_EQ(house.get("/outreach/audits").text("/items/0/state"), "done");
  const auto doors = house.post(
      "/reveal", {{"kind", "round"}, {"id", "V000001"}, {"field", "all"}, {"reason", "回访"}});
  ASSERT_EQ(doors.status, 200) << doors.body;
  EXPECT_NE(doors.text("/values/doors").find("3栋503"), std::string::npos);
}

TEST(Outreach, CampaignsAndQuizzesAreRecordedAndTakenBack) {
  House house;
  house.count_street();
  auto answer =
      house.post("/outreach/campaigns", {{"title", "反诈进校园"},
                                         {"audience", "school"},
                                         {"topic", "刷单返利"},
                                         {"street", code},
                                         {"from", house.centre.time(std::chrono::hours{2})},
                                         {"until", house.centre.time(std::chrono::hours{-24})}});
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(house.post("/outreach/campaigns/E000001/report", {{"reached", 320}, {"material", 500}})
                .status,
            200);
  auto list = house.get("/outreach/campaigns?state=reported");
  EXPECT_EQ(list.number("/items/0/report/reached"), 320) << list.body;
  EXPECT_EQ(house.post("/outreach/campaigns/E000001/withdraw", {{"reason", "改期"}}).status, 200);
  EXPECT_EQ(house.get("/outreach/campaigns?state=reported").number("/total"), 0);
  answer =
      house.post("/outreach/campaigns", {{"title", "甲"},
                                         {"audience", "nobody"},
                                         {"topic", "general"},
                                         {"from", house.centre.time()},
                                         {"until", house.centre.time(std::chrono::hours{-1})}});
  EXPECT_EQ(answer.status, 400) << answer.body;
  EXPECT_NE(answer.body.find("/audience"), std::string::npos);
  answer = house.post("/outreach/quizzes", {{"street", code},
                                            {"community", "较场口社区"},
                                            {"topic", "general"},
                                            {"day", house.centre.time()},
                                            {"takers", 20},
                                            {"questions", 10},
                                            {"right", 164},
                                            {"fell", 3}});
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(house.get("/outreach/quizzes").number("/items/0/right"), 164);
  EXPECT_EQ(
      house
          .post("/outreach/quizzes/" + answer.text("/quiz") + "/withdraw", {{"reason", "重复登记"}})
          .status,
      200);
  EXPECT_EQ(house.get("/outreach/quizzes").text("/items/0/state"), "withdrawn");
}

TEST(Outreach, TopicsFollowTheLatestCasesAndWhoTheirVictimsWere) {
  House house;
  house.count_street();
  house.report("刷单返利", mule_card);
  house.report("刷单返利", second_card);
  house.report("虚假贷款", "9900110000000000033");
  auto answer = house.post("/cases/C000001/place",
                           {{"street", code}, {"age", "60-"}, {"occupation", "retired"}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto placed = house.get("/cases/C000001");
  EXPECT_EQ(placed.text("/place/occupation"), "retired") << placed.body;
  EXPECT_TRUE(house.get("/cases/C000002").json.at("place").is_null());
  house.centre.pass(std::chrono::minutes{1});
  const auto topics = house.get("/outreach/topics");
  EXPECT_EQ(topics.text("/items/0/type"), "刷单返利") << topics.body;
  EXPECT_EQ(topics.number("/items/0/cases"), 2);
  EXPECT_EQ(topics.text("/items/0/districts/0/name"), "渝中区");
  EXPECT_EQ(topics.text("/items/0/ages/0/name"), "60-");
  const auto open = house.centre.get("/api/v1/public/topics", {});
  ASSERT_EQ(open.status, 200) << open.body;
  EXPECT_EQ(open.text("/types/0"), "刷单返利");
  EXPECT_EQ(open.body.find('2'), std::string::npos) << "an order, no counts";
}

TEST(Outreach, TheEffectIsRefusedWithItsReasonWhereThereIsTooLittle) {
  House house;
  house.count_street();
  const auto at = house.centre.time(std::chrono::days{30});
  std::string asked = at;
  asked.replace(asked.find('+'), 1, "%2B");
  const auto effect = house.get("/outreach/effect?weeks=2&at=" + asked);
  ASSERT_EQ(effect.status, 200) << effect.body;
  EXPECT_NE(effect.text("/why_not").find("各不少于 5 个"), std::string::npos) << effect.body;
  EXPECT_TRUE(effect.json.at("difference").is_null());
  EXPECT_EQ(house.get("/outreach/effect?weeks=12&at=" + asked).status, 409) << "not over yet";
  EXPECT_EQ(house.get("/outreach/effect?weeks=0&at=" + asked).status, 400);
  EXPECT_EQ(house.get("/outreach/effect?weeks=2&at=soon").status, 400);
}

}  // namespace
}  // namespace holdfast::http_test
