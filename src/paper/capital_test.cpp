#include "paper/capital.hpp"

#include <gtest/gtest.h>

namespace holdfast::paper {
namespace {

TEST(Capital, SaysAmountsAsPapersDo) {
  const auto of = [](std::int64_t fen) { return capital_yuan(base::Fen{fen}); };
  EXPECT_EQ(of(0), "人民币零元整");
  EXPECT_EQ(of(1), "人民币壹分");
  EXPECT_EQ(of(50), "人民币伍角整");
  EXPECT_EQ(of(100'05), "人民币壹佰元零伍分");
  EXPECT_EQ(of(100'50), "人民币壹佰元伍角整");
  EXPECT_EQ(of(5'000'000), "人民币伍万元整");
  EXPECT_EQ(of(1'234'567'89), "人民币壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分");
  EXPECT_EQ(of(10'001'00), "人民币壹万零壹元整");
  EXPECT_EQ(of(100'500'00), "人民币壹拾万零伍佰元整");
  EXPECT_EQ(of(1'010'00), "人民币壹仟零壹拾元整");
  EXPECT_EQ(of(100'001'000'00), "人民币壹亿零壹仟元整");
  EXPECT_EQ(capital_yuan(base::Fen::limit()), "人民币玖拾亿元整");
}

}  // namespace
}  // namespace holdfast::paper
