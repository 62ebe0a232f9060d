#include "text/fold.hpp"

#include <gtest/gtest.h>

#include "text/normal.hpp"
#include "text/utf.hpp"

namespace holdfast::text {
namespace {

std::string folded(std::string_view text) {
  return encode(fold(decode(text)));
}
std::string normal(std::string_view text) {
  return encode(normalise(decode(text)).text);
}

TEST(Utf, ComesBackAsItWas) {
  const std::string text = "转账8000元 😀 é";
  EXPECT_EQ(encode(decode(text)), text);
  EXPECT_EQ(decode(text).size(), 11U);
}

TEST(Utf, WhatIsBrokenIsOneMarkAByte) {
  EXPECT_EQ(decode("a\xFF\xE8z"), U"a\uFFFD\uFFFDz");
}

TEST(Fold, FullWidthCapitalsAndTraditionalForms) {
  EXPECT_EQ(folded("５０００ＡＢ"), "5000ab");
  EXPECT_EQ(folded("貸款萬賬號"), "贷款万账号");
  EXPECT_EQ(folded("➕薇"), "加微");
}

TEST(Fold, CircledDigitsAreDigitsInCompanyAndListNumbersAlone) {
  EXPECT_EQ(folded("①③⑧"), "138");
  EXPECT_EQ(folded("①转账"), "①转账");
}

TEST(Fold, IsAsLongAsTheText) {
  const auto text = decode("1️⃣㉑ﬁ丶😀Ⅴ");
  EXPECT_EQ(fold(text).size(), text.size());
}

TEST(Normal, EvasionsAreUndone) {
  EXPECT_EQ(normal("加V芯"), "加微信");
  EXPECT_EQ(normal("亻尔 好 丶"), "你好");
  EXPECT_EQ(normal("抠抠"), "qq");
  EXPECT_EQ(normal("vxworks"), "vxworks");  // part of a word
}

TEST(Normal, BlanksGoExceptBetweenWords) {
  EXPECT_EQ(normal("贷 款"), "贷款");
  EXPECT_EQ(normal("hong kong"), "hong kong");
}

TEST(Normal, ARunOfDigitsIsToldByItsLength) {
  const Normal result = normalise(U"尾号1234。");
  EXPECT_EQ(result.text, std::u32string(U"尾号") + char32_t(digit_run + 4) + U"。");
  EXPECT_EQ(result.begin[2], 2U);
  EXPECT_EQ(result.end[2], 6U);
}

TEST(Normal, EachCharacterKnowsItsPlace) {
  const auto text = decode("加 V 芯 １３８ ok");
  const Normal result = normalise(text);
  ASSERT_EQ(result.begin.size(), result.text.size());
  for (std::size_t i = 0; i < result.text.size(); ++i) {
    EXPECT_LE(result.begin[i], result.end[i]);
    EXPECT_LE(result.end[i], text.size());
    if (i > 0) {
      EXPECT_LE(result.begin[i - 1], result.begin[i]);
    }
  }
}

}  // namespace
}  // namespace holdfast::text
