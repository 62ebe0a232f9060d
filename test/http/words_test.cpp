// What the server says of texts: to an officer, and to anybody who wonders.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "centre.hpp"
#include "house_words.hpp"
#include "text/kinds.hpp"

namespace holdfast::http_test {
namespace {

struct House {
  House()
      : centre([] {
          api::ApiOptions options;
          options.words = words_of_the_house();
          return options;
        }()) {}
  Centre centre;
};

constexpr std::string_view fraud_text =
    R"({"text":"我被拉进刷单群做任务，导师说垫付100返130，昨天下午3点用我的6217000010001234563转给对方账户6222020200112345678，户名李强，金额18000元，之后说操作错误要再付解冻费才能提现，网址 www.icbc.com.cn.tixian.top ，才发现被骗。","report":"2026-11-24T10:00"})";

TEST(Words, AnOfficerLearnsTypePaymentsAndLinks) {
  House house;
  const auto answer =
      house.centre.post("/api/v1/text/analyse", house.centre.officer, std::string{fraud_text});
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_TRUE(answer.json.at("fraud").as_bool());
  EXPECT_EQ(answer.text("/type"), "刷单返利");
  EXPECT_EQ(answer.text("/links/0/standing"), "imitates");
  EXPECT_EQ(answer.text("/links/0/guise"), "front");
  EXPECT_EQ(answer.text("/links/0/of/zh"), "中国工商银行");
  bool paid = false;
  for (const auto& row : answer.json.at("ledger").as_array()) {
    paid = paid || row.at("amount_fen").to_number<std::int64_t>() == 1'800'000;
  }
  EXPECT_TRUE(paid) << answer.body;
}

TEST(Words, TalksAreJudgedTurnByTurn) {
  House house;
  const auto answer = house.centre.post(
      "/api/v1/text/analyse", house.centre.officer,
      R"({"turns":[{"speaker":"A","text":"您好"},{"speaker":"B","text":"你哪位"}]})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json.at("turn_scores").as_array().size(), 2U);
}

TEST(Words, WhatIsNoTextIsRefused) {
  House house;
  const auto& li = house.centre.officer;
  EXPECT_EQ(house.centre.post("/api/v1/text/analyse", li, "{}").status, 400);
  EXPECT_EQ(house.centre.post("/api/v1/text/analyse", li, R"({"turns":[5]})").status, 400);
  EXPECT_EQ(house.centre.post("/api/v1/public/advice", {}, R"({"text":""})").status, 400);
  EXPECT_EQ(house.centre.post("/api/v1/public/advice", {}, R"({"text":7})").text("/where"),
            "/text");
}

TEST(Words, AnybodyMayAskAndIsToldWhomToRing) {
  House house;
  const auto fraud = house.centre.post(
      "/api/v1/public/advice", {},
      R"({"text":"刷单做任务先垫付，导师说连单没做完不能提现，要再交20000元解冻费，不然前面的钱都拿不回来"})");
  ASSERT_EQ(fraud.status, 200) << fraud.body;
  EXPECT_EQ(fraud.text("/verdict"), "fraud");
  EXPECT_EQ(fraud.text("/type"), "刷单返利");
  EXPECT_FALSE(fraud.json.at("reasons").as_array().empty());
  EXPECT_EQ(fraud.text("/telephone"), "023-96110");
  const auto calm =
      house.centre.post("/api/v1/public/advice", {}, R"({"text":"晚上回家吃饭吗，我买了鱼"})");
  EXPECT_EQ(calm.text("/verdict"), "nothing_found") << calm.body;
  EXPECT_TRUE(calm.json.at("type").is_null());
  const auto link = house.centre.post("/api/v1/public/advice", {},
                                      R"({"text":"晚上回家吃饭吗 http://taoba0.com/x"})");
  EXPECT_EQ(link.text("/verdict"), "doubtful") << link.body;
}

TEST(Words, AskingIsBoundedByAddress) {
  House house;
  int status = 200;
  for (int i = 0; i < 40 && status == 200; ++i) {
    status = house.centre.post("/api/v1/public/advice", {}, R"({"text":"你好"})").status;
  }
  EXPECT_EQ(status, 429);
}

TEST(Words, EveryTypeHasAGuide) {
  House house;
  const auto answer = house.centre.get("/api/v1/public/guides", {});
  ASSERT_EQ(answer.status, 200) << answer.body;
  std::set<std::string> types;
  for (const auto& item : answer.json.at("items").as_array()) {
    types.insert(std::string{item.at("type").as_string()});
  }
  std::set<std::string> wanted{text::type_names.begin(), text::type_names.end()};
  wanted.erase("正常");
  EXPECT_EQ(types, wanted);
  EXPECT_EQ(
      house.centre.get("/api/v1/public/guides", As{}.with("If-None-Match", answer.header("ETag")))
          .status,
      304);
}

TEST(Words, AGuideIsAPosterForEverybody) {
  House house;
  const auto poster = house.centre.get("/api/v1/public/guides/%E5%85%B6%E4%BB%96/poster", {});
  ASSERT_EQ(poster.status, 200) << poster.body;
  EXPECT_EQ(poster.header("Content-Type"), "application/pdf");
  EXPECT_TRUE(poster.body.starts_with("%PDF-"));
  const auto none = house.centre.get("/api/v1/public/guides/nothing/poster", {});
  EXPECT_EQ(none.status, 404);
  EXPECT_EQ(house.centre.get("/api/v1/public/guides/%E5%85%B6%E4%BB%96/poster?size=a5", {}).status,
            400);
}

TEST(Words, AServerWithoutThemSaysSo) {
  Centre centre;
  EXPECT_EQ(centre.get("/api/v1/public/guides", {}).status, 404);
  EXPECT_EQ(centre.post("/api/v1/text/analyse", centre.officer, R"({"text":"x"})").status, 404);
}

}  // namespace
}  // namespace holdfast::http_test
