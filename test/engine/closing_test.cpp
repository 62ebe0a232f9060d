// A closed case is pursued no more, across a restart too; reopened, its pursuit starts again.
#include <gtest/gtest.h>

#include "house.hpp"

namespace holdfast::engine_test {
namespace {

constexpr desk::CaseId one{1};

core::CloseCase closing() {
  return {one, desk::CaseOutcome::transferred, "资金已无可追", "到期自动解除", "另行办理"};
}

std::size_t orders_of(House& house) {
  std::size_t count = 0;
  house.engine().read([&](const core::State& state) { count = state.orders.size(); });
  return count;
}

void submit(House& house, core::CommandBody body) {
  const auto done = house.engine().submit_and_wait({"wang"}, std::move(body));
  ASSERT_TRUE(done.ok()) << done.error().message;
}

/// What the second mule moves on after the closing.
void move_on(House& house) {
  engine::FeedRow row;
  row.id = row.serial = row.clearing = "N1";
  row.time = house.now() - std::chrono::minutes{1};
  row.payer = "9911010000000025";
  row.payee = "9922020000000023";
  row.payee_name = "赵六";
  row.amount = base::Fen{1'500'000};
  engine::FeedBatch batch;
  batch.institution = "YZ01";
  batch.rows = {row};
  batch.as_of = house.now();
  ASSERT_TRUE(house.engine().take_and_wait({"feed"}, std::move(batch)).ok());
  house.settle();
}

/// A theft, followed to the second mule.
void live_through(House& house) {
  house.tell_transfers();
  ASSERT_TRUE(house.report("R1").ok());
  (void)house.order_in(order::State::acknowledged);
  house.settle();
}

TEST(Closing, EndsThePursuit) {
  House house;
  live_through(house);
  submit(house, closing());
  const auto before = orders_of(house);
  move_on(house);
  EXPECT_EQ(orders_of(house), before) << "the money moved on and nobody follows";
}

TEST(Closing, HoldsAcrossARestart) {
  for (const auto snapshots : {House::Snapshots::kept, House::Snapshots::none}) {
    House house;
    live_through(house);
    submit(house, closing());
    const auto before = house.state();
    house.close();
    house.open(snapshots);
    house.settle();
    EXPECT_EQ(house.state(), before);
    const auto orders = orders_of(house);
    move_on(house);
    EXPECT_EQ(orders_of(house), orders);
  }
}

TEST(Closing, ListsMadeAnewHaveTheSameRows) {
  House house;
  live_through(house);
  submit(house, closing());
  house.settle();
  const auto before = house.rows();
  house.close();
  house.delete_lists();
  house.open();
  house.settle();
  EXPECT_EQ(house.rows(), before);
}

TEST(Reopening, FollowsWhatMovedMeanwhile) {
  House house;
  live_through(house);
  submit(house, closing());
  move_on(house);
  const auto before = orders_of(house);
  submit(house, core::ReopenCase{one, "又有线索"});
  house.settle();
  EXPECT_GT(orders_of(house), before) << "the account reached meanwhile is stopped";
  bool is_resumed = true;
  house.engine().read([&](const core::State& state) { is_resumed = state.cases.at(one).resumed; });
  EXPECT_FALSE(is_resumed) << "the pursuit has spoken";
}

TEST(Reopening, StartsAfterARestartToo) {
  House house;
  live_through(house);
  submit(house, closing());
  house.close();
  house.open();
  move_on(house);
  const auto before = orders_of(house);
  submit(house, core::ReopenCase{one, "又有线索"});
  house.settle();
  EXPECT_GT(orders_of(house), before);
}

}  // namespace
}  // namespace holdfast::engine_test
