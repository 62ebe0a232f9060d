// Refusals of the desk and the house: every rule at its boundary and one beyond.
#include <gtest/gtest.h>

#include "core/centre_test.hpp"

namespace holdfast::core::test {
namespace {

using base::ErrorCode;

/// What a report answers after `change`; nothing when it is taken.
template <typename Change>
std::optional<base::Error> report_with(Change change) {
  Centre centre;
  auto report = report_of({loss_of(100, 1, 2, centre.now)});
  change(report, centre.now);
  const auto before = state_digest(centre.state);
  const auto decided = centre.ask(report);
  if (decided) {
    return std::nullopt;
  }
  EXPECT_EQ(state_digest(centre.state), before) << "a refusal changes nothing";
  return decided.error();
}

void expect_refusal(const std::optional<base::Error>& error, ErrorCode code,
                    std::string_view where) {
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->code, code) << error->message;
  EXPECT_EQ(error->where, where);
  EXPECT_FALSE(error->message.empty());
}

TEST(ReportRefusal, OneToTwoHundredPayments) {
  const auto with = [](std::size_t count) {
    return report_with([&](ReportLoss& report, base::Instant now) {
      report.losses.assign(count, loss_of(100, 1, 2, now));
    });
  };
  expect_refusal(with(0), ErrorCode::bad_input, "/losses");
  EXPECT_FALSE(with(1));
  EXPECT_FALSE(with(200));
  expect_refusal(with(201), ErrorCode::bad_input, "/losses");
}

TEST(ReportRefusal, AnAmountIsAboveZeroAndAtMostTheLimit) {
  const auto with = [](std::int64_t fen) {
    return report_with(
        [&](ReportLoss& report, base::Instant) { report.losses[0].amount = base::Fen{fen}; });
  };
  expect_refusal(with(-1), ErrorCode::bad_input, "/losses/0/amount_fen");
  expect_refusal(with(0), ErrorCode::bad_input, "/losses/0/amount_fen");
  EXPECT_FALSE(with(1));
  EXPECT_FALSE(with(base::Fen::limit().value()));
  expect_refusal(with(base::Fen::limit().value() + 1), ErrorCode::bad_input,
                 "/losses/0/amount_fen");
}

TEST(ReportRefusal, ATimeIsAtMostADayAhead) {
  const auto with = [](base::Milliseconds ahead) {
    return report_with([&](ReportLoss& report, base::Instant now) {
      report.losses.push_back(loss_of(100, 1, 3, now + ahead));
    });
  };
  EXPECT_FALSE(with(std::chrono::hours{24}));
  expect_refusal(with(std::chrono::hours{24} + base::Milliseconds{1}), ErrorCode::bad_input,
                 "/losses/1/time");
  expect_refusal(with(std::chrono::hours{-24 * 365 * 60}), ErrorCode::bad_input, "/losses/1/time");
}

TEST(ReportRefusal, NobodyPaysHimself) {
  expect_refusal(report_with([](ReportLoss& report, base::Instant) {
                   report.losses[0].payee = report.losses[0].payer;
                 }),
                 ErrorCode::bad_input, "/losses/0/payee_account");
}

TEST(ReportRefusal, TheVictimMayLackANameAndTextsHaveAnEnd) {
  EXPECT_FALSE(
      report_with([](ReportLoss& report, base::Instant) { report.victim.name.text.clear(); }));
  const auto text = [](std::size_t narrative, std::size_t name) {
    return report_with([&](ReportLoss& report, base::Instant) {
      report.narrative.assign(narrative, 'x');
      report.victim.name.text.assign(name, 'x');
    });
  };
  EXPECT_FALSE(text(20'000, 200));
  expect_refusal(text(20'001, 200), ErrorCode::too_large, "/narrative");
  expect_refusal(text(0, 201), ErrorCode::too_large, "/victim/name");
}

TEST(ReportRefusal, EachWayOfPaymentAsksForItsOwn) {
  using desk::PaidBy;
  using desk::PaymentField;
  const auto with = [](PaidBy way, std::vector<PaymentField> given, bool has_payer = false) {
    return report_with([&](ReportLoss& report, base::Instant) {
      report.paid_by = way;
      auto& loss = report.losses[0];
      loss.payee.reset();
      if (!has_payer) {
        loss.payer.reset();
      }
      for (const auto field : given) {
        loss.particulars.push_back({field, {{}, "渝A12345"}});
      }
    });
  };
  expect_refusal(with(PaidBy::transfer, {}, true), ErrorCode::bad_input, "/losses/0/payee_account");
  expect_refusal(with(PaidBy::transfer, {}), ErrorCode::bad_input, "/losses/0/payer_account");
  expect_refusal(with(PaidBy::atm, {}), ErrorCode::bad_input, "/losses/0/payer_account");
  EXPECT_FALSE(with(PaidBy::atm, {}, true));
  expect_refusal(with(PaidBy::qr, {}, true), ErrorCode::bad_input, "/losses/0/merchant");
  EXPECT_FALSE(with(PaidBy::qr, {PaymentField::order_number}, true));
  expect_refusal(with(PaidBy::cash, {}), ErrorCode::bad_input, "/losses/0/place");
  EXPECT_FALSE(with(PaidBy::cash, {PaymentField::plate}));
  expect_refusal(with(PaidBy::gift_card, {PaymentField::merchant}), ErrorCode::bad_input,
                 "/losses/0/card_code");
  EXPECT_FALSE(with(PaidBy::gift_card, {PaymentField::card_code}));
  expect_refusal(with(PaidBy::crypto, {PaymentField::platform}), ErrorCode::bad_input,
                 "/losses/0/wallet");
  EXPECT_FALSE(with(PaidBy::crypto, {PaymentField::wallet}));
  expect_refusal(with(PaidBy::cash, {PaymentField::place, PaymentField::wallet}),
                 ErrorCode::bad_input, "/losses/0/wallet");
  expect_refusal(with(PaidBy::cash, {PaymentField::place, PaymentField::place}),
                 ErrorCode::bad_input, "/losses/0/place");
}

TEST(ReportRefusal, AParticularHasAnEndAndIsNotEmpty) {
  const auto with = [](std::size_t bytes) {
    return report_with([&](ReportLoss& report, base::Instant) {
      report.paid_by = desk::PaidBy::cash;
      report.losses[0].payee.reset();
      report.losses[0].particulars = {{desk::PaymentField::place, {{}, std::string(bytes, 'x')}}};
    });
  };
  expect_refusal(with(0), ErrorCode::bad_input, "/losses/0/place");
  EXPECT_FALSE(with(1));
  EXPECT_FALSE(with(200));
  expect_refusal(with(201), ErrorCode::too_large, "/losses/0/place");
}

TEST(ReportRefusal, AKnownPayeeNeedsAPayer) {
  expect_refusal(report_with([](ReportLoss& report, base::Instant) {
                   report.paid_by = desk::PaidBy::cash;
                   report.losses[0].payer.reset();
                 }),
                 ErrorCode::bad_input, "/losses/0/payer_account");
}

TEST(NamePayeeRefusal, InTheirOrder) {
  Centre centre;
  auto report = report_of({loss_of(100, 1, 2, centre.now), loss_of(200, 1, 2, centre.now)});
  report.paid_by = desk::PaidBy::cash;
  report.losses[0].payee.reset();
  report.losses[0].payer.reset();
  report.losses[0].particulars = {{desk::PaymentField::place, {{}, "解放碑"}}};
  centre.must(report);
  const auto name = [&](std::uint64_t case_id, std::size_t index,
                        std::optional<base::AccountId> payer,
                        std::optional<base::AccountId> payee) {
    NamePayee body{desk::CaseId{case_id}, index, {}};
    body.loss.payer = payer;
    body.loss.payee = payee;
    return centre.ask(body);
  };
  const auto refusal = [&](auto... told) { return name(told...).error(); };
  const std::optional<base::AccountId> none;
  const base::AccountId one{1};
  const base::AccountId five{5};
  EXPECT_EQ(refusal(9, 0, one, five).code, ErrorCode::not_found);
  EXPECT_EQ(refusal(1, 2, one, five).code, ErrorCode::not_found);
  EXPECT_EQ(refusal(1, 1, one, five).code, ErrorCode::conflict);
  EXPECT_EQ(refusal(1, 0, none, five).where, "/payer_account");
  EXPECT_EQ(refusal(1, 0, one, none).where, "/payee_account");
  EXPECT_EQ(refusal(1, 0, one, one).where, "/payee_account");
  EXPECT_TRUE(name(1, 0, one, five).ok());
  EXPECT_EQ(refusal(1, 0, one, five).code, ErrorCode::conflict) << "it is named now";
}

TEST(CompleteVictimRefusal, NoCaseNothingToldTooLong) {
  Centre centre;
  auto report = report_of({loss_of(100, 1, 2, centre.now)});
  report.victim = {};
  centre.must(report);
  const auto refusal = [&](std::uint64_t case_id, const std::string& name) {
    CompleteVictim body{desk::CaseId{case_id}, {}};
    body.victim.name.text = name;
    const auto decided = centre.ask(body);
    return decided ? std::optional<base::Error>{} : decided.error();
  };
  EXPECT_EQ(refusal(9, "王芳")->code, ErrorCode::not_found);
  EXPECT_EQ(refusal(1, "")->code, ErrorCode::bad_input);
  EXPECT_EQ(refusal(1, std::string(201, 'x'))->code, ErrorCode::too_large);
  EXPECT_FALSE(refusal(1, std::string(200, 'x')));
  EXPECT_FALSE(refusal(1, "王芳"));
  EXPECT_EQ(centre.file(1).victim.name.text, "王芳");
}

TEST(AddLossesRefusal, ACaseNamesAtMostTwoHundredPayments) {
  Centre centre;
  centre.must(report_of(std::vector<desk::Loss>(199, loss_of(100, 1, 2, centre.now))));
  const std::vector one{loss_of(100, 1, 2, centre.now)};
  EXPECT_EQ(centre.ask(AddLosses{desk::CaseId{2}, one}).error().code, ErrorCode::not_found);
  EXPECT_EQ(centre.ask(AddLosses{desk::CaseId{1}, {}}).error().code, ErrorCode::bad_input);
  EXPECT_TRUE(centre.ask(AddLosses{desk::CaseId{1}, one}).ok());
  EXPECT_EQ(centre.ask(AddLosses{desk::CaseId{1}, one}).error().code, ErrorCode::too_large);
}

TEST(CascadeRefusal, EveryBoundHasItsRange) {
  Centre centre;
  centre.must(report_of({loss_of(100, 1, 2, centre.now)}));
  const desk::CaseId id{1};
  const auto code = [&](int hops, std::int64_t fen, int minutes, int accounts) {
    const auto decided = centre.ask(AuthoriseCascade{id, hops, base::Fen{fen}, minutes, accounts});
    return decided ? std::optional<ErrorCode>{} : decided.error().code;
  };
  constexpr int month = 60 * 24 * 30;
  EXPECT_FALSE(code(1, 1, 1, 1));
  EXPECT_FALSE(code(100, 1, month, 100'000));
  EXPECT_EQ(code(0, 1, 1, 1), ErrorCode::bad_input);
  EXPECT_EQ(code(101, 1, 1, 1), ErrorCode::bad_input);
  EXPECT_EQ(code(1, 0, 1, 1), ErrorCode::bad_input);
  EXPECT_EQ(code(1, 1, 0, 1), ErrorCode::bad_input);
  EXPECT_EQ(code(1, 1, month + 1, 1), ErrorCode::bad_input);
  EXPECT_EQ(code(1, 1, 1, 0), ErrorCode::bad_input);
  EXPECT_EQ(code(1, 1, 1, 100'001), ErrorCode::bad_input);
  EXPECT_EQ(centre.ask(AuthoriseCascade{desk::CaseId{9}, 0, {}, 0, 0}).error().code,
            ErrorCode::not_found);
}

TEST(DeskRefusal, ThingsThatAreNotThere) {
  Centre centre;
  centre.must(report_of({loss_of(100, 1, 2, centre.now)}));
  const desk::CaseId none{9};
  const auto code = [&](CommandBody body) { return centre.ask(std::move(body)).error().code; };
  EXPECT_EQ(code(MatchLoss{none, 0, {}}), ErrorCode::not_found);
  EXPECT_EQ(code(MatchLoss{desk::CaseId{1}, 1, {}}), ErrorCode::not_found);
  EXPECT_EQ(code(MovePursuit{none, {}, {}}), ErrorCode::not_found);
  EXPECT_EQ(code(FinishTask{desk::TaskId{9}, ""}), ErrorCode::not_found);
  EXPECT_EQ(code(AcknowledgeAlarm{AlarmId{9}}), ErrorCode::not_found);
  EXPECT_EQ(code(DisableUser{"nobody"}), ErrorCode::not_found);
  EXPECT_EQ(code(SetPassword{"nobody", "x"}), ErrorCode::not_found);
}

TEST(HouseRefusal, NamesArePlainAndAtMostSixtyFourBytes) {
  Centre centre;
  const auto code = [&](const std::string& name) {
    User user;
    user.name = name;
    const auto decided = centre.ask(AddUser{user});
    return decided ? std::optional<ErrorCode>{} : decided.error().code;
  };
  EXPECT_FALSE(code("Li.wei-2_x"));
  EXPECT_FALSE(code(std::string(64, 'a')));
  for (const std::string bad : {"", "a b", "李", "a/b"}) {
    EXPECT_EQ(code(bad), ErrorCode::bad_input) << bad;
  }
  EXPECT_EQ(code(std::string(65, 'a')), ErrorCode::bad_input);
  EXPECT_EQ(code("Li.wei-2_x"), ErrorCode::conflict);
}

TEST(HouseRefusal, ABankUserBelongsToAnInstitutionAndNobodyElseDoes) {
  Centre centre;
  const auto taken = [&](Role role, const std::string& institution) {
    User user;
    user.name = "u" + std::to_string(centre.state.users.size());
    user.role = role;
    user.institution = institution;
    return centre.ask(AddUser{user}).ok();
  };
  EXPECT_TRUE(taken(Role::bank, "YZ01"));
  EXPECT_TRUE(taken(Role::officer, ""));
  EXPECT_FALSE(taken(Role::bank, ""));
  EXPECT_FALSE(taken(Role::bank, "YZ77"));
  EXPECT_FALSE(taken(Role::admin, "YZ01"));
}

TEST(HouseRefusal, ARouteLeadsToAChannelThatIsThere) {
  Centre centre;
  auto routing = small_city();
  routing.institutions[0].channel = "satellite";
  const auto decided = centre.ask(SetRouting{routing});
  ASSERT_FALSE(decided.ok());
  EXPECT_EQ(decided.error().code, ErrorCode::bad_input);
  EXPECT_NE(decided.error().message.find("satellite"), std::string::npos);
}

TEST(HouseRefusal, ReasonsAreGivenAndRulesCanBeRead) {
  Centre centre;
  EXPECT_EQ(centre.ask(Reveal{"case", "C000001", "name", ""}).error().code, ErrorCode::bad_input);
  EXPECT_TRUE(centre.ask(Reveal{"case", "C000001", "name", "回访"}).ok());
  EXPECT_EQ(centre.ask(SplitLegs{base::Sequence{3}, ""}).error().code, ErrorCode::bad_input);
  EXPECT_TRUE(centre.ask(SplitLegs{base::Sequence{3}, "两笔"}).ok());
  EXPECT_EQ(centre.ask(LoadRules{"pack ="}).error().code, ErrorCode::bad_input);
}

TEST(HouseRefusal, SayingTheSameAgainChangesNothing) {
  Centre centre;
  EXPECT_TRUE(centre.must(LoadRules{shipped_rules()}).events.empty());
  EXPECT_TRUE(centre.must(SetRouting{small_city()}).events.empty());
  EXPECT_TRUE(centre.must(NoteTransfers{}).events.empty());
  EXPECT_TRUE(centre.must(Tick{}).events.empty());
  const ApiKey key{"feed", Role::bank, "YZ01", "hash"};
  EXPECT_EQ(centre.must(AddApiKey{key}).events.size(), 1U);
  EXPECT_TRUE(centre.must(AddApiKey{key}).events.empty());
}

TEST(Precedence, AReusedKeyComesBeforeEverything) {
  Centre centre;
  ASSERT_TRUE(centre.ask(Tick{}, "k", "first").ok());
  const auto decided = centre.ask(ApproveOrder{order::OrderId{9}, ""}, "k", "second");
  ASSERT_FALSE(decided.ok());
  EXPECT_EQ(decided.error().code, ErrorCode::conflict);
}

TEST(UserRefusal, APersonAndAMachineNeverBearOneName) {
  Centre centre;
  centre.must(AddUser{{"zhao", "赵局长", Role::investigator, "", "hash", false, {}}});
  centre.must(AddApiKey{{"feed1", Role::bank, "YZ01", "hash"}});
  const auto key = centre.ask(AddApiKey{{"zhao", Role::officer, "", "hash"}});
  ASSERT_FALSE(key.ok());
  EXPECT_EQ(key.error().code, ErrorCode::conflict);
  const auto user = centre.ask(AddUser{{"feed1", "某人", Role::officer, "", "hash", false, {}}});
  ASSERT_FALSE(user.ok());
  EXPECT_EQ(user.error().code, ErrorCode::conflict);
}

TEST(UserRefusal, OnlyAnOfficerOrInvestigatorHoldsAnOffice) {
  Centre centre;
  const auto office = order::Duty::unit_head;
  EXPECT_FALSE(centre.ask(AddUser{{"a", "a", Role::admin, "", "h", false, office}}).ok());
  EXPECT_FALSE(centre.ask(AddUser{{"b", "b", Role::bank, "YZ01", "h", false, office}}).ok());
  EXPECT_TRUE(centre.ask(AddUser{{"c", "c", Role::officer, "", "h", false, office}}).ok());
  EXPECT_TRUE(centre.ask(AddUser{{"d", "d", Role::investigator, "", "h", false, office}}).ok());
}

}  // namespace
}  // namespace holdfast::core::test
