// How good a version was, over HTTP: flags and stops held against the cases that come after them,
// and what became of payments that were stopped.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "centre.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

constexpr desk::ScoringId first{1};

struct Desk : Centre {
  Desk() : Centre({}, {}, Screening::on) {
    EXPECT_TRUE(eventually([&] {
      bool is_there = false;
      engine().read([&](const core::State& state) { is_there = state.screening.active == first; });
      return is_there;
    }));
    EXPECT_EQ(
        send("POST", "/api/v1/transfers", bank, stolen_row(*this), "application/x-ndjson").status /
            100,
        2);
    mule = engine().world().find(mule_card, "SX02").value_or(base::AccountId{});
    victim = engine().world().find(victim_card, "YZ01").value_or(base::AccountId{});
    EXPECT_NE(mule, victim);
  }
  void submit(core::CommandBody body) {
    const auto done = engine().submit_and_wait({"house"}, std::move(body));
    ASSERT_TRUE(done.ok()) << done.error().message;
  }
  void stop(const std::string& number, std::int64_t score, base::AccountId payee) {
    core::ScreenPayment asked{"YZ01", number, std::string(64, 'a'), {}, payee, base::Fen{70'000}};
    asked.judged = desk::Judgement{first, score, false};
    submit(asked);
  }
  Answer end(const As& as, const std::string& number, const std::string& outcome) {
    return post("/api/v1/payments/outcome", as,
                json::serialize(json::object{
                    {"payment_id", number}, {"outcome", outcome}, {"note", "客户自述"}}));
  }
  base::AccountId mule;
  base::AccountId victim;
};

TEST(ScoringRecord, AFlagIsAHitOnceACaseReachesTheAccount) {
  Desk desk;
  desk.submit(core::NoteFlagged{{{first, desk.mule, 800'000, "快进快出", desk.now(), {}},
                                 {first, base::AccountId{9'999}, 600'000, {}, desk.now(), {}}}});
  auto record = desk.get("/api/v1/scorings-record", desk.officer);
  ASSERT_EQ(record.status, 200) << record.body;
  EXPECT_EQ(record.number("/horizon_days"), 60);
  EXPECT_EQ(record.number("/weeks/0/alerts"), 2);
  EXPECT_EQ(record.number("/weeks/0/undecided"), 2);
  EXPECT_EQ(record.number("/curves/0/came"), 0);
  desk.pass(std::chrono::hours{1});
  ASSERT_EQ(desk.post("/api/v1/reports", desk.officer, report_body(desk)).status, 201);
  record = desk.get("/api/v1/scorings-record", desk.officer);
  EXPECT_EQ(record.number("/weeks/0/hits"), 1) << record.body;
  EXPECT_EQ(record.number("/weeks/0/came"), 1);
  EXPECT_EQ(record.number("/weeks/0/known"), 1);
  EXPECT_EQ(record.number("/weeks/0/ahead_fen"), 5'000'000) << "paid ten minutes ago";
  EXPECT_EQ(record.number("/weeks/0/before_fen"), 0);
  EXPECT_EQ(record.text("/curves/0/scoring"), "V1");
  EXPECT_TRUE(record.json.at_pointer("/curves/0/is_active").as_bool());
  EXPECT_EQ(record.number("/curves/0/points/0/score_millionths"), 800'000);
  EXPECT_EQ(record.number("/curves/0/points/0/hits"), 1);
  EXPECT_EQ(record.number("/curves/0/points/1/alerts"), 2);
  const auto earlier =
      desk.get("/api/v1/scorings-record?until=2026-01-01T00:00:00%2B08:00", desk.officer);
  EXPECT_TRUE(earlier.json.at("weeks").as_array().empty());
  EXPECT_EQ(desk.get("/api/v1/scorings-record", desk.bank).status, 403);
}

TEST(ScoringRecord, ABankTellsWhatBecameOfAPaymentThatItStopped) {
  Desk desk;
  desk.stop("P1", 400'000, desk.mule);
  desk.stop("P2", 800'000, desk.victim);
  desk.stop("P3", 100'000, desk.victim);
  EXPECT_EQ(desk.end(desk.officer, "P1", "paid").status, 403);
  EXPECT_EQ(desk.end(desk.hub, "P1", "paid").status, 403) << "a key of no institution";
  EXPECT_EQ(desk.end(desk.other_bank, "P1", "paid").status, 404) << "another's";
  EXPECT_EQ(desk.end(desk.bank, "P3", "paid").status, 404) << "it was let go";
  EXPECT_EQ(desk.end(desk.bank, "P1", "lost").text("/where"), "/outcome");
  const auto told = desk.end(desk.bank, "P1", "paid");
  ASSERT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(told.text("/screening"), "S000001");
  const auto list =
      desk.get("/api/v1/screenings?decision=delay&min_seq=" + std::to_string(told.number("/seq")),
               desk.officer);
  EXPECT_EQ(list.text("/items/0/ended/outcome"), "paid") << list.body;
  EXPECT_EQ(list.text("/items/0/ended/note"), "客户自述");
  desk.pass(std::chrono::hours{1});
  ASSERT_EQ(desk.post("/api/v1/reports", desk.officer, report_body(desk)).status, 201);
  const auto record = desk.get("/api/v1/scorings-record", desk.officer);
  ASSERT_EQ(record.json.at("stopped").as_array().size(), 2U) << record.body;
  EXPECT_EQ(record.text("/stopped/0/decision"), "delay");
  EXPECT_EQ(record.number("/stopped/0/paid/payments"), 1);
  EXPECT_EQ(record.number("/stopped/0/lost/amount_fen"), 70'000)
      << "it went, and a case came to its payee";
  EXPECT_EQ(record.number("/stopped/1/untold/payments"), 1);
  EXPECT_EQ(record.number("/weeks/0/alerts"), 2) << "a stop is an alert too";
  EXPECT_EQ(record.number("/weeks/0/hits"), 1);
}

}  // namespace
}  // namespace holdfast::http_test
