#include "text/amount.hpp"

#include <gtest/gtest.h>

#include "text/time.hpp"

namespace holdfast::text {
namespace {

struct AmountCase {
  const char32_t* text;
  std::size_t end;
  std::int64_t fen;
};

TEST(Amount, ReadsWhatPeopleWrite) {
  const AmountCase cases[] = {
      {U"8000元", 5, 800'000},
      {U"48,000元。", 7, 4'800'000},
      {U"3.8万元", 5, 3'800'000},
      {U"三万八千元", 5, 3'800'000},
      {U"一万二", 3, 1'200'000},
      {U"1万余元", 4, 1'000'000},
      {U"九万多元", 4, 9'000'000},
      {U"三块六", 3, 360},
      {U"19块9", 4, 1990},
      {U"壹万叁仟伍佰元", 7, 1'350'000},
      {U"¥899", 4, 89'900},
      {U"5000-30000元", 11, 3'000'000},
      {U"3万3千元", 5, 3'300'000},
      {U"1.27亿元", 6, 12'700'000'000},
      {U"五万一起到账", 2, 5'000'000},
      {U"20万三年期", 3, 20'000'000},
      {U"500块钱", 4, 50'000},
  };
  for (const auto& one : cases) {
    const auto amount = amount_at(one.text, 0);
    ASSERT_TRUE(amount.has_value());
    EXPECT_TRUE(amount->is_stated) << one.fen;
    EXPECT_EQ(amount->end, one.end) << one.fen;
    EXPECT_EQ(amount->fen, one.fen);
  }
}

TEST(Amount, WhatIsCountedIsNotMoney) {
  for (const char32_t* text : {U"3万人", U"400万股", U"5万美元", U"2026", U"三点", U"百万保障"}) {
    const auto amount = amount_at(text, 0);
    EXPECT_FALSE(amount && amount->is_stated);
  }
}

TEST(Time, ReadsDatesAndClocks) {
  struct Case {
    const char32_t* text;
    std::size_t end;
    const char* iso;
  };
  const Case cases[] = {
      {U"2026年3月4日14时05分许", 15, "2026-03-04T14:05"},
      {U"2022-10-1517:13转", 15, "2022-10-15T17:13"},
      {U"2026-03-04 14:05:33", 19, "2026-03-04T14:05:33"},
      {U"2025年12月6日傍晚6点10分", 17, "2025-12-06T18:10"},
      {U"2026-06-10 11:203600元", 16, "2026-06-10T11:20"},
      {U"2025-06-18t21:09:44付", 19, "2025-06-18T21:09:44"},
      {U"2026/3/4", 8, "2026-03-04"},
      {U"3月4日", 4, ""},
      {U"下午3点", 4, ""},
      {U"晚上八点半", 5, ""},
      {U"七点十一", 4, ""},
  };
  for (const auto& one : cases) {
    const auto moment = moment_at(one.text, 0);
    ASSERT_TRUE(moment.has_value()) << one.iso;
    EXPECT_EQ(moment->end, one.end) << one.iso;
    EXPECT_EQ(iso(*moment), one.iso);
  }
  EXPECT_EQ(moment_at(U"下午3点", 0)->hour, 15);
  EXPECT_EQ(moment_at(U"晚上八点半", 0)->minute, 30);
}

TEST(Time, WhatOnlyLooksLikeOne) {
  for (const char32_t* text : {U"一点", U"三点建议", U"2026年3月", U"24小时", U"三点八", U"25号",
                               U"13月4日", U"14:05:3312"}) {
    const auto moment = moment_at(text, 0);
    EXPECT_FALSE(moment && moment->end == std::u32string_view(text).size());
  }
}

}  // namespace
}  // namespace holdfast::text
