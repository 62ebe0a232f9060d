// What a restart, a retry and a late answer must not change.
#include <gtest/gtest.h>

#include "house.hpp"

namespace holdfast::engine_test {
namespace {

/// A theft, two stops on their way, one of them in force.
void live_through(House& house) {
  house.tell_transfers();
  ASSERT_TRUE(house.report("R1").ok());
  const auto stop = house.order_in(order::State::acknowledged);
  ASSERT_TRUE(house.answer(stop, "0000").ok());
  (void)house.order_in(order::State::in_force);
  house.settle();
}

TEST(Restart, FromASnapshotOrTheJournalAloneIsTheSame) {
  House house;
  live_through(house);
  const auto before = house.state();
  const auto transfers = house.engine().durable();
  house.close();
  for (const auto snapshots : {House::Snapshots::kept, House::Snapshots::none}) {
    house.open(snapshots);
    house.settle();
    EXPECT_EQ(house.state(), before);
    EXPECT_EQ(house.engine().durable(), transfers);
    house.close();
  }
}

TEST(Restart, SendsAgainWhatAwaitsABankUnderTheSameNumber) {
  House house;
  house.mailbox().is_deaf = true;
  house.tell_transfers();
  ASSERT_TRUE(house.report("R1").ok());
  const auto waiting = house.order_in(order::State::sent);
  house.close();
  {
    const std::lock_guard held{house.mailbox().lock};
    house.mailbox().messages.clear();
    house.mailbox().is_deaf = false;
  }
  house.open();
  (void)house.order_in(order::State::acknowledged);
  const std::lock_guard held{house.mailbox().lock};
  bool again = false;
  for (const auto& message : house.mailbox().messages) {
    again = again || message.application_id == waiting;
  }
  EXPECT_TRUE(again);
}

TEST(Restart, ListsMadeAnewHaveTheSameRows) {
  House house;
  live_through(house);
  const auto before = house.rows();
  EXPECT_GT(before.size(), 8U);
  house.close();
  house.delete_lists();
  house.open();
  house.settle();
  EXPECT_EQ(house.rows(), before);
}

TEST(Report, UnderTheSameKeyIsOneCase) {
  House house;
  const auto first = house.report("R1");
  const auto again = house.report("R1");
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(again->answer.id, first->answer.id);
  EXPECT_EQ(house.cases(), 1U);
  house.close();
  house.open();
  const auto later = house.report("R1");
  ASSERT_TRUE(later.ok());
  EXPECT_EQ(later->answer.id, first->answer.id);
  EXPECT_EQ(house.cases(), 1U);
  const auto other = house.report("R2");
  ASSERT_TRUE(other.ok());
  EXPECT_NE(other->answer.id, first->answer.id);
}

TEST(Report, AKeyUsedForAnotherReportIsRefused) {
  House house;
  ASSERT_TRUE(house.report("R1", "one").ok());
  const auto other = house.report("R1", "another");
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().code, base::ErrorCode::conflict);
  EXPECT_EQ(house.cases(), 1U);
}

TEST(Reply, ComesThoughTheOrderWasNeverAcknowledged) {
  House house;
  house.mailbox().is_deaf = true;
  house.tell_transfers();
  ASSERT_TRUE(house.report("R1").ok());
  const auto waiting = house.order_in(order::State::sent);
  ASSERT_TRUE(house.answer(waiting, "0000").ok());
  EXPECT_EQ(house.order_in(order::State::in_force), waiting);
}

TEST(Reply, TwiceChangesNothing) {
  House house;
  live_through(house);
  const auto stop = house.order_in(order::State::in_force);
  const auto before = house.state();
  const auto transfers = house.engine().durable();
  ASSERT_TRUE(house.answer(stop, "0000").ok());
  house.settle();
  EXPECT_EQ(house.state(), before);
  EXPECT_EQ(house.engine().durable(), transfers) << "the balance was taken down twice";
}

TEST(Reply, ToAnOrderOfAnotherCentreIsRefused) {
  House house;
  const auto answer = house.answer("elsewhere-O000001", "0000");
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, base::ErrorCode::not_found);
}

TEST(Idle, TheJournalIsTidiedWhileNothingWaits) {
  House house;
  EXPECT_TRUE(house.tidies());
}

TEST(Feed, ToldAgainAddsNothing) {
  House house;
  house.tell_transfers();
  const auto transfers = house.engine().durable();
  EXPECT_EQ(transfers.value(), 2U) << "the theft's two legs are one transfer";
  house.tell_transfers();
  EXPECT_EQ(house.engine().durable(), transfers);
  house.close();
  house.open(House::Snapshots::none);
  house.tell_transfers();
  EXPECT_EQ(house.engine().durable(), transfers);
}

}  // namespace
}  // namespace holdfast::engine_test
