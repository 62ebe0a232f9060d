// What a bank's statement of a balance means to the world: nothing before the feeds have caught up,
// and never that money on its way between two banks has gone unseen.
#include "engine/statements.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>

namespace holdfast::engine {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::string_view victim = "9911010000000017";  // of YZ01
constexpr std::string_view mule = "9922020000000015";    // of SX02
constexpr std::string_view next_mule = "9911010000000025";

class StatementsTest : public ::testing::Test {
 protected:
  StatementsTest() {
    state_.routing.institutions = {{"YZ01", "渝州银行", "", "", {"991101"}, true},
                                   {"SX02", "山峡银行", "", "", {"992202"}, true}};
  }

  static base::Instant at(std::int64_t ms) { return base::from_unix_ms(1'790'000'000'000 + ms); }

  /// `feed` tells of a payment that it booked at `ms`.
  void tell(std::string_view feed, std::string_view payer, std::string_view payee, std::int64_t fen,
            std::int64_t ms, std::string_view clearing) {
    FeedRow row;
    row.id = row.serial = fmt::format("{}-{}", feed, ++serial_);
    row.clearing = clearing;
    row.time = at(ms);
    row.payer = payer;
    row.payee = payee;
    row.amount = base::Fen{fen};
    (void)world_.take(row, feed, at(ms), state_.routing, turn_.segment);
  }
  void heard(std::string_view feed, std::int64_t until_ms) {
    const std::string name{feed};
    state_.feeds[name].institution = name;
    state_.feeds[name].watermark = at(until_ms);
    state_.feeds[name].last_heard = now_;
  }
  void state(std::string_view institution, std::string_view number, std::int64_t fen,
             std::int64_t ms) {
    statements_.note(
        {std::string{institution}, *world_.find(number, institution), base::Fen{fen}, at(ms)});
    statements_.settle(turn_);
  }
  [[nodiscard]] std::int64_t balance(std::string_view number, std::string_view institution) const {
    const auto& graph = world_.graph();
    return graph.known_balance(*world_.find(number, institution), graph.snapshot()).value();
  }
  /// Statements in the world so far.
  [[nodiscard]] std::size_t statements() const {
    std::size_t count = 0;
    for (const auto& entry : turn_.segment.transfers) {
      count += entry.transfer.kind == fund::Kind::balance ? 1 : 0;
    }
    return count;
  }

  base::Instant now_ = at(60'000);
  core::State state_;
  World world_;
  Turn turn_{state_, world_, now_, [](const core::Event&) {}};
  Statements statements_;
  int serial_ = 0;
};

TEST_F(StatementsTest, OfABankWithoutAFeedIsTakenAtOnce) {
  tell("YZ01", victim, mule, 1'000, 0, "CL-1");
  state("SX02", mule, 400, 200'000);
  EXPECT_EQ(statements(), 1U);
  EXPECT_EQ(balance(mule, "SX02"), 400);
}

TEST_F(StatementsTest, OfAnAccountAtRestIsTakenAtOnce) {
  tell("SX02", victim, mule, 1'000, 0, "CL-1");
  heard("SX02", 0);
  state("SX02", mule, 400, 120'001);
  EXPECT_EQ(statements(), 1U);
  EXPECT_EQ(balance(mule, "SX02"), 400);
}

TEST_F(StatementsTest, OfAnAccountThatJustMovedIsKept) {
  tell("SX02", victim, mule, 1'000, 0, "CL-1");
  heard("SX02", 0);
  state("SX02", mule, 400, 120'000);
  EXPECT_EQ(statements(), 0U);
}

TEST_F(StatementsTest, WaitsUntilItsOwnFeedHasToldMore) {
  tell("YZ01", victim, mule, 1'000, 0, "CL-1");
  tell("SX02", victim, mule, 1'000, 30, "CL-1");
  heard("SX02", 100);
  state("SX02", mule, 400, 100);  // the watermark says "up to 100": as far, not further
  EXPECT_EQ(statements(), 0U);
  tell("SX02", mule, next_mule, 600, 90, "CL-2");  // late, and the whole explanation
  heard("SX02", 101);
  statements_.settle(turn_);
  EXPECT_EQ(statements(), 1U);
  EXPECT_EQ(balance(mule, "SX02"), 400);
  statements_.settle(turn_);
  EXPECT_EQ(statements(), 1U) << "a statement is taken once";
}

TEST_F(StatementsTest, WaitsForEveryLivingFeedAndNotForADeadOne) {
  tell("SX02", victim, mule, 1'000, 30, "CL-1");
  heard("SX02", 200);
  heard("YZ01", 50);
  state("SX02", mule, 1'000, 100);
  EXPECT_EQ(statements(), 0U);
  state_.feeds["YZ01"].last_heard = now_ - seconds{60};
  statements_.settle(turn_);
  EXPECT_EQ(statements(), 1U);
}

TEST_F(StatementsTest, ACreditOnItsWayHasNotGoneUnseen) {
  tell("YZ01", victim, mule, 1'000, 0, "CL-1");
  heard("YZ01", 500);
  heard("SX02", 500);
  state("SX02", mule, 0, 100);  // the payee's bank has not booked it yet
  EXPECT_EQ(statements(), 1U);
  EXPECT_EQ(balance(mule, "SX02"), 1'000);
}

TEST_F(StatementsTest, ACreditBookedAfterTheStatementWasStillOnItsWay) {
  tell("YZ01", victim, mule, 1'000, 0, "CL-1");
  tell("SX02", victim, mule, 1'000, 101, "CL-1");
  heard("SX02", 500);
  state("SX02", mule, 0, 100);
  EXPECT_EQ(balance(mule, "SX02"), 1'000);
}

TEST_F(StatementsTest, ACreditBookedBeforeTheStatementHasGone) {
  tell("YZ01", victim, mule, 1'000, 0, "CL-1");
  tell("SX02", victim, mule, 1'000, 100, "CL-1");
  heard("SX02", 500);
  state("SX02", mule, 0, 100);
  EXPECT_EQ(balance(mule, "SX02"), 0);
}

TEST_F(StatementsTest, APaymentThatTheOtherBankToldFirstIsTakenOffOnce) {
  tell("YZ01", victim, mule, 1'000, 0, "CL-1");
  tell("SX02", victim, mule, 1'000, 10, "CL-1");
  tell("YZ01", mule, next_mule, 600, 150, "CL-2");  // booked by the payee's bank, told first
  tell("SX02", mule, next_mule, 600, 90, "CL-2");   // booked by the payer's
  heard("SX02", 500);
  state("SX02", mule, 400, 100);
  EXPECT_EQ(balance(mule, "SX02"), 400);
}

TEST_F(StatementsTest, ACreditThatItsBankNeverBookedIsNotWaitedForLongerThanTwoMinutes) {
  tell("YZ01", victim, mule, 1'000, 0, "CL-1");
  heard("SX02", 500'000);
  now_ = at(500'000);
  const Statement within{"SX02", *world_.find(mule, "SX02"), base::Fen{}, at(120'000)};
  const Statement after{"SX02", *world_.find(mule, "SX02"), base::Fen{}, at(120'001)};
  EXPECT_EQ(under_way(world_, within), base::Fen{1'000});
  EXPECT_EQ(under_way(world_, after), base::Fen{});
}

TEST_F(StatementsTest, MoreThanTheTransfersSayIsMoneyThatWasThereBefore) {
  tell("SX02", victim, mule, 1'000, 10, "CL-1");
  heard("SX02", 500);
  state("SX02", mule, 7'000, 100);
  EXPECT_EQ(balance(mule, "SX02"), 7'000);
}

}  // namespace
}  // namespace holdfast::engine
