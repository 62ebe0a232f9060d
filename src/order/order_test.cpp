#include "order/order.hpp"

#include <array>
#include <gtest/gtest.h>

namespace holdfast::order {
namespace {

struct Row {
  State state;
  bool live;
  bool awaits;
  bool uses_a_stop;
};

constexpr std::array rows{
    Row{State::draft, true, false, true},       Row{State::review, true, false, true},
    Row{State::approved, true, true, true},     Row{State::sent, true, true, true},
    Row{State::acknowledged, true, true, true}, Row{State::in_force, true, false, true},
    Row{State::answered, false, false, false},  Row{State::expired, false, false, true},
    Row{State::released, false, false, true},   Row{State::rejected, false, false, false},
    Row{State::refused, false, false, false},   Row{State::failed, false, false, false},
    Row{State::queued, true, false, true},      Row{State::converted, false, false, true},
};

TEST(Order, EachStateSaysWhetherMoneyMayBeHeldAndAStopIsUsed) {
  ASSERT_EQ(rows.size(), boost::mp11::mp_size<boost::describe::describe_enumerators<State>>::value);
  for (const auto& row : rows) {
    Order order;
    order.state = row.state;
    EXPECT_EQ(is_live(order), row.live) << static_cast<int>(row.state);
    EXPECT_EQ(awaits_partner(order), row.awaits) << static_cast<int>(row.state);
    EXPECT_EQ(uses_a_stop(order), row.uses_a_stop) << static_cast<int>(row.state);
  }
}

TEST(Order, OnlyAStopUsesAStop) {
  for (const auto family : {Family::stop_release, Family::subject_query, Family::transaction_query,
                            Family::freeze, Family::freeze_renewal, Family::freeze_release}) {
    Order order;
    order.family = family;
    order.state = State::in_force;
    EXPECT_FALSE(uses_a_stop(order));
  }
}

TEST(Order, NumbersAreShownWithSixDigitsAndMore) {
  EXPECT_EQ(to_text(OrderId{1}), "O000001");
  EXPECT_EQ(to_text(OrderId{1'234'567}), "O1234567");
  EXPECT_EQ(to_text(CaseId{42}), "C000042");
}

}  // namespace
}  // namespace holdfast::order
