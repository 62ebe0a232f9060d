#include "text/payments.hpp"

#include <gtest/gtest.h>

#include "text/fold.hpp"
#include "text/ledger.hpp"
#include "text/utf.hpp"

namespace holdfast::text {
namespace {

std::vector<Sense> senses(std::string_view utf8) {
  const std::u32string folded = fold(decode(utf8));
  const Sketch sketch(folded, {});
  std::vector<Sense> senses;
  for (const Token& token : tokens_of(sketch.text())) {
    senses.push_back(token.sense);
  }
  return senses;
}

TEST(MoneyWords, TheLongestWordCounts) {
  EXPECT_EQ(senses("转了"), std::vector{Sense::pay});
  EXPECT_EQ(senses("被转走"), std::vector{Sense::taken});
  EXPECT_EQ(senses("没有转，要求付款。"), (std::vector{Sense::negation, Sense::pay, Sense::pause,
                                                       Sense::demand, Sense::pay, Sense::stop}));
  EXPECT_TRUE(senses("日月山川").empty());
  EXPECT_TRUE(senses("").empty());
}

TEST(MoneyWords, EntitiesKeepTheirKindAndPlace) {
  const std::u32string folded = fold(decode("付8000元"));
  const std::vector<Span> spans{{Kind::amount, 1, 6}};
  const Sketch sketch(folded, spans);
  const auto tokens = tokens_of(sketch.text());
  ASSERT_EQ(tokens.size(), 2U);
  EXPECT_EQ(tokens[1].sense, Sense::entity);
  EXPECT_EQ(tokens[1].word, static_cast<std::uint16_t>(Kind::amount));
  EXPECT_EQ(tokens[1].place, sketch.place(0));
}

/// Records in which a payment is told by 转了 and a demand by 要交, each with other amounts.
std::vector<Record> lessons() {
  std::string bytes;
  for (int i = 1; i <= 60; ++i) {
    const int paid = 1000 + 37 * i;
    const int asked = 9000 + 41 * i;
    const int back = 200 + 3 * i;
    bytes += "@ t01-" + std::to_string(1000 + i) +
             " narrative 刷单返利\n我转了[amount:" + std::to_string(paid) +
             "元]，返了[amount:" + std::to_string(back) +
             "元]，后来要交[amount:" + std::to_string(asked) + "元]，没有交。\n> out " +
             std::to_string(paid) + "\n> back " + std::to_string(back) + "\n\n";
  }
  return *read_records(bytes, "lessons");
}

TEST(Payments, WhatWasPaidIsToldFromWhatWasAskedFor) {
  const auto records = lessons();
  std::vector<const Record*> all;
  for (const Record& record : records) {
    all.push_back(&record);
  }
  const Net net = train_payments(all);
  const std::u32string folded = fold(decode("我转了3000元，返了310元，后来要交7000元，没有交。"));
  const std::vector<Span> spans{
      {Kind::amount, 3, 8}, {Kind::amount, 11, 15}, {Kind::amount, 20, 25}};
  const Sketch sketch(folded, spans);
  const auto fens = fens_of(folded, spans);
  ASSERT_EQ(fens, (std::vector<std::int64_t>{300'000, 31'000, 700'000}));
  const Payments payments(sketch, spans, fens);
  EXPECT_EQ(payments.roles(net, 0), (std::vector{Role::out, Role::back, Role::none}));
  // A text that is surely ordinary has no payments to swindlers, one that is surely fraud has more.
  EXPECT_EQ(payments.roles(net, -50), (std::vector{Role::none, Role::none, Role::none}));
  EXPECT_NE(payments.roles(net, 50)[2], Role::none);
}

TEST(Payments, AnotherMentionOfAsMuchIsKnown) {
  const std::u32string folded = fold(decode("A: 要500元\nB: 500元转了"));
  const std::vector<Span> spans{{Kind::amount, 4, 8}, {Kind::amount, 12, 16}};
  const Sketch sketch(folded, spans);
  const auto fens = fens_of(folded, spans);
  const Payments payments(sketch, spans, fens);
  ASSERT_EQ(payments.mentions().size(), 2U);
  EXPECT_EQ(payments.mentions()[0].after, 1U);
  EXPECT_EQ(payments.mentions()[1].before, 0U);
  EXPECT_FALSE(payments.mentions()[1].after);
  // What became of the first is a feature of the second.
  const std::vector<Role> paid{Role::out, Role::none};
  const std::vector<Role> unpaid{Role::none, Role::none};
  EXPECT_NE(payments.features(1, paid), payments.features(1, unpaid));
  EXPECT_EQ(payments.features(0, paid), payments.features(0, unpaid));
}

}  // namespace
}  // namespace holdfast::text
