#include "engine/scoreboard.hpp"

#include <gtest/gtest.h>

namespace holdfast::engine {
namespace {

OrderFacts stop(std::string institution, std::optional<std::int64_t> taken_ms,
                std::optional<std::int64_t> answered_ms, std::string result, bool was_done) {
  OrderFacts facts;
  facts.institution = std::move(institution);
  facts.taken_ms = taken_ms;
  facts.answered_ms = answered_ms;
  facts.result = std::move(result);
  facts.was_done = was_done;
  return facts;
}

core::Routing two_banks() {
  core::Routing routing;
  routing.institutions = {{"A", "甲", "", "", {}, true}, {"B", "乙", "", "", {}, true}};
  return routing;
}

TEST(Scoreboard, CountsAnswersByCodeAndTimesByNearestRank) {
  std::vector<OrderFacts> facts;
  for (std::int64_t i = 1; i <= 20; ++i) {
    facts.push_back(stop("A", i * 10, i * 100, i <= 18 ? "0000" : "0301", i <= 18));
  }
  facts.push_back(stop("A", std::nullopt, std::nullopt, "", false));
  const auto scores = partner_scores(facts, two_banks());
  ASSERT_EQ(scores.size(), 2U);
  const auto& a = scores[0];
  EXPECT_EQ(a.orders, 21U);
  EXPECT_EQ(a.answered, 20U);
  EXPECT_EQ(a.done, 18U);
  EXPECT_EQ(a.codes, (std::map<std::string, std::uint64_t>{{"0000", 18}, {"0301", 2}}));
  EXPECT_EQ(a.taken.p50, 100);
  EXPECT_EQ(a.taken.p95, 190);
  EXPECT_EQ(a.stopped.p50, 900) << "of the eighteen that stopped";
  EXPECT_EQ(a.stopped.p95, 1800);
}

TEST(Scoreboard, AnInstitutionWithoutOrdersHasNoTimesAndOneWithoutRoutingIsStillThere) {
  auto gone = stop("Z", 5, std::nullopt, "", false);
  gone.is_undelivered = true;
  gone.owes_feedback = true;
  const auto scores = partner_scores({gone}, two_banks());
  ASSERT_EQ(scores.size(), 3U);
  EXPECT_EQ(scores[1].orders, 0U);
  EXPECT_EQ(scores[1].taken.p50, std::nullopt);
  EXPECT_EQ(scores[2].institution, "Z");
  EXPECT_EQ(scores[2].undelivered, 1U);
  EXPECT_EQ(scores[2].owes_feedback, 1U);
  EXPECT_EQ(scores[2].taken.p95, 5);
  EXPECT_EQ(scores[2].stopped.p95, std::nullopt);
}

TEST(Scoreboard, AQueryCountsAsAnsweredAndNotAsAStop) {
  auto query = stop("A", 5, 50, "0000", true);
  query.family = order::Family::subject_query;
  const auto scores = partner_scores({query}, two_banks());
  EXPECT_EQ(scores[0].done, 1U);
  EXPECT_EQ(scores[0].stopped.p50, std::nullopt);
}

}  // namespace
}  // namespace holdfast::engine
