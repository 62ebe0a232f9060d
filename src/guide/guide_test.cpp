#include "guide/guide.hpp"

#include <gtest/gtest.h>

namespace holdfast::guide {
namespace {

std::string wording(const std::string& language, const std::string& left_out = "") {
  std::string text = "[" + language + "]\n";
  for (const auto* key : {"title", "summary", "story"}) {
    text += key == left_out ? "" : std::string{key} + " = \"" + language + " " + key + "\"\n";
  }
  for (const auto* key : {"dialogue", "steps", "signs", "do", "never", "if_paid", "ask"}) {
    text += key == left_out ? "" : std::string{key} + " = [\"" + key + " 1\", \"" + key + " 2\"]\n";
  }
  return left_out == "poster" ? text : text + "poster = [\"a\", \"b\", \"c\"]\n";
}

const std::string head = "type = \"刷单返利\"\nupdated = 2026-11-27\n";

TEST(Guide, IsReadInBothLanguages) {
  const auto guide = parse_guide("01.toml", head + wording("zh") + wording("en"));
  ASSERT_TRUE(guide.ok());
  EXPECT_EQ(guide->type, "刷单返利");
  EXPECT_EQ(guide->updated, "2026-11-27");
  EXPECT_EQ(guide->zh.title, "zh title");
  EXPECT_EQ(guide->en.story, "en story");
  EXPECT_EQ(guide->en.do_now, (std::vector<std::string>{"do 1", "do 2"}));
  EXPECT_EQ(guide->zh.ask.size(), 2U);
}

TEST(Guide, SaysWhatIsMissingAndWhere) {
  const auto message = [](const std::string& text) {
    const auto guide = parse_guide("01.toml", text);
    return guide ? "" : guide.error().where + ": " + guide.error().message;
  };
  EXPECT_EQ(message(wording("zh")), "01.toml: type is missing");
  EXPECT_EQ(message("type = \"x\"\n"), "01.toml: updated is missing or no date");
  EXPECT_EQ(message(head + wording("zh")), "01.toml: [en] is missing");
  EXPECT_EQ(message(head + wording("zh", "story") + wording("en")),
            "01.toml: zh.story is missing or no text");
  EXPECT_EQ(message(head + wording("zh") + wording("en", "ask")),
            "01.toml: en.ask is missing or no list");
  EXPECT_EQ(message(head + wording("zh", "poster") + "poster = [\"a\"]\n" + wording("en")),
            "01.toml: zh.poster has three lines");
  EXPECT_NE(message("x = ["), "");
}

}  // namespace
}  // namespace holdfast::guide
