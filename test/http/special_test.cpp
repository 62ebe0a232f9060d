// The rarer orders over HTTP, answers held against the OpenAPI document: what each sends to its
// partner, what its answer does, and who may.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "api/password.hpp"
#include "base/digest.hpp"
#include "freeze_desk.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

core::Routing with_companies(Centre& centre) {
  core::Routing routing;
  centre.engine().read([&](const core::State& state) { routing = state.routing; });
  core::Institution telecom{"YD01", "渝中电信", "direct-YZ01", "10000", {}, false};
  telecom.kind = core::InstitutionKind::telecom;
  routing.institutions.push_back(telecom);
  return routing;
}

Answer post(Desk& desk, const std::string& path, json::object body) {
  return desk.centre.post("/api/v1/" + path, desk.li, json::serialize(body));
}

Answer reply(Desk& desk, const port::PartnerMessage& message, const As& as,
             json::object more = {}) {
  more["application_id"] = message.application_id;
  if (!more.contains("result")) {
    more["result"] = "0000";
  }
  return desk.centre.post("/api/v1/partner/replies", as, json::serialize(more));
}

/// Signed by the second officer and by those heads.
void approve(Desk& desk, const std::string& order, std::initializer_list<const As*> heads) {
  EXPECT_EQ(
      desk.centre.post("/api/v1/approvals/sign", desk.wang, Desk::list('"' + order + '"')).status,
      200);
  for (const auto* head : heads) {
    const auto done = desk.centre.post("/api/v1/orders/" + order + "/approve", *head, reason);
    EXPECT_EQ(done.status, 200) << done.body;
  }
}

std::string victim_account(Desk& desk) {
  const auto seq = std::to_string(desk.centre.engine().seq());  // the list may lag behind the stop
  return desk.centre.get("/api/v1/cases/C000001?min_seq=" + seq, desk.li)
      .text("/losses/0/payer/ref");
}

TEST(SpecialOrders, AStopIsExtendedOnce) {
  Desk desk;
  EXPECT_EQ(post(desk, "orders/O000001/extend", {}).text("/where"), "/reason");
  const auto extended = post(desk, "orders/O000001/extend", {{"reason", "尚未立案"}});
  ASSERT_EQ(extended.status, 201) << extended.body;
  const auto message = desk.centre.sent(2).at(1);
  EXPECT_EQ(message.code, "100105");
  EXPECT_EQ(message.original_application_id, desk.centre.sent(1).at(0).application_id);
  const auto end = desk.centre.now() + std::chrono::hours{96};
  const auto answered =
      reply(desk, message, desk.centre.other_bank, {{"end", base::format_instant(end)}});
  ASSERT_EQ(answered.status, 200);
  const auto stop = desk.one("O000001", answered);
  EXPECT_EQ(stop.text("/state"), "in_force");
  EXPECT_EQ(*base::parse_instant(stop.text("/deadline")), end);
  const auto third = post(desk, "orders/O000001/extend", {{"reason", "再延"}});
  EXPECT_EQ(third.status, 422);
  EXPECT_FALSE(third.text("/rule").empty());
  EXPECT_EQ(desk.centre.post("/api/v1/orders/O000001/extend", desk.centre.admin, reason).status,
            403);
}

TEST(SpecialOrders, AHolderConsentsToAProtectiveStopAndTakesItBack) {
  Desk desk;
  const json::object consent{{"by", "王芳"}, {"way", "telephone"}, {"reference", "录音0001"}};
  const auto account = victim_account(desk);
  EXPECT_EQ(
      post(desk, "cases/C000001/protective-stops", {{"account", account}, {"reason", "仍在通话"}})
          .text("/where"),
      "/consent");
  const auto drafted =
      post(desk, "cases/C000001/protective-stops",
           {{"account", account}, {"hours", 2}, {"consent", consent}, {"reason", "仍在通话"}});
  ASSERT_EQ(drafted.status, 201) << drafted.body;
  const auto message = desk.centre.sent(2).at(1);
  EXPECT_EQ(message.code, "300101");
  EXPECT_EQ(message.account, victim_card);
  EXPECT_EQ(message.term_hours, 2);
  ASSERT_TRUE(message.consent.has_value());
  EXPECT_EQ(message.consent->reference, "录音0001");
  const auto stands = reply(desk, message, desk.centre.bank, {{"held_fen", 100}});
  const auto order = drafted.text("/order");
  const auto doc = desk.one(order, stands);
  EXPECT_EQ(doc.text("/state"), "in_force");
  EXPECT_EQ(doc.text("/consent/by"), "王*");
  EXPECT_EQ(desk.centre.get("/api/v1/cases/C000001", desk.li).number("/held_fen"), 5'000'000)
      << "the stop's alone";
  const auto revoked = post(desk, "orders/" + order + "/revoke", {{"reason", "持有人来电撤回"}});
  ASSERT_EQ(revoked.status, 200) << revoked.body;
  const auto release = desk.centre.sent(3).at(2);
  EXPECT_EQ(release.code, "300103");
  const auto over = reply(desk, release, desk.centre.bank);
  EXPECT_EQ(desk.one(order, over).text("/state"), "released");
  EXPECT_EQ(post(desk, "orders/" + order + "/revoke", {{"reason", "再撤"}}).status, 409);
}

TEST(SpecialOrders, EvidenceIsAskedForByPaperAndComesWithItsDigest) {
  Desk desk;
  const json::object ask{{"account", desk.mule()},
                         {"kind", "camera"},
                         {"place", "2号机"},
                         {"from", desk.centre.time(std::chrono::hours{1})},
                         {"until", desk.centre.time()},
                         {"overwrites_at", desk.centre.time(-std::chrono::hours{48})},
                         {"document", "调证字1号"},
                         {"second", "wang"},
                         {"reason", "固定影像"}};
  auto wrong = ask;
  wrong["kind"] = "tape";
  EXPECT_EQ(post(desk, "cases/C000001/evidence", wrong).text("/where"), "/kind");
  const auto drafted = post(desk, "cases/C000001/evidence", ask);
  ASSERT_EQ(drafted.status, 201) << drafted.body;
  const auto order = drafted.text("/order");
  approve(desk, order, {&desk.qian});
  const auto message = desk.centre.sent(2).at(1);
  EXPECT_EQ(message.code, "300201");
  ASSERT_TRUE(message.evidence.has_value());
  EXPECT_EQ(message.evidence->place, "2号机");
  EXPECT_EQ(message.document, "调证字1号");
  EXPECT_EQ(reply(desk, message, desk.centre.other_bank).text("/where"), "/evidence/reference");
  const json::object given{{"reference", "监控.mp4"}, {"sha256", std::string(64, 'a')}};
  const auto came = reply(desk, message, desk.centre.other_bank, {{"evidence", given}});
  ASSERT_EQ(came.status, 200) << came.body;
  const auto doc = desk.one(order, came);
  EXPECT_EQ(doc.text("/state"), "answered");
  EXPECT_EQ(doc.text("/evidence/given/reference"), "监控.mp4");
  EXPECT_FALSE(doc.text("/due").empty());
  const auto paper = post(desk, "orders/" + order + "/papers", {{"kind", "evidence_notice"}});
  ASSERT_EQ(paper.status, 201) << paper.body;
  EXPECT_EQ(desk.centre.get("/api/v1/orders/" + order + "/papers/" + paper.text("/paper"), desk.li)
                .status,
            200);
}

TEST(SpecialOrders, FrozenMoneyGoesBackToTheVictimAndTheRestStaysFrozen) {
  Desk desk;
  core::User zhou{"zhou", "zhou", core::Role::investigator, "", "", false, order::Duty::city_head};
  zhou.password_hash = *api::hash_password(password);
  ASSERT_TRUE(desk.centre.engine().submit_and_wait({"house"}, core::AddUser{zhou}).ok());
  const auto city = desk.centre.log_in("zhou");
  ASSERT_EQ(desk.file().status, 200);
  const auto freeze = desk.freeze().text("/order");
  desk.carry_out(freeze, 1);
  const auto back = [&](std::int64_t fen) {
    return post(desk, "orders/" + freeze + "/return",
                {{"loss", 0},
                 {"amount_fen", fen},
                 {"document", "返字1号"},
                 {"second", "wang"},
                 {"reason", "权属明确"}});
  };
  const auto too_much = back(5'000'001);
  EXPECT_EQ(too_much.status, 422);
  EXPECT_EQ(too_much.text("/where"), "/amount_fen");
  const auto drafted = back(3'000'000);
  ASSERT_EQ(drafted.status, 201) << drafted.body;
  const auto order = drafted.text("/order");
  approve(desk, order, {&desk.qian, &desk.sun, &desk.zhao, &city});
  const auto message = desk.centre.sent(3).at(2);
  EXPECT_EQ(message.code, "300301");
  ASSERT_TRUE(message.payee.has_value());
  EXPECT_EQ(message.payee->account, victim_card);
  EXPECT_EQ(message.payee->institution, "YZ01");
  const auto done = reply(desk, message, desk.centre.other_bank);
  ASSERT_EQ(done.status, 200) << done.body;
  const auto doc = desk.one(freeze, done);
  EXPECT_EQ(doc.text("/state"), "in_force");
  EXPECT_EQ(doc.number("/held_fen"), 2'000'000);
  EXPECT_EQ(doc.number("/freeze/returned_fen"), 3'000'000);
  EXPECT_EQ(desk.centre.get("/api/v1/cases/C000001", desk.li).number("/returned_fen"), 3'000'000);
  const auto paper = post(desk, "orders/" + order + "/papers", {{"kind", "return_notice"}});
  ASSERT_EQ(paper.status, 201) << paper.body;
  EXPECT_EQ(desk.centre.get("/api/v1/orders/" + order + "/papers/" + paper.text("/paper"), desk.li)
                .status,
            200);
}

TEST(SpecialOrders, ANumberIsSwitchedOffRevealedOnRecordAndSwitchedOn) {
  Desk desk;
  ASSERT_TRUE(desk.centre.engine()
                  .submit_and_wait({"house"}, core::SetRouting{with_companies(desk.centre)})
                  .ok());
  const json::object ask{{"kind", "phone"},       {"value", "17000000001"},
                         {"institution", "YD01"}, {"document", "停控字1号"},
                         {"second", "wang"},      {"reason", "冒充客服"}};
  auto wrong = ask;
  wrong["institution"] = "SX02";
  EXPECT_EQ(post(desk, "cases/C000001/restrictions", wrong).text("/where"), "/institution");
  const auto drafted = post(desk, "cases/C000001/restrictions", ask);
  ASSERT_EQ(drafted.status, 201) << drafted.body;
  const auto order = drafted.text("/order");
  approve(desk, order, {&desk.qian, &desk.zhao});
  const auto message = desk.centre.sent(2).at(1);
  EXPECT_EQ(message.code, "400101");
  EXPECT_EQ(message.mark, "17000000001");
  EXPECT_TRUE(message.account.empty());
  core::ApiKey key{"yd", core::Role::bank, "YD01", base::to_hex(base::sha256("k"))};
  ASSERT_TRUE(desk.centre.engine().submit_and_wait({"house"}, core::AddApiKey{key}).ok());
  const As telecom{"k"};
  EXPECT_EQ(reply(desk, message, desk.centre.other_bank).status, 403) << "a partner sees its own";
  const auto off = reply(desk, message, telecom);
  ASSERT_EQ(off.status, 200) << off.body;
  const auto doc = desk.one(order, off);
  EXPECT_EQ(doc.text("/state"), "in_force");
  EXPECT_EQ(doc.body.find("17000000001"), std::string::npos) << "masked";
  const auto seen = post(desk, "reveal",
                         {{"kind", "order"}, {"id", order}, {"field", "all"}, {"reason", "核对"}});
  EXPECT_EQ(seen.text("/values/mark"), "17000000001");
  const auto notice = post(desk, "orders/" + order + "/papers", {{"kind", "holder_notice"}});
  ASSERT_EQ(notice.status, 201) << notice.body;
  const auto lifted =
      post(desk, "orders/" + order + "/lift", {{"second", "wang"}, {"reason", "核查无关"}});
  ASSERT_EQ(lifted.status, 201) << lifted.body;
  approve(desk, lifted.text("/order"), {&desk.qian});
  const auto restore = desk.centre.sent(3).at(2);
  EXPECT_EQ(restore.code, "400103");
  EXPECT_EQ(restore.original_application_id, message.application_id);
  EXPECT_EQ(desk.one(order, reply(desk, restore, telecom)).text("/state"), "released");
}

TEST(SpecialOrders, WhatWentByTelephoneIsAnsweredByHandAndOnce) {
  Desk desk;
  desk.centre.refuse_orders("200006");
  const auto stop =
      post(desk, "cases/C000001/stops", {{"account", desk.mule()}, {"reason", "补办"}});
  ASSERT_EQ(stop.status, 201) << stop.body;
  const auto order = stop.text("/order");
  const json::object answer{
      {"result", "0000"}, {"message", "李经理来电：已止付"}, {"held_fen", 100}};
  EXPECT_EQ(post(desk, "orders/" + order + "/spoken-answer", answer).status, 409);
  EXPECT_EQ(post(desk, "orders/" + order + "/spoken", {{"way", "pigeon"}, {"person", "x"}})
                .text("/where"),
            "/way");
  const auto spoken =
      post(desk, "orders/" + order + "/spoken", {{"way", "telephone"}, {"person", "李经理 95002"}});
  ASSERT_EQ(spoken.status, 200) << spoken.body;
  EXPECT_EQ(desk.one(order, spoken).text("/spoken/person"), "李经理 95002");
  const auto heard = post(desk, "orders/" + order + "/spoken-answer", answer);
  ASSERT_EQ(heard.status, 200) << heard.body;
  EXPECT_EQ(desk.one(order, heard).text("/state"), "in_force");
  EXPECT_EQ(post(desk, "orders/O000099/spoken-answer", answer).status, 404);
}

TEST(SpecialOrders, AFilingThatIsWithdrawnTakesItsFreezesAlong) {
  Desk desk;
  ASSERT_EQ(desk.file().status, 200);
  const auto freeze = desk.freeze().text("/order");
  desk.carry_out(freeze, 1);
  EXPECT_EQ(post(desk, "cases/C000001/filing/withdraw", {{"reason", "x"}}).text("/where"),
            "/number");
  const auto withdrawn =
      post(desk, "cases/C000001/filing/withdraw",
           {{"number", "撤字1号"}, {"approved_by", "赵局长"}, {"reason", "系经济纠纷"}});
  ASSERT_EQ(withdrawn.status, 200) << withdrawn.body;
  const auto release = desk.centre.sent(3).at(2);
  EXPECT_EQ(release.code, "100203");
  const auto over = desk.answer(release.application_id);
  EXPECT_EQ(desk.one(freeze, over).text("/state"), "released");
  const auto file = desk.centre.get("/api/v1/cases/C000001", desk.li);
  EXPECT_EQ(file.text("/withdrawal/number"), "撤字1号");
  EXPECT_EQ(file.text("/filing/number"), "");
}

}  // namespace
}  // namespace holdfast::http_test
