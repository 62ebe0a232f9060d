// Partners that go live and come back, recalls beside stops, and calls that are told in any order.
#include <gtest/gtest.h>

#include "core/centre_test.hpp"
#include "core/onboarding.hpp"

namespace holdfast::core::test {
namespace {

using base::ErrorCode;

const std::string report_digest(64, 'a');

/// YZ01 has a channel of its own, in ISO 20022, on trial: the hub is its backup.
Centre centre_with_trial() {
  Centre centre;
  auto routing = centre.state.routing;
  routing.channels.push_back({"iso", "https://yz01", false, ChannelKind::iso20022});
  auto& bank = routing.institutions.at(0);
  EXPECT_EQ(bank.code, "YZ01");
  bank.backup = bank.channel;
  bank.channel = "iso";
  bank.trial = true;
  centre.must(SetRouting{routing});
  for (const auto* name : {"li", "wang"}) {
    if (!centre.state.users.contains(name)) {
      centre.must(AddUser{{name, name, Role::officer, {}, "hash", false, order::Duty::none}});
    }
  }
  return centre;
}

std::string channel_now(const Centre& centre) {
  return channel_to(centre.state, find_institution(centre.state.routing, "YZ01"));
}

void go_live(Centre& centre) {
  centre.actor = "li";
  centre.must(ProposeLive{"YZ01", report_digest, "联调通过"});
  centre.actor = "wang";
  centre.must(ConfirmLive{"YZ01", "同意"});
  centre.actor = "li";
}

ErrorCode refusal(Centre& centre, CommandBody body) {
  const auto before = state_digest(centre.state);
  const auto decided = centre.ask(std::move(body));
  EXPECT_FALSE(decided.ok());
  EXPECT_EQ(state_digest(centre.state), before);
  return decided ? ErrorCode::io : decided.error().code;
}

TEST(PartnerOnTrial, ItsOrdersGoByTheBackupUntilTwoPeopleSayOtherwise) {
  auto centre = centre_with_trial();
  const auto backup = find_institution(centre.state.routing, "YZ01")->backup;
  EXPECT_EQ(channel_now(centre), backup);
  EXPECT_EQ(refusal(centre, ConfirmLive{"YZ01", "同意"}), ErrorCode::conflict);
  EXPECT_EQ(refusal(centre, ProposeLive{"YZ01", "abc", "联调通过"}), ErrorCode::bad_input);
  EXPECT_EQ(refusal(centre, ProposeLive{"YZ02", report_digest, "通过"}), ErrorCode::conflict);
  centre.must(ProposeLive{"YZ01", report_digest, "联调通过"});
  EXPECT_EQ(channel_now(centre), backup);
  EXPECT_EQ(refusal(centre, ConfirmLive{"YZ01", "同意"}), ErrorCode::forbidden);
  centre.actor = "wang";
  centre.must(ConfirmLive{"YZ01", "同意"});
  EXPECT_EQ(channel_now(centre), "iso");
  EXPECT_EQ(centre.state.onboarding.at("YZ01").report, report_digest);
}

TEST(PartnerOnTrial, AMachineHasNoWordInIt) {
  auto centre = centre_with_trial();
  centre.actor = "yz01-key";
  EXPECT_EQ(refusal(centre, ProposeLive{"YZ01", report_digest, "通过"}), ErrorCode::forbidden);
}

TEST(PartnerOnTrial, RolledBackItsWaitingOrdersGoOverToTheBackup) {
  auto centre = centre_with_trial();
  go_live(centre);
  centre.must(report_of({loss_of(50'000, 1, 2, centre.now)}));
  centre.pursue(desk::CaseId{1}, {need_of(2, 50'000)});
  const auto stop = centre.state.orders.rbegin()->first;
  ASSERT_EQ(centre.order(stop.value()).channel, "iso");
  centre.must(NoteOrderSent{stop});
  centre.must(RollBack{"YZ01", "回执异常"});
  EXPECT_NE(centre.order(stop.value()).channel, "iso");
  EXPECT_EQ(centre.order(stop.value()).channel, channel_now(centre));
  EXPECT_EQ(centre.order(stop.value()).state, order::State::approved);
  EXPECT_EQ(refusal(centre, RollBack{"YZ01", "再退"}), ErrorCode::conflict);
}

TEST(PartnerOnTrial, WhatItHasAcknowledgedStaysWithIt) {
  auto centre = centre_with_trial();
  go_live(centre);
  centre.must(report_of({loss_of(50'000, 1, 2, centre.now)}));
  centre.pursue(desk::CaseId{1}, {need_of(2, 50'000)});
  const auto stop = centre.state.orders.rbegin()->first;
  centre.must(NoteOrderSent{stop});
  centre.must(NoteOrderAcknowledged{stop, "B1", ""});
  centre.must(RollBack{"YZ01", "回执异常"});
  EXPECT_EQ(centre.order(stop.value()).channel, "iso");
}

TEST(PartnerOnTrial, NeedsABackup) {
  auto centre = centre_with_trial();
  auto routing = centre.state.routing;
  routing.institutions.at(0).backup.clear();
  EXPECT_EQ(refusal(centre, SetRouting{routing}), ErrorCode::bad_input);
}

/// A payment from YZ01, whose bank speaks ISO 20022, to account 2 at YZ02.
desk::CaseId paid_from_yz01(Centre& centre, base::Instant paid) {
  auto loss = loss_of(50'000, 1, 2, paid);
  loss.payer_institution = "YZ01";
  loss.payee_institution = "YZ02";
  loss.matched = base::Sequence{7};
  centre.must(report_of({loss}));
  const auto id = centre.state.cases.rbegin()->first;
  auto need = need_of(2, 50'000);
  need.institution = "YZ02";
  need.justification = {base::Sequence{7}, base::AccountId{1}, base::Fen{50'000}, paid, "S1"};
  centre.pursue(id, {need});
  return id;
}

std::vector<order::Order> recalls(const Centre& centre) {
  std::vector<order::Order> found;
  for (const auto& [id, order] : centre.state.orders) {
    if (order.family == order::Family::payment_recall) {
      found.push_back(order);
    }
  }
  return found;
}

TEST(Recall, GoesToThePayersBankWithTheFirstStop) {
  auto centre = centre_with_trial();
  go_live(centre);
  const auto paid = centre.now - std::chrono::minutes{20};
  paid_from_yz01(centre, paid);
  const auto all = recalls(centre);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].institution, "YZ01");
  EXPECT_EQ(all[0].channel, "iso");
  EXPECT_EQ(all[0].account, base::AccountId{1});
  EXPECT_EQ(all[0].amount, base::Fen{50'000});
  EXPECT_EQ(all[0].state, order::State::approved);
  EXPECT_EQ(all[0].times.deadline, paid + std::chrono::hours{24});
  NoteOrderAnswered refused;
  refused.order = all[0].id;
  refused.reply.result = "3100";
  centre.must(refused);
  EXPECT_EQ(recalls(centre)[0].state, order::State::refused);
}

TEST(Recall, ComesTooLateAfterADay) {
  for (const auto& [age, count] : {std::pair{std::chrono::milliseconds{86'399'999}, 1U},
                                   std::pair{std::chrono::milliseconds{86'400'000}, 0U}}) {
    auto centre = centre_with_trial();
    go_live(centre);
    paid_from_yz01(centre, centre.now - age);
    EXPECT_EQ(recalls(centre).size(), count) << age.count();
  }
}

TEST(Recall, IsNotAskedOfABankThatSpeaksNoIso) {
  auto centre = centre_with_trial();  // on trial still: its orders go by the hub
  paid_from_yz01(centre, centre.now);
  EXPECT_TRUE(recalls(centre).empty());
}

NoteCall ringing(const std::string& id, const std::string& extension) {
  return {id, dissuade::CallWay::in, "138****0001", extension, std::nullopt, std::nullopt};
}

TEST(Calls, RingAtWhoeverTookTheExtension) {
  auto centre = centre_with_trial();
  centre.must(TakeExtension{"8012"});
  centre.must(ringing("x1", "8012"));
  EXPECT_EQ(centre.state.calls.at(dissuade::CallId{1}).officer, "li");
  centre.actor = "wang";
  centre.must(TakeExtension{"8012"});
  centre.must(ringing("x2", "8012"));
  EXPECT_EQ(centre.state.calls.at(dissuade::CallId{2}).officer, "wang");
  EXPECT_EQ(refusal(centre, TakeExtension{"8 12"}), ErrorCode::bad_input);
}

TEST(Calls, WhatIsToldTwiceChangesNothing) {
  auto centre = centre_with_trial();
  const std::string digest(64, 'b');
  centre.must(ringing("x1", "8012"));
  EXPECT_TRUE(centre.must(ringing("x1", "8012")).events.empty());
  const EndCall end{"x1", std::nullopt, dissuade::CallResult::answered, 95};
  centre.must(end);
  EXPECT_TRUE(centre.must(end).events.empty());
  EXPECT_TRUE(centre.must(ringing("x1", "8013")).events.empty()) << "it is over";
  centre.must(NoteRecording{"x1", "rec/x1.wav", digest});
  EXPECT_TRUE(centre.must(NoteRecording{"x1", "rec/x1.wav", digest}).events.empty());
  EXPECT_EQ(refusal(centre, NoteRecording{"x1", "rec/x2.wav", digest}), ErrorCode::conflict);
}

TEST(Calls, ARecordingWhoseCallWasNeverToldIsKept) {
  auto centre = centre_with_trial();
  centre.must(NoteRecording{"x9", "rec/x9.wav", std::string(64, 'b')});
  EXPECT_EQ(centre.state.calls.at(dissuade::CallId{1}).exchange_id, "x9");
  EXPECT_EQ(refusal(centre, NoteRecording{"x9", "rec/x9.wav", "B"}), ErrorCode::bad_input);
}

TEST(Calls, OneThatWeAskedForIsTheExchangesFromItsEndOn) {
  auto centre = centre_with_trial();
  centre.must(report_of({loss_of(50'000, 1, 2, centre.now)}));
  const AskCall ask{"138****0001", desk::CaseId{1}, std::nullopt};
  EXPECT_EQ(refusal(centre, ask), ErrorCode::conflict) << "nobody knows where to ring";
  centre.must(TakeExtension{"8012"});
  centre.must(ask);
  centre.must(EndCall{"x5", dissuade::CallId{1}, dissuade::CallResult::no_answer, 0});
  centre.must(NoteRecording{"x5", "rec/x5.wav", std::string(64, 'b')});
  ASSERT_EQ(centre.state.calls.size(), 1U);
  EXPECT_TRUE(centre.state.calls.at(dissuade::CallId{1}).recording);
}

TEST(Calls, ThoseThatBelongToNothingAreForgotten) {
  auto centre = centre_with_trial();
  centre.must(report_of({loss_of(50'000, 1, 2, centre.now)}));
  centre.must(ringing("x1", "8012"));
  centre.must(ringing("x2", "8012"));
  centre.must(EndCall{"x1", std::nullopt, dissuade::CallResult::answered, 1});
  centre.must(EndCall{"x2", std::nullopt, dissuade::CallResult::answered, 1});
  centre.must(FileCall{dissuade::CallId{2}, desk::CaseId{1}, std::nullopt});
  centre.now += std::chrono::days{90};
  centre.must(Tick{});
  EXPECT_EQ(centre.state.calls.size(), 2U);
  centre.now += std::chrono::milliseconds{1};
  centre.must(Tick{});
  ASSERT_EQ(centre.state.calls.size(), 1U);
  EXPECT_EQ(centre.state.calls.begin()->first, dissuade::CallId{2});
  EXPECT_FALSE(centre.state.call_by_exchange.contains("x1"));
}

}  // namespace
}  // namespace holdfast::core::test
