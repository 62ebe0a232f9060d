// What is kept to prove a version: once for each account, told by whoever had asked, forgotten in
// time, and the same after a snapshot.
#include <gtest/gtest.h>

#include "core/centre_test.hpp"
#include "core/screening.hpp"

namespace holdfast::core::test {
namespace {

const std::string digest(64, 'a');
constexpr desk::ScoringId one{1};

struct Proof : ::testing::Test {
  Proof() {
    centre.must(ProposeScoring{"随产品交付", digest, digest, {}, {}, "初次装载"});
    centre.journal.clear();
  }
  desk::ScreeningId stop(const std::string& number, std::int64_t score = 400'000) {
    ScreenPayment asked{
        "YZ01", number, digest, base::AccountId{901}, base::AccountId{902}, base::Fen{50'000}};
    asked.judged = desk::Judgement{one, score, false};
    centre.must(asked);
    return find_screening(centre.state, "YZ01", number)->id;
  }
  desk::FlaggedAccount flag(std::uint32_t account) const {
    return {one, base::AccountId{account}, 800'000, "快进快出", centre.now, {}};
  }
  Centre centre;
};

TEST_F(Proof, AnAccountIsFlaggedOnceByAVersion) {
  centre.must(NoteFlagged{{flag(1), flag(2), flag(1)}});
  ASSERT_EQ(centre.state.screening.flagged.size(), 2U);
  EXPECT_EQ(centre.state.screening.flagged[0].at, centre.now);
  centre.journal.clear();
  centre.must(NoteFlagged{{flag(2)}});
  EXPECT_TRUE(centre.journal.empty());
  auto unknown = flag(3);
  unknown.scoring = desk::ScoringId{7};
  EXPECT_EQ(centre.ask(NoteFlagged{{unknown}}).error().code, base::ErrorCode::not_found);
}

TEST_F(Proof, WhatBecameOfAStoppedPaymentIsToldByWhoHadAsked) {
  const auto id = stop("P1");
  (void)stop("P2", 0);
  EXPECT_EQ(centre.state.screening.stopped.size(), 1U) << "the other one was let go";
  const auto end = [&](EndStoppedPayment body) { return centre.ask(std::move(body)); };
  using desk::PaymentEnd;
  EXPECT_EQ(end({"YZ01", {}, "P2", PaymentEnd::paid, {}}).error().code, base::ErrorCode::not_found);
  EXPECT_EQ(end({"YZ02", {}, "P1", PaymentEnd::paid, {}}).error().code, base::ErrorCode::not_found);
  EXPECT_EQ(end({"YZ02", id, "P1", PaymentEnd::paid, {}}).error().code, base::ErrorCode::not_found);
  EXPECT_EQ(end({"YZ01", id, "P2", PaymentEnd::paid, {}}).error().code, base::ErrorCode::not_found);
  EXPECT_EQ(end({"YZ01", id, "P1", PaymentEnd::paid, std::string(601, 'x')}).error().code,
            base::ErrorCode::too_large);
  ASSERT_TRUE(end({"YZ01", {}, "P1", PaymentEnd::paid, "客户坚持"}).ok());
  EXPECT_EQ(centre.state.screening.stopped.at(id).ended->how, PaymentEnd::paid);
  centre.journal.clear();
  ASSERT_TRUE(end({"YZ01", id, "P1", PaymentEnd::paid, "客户坚持"}).ok());
  EXPECT_TRUE(centre.journal.empty()) << "told before";
  ASSERT_TRUE(end({"YZ01", id, "P1", PaymentEnd::cancelled, {}}).ok());
  EXPECT_EQ(centre.state.screening.stopped.at(id).ended->how, PaymentEnd::cancelled)
      << "the latest word counts";
}

TEST_F(Proof, ItIsStillKnownLongAfterTheAnswerIsForgotten) {
  const auto id = stop("P1");
  centre.now += std::chrono::days{30};
  centre.must(Tick{});
  EXPECT_TRUE(centre.state.screening.recent.empty());
  ASSERT_TRUE(centre.ask(EndStoppedPayment{"YZ01", {}, "P1", desk::PaymentEnd::confirmed, {}}));
  EXPECT_TRUE(centre.state.screening.stopped.at(id).ended);
}

TEST_F(Proof, WhatIsMeasuredNoLongerIsForgottenADayAtATime) {
  (void)stop("P1");
  centre.must(NoteFlagged{{flag(1)}});
  centre.now += std::chrono::days{200};
  (void)stop("P2");
  centre.must(NoteFlagged{{flag(2)}});
  centre.now += std::chrono::days{200};
  centre.must(Tick{});
  EXPECT_EQ(centre.state.screening.stopped.size(), 2U);
  centre.now += std::chrono::days{1} + std::chrono::milliseconds{1};
  centre.must(Tick{});
  EXPECT_EQ(centre.state.screening.stopped.size(), 1U);
  ASSERT_EQ(centre.state.screening.flagged.size(), 1U);
  EXPECT_EQ(centre.state.screening.flagged[0].account, base::AccountId{2});
  EXPECT_EQ(centre.state.flagged_by.size(), 1U);
  EXPECT_EQ(centre.state.stopped_of.size(), 1U);
  centre.must(NoteFlagged{{flag(1)}});
  EXPECT_EQ(centre.state.screening.flagged.size(), 2U) << "flagged again, as for the first time";
}

TEST_F(Proof, NoMoreThanTheRulesAllowAreKept) {
  centre.must(LoadRules{rules_with("key = \"screening.proof_max\"\nvalue = 200000",
                                   "key = \"screening.proof_max\"\nvalue = 10")});
  for (std::uint32_t i = 0; i < 12; ++i) {
    centre.now += std::chrono::minutes{1};
    centre.must(NoteFlagged{{flag(i)}});
  }
  centre.must(Tick{});
  ASSERT_EQ(centre.state.screening.flagged.size(), 10U);
  EXPECT_EQ(centre.state.screening.flagged.front().account, base::AccountId{2});
}

TEST_F(Proof, ASnapshotHoldsIt) {
  const auto id = stop("P1");
  centre.must(NoteFlagged{{flag(1)}});
  centre.must(EndStoppedPayment{"YZ01", id, "P1", desk::PaymentEnd::cancelled, {}});
  const auto back = decode_state(encode_state(centre.state, hex_seal()), hex_open());
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_TRUE(back->screening == centre.state.screening);
  EXPECT_EQ(back->stopped_of, centre.state.stopped_of);
  EXPECT_EQ(back->flagged_by, centre.state.flagged_by);
}

}  // namespace
}  // namespace holdfast::core::test
