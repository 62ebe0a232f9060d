// Questions of quizzes that are taken by link (识诈测验): each puts the taker into a scam. Data
// (data/quiz.toml), Chinese and English.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace holdfast::guide {

struct QuestionWording {
  std::string ask;
  std::vector<std::string> options;
  std::string why;  // told once it was answered
};

struct Question {
  QuestionWording zh;
  QuestionWording en;
  std::uint64_t right = 0;          // index of the right option
  std::vector<std::uint64_t> fell;  // of those by which the taker would have paid
};

struct Quiz {
  std::string type;  // of fraud, as its guide's; 其他 is for all
  std::vector<Question> questions;
};

/// Errors: bad_input that says which question of which quiz, and what is wrong.
[[nodiscard]] base::Result<std::vector<Quiz>> parse_quizzes(std::string_view toml);

/// Null where there is none of the type.
[[nodiscard]] const Quiz* find_quiz(const std::vector<Quiz>& quizzes, std::string_view type);

struct Marks {
  std::uint64_t right = 0;
  bool fell = false;
};
/// One option for each question, by index. Errors: bad_input where one is missing or is none.
[[nodiscard]] base::Result<Marks> mark_sheet(const Quiz& quiz,
                                             const std::vector<std::uint64_t>& answers);

}  // namespace holdfast::guide
