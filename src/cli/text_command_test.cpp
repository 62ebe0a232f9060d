#include <gtest/gtest.h>

#include "cli/command_test.hpp"

namespace holdfast::cli {
namespace {

class TextCommand : public ::testing::Test {
 protected:
  [[nodiscard]] Ran text(const char* what, const std::string& lines,
                         const std::vector<std::string>& more = {"--json"}) const {
    std::vector<std::string> words{"text", what, scratch_.file("t.jsonl", lines)};
    words.insert(words.end(), more.begin(), more.end());
    return run_words(words);
  }
  ScratchFolder scratch_;
};

TEST_F(TextCommand, ExtractAnswersALineALine) {
  const Ran ran =
      text("extract", "{\"id\":\"1\",\"text\":\"余额8000元\"}\n\n{\"id\":\"2\",\"text\":\"\"}\n");
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find(
                "\"entities\":[{\"kind\":\"amount\",\"text\":\"8000元\",\"start\":2,\"end\":7}]"),
            std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find(
                "{\"id\":\"2\",\"fraud\":false,\"score\":0.0000,\"type\":\"正常\",\"reasons\":[],"
                "\"entities\":[],\"ledger\":[]}\n"),
            std::string::npos)
      << ran.out;
}

TEST_F(TextCommand, ABadLineIsToldAndTheOthersAnswered) {
  const Ran ran = text("classify",
                       "{\"id\":\"1\",\"text\":\"你好\"}\nnot json\n{\"id\":3,\"text\":\"x\"}\n"
                       "{\"id\":\"4\"}\n{\"id\":\"5\",\"text\":\"你好\"}\n");
  EXPECT_EQ(ran.exit, 3);
  EXPECT_NE(ran.out.find("\"id\":\"1\""), std::string::npos);
  EXPECT_NE(ran.out.find("\"id\":\"5\""), std::string::npos);
  EXPECT_NE(ran.err.find("t.jsonl:2: this is not JSON"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("t.jsonl:3: \"id\" must be a string"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("t.jsonl:4: "), std::string::npos) << ran.err;
}

TEST_F(TextCommand, DialogueScoresEachTurn) {
  const std::string talk =
      "{\"id\":\"c\",\"turns\":[{\"speaker\":\"A\",\"text\":\"您好\"},"
      "{\"speaker\":\"B\",\"text\":\"转了500元\"}]}\n";
  const Ran ran = text("dialogue", talk);
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find("\"start\":2,\"end\":6,\"turn\":1}"), std::string::npos) << ran.out;
  const auto scores = ran.out.find("\"turn_scores\":[");
  ASSERT_NE(scores, std::string::npos);
  EXPECT_NE(ran.out.find(',', scores), std::string::npos);
  EXPECT_EQ(text("dialogue", "{\"id\":\"c\",\"text\":\"x\"}\n").exit, 3);
  EXPECT_NE(text("dialogue", talk, {}).out.find("B: 转了500元"), std::string::npos);
}

TEST_F(TextCommand, PeopleGetWords) {
  const Ran ran = text("classify", "{\"id\":\"1\",\"text\":\"您的快递已到驿站\"}\n", {});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_NE(ran.out.find("正常 ordinary"), std::string::npos) << ran.out;
}

TEST_F(TextCommand, WrongUsageAndFilesThatAreNotThere) {
  EXPECT_EQ(run_words({"text"}).exit, 2);
  EXPECT_EQ(run_words({"text", "train"}).exit, 2);
  EXPECT_EQ(run_words({"text", "classify", "/nowhere/x"}).exit, 3);
  const Ran broken = text("classify", "", {"--model", scratch_.file("m.hft", "nonsense")});
  EXPECT_EQ(broken.exit, 1);
  EXPECT_NE(broken.err.find("not a text model"), std::string::npos) << broken.err;
}

TEST_F(TextCommand, HelpTellsTheForm) {
  const Ran help = run_words({"text", "classify", "--help"});
  EXPECT_EQ(help.exit, 0);
  EXPECT_NE(help.out.find("turn_scores"), std::string::npos) << help.out;
}

}  // namespace
}  // namespace holdfast::cli
