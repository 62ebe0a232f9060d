// One question of the workbench, asked: options in, a table out. Whoever asks brings the payments
// and what rows say beside them. Pure; any thread.
#pragma once

#include <functional>

#include "workbench/answer.hpp"
#include "workbench/marks.hpp"
#include "workbench/questions.hpp"

namespace holdfast::workbench {

struct Asking {
  std::string question;
  Options::Texts options = {};
  std::vector<AccountId> accounts = {};
  base::Instant now = {};
  flow::Effort effort = {};  // accounts: rows told; transfers: looked at
};

struct Sources {
  std::function<Payments(const Scope&)> payments;
  /// Asked by the questions that need them. Errors are passed on.
  std::function<base::Result<Marks>()> marks;
};

struct Answered {
  AnswerTable table;
  Payments payments;  // what the picture draws from
};

/// Errors: wrong_usage of the question or an option (`where` names it; "account" of the accounts),
/// and those of the marks.
[[nodiscard]] base::Result<Answered> ask(const Asking& asking, const Sources& sources);

}  // namespace holdfast::workbench
