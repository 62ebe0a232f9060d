#include "dissuade/grade.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace holdfast::dissuade {

namespace {

std::vector<std::string> list_of(std::string_view text) {
  std::vector<std::string> list;
  for (std::size_t from = 0; from <= text.size();) {
    const auto comma = std::min(text.find(',', from), text.size());
    if (comma > from) {
      list.emplace_back(text.substr(from, comma - from));
    }
    from = comma + 1;
  }
  return list;
}

std::string key_of(std::string_view grade, std::string_view what) {
  return fmt::format("warn.grade.{}.{}", grade, what);
}

std::vector<std::string> listed(const law::RuleBook& rules, std::string_view key,
                                base::Instant at) {
  const auto* rule = rules.find(key, at);
  return rule == nullptr ? std::vector<std::string>{} : list_of(rule->text);
}

bool is_machine_step(std::string_view name) {
  return name == "sms" || name == "call";
}

std::string lacking_of_grade(const law::RuleBook& rules, std::string_view grade, base::Instant at) {
  const bool is_signed = term_rule(rules, grade, Step::sign_off, at) != nullptr;
  if (is_signed != asks_for_people(rules, grade, at)) {
    return key_of(grade, is_signed ? "outcome" : "sign_off");
  }
  if (!is_signed && term_rule(rules, grade, Step::sms, at) == nullptr) {
    return key_of(grade, "sms");
  }
  const auto* ahead = rules.find(key_of(grade, "ahead"), at);
  if (ahead == nullptr || !ahead->text.empty()) {
    return key_of(grade, "ahead");
  }
  const auto robot = listed(rules, key_of(grade, "robot"), at);
  const bool is_none = robot.size() == 1 && robot.front() == "none";
  if (robot.empty() || (!is_none && !std::all_of(robot.begin(), robot.end(), is_machine_step))) {
    return key_of(grade, "robot");
  }
  return {};
}

}  // namespace

std::vector<std::string> grades_of(const law::RuleBook& rules, base::Instant at) {
  return listed(rules, "warn.grades", at);
}

std::optional<std::size_t> rank_of(const std::vector<std::string>& grades, std::string_view grade) {
  const auto found = std::find(grades.begin(), grades.end(), grade);
  if (found == grades.end()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - grades.begin());
}

const law::Rule* term_rule(const law::RuleBook& rules, std::string_view grade, Step step,
                           base::Instant at) {
  return rules.find(key_of(grade, boost::describe::enum_to_string(step, "")), at);
}

std::optional<Clock> clock_of(const law::RuleBook& rules, std::string_view grade, Step step,
                              base::Instant from, std::string_view unit) {
  const auto* term = term_rule(rules, grade, step, from);
  if (term == nullptr) {
    return std::nullopt;
  }
  const auto due = rules.end_of(*term, from);
  const auto lead = law::term_of(rules.at(key_of(grade, "ahead"), from));
  return Clock{step,
               from,
               due - std::min(lead, (due - from) / 2),
               due,
               Told::nothing,
               {},
               std::string{unit}};
}

bool asks_for_people(const law::RuleBook& rules, std::string_view grade, base::Instant at) {
  return term_rule(rules, grade, Step::outcome, at) != nullptr;
}

Clock wound_again(const Clock& lapsed, base::Instant from, std::string unit) {
  const auto term = lapsed.due - lapsed.begins;
  return {lapsed.step,    from,          from + term - (lapsed.due - lapsed.ahead),
          from + term,    Told::nothing, {},
          std::move(unit)};
}

std::vector<Step> robot_steps(const law::RuleBook& rules, std::string_view grade,
                              base::Instant at) {
  std::vector<Step> steps;
  for (const auto& name : listed(rules, key_of(grade, "robot"), at)) {
    if (is_machine_step(name)) {
      steps.push_back(name == "sms" ? Step::sms : Step::call);
    }
  }
  return steps;
}

std::vector<OutcomeRule> outcomes_of(const law::RuleBook& rules, base::Instant at) {
  std::vector<OutcomeRule> all;
  for (auto& code : listed(rules, "warn.outcomes", at)) {
    const auto* name = rules.find("warn.outcome." + code, at);
    const auto* then = rules.find("warn.outcome." + code + ".then", at);
    OutcomeRule outcome{code, name == nullptr ? code : name->text, Then::end};
    if (then != nullptr) {
      (void)boost::describe::enum_from_string(then->text.c_str(), outcome.then);
    }
    all.push_back(std::move(outcome));
  }
  return all;
}

std::string lacking_warning_rule(const law::RuleBook& rules, base::Instant at) {
  const auto grades = grades_of(rules, at);
  const auto codes = listed(rules, "warn.outcomes", at);
  if (grades.empty() || codes.empty()) {
    return grades.empty() ? "warn.grades" : "warn.outcomes";
  }
  for (const auto& grade : grades) {
    if (auto lacking = lacking_of_grade(rules, grade, at); !lacking.empty()) {
      return lacking;
    }
  }
  for (const auto& code : codes) {
    const auto then_key = "warn.outcome." + code + ".then";
    const auto* then = rules.find(then_key, at);
    Then read{};
    if (rules.find("warn.outcome." + code, at) == nullptr) {
      return "warn.outcome." + code;
    }
    if (then == nullptr || !boost::describe::enum_from_string(then->text.c_str(), read)) {
      return then_key;
    }
  }
  const auto* counter = rules.find("warn.counter.grade", at);
  if (counter != nullptr && !rank_of(grades, counter->text)) {
    return "warn.counter.grade";
  }
  return {};
}

}  // namespace holdfast::dissuade
