#include "screen/ring.hpp"

#include <gtest/gtest.h>
#include <string>

namespace holdfast::screen {
namespace {

class Town {
 public:
  void pay(std::uint32_t payer, std::uint32_t payee) {
    const auto account = [&](std::uint32_t number) {
      return graph_.intern("A" + std::to_string(number));
    };
    for (std::uint32_t i = 0; i <= std::max(payer, payee); ++i) {
      account(i);
    }
    const auto at = base::from_unix_ms(1'748'750'400'000 + 1'000 * ++count_);
    graph_.append(fund::Transfer{.time = at,
                                 .learned = at,
                                 .payer = account(payer),
                                 .payee = account(payee),
                                 .amount = base::Fen{100}});
  }
  [[nodiscard]] Ring grow(std::uint32_t seed, std::vector<std::uint32_t> suspects) const {
    std::vector<base::AccountId> ids;
    for (const auto each : suspects) {
      ids.emplace_back(each);
    }
    return grow_ring(graph_, graph_.snapshot(), base::AccountId{seed}, ids);
  }

 private:
  fund::Graph graph_;
  std::int64_t count_ = 0;
};

std::vector<base::AccountId> ids(std::initializer_list<std::uint32_t> all) {
  std::vector<base::AccountId> list;
  for (const auto each : all) {
    list.emplace_back(each);
  }
  return list;
}

TEST(Ring, GrowsOverPaymentsAndOverTwoSharedCounterparties) {
  Town town;
  town.pay(10, 1);  // 1 and 2 share 10 and 11; 3 shares only 10
  town.pay(11, 1);
  town.pay(10, 2);
  town.pay(11, 2);
  town.pay(10, 3);
  town.pay(2, 4);  // 4 is paid by 2
  const Ring ring = town.grow(1, {1, 2, 3, 4});
  EXPECT_EQ(ring.members, ids({1, 2, 4}));
  ASSERT_EQ(ring.bonds.size(), 2U);
  EXPECT_EQ(ring.bonds[0].from, base::AccountId{1});
  EXPECT_EQ(ring.bonds[0].shared, 2U);
  EXPECT_FALSE(ring.bonds[0].direct);
  EXPECT_EQ(ring.bonds[1].from, base::AccountId{2});
  EXPECT_TRUE(ring.bonds[1].direct);
}

TEST(Ring, WhoIsNotSuspectedIsNoMember) {
  Town town;
  town.pay(1, 2);
  town.pay(2, 3);
  EXPECT_EQ(town.grow(1, {3}).members, ids({1}));
}

TEST(Ring, AShopBindsNobody) {
  Town town;
  for (std::uint32_t shop : {5U, 6U}) {
    for (std::uint32_t i = 0; i <= shop_entries; ++i) {
      town.pay(20 + i % 300, shop);
    }
    town.pay(1, shop);
    town.pay(2, shop);
  }
  EXPECT_EQ(town.grow(1, {1, 2}).members, ids({1}));
}

}  // namespace
}  // namespace holdfast::screen
