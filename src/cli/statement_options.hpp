// The options of `holdfast statement`, and what the reader is asked from them.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "statement/learnt.hpp"
#include "statement/statement.hpp"

namespace CLI {
class App;
}

namespace holdfast::cli {

struct StatementArguments {
  std::vector<std::string> files;
  bool preview = false;
  bool json = false;
  bool learn = false;
  std::string bank;
  std::string banks;
  std::vector<std::string> maps;
  std::vector<std::string> sets;
  std::string owner;
  std::string sign;
  std::string encoding;
  std::string out;
  std::string rejects;
  std::string accounts;
};

/// `arguments` must live as long as `command`.
void add_statement_options(CLI::App& command, StatementArguments& arguments);

struct StatementQuestion {
  statement::StatementOptions options;
  std::vector<statement::LearntHeading> learnt;  // of all banks
};
/// Errors: wrong_usage naming the option; bad_input of the list of banks.
[[nodiscard]] base::Result<StatementQuestion> understand(const StatementArguments& arguments);

/// Writes the list of banks anew with what was said by hand. Errors: io.
[[nodiscard]] base::Result<void> keep_learnt(const StatementArguments& arguments,
                                             StatementQuestion question);

}  // namespace holdfast::cli
