#include "cli/demo_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/personal.hpp"

namespace holdfast::cli {
namespace {

using base::Fen;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A case in which everything is as it must be: 1,000 yuan stolen, 200 left, 800 held on four
/// accounts of four banks in three tiers.
struct Scene {
  ShownCase shown;
  std::vector<BookedAccount> booked;
  WhatHappened happened{Fen{100'000}, Fen{20'000}};

  Scene() {
    shown.id = "C000001";
    shown.tainted = Fen{100'000};
    shown.held = Fen{80'000};
    shown.exited = Fen{20'000};
    const std::vector<std::string> banks{"YZ01", "BS02", "JL03", "JY04"};
    for (std::size_t i = 0; i < banks.size(); ++i) {
      const auto number = "990011000000000000" + std::to_string(i);
      const auto tier = static_cast<int>(std::min<std::size_t>(i + 1, 3));
      shown.accounts.push_back({base::mask_number(number), banks[i], tier, Fen{20'000}, {}});
      shown.orders.push_back({"O00000" + std::to_string(i), base::mask_number(number), banks[i],
                              "in_force", "0000", tier, Fen{20'000}, 80});
      booked.push_back({number, banks[i], Fen{20'000}, Fen{20'000}, true});
    }
  }
  [[nodiscard]] std::vector<std::string> faults() const {
    return find_faults(shown, booked, happened);
  }
};

TEST(DemoCheck, AGoodCaseHasNoFaults) {
  EXPECT_THAT(Scene{}.faults(), IsEmpty());
}

TEST(DemoCheck, MoneyThatTheBankDoesNotHoldIsAFault) {
  Scene scene;
  scene.booked[2].held = Fen{19'999};
  EXPECT_THAT(scene.faults(), Contains(HasSubstr("the bank holds")));
}

TEST(DemoCheck, AHoldWithoutMoneyBehindItIsAFault) {
  Scene scene;
  scene.booked[2].balance = Fen{19'999};
  EXPECT_THAT(scene.faults(), Contains(HasSubstr("the bank holds")));
}

TEST(DemoCheck, AnAccountThatIsInNoBookIsAFault) {
  Scene scene;
  scene.booked[1].institution = "JP05";
  EXPECT_THAT(scene.faults(), Contains(HasSubstr("the bank holds")));
}

TEST(DemoCheck, AHoldThatLetsADebitPassIsAFault) {
  Scene scene;
  EXPECT_THAT(find_passing_debits(scene.shown, scene.booked), IsEmpty());
  scene.booked[0].debit_refused = false;
  EXPECT_THAT(find_passing_debits(scene.shown, scene.booked),
              ElementsAre(HasSubstr("a debit of held money passed")));
  scene.booked.erase(scene.booked.begin());
  EXPECT_THAT(find_passing_debits(scene.shown, scene.booked),
              ElementsAre(HasSubstr("a debit of held money passed")));
}

TEST(DemoCheck, LostMoneyIsAFault) {
  Scene scene;
  scene.booked.push_back({"9900110000000000009", "YZ01", Fen{1}, Fen{}, false});
  EXPECT_THAT(scene.faults(), Contains(HasSubstr("do not add up")));
}

TEST(DemoCheck, SumsOfTheCentreMustAddUp) {
  Scene scene;
  scene.shown.running = Fen{1};
  EXPECT_THAT(scene.faults(), Contains(HasSubstr("held + running + gone")));
  scene.shown.running = Fen{};
  scene.shown.exited = Fen{19'000};
  EXPECT_THAT(scene.faults(), Contains(HasSubstr("what left differs")));
  scene.shown.tainted = Fen{99'999};
  EXPECT_THAT(scene.faults(), Contains(HasSubstr("tainted is not stolen")));
}

TEST(DemoCheck, NothingHeldIsAFault) {
  Scene scene;
  scene.shown.held = Fen{};
  EXPECT_THAT(scene.faults(), Contains(HasSubstr("nothing was held")));
}

TEST(DemoCheck, MoneyMayRunOnlyBelowTheThresholdOrForAReason) {
  Scene scene;
  scene.happened.stolen += Fen{10'000};
  scene.shown.tainted += Fen{10'000};
  scene.shown.running = Fen{10'000};
  scene.booked[3].balance += Fen{10'000};
  EXPECT_THAT(scene.faults(), IsEmpty());
  scene.happened.stolen += Fen{1};
  scene.shown.tainted += Fen{1};
  scene.shown.running += Fen{1};
  scene.booked[3].balance += Fen{1};
  EXPECT_THAT(scene.faults(), ElementsAre(HasSubstr("runs free")));
  scene.shown.accounts[3].unmet = "该账户已止付 2 次";
  EXPECT_THAT(scene.faults(), IsEmpty());
}

TEST(DemoCheck, AnOrderThatIsNotInForceIsAFault) {
  for (const auto* state : {"sent", "refused", "failed", "review"}) {
    Scene scene;
    scene.shown.orders[1].state = state;
    EXPECT_THAT(scene.faults(), Contains(HasSubstr("is not in force"))) << state;
  }
  Scene scene;
  scene.shown.orders_waiting = 1;
  EXPECT_THAT(scene.faults(), Contains(HasSubstr("orders still wait")));
}

TEST(DemoCheck, AShallowOrNarrowChaseIsAFault) {
  Scene scene;
  scene.shown.accounts.resize(2);
  EXPECT_THAT(scene.faults(), Contains(HasSubstr("traced to that tier only")));
  EXPECT_THAT(scene.faults(), Contains(HasSubstr("traced to so few banks")));
  scene.shown.orders.resize(3);
  EXPECT_THAT(scene.faults(), Contains(HasSubstr("through the hub")));
}

TEST(DemoCheck, ReadsWhatTheApiAnswers) {
  const auto shown = read_case(
      R"({"id":"C000007","losses":[{"matched":true},{"matched":false}],"tainted_fen":5,
          "held_fen":3,"running_fen":1,"exited_fen":1,"unfollowed_fen":0,"orders_waiting":2})",
      R"({"items":[{"account":{"number":"9900 **** **** 0001","institution":{"code":"YZ01"}},
          "tier":2,"held_fen":3,"reachable_fen":1,"unmet":{"reason":"because","article":""}}]})",
      R"({"items":[{"id":"O000002","account":{"number":"9900 **** **** 0001","institution":null},
          "state":"in_force","result":"0000","tier":2,"held_fen":3,"ms":{"report_to_hold":81}}]})");
  ASSERT_TRUE(shown.ok()) << shown.error().message;
  EXPECT_EQ(shown->losses_unmatched, 1U);
  EXPECT_EQ(shown->orders_waiting, 2);
  ASSERT_EQ(shown->accounts.size(), 1U);
  EXPECT_EQ(shown->accounts[0].institution, "YZ01");
  EXPECT_EQ(shown->accounts[0].unmet, "because");
  ASSERT_EQ(shown->orders.size(), 1U);
  EXPECT_EQ(shown->orders[0].report_to_hold_ms, 81);
  EXPECT_FALSE(read_case("{}", "{}", "{}").ok());
  EXPECT_FALSE(read_case("not JSON", "{}", "{}").ok());
}

}  // namespace
}  // namespace holdfast::cli
