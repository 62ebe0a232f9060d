#include "city/city.hpp"

#include <gtest/gtest.h>
#include <map>
#include <set>

namespace holdfast::city {
namespace {

bool has_valid_check_digit(const std::string& number) {
  return with_check_digit(number.substr(0, number.size() - 1)) == number;
}

TEST(City, SameSeedSameCityAndNumbersAreValidAndDifferent) {
  const auto a = make_city(7, 30, 20);
  const auto b = make_city(7, 30, 20);
  std::set<std::string> numbers;
  for (std::size_t i = 0; i < a.people.size(); ++i) {
    EXPECT_EQ(a.people[i].number, b.people[i].number);
    EXPECT_EQ(a.people[i].number.size(), 16U);
    EXPECT_TRUE(has_valid_check_digit(a.people[i].number));
    EXPECT_TRUE(a.people[i].number.starts_with(bank_sites()[a.people[i].bank].bin));
    numbers.insert(a.people[i].number);
  }
  EXPECT_EQ(numbers.size(), a.people.size());
  EXPECT_EQ(with_check_digit("7992739871"), "79927398713");  // the textbook's example
}

TEST(City, AGangNeverMovesMoreThanAnAccountGot) {
  const auto city = make_city(3, 20, 60);
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    base::Rng rng{seed};
    const auto plan = plan_theft(rng, city, 0, base::Fen{18'600'000}, 4, base::Milliseconds{10});
    std::map<std::size_t, base::Fen> has{{plan.theft.payee, plan.theft.amount}};
    auto last = base::Milliseconds{0};
    EXPECT_GE(plan.moves.size(), 4U);
    for (const auto& move : plan.moves) {
      EXPECT_GE(move.after, last);
      last = move.after;
      EXPECT_TRUE(move.amount.is_positive());
      has[move.payer] -= move.amount;
      EXPECT_FALSE(has[move.payer].is_negative()) << "seed " << seed;
      has[move.payee] += move.amount;
    }
  }
}

}  // namespace
}  // namespace holdfast::city
