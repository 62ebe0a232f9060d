// Refusals around orders, and their precedence: not there, wrong state, against a rule.
#include <gtest/gtest.h>

#include "core/centre_test.hpp"

namespace holdfast::core::test {
namespace {

using base::ErrorCode;
using order::OrderId;
using order::State;

constexpr desk::CaseId first_case{1};

/// A matched report: no query is sent, so the first order is the stop.
Centre with_case() {
  Centre centre;
  auto report = report_of({loss_of(90'000, 1, 2, centre.now)});
  report.losses[0].matched = base::Sequence{7};
  centre.must(report);
  return centre;
}

Centre stopped() {
  auto centre = with_case();
  centre.pursue(first_case, {need_of(2, 50'000)});
  return centre;
}

void answer(Centre& centre, std::uint64_t order, const std::string& code) {
  NoteOrderAnswered body;
  body.order = OrderId{order};
  body.reply.result = code;
  body.reply.message = "答复";
  centre.must(body);
}

std::optional<ErrorCode> code_of(Centre& centre, CommandBody body) {
  const auto before = state_digest(centre.state);
  const auto decided = centre.ask(std::move(body));
  if (decided) {
    return std::nullopt;
  }
  EXPECT_EQ(state_digest(centre.state), before) << "a refusal changes nothing";
  EXPECT_FALSE(decided.error().message.empty());
  return decided.error().code;
}

TEST(OrderRefusal, AnOrderThatIsNotThere) {
  auto centre = stopped();
  const OrderId none{9};
  EXPECT_EQ(code_of(centre, ApproveOrder{none, ""}), ErrorCode::not_found);
  EXPECT_EQ(code_of(centre, RejectOrder{none, ""}), ErrorCode::not_found);
  EXPECT_EQ(code_of(centre, ReleaseStop{none, ""}), ErrorCode::not_found);
  EXPECT_EQ(code_of(centre, CorrectOrder{none, ""}), ErrorCode::not_found);
  EXPECT_EQ(code_of(centre, NoteOrderSent{none}), ErrorCode::not_found);
  EXPECT_EQ(code_of(centre, NoteOrderAcknowledged{none, "", ""}), ErrorCode::not_found);
  EXPECT_EQ(code_of(centre, NoteSendFailed{none, "", false}), ErrorCode::not_found);
  NoteOrderAnswered reply;
  reply.order = none;
  EXPECT_EQ(code_of(centre, reply), ErrorCode::not_found);
}

TEST(OrderRefusal, ReviewIsDecidedOnceAndTheStateComesBeforeTheReason) {
  auto centre = stopped();
  EXPECT_EQ(code_of(centre, ApproveOrder{OrderId{1}, ""}), ErrorCode::conflict);
  EXPECT_EQ(code_of(centre, RejectOrder{OrderId{1}, ""}), ErrorCode::conflict);
  auto far = need_of(3, 20'000);
  far.tier = 11;  // one beyond the cascade's hops
  centre.pursue(first_case, {far});
  ASSERT_EQ(centre.order(2).state, State::review);
  EXPECT_EQ(code_of(centre, ApproveOrder{OrderId{2}, ""}), ErrorCode::bad_input);
  EXPECT_EQ(code_of(centre, RejectOrder{OrderId{2}, ""}), ErrorCode::bad_input);
  EXPECT_EQ(code_of(centre, ApproveOrder{OrderId{2}, std::string(2001, 'x')}),
            ErrorCode::too_large);
  EXPECT_FALSE(code_of(centre, ApproveOrder{OrderId{2}, std::string(2000, 'x')}));
  EXPECT_EQ(code_of(centre, RejectOrder{OrderId{2}, "x"}), ErrorCode::conflict);
}

TEST(StopRefusal, ByHandNeedsACaseAReasonAndAnAccountTheMoneyReached) {
  auto centre = stopped();
  const base::AccountId reached{2};
  EXPECT_EQ(code_of(centre, DraftStop{desk::CaseId{9}, reached, {}, ""}), ErrorCode::not_found);
  EXPECT_EQ(code_of(centre, DraftStop{first_case, base::AccountId{77}, {}, "x"}),
            ErrorCode::not_found);
  EXPECT_EQ(code_of(centre, DraftStop{first_case, reached, {}, ""}), ErrorCode::bad_input);
  EXPECT_EQ(code_of(centre, DraftStop{first_case, reached, base::Fen{0}, "x"}),
            ErrorCode::bad_input);
  EXPECT_EQ(code_of(centre, DraftStop{first_case, reached, base::Fen{900'000'000'001}, "x"}),
            ErrorCode::bad_input);
  EXPECT_FALSE(code_of(centre, DraftStop{first_case, reached, base::Fen{1}, "x"}));
}

TEST(StopRefusal, TheThirdStopIsAgainstTheRuleAndCitesIt) {
  auto centre = stopped();
  const DraftStop stop{first_case, base::AccountId{2}, std::nullopt, "整户"};
  EXPECT_FALSE(code_of(centre, stop));
  const auto third = centre.ask(stop);
  ASSERT_FALSE(third.ok());
  EXPECT_EQ(third.error().code, ErrorCode::refused_by_rule);
  EXPECT_NE(third.error().rule.find("86号"), std::string::npos);
}

TEST(StopRefusal, AStateThatDoesNotAllowItComesBeforeTheRule) {
  auto centre = with_case();
  auto need = need_of(2, 50'000);
  centre.pursue(first_case, {need});
  centre.must(DraftStop{first_case, base::AccountId{2}, std::nullopt, "整户"});
  need.institution = "YZ09";
  centre.pursue(first_case, {need});
  EXPECT_EQ(code_of(centre, DraftStop{first_case, base::AccountId{2}, {}, "x"}),
            ErrorCode::conflict);
}

TEST(StopRefusal, AStopThatTheBankRefusedLeavesItsPlace) {
  auto centre = stopped();
  const DraftStop stop{first_case, base::AccountId{2}, std::nullopt, "整户"};
  answer(centre, 1, "1000");
  EXPECT_FALSE(code_of(centre, stop));
  EXPECT_FALSE(code_of(centre, stop));
  EXPECT_EQ(code_of(centre, stop), ErrorCode::refused_by_rule);
}

TEST(ReleaseRefusal, OnlyAStopInForceAndOnlyOnce) {
  auto centre = stopped();
  const ReleaseStop release{OrderId{1}, "核实无关"};
  EXPECT_EQ(code_of(centre, release), ErrorCode::conflict);
  answer(centre, 1, "0000");
  EXPECT_EQ(code_of(centre, ReleaseStop{OrderId{1}, ""}), ErrorCode::bad_input);
  EXPECT_FALSE(code_of(centre, release));
  EXPECT_EQ(code_of(centre, release), ErrorCode::conflict);
  EXPECT_EQ(code_of(centre, ReleaseStop{OrderId{2}, "x"}), ErrorCode::conflict)
      << "a release is no stop";
  answer(centre, 2, "1000");
  EXPECT_FALSE(code_of(centre, release)) << "the first release was refused: it may be asked again";
}

TEST(CorrectRefusal, NeedsARefusalACandidateAndAFreePlace) {
  auto centre = stopped();
  const CorrectOrder correct{OrderId{1}, ""};
  EXPECT_EQ(code_of(centre, correct), ErrorCode::conflict);
  answer(centre, 1, "0301");
  EXPECT_EQ(code_of(centre, correct), ErrorCode::conflict);
  NoteOrderAnswered named;
  named.order = OrderId{2};
  named.reply.result = "0000";
  named.registered_name = "王五";
  centre.must(named);
  EXPECT_EQ(code_of(centre, CorrectOrder{OrderId{1}, std::string(2001, 'x')}),
            ErrorCode::too_large);
  const DraftStop stop{first_case, base::AccountId{2}, std::nullopt, "整户"};
  centre.must(stop);
  centre.must(stop);
  EXPECT_EQ(code_of(centre, correct), ErrorCode::refused_by_rule);
  answer(centre, 3, "1000");
  EXPECT_FALSE(code_of(centre, correct));
  EXPECT_EQ(code_of(centre, correct), ErrorCode::conflict) << "already corrected";
}

TEST(CorrectRefusal, ANameThatTheBankDoesNotKnowIsNoCandidate) {
  auto centre = stopped();
  answer(centre, 1, "0301");
  answer(centre, 2, "0000");
  EXPECT_EQ(centre.order(2).state, State::answered);
  EXPECT_EQ(code_of(centre, CorrectOrder{OrderId{1}, ""}), ErrorCode::conflict);
}

}  // namespace
}  // namespace holdfast::core::test
