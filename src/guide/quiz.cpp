#include "guide/quiz.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <set>
#include <toml++/toml.h>

namespace holdfast::guide {

namespace {

constexpr std::size_t options_least = 2;
constexpr std::size_t options_most = 5;
constexpr std::size_t questions_most = 50;

/// Empty where the language lacks something.
QuestionWording wording_of(const toml::table& question, std::string_view language) {
  QuestionWording words;
  const auto* table = question[language].as_table();
  if (table == nullptr) {
    return words;
  }
  words.ask = (*table)["ask"].value_or(std::string{});
  words.why = (*table)["why"].value_or(std::string{});
  if (const auto* options = (*table)["options"].as_array()) {
    for (const auto& each : *options) {
      words.options.push_back(each.value_or(std::string{}));
    }
  }
  return words;
}

bool is_whole(const QuestionWording& words) {
  return !words.ask.empty() && !words.why.empty() && words.options.size() >= options_least &&
         words.options.size() <= options_most &&
         std::none_of(words.options.begin(), words.options.end(),
                      [](const std::string& option) { return option.empty(); });
}

/// What is wrong with it; empty: nothing.
std::string read_question(const toml::table& table, Question& question) {
  question.zh = wording_of(table, "zh");
  question.en = wording_of(table, "en");
  if (!is_whole(question.zh) || !is_whole(question.en) ||
      question.zh.options.size() != question.en.options.size()) {
    return "needs ask, why and the same number of options, 2 to 5, in zh and en";
  }
  const auto count = static_cast<std::int64_t>(question.zh.options.size());
  const auto right = table["right"].value_or(std::int64_t{0});
  if (right < 1 || right > count) {
    return "right is no option";
  }
  question.right = static_cast<std::uint64_t>(right - 1);
  const auto* fell = table["fell"].as_array();
  if (fell == nullptr) {
    return "fell is missing";
  }
  for (const auto& each : *fell) {
    const auto option = each.value_or(std::int64_t{0});
    if (option < 1 || option > count || option == right) {
      return "fell names no option, or the right one";
    }
    question.fell.push_back(static_cast<std::uint64_t>(option - 1));
  }
  return {};
}

base::Error bad(std::string message) {
  return {base::ErrorCode::bad_input, std::move(message), "quiz.toml"};
}

}  // namespace

base::Result<std::vector<Quiz>> parse_quizzes(std::string_view text) {
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return bad(fmt::format("line {}: {}", error.source().begin.line, error.description()));
  }
  std::vector<Quiz> quizzes;
  std::set<std::string> types;
  const auto* list = root["quiz"].as_array();
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const auto* table = list->get(i)->as_table();
    const auto* questions = table == nullptr ? nullptr : (*table)["question"].as_array();
    Quiz quiz;
    quiz.type = table == nullptr ? std::string{} : (*table)["type"].value_or(std::string{});
    if (quiz.type.empty() || !types.insert(quiz.type).second) {
      return bad(fmt::format("quiz {}: type is missing, or there twice", i + 1));
    }
    if (questions == nullptr || questions->empty() || questions->size() > questions_most) {
      return bad(fmt::format("quiz {}: needs 1 to {} questions", quiz.type, questions_most));
    }
    for (std::size_t q = 0; q < questions->size(); ++q) {
      const auto* question = questions->get(q)->as_table();
      auto& read = quiz.questions.emplace_back();
      const auto wrong =
          question == nullptr ? std::string{"is no table"} : read_question(*question, read);
      if (!wrong.empty()) {
        return bad(fmt::format("quiz {}, question {}: {}", quiz.type, q + 1, wrong));
      }
    }
    quizzes.push_back(std::move(quiz));
  }
  return quizzes;
}

const Quiz* find_quiz(const std::vector<Quiz>& quizzes, std::string_view type) {
  const auto found = std::find_if(quizzes.begin(), quizzes.end(),
                                  [&](const Quiz& quiz) { return quiz.type == type; });
  return found == quizzes.end() ? nullptr : &*found;
}

base::Result<Marks> mark_sheet(const Quiz& quiz, const std::vector<std::uint64_t>& answers) {
  if (answers.size() != quiz.questions.size()) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("须回答全部 {} 题", quiz.questions.size()), "/answers"};
  }
  Marks marks;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto& question = quiz.questions[i];
    if (answers[i] >= question.zh.options.size()) {
      return base::Error{base::ErrorCode::bad_input, "没有这一选项", fmt::format("/answers/{}", i)};
    }
    marks.right += answers[i] == question.right ? 1U : 0U;
    marks.fell = marks.fell || std::find(question.fell.begin(), question.fell.end(), answers[i]) !=
                                   question.fell.end();
  }
  return marks;
}

}  // namespace holdfast::guide
