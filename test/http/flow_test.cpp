// Questions about the fund graph over the API: what they answer, who may ask, what they refuse.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "centre.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

/// A victim paid a mule twice; the mule passed most of it on, and a part went to a merchant.
struct FlowStory {
  Centre centre;
  std::string victim;
  std::string mule;
  std::string second;

  FlowStory() {
    const auto rows = row("S1", victim_card, mule_card, 5'000'000, 10) +
                      row("S2", victim_card, mule_card, 1'000'000, 9) +
                      row("S3", mule_card, second_card, 5'500'000, 8) +
                      row("S4", second_card, "M1", 100'000, 7, "merchant");
    EXPECT_EQ(centre
                  .send("POST", "/api/v1/transfers?institution=SX02", centre.other_bank, rows,
                        "application/x-ndjson")
                  .status,
              200);
    auto report = json::parse(report_body(centre)).as_object();
    auto again = report["losses"].as_array()[0];
    again.as_object()["amount_fen"] = 1'000'000;
    again.as_object()["time"] = centre.time(std::chrono::minutes{9});
    report["losses"].as_array().push_back(again);
    EXPECT_EQ(centre.post("/api/v1/reports", centre.officer, json::serialize(report)).status, 201);
    const auto trace = ask("cases/C000001/trace?policy=fifo");
    victim = trace.text("/transfers/0/payer");
    mule = trace.text("/transfers/0/payee");
    second = trace.text("/transfers/2/payee");
  }

  std::string row(const std::string& id, std::string_view payer, std::string_view payee,
                  std::int64_t fen, int minutes_ago, const std::string& kind = "transfer") {
    return json::serialize(json::object{{"id", id},
                                        {"serial", id},
                                        {"time", centre.time(std::chrono::minutes{minutes_ago})},
                                        {"payer", payer},
                                        {"payee", payee},
                                        {"amount_fen", fen},
                                        {"kind", kind}}) +
           "\n";
  }
  Answer ask(const std::string& question) {
    return centre.get("/api/v1/" + question, centre.officer);
  }
  /// As a query parameter.
  std::string ago(int minutes) {
    auto text = centre.time(std::chrono::minutes{minutes});
    text.replace(text.find('+'), 1, "%2B");
    return text;
  }
};

TEST(Flow, ReachTellsHopsAndArrivalsMasked) {
  FlowStory story;
  const auto reached = story.ask("graph/reach?account=" + story.victim + "&at=" + story.ago(11) +
                                 "&window=1h&hops=3");
  ASSERT_EQ(reached.status, 200) << reached.body;
  ASSERT_EQ(reached.json.at("accounts").as_array().size(), 3U) << reached.body;
  EXPECT_EQ(reached.text("/accounts/0/account/ref"), story.mule);
  EXPECT_EQ(reached.text("/accounts/0/account/number"), "9900 **** **** 0014");
  EXPECT_EQ(reached.number("/accounts/0/hops"), 1);
  EXPECT_EQ(reached.text("/accounts/0/arrival"), story.centre.time(std::chrono::minutes{10}));
  EXPECT_EQ(reached.number("/accounts/2/hops"), 3);
  EXPECT_TRUE(reached.json.at("truncated").is_null());
  EXPECT_EQ(reached.number("/window_ms"), 3'600'000);
  EXPECT_EQ(reached.body.find(mule_card), std::string::npos);

  const auto back = story.ask("graph/reach?direction=backward&account=" + story.second +
                              "&at=" + story.ago(8) + "&window=1h&hops=3");
  EXPECT_TRUE(back.json.at("accounts").as_array().empty()) << back.body;
  const auto later = story.ask("graph/reach?direction=backward&account=" + story.second +
                               "&at=" + story.ago(7) + "&window=1h&hops=3");
  ASSERT_EQ(later.json.at("accounts").as_array().size(), 2U) << later.body;
  EXPECT_EQ(later.text("/accounts/1/account/ref"), story.victim);
  EXPECT_EQ(later.text("/accounts/1/arrival"), story.centre.time(std::chrono::minutes{9}));
}

TEST(Flow, ALimitThatWasHitIsTold) {
  FlowStory story;
  const auto reached =
      story.ask("graph/reach?limit=1&account=" + story.victim + "&at=" + story.ago(11) + "&hops=3");
  ASSERT_EQ(reached.status, 200) << reached.body;
  EXPECT_EQ(reached.json.at("accounts").as_array().size(), 1U);
  EXPECT_EQ(reached.text("/truncated/limit"), "accounts");
  EXPECT_EQ(reached.number("/truncated/value"), 1);
}

TEST(Flow, PathTellsItsTransfersAndNoPathIsAnAnswer) {
  FlowStory story;
  const auto path = story.ask("graph/path?from=" + story.victim + "&to=" + story.second +
                              "&at=" + story.ago(11) + "&window=2d");
  ASSERT_EQ(path.status, 200) << path.body;
  EXPECT_EQ(path.number("/hops"), 2);
  EXPECT_EQ(path.text("/path/0/payee"), story.mule);
  EXPECT_EQ(path.number("/path/0/amount_fen"), 5'000'000);
  EXPECT_EQ(path.text("/arrival"), story.centre.time(std::chrono::minutes{8}));
  EXPECT_EQ(path.json.at("accounts").as_array().size(), 3U);
  const auto none =
      story.ask("graph/path?from=" + story.second + "&to=" + story.victim + "&at=" + story.ago(11));
  ASSERT_EQ(none.status, 200) << none.body;
  EXPECT_EQ(none.number("/hops"), 0);
  EXPECT_TRUE(none.json.at("path").as_array().empty());
  EXPECT_TRUE(none.json.at("arrival").is_null());
}

TEST(Flow, NeighboursAreSummedEitherWay) {
  FlowStory story;
  const auto out = story.ask("graph/neighbourhood?account=" + story.second);
  ASSERT_EQ(out.status, 200) << out.body;
  EXPECT_EQ(out.number("/total"), 1);
  EXPECT_EQ(out.number("/neighbours/0/exited_fen"), 100'000);
  const auto in = story.ask("graph/neighbourhood?direction=backward&account=" + story.mule);
  EXPECT_EQ(in.number("/neighbours/0/amount_fen"), 6'000'000);
  EXPECT_EQ(in.number("/neighbours/0/transfers"), 2);
  const auto none = story.ask("graph/neighbourhood?direction=backward&account=" + story.mule +
                              "&min_amount_fen=5000001");
  EXPECT_EQ(none.number("/total"), 0);
}

TEST(Flow, TopAccountsAreRankedAsAsked) {
  FlowStory story;
  const auto by_flow = story.ask("graph/top?by=flow&limit=2");
  ASSERT_EQ(by_flow.status, 200) << by_flow.body;
  ASSERT_EQ(by_flow.json.at("accounts").as_array().size(), 2U);
  EXPECT_EQ(by_flow.text("/accounts/0/account/ref"), story.mule);
  EXPECT_EQ(by_flow.number("/accounts/0/in_fen"), 6'000'000);
  const auto by_dwell = story.ask("graph/top?by=dwell");
  ASSERT_EQ(by_dwell.status, 200) << by_dwell.body;
  EXPECT_EQ(by_dwell.text("/accounts/0/account/ref"), story.second);
  EXPECT_EQ(by_dwell.number("/accounts/0/dwell_ms"), 60'000);
  EXPECT_EQ(story.ask("graph/top?by=degree").status, 200);
}

TEST(Flow, TheLossesOfACaseMeetWhereTheirMoneyDid) {
  FlowStory story;
  const auto meetings = story.ask("cases/C000001/converge?policy=fifo");
  ASSERT_EQ(meetings.status, 200) << meetings.body;
  EXPECT_EQ(meetings.number("/total"), 2);
  EXPECT_EQ(meetings.text("/accounts/0/account/ref"), story.mule);
  EXPECT_EQ(meetings.number("/accounts/0/by_source/0"), 5'000'000);
  EXPECT_EQ(meetings.number("/accounts/0/by_source/1"), 1'000'000);
  EXPECT_EQ(meetings.number("/accounts/1/by_source/1"), 500'000);
  EXPECT_EQ(story.ask("cases/C000001/converge?limit=1").text("/truncated/limit"), "accounts");
}

TEST(Flow, TheOriginOfABalanceAddsUpAndNamesTheLosses) {
  FlowStory story;
  for (const std::string policy : {"fifo", "lifo", "prorata", "taint_first", "clean_first"}) {
    const auto origin =
        story.ask("cases/C000001/origin?account=" + story.second + "&policy=" + policy);
    ASSERT_EQ(origin.status, 200) << origin.body;
    EXPECT_EQ(origin.number("/balance_fen"), 5'400'000);
    std::int64_t sum = origin.number("/earlier_fen");
    for (const auto& account : origin.json.at("accounts").as_array()) {
      sum += account.at("amount_fen").as_int64();
    }
    EXPECT_EQ(sum, 5'400'000) << policy;
    EXPECT_EQ(origin.text("/accounts/0/account/ref"), story.victim);
    EXPECT_TRUE(origin.json.at_pointer("/accounts/0/victim").as_bool());
    EXPECT_EQ(origin.number("/transfers/0/loss"), 0);
  }
  const auto fifo = story.ask("cases/C000001/origin?policy=fifo&account=" + story.second);
  EXPECT_EQ(fifo.number("/transfers/0/amount_fen"), 4'900'000);
  EXPECT_EQ(fifo.number("/transfers/1/amount_fen"), 500'000);
  EXPECT_EQ(fifo.number("/transfers/1/loss"), 1);
}

TEST(Flow, RefusesWhatIsNoQuestionAndNamesTheParameter) {
  FlowStory story;
  const auto at = "&at=" + story.ago(11);
  const std::string from = "account=" + story.victim;
  const std::vector<std::pair<std::string, std::string>> cases{
      {"graph/reach?" + from, "?at"},
      {"graph/reach?" + from + "&at=noon", "?at"},
      {"graph/reach?x=1" + at, "?account"},
      {"graph/reach?" + from + at + "&window=0h", "?window"},
      {"graph/reach?" + from + at + "&window=366001d", "?window"},
      {"graph/reach?" + from + at + "&hops=0", "?hops"},
      {"graph/reach?" + from + at + "&hops=21", "?hops"},
      {"graph/reach?" + from + at + "&limit=1001", "?limit"},
      {"graph/reach?" + from + at + "&direction=up", "?direction"},
      {"graph/reach?" + from + at + "&min_amount_fen=-1", "?min_amount_fen"},
      {"graph/path?from=" + story.victim + "&to=" + story.mule + at + "&direction=backward", ""},
      {"graph/neighbourhood?" + from + "&since=noon", "?since"},
      {"graph/top?by=size", "?by"},
      {"cases/C000001/converge?policy=best", "?policy"},
      {"cases/C000001/origin?policy=fifo", "?account"},
      {"cases/C000001/origin?" + from + "&hops=0", "?hops"},
  };
  for (const auto& [question, where] : cases) {
    const auto answer = story.ask(question);
    EXPECT_EQ(answer.status, 400) << question << answer.body;
    if (!where.empty()) {
      EXPECT_NE(answer.body.find(where), std::string::npos) << question << answer.body;
    }
  }
  EXPECT_EQ(story.ask("graph/reach?" + from + at + "&hops=20&limit=1000&window=366000d").status,
            200);
  EXPECT_EQ(story.ask("graph/reach?account=A999999" + at).status, 404);
  EXPECT_EQ(story.ask("cases/C000009/converge").status, 404);
  EXPECT_EQ(story.ask("cases/C000009/origin?" + from).status, 404);
}

TEST(Flow, IsForTheCentreAlone) {
  FlowStory story;
  const std::string question =
      "/api/v1/graph/reach?account=" + story.victim + "&at=" + story.ago(11);
  EXPECT_EQ(story.centre.get(question, story.centre.bank).status, 403);
  EXPECT_EQ(story.centre.get(question, {}).status, 401);
  EXPECT_EQ(story.centre.get(question, story.centre.admin).status, 200);
  for (const char* path : {"/api/v1/graph/path", "/api/v1/graph/neighbourhood", "/api/v1/graph/top",
                           "/api/v1/cases/C000001/converge", "/api/v1/cases/C000001/origin"}) {
    EXPECT_EQ(story.centre.get(path, story.centre.bank).status, 403) << path;
  }
}

}  // namespace
}  // namespace holdfast::http_test
