#include "text/pairs.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include "base/rng.hpp"
#include "text/wording.hpp"

namespace holdfast::text {
namespace {

bool has_all(const std::vector<std::uint64_t>& pairs, const std::vector<std::uint64_t>& wanted) {
  return std::includes(pairs.begin(), pairs.end(), wanted.begin(), wanted.end());
}

bool finds(std::u32string_view text, std::u32string_view asked) {
  const auto there = pairs_of(text);
  const auto wanted = pairs_of(asked);
  return !wanted.empty() && has_all(there, wanted);
}

TEST(Pairs, AWordOfTwoCharactersIsFoundWhereverItStands) {
  constexpr auto text = U"对方称我是VIP客户，让我下載「安逸花」并轉賬到6222021234567890123。";
  for (const auto* word : {U"对方", U"下载", U"安逸", U"逸花", U"转账", U"vip", U"ＶＩＰ客户"}) {
    EXPECT_TRUE(finds(text, word));
    EXPECT_TRUE(has_words(text, word));
  }
  for (const auto* word : {U"刷单", U"方花", U"户让", U"载安"}) {
    EXPECT_FALSE(finds(text, word));
    EXPECT_FALSE(has_words(text, word));
  }
}

TEST(Pairs, ANumberIsFoundWholeOrNotAtAll) {
  constexpr auto text = U"转到6222021234567890123，电话13800000001";
  EXPECT_TRUE(finds(text, U"6222021234567890123"));
  EXPECT_TRUE(finds(text, U"13800000001"));
  EXPECT_FALSE(finds(text, U"62220212345678"));
  EXPECT_FALSE(finds(text, U"13800000002"));
}

TEST(Pairs, WhatHasTheWordsHasTheirPairs) {
  base::Rng rng{7};
  constexpr std::u32string_view letters = U"转账刷单返利，。 aA1";
  const auto random_text = [&](std::uint64_t size) {
    std::u32string text;
    for (std::uint64_t i = 0; i < size; ++i) {
      text.push_back(letters[static_cast<std::size_t>(rng.below(letters.size()))]);
    }
    return text;
  };
  std::size_t found = 0;
  for (int round = 0; round < 20'000; ++round) {
    const auto text = random_text(1 + rng.below(30));
    const auto asked = random_text(2 + rng.below(3));
    if (has_words(text, asked)) {
      EXPECT_TRUE(has_all(pairs_of(text), pairs_of(asked)));
      ++found;
    }
  }
  EXPECT_GT(found, 500U);
}

std::size_t bands_in_common(std::string_view one, std::string_view other) {
  std::size_t shared = 0;
  for (std::size_t at = 0; at < one.size(); at += 8) {
    shared += one.substr(at, 8) == other.substr(at, 8) ? 1U : 0U;
  }
  return shared;
}

TEST(Wording, ScriptsThatDifferInNamesAndNumbersShareBandsAndOthersNone) {
  constexpr auto one =
      U"您好，我是京东金融客服，您在校期间开通过学生贷款账户，国家政策要求注销，否则影响您的征信，"
      U"请您下载会议软件共享屏幕，把额度提现后转到监管账户6222021234567890123，审核后原路退还给您"
      U"。";
  constexpr auto again =
      U"您好，我是抖音月付客服，您在校期间开通过学生贷款账户，国家政策要求注销，否则影响您的征信，"
      U"请您下载会议软件共享屏幕，把额度提现后转到监管账户6217009876543210987，审核后原路退还给您"
      U"！";
  constexpr auto other =
      U"群里说做任务可以返佣金，先关注公众号领小红包，后来导师让我垫付做连单，前两单都返了，第三单"
      U"垫付三万元之后说操作失误要补单，客服一直让我继续充值，我才发现被骗了，共转出八万余元。";
  const auto of_one = wording_of(one, 1);
  EXPECT_EQ(of_one.size(), 128U);
  EXPECT_GE(bands_in_common(of_one, wording_of(again, 1)), 6U);
  EXPECT_LE(bands_in_common(of_one, wording_of(other, 1)), 1U);
  EXPECT_EQ(bands_in_common(of_one, wording_of(one, 2)), 0U);  // another house, another salt
  EXPECT_EQ(wording_of(U"被骗了三万", 1), "");
}

}  // namespace
}  // namespace holdfast::text
