#include "fund/balance_step.hpp"

#include <gtest/gtest.h>

#include "base/rng.hpp"

namespace holdfast::fund {
namespace {

TEST(BalanceStep, ComposedStepsDoWhatTheyDoOneByOne) {
  base::Rng rng(11);
  for (int world = 0; world < 2000; ++world) {
    BalanceStep all;
    base::Fen balance{rng.between(0, 1000)};
    const base::Fen start = balance;
    for (int i = 0; i < 20; ++i) {
      Transfer one{.time = {},
                   .learned = {},
                   .payer = AccountId{static_cast<std::uint32_t>(rng.below(3))},
                   .payee = AccountId{0},
                   .amount = base::Fen{rng.between(1, 900)},
                   .kind = static_cast<Kind>(rng.below(7))};
      if (!is_payment(one.kind)) {
        one.payer = one.payee;
      }
      if (one.kind == Kind::opening) {
        one.amount = base::Fen{0};
      }
      const BalanceStep step = BalanceStep::of(one, AccountId{0});
      balance = step(balance);
      all = all.then(step);
    }
    ASSERT_EQ(all(start), balance);
  }
}

TEST(BalanceStep, ManyStatementsAndLargeAmountsDoNotOverflow) {
  BalanceStep all;
  const Transfer stated{.time = {},
                        .learned = {},
                        .payer = AccountId{0},
                        .payee = AccountId{0},
                        .amount = base::Fen{5},
                        .kind = Kind::balance};
  Transfer paid = stated;
  paid.kind = Kind::transfer;
  paid.payer = AccountId{1};
  paid.amount = base::Fen::limit();
  for (int i = 0; i < 1000; ++i) {
    all = all.then(BalanceStep::of(paid, AccountId{0})).then(BalanceStep::of(stated, AccountId{0}));
  }
  EXPECT_EQ(all(base::Fen::limit()), base::Fen{5});
}

}  // namespace
}  // namespace holdfast::fund
