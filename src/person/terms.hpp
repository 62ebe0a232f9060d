// What the rule pack says of persons: roles, terms, articles, the steps and results of leads. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/rule_book.hpp"
#include "person/lead.hpp"

namespace holdfast::person {

/// "organiser" is 组织者.
struct Coded {
  std::string code;
  std::string name;
  bool operator==(const Coded&) const = default;
};
/// A rule's text of the form "organiser=组织者,backbone=骨干". What has no "=" names itself.
[[nodiscard]] std::vector<Coded> coded(std::string_view text);
/// That of the rule in force; empty where there is none.
[[nodiscard]] std::vector<Coded> coded_by(const law::RuleBook& rules, std::string_view key,
                                          base::Instant at);
/// The name that goes with a code; the code itself where the rules no longer know it.
[[nodiscard]] std::string name_of(const std::vector<Coded>& all, std::string_view code);
[[nodiscard]] bool has_code(const std::vector<Coded>& all, std::string_view code);

/// False for a pack from before there were persons.
[[nodiscard]] bool knows_persons(const law::RuleBook& rules, base::Instant at);

/// When a term of the rule ends that begins at `from`. Days and months end with their last day in
/// Beijing, and the first day does not count (刑事诉讼法 第一百零五条): the answer is the midnight
/// after it. Hours are counted from the moment.
[[nodiscard]] base::Instant term_end(const law::Rule& rule, base::Instant from);
/// Further days or months on top of a term that ends at `due`, which is a midnight.
[[nodiscard]] base::Instant extended(const law::Rule& rule, base::Instant due);

/// A clock that runs from `begins` to `due`, told ahead as the rules say for its length.
[[nodiscard]] Clock clock_until(const law::RuleBook& rules, ClockKind kind, base::Instant begins,
                                base::Instant due, std::string article);
/// The same for the term of the rule `key`.
[[nodiscard]] Clock clock_by(const law::RuleBook& rules, ClockKind kind, std::string_view key,
                             base::Instant begins);

/// "person.roll.abroad.steps"; `what`: steps, results or term.
[[nodiscard]] std::string roll_key(Roll roll, std::string_view what);

/// As screens and papers call them.
[[nodiscard]] std::string_view words_of(StepKind kind);
[[nodiscard]] std::string_view words_of(ClockKind kind);

}  // namespace holdfast::person
