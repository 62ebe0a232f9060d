// Closing and reopening a case over HTTP.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "centre.hpp"

namespace holdfast::http_test {
namespace {

constexpr auto path = "/api/v1/cases/C000001";

struct Closed {
  Centre centre;

  Closed() {
    EXPECT_EQ(centre.post("/api/v1/reports", centre.officer, report_body(centre)).status, 201);
  }
  Answer close(const std::string& body) {
    return centre.post(std::string{path} + "/close", centre.officer, body);
  }
  Answer look(const std::string& where, const Answer& after) {
    return centre.get(where + (where.find('?') == std::string::npos ? "?" : "&") +
                          "min_seq=" + std::to_string(after.number("/seq")),
                      centre.officer);
  }
};

constexpr auto with_both =
    R"({"outcome":"transferred","reason":"移送江北分局","leave_orders":"由分局续办","leave_tasks":"一并移送"})";

TEST(Closing, NamesWhatIsLeftAndWhere) {
  Closed story;
  const auto orders = story.close(R"({"outcome":"nothing_left","reason":"无可追"})");
  EXPECT_EQ(orders.status, 409);
  EXPECT_EQ(orders.text("/where"), "/leave_orders");
  EXPECT_NE(orders.text("/detail").find("O000001"), std::string::npos);
  const auto tasks =
      story.close(R"({"outcome":"nothing_left","reason":"无可追","leave_orders":"等答复"})");
  EXPECT_EQ(tasks.status, 409);
  EXPECT_EQ(tasks.text("/where"), "/leave_tasks");
  EXPECT_NE(tasks.text("/detail").find("K000001"), std::string::npos);
}

TEST(Closing, WantsTheThreeGatesAndListsWhatIsMissing) {
  Closed story;
  const auto left =
      R"({"outcome":"nothing_left","reason":"无可追","leave_orders":"a","leave_tasks":"b"})";
  const auto refused = story.close(left);
  EXPECT_EQ(refused.status, 422) << refused.body;
  EXPECT_NE(refused.text("/detail").find("研判、调查记录、调查结果"), std::string::npos);
  const auto post = [&](const std::string& what, const std::string& body) {
    return story.centre.post(std::string{path} + what, story.centre.officer, body);
  };
  EXPECT_EQ(
      post("/study", R"({"fraud_type":"刷单返利","method":"x","leak":"nowhere","lesson":"y"})")
          .text("/where"),
      "/leak");
  EXPECT_EQ(post("/result", R"({"kind":"won","text":"x"})").text("/where"), "/kind");
  EXPECT_EQ(post("/result", R"({"kind":"solved","text":"x"})").status, 409);
  const auto inquiry = post("/inquiries", R"({"work":"调取开户资料"})");
  ASSERT_EQ(inquiry.status, 200) << inquiry.body;
  const auto gap = story.look("/api/v1/cases?gap=study", inquiry);
  EXPECT_EQ(gap.number("/total"), 1);
  EXPECT_EQ(gap.json.at("items").at(0).at("gaps").as_array().size(), 2U) << gap.body;
  EXPECT_EQ(story.look("/api/v1/cases?gap=inquiry", inquiry).number("/total"), 0);
  EXPECT_EQ(story.look("/api/v1/cases?gap=all", inquiry).text("/where"), "?gap");
  EXPECT_EQ(story.look("/api/v1/cases?gap=study&q=C000001", inquiry).text("/where"), "?gap");
  ASSERT_EQ(post("/study",
                 R"({"fraud_type":"刷单返利","method":"连单","leak":"disclosed","lesson":"不做"})")
                .status,
            200);
  const auto result = post("/result", R"({"kind":"passed_on","text":"移交开户地"})");
  ASSERT_EQ(result.status, 200) << result.body;
  const auto one = story.look(path, result);
  EXPECT_EQ(one.text("/gates/study/leak"), "disclosed");
  EXPECT_EQ(one.text("/gates/inquiries/0/by"), "k-officer");
  EXPECT_EQ(one.text("/gates/result/kind"), "passed_on");
  EXPECT_EQ(one.text("/fraud_type"), "刷单返利");
  EXPECT_EQ(story.close(left).status, 200);
  EXPECT_NE(story.look(std::string{path} + "/timeline", result).body.find("调查：调取开户资料"),
            std::string::npos);
}

TEST(Closing, RefusesWhatItCannotRead) {
  Closed story;
  EXPECT_EQ(story.close(R"({"reason":"x"})").text("/where"), "/outcome");
  EXPECT_EQ(story.close(R"({"outcome":"won","reason":"x"})").text("/where"), "/outcome");
  EXPECT_EQ(story.close(R"({"outcome":"recovered","reason":""})").text("/where"), "/reason");
  EXPECT_EQ(
      story.centre.post("/api/v1/cases/C000009/close", story.centre.officer, with_both).status,
      404);
  EXPECT_EQ(story.centre.post(std::string{path} + "/close", story.centre.bank, with_both).status,
            403);
  EXPECT_EQ(story.centre.get("/api/v1/cases?state=shut", story.centre.officer).text("/where"),
            "?state");
}

TEST(Closing, ShowsOnTheListThePageAndTheTimeline) {
  Closed story;
  const auto done = story.close(with_both);
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(done.text("/case"), "C000001");
  EXPECT_EQ(story.look("/api/v1/cases?state=open", done).number("/total"), 0);
  const auto list = story.look("/api/v1/cases?state=closed", done);
  EXPECT_EQ(list.number("/total"), 1);
  EXPECT_EQ(list.text("/items/0/outcome"), "transferred");
  const auto one = story.look(path, done);
  EXPECT_EQ(one.text("/state"), "closed");
  EXPECT_EQ(one.text("/closing/reason"), "移送江北分局");
  EXPECT_EQ(one.text("/closing/by"), "k-officer");
  EXPECT_EQ(one.text("/closing/leave_tasks"), "一并移送");
  const auto timeline = story.look(std::string{path} + "/timeline", done);
  EXPECT_NE(timeline.body.find("结案（已移交）：移送江北分局"), std::string::npos);
  EXPECT_EQ(story.close(with_both).status, 409);
}

TEST(Closing, TakesNoFurtherLossUntilItIsReopened) {
  Closed story;
  ASSERT_EQ(story.close(with_both).status, 200);
  const auto loss = boost::json::serialize(boost::json::object{{"payer_account", victim_card},
                                                               {"payee_account", second_card},
                                                               {"amount_fen", 100'000},
                                                               {"time", story.centre.time()}});
  const auto refused = story.centre.post(std::string{path} + "/losses", story.centre.officer, loss);
  EXPECT_EQ(refused.status, 409);
  EXPECT_NE(refused.text("/detail").find("恢复办理"), std::string::npos);
  const auto no_reason =
      story.centre.post(std::string{path} + "/reopen", story.centre.officer, R"({"reason":""})");
  EXPECT_EQ(no_reason.text("/where"), "/reason");
  const auto reopened = story.centre.post(std::string{path} + "/reopen", story.centre.officer,
                                          R"({"reason":"又有线索"})");
  ASSERT_EQ(reopened.status, 200);
  const auto one = story.look(path, reopened);
  EXPECT_EQ(one.text("/state"), "open");
  EXPECT_TRUE(one.json.at("closing").is_null());
  EXPECT_EQ(story.centre.post(std::string{path} + "/losses", story.centre.officer, loss).status,
            201);
  EXPECT_EQ(
      story.centre.post(std::string{path} + "/reopen", story.centre.officer, R"({"reason":"x"})")
          .status,
      409);
}

TEST(Closing, OnceUnderOneKey) {
  Closed story;
  const auto as = story.centre.officer.with("Idempotency-Key", "close-1");
  const auto first = story.centre.post(std::string{path} + "/close", as, with_both);
  const auto again = story.centre.post(std::string{path} + "/close", as, with_both);
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(again.status, 200) << again.body;
}

}  // namespace
}  // namespace holdfast::http_test
