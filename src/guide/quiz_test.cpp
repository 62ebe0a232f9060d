#include "guide/quiz.hpp"

#include <fstream>
#include <gtest/gtest.h>

#include "support/source_dir.hpp"

namespace holdfast::guide {
namespace {

std::string question(const std::string& right, const std::string& fell) {
  return "[[quiz.question]]\nright = " + right + "\nfell = [" + fell +
         "]\nzh = { ask = \"a\", why = \"w\", options = [\"1\", \"2\", \"3\"] }\n"
         "en = { ask = \"a\", why = \"w\", options = [\"1\", \"2\", \"3\"] }\n";
}

const std::string head = "[[quiz]]\ntype = \"其他\"\n";

TEST(Quiz, ASheetIsMarked) {
  const auto quizzes = parse_quizzes(head + question("2", "1") + question("1", "2, 3"));
  ASSERT_TRUE(quizzes.ok()) << quizzes.error().message;
  const auto* quiz = find_quiz(*quizzes, "其他");
  ASSERT_NE(quiz, nullptr);
  EXPECT_EQ(find_quiz(*quizzes, "刷单返利"), nullptr);
  const auto all = mark_sheet(*quiz, {1, 0});
  EXPECT_EQ(all->right, 2U);
  EXPECT_FALSE(all->fell);
  const auto wrong = mark_sheet(*quiz, {2, 0});
  EXPECT_EQ(wrong->right, 1U);
  EXPECT_FALSE(wrong->fell) << "wrong, and yet nothing was paid";
  EXPECT_TRUE(mark_sheet(*quiz, {1, 2})->fell);
  EXPECT_EQ(mark_sheet(*quiz, {1}).error().where, "/answers");
  EXPECT_EQ(mark_sheet(*quiz, {1, 3}).error().where, "/answers/1");
}

TEST(Quiz, WhatIsWrongIsSaidWithItsPlace) {
  const auto message = [](const std::string& text) {
    const auto quizzes = parse_quizzes(text);
    return quizzes ? std::string{} : quizzes.error().message;
  };
  EXPECT_EQ(message(head), "quiz 其他: needs 1 to 50 questions");
  EXPECT_EQ(message(head + question("4", "1")), "quiz 其他, question 1: right is no option");
  EXPECT_EQ(message(head + question("1", "1")),
            "quiz 其他, question 1: fell names no option, or the right one");
  EXPECT_EQ(message(head + question("1", "2") + head + question("1", "2")),
            "quiz 2: type is missing, or there twice");
  EXPECT_NE(message(head + "[[quiz.question]]\nright = 1\n"), "");
  EXPECT_NE(message("x = ["), "");
}

TEST(Quiz, TheShippedOnesCanBeRead) {
  std::ifstream file{test::source_dir() / "data/quiz.toml", std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  const auto quizzes = parse_quizzes(text);
  ASSERT_TRUE(quizzes.ok()) << quizzes.error().message;
  EXPECT_NE(find_quiz(*quizzes, "其他"), nullptr);
}

}  // namespace
}  // namespace holdfast::guide
