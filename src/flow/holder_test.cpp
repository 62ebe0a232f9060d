// Who is behind an account: wages, a merchant, a mule, each planted, each at the border of its
// sign.
#include "flow/holder.hpp"

#include <gtest/gtest.h>

#include "../../test/model/world.hpp"

namespace holdfast::flow {
namespace {

using base::Fen;

constexpr std::int64_t day = 24LL * 3600 * 1000;
const base::Instant now = *base::parse_instant("2026-11-24T10:00:00+08:00");

struct World {
  fund::Graph graph;

  World() { pay(0, "X", "Y", 1); }
  void pay(std::int64_t days_ago, const std::string& payer, const std::string& payee,
           std::int64_t fen) {
    model::append(graph, {.time = base::to_unix_ms(now) - days_ago * day - (days_ago == 0 ? 1 : 0),
                          .payer = payer,
                          .payee = payee,
                          .amount = fen,
                          .kind = "transfer"});
  }
  HolderAnswer ask(const char* account, const char* sender = nullptr, std::int64_t disputed = 0) {
    HolderQuestion question{.account = *graph.find(account), .at = now};
    if (sender != nullptr) {
      question.sender = *graph.find(sender);
    }
    question.disputed = Fen{disputed};
    return holder(graph, graph.snapshot(), question).value();
  }
};

bool has(const HolderAnswer& answer, Sign sign) {
  return std::ranges::find(answer.signs, sign) != answer.signs.end();
}

TEST(Holder, RegularEqualCreditsOfOnePayerAreWages) {
  World world;
  for (int month = 1; month <= 7; ++month) {
    world.pay(month * 30, "FIRM", "A", 800'000 + month * 1'000);
    world.pay(month * 30 - 5, "A", "SHOP", 300'000);
  }
  const auto answer = world.ask("A", "X", 100'000);
  ASSERT_TRUE(answer.wages);
  EXPECT_EQ(answer.wages->payer, *world.graph.find("FIRM"));
  EXPECT_EQ(answer.wages->months, 7U);
  EXPECT_EQ(answer.wages->usual, Fen{804'000});
  EXPECT_EQ(answer.signs,
            (std::vector{Sign::wages, Sign::long_history, Sign::small_part, Sign::first_contact}));
  EXPECT_EQ(answer.unrelated, 350 + 250 + 100 + 150 + 50);
}

TEST(Holder, TwoMonthsOrUnequalCreditsAreNoWages) {
  World two;
  two.pay(40, "FIRM", "A", 800'000);
  two.pay(10, "FIRM", "A", 800'000);
  EXPECT_FALSE(two.ask("A").wages);
  World unequal;
  for (int month = 1; month <= 5; ++month) {
    unequal.pay(month * 30, "FRIEND", "A", month * 100'000);
  }
  EXPECT_FALSE(unequal.ask("A").wages);
  World small;
  for (int month = 1; month <= 5; ++month) {
    small.pay(month * 30, "AUNT", "A", 49'999);
  }
  EXPECT_FALSE(small.ask("A").wages);
}

TEST(Holder, TwentyPayersOfSmallAmountsAreCustomers) {
  World world;
  for (int i = 0; i < 19; ++i) {
    world.pay(1 + i, "C" + std::to_string(i), "S", 3'000);
  }
  EXPECT_FALSE(world.ask("S").customers);
  world.pay(25, "C19", "S", 900'000);
  const auto answer = world.ask("S");
  ASSERT_TRUE(answer.customers);
  EXPECT_EQ(answer.customers->payers, 20U);
  EXPECT_EQ(answer.customers->usual, Fen{3'000});
  World large;
  for (int i = 0; i < 25; ++i) {
    large.pay(1 + i, "C" + std::to_string(i), "S", 300'000);
  }
  EXPECT_FALSE(large.ask("S").customers) << "nobody sells so much to everybody";
}

TEST(Holder, ANewAccountThatPassesOnIsNoBystander) {
  World world;
  world.pay(2, "V", "M", 500'000);
  world.pay(2, "M", "N", 495'000);
  const auto answer = world.ask("M", "V", 500'000);
  EXPECT_EQ(answer.signs, (std::vector{Sign::new_account, Sign::passed_on}));
  EXPECT_EQ(answer.unrelated, 20) << "never below";
  EXPECT_EQ(answer.dealings, 1U);
}

TEST(Holder, KnowingTheSenderSpeaksAgainstChance) {
  World world;
  for (int i = 0; i < 3; ++i) {
    world.pay(10 + i, "K", "M", 1'000);
  }
  EXPECT_TRUE(has(world.ask("M", "K"), Sign::known_sender));
  EXPECT_FALSE(has(world.ask("M", "K"), Sign::first_contact));
  EXPECT_TRUE(has(world.ask("M", "X"), Sign::first_contact));
}

TEST(Holder, LooksOnlyAtWhatCameBeforeAndSaysWhenItStopped) {
  World world;
  world.pay(-1, "V", "M", 900);
  world.pay(3, "A", "M", 100);
  world.pay(2, "B", "M", 100);
  EXPECT_EQ(world.ask("M").credited, Fen{200});
  HolderQuestion question{.account = *world.graph.find("M"), .at = now};
  question.effort.transfers = 1;
  const auto answer = holder(world.graph, world.graph.snapshot(), question).value();
  EXPECT_EQ(answer.truncated, (Truncated{Limit::transfers, 1}));
  EXPECT_FALSE(has(answer, Sign::new_account)) << "not said of what was not all seen";
  EXPECT_TRUE(world.ask("V").signs.empty()) << "nothing is known of what was never seen";
  question.account = fund::AccountId{99};
  EXPECT_FALSE(holder(world.graph, world.graph.snapshot(), question).ok());
}

}  // namespace
}  // namespace holdfast::flow
