// The table of ways of payment: every way can be told, and by the fields that it names only.
#include "desk/payment.hpp"

#include <boost/mp11.hpp>
#include <gtest/gtest.h>

namespace holdfast::desk {
namespace {

template <typename Look>
void for_each_way(Look look) {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<PaidBy>>(
      [&](auto way) { look(way.value); });
}

std::set<PaymentField> all_of(PaidBy way) {
  std::set<PaymentField> fields;
  for (const auto& rule : fields_of(way)) {
    fields.insert(rule.field);
  }
  return fields;
}

TEST(PaymentWay, NamesEachFieldOnceAndAlwaysThePayee) {
  for_each_way([](PaidBy way) {
    EXPECT_EQ(all_of(way).size(), fields_of(way).size());
    EXPECT_TRUE(all_of(way).contains(PaymentField::payee_account));
    EXPECT_TRUE(all_of(way).contains(PaymentField::payer_account));
  });
}

TEST(PaymentWay, EverythingItNamesIsEnoughAndNothingIsNot) {
  for_each_way([](PaidBy way) {
    EXPECT_FALSE(fault_of(way, all_of(way)));
    EXPECT_TRUE(fault_of(way, {}).has_value());
  });
}

TEST(PaymentWay, LacksWhatIsRequiredByName) {
  for_each_way([](PaidBy way) {
    for (const auto& rule : fields_of(way)) {
      auto given = all_of(way);
      given.erase(rule.field);
      const auto fault = fault_of(way, given);
      const bool must = rule.asked == Asked::required || rule.field == PaymentField::payer_account;
      ASSERT_EQ(fault.has_value(), must);
      if (fault) {
        EXPECT_EQ(fault->field, rule.field);
      }
    }
  });
}

TEST(PaymentWay, AnyOneOfTheChoicesWillDo) {
  for_each_way([](PaidBy way) {
    std::set<PaymentField> needed{PaymentField::payer_account};
    std::set<PaymentField> choices;
    for (const auto& rule : fields_of(way)) {
      if (rule.asked == Asked::required) {
        needed.insert(rule.field);
      } else if (rule.asked == Asked::one_of) {
        choices.insert(rule.field);
      }
    }
    EXPECT_EQ(fault_of(way, needed).has_value(), !choices.empty());
    for (const auto choice : choices) {
      auto given = needed;
      given.insert(choice);
      EXPECT_FALSE(fault_of(way, given));
    }
  });
}

TEST(PaymentWay, AFieldOfAnotherWayIsRefusedByName) {
  for_each_way([](PaidBy way) {
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<PaymentField>>([&](auto field) {
      auto given = all_of(way);
      if (given.insert(field.value).second) {
        const auto fault = fault_of(way, given);
        ASSERT_TRUE(fault.has_value());
        EXPECT_EQ(fault->field, field.value);
      }
    });
  });
}

}  // namespace
}  // namespace holdfast::desk
