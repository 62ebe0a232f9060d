#include "desk/case_file.hpp"

#include <gtest/gtest.h>

namespace holdfast::desk {
namespace {

TEST(CaseFile, TheLossIsTheSumOfItsPayments) {
  CaseFile file;
  EXPECT_TRUE(total_loss(file).is_zero());
  for (const std::int64_t fen : {1, 20, 300}) {
    file.losses.emplace_back().amount = base::Fen{fen};
  }
  EXPECT_EQ(total_loss(file), base::Fen{321});
}

TEST(CaseFile, TasksAreNumberedApart) {
  EXPECT_EQ(to_text(TaskId{7}), "K000007");
}

}  // namespace
}  // namespace holdfast::desk
