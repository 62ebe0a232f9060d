#include "text/line.hpp"

#include <gtest/gtest.h>

namespace holdfast::text {
namespace {

TEST(TextLine, LabelsOfDataSets) {
  EXPECT_EQ(read_labelled_line(R"({"text":"x","label":"正常"})")->type, ordinary);
  EXPECT_NE(read_labelled_line(R"({"text":"x","label":"冒充客服"})")->type, ordinary);
  EXPECT_EQ(read_labelled_line(R"({"text":"x","label":"IL:Gambling"})")->importance, 0);
  EXPECT_NE(read_labelled_line(R"({"text":"left: a\nright: b","is_fraud":true})")->type, ordinary);
  EXPECT_EQ(read_labelled_line(R"({"text":"left: a\nright: b","is_fraud":true})")->text,
            U" a\n b\n");
  EXPECT_FALSE(read_labelled_line(R"({"text":"x"})").ok());
}

TEST(TextLine, IsATextOrATalk) {
  const auto text = read_text_line(R"({"text":"您好","report":"2026-03-05T10:20"})");
  ASSERT_TRUE(text.ok());
  EXPECT_TRUE(text->id.empty());
  EXPECT_EQ(text->text, U"您好");
  EXPECT_EQ(text->report, "2026-03-05T10:20");
  const auto talk = read_text_line(R"({"id":"7","turns":[{"speaker":"A","text":"喂"}]})");
  ASSERT_TRUE(talk.ok());
  EXPECT_EQ(talk->id, "7");
  ASSERT_EQ(talk->turns.size(), 1U);
  EXPECT_EQ(talk->turns[0].text, U"喂");
  for (const auto* broken : {"", "[]", "{}", R"({"text":1})", R"({"id":1,"text":"x"})",
                             R"({"turns":[1]})", R"({"turns":[{"speaker":"A"}]})"}) {
    EXPECT_FALSE(read_text_line(broken).ok()) << broken;
  }
}

}  // namespace
}  // namespace holdfast::text
