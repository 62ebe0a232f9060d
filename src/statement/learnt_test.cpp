#include "statement/learnt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast::statement {
namespace {

TEST(Learnt, IsReadBackAsItWasWritten) {
  std::vector<LearntHeading> all;
  learn(all, "甲银行", {{"发生", Column::amount}, {"对手\"方\"", Column::other_account}});
  learn(all, "乙银行", {{"发生", Column::debit}});
  learn(all, "甲银行", {{"发生", Column::credit}, {"印花", Column::none}});
  const auto read = read_learnt(write_learnt(all));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, all);
  EXPECT_EQ(learnt_of(*read, "甲银行").at("发生"), Column::credit);
  EXPECT_EQ(learnt_of(*read, "乙银行").size(), 1U);
  EXPECT_TRUE(learnt_of(*read, "丙银行").empty());
}

TEST(Learnt, RefusesWhatItCannotMean) {
  EXPECT_TRUE(read_learnt("").ok());
  EXPECT_EQ(read_learnt("bank,heading\n").error().where, "1:1");
  EXPECT_EQ(read_learnt("bank,heading,column\na,b,colour\n").error().where, "2:5");
  EXPECT_EQ(read_learnt("bank,heading,column\na,b\n").error().where, "2:1");
  EXPECT_THAT(read_learnt("bank,heading,column\na,b,time\na,B,date\n").error().message,
              testing::HasSubstr("twice"));
}

}  // namespace
}  // namespace holdfast::statement
