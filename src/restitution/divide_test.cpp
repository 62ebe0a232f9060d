// The ladder, rung by rung, on worlds small enough to follow by hand.
#include "restitution/divide.hpp"

#include <gtest/gtest.h>

namespace holdfast::restitution {
namespace {

using base::Fen;
using fund::Kind;

class Ladders : public ::testing::Test {
 protected:
  fund::Sequence pay(const std::string& payer, const std::string& payee, std::int64_t fen,
                     Kind kind = Kind::transfer) {
    now_ += base::Milliseconds{1000};
    return graph_.append({.time = now_,
                          .learned = now_,
                          .payer = graph_.intern(payer),
                          .payee = graph_.intern(payee),
                          .amount = Fen{fen},
                          .kind = kind});
  }
  void stolen(std::size_t victim, fund::Sequence transfer) {
    victims_.resize(std::max(victims_.size(), victim + 1));
    victims_[victim].stolen.push_back(trace::whole(graph_, transfer));
  }
  void freeze(const std::string& number, std::int64_t fen, std::int64_t excluded = 0) {
    frozen_.push_back({.number = number,
                       .account = graph_.find(number),
                       .amount = Fen{fen},
                       .since = now_,
                       .excluded = Fen{excluded}});
  }
  [[nodiscard]] Answer by(const Choice& choice) const {
    return divide(graph_, graph_.snapshot(), victims_, frozen_, choice).value();
  }
  [[nodiscard]] static std::vector<std::int64_t> returned(const Answer& answer) {
    std::vector<std::int64_t> plain;
    for (const Fen one : answer.returned) {
      plain.push_back(one.value());
    }
    return plain;
  }
  /// A sends 10,000 yuan, B 20,000; 15,000 leave, 15,000 are frozen.
  void worked_example() {
    stolen(0, pay("A", "M", 1'000'000));
    stolen(1, pay("B", "M", 2'000'000));
    pay("M", "X", 1'500'000);
    freeze("M", 1'500'000);
  }

  static constexpr Choice fifo{};
  static constexpr Choice lifo{.method = trace::Policy::lifo};
  static constexpr Choice prorata{.ladder = Ladder::prorata};
  static constexpr Choice by_loss{.ladder = Ladder::prorata, .basis = Basis::loss};

  fund::Graph graph_{fund::HashKey{1}};
  std::vector<Victim> victims_;
  std::vector<Frozen> frozen_;
  base::Instant now_ = base::from_unix_ms(1'600'000'000'000);
};

using Returned = std::vector<std::int64_t>;

TEST_F(Ladders, TheWorkedExampleOfTheStatute) {
  worked_example();
  EXPECT_EQ(returned(by(fifo)), (Returned{0, 1'500'000}));
  EXPECT_EQ(returned(by(lifo)), (Returned{1'000'000, 500'000}));
  EXPECT_EQ(returned(by(prorata)), (Returned{500'000, 1'000'000}));
  EXPECT_EQ(by(fifo).accounts[0].rung, Rung::timestamp);
  EXPECT_EQ(by(prorata).accounts[0].rung, Rung::prorata);
}

TEST_F(Ladders, OneTransferOfOneVictimGoesBackWhateverTheLadder) {
  stolen(0, pay("A", "M", 1'000'000));
  pay("C", "M", 700'000);
  pay("M", "X", 900'000);
  freeze("M", 800'000);
  for (const Choice& choice : {fifo, lifo, prorata}) {
    const Answer answer = by(choice);
    EXPECT_EQ(answer.accounts[0].rung, Rung::single);
    EXPECT_EQ(returned(answer), (Returned{800'000}));
    EXPECT_EQ(answer.accounts[0].left, Fen{0});
  }
}

TEST_F(Ladders, OneTransferThatCarriesTwoVictimsIsNotSingle) {
  stolen(0, pay("A", "M", 300));
  stolen(1, pay("B", "M", 300));
  pay("M", "N", 600);
  freeze("N", 100);
  EXPECT_EQ(by(fifo).accounts[0].rung, Rung::timestamp);
  EXPECT_EQ(returned(by(fifo)), (Returned{50, 50}));
}

TEST_F(Ladders, NothingIsPaidWhereNoVictimsMoneyCame) {
  stolen(0, pay("A", "M", 300));
  pay("C", "N", 500);
  pay("M", "N", 100, Kind::cash);  // an exit payment is not money in the account
  freeze("N", 500);
  freeze("nobody", 70);
  const Answer answer = by(fifo);
  EXPECT_EQ(answer.accounts[0].rung, Rung::none);
  EXPECT_EQ(answer.accounts[0].left, Fen{500});
  EXPECT_EQ(answer.accounts[1].rung, Rung::none);
  EXPECT_EQ(returned(answer), (Returned{0}));
}

TEST_F(Ladders, OnlyWhatCameUpToTheFreezeCounts) {
  stolen(0, pay("A", "M", 300));
  freeze("M", 1000);
  stolen(1, pay("B", "M", 400));
  const Answer answer = by(fifo);
  EXPECT_EQ(answer.accounts[0].rung, Rung::single);
  EXPECT_EQ(returned(answer), (Returned{300, 0}));
  EXPECT_EQ(answer.accounts[0].left, Fen{700});
}

TEST_F(Ladders, AccountsComeByTheirFreezeAndWhatOneReturnsTheNextDoesNot) {
  const auto first = pay("A", "M", 1000);
  stolen(0, first);
  pay("M", "N", 600);
  freeze("N", 600);  // the later freeze is given first
  frozen_.push_back({.number = "M",
                     .account = graph_.find("M"),
                     .amount = Fen{900},
                     .since = graph_.time_of(first),
                     .excluded = {}});
  const Answer answer = by(fifo);
  EXPECT_EQ(answer.accounts[0].frozen, 1U);
  EXPECT_EQ(answer.accounts[0].paid, Fen{900});
  EXPECT_EQ(answer.accounts[1].paid, Fen{100});  // what is still open of the loss
  EXPECT_EQ(answer.accounts[1].left, Fen{500});
}

TEST_F(Ladders, FreezesOfOneTimeComeByAccountNumber) {
  stolen(0, pay("A", "M", 100));
  freeze("b", 1);
  freeze("a", 1);
  EXPECT_EQ(by(fifo).accounts[0].frozen, 1U);
}

TEST_F(Ladders, ByLossTheWholeLossWeighsAndWhatWasLostCaps) {
  stolen(0, pay("A", "M", 100));
  stolen(0, pay("A", "other", 900));
  stolen(1, pay("B", "M", 500));
  freeze("M", 300);
  EXPECT_EQ(returned(by(prorata)), (Returned{50, 250}));
  EXPECT_EQ(returned(by(by_loss)), (Returned{200, 100}));
}

TEST_F(Ladders, MoneyThatWentInACircleIsRemainingOnce) {
  stolen(0, pay("A", "M", 100));
  pay("M", "N", 100);
  pay("N", "M", 100);
  stolen(1, pay("B", "M", 100));
  freeze("M", 150);
  const Answer answer = by(fifo);
  EXPECT_EQ(answer.accounts[0].claims[0].entry.received, Fen{200});
  EXPECT_EQ(answer.accounts[0].claims[0].entry.remaining, Fen{100});
  EXPECT_EQ(returned(answer), (Returned{75, 75}));
}

TEST_F(Ladders, AVictimWhoseAccountPassesMoneyOnLosesOnlyItsOwn) {
  stolen(0, pay("A", "B", 100));
  stolen(1, pay("B", "M", 300));  // 100 of A pass on, 200 become B's
  freeze("B", 50);
  freeze("M", 300);
  const Answer answer = by(fifo);
  EXPECT_EQ(answer.accounts[0].rung, Rung::single);
  EXPECT_EQ(returned(answer), (Returned{100, 200}));
}

TEST_F(Ladders, WhatIsExcludedStaysFrozen) {
  stolen(0, pay("A", "M", 1000));
  freeze("M", 1000, 400);
  const Answer answer = by(fifo);
  EXPECT_EQ(answer.accounts[0].paid, Fen{600});
  EXPECT_EQ(answer.accounts[0].left, Fen{400});
}

TEST_F(Ladders, ALateVictimsRunTakesWhatWasReturnedAsGiven) {
  worked_example();
  frozen_[0].amount = Fen{1000};
  victims_[0].returned_before = Fen{999'900};
  const Answer answer = by(lifo);
  EXPECT_EQ(returned(answer), (Returned{999'900 + 100 * 1000 / 500'100, 1000}));
}

TEST_F(Ladders, TiesGoToWhoseMoneyCameFirst) {
  victims_.resize(2);
  stolen(1, pay("B", "M", 100));
  stolen(0, pay("A", "M", 100));
  freeze("M", 1);
  EXPECT_EQ(returned(by(prorata)), (Returned{0, 1}));
}

TEST_F(Ladders, RefusesWhatCannotBe) {
  worked_example();
  const auto refused = [this] {
    return !divide(graph_, graph_.snapshot(), victims_, frozen_, fifo).ok();
  };
  frozen_.push_back(frozen_[0]);
  EXPECT_TRUE(refused());
  frozen_.pop_back();
  frozen_[0].excluded = Fen{1'500'001};
  EXPECT_TRUE(refused());
  frozen_[0].excluded = Fen{0};
  victims_[0].returned_before = Fen{1'000'001};
  EXPECT_TRUE(refused());
  victims_[0].returned_before = Fen{0};
  victims_[1].stolen.push_back(victims_[0].stolen[0]);
  EXPECT_TRUE(refused());
}

}  // namespace
}  // namespace holdfast::restitution
