// Destroying a closed case's personal data over HTTP: administrators only, and two of them.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "centre.hpp"

namespace holdfast::http_test {
namespace {

constexpr auto path = "/api/v1/cases/C000001";
constexpr auto why = R"({"reason":"保存期限届满"})";

/// A case of cash, closed, with nothing out.
struct Closed {
  Centre centre;
  As other;

  Closed() {
    const auto body = boost::json::serialize(boost::json::object{
        {"victim", {{"name", "张三丰"}, {"phone", "13812345678"}}},
        {"paid_by", "cash"},
        {"narrative", "在解放碑交给一名男子"},
        {"losses",
         boost::json::array{boost::json::object{
             {"amount_fen", 100'000}, {"time", centre.time()}, {"place", "解放碑步行街"}}}}});
    EXPECT_EQ(centre.post("/api/v1/reports", centre.officer, body).status, 201);
    other = centre.log_in("root");
  }
  void close() {
    EXPECT_EQ(centre
                  .post(std::string{path} + "/close", centre.officer,
                        R"({"outcome":"transferred","reason":"x","leave_tasks":"y"})")
                  .status,
              200);
  }
  Answer step(const As& as, const std::string& what, const std::string& body = why) {
    return centre.post(std::string{path} + "/erasure" + what, as, body);
  }
};

TEST(Erasure, IsForAdministratorsAndClosedCases) {
  Closed story;
  EXPECT_EQ(story.step(story.centre.officer, "").status, 403);
  EXPECT_EQ(story.step(story.centre.admin, "").status, 409) << "still open";
  story.close();
  EXPECT_EQ(story.step(story.centre.admin, "", R"({"reason":""})").text("/where"), "/reason");
  EXPECT_EQ(story.step(story.centre.admin, "/confirm").status, 409) << "nobody asked";
  EXPECT_EQ(story.centre.post("/api/v1/cases/C000009/erasure", story.centre.admin, why).status,
            404);
  EXPECT_EQ(story.centre.get("/api/v1/erasures", story.centre.officer).status, 403);
  EXPECT_EQ(story.centre.get("/api/v1/erasures?state=gone", story.centre.admin).text("/where"),
            "?state");
}

TEST(Erasure, TakesTwoPeople) {
  Closed story;
  story.close();
  ASSERT_EQ(story.step(story.centre.admin, "").status, 200);
  const auto self = story.step(story.centre.admin, "/confirm");
  EXPECT_EQ(self.status, 422);
  EXPECT_NE(self.text("/rule").find("双人"), std::string::npos);
  const auto done = story.step(story.other, "/confirm");
  ASSERT_EQ(done.status, 200) << done.body;
  const auto seq = "?min_seq=" + std::to_string(done.number("/seq"));
  const auto one = story.centre.get(path + seq, story.centre.officer);
  EXPECT_EQ(one.text("/victim/name"), "(已销毁)");
  EXPECT_EQ(one.text("/victim/id_no"), "") << "there was none";
  EXPECT_EQ(one.text("/narrative"), "(已销毁)");
  EXPECT_EQ(one.text("/losses/0/particulars/place"), "(已销毁)");
  EXPECT_EQ(one.text("/erasure"), "erased");
  EXPECT_EQ(story.centre.get("/api/v1/cases" + seq + "&q=13812345678", story.centre.officer)
                .number("/total"),
            0);
  const auto list =
      story.centre.get("/api/v1/erasures" + seq + "&state=erased", story.centre.admin);
  ASSERT_EQ(list.number("/total"), 1);
  EXPECT_EQ(list.text("/items/0/requested_by"), "k-admin");
  EXPECT_EQ(list.text("/items/0/decided_by"), "root");
  const auto shown =
      story.centre.post("/api/v1/reveal", story.centre.officer,
                        R"({"kind":"case","id":"C000001","field":"all","reason":"回访"})");
  EXPECT_EQ(shown.text("/values/name"), "(已销毁)");
  const auto timeline =
      story.centre.get(std::string{path} + "/timeline" + seq, story.centre.officer);
  EXPECT_NE(timeline.body.find("个人信息已销毁"), std::string::npos);
}

TEST(Erasure, MayBeDeclined) {
  Closed story;
  story.close();
  ASSERT_EQ(story.step(story.centre.admin, "").status, 200);
  const auto done = story.step(story.centre.admin, "/decline", R"({"reason":"期限未满"})");
  ASSERT_EQ(done.status, 200);
  const auto one = story.centre.get(path + ("?min_seq=" + std::to_string(done.number("/seq"))),
                                    story.centre.officer);
  EXPECT_EQ(one.text("/victim/name"), "张**");
  EXPECT_EQ(one.text("/erasure"), "declined");
}

}  // namespace
}  // namespace holdfast::http_test
