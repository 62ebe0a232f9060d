#include "feed/usual_forms.hpp"

#include <gtest/gtest.h>

#include "feed/aliases.hpp"

namespace holdfast::feed {
namespace {

using Case = std::pair<std::string, std::string>;

TEST(UsualForms, ReadsTimesAsStatementsWriteThem) {
  const std::vector<Case> cases{
      {"20210102093005", "2021-01-02T09:30:05.000+08:00"},
      {"20210102093005123", "2021-01-02T09:30:05.123+08:00"},
      {"202101020930", "2021-01-02T09:30:00.000+08:00"},
      {"20210102 09:30:05", "2021-01-02T09:30:05.000+08:00"},
      {"2021-01-02 09:30", "2021-01-02T09:30:00.000+08:00"},
      {"2021-01-02 09:30:05.1", "2021-01-02T09:30:05.100+08:00"},
      {"2021-01-02 09:30:05.123456", "2021-01-02T09:30:05.123+08:00"},
      {"2021/1/2 9:30:05", "2021-01-02T09:30:05.000+08:00"},
      {"2021.01.02 09:30:05", "2021-01-02T09:30:05.000+08:00"},
      {"2021年01月02日 09时30分05秒", "2021-01-02T09:30:05.000+08:00"},
      {"2021年1月2日9时30分", "2021-01-02T09:30:00.000+08:00"},
      {"２０２１－０１－０２　０９：３０：０５", "2021-01-02T09:30:05.000+08:00"},
      {"=\"2021-01-02 09:30:05\"", "2021-01-02T09:30:05.000+08:00"},
      {"2021-01-02T01:30:05.123Z", "2021-01-02T09:30:05.123+08:00"},
      {"2021-01-02T09:30:05+0800", "2021-01-02T09:30:05.000+08:00"},
      {"2021-01-02 03:30:05 +02:00", "2021-01-02T09:30:05.000+08:00"},
  };
  for (const auto& [text, expected] : cases) {
    const auto time = read_usual_time(text);
    ASSERT_TRUE(time.ok()) << text << ": " << time.error().message;
    EXPECT_EQ(base::format_instant(*time), expected) << text;
  }
  for (const std::string text :
       {"", "x", "2021-01-02", "2021-02-30 09:30:00", "2021-01-02 24:00:00", "2021-01-02 09:60",
        "2021-01-02 09:30:5", "2021-13-02 09:30", "20210102093", "2021-01-02 09:30:05 x",
        "0021-01-02 09:30:00", "44198.396", "2021-01-02 09:30:05.", "2021-01-02 09:30:"}) {
    EXPECT_FALSE(read_usual_time(text).ok()) << text;
  }
}

TEST(UsualForms, JoinsADayAndATimeOfDay) {
  const auto joined = [](std::string_view day, std::string_view clock) {
    const auto time = read_day_and_clock(day, clock);
    return time ? base::format_instant(*time) : time.error().message;
  };
  EXPECT_EQ(joined("20210102", "093005"), "2021-01-02T09:30:05.000+08:00");
  EXPECT_EQ(joined("2021-01-02", "9:30"), "2021-01-02T09:30:00.000+08:00");
  EXPECT_EQ(joined("2021-01-02 00:00:00", "93005"), "2021-01-02T09:30:05.000+08:00");
  EXPECT_FALSE(read_day_and_clock("20210102", "250000").ok());
  EXPECT_FALSE(read_day_and_clock("202101021", "090000").ok());
  EXPECT_EQ(base::format_instant(*read_day("2021/1/2")), "2021-01-02T00:00:00.000+08:00");
}

TEST(UsualForms, ReadsAmountsAndRefusesDoubtfulOnes) {
  const std::vector<std::pair<std::string, std::int64_t>> cases{{"1,234,567.89", 123456789},
                                                                {"１，２３４．５０", 123450},
                                                                {"¥ 1,000", 100000},
                                                                {"￥12.3元", 1230},
                                                                {"人民币100元整", 10000},
                                                                {"100.0000", 10000},
                                                                {"-1,234.50", -123450},
                                                                {"999,999", 99999900},
                                                                {"12 元", 1200},
                                                                {"RMB12", 1200},
                                                                {"0.00", 0}};
  for (const auto& [text, fen] : cases) {
    const auto amount = read_usual_amount(text);
    ASSERT_TRUE(amount.ok()) << text << ": " << amount.error().message;
    EXPECT_EQ(amount->value(), fen) << text;
  }
  for (const std::string text : {"", "1,23", "1,2345", ",123", "1234,567", "1.234,50", "(100.00)",
                                 "1.001", "3万", "1e5", "NaN", "12 34", "--5", "1,000,00.5"}) {
    EXPECT_FALSE(read_usual_amount(text).ok()) << text;
  }
}

TEST(UsualForms, AccountsLoseGroupingAndRoundedOnesAreRefused) {
  EXPECT_EQ(*read_account(" 6222 0212 3456 "), "622202123456");
  EXPECT_EQ(*read_account("６２２２０２"), "622202");
  EXPECT_EQ(*read_account("'622202"), "622202");
  EXPECT_EQ(*read_account("=\"622202\""), "622202");
  EXPECT_EQ(*read_account("alice wang"), "alice wang");
  EXPECT_EQ(*read_account("E123"), "E123");
  EXPECT_FALSE(read_account("6.22202E+18").ok());
  EXPECT_FALSE(read_account("6.2E18").ok());
}

TEST(UsualForms, KnowsDirectionsKindsCurrenciesAndOutcomes) {
  for (const std::string out : {"借", "D", "-", "出", "0", "支出", "付", "Debit"}) {
    EXPECT_EQ(read_direction(out), Flow::out) << out;
  }
  for (const std::string in : {"贷", "C", "+", "进", "1", "收入", "收", " 贷方 "}) {
    EXPECT_EQ(read_direction(in), Flow::in) << in;
  }
  EXPECT_EQ(read_direction("2"), std::nullopt);
  EXPECT_EQ(read_usual_kind("取现"), fund::Kind::cash);
  EXPECT_EQ(read_usual_kind("Crypto"), fund::Kind::crypto);
  EXPECT_EQ(read_usual_kind("balance"), std::nullopt);
  EXPECT_TRUE(is_yuan("人民币"));
  EXPECT_TRUE(is_yuan("cny"));
  EXPECT_FALSE(is_yuan("USD"));
  EXPECT_EQ(read_success("交易成功"), true);
  EXPECT_EQ(read_success("失败"), false);
  EXPECT_EQ(read_success("7"), std::nullopt);
}

TEST(UsualForms, HeadingsAreComparedWithoutTheirDress) {
  EXPECT_EQ(normal_heading(" 交易金额（元） "), "交易金额");
  EXPECT_EQ(normal_heading("*付款帐号"), "付款账号");
  EXPECT_EQ(normal_heading("Payer_Account"), "payeraccount");
  EXPECT_EQ(normal_heading("金额(分)"), "金额(分)");
  EXPECT_EQ(normal_heading("金额（万元）"), "金额(万元)");
  EXPECT_EQ(normal_heading("交易时间[必填]"), "交易时间");
  for (const auto& alias : aliases()) {
    EXPECT_EQ(normal_heading(alias.heading), alias.heading) << "an alias that is never found";
  }
}

}  // namespace
}  // namespace holdfast::feed
