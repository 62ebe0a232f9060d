// Payment screening over HTTP: what an institution may ask, what it is told, and the versions of
// what judges.
#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <thread>

#include "base/digest.hpp"
#include "centre.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

struct Desk : Centre {
  explicit Desk(api::ApiOptions options = {}) : Centre(std::move(options), {}, Screening::on) {
    EXPECT_TRUE(Centre::eventually([&] {
      const auto follower = screener()->active();
      return follower && follower->is_ready();
    }));
  }
  Answer screen(const As& as, json::object changes = {}) {
    json::object body{{"payment_id", "P1"},          {"payer", victim_card},
                      {"payer_institution", "YZ01"}, {"payee", mule_card},
                      {"payee_institution", "SX02"}, {"amount_fen", 5'000'000},
                      {"channel", "mobile"}};
    for (const auto& [name, value] : changes) {
      if (value.is_null()) {
        body.erase(name);
      } else {
        body[name] = value;
      }
    }
    return post("/api/v1/payments/screen", as, json::serialize(body));
  }
};

TEST(PaymentScreening, APaymentBetweenStrangersIsJudgedAndAllowed) {
  Desk desk;
  const auto told = desk.screen(desk.bank);
  ASSERT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(told.text("/decision"), "allow");
  EXPECT_EQ(told.text("/basis"), "score");
  EXPECT_EQ(told.text("/scoring"), "V1");
  EXPECT_EQ(told.text("/id"), "S000001");
  EXPECT_EQ(told.text("/valid_until"), desk.time(-std::chrono::minutes{10}));
  EXPECT_GE(told.number("/score_millionths"), 0);
  EXPECT_FALSE(told.json.at("late").as_bool());
  EXPECT_EQ(std::to_string(told.number("/seq")), told.header("X-Seq"));
}

TEST(PaymentScreening, ThePayeeOfAReportedLossIsHeldAndTheCaseIsNamed) {
  Desk desk;
  ASSERT_EQ(desk.post("/api/v1/reports", desk.officer, report_body(desk)).status, 201);
  const auto told = desk.screen(desk.bank);
  ASSERT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(told.text("/decision"), "hold");
  EXPECT_EQ(told.text("/basis"), "facts");
  EXPECT_EQ(told.text("/evidence/cases/0"), "C000001");
  EXPECT_EQ(told.text("/feature_code"), "3004");
  EXPECT_NE(told.text("/reasons/0/text").find("C000001"), std::string::npos);
  EXPECT_EQ(told.body.find(mule_card), std::string::npos);
  const auto listed =
      desk.get("/api/v1/screenings?min_seq=" + std::to_string(told.number("/seq")), desk.officer);
  ASSERT_EQ(listed.status, 200);
  EXPECT_EQ(listed.text("/items/0/decision"), "hold");
  EXPECT_EQ(listed.text("/items/0/institution/code"), "YZ01");
  EXPECT_EQ(listed.body.find(mule_card), std::string::npos);
}

TEST(PaymentScreening, TheSameQuestionGetsTheSameAnswerHoweverItIsAsked) {
  Desk desk;
  const auto first = desk.screen(desk.bank, {{"channel", nullptr}});
  ASSERT_EQ(first.status, 200);
  // The case that comes between changes what is told of the next payment, not of this one.
  ASSERT_EQ(desk.post("/api/v1/reports", desk.officer, report_body(desk)).status, 201);
  const auto again = desk.screen(desk.bank, {{"channel", nullptr}});
  EXPECT_TRUE(again.json.at("repeated").as_bool());
  EXPECT_EQ(again.text("/id"), first.text("/id"));
  EXPECT_EQ(again.text("/decision"), "allow");
  const std::string message =
      R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>)"
      R"(<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-24T10:00:00+08:00</CreDtTm><NbOfTxs>1</NbOfTxs></GrpHdr>)"
      R"(<CdtTrfTxInf><PmtId><EndToEndId>P1</EndToEndId></PmtId>)"
      R"(<IntrBkSttlmAmt Ccy="CNY">50000.00</IntrBkSttlmAmt>)"
      R"(<DbtrAcct><Id><Othr><Id>)" +
      std::string{victim_card} +
      R"(</Id></Othr></Id></DbtrAcct><DbtrAgt><FinInstnId><ClrSysMmbId><MmbId>YZ01</MmbId></ClrSysMmbId></FinInstnId></DbtrAgt>)"
      R"(<CdtrAgt><FinInstnId><ClrSysMmbId><MmbId>SX02</MmbId></ClrSysMmbId></FinInstnId></CdtrAgt>)"
      R"(<CdtrAcct><Id><Othr><Id>)" +
      std::string{mule_card} +
      R"(</Id></Othr></Id></CdtrAcct></CdtTrfTxInf></FIToFICstmrCdtTrf></Document>)";
  const auto told =
      desk.send("POST", "/api/v1/payments/screen", desk.bank, message, "application/xml");
  ASSERT_EQ(told.status, 200) << told.body;
  EXPECT_TRUE(told.json.at("repeated").as_bool());
  EXPECT_EQ(told.text("/id"), first.text("/id"));
  const auto other = desk.screen(desk.bank, {{"amount_fen", 4'999'999}});
  EXPECT_EQ(other.status, 409) << other.body;
  const auto theirs = desk.screen(desk.other_bank);  // its number P1 is its own
  ASSERT_EQ(theirs.status, 200) << theirs.body;
  EXPECT_FALSE(theirs.json.at("repeated").as_bool());
}

TEST(PaymentScreening, NobodyScreensForAnother) {
  Desk desk;
  EXPECT_EQ(desk.screen(desk.officer).status, 403);
  EXPECT_EQ(desk.screen(As{}).status, 401);
  EXPECT_EQ(desk.screen(desk.hub).status, 403) << "a key that belongs to no institution";
  const auto foreign =
      desk.screen(desk.bank, {{"payer_institution", "SX02"}, {"payee_institution", "SX02"}});
  EXPECT_EQ(foreign.status, 403) << foreign.body;
  EXPECT_EQ(foreign.text("/where"), "/payer_institution");
  EXPECT_EQ(desk.screen(desk.other_bank, {{"payment_id", "P2"}}).status, 200)
      << "the payee's bank may ask";
}

TEST(PaymentScreening, WhatIsWrongIsNamed) {
  Desk desk;
  for (const auto& [changes, where] : std::vector<std::pair<json::object, std::string>>{
           {{{"payment_id", nullptr}}, "/payment_id"},
           {{{"payment_id", std::string(129, 'x')}}, "/payment_id"},
           {{{"amount_fen", 0}}, "/amount_fen"},
           {{{"amount_fen", 1.5}}, "/amount_fen"},
           {{{"payee", nullptr}}, "/payee"},
           {{{"kind", "gift"}}, "/kind"},
           {{{"time", "2027-01-01T00:00:00+08:00"}}, "/time"}}) {
    const auto told = desk.screen(desk.bank, changes);
    EXPECT_EQ(told.status / 100, 4) << json::serialize(changes);
    EXPECT_EQ(told.text("/where"), where) << told.body;
  }
  EXPECT_EQ(
      desk.send("POST", "/api/v1/payments/screen", desk.bank, "<Document/>", "application/xml")
          .status,
      400);
}

TEST(PaymentScreening, WhoCannotWaitIsToldThePolicy) {
  Desk desk;
  core::Routing routing;
  desk.engine().read([&](const core::State& state) { routing = state.routing; });
  for (auto& institution : routing.institutions) {
    institution.screening = {core::FailPolicy::closed, 0};
  }
  ASSERT_TRUE(desk.engine().submit_and_wait({"house"}, core::SetRouting{routing}).ok());
  desk.screener()->refresh();
  const auto late = desk.screen(desk.bank);
  ASSERT_EQ(late.status, 200) << late.body;
  EXPECT_EQ(late.text("/decision"), "delay");
  EXPECT_EQ(late.text("/basis"), "policy");
  EXPECT_TRUE(late.json.at("late").as_bool());
  // It is written down all the same, as it was told.
  ASSERT_TRUE(Centre::eventually([&] {
    std::optional<desk::Screening> kept;
    desk.engine().read([&](const core::State& state) {
      if (!state.screening.recent.empty()) {
        kept = state.screening.recent.begin()->second;
      }
    });
    return kept && kept->advice == desk::Advice::delay && kept->unjudged == desk::Unjudged::late;
  }));
}

TEST(PaymentScreening, AServerThatScreensNothingSaysSo) {
  Centre centre;
  EXPECT_EQ(centre.post("/api/v1/payments/screen", centre.bank, "{}").status, 503);
  EXPECT_EQ(centre.get("/api/v1/findings", centre.officer).status, 503);
  EXPECT_EQ(centre.get("/api/v1/scorings", centre.officer).status, 200);
}

TEST(Scorings, AVersionIsProposedJudgesInTheShadowAndIsActivatedByAnother) {
  Desk desk;
  const std::string rules =
      "[[rule]]\nid = \"ALL\"\nquestion = \"有过往来？\"\ncode = \"9999\"\nsource = \"测试\"\n"
      "least = 0.95\nwhen = \"in_partners >= 0\"\n";
  const json::object proposal{{"name", "一律可疑"},
                              {"reason", "看误报有多少"},
                              {"rules_toml", rules},
                              {"delay_from", 500'000},
                              {"hold_from", 990'000}};
  EXPECT_EQ(desk.post("/api/v1/scorings", desk.officer, json::serialize(proposal)).status, 403);
  const auto proposed = desk.post("/api/v1/scorings", desk.investigator, json::serialize(proposal));
  ASSERT_EQ(proposed.status, 201) << proposed.body;
  EXPECT_EQ(proposed.text("/scoring"), "V2");
  ASSERT_TRUE(Centre::eventually([&] {
    const auto candidate = desk.screener()->candidate();
    return candidate && candidate->is_ready();
  }));
  EXPECT_EQ(desk.screen(desk.bank).text("/decision"), "allow") << "nothing follows from a shadow";
  const auto state = desk.get("/api/v1/scorings", desk.officer);
  ASSERT_EQ(state.status, 200);
  EXPECT_EQ(state.text("/versions/1/state"), "candidate");
  EXPECT_EQ(state.number("/versions/1/delay_from"), 500'000);
  EXPECT_EQ(state.number("/days/1/delayed"), 1);
  EXPECT_EQ(state.number("/days/1/differing"), 1);
  EXPECT_TRUE(state.json.at_pointer("/active_standing/ready").as_bool());
  const auto own =
      desk.post("/api/v1/scorings/V2/activate", desk.investigator, R"({"reason":"自己启用"})");
  EXPECT_EQ(own.status, 422) << own.body;
  EXPECT_EQ(desk.post("/api/v1/scorings/V2/activate", desk.admin, R"({"reason":"复核"})").status,
            200);
  const auto delayed = desk.screen(desk.bank, {{"payment_id", "P2"}});
  EXPECT_EQ(delayed.text("/decision"), "delay") << delayed.body;
  EXPECT_EQ(delayed.text("/scoring"), "V2");
  EXPECT_NE(delayed.body.find("有过往来"), std::string::npos);
  EXPECT_EQ(desk.post("/api/v1/scorings/V2/withdraw", desk.admin, R"({"reason":"x"})").status, 409);
  EXPECT_EQ(desk.post("/api/v1/scorings/V9/withdraw", desk.admin, R"({"reason":"x"})").status, 404);
}

TEST(Scorings, WhatCannotBeReadIsRefusedAndNothingIsKept) {
  Desk desk;
  const auto propose = [&](json::object part) {
    part["name"] = "坏";
    part["reason"] = "试";
    return desk.post("/api/v1/scorings", desk.admin, json::serialize(part));
  };
  const auto rules = propose({{"rules_toml", "[[rule]]\nid = \"A\"\n"}});
  EXPECT_EQ(rules.status, 400);
  EXPECT_EQ(rules.text("/where"), "/rules_toml");
  const auto model = propose({{"model_base64", base::to_base64("no model")}});
  EXPECT_EQ(model.status, 400);
  EXPECT_EQ(model.text("/where"), "/model_base64");
  EXPECT_EQ(propose({{"model_base64", "%%"}}).text("/where"), "/model_base64");
  EXPECT_EQ(propose({{"delay_from", 900'000}, {"hold_from", 800'000}}).status, 400);
  EXPECT_EQ(desk.get("/api/v1/scorings", desk.officer).json.at("versions").as_array().size(), 1U);
}

TEST(Findings, AreToldWithReasonsAndTheRingOfOne) {
  Desk desk;
  const auto none = desk.get("/api/v1/findings", desk.officer);
  ASSERT_EQ(none.status, 200);
  EXPECT_EQ(none.number("/flagged"), 0);
  EXPECT_EQ(desk.get("/api/v1/findings/A99/ring", desk.officer).status, 404);
  ASSERT_EQ(desk.post("/api/v1/reports", desk.officer, report_body(desk)).status, 201);
  const auto ring = desk.get("/api/v1/findings/A0/ring", desk.officer);
  ASSERT_EQ(ring.status, 200) << ring.body;
  EXPECT_EQ(ring.text("/seed"), "A0");
  EXPECT_EQ(desk.get("/api/v1/findings", desk.bank).status, 403);
}

}  // namespace
}  // namespace holdfast::http_test
