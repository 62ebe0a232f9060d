// The cases of a conformance run: what a partner must do with orders before it gets real ones.
// Every order is marked as a drill.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/conform_line.hpp"

namespace holdfast::cli {

enum class CaseOutcome { passed, failed, skipped };

struct CaseResult {
  std::string name;
  std::string title;  // Chinese first
  CaseOutcome outcome = CaseOutcome::skipped;
  std::string detail;  // what was seen, where it did not pass
  std::int64_t ms = 0;
};

/// Runs them all, in order; one that fails stops none but those that build on it. `run` makes the
/// application ids unique: the partner has seen none of them.
[[nodiscard]] std::vector<CaseResult> run_conform_cases(const ConformPlan& plan, ConformLine& line,
                                                        const std::string& run);

/// Names and titles of all cases, for the documentation and its test.
[[nodiscard]] std::vector<std::pair<std::string_view, std::string_view>> conform_cases();

}  // namespace holdfast::cli
