#include "feed/csv_cell.hpp"

#include <gtest/gtest.h>

namespace holdfast::feed {
namespace {

TEST(CsvCell, IsQuotedWhereItMustBe) {
  EXPECT_EQ(csv_cell(""), "");
  EXPECT_EQ(csv_cell("张三"), "张三");
  EXPECT_EQ(csv_cell("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_cell("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(csv_cell("a\nb"), "\"a\nb\"");
  EXPECT_EQ(quoted_cell("a"), "\"a\"");
}

TEST(CsvCell, NoSpreadsheetRunsIt) {
  for (const auto* text : {"=1+1", "+86", "-5", "@x", "\tx", "\rx"}) {
    EXPECT_TRUE(is_formula(text)) << text;
    EXPECT_EQ(harmless(text), std::string("'") + text);
  }
  EXPECT_FALSE(is_formula(""));
  EXPECT_EQ(harmless("a=1"), "a=1");
}

}  // namespace
}  // namespace holdfast::feed
