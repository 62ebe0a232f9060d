// Filing, freezing and signing over HTTP: from the stop to the freeze in force, who may do what,
// and what is told when something is missing.
#include <algorithm>
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "freeze_desk.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

TEST(Freezing, FromTheStopToTheFreezeInForce) {
  Desk desk;
  const auto early = desk.freeze();
  EXPECT_EQ(early.status, 422) << early.body;
  EXPECT_NE(early.text("/rule").find("第一百七十四条"), std::string::npos);
  const auto filed = desk.file();
  ASSERT_EQ(filed.status, 200) << filed.body;
  const auto drafted = desk.freeze();
  ASSERT_EQ(drafted.status, 201) << drafted.body;
  const auto id = drafted.text("/order");
  const auto doc = desk.one(id, drafted);
  EXPECT_EQ(doc.text("/state"), "draft");
  EXPECT_EQ(doc.text("/approval/drafted_by"), "li");
  EXPECT_EQ(doc.text("/approval/next"), "unit_head");
  EXPECT_EQ(doc.number("/term_months"), 6);
  EXPECT_NE(doc.text("/article").find("刑事诉讼法"), std::string::npos);

  // Each sees what they can sign, and nobody else's.
  const auto for_wang = desk.queue(desk.wang, drafted);
  EXPECT_EQ(for_wang.number("/total"), 1);
  EXPECT_EQ(for_wang.text("/items/0/act"), "sign");
  EXPECT_EQ(for_wang.text("/items/0/order/id"), id);
  const auto for_li = desk.queue(desk.li, drafted);
  EXPECT_EQ(for_li.number("/total"), 1) << "wang's stop, to be countersigned";
  EXPECT_EQ(for_li.text("/items/0/act"), "countersign");
  EXPECT_EQ(
      desk.centre.post("/api/v1/approvals/sign", desk.li, Desk::list("\"" + id + "\"")).status,
      403);
  Answer last = desk.centre.post("/api/v1/approvals/sign", desk.wang, Desk::list("\"" + id + "\""));
  ASSERT_EQ(last.status, 200) << last.body;
  for (const auto& [as, duty] :
       {std::pair{&desk.qian, "unit_head"}, std::pair{&desk.sun, "legal_review"},
        std::pair{&desk.zhao, "district_head"}}) {
    const auto mine = desk.queue(*as, last);
    bool offered = false;
    for (const auto& item : mine.json.at("items").as_array()) {
      offered = offered || (item.at("order").at("id").as_string() == id &&
                            item.at("act").as_string() == "approve" &&
                            item.at("office").at("duty").as_string() == duty);
    }
    EXPECT_TRUE(offered) << duty << " " << mine.body;
    last = desk.centre.post("/api/v1/orders/" + id + "/approve", *as, reason);
    ASSERT_EQ(last.status, 200) << last.body;
  }
  const auto message = desk.centre.sent(2).at(1);
  EXPECT_EQ(message.code, "100201");
  EXPECT_EQ(message.freeze_type, "01");
  EXPECT_EQ(message.document, "冻字1号");
  EXPECT_EQ(message.officer, "li");
  EXPECT_EQ(message.second_officer, "wang");
  EXPECT_EQ(message.organisation, "渝中区分局");
  EXPECT_EQ(message.term_months, 6);
  ASSERT_EQ(message.replaces.size(), 1U);
  const auto answered = desk.answer(message.application_id);
  ASSERT_EQ(answered.status, 200) << answered.body;
  const auto frozen = desk.one(id, answered);
  EXPECT_EQ(frozen.text("/state"), "in_force");
  EXPECT_EQ(frozen.text("/deadline"), "2027-05-24T10:00:00.000+08:00");
  EXPECT_EQ(frozen.text("/freeze/renew_by"), "2027-05-14T10:00:00.000+08:00");
  EXPECT_EQ(frozen.text("/freeze/screen_by"), "2027-02-24T10:00:00.000+08:00");
  EXPECT_EQ(desk.one("O000001", answered).text("/state"), "converted");
  const auto one = desk.centre.get(
      "/api/v1/cases/C000001?min_seq=" + std::to_string(answered.number("/seq")), desk.li);
  EXPECT_EQ(one.number("/frozen_fen"), 5'000'000);
  EXPECT_EQ(one.number("/held_fen"), 5'000'000);
  EXPECT_EQ(one.text("/filing/number"), "渝公立字1号");
  EXPECT_NE(one.text("/next_step/text").find("续冻"), std::string::npos);
  const auto timeline = desk.centre.get("/api/v1/cases/C000001/timeline", desk.li);
  EXPECT_NE(timeline.body.find("立案：渝公立字1号"), std::string::npos);
  EXPECT_NE(timeline.body.find("转为冻结"), std::string::npos);
}

TEST(Freezing, SaysWhatIsMissingAndWhere) {
  Desk desk;
  ASSERT_EQ(desk.file().status, 200);
  EXPECT_EQ(desk.file().status, 409);
  EXPECT_EQ(desk.freeze({{"scope", "some"}}).text("/where"), "/scope");
  EXPECT_EQ(desk.freeze({{"amount_fen", nullptr}}).text("/where"), "/amount_fen");
  EXPECT_EQ(desk.freeze({{"scope", "full"}, {"amount_fen", nullptr}}).text("/where"), "/why_whole");
  EXPECT_EQ(desk.freeze({{"second", ""}}).text("/where"), "/second");
  EXPECT_EQ(desk.freeze({{"second", "desk"}}).text("/where"), "/second") << "of a bank";
  const auto self = desk.freeze({{"second", "li"}});
  EXPECT_EQ(self.status, 422);
  EXPECT_EQ(self.text("/where"), "/second");
  const auto no_paper = desk.freeze({{"document", ""}});
  EXPECT_EQ(no_paper.status, 422);
  EXPECT_EQ(no_paper.text("/where"), "/document");
  EXPECT_EQ(desk.freeze({{"reason", ""}}).text("/where"), "/reason");
  EXPECT_EQ(desk.freeze({{"account", "A999"}}).status, 404);
  EXPECT_EQ(desk.centre.post("/api/v1/cases/C000001/freezes", desk.centre.bank, "{}").status, 403);
  EXPECT_EQ(desk.centre
                .post("/api/v1/orders/O000001/renew", desk.li,
                      R"({"second":"wang","document":"x","reason":"y"})")
                .status,
            409);
  EXPECT_EQ(
      desk.centre
          .post("/api/v1/orders/O000001/screen", desk.li, R"({"finding":"perhaps","reason":"y"})")
          .text("/where"),
      "/finding");
  EXPECT_EQ(desk.centre
                .post("/api/v1/cases/C000001/truth", desk.li,
                      R"({"verdict":"unfounded","reason":"虚构"})")
                .status,
            409)
      << "filed: to be withdrawn first";
}

TEST(Freezing, AQueuedFreezeIsAnsweredTwice) {
  Desk desk;
  ASSERT_EQ(desk.file().status, 200);
  const auto drafted = desk.freeze({{"emergency", "正在转移"}, {"document", ""}});
  ASSERT_EQ(drafted.status, 201) << drafted.body;
  const auto id = drafted.text("/order");
  ASSERT_EQ(
      desk.centre.post("/api/v1/approvals/sign", desk.wang, Desk::list("\"" + id + "\"")).status,
      200);
  ASSERT_EQ(desk.centre.post("/api/v1/orders/" + id + "/approve", desk.zhao, reason).status, 200);
  const auto message = desk.centre.sent(2).at(1);
  EXPECT_TRUE(message.papers_later);
  const auto queued = desk.answer(
      message.application_id,
      {{"queued", true},
       {"former", {{"department", "江北区分局"}, {"amount_fen", nullptr}, {"until", nullptr}}}});
  ASSERT_EQ(queued.status, 200) << queued.body;
  const auto waiting = desk.one(id, queued);
  EXPECT_EQ(waiting.text("/state"), "queued");
  EXPECT_EQ(waiting.text("/former/department"), "江北区分局");
  EXPECT_FALSE(waiting.text("/approval/papers_due").empty());
  const auto paper =
      desk.centre.post("/api/v1/orders/" + id + "/paper", desk.li, R"({"document":"冻字9号"})");
  ASSERT_EQ(paper.status, 200) << paper.body;
  EXPECT_EQ(desk.one(id, desk.answer(message.application_id)).text("/state"), "in_force");
}

TEST(Approvals, SeveralAreSignedWithOneReasonOrNone) {
  Desk desk;
  const auto list = Desk::list(R"("O000001","O000009")");
  const auto refused = desk.centre.post("/api/v1/approvals/sign", desk.li, list);
  EXPECT_EQ(refused.status, 404);
  EXPECT_EQ(refused.text("/where"), "/orders/1");
  EXPECT_EQ(desk.centre.post("/api/v1/approvals/sign", desk.li, Desk::list("7")).text("/where"),
            "/orders/0");
  EXPECT_EQ(desk.centre.post("/api/v1/approvals/sign", desk.li, Desk::list("")).status, 400);
  EXPECT_EQ(
      desk.centre.post("/api/v1/approvals/approve", desk.li, Desk::list(R"("O000001")")).status,
      409);
  EXPECT_EQ(
      desk.centre.post("/api/v1/approvals/sign", desk.centre.officer, Desk::list(R"("O000001")"))
          .status,
      422)
      << "a machine is nobody who could sign";
  const auto done = desk.centre.post("/api/v1/approvals/sign", desk.li, Desk::list(R"("O000001")"));
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(desk.one("O000001", done).text("/countersigned/by"), "li");
  EXPECT_EQ(desk.queue(desk.li, done).number("/total"), 0);
}

TEST(Approvals, AHeadLetsSomebodyStandIn) {
  Desk desk;
  const auto until = base::format_instant(desk.centre.now() + std::chrono::hours{24});
  const auto body = R"({"to":"wang","until":")" + until + R"(","reason":"出差"})";
  EXPECT_EQ(desk.centre.post("/api/v1/delegations", desk.li, body).status, 403);
  const auto made = desk.centre.post("/api/v1/delegations", desk.zhao, body);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.text("/delegation"), "D000001");
  const auto queue = desk.queue(desk.wang, made);
  EXPECT_EQ(queue.text("/offices/0/duty"), "district_head");
  EXPECT_EQ(queue.text("/offices/0/on_behalf"), "zhao");
  const auto all = desk.centre.get("/api/v1/delegations", desk.li);
  EXPECT_EQ(all.text("/items/0/state"), "running");
  EXPECT_EQ(desk.centre.post("/api/v1/delegations/D000001/end", desk.li).status, 403);
  EXPECT_EQ(desk.centre.post("/api/v1/delegations/X/end", desk.zhao).status, 404);
  EXPECT_EQ(desk.centre.post("/api/v1/delegations/D000001/end", desk.wang).status, 200);
  EXPECT_EQ(desk.centre.get("/api/v1/delegations", desk.li).text("/items/0/state"), "over");
  const auto people = desk.centre.get("/api/v1/colleagues", desk.li);
  EXPECT_NE(people.body.find("district_head"), std::string::npos);
  EXPECT_EQ(people.body.find("\"desk\""), std::string::npos) << "nobody of a bank";
}

TEST(Truth, AnUntrueReportReleasesAtOnce) {
  Desk desk;
  const auto done = desk.centre.post("/api/v1/cases/C000001/truth", desk.li,
                                     R"({"verdict":"unfounded","reason":"报案人虚构"})");
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(desk.centre.sent(2).at(1).code, "100103");
  const auto one = desk.centre.get(
      "/api/v1/cases/C000001?min_seq=" + std::to_string(done.number("/seq")), desk.li);
  EXPECT_EQ(one.text("/truth/verdict"), "unfounded");
  EXPECT_EQ(one.number("/running_fen"), 0);
  EXPECT_TRUE(one.json.at_pointer("/filing/due").is_null());
}

}  // namespace
}  // namespace holdfast::http_test
