// The bank's messages of our own: protective stops, evidence, returns, what telecoms switch off.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "bank/codec.hpp"
#include "bank/ledger.hpp"
#include "base/digest.hpp"

namespace holdfast::bank {
namespace {

using base::Fen;
using base::Instant;
namespace json = boost::json;

const Instant noon = *base::parse_instant("2026-11-24T12:00:00+08:00");

class Special : public ::testing::Test {
 protected:
  explicit Special(PartnerKind kind = PartnerKind::bank) {
    ledger_.emplace(*database_, LedgerRules{.institution = "YZ01", .kind = kind});
    EXPECT_TRUE(ledger_->prepare().ok());
    EXPECT_TRUE(ledger_->open_account({"mule", "李四", "01", "", Fen{50'000}}).ok());
    EXPECT_TRUE(ledger_->open_account({"victim", "王芳", "01", "", Fen{1'000}}).ok());
  }
  json::object send(json::object order, Instant now) {
    order.emplace("application_id", "A" + std::to_string(++count_));
    const auto text = json::serialize(order);
    const auto parsed = parse_order(text);
    EXPECT_TRUE(parsed.ok()) << parsed.error().message << " " << parsed.error().where;
    if (!parsed) return {};
    (void)ledger_->receive(*parsed, now, now);
    ledger_->execute(*parsed, now, Ledger::Health::works);
    return json::parse(ledger_->find_order(parsed->application_id)->reply).as_object();
  }
  std::string result(json::object order, Instant now) {
    return std::string{send(std::move(order), now).at("result").as_string()};
  }
  bool pays(const char* from, std::int64_t fen, Instant now) {
    return ledger_->pay({from, "shop", "", "", Fen{fen}, "merchant"}, now).ok();
  }
  void expect_conserved() {
    const auto totals = ledger_->totals();
    EXPECT_EQ(totals.balances, totals.opened + totals.in - totals.out);
  }

  std::unique_ptr<Database> database_ = std::move(*Database::open(""));
  std::optional<Ledger> ledger_;
  int count_ = 0;
};

TEST_F(Special, AProtectiveStopHoldsUntilItsEndIsLiftedAtOnceAndCountsAsNoStop) {
  const json::object order{
      {"code", "300101"}, {"account", "victim"}, {"account_name", "王芳"}, {"term_hours", 24}};
  EXPECT_EQ(result(order, noon), "0000");
  EXPECT_FALSE(pays("victim", 1, noon + std::chrono::hours{24} - base::Milliseconds{2}));
  EXPECT_TRUE(pays("victim", 1, noon + std::chrono::hours{24}));
  const auto again = noon + std::chrono::hours{25};
  EXPECT_EQ(result(order, again), "0000");
  const json::object release{{"code", "300103"}, {"original_application_id", "A2"}};
  EXPECT_EQ(result(release, again), "0000");
  EXPECT_TRUE(pays("victim", 1, again));
  EXPECT_EQ(result(release, again), "0900");
  EXPECT_EQ(result({{"code", "300103"}, {"original_application_id", "A1"}}, again), "1900");
  EXPECT_EQ(
      result(
          {{"code", "300101"}, {"account", "victim"}, {"account_name", "王芳"}, {"term_hours", 73}},
          again),
      "0802");
  EXPECT_EQ(result({{"code", "300101"}, {"account", "victim"}, {"account_name", "张三"}}, again),
            "0301");
}

TEST_F(Special, EvidenceComesWithItsDigestOrIsRefusedWithAReason) {
  ASSERT_TRUE(
      ledger_->pay({"mule", "victim", "", "YZ01", Fen{100}, "transfer", noon, "S1"}, noon).ok());
  const auto ask = [&](json::object evidence) {
    return send({{"code", "300201"},
                 {"account", "mule"},
                 {"name_unknown", true},
                 {"from", "2026-11-24T00:00:00+08:00"},
                 {"until", "2026-11-25T00:00:00+08:00"},
                 {"evidence", std::move(evidence)}},
                noon);
  };
  for (const auto* kind : {"opening_file", "device_log"}) {
    const auto reply = ask({{"kind", kind}});
    EXPECT_EQ(reply.at("result").as_string(), "0000");
    const auto& given = reply.at("evidence").as_object();
    const auto content = ledger_->evidence_file(std::string{given.at("reference").as_string()});
    ASSERT_TRUE(content.has_value());
    EXPECT_EQ(base::to_hex(base::sha256(*content)), given.at("sha256").as_string());
  }
  EXPECT_EQ(ask({{"kind", "vouchers"}, {"serials", {"S1"}}}).at("result").as_string(), "0000");
  EXPECT_EQ(ask({{"kind", "vouchers"}, {"serials", {"S2"}}}).at("result").as_string(), "0400");
  const auto camera = [&](const char* gone) {
    return ask({{"kind", "camera"}, {"place", "2号机"}, {"overwrites_at", gone}});
  };
  EXPECT_EQ(camera("2026-11-24T12:00:01+08:00").at("result").as_string(), "0000");
  const auto late = camera("2026-11-24T12:00:00+08:00");
  EXPECT_EQ(late.at("result").as_string(), "0400");
  EXPECT_FALSE(late.contains("evidence"));
}

TEST_F(Special, MoneyGoesBackOutOfTheFreezeAloneToTheFen) {
  ASSERT_EQ(result({{"code", "100201"},
                    {"account", "mule"},
                    {"account_name", "李四"},
                    {"amount_fen", 40'000},
                    {"term_months", 6},
                    {"document", "冻字1号"}},
                   noon),
            "0000");
  const auto back = [&](std::int64_t fen, const char* document = "返字1号") {
    return result({{"code", "300301"},
                   {"account", "mule"},
                   {"account_name", "李四"},
                   {"amount_fen", fen},
                   {"original_application_id", "A1"},
                   {"document", document},
                   {"payee", {{"account", "victim"}, {"name", "王芳"}, {"institution", "YZ01"}}}},
                  noon);
  };
  EXPECT_EQ(back(40'001), "0200");
  EXPECT_EQ(back(1, ""), "0600");
  EXPECT_EQ(back(39'999), "0000");
  EXPECT_EQ(ledger_->find_account("victim")->balance, Fen{40'999});
  EXPECT_EQ(ledger_->find_account("mule")->balance, Fen{10'001});
  EXPECT_EQ(ledger_->live_holds("mule", noon).limited, Fen{1});
  EXPECT_EQ(back(2), "0200");
  EXPECT_EQ(back(1), "0000");
  EXPECT_EQ(ledger_->live_holds("mule", noon).limited, Fen{});
  EXPECT_EQ(back(1), "0400") << "the freeze is over";
  EXPECT_TRUE(pays("mule", 10'000, noon));
  expect_conserved();
}

TEST_F(Special, AFreezeThatTakesAnothersPlaceEndsNoLaterThanThat) {
  const auto reply = send({{"code", "100201"},
                           {"account", "mule"},
                           {"account_name", "李四"},
                           {"amount_fen", 100},
                           {"term_months", 1},
                           {"document", "冻字1号"},
                           {"until", "2026-12-01T00:00:00+08:00"}},
                          noon);
  EXPECT_EQ(*base::parse_instant(std::string{reply.at("end").as_string()}),
            *base::parse_instant("2026-12-01T00:00:00+08:00"));
}

TEST_F(Special, AnExtendedStopMakesRoomForItsFreeze) {
  ASSERT_TRUE(
      ledger_->credit({"payer", "王芳", "YZ02", "mule", Fen{1'000}, "transfer", noon, "C1", "S9"})
          .ok());
  ASSERT_EQ(
      result({{"code", "100101"},
              {"account", "mule"},
              {"account_name", "李四"},
              {"amount_fen", 51'000},
              {"justification",
               {{"payer", "payer"}, {"amount_fen", 1'000}, {"time", "2026-11-24T12:00:00+08:00"}}}},
             noon),
      "0000");
  ASSERT_EQ(
      result({{"code", "100105"}, {"account", "mule"}, {"original_application_id", "A1"}}, noon),
      "0000");
  const auto reply = send({{"code", "100201"},
                           {"account", "mule"},
                           {"account_name", "李四"},
                           {"amount_fen", 51'000},
                           {"term_months", 6},
                           {"document", "冻字1号"},
                           {"replaces", {"A1"}}},
                          noon);
  EXPECT_EQ(reply.at("result").as_string(), "0000");
  EXPECT_EQ(reply.at("held_fen").as_int64(), 51'000);
  EXPECT_EQ(ledger_->live_holds("mule", noon).limited, Fen{51'000});
}

TEST_F(Special, ABankSwitchesNothingOff) {
  EXPECT_EQ(result({{"code", "400101"}, {"mark", "17000000001"}}, noon), "1000");
}

TEST_F(Special, APaymentWithinTheBankIsCalledBackWhileItsMoneyIsFree) {
  const auto paid = ledger_->pay({"victim", "mule", "李四", "YZ01", Fen{600}}, noon);
  ASSERT_TRUE(paid.ok());
  const auto recall = [&](const std::string& serial, std::int64_t fen) {
    return json::object{{"code", "300401"},
                        {"account", "victim"},
                        {"name_unknown", true},
                        {"justification",
                         {{"payer", "victim"},
                          {"amount_fen", fen},
                          {"time", "2026-11-24T12:00:00+08:00"},
                          {"serial", serial}}}};
  };
  EXPECT_EQ(result(recall("another", 600), noon), "0400");
  EXPECT_EQ(result(recall(paid->serial, 601), noon), "0400");
  EXPECT_EQ(result(recall(paid->serial, 600), noon), "0000");
  EXPECT_EQ(ledger_->find_account("victim")->balance, Fen{1'000});
  expect_conserved();
}

TEST_F(Special, APaymentThatIsHeldOrGoneIsNotCalledBack) {
  const auto out = ledger_->pay({"victim", "X", "", "YZ02", Fen{300}}, noon);
  const auto within = ledger_->pay({"victim", "mule", "李四", "YZ01", Fen{600}}, noon);
  ASSERT_TRUE(out.ok() && within.ok());
  ASSERT_EQ(result({{"code", "300101"}, {"account", "mule"}, {"term_hours", 24}}, noon), "0000");
  for (const auto& [serial, fen] : {std::pair{out->serial, 300}, {within->serial, 600}}) {
    EXPECT_EQ(result({{"code", "300401"},
                      {"account", "victim"},
                      {"name_unknown", true},
                      {"justification",
                       {{"payer", "victim"},
                        {"amount_fen", fen},
                        {"time", "2026-11-24T12:00:00+08:00"},
                        {"serial", serial}}}},
                     noon),
              "3100");
  }
  EXPECT_EQ(ledger_->find_account("victim")->balance, Fen{100});
  expect_conserved();
}

class Telecom : public Special {
 protected:
  Telecom() : Special(PartnerKind::telecom) {}
};

TEST_F(Telecom, ANumberIsOffUntilItsEndOrItsRestoration) {
  ASSERT_TRUE(ledger_->open_account({"17000000001", "张三"}).ok());
  const json::object off{{"code", "400101"}, {"mark", "17000000001"}, {"term_hours", 720}};
  EXPECT_EQ(result(off, noon), "0000");
  const auto end = noon + std::chrono::hours{720};
  EXPECT_TRUE(ledger_->live_holds("17000000001", end - base::Milliseconds{1}).whole);
  EXPECT_FALSE(ledger_->live_holds("17000000001", end).whole);
  const json::object on{{"code", "400103"}, {"original_application_id", "A1"}};
  EXPECT_EQ(result(on, noon), "0000");
  EXPECT_FALSE(ledger_->live_holds("17000000001", noon).whole);
  EXPECT_EQ(result(on, noon), "0900");
  EXPECT_EQ(result({{"code", "400101"}, {"mark", "17000000009"}}, noon), "0300");
  EXPECT_EQ(result({{"code", "400201"}, {"mark", "http://kf.example.top"}}, noon), "0000");
  EXPECT_TRUE(ledger_->is_switched_off("http://kf.example.top", noon));
  EXPECT_EQ(result({{"code", "400301"}, {"mark", "tao123"}}, noon), "1000")
      << "profiles are an internet company's";
  EXPECT_EQ(result({{"code", "100303"}, {"account", "mule"}}, noon), "1000")
      << "accounts are a bank's";
}

}  // namespace
}  // namespace holdfast::bank
