#include "city/city.hpp"

#include <gtest/gtest.h>
#include <set>

#include "city/life.hpp"

namespace holdfast::city {
namespace {

bool has_valid_check_digit(const std::string& number) {
  return with_check_digit(number.substr(0, number.size() - 1)) == number;
}

TEST(City, CheckDigitIsTheStandardOne) {
  EXPECT_EQ(with_check_digit("7992739871"), "79927398713");  // the textbook's example
}

TEST(City, SameSeedSameCity) {
  const auto a = make_city(7, 30);
  const auto b = make_city(7, 30);
  const auto other = make_city(8, 30);
  ASSERT_EQ(a.people.size(), b.people.size());
  bool differs = false;
  for (std::size_t i = 0; i < a.people.size(); ++i) {
    EXPECT_EQ(a.people[i].number, b.people[i].number);
    EXPECT_EQ(a.people[i].name, b.people[i].name);
    EXPECT_EQ(a.people[i].balance, b.people[i].balance);
    differs = differs || a.people[i].number != other.people[i].number;
  }
  EXPECT_TRUE(differs);
}

TEST(City, NumbersAreValidDifferentAndOfTheirBank) {
  auto city = make_city(7, 60);
  base::Rng rng{1};
  for (std::size_t round = 0; round < 10; ++round) {
    for (const auto who : recruit_mules(rng, city, 22, round * 22)) {
      EXPECT_EQ(city.people[who].part, Part::mule);
      EXPECT_TRUE(city.people[who].balance.is_zero());
    }
  }
  std::set<std::string> numbers;
  std::set<std::string> phones;
  for (const auto& person : city.people) {
    const auto& site = bank_sites()[person.bank];
    EXPECT_EQ(person.number.size(), site.digits);
    EXPECT_TRUE(has_valid_check_digit(person.number));
    EXPECT_TRUE(person.number.starts_with(site.bin));
    EXPECT_EQ(person.phone.size(), 11U);
    numbers.insert(person.number);
    phones.insert(person.phone);
  }
  EXPECT_EQ(numbers.size(), city.people.size());
  EXPECT_EQ(phones.size(), city.people.size());
}

TEST(City, NeighbouringRecruitsHaveDifferentBanks) {
  auto city = make_city(1, 4);
  base::Rng rng{1};
  const auto mules = recruit_mules(rng, city, 11, 0);
  for (std::size_t i = 1; i < mules.size(); ++i) {
    EXPECT_NE(city.people[mules[i]].bank, city.people[mules[i - 1]].bank);
  }
}

TEST(Life, ErrandsAreBetweenDifferentPeopleAndOfEveryKind) {
  const auto city = make_city(5, 31);  // odd: somebody has no neighbour
  base::Rng rng{5};
  std::set<Kind> kinds;
  std::set<Part> payers;
  for (int i = 0; i < 5'000; ++i) {
    const auto errand = plan_errand(rng, city);
    kinds.insert(errand.kind);
    ASSERT_LT(errand.payer, city.people.size());
    payers.insert(city.people[errand.payer].part);
    EXPECT_TRUE(errand.amount.is_positive());
    if (errand.kind == Kind::transfer) {
      ASSERT_LT(errand.payee, city.people.size());
      EXPECT_NE(errand.payer, errand.payee);
    } else {
      ASSERT_LT(errand.payee, city.places.size());
      EXPECT_EQ(city.places[errand.payee].kind, errand.kind);
    }
  }
  EXPECT_EQ(kinds, (std::set<Kind>{Kind::transfer, Kind::cash, Kind::merchant}));
  EXPECT_EQ(payers, (std::set<Part>{Part::citizen, Part::employer}));
}

}  // namespace
}  // namespace holdfast::city
