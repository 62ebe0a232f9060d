// Papers over HTTP: issued once, the same bytes ever after, on record when fetched; and what
// anybody may ask of them.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/digest.hpp"
#include "freeze_desk.hpp"

namespace holdfast::http_test {
namespace {

std::string path_of(const std::string& order) {
  return "/api/v1/orders/" + order + "/papers";
}

Answer issue(Desk& desk, const std::string& order, const std::string& kind) {
  return desk.centre.post(path_of(order), desk.li, R"({"kind":")" + kind + R"("})");
}

Answer listed(Desk& desk, const std::string& order, const Answer& after) {
  return desk.centre.get(path_of(order) + "?min_seq=" + std::to_string(after.number("/seq")),
                         desk.li);
}

TEST(Papers, AreIssuedOnceAndMadeAgainByteForByte) {
  Desk desk;
  const auto before = desk.centre.get(path_of("O000001"), desk.li);
  EXPECT_EQ(before.text("/may/0"), "stop_application");
  EXPECT_EQ(before.text("/may/1"), "holder_notice");
  const auto issued = issue(desk, "O000001", "stop_application");
  ASSERT_EQ(issued.status, 201) << issued.body;
  EXPECT_EQ(issued.text("/paper"), "P000001");
  EXPECT_EQ(issue(desk, "O000001", "stop_application").text("/paper"), "P000001");
  const auto list = listed(desk, "O000001", issued);
  ASSERT_EQ(list.json.at("items").as_array().size(), 1U) << list.body;
  EXPECT_EQ(list.text("/items/0/number"), "渝反诈止付字〔2026〕1号");
  EXPECT_EQ(list.text("/items/0/title"), "紧急止付申请表");
  EXPECT_EQ(list.text("/may/0"), "holder_notice");
  const auto first = desk.centre.get(path_of("O000001") + "/P000001", desk.li);
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.header("Content-Type"), "application/pdf");
  EXPECT_EQ(base::to_hex(base::sha256(first.body)), list.text("/items/0/sha256"));
  desk.centre.pass(std::chrono::hours{1});
  EXPECT_TRUE(desk.centre.get(path_of("O000001") + "/P000001", desk.wang).body == first.body);
  const auto looks = desk.centre.get(
      "/api/v1/reveals?min_seq=" + std::to_string(desk.centre.engine().seq()), desk.li);
  EXPECT_EQ(looks.text("/items/0/by"), "wang");
  EXPECT_EQ(looks.text("/items/0/id"), "P000001");
  EXPECT_NE(
      desk.centre.get("/api/v1/cases/C000001/timeline", desk.li).body.find("出具紧急止付申请表"),
      std::string::npos);
}

TEST(Papers, SayWhatIsWrongAndWhere) {
  Desk desk;
  EXPECT_EQ(issue(desk, "O000001", "letter").text("/where"), "/kind");
  EXPECT_EQ(issue(desk, "O000001", "freeze_notice").status, 409);
  EXPECT_EQ(issue(desk, "O000099", "freeze_notice").status, 404);
  EXPECT_EQ(desk.centre.get(path_of("O000099"), desk.li).status, 404);
  EXPECT_EQ(desk.centre.get(path_of("O000001") + "/P000001", desk.li).status, 404);
  EXPECT_EQ(desk.centre.get(path_of("O000001") + "/X", desk.li).status, 404);
  ASSERT_EQ(issue(desk, "O000001", "holder_notice").status, 201);
  EXPECT_EQ(desk.centre.get(path_of("O000002") + "/P000001", desk.li).status, 404)
      << "of another order";
  EXPECT_EQ(desk.centre.get(path_of("O000001") + "/P000001", desk.centre.other_bank).status, 403);
  EXPECT_EQ(desk.centre.post(path_of("O000001"), desk.centre.admin, "{}").status, 403);
}

TEST(PublicCheck, SaysGenuineKindDateUnitAndTelephoneAndNothingElse) {
  Desk desk;
  const auto issued = issue(desk, "O000001", "holder_notice");
  const auto code = listed(desk, "O000001", issued).text("/items/0/code");
  const auto check = desk.centre.get("/api/v1/public/papers/" + code, As{});
  ASSERT_EQ(check.status, 200) << check.body;
  EXPECT_TRUE(check.json.at("genuine").as_bool());
  EXPECT_EQ(check.text("/title"), "账户紧急止付告知书");
  EXPECT_EQ(check.text("/date"), "2026年11月24日");
  EXPECT_EQ(check.text("/telephone"), "023-96110");
  EXPECT_EQ(check.json.as_object().size(), 7U) << check.body;
  for (const auto* secret : {"C000001", "O000001", "990022", "li"}) {
    EXPECT_EQ(check.body.find(secret), std::string::npos) << secret;
  }
  auto wrong = code;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  const auto mistyped = desk.centre.get("/api/v1/public/papers/" + wrong, As{});
  EXPECT_FALSE(mistyped.json.at("genuine").as_bool());
  EXPECT_EQ(mistyped.text("/why"), "mistyped");
  const auto unknown = desk.centre.get("/api/v1/public/papers/" + order::code_of(12345), As{});
  EXPECT_EQ(unknown.text("/why"), "unknown");
  EXPECT_EQ(unknown.text("/telephone"), "023-96110");
}

TEST(PublicCheck, GuessingIsBoundedByAddress) {
  Desk desk;
  const auto path = "/api/v1/public/papers/" + order::code_of(1);
  for (int i = 0; i < 30; ++i) {
    ASSERT_EQ(desk.centre.get(path, As{}).status, 200) << i;
  }
  const auto refused = desk.centre.get(path, As{});
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(desk.centre.get("/api/v1/public/notices/" + order::code_of(1), As{}).status, 429);
  desk.centre.pass(std::chrono::minutes{1});
  EXPECT_EQ(desk.centre.get(path, As{}).status, 200);
}

}  // namespace
}  // namespace holdfast::http_test
