// Search by words, tasks between colleagues, comments and kept lists over HTTP.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "centre.hpp"
#include "net/http.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

struct House {
  Centre centre;
  std::int64_t seq = 0;

  House() {
    report("在抖音上看到刷单返利广告，下载APP后垫付三万元");
    report("接到自称客服的电话，说百万保障到期要扣费");
  }
  void report(std::string_view narrative) {
    auto body = json::parse(report_body(centre)).as_object();
    body["narrative"] = narrative;
    body["fraud_type"] = "其他";
    const auto answer = centre.post("/api/v1/reports", centre.officer, json::serialize(body));
    EXPECT_EQ(answer.status, 201) << answer.body;
    seq = answer.number("/seq");
  }
  Answer post(const std::string& path, const json::object& body) {
    auto answer = centre.post(path, centre.officer, json::serialize(body));
    if (answer.status < 300) {
      seq = answer.number("/seq");
    }
    return answer;
  }
  Answer get(const std::string& path) {
    return centre.get(
        path + (path.find('?') == std::string::npos ? "?" : "&") + "min_seq=" + std::to_string(seq),
        centre.officer);
  }
  Answer search(const std::string& q) { return get("/api/v1/search?q=" + net::percent_encode(q)); }
  Answer cases(const std::string& q) { return get("/api/v1/cases?q=" + net::percent_encode(q)); }
};

TEST(Search, AWordOfTwoCharactersFindsTheCase) {
  House house;
  for (const auto* word : {"刷单", "返利", "刷单返利广告", "app", "ＡＰＰ", "垫付 抖音"}) {
    const auto found = house.search(word);
    ASSERT_EQ(found.status, 200) << found.body;
    ASSERT_EQ(found.json.at("items").as_array().size(), 1U) << word << found.body;
    EXPECT_EQ(found.text("/items/0/id"), "C000001") << word;
    EXPECT_EQ(house.cases(word).text("/items/0/id"), "C000001") << word;
  }
  EXPECT_TRUE(house.search("裸聊").json.at("items").as_array().empty());
  EXPECT_EQ(house.cases("裸聊").number("/total"), 0);
}

TEST(Search, WhatIsSaidLaterIsFoundTooAndNumbersFindWhatTheyName) {
  House house;
  ASSERT_EQ(
      house.post("/api/v1/cases/C000002/inquiries", {{"work", "调取车牌渝A8的行车轨迹"}}).status,
      200);
  EXPECT_EQ(house.search("行车轨迹").text("/items/0/id"), "C000002");
  EXPECT_EQ(house.search("c2").text("/items/0/id"), "C000002");
  const auto account = house.search(std::string{mule_card});
  EXPECT_EQ(account.text("/items/0/kind"), "case") << account.body;
  EXPECT_EQ(house.search("K1").text("/items/0/kind"), "task");
}

TEST(Search, TheListsHoldNoNarrative) {
  House house;
  const auto doc = house.centre.engine().find("case", "C000001", 1).value();
  EXPECT_EQ(doc.find("抖音"), std::string::npos);
  EXPECT_NE(house.get("/api/v1/cases/C000001").text("/narrative").find("抖音"), std::string::npos);
}

/// How many tasks wait for whom, and how far down the list they stand.
struct Load {
  std::int64_t open = -1;
  std::size_t place = 0;
};
Load load_of(const Answer& answer, std::string_view name) {
  const auto& items = answer.json.at("items").as_array();
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].at("name").as_string() == name) {
      return {items[i].at("open").to_number<std::int64_t>(), i};
    }
  }
  return {};
}

TEST(Work, TasksGoToColleaguesAndComeBackByLoad) {
  House house;
  const auto asked = house.post(
      "/api/v1/cases/C000001/tasks",
      {{"what", "走访网点"}, {"to", "wang"}, {"due", house.centre.time(-std::chrono::hours{24})}});
  ASSERT_EQ(asked.status, 201) << asked.body;
  const auto id = asked.text("/task");
  auto load = house.get("/api/v1/workload");
  ASSERT_EQ(load.status, 200) << load.body;
  EXPECT_EQ(load_of(load, "wang").open, 1) << load.body;
  EXPECT_EQ(load_of(load, "li").open, 0);
  EXPECT_GT(load_of(load, "wang").place, load_of(load, "li").place) << "the least busy first";
  EXPECT_EQ(house.get("/api/v1/tasks?owner=wang").text("/items/0/text"), "走访网点");
  ASSERT_EQ(house
                .post("/api/v1/tasks/assign",
                      {{"tasks", json::array{id}}, {"to", "li"}, {"reason", "换班"}})
                .status,
            200);
  EXPECT_EQ(house.get("/api/v1/tasks?owner=wang").number("/total"), 0);
  EXPECT_EQ(house.get("/api/v1/tasks?owner=li&state=open").number("/total"), 1);
  load = house.get("/api/v1/workload");
  EXPECT_EQ(load_of(load, "wang").open, 0);
  EXPECT_EQ(load_of(load, "li").open, 1);
  EXPECT_GT(load_of(load, "li").place, load_of(load, "wang").place);
  EXPECT_EQ(house
                .post("/api/v1/tasks/assign",
                      {{"tasks", json::array{"X1"}}, {"to", "li"}, {"reason", "换班"}})
                .text("/where"),
            "/tasks");
}

TEST(Work, ACommentCallsAColleagueAndIsMaskedInTheLists) {
  House house;
  const auto said =
      house.post("/api/v1/cases/C000001/comments", {{"text", "@wang 请联系 13912345678 核对"}});
  ASSERT_EQ(said.status, 201) << said.body;
  const auto comments = house.get("/api/v1/cases/C000001/comments");
  ASSERT_EQ(comments.status, 200) << comments.body;
  EXPECT_EQ(comments.body.find("13912345678"), std::string::npos);
  EXPECT_EQ(comments.text("/items/0/mentions/0"), "wang");
  const auto called = house.get("/api/v1/tasks?owner=wang&state=open");
  EXPECT_EQ(called.text("/items/0/kind"), "mentioned");
  EXPECT_EQ(called.text("/items/0/comment"), said.text("/comment"));
  const auto plain = house.post(
      "/api/v1/reveal",
      {{"kind", "comment"}, {"id", said.text("/comment")}, {"field", "all"}, {"reason", "回访"}});
  EXPECT_NE(plain.text("/values/text").find("13912345678"), std::string::npos) << plain.body;
  EXPECT_EQ(house.post("/api/v1/cases/C000001/comments", {{"text", "@nobody"}}).text("/where"),
            "/text");
}

TEST(Work, KeptListsAreTheOwnersAlone) {
  House house;
  ASSERT_EQ(house
                .post("/api/v1/filters",
                      {{"page", "cases"}, {"name", "大额"}, {"query", "order=amount_descending"}})
                .status,
            200);
  EXPECT_EQ(house.get("/api/v1/filters").text("/items/0/name"), "大额");
  EXPECT_TRUE(house.centre.get("/api/v1/filters", house.centre.investigator)
                  .json.at("items")
                  .as_array()
                  .empty());
  ASSERT_EQ(house.post("/api/v1/filters/drop", {{"page", "cases"}, {"name", "大额"}}).status, 200);
  EXPECT_TRUE(house.get("/api/v1/filters").json.at("items").as_array().empty());
}

}  // namespace
}  // namespace holdfast::http_test
