// What an institution is told of a payment that waits, by what, and how long it holds.
#include "core/screening.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include "core/centre_test.hpp"

namespace holdfast::core::test {
namespace {

const std::string digest(64, 'a');

ScreenPayment payment(std::string number, std::optional<std::int64_t> score,
                      std::uint32_t payee = 902) {
  ScreenPayment asked{
      "YZ01",           std::move(number), digest, base::AccountId{901}, base::AccountId{payee},
      base::Fen{50'000}};
  if (score) {
    asked.judged = desk::Judgement{desk::ScoringId{1}, *score, false};
    asked.reasons = {{"3008", "资金快进快出"}};
    asked.transfers = {base::Sequence{3}};
  } else {
    asked.unjudged = desk::Unjudged::warming;
  }
  return asked;
}

desk::Screening told(Centre& centre, const ScreenPayment& asked) {
  centre.must(asked);
  return *find_screening(centre.state, asked.institution, asked.payment);
}

TEST(Screening, TheScoreDecidesByTheThresholdsOfTheRulePack) {
  Centre centre;
  EXPECT_EQ(told(centre, payment("P1", 299'999)).advice, desk::Advice::allow);
  const auto delayed = told(centre, payment("P2", 300'000));
  EXPECT_EQ(delayed.advice, desk::Advice::delay);
  EXPECT_EQ(delayed.basis, desk::Basis::score);
  ASSERT_EQ(delayed.reasons.size(), 1U);
  EXPECT_EQ(delayed.transfers, std::vector{base::Sequence{3}});
  EXPECT_EQ(delayed.until, delayed.at + std::chrono::minutes{10});
  EXPECT_EQ(told(centre, payment("P3", 700'000)).advice, desk::Advice::hold);
  EXPECT_TRUE(find_screening(centre.state, "YZ01", "P1")->reasons.empty());
}

TEST(Screening, APayeeWhomAnOpenCaseReachesIsHeldWhateverTheScore) {
  Centre centre;
  centre.must(report_of({loss_of(90'000, 901, 903, centre.now)}));
  const auto id = centre.state.cases.rbegin()->first;
  centre.pursue(id, {need_of(904, 60'000)});
  for (const std::uint32_t payee : {903U, 904U}) {
    const auto held = told(centre, payment("P" + std::to_string(payee), 0, payee));
    EXPECT_EQ(held.advice, desk::Advice::hold) << payee;
    EXPECT_EQ(held.basis, desk::Basis::facts);
    EXPECT_EQ(held.cases, std::vector{id});
    ASSERT_FALSE(held.reasons.empty());
    EXPECT_EQ(held.reasons[0].code, "3004");
    EXPECT_NE(held.reasons[0].words.find(order::to_text(id)), std::string::npos);
  }
  // The stop at 904 is evidence of its own. Nobody judging changes nothing about facts.
  EXPECT_FALSE(find_screening(centre.state, "YZ01", "P904")->orders.empty());
  EXPECT_EQ(told(centre, payment("P9", std::nullopt, 904)).advice, desk::Advice::hold);
}

TEST(Screening, AShopThatMoneyLeftByIsNotHeldAndNeitherIsAClosedCase) {
  Centre centre;
  centre.must(report_of({loss_of(90'000, 901, 903, centre.now)}));
  const auto id = centre.state.cases.rbegin()->first;
  auto shop = need_of(905, 60'000);
  shop.exit = desk::ExitKind::merchant;
  shop.due = base::Fen{};
  centre.pursue(id, {shop});
  EXPECT_EQ(told(centre, payment("P1", 0, 905)).advice, desk::Advice::allow);
  auto least = need_of(906, 9'999);
  least.due = base::Fen{};
  centre.pursue(id, {least});
  EXPECT_EQ(told(centre, payment("P2", 0, 906)).advice, desk::Advice::allow);
  centre.must(CloseCase{id, desk::CaseOutcome::unfounded, "误报", "一并了结", "一并了结"});
  EXPECT_TRUE(told(centre, payment("P3", 0, 903)).cases.empty());
}

TEST(Screening, TheSameQuestionIsAnsweredAgainAndAnotherUnderItsNumberIsAConflict) {
  Centre centre;
  const auto asked = payment("P1", 500'000);
  const auto first = centre.must(asked).answer.id;
  auto again = asked;
  again.judged->score = 0;  // the watch may think otherwise by now
  const auto repeated = centre.ask(again);
  ASSERT_TRUE(repeated.ok());
  EXPECT_TRUE(repeated->answer.repeated);
  EXPECT_EQ(repeated->answer.id, first);
  EXPECT_TRUE(repeated->events.empty());
  again.digest = std::string(64, 'b');
  EXPECT_EQ(centre.ask(again).error().code, base::ErrorCode::conflict);
  again.institution = "YZ02";  // another one's numbers are its own
  EXPECT_TRUE(centre.ask(again).ok());
}

TEST(Screening, NobodyJudgedIsThePolicyOfTheInstitutionAndTheHouse) {
  Centre centre;
  EXPECT_EQ(told(centre, payment("P1", std::nullopt)).advice, desk::Advice::allow);
  auto routing = centre.state.routing;
  for (auto& institution : routing.institutions) {
    institution.screening = {FailPolicy::closed, 50};
  }
  centre.must(SetRouting{routing});
  const auto closed = told(centre, payment("P2", std::nullopt));
  EXPECT_EQ(closed.advice, desk::Advice::delay);
  EXPECT_EQ(closed.basis, desk::Basis::policy);
  EXPECT_EQ(closed.unjudged, desk::Unjudged::warming);
  EXPECT_EQ(screening_terms(centre.state, "YZ01", centre.now).deadline, base::Milliseconds{50});
  const auto written = decode_state(encode_state(centre.state, hex_seal()), hex_open());
  ASSERT_TRUE(written.ok());
  EXPECT_EQ(state_digest(*written), state_digest(centre.state));
  EXPECT_NE(find_screening(*written, "YZ01", "P2"), nullptr);
}

TEST(Screening, WhoIsAboutToPayIsWarnedUnlessNobodyJudgedOrTheirOwnAccountLooksBad) {
  Centre centre;
  centre.must(payment("P1", 100'000));
  centre.must(payment("P2", std::nullopt));
  auto own = payment("P3", 900'000);
  own.judged->of_payer = true;
  centre.must(own);
  EXPECT_TRUE(centre.state.warnings.empty());
  EXPECT_EQ(centre.must(payment("P4", 400'000)).answer.id, "S000004") << "not the warning's";
  ASSERT_EQ(centre.state.warnings.size(), 1U);
  const auto& warning = centre.state.warnings.begin()->second;
  EXPECT_EQ(warning.grade, "中危");
  EXPECT_EQ(warning.account, base::AccountId{901});
  EXPECT_EQ(warning.amount, base::Fen{50'000});
  EXPECT_EQ(warning.evidence.transfers, std::vector{base::Sequence{3}});
  centre.must(payment("P5", 900'000));
  EXPECT_EQ(centre.state.warnings.size(), 1U) << "the same account joins";
  EXPECT_EQ(centre.state.warnings.begin()->second.grade, "高危");
}

TEST(Screening, ManyLateAnswersRaiseAnAlarmThatGoesByItself) {
  Centre centre;
  auto asked = payment("P", std::nullopt);
  asked.unjudged = desk::Unjudged::late;
  const auto open_alarms = [&] {
    return std::count_if(
        centre.state.alarms.begin(), centre.state.alarms.end(), [](const auto& each) {
          return each.second.kind == AlarmKind::screening_late && !each.second.cleared;
        });
  };
  for (int i = 0; i < 9; ++i) {
    asked.payment = "P" + std::to_string(i);
    centre.must(asked);
  }
  EXPECT_EQ(open_alarms(), 0);
  asked.payment = "P9";
  centre.must(asked);
  EXPECT_EQ(open_alarms(), 1);
  centre.now += std::chrono::minutes{4};
  centre.must(Tick{});
  EXPECT_EQ(open_alarms(), 1);
  centre.now += std::chrono::minutes{2};
  centre.must(Tick{});
  EXPECT_EQ(open_alarms(), 0);
}

TEST(Screening, AnswersAreForgottenByAgeAndByNumber) {
  Centre centre{rules_with("key = \"screening.kept_max\"\nvalue = 200000",
                           "key = \"screening.kept_max\"\nvalue = 2")};
  for (const char* const number : {"P1", "P2", "P3"}) {
    centre.must(payment(number, 0));
  }
  centre.must(Tick{});
  EXPECT_EQ(find_screening(centre.state, "YZ01", "P1"), nullptr);
  EXPECT_NE(find_screening(centre.state, "YZ01", "P2"), nullptr);
  centre.now += std::chrono::hours{25};
  centre.must(Tick{});
  EXPECT_TRUE(centre.state.screening.recent.empty());
  EXPECT_EQ(centre.must(payment("P1", 0)).answer.id, "S000004");  // numbers go on
}

TEST(Scoring, TheFirstIsActiveAndTheNextIsActivatedBySomebodyElse) {
  Centre centre;
  centre.actor = "config";
  centre.must(ProposeScoring{"随产品交付", digest, digest, {}, {}, "初次装载"});
  EXPECT_EQ(centre.state.screening.active, desk::ScoringId{1});
  EXPECT_FALSE(centre.state.screening.candidate.has_value());
  centre.actor = "li";
  centre.must(ProposeScoring{"二期", std::string(64, 'b'), digest, 100'000, {}, "新模型"});
  EXPECT_EQ(centre.ask(ProposeScoring{"三期", digest, digest, {}, {}, "再一个"}).error().code,
            base::ErrorCode::conflict);
  const auto own = centre.ask(ActivateScoring{desk::ScoringId{2}, "可以"});
  EXPECT_EQ(own.error().code, base::ErrorCode::refused_by_rule);
  EXPECT_EQ(own.error().rule, "approval.not_self");
  // In the shadow it is counted and nothing follows from it.
  auto asked = payment("P1", 200'000);
  asked.shadow = desk::Judgement{desk::ScoringId{2}, 200'000, false};
  EXPECT_EQ(told(centre, asked).advice, desk::Advice::allow);
  const auto& days = centre.state.screening.days;
  ASSERT_EQ(days.size(), 2U);
  EXPECT_EQ(days[0].allowed, 1U);
  EXPECT_TRUE(days[1].in_shadow);
  EXPECT_EQ(days[1].delayed, 1U);
  EXPECT_EQ(days[1].differing, 1U);
  EXPECT_EQ(days[1].steps[4], 1U);
  centre.actor = "wang";
  centre.must(ActivateScoring{desk::ScoringId{2}, "影子运行一周"});
  EXPECT_EQ(centre.state.screening.scorings.at(desk::ScoringId{1}).state,
            desk::ScoringState::retired);
  asked.payment = "P2";
  asked.judged = asked.shadow;
  asked.shadow.reset();
  EXPECT_EQ(told(centre, asked).advice, desk::Advice::delay);
  EXPECT_EQ(centre.ask(WithdrawScoring{desk::ScoringId{2}, "不要了"}).error().code,
            base::ErrorCode::conflict);
}

}  // namespace
}  // namespace holdfast::core::test
