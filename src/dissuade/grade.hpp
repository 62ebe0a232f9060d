// What the rules say of warnings: which grades there are, what each asks for and by when, which
// outcomes there are and what follows from them. A house with other grades has other rules, not
// other code:
//
//   warn.grades                 "特危,高危,中危,低危", the worst first
//   warn.grade.GRADE.STEP       the term of a step; a grade without one does not ask for the step
//                               (sign_off and outcome go together: a grade without them is a
//                               machine's alone and ends once its message arrived)
//   warn.grade.GRADE.ahead      how long before a clock lapses it is told; at most half its term
//   warn.grade.GRADE.robot      "sms,call": the steps that a machine takes at once, or "none"
//   warn.outcomes               "convinced,unconvinced": the codes, as they are offered
//   warn.outcome.CODE           its name
//   warn.outcome.CODE.then      back_check, again, intake or end
//
// Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dissuade/warning.hpp"
#include "law/rule_book.hpp"

namespace holdfast::dissuade {

/// The worst first; empty where the rules of that time know no warnings.
[[nodiscard]] std::vector<std::string> grades_of(const law::RuleBook& rules, base::Instant at);
/// 0 is the worst. Nothing for a grade that the rules do not know.
[[nodiscard]] std::optional<std::size_t> rank_of(const std::vector<std::string>& grades,
                                                 std::string_view grade);

/// The rule that sets the term of a step; null where the grade does not ask for it.
[[nodiscard]] const law::Rule* term_rule(const law::RuleBook& rules, std::string_view grade,
                                         Step step, base::Instant at);
/// The clock of a step that begins at `from` and runs for `unit`; nothing where the grade does not
/// ask for it.
[[nodiscard]] std::optional<Clock> clock_of(const law::RuleBook& rules, std::string_view grade,
                                            Step step, base::Instant from, std::string_view unit);
/// Somebody signs for a warning of that grade and reports what came of it.
[[nodiscard]] bool asks_for_people(const law::RuleBook& rules, std::string_view grade,
                                   base::Instant at);
/// The same term once more, for the unit one tier up.
[[nodiscard]] Clock wound_again(const Clock& lapsed, base::Instant from, std::string unit);
/// The steps that a machine takes.
[[nodiscard]] std::vector<Step> robot_steps(const law::RuleBook& rules, std::string_view grade,
                                            base::Instant at);

struct OutcomeRule {
  std::string code;
  std::string name;
  Then then = Then::end;
};
/// In the order in which they are offered.
[[nodiscard]] std::vector<OutcomeRule> outcomes_of(const law::RuleBook& rules, base::Instant at);

/// The first key about warnings that is missing or says what cannot be read; empty when none is.
[[nodiscard]] std::string lacking_warning_rule(const law::RuleBook& rules, base::Instant at);

}  // namespace holdfast::dissuade
