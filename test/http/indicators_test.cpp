// What is known of numbers over HTTP: asked for by the first digits of a digest, outright by
// partners, and shared as documents, in full only by an agreement.
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <gtest/gtest.h>

#include "centre.hpp"
#include "house_words.hpp"
#include "indicator/digest.hpp"
#include "indicator/share.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;
using indicator::Kind;

struct House {
  Answer post(const std::string& path, const As& as, const json::object& body) {
    auto answer = centre.post("/api/v1" + path, as, json::serialize(body));
    if (answer.status < 300 && answer.json.is_object() && answer.json.as_object().contains("seq")) {
      seq = answer.number("/seq");
    }
    return answer;
  }
  std::string report(std::string_view payee, std::string_view narrative) {
    const auto answer = post(
        "/reports", centre.officer,
        {{"victim", json::object{{"name", "王芳"}, {"phone", "13800001111"}}},
         {"fraud_type", "刷单返利"},
         {"narrative", narrative},
         {"losses", json::array{json::object{{"payer_account", victim_card},
                                             {"payee_account", payee},
                                             {"amount_fen", 5'000'000},
                                             {"time", centre.time(std::chrono::minutes{10})}}}}});
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.text("/case");
  }
  void verify(const std::string& id) {
    const auto answer = post("/cases/" + id + "/truth", centre.officer,
                             {{"verdict", "genuine"}, {"reason", "属实"}});
    EXPECT_EQ(answer.status, 200) << answer.body;
  }
  /// As a citizen's page does it.
  std::string standing(Kind kind, const std::string& value) {
    const auto digest = indicator::digest_of(kind, indicator::canonical(kind, value).value());
    const auto answer = centre.get(
        fmt::format("/api/v1/public/reputation/{}?min_seq={}", digest.substr(0, 4), seq), {});
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_GE(answer.json.at("items").as_array().size(), 16U) << "filled up";
    for (const auto& each : answer.json.at("items").as_array()) {
      if (each.at("digest").as_string() == digest) {
        return std::string{each.at("standing").as_string()};
      }
    }
    return {};
  }
  Answer ask(const As& as, std::string_view kind, std::string_view value) {
    return post(fmt::format("/reputation/ask?min_seq={}", seq), as,
                {{"kind", kind}, {"value", value}});
  }
  Answer document(const As& as, std::string_view format) {
    return centre.get(fmt::format("/api/v1/indicators?format={}&min_seq={}", format, seq), as);
  }
  Centre centre = Centre{[] {
    api::ApiOptions options;
    options.words = words_of_the_house();
    return options;
  }()};
  std::int64_t seq = 0;
};

constexpr std::string_view story = "对方电话13912340001，让我加微信 wxid_jiankong88 刷单。";

TEST(Reputation, ACitizenLearnsOfWhatIsConfirmedAndTellsOnlyFourDigits) {
  House house;
  const auto id = house.report(mule_card, story);
  EXPECT_EQ(house.standing(Kind::account, std::string{mule_card}), "") << "one unverified report";
  house.verify(id);
  EXPECT_EQ(house.standing(Kind::account, std::string{mule_card}), "confirmed");
  EXPECT_EQ(house.standing(Kind::phone, "13912340001"), "") << "named in one case only";
  house.verify(house.report(second_card, std::string{story} + "又来一次。"));
  EXPECT_EQ(house.standing(Kind::phone, "139-1234-0001"), "confirmed");
  EXPECT_EQ(house.standing(Kind::phone, "13800001111"), "") << "the victim's own";
  for (const auto* bad : {"12", "12345", "zzzz", "ABCD"}) {
    EXPECT_EQ(house.centre.get(fmt::format("/api/v1/public/reputation/{}", bad), {}).status, 400)
        << bad;
  }
}

TEST(Reputation, TheAnswerIsFilledUpTheSameEachTime) {
  House house;
  const auto once = house.centre.get("/api/v1/public/reputation/0000", {});
  const auto again = house.centre.get("/api/v1/public/reputation/0000", {});
  ASSERT_EQ(once.status, 200) << once.body;
  EXPECT_EQ(once.body, again.body);
  EXPECT_EQ(once.json.at("items").as_array().size(), 16U);
}

TEST(Reputation, PartnersAskOutrightOnRecordAndAClearingClears) {
  House house;
  house.verify(house.report(mule_card, story));
  auto answer = house.ask(house.centre.bank, "account", mule_card);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.text("/standing"), "confirmed");
  EXPECT_EQ(answer.number("/cases"), 1);
  EXPECT_EQ(house.ask(house.centre.bank, "phone", "13700000000").text("/standing"), "unknown");
  EXPECT_EQ(house.ask(house.centre.bank, "phone", "not a number").status, 400);
  house.centre.pass(std::chrono::hours{1});
  answer = house.post("/reputation/clear", house.centre.officer,
                      {{"kind", "phone"}, {"value", "13912340001"}, {"reason", "号码重新放号"}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(house.ask(house.centre.bank, "phone", "13912340001").text("/standing"), "cleared");
  house.centre.pass(std::chrono::hours{1});
  house.report(second_card, story);
  EXPECT_EQ(house.ask(house.centre.bank, "phone", "13912340001").text("/standing"), "suspected")
      << "what came after counts again";
}

TEST(Indicators, PartnersAreToldDigestsUntilAnAgreementSaysMore) {
  House house;
  house.verify(house.report(mule_card, story));
  auto answer = house.document(house.centre.bank, "stix");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.body.find(mule_card), std::string::npos);
  auto told = indicator::read_indicators(answer.body, house.centre.now());
  ASSERT_TRUE(told.ok()) << told.error().message;
  const auto digest = indicator::digest_of(Kind::account, std::string{mule_card});
  const auto has = [&](const indicator::Told& all) {
    return std::count_if(all.indicators.begin(), all.indicators.end(),
                         [&](const auto& each) { return each.digest == digest; });
  };
  EXPECT_EQ(has(*told), 1);
  const std::string partner = "k-bank";
  answer = house.post("/agreements", house.centre.admin,
                      {{"partner", partner},
                       {"document", "共享协议1号"},
                       {"full", true},
                       {"tlp", "amber_strict"},
                       {"from", house.centre.time(std::chrono::hours{1})},
                       {"until", house.centre.time(std::chrono::hours{-1000})}});
  ASSERT_EQ(answer.status, 201) << answer.body;
  for (const auto* format : {"stix", "misp"}) {
    answer = house.document(house.centre.bank, format);
    EXPECT_NE(answer.body.find(mule_card), std::string::npos) << answer.body;
    told = indicator::read_indicators(answer.body, house.centre.now());
    ASSERT_TRUE(told.ok()) << told.error().message;
    EXPECT_EQ(has(*told), 1);
    EXPECT_EQ(told->indicators.front().tlp, indicator::Tlp::amber_strict);
  }
  EXPECT_EQ(house.document(house.centre.officer, "stix").body.find(mule_card), std::string::npos)
      << "an officer looks at a number with a reason";
  EXPECT_EQ(house.post("/agreements/" + partner + "/end", house.centre.admin, {{"reason", "终止"}})
                .status,
            200);
  EXPECT_EQ(house.document(house.centre.bank, "misp").body.find(mule_card), std::string::npos);
  EXPECT_EQ(house.document(house.centre.bank, "csv").status, 400);
}

TEST(Indicators, WhatAPartnerTellsIsCappedKeptWithItsSourceAndStopsNothing) {
  House house;
  const std::string bundle = json::serialize(json::object{
      {"type", "bundle"},
      {"objects", json::array{json::object{{"type", "indicator"},
                                           {"id", "indicator--1"},
                                           {"pattern",
                                            "[x-holdfast-number:kind = 'phone' AND "
                                            "x-holdfast-number:value = '13912340009']"},
                                           {"pattern_type", "stix"},
                                           {"valid_from", house.centre.time()},
                                           {"confidence", 95}},
                              json::object{{"type", "malware"}, {"id", "malware--1"}}}}});
  auto answer = house.centre.post("/api/v1/indicators", house.centre.bank, bundle);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.number("/changed"), 1);
  EXPECT_EQ(answer.text("/passed_over/0/pointer"), "/objects/1");
  house.seq = answer.number("/seq");
  const auto list = house.centre.get(fmt::format("/api/v1/indicators/told?min_seq={}", house.seq),
                                     house.centre.officer);
  EXPECT_EQ(list.number("/items/0/confidence"), 60) << list.body;
  EXPECT_EQ(list.number("/items/0/told"), 95);
  EXPECT_EQ(list.body.find("13912340009"), std::string::npos) << "masked";
  EXPECT_EQ(house.ask(house.centre.bank, "phone", "13912340009").text("/standing"), "suspected");
  EXPECT_EQ(house.standing(Kind::phone, "13912340009"), "") << "hearsay is not told to all";
  EXPECT_EQ(house.centre.get("/api/v1/orders", house.centre.officer).number("/total"), 0);
  const auto own = house.document(house.centre.bank, "stix");
  EXPECT_EQ(own.body.find("\"indicator\""), std::string::npos) << "theirs to tell, not ours";
  answer = house.centre.post("/api/v1/indicators", house.centre.bank, "{\"objects\":7}");
  EXPECT_EQ(answer.status, 400) << answer.body;
}

}  // namespace
}  // namespace holdfast::http_test
