#include "fund/duplicates.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

namespace holdfast::fund {
namespace {

constexpr FeedId icbc{1};
constexpr FeedId ccb{2};
constexpr FeedId abc{3};

Transfer paid(std::int64_t at_s, std::int64_t fen = 5000) {
  return {.time = base::from_unix_ms(at_s * 1000),
          .learned = {},
          .payer = AccountId{1},
          .payee = AccountId{2},
          .amount = base::Fen{fen}};
}

/// What a feed tells, with text of its own.
struct Told {
  Transfer transfer;
  std::string serial;
  std::string uetr;
  std::string clearing;

  [[nodiscard]] Candidate candidate() const { return {serial, uetr, clearing, transfer}; }
};

Told told(FeedId by, std::string serial, Transfer transfer, std::string uetr = {},
          std::string clearing = {}) {
  transfer.feed = by;
  return {transfer, std::move(serial), std::move(uetr), std::move(clearing)};
}

/// A graph with the texts of its transfers, and the door before it.
class DoorTest : public ::testing::Test, public Register {
 protected:
  DoorTest() {
    for (const char* account : {"A", "B", "C", "D"}) {
      graph.intern(account);
    }
  }
  Admission admit(const Told& one) {
    const Admission admission = door.admit(one.candidate(), Sequence{graph.snapshot().value()});
    if (admission.verdict == Verdict::fresh) {
      enter(one);
    } else if (admission.verdict == Verdict::second_leg) {
      legs.push_back({one, admission.of});
    }
    return admission;
  }
  Verdict verdict(const Told& one) { return admit(one).verdict; }
  void enter(const Told& one) {
    graph.append(one.transfer);
    own.push_back(one);
  }
  /// The last leg is a transfer of its own.
  void take_apart_last_leg() {
    const auto [leg, of] = legs.back();
    legs.pop_back();
    door.take_apart(leg.candidate(), of, Sequence{graph.snapshot().value()});
    enter(leg);
  }

  [[nodiscard]] bool bears(Sequence sequence, FeedId feed, std::string_view serial) const override {
    ++questions;
    const auto is_it = [&](const Told& one) {
      return one.transfer.feed == feed && one.serial == serial;
    };
    return is_it(own[sequence.value()]) ||
           std::any_of(legs.begin(), legs.end(),
                       [&](const auto& leg) { return leg.second == sequence && is_it(leg.first); });
  }
  [[nodiscard]] Numbers numbers_of(Sequence sequence) const override {
    return {own[sequence.value()].uetr, own[sequence.value()].clearing};
  }

  Graph graph;
  std::vector<Told> own;  // by sequence
  std::vector<std::pair<Told, Sequence>> legs;
  Door door{Door::Options{}, graph, *this};
  mutable std::size_t questions = 0;
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
  const Told leg = told(ccb, "a", paid(10));
  EXPECT_EQ(verdict(leg), Verdict::second_leg);
  take_apart_last_leg();
  EXPECT_EQ(admit(leg).of, Sequence{1});
  EXPECT_EQ(admit(told(abc, "x", paid(9))).of, Sequence{1});
  EXPECT_EQ(admit(told(abc, "y", paid(9))).of, Sequence{0});
}

TEST_F(DoorTest, ATransferThatCameLateIsFoundByLikeness) {
  EXPECT_EQ(verdict(told(icbc, "1", paid(5000))), Verdict::fresh);
  EXPECT_EQ(verdict(told(icbc, "2", paid(1000))), Verdict::fresh);
  EXPECT_EQ(admit(told(ccb, "a", paid(1100))).of, Sequence{1});
  EXPECT_EQ(admit(told(ccb, "b", paid(4900))).of, Sequence{0});
}

TEST_F(DoorTest, ABusyAccountDoesNotHideALeg) {
  for (int i = 0; i < 2000; ++i) {
    Transfer other = paid(i);
    other.payee = AccountId{3};
    EXPECT_EQ(verdict(told(icbc, "o" + std::to_string(i), other)), Verdict::fresh);
    if (i == 1900) {
      EXPECT_EQ(verdict(told(icbc, "wanted", paid(i))), Verdict::fresh);
    }
  }
  EXPECT_EQ(admit(told(ccb, "a", paid(1950))).of, Sequence{1901});
}

TEST_F(DoorTest, ABalanceStatementIsNobodysLeg) {
  Transfer statement = paid(0);
  statement.payee = statement.payer;
  statement.kind = Kind::balance;
  EXPECT_EQ(verdict(told(icbc, "1", statement)), Verdict::fresh);
  EXPECT_EQ(verdict(told(ccb, "a", statement)), Verdict::fresh);
  EXPECT_EQ(verdict(told(ccb, "a", statement)), Verdict::duplicate);
}

TEST_F(DoorTest, ManySerialsAreToldApartAndFewTextsAreRead) {
  constexpr int few = 40'000;  // each part of the table has its first page by then
  constexpr int count = 400'000;
  std::size_t of_few = 0;
  for (int i = 0; i < count; ++i) {
    if (i == few) {
      of_few = door.bytes();
    }
    ASSERT_EQ(verdict(told(icbc, std::to_string(i), paid(i * 1000))), Verdict::fresh);
  }
  EXPECT_LE(questions, 3U);  // fingerprints meet by chance only
  for (int i = 0; i < count; ++i) {
    ASSERT_EQ(admit(told(icbc, std::to_string(i), paid(i * 1000))).of, Sequence{std::uint64_t(i)});
  }
  EXPECT_LE(questions, count + 6U);
  EXPECT_LE(door.bytes() - of_few, (count - few) * 13U);
}

}  // namespace
}  // namespace holdfast::fund
