#include "fund/duplicates.hpp"

#include <gtest/gtest.h>
#include <string>

namespace holdfast::fund {
namespace {

constexpr InstitutionId icbc{1};
constexpr InstitutionId ccb{2};
constexpr InstitutionId abc{3};

Transfer paid(std::int64_t at_s, std::int64_t fen = 5000) {
  return {.time = base::from_unix_ms(at_s * 1000),
          .learned = {},
          .payer = AccountId{1},
          .payee = AccountId{2},
          .amount = base::Fen{fen}};
}

Candidate told(InstitutionId by, std::string_view serial, const Transfer& transfer,
               std::string_view uetr = {}, std::string_view clearing = {}) {
  return {.institution = by,
          .serial = serial,
          .uetr = uetr,
          .clearing_serial = clearing,
          .transfer = transfer};
}

class DoorTest : public ::testing::Test {
 protected:
  Admission admit(const Candidate& candidate) {
    const Admission admission = door.admit(candidate, Sequence{next});
    next += admission.verdict == Verdict::fresh ? 1 : 0;
    return admission;
  }
  Verdict verdict(const Candidate& candidate) { return admit(candidate).verdict; }

  Door door{Door::Options{}};
  std::uint64_t next = 0;
};

TEST_F(DoorTest, DropsASerialThatTheInstitutionAlreadyUsed) {
  EXPECT_EQ(verdict(told(icbc, "1", paid(0))), Verdict::fresh);
  EXPECT_EQ(verdict(told(icbc, "2", paid(0))), Verdict::fresh);
  const Admission again = admit(told(icbc, "1", paid(999, 77)));
  EXPECT_EQ(again.verdict, Verdict::duplicate);
  EXPECT_EQ(again.of, Sequence{0});
}

TEST_F(DoorTest, TheSameSerialOfAnotherInstitutionIsAnother) {
  EXPECT_EQ(verdict(told(icbc, "1", paid(0))), Verdict::fresh);
  EXPECT_EQ(verdict(told(ccb, "1", paid(9999))), Verdict::fresh);
}

TEST_F(DoorTest, TransfersWithoutSerialAreNeverDuplicates) {
  EXPECT_EQ(verdict(told(icbc, "", paid(0))), Verdict::fresh);
  EXPECT_EQ(verdict(told(icbc, "", paid(0))), Verdict::fresh);
}

TEST_F(DoorTest, LikenessEndsExactlyAtTheTolerance) {
  Transfer first = paid(0);
  EXPECT_EQ(verdict(told(icbc, "1", first)), Verdict::fresh);
  Transfer late = paid(120);
  late.time += base::Milliseconds{1};
  EXPECT_EQ(verdict(told(ccb, "a", late)), Verdict::fresh);
  const Admission leg = admit(told(abc, "b", paid(-120)));
  EXPECT_EQ(leg.verdict, Verdict::second_leg);
  EXPECT_EQ(leg.basis, Basis::likeness);
  EXPECT_EQ(leg.of, Sequence{0});
}

TEST_F(DoorTest, LikenessNeedsAccountsAndAmount) {
  EXPECT_EQ(verdict(told(icbc, "1", paid(0))), Verdict::fresh);
  EXPECT_EQ(verdict(told(ccb, "1", paid(0, 5001))), Verdict::fresh);
  Transfer other = paid(0);
  other.payee = AccountId{3};
  EXPECT_EQ(verdict(told(ccb, "2", other)), Verdict::fresh);
}

TEST_F(DoorTest, OneInstitutionMayReportTwoPaymentsThatAreAlike) {
  EXPECT_EQ(verdict(told(icbc, "1", paid(0))), Verdict::fresh);
  EXPECT_EQ(verdict(told(icbc, "2", paid(0))), Verdict::fresh);
}

TEST_F(DoorTest, ATransferIsMatchedOnceAndTheNearestIsTaken) {
  EXPECT_EQ(verdict(told(icbc, "1", paid(0))), Verdict::fresh);
  EXPECT_EQ(verdict(told(icbc, "2", paid(50))), Verdict::fresh);
  EXPECT_EQ(admit(told(ccb, "a", paid(49))).of, Sequence{1});
  EXPECT_EQ(admit(told(ccb, "b", paid(49))).of, Sequence{0});
  EXPECT_EQ(verdict(told(ccb, "c", paid(49))), Verdict::fresh);
}

TEST_F(DoorTest, ASecondLegToldAgainIsADuplicateOfTheFirst) {
  EXPECT_EQ(verdict(told(icbc, "1", paid(0))), Verdict::fresh);
  EXPECT_EQ(verdict(told(ccb, "a", paid(1))), Verdict::second_leg);
  const Admission again = admit(told(ccb, "a", paid(1)));
  EXPECT_EQ(again.verdict, Verdict::duplicate);
  EXPECT_EQ(again.of, Sequence{0});
}

TEST_F(DoorTest, AnAgreedUetrIsCertainHoweverFarApart) {
  EXPECT_EQ(verdict(told(icbc, "1", paid(0), "u-1")), Verdict::fresh);
  const Admission leg = admit(told(ccb, "a", paid(90'000, 4990), "u-1"));
  EXPECT_EQ(leg.verdict, Verdict::second_leg);
  EXPECT_EQ(leg.basis, Basis::uetr);
  EXPECT_FALSE(leg.facts_agree);
}

TEST_F(DoorTest, AnAgreedClearingSerialIsCertain) {
  EXPECT_EQ(verdict(told(icbc, "1", paid(0), "", "c-1")), Verdict::fresh);
  const Admission leg = admit(told(ccb, "a", paid(600), "", "c-1"));
  EXPECT_EQ(leg.basis, Basis::clearing_serial);
  EXPECT_TRUE(leg.facts_agree);
}

TEST_F(DoorTest, NumbersThatBothCarryAndThatDifferRuleLikenessOut) {
  EXPECT_EQ(verdict(told(icbc, "1", paid(0), "u-1")), Verdict::fresh);
  EXPECT_EQ(verdict(told(ccb, "a", paid(0), "u-2")), Verdict::fresh);
  EXPECT_EQ(verdict(told(icbc, "2", paid(500), "", "c-1")), Verdict::fresh);
  EXPECT_EQ(verdict(told(ccb, "b", paid(500), "", "c-2")), Verdict::fresh);
}

TEST_F(DoorTest, ANumberThatOnlyOneCarriesLeavesLikeness) {
  EXPECT_EQ(verdict(told(icbc, "1", paid(0), "u-1")), Verdict::fresh);
  EXPECT_EQ(admit(told(ccb, "a", paid(0))).basis, Basis::likeness);
}

TEST_F(DoorTest, AUetrIsNotAClearingSerial) {
  EXPECT_EQ(verdict(told(icbc, "1", paid(0), "same")), Verdict::fresh);
  EXPECT_EQ(verdict(told(ccb, "a", paid(9999), "", "same")), Verdict::fresh);
}

TEST_F(DoorTest, LegsTakenApartAreTwoTransfersAndMayMatchOthers) {
  EXPECT_EQ(verdict(told(icbc, "1", paid(0))), Verdict::fresh);
  const Candidate leg = told(ccb, "a", paid(10));
  EXPECT_EQ(verdict(leg), Verdict::second_leg);
  door.take_apart(leg, Sequence{0}, Sequence{next++});
  EXPECT_EQ(admit(leg).of, Sequence{1});
  EXPECT_EQ(admit(told(abc, "x", paid(9))).of, Sequence{1});
  EXPECT_EQ(admit(told(abc, "y", paid(9))).of, Sequence{0});
}

TEST_F(DoorTest, ForgettingLegsKeepsSerials) {
  EXPECT_EQ(verdict(told(icbc, "1", paid(0))), Verdict::fresh);
  EXPECT_EQ(verdict(told(icbc, "2", paid(1000))), Verdict::fresh);
  door.forget_legs_before(base::from_unix_ms(500'000));
  EXPECT_EQ(verdict(told(icbc, "1", paid(0))), Verdict::duplicate);
  EXPECT_EQ(verdict(told(ccb, "a", paid(0))), Verdict::fresh);
  EXPECT_EQ(verdict(told(ccb, "b", paid(1000))), Verdict::second_leg);
}

TEST_F(DoorTest, ABalanceStatementIsNobodysLeg) {
  Transfer statement = paid(0);
  statement.payee = statement.payer;
  statement.kind = Kind::balance;
  EXPECT_EQ(verdict(told(icbc, "1", statement)), Verdict::fresh);
  EXPECT_EQ(verdict(told(ccb, "a", statement)), Verdict::fresh);
  EXPECT_EQ(verdict(told(ccb, "a", statement)), Verdict::duplicate);
}

TEST_F(DoorTest, ManySerialsAreToldApart) {
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 5000; ++i) {
      ASSERT_EQ(verdict(told(icbc, std::to_string(i), paid(i * 1000))),
                round == 0 ? Verdict::fresh : Verdict::duplicate);
    }
  }
}

}  // namespace
}  // namespace holdfast::fund
