// Refusals of closing and reopening: each alone, at its boundary, and in their order.
#include <gtest/gtest.h>

#include "core/centre_test.hpp"

namespace holdfast::core::test {
namespace {

using base::ErrorCode;

constexpr desk::CaseId one{1};

CloseCase closing(std::string leave_orders = {}, std::string leave_tasks = {}) {
  return {one, desk::CaseOutcome::transferred, "移送江北分局", std::move(leave_orders),
          std::move(leave_tasks)};
}

void answer(Centre& centre, std::uint64_t order, const std::string& code) {
  NoteOrderAnswered body;
  body.order = order::OrderId{order};
  body.reply.result = code;
  centre.must(body);
}

/// A case whose loss the feeds showed: no order, no task.
Centre quiet_case() {
  Centre centre;
  auto loss = loss_of(90'000, 1, 2, centre.now);
  loss.matched = base::Sequence{7};
  centre.must(report_of({loss}));
  return centre;
}

struct Refused {
  ErrorCode code;
  std::string where;
};

void expect_refused(Centre& centre, CommandBody body, const Refused& wanted) {
  const auto before = state_digest(centre.state);
  const auto decided = centre.ask(std::move(body));
  ASSERT_FALSE(decided.ok());
  EXPECT_EQ(decided.error().code, wanted.code) << decided.error().message;
  EXPECT_EQ(decided.error().where, wanted.where) << decided.error().message;
  EXPECT_EQ(state_digest(centre.state), before) << "a refusal changes nothing";
}

TEST(CloseRefusal, NoSuchCaseComesFirst) {
  auto centre = quiet_case();
  expect_refused(centre, CloseCase{desk::CaseId{9}, {}, "", "", ""}, {ErrorCode::not_found, ""});
}

TEST(CloseRefusal, ACaseIsClosedOnce) {
  auto centre = quiet_case();
  centre.must(closing());
  auto again = closing();
  again.reason.clear();  // closed already comes before the lack of a reason
  expect_refused(centre, again, {ErrorCode::conflict, ""});
}

TEST(CloseRefusal, AReasonIsGivenAndHasAnEnd) {
  auto centre = quiet_case();
  auto body = closing();
  body.reason.clear();
  expect_refused(centre, body, {ErrorCode::bad_input, "/reason"});
  body.reason.assign(2001, 'x');
  expect_refused(centre, body, {ErrorCode::too_large, "/reason"});
  body.reason.assign(2000, 'x');
  EXPECT_TRUE(centre.ask(body).ok());
}

TEST(CloseRefusal, EveryGateStandsInTheWay) {
  const std::vector<CommandBody> through{
      StudyCase{one, {"刷单返利", "连单不返", desk::LeakSource::none, "", "先付款的不做", {}, {}}},
      RecordInquiry{one, "调取开户资料"}, RecordResult{one, desk::ResultKind::solved, "抓获"}};
  for (const auto outcome : {desk::CaseOutcome::recovered, desk::CaseOutcome::nothing_left}) {
    auto centre = quiet_case();
    const CloseCase body{one, outcome, "办结", "", ""};
    for (const auto& step : through) {
      expect_refused(centre, body, {ErrorCode::refused_by_rule, ""});
      centre.must(step);
    }
    EXPECT_TRUE(centre.ask(body).ok());
  }
}

TEST(GateRefusal, TextsAreGivenAndHaveAnEnd) {
  auto centre = quiet_case();
  StudyCase study{one, {"刷单返利", "连单不返", desk::LeakSource::none, "", "不做", {}, {}}};
  const auto refused_with = [&](auto change, const Refused& wanted) {
    auto body = study;
    change(body.study);
    expect_refused(centre, body, wanted);
  };
  refused_with([](auto& s) { s.fraud_type.clear(); }, {ErrorCode::bad_input, "/fraud_type"});
  refused_with([](auto& s) { s.method.clear(); }, {ErrorCode::bad_input, "/method"});
  refused_with([](auto& s) { s.lesson.clear(); }, {ErrorCode::bad_input, "/lesson"});
  refused_with([](auto& s) { s.people.assign(2001, 'x'); }, {ErrorCode::too_large, "/people"});
  expect_refused(centre, RecordInquiry{one, ""}, {ErrorCode::bad_input, "/work"});
  expect_refused(centre, RecordResult{one, {}, ""}, {ErrorCode::bad_input, "/text"});
  expect_refused(centre, RecordResult{one, {}, "无"}, {ErrorCode::conflict, ""});
  expect_refused(centre, RecordInquiry{desk::CaseId{9}, "x"}, {ErrorCode::not_found, ""});
}

TEST(CloseRefusal, AnOrderNotAtItsEndNeedsAReasonToBeLeft) {
  const auto state_before_closing = [](const std::function<void(Centre&)>& live_on) {
    auto centre = quiet_case();
    auto need = need_of(2, 50'000);
    centre.pursue(one, {need});
    live_on(centre);
    return centre;
  };
  const std::vector<std::pair<const char*, std::function<void(Centre&)>>> rows{
      {"approved", [](Centre&) {}},
      {"sent", [](Centre& c) { c.must(NoteOrderSent{order::OrderId{1}}); }},
      {"acknowledged",
       [](Centre& c) {
         c.must(NoteOrderAcknowledged{order::OrderId{1}, "P", "H"});
       }},
      {"in_force", [](Centre& c) { answer(c, 1, "0000"); }},
  };
  for (const auto& [name, live_on] : rows) {
    auto centre = state_before_closing(live_on);
    SCOPED_TRACE(name);
    expect_refused(centre, closing(), {ErrorCode::conflict, "/leave_orders"});
    expect_refused(centre, closing(std::string(2001, 'x')),
                   {ErrorCode::too_large, "/leave_orders"});
    EXPECT_TRUE(centre.ask(closing("到期自动解除")).ok());
    EXPECT_EQ(centre.file(1).closed->leave_orders, "到期自动解除");
  }
}

TEST(CloseRefusal, AnOrderInReviewNeedsAReasonTooAndIsTurnedDown) {
  auto centre = quiet_case();
  auto far = need_of(4, 50'000);
  far.tier = 19;
  centre.pursue(one, {far});
  ASSERT_EQ(centre.order(1).state, order::State::review);
  expect_refused(centre, closing(), {ErrorCode::conflict, "/leave_orders"});
  centre.must(closing("不再批准"));
  EXPECT_EQ(centre.order(1).state, order::State::rejected);
  expect_refused(centre, ApproveOrder{order::OrderId{1}, "同意"}, {ErrorCode::conflict, ""});
}

TEST(CloseRefusal, AnEndedOrderNeedsNoReason) {
  auto centre = quiet_case();
  centre.pursue(one, {need_of(2, 50'000)});
  answer(centre, 1, "0302");
  EXPECT_TRUE(centre.ask(closing("不必要的理由")).ok());
  EXPECT_TRUE(centre.file(1).closed->leave_orders.empty()) << "nothing was left";
}

TEST(CloseRefusal, AnOpenTaskNeedsAReasonToBeLeft) {
  Centre centre;
  auto loss = loss_of(90'000, 1, 2, centre.now);
  loss.payee_institution = "YZ09";  // nothing reaches it: a task, and no query
  centre.must(report_of({loss}));
  expect_refused(centre, closing(), {ErrorCode::conflict, "/leave_tasks"});
  expect_refused(centre, closing("", std::string(2001, 'x')),
                 {ErrorCode::too_large, "/leave_tasks"});
  EXPECT_TRUE(centre.ask(closing("", "由分局核实")).ok());
  EXPECT_EQ(centre.file(1).closed->leave_tasks, "由分局核实");
  EXPECT_FALSE(centre.state.tasks.begin()->second.done_at) << "the task stays open";
  centre.must(FinishTask{centre.state.tasks.begin()->first, "已核实"});
}

TEST(CloseRefusal, OrdersComeBeforeTasksAndBothBeforeTheRule) {
  Centre centre;
  centre.must(report_of({loss_of(90'000, 1, 2, centre.now)}));  // a query and a task
  centre.pursue(one, {need_of(2, 50'000)});
  auto body = closing();
  body.outcome = desk::CaseOutcome::unfounded;
  expect_refused(centre, body, {ErrorCode::conflict, "/leave_orders"});
  body.leave_orders = "保留";
  expect_refused(centre, body, {ErrorCode::conflict, "/leave_tasks"});
  body.leave_tasks = "保留";
  expect_refused(centre, body, {ErrorCode::refused_by_rule, ""});
}

TEST(CloseRefusal, WithoutFraudNoStopIsLeftUnlessAnotherCaseNeedsIt) {
  auto centre = quiet_case();
  centre.pursue(one, {need_of(2, 50'000)});
  answer(centre, 1, "0000");
  auto body = closing("保留");
  body.outcome = desk::CaseOutcome::unfounded;
  expect_refused(centre, body, {ErrorCode::refused_by_rule, ""});
  auto loss = loss_of(90'000, 5, 2, centre.now);
  loss.matched = base::Sequence{8};
  centre.must(report_of({loss}));
  auto need = need_of(2, 20'000);
  need.known_balance = base::Fen{90'000};
  centre.pursue(desk::CaseId{2}, {need});
  const auto closed = centre.ask(body);
  ASSERT_TRUE(closed.ok()) << closed.error().message;
  EXPECT_EQ(centre.order(1).excess, base::Fen{30'000}) << "beyond what the other case needs";
}

TEST(ReopenRefusal, NoCaseNotClosedNoReason) {
  auto centre = quiet_case();
  expect_refused(centre, ReopenCase{desk::CaseId{9}, ""}, {ErrorCode::not_found, ""});
  expect_refused(centre, ReopenCase{one, ""}, {ErrorCode::conflict, ""});
  centre.must(closing());
  expect_refused(centre, ReopenCase{one, ""}, {ErrorCode::bad_input, "/reason"});
  expect_refused(centre, ReopenCase{one, std::string(2001, 'x')},
                 {ErrorCode::too_large, "/reason"});
  EXPECT_TRUE(centre.ask(ReopenCase{one, std::string(2000, 'x')}).ok());
}

TEST(ClosedCase, RefusesWhatOnlyAnOpenCaseMayAsk) {
  auto centre = quiet_case();
  centre.pursue(one, {need_of(2, 50'000)});
  answer(centre, 1, "0301");
  const auto query = centre.state.orders.rbegin()->first.value();
  NoteOrderAnswered named;
  named.order = order::OrderId{query};
  named.reply.result = "0000";
  named.registered_name = "王五";
  centre.must(named);
  centre.must(closing());
  const Refused conflict{ErrorCode::conflict, ""};
  expect_refused(centre, AddLosses{one, {loss_of(100, 1, 3, centre.now)}}, conflict);
  expect_refused(centre, AuthoriseCascade{one, 3, base::Fen{100}, 10, 5}, conflict);
  expect_refused(centre, DraftStop{one, base::AccountId{2}, {}, "人工"}, conflict);
  expect_refused(centre, CorrectOrder{order::OrderId{1}, {}}, conflict);
}

TEST(ClosedCase, TakesNoNewsOfItsPursuit) {
  auto centre = quiet_case();
  centre.must(closing());
  EXPECT_TRUE(centre.pursue(one, {need_of(2, 50'000)}).events.empty());
  EXPECT_TRUE(centre.must(QuarantinePursuit{one, "检查未通过"}).events.empty());
  EXPECT_TRUE(centre.must(AskAboutGap{one, base::AccountId{2}, base::Fen{90'000}, {}, centre.now})
                  .events.empty());
}

}  // namespace
}  // namespace holdfast::core::test
