// A payment without a payee has no seed; once the payee is named, everything starts.
#include <future>
#include <gtest/gtest.h>

#include "house.hpp"

namespace holdfast::engine_test {
namespace {

constexpr desk::CaseId one{1};
constexpr auto payer = "9911010000000017";
constexpr auto payee = "9922020000000015";

base::Result<engine::Done> wait_for(const std::function<void(engine::OnDone)>& ask) {
  std::promise<base::Result<engine::Done>> promise;
  ask([&](base::Result<engine::Done> done) { promise.set_value(std::move(done)); });
  return promise.get_future().get();
}

base::Result<engine::Done> report_cash(House& house) {
  engine::Report report;
  report.paid_by = desk::PaidBy::cash;
  engine::ReportedLoss loss;
  loss.amount = base::Fen{5'000'000};
  loss.time = house.now() - std::chrono::minutes{10};
  loss.particulars = {{desk::PaymentField::place, {{}, "解放碑步行街"}}};
  report.losses.push_back(loss);
  return wait_for([&](engine::OnDone done) {
    house.engine().report({"wang"}, std::move(report), std::move(done));
  });
}

base::Result<engine::Done> name_payee(House& house, const std::string& key, std::size_t index = 0) {
  engine::ReportedLoss named;
  named.payer_account = payer;
  named.payee_account = payee;
  named.payee_name = "李四";
  return wait_for([&](engine::OnDone done) {
    house.engine().name_payee({"wang", key, "d"}, one, index, std::move(named), std::move(done));
  });
}

std::size_t orders_of(House& house) {
  std::size_t count = 0;
  house.engine().read([&](const core::State& state) { count = state.orders.size(); });
  return count;
}

TEST(Payment, WithoutAPayeeIsNotPursued) {
  House house;
  house.tell_transfers();
  ASSERT_TRUE(report_cash(house).ok());
  house.settle();
  EXPECT_EQ(orders_of(house), 0U);
}

TEST(Payment, IsMatchedAndPursuedOnceItsPayeeIsNamed) {
  House house;
  house.tell_transfers();
  ASSERT_TRUE(report_cash(house).ok());
  ASSERT_TRUE(name_payee(house, "N1").ok());
  ASSERT_TRUE(name_payee(house, "N1").ok()) << "a retry is answered the same";
  house.settle();
  EXPECT_GE(orders_of(house), 2U) << "stops at both mules";
}

TEST(Payment, WaitsForItsTransferAcrossARestart) {
  for (const bool before : {true, false}) {
    House house;
    ASSERT_TRUE(report_cash(house).ok());
    if (before) {
      ASSERT_TRUE(name_payee(house, "N1").ok());
    }
    house.close();
    house.open();
    if (!before) {
      ASSERT_TRUE(name_payee(house, "N1").ok());
    }
    house.settle();
    EXPECT_EQ(orders_of(house), 1U) << "the query";
    house.tell_transfers();
    house.settle();
    EXPECT_GE(orders_of(house), 3U) << "stops at both mules";
  }
}

TEST(Payment, ARefusedNamingLeavesNoAccountBehind) {
  House house;
  ASSERT_TRUE(report_cash(house).ok());
  const auto accounts = house.engine().world().graph().account_count();
  EXPECT_EQ(name_payee(house, "N1", 7).error().code, base::ErrorCode::not_found);
  EXPECT_EQ(house.engine().world().graph().account_count(), accounts);
}

TEST(Payment, ListsMadeAnewHaveTheSameRows) {
  House house;
  house.tell_transfers();
  ASSERT_TRUE(report_cash(house).ok());
  ASSERT_TRUE(name_payee(house, "N1").ok());
  house.settle();
  const auto before = house.rows();
  house.close();
  house.delete_lists();
  house.open();
  house.settle();
  EXPECT_EQ(house.rows(), before);
}

}  // namespace
}  // namespace holdfast::engine_test
