// The small parts: serial dates, number formats, numbers as shown, separators, account cells.
#include <gtest/gtest.h>
#include <set>

#include "feed/aliases.hpp"
#include "statement/biff.hpp"
#include "statement/cell_text.hpp"
#include "statement/column.hpp"
#include "statement/delimited.hpp"
#include "statement/serial_date.hpp"

namespace holdfast::statement {
namespace {

TEST(MomentText, CountsFromBothBeginnings) {
  EXPECT_EQ(moment_text(25569, DayZero::of_1900), "1970-01-01");
  EXPECT_EQ(moment_text(24107, DayZero::of_1904), "1970-01-01");
  EXPECT_EQ(moment_text(45352.395833333336, DayZero::of_1900), "2024-03-01 09:30:00");
  EXPECT_EQ(moment_text(45352.999999999, DayZero::of_1900), "2024-03-02");
  EXPECT_EQ(moment_text(45351.5, DayZero::of_1900), "2024-02-29 12:00:00");
  EXPECT_EQ(moment_text(0.25, DayZero::of_1900), "06:00:00");
  EXPECT_EQ(moment_text(45352 + 1.0 / 86'400'000, DayZero::of_1900), "2024-03-01 00:00:00.001");
  EXPECT_EQ(moment_text(25568, DayZero::of_1900), std::nullopt);
  EXPECT_EQ(moment_text(-1, DayZero::of_1900), std::nullopt);
  EXPECT_EQ(moment_text(1e300, DayZero::of_1900), std::nullopt);
}

TEST(IsDateFormat, LooksAtWhatIsShown) {
  for (const char* const date :
       {"yyyy-mm-dd", "m/d/yy h:mm", "[h]:mm:ss", "[$-804]yyyy\"年\"m\"月\"", "hh:mm:ss.000",
        "yyyy\\-mm", "[mm]:ss"}) {
    EXPECT_TRUE(is_date_format(date)) << date;
  }
  for (const char* const number : {"General", "0.00", "#,##0.00_);[Red](#,##0.00)", "0.00E+00", "@",
                                   "\"day\" 0", "_(* #,##0_)", "0\\d"}) {
    EXPECT_FALSE(is_date_format(number)) << number;
  }
  EXPECT_TRUE(is_date_format(14U));
  EXPECT_FALSE(is_date_format(4U));
}

TEST(NumberText, ShowsFifteenDigits) {
  EXPECT_EQ(number_text(0.1 + 0.2), "0.3");
  EXPECT_EQ(number_text(100), "100");
  EXPECT_EQ(number_text(-1234567.89), "-1234567.89");
  EXPECT_EQ(number_text(999999999999999.0), "999999999999999");
  EXPECT_NE(number_text(6222020000000000002.0).find("e+18"), std::string::npos);
  EXPECT_EQ(number_text(0.00001), "0.00001");
}

TEST(RkNumber, UnpacksAllFourForms) {
  EXPECT_EQ(rk_number(0x3FF0'0000), 1.0);
  EXPECT_EQ(rk_number(0x3FF0'0001), 0.01);
  EXPECT_EQ(rk_number((123U << 2) | 2U), 123.0);
  EXPECT_EQ(rk_number((static_cast<std::uint32_t>(-150) << 2) | 3U), -1.5);
}

TEST(GuessSeparator, FollowsTheLinesThatAgree) {
  EXPECT_EQ(guess_separator("a,b,c\n1,2,3\n"), ',');
  EXPECT_EQ(guess_separator("title, with, commas\na;b;c\n1;2;3\n4;5;6\n"), ';');
  EXPECT_EQ(guess_separator("a\tb\n\"1,5\"\t2\n"), '\t');
  EXPECT_EQ(guess_separator("a|b|c\n"), '|');
  EXPECT_EQ(guess_separator(""), ',');
}

TEST(AccountCell, IsReadOrRefusedNeverGuessed) {
  const auto form = [](const char* text, CellKind kind = CellKind::text) {
    return read_account_cell({text, kind}).form;
  };
  using Form = AccountCell::Form;
  EXPECT_EQ(form("6222020000000000001"), Form::number);
  EXPECT_EQ(form("6222020000000000001", CellKind::number), Form::refused);
  EXPECT_EQ(form("123456789012345", CellKind::number), Form::number);
  EXPECT_EQ(form("6.22E+18"), Form::refused);
  EXPECT_EQ(form("12E5"), Form::number) << "a code may hold an E";
  EXPECT_EQ(form("13800000000@qq.com"), Form::number);
  EXPECT_EQ(form("  --  "), Form::nothing);
  EXPECT_EQ(form("NULL"), Form::nothing);
  EXPECT_EQ(form("0"), Form::nothing);
  EXPECT_EQ(form("6222****1"), Form::masked);
  EXPECT_EQ(form("#REF!", CellKind::broken), Form::refused);
  EXPECT_EQ(form(std::string(65, '1').c_str()), Form::refused);
  EXPECT_EQ(read_account_cell({"6222-0200-0000-0001", CellKind::text}).text, "6222020000000001");
  EXPECT_EQ(read_account_cell({"6222 0200 01", CellKind::text}).text, "6222020001");
}

TEST(Headings, AreNormalAndTellOneThingEach) {
  std::set<std::string_view> seen;
  for (const Heading& heading : known_headings()) {
    EXPECT_EQ(feed::normal_heading(heading.text), heading.text);
    EXPECT_TRUE(seen.insert(heading.text).second) << heading.text;
    EXPECT_EQ(column_of_heading(heading.text), heading.column);
  }
  EXPECT_EQ(column_of_heading(" 交易 时间 "), Column::time);
  EXPECT_EQ(column_of_heading("收入(元)"), Column::credit);
  EXPECT_EQ(column_of_heading("天气"), Column::none);
  for (std::size_t i = 1; i < column_count; ++i) {
    const auto column = static_cast<Column>(i);
    EXPECT_EQ(parse_column(to_text(column)), column);
  }
}

}  // namespace
}  // namespace holdfast::statement
