// What an investigator wants done with the files of a statement. Values.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analyst/spool.hpp"
#include "core/house.hpp"
#include "desk/statement.hpp"
#include "statement/statement.hpp"

namespace holdfast::analyst {

struct PlannedFile {
  std::string name;
  std::shared_ptr<const SpooledFile> content;
};

struct StatementPlan {
  desk::CaseId case_id;
  std::vector<PlannedFile> files;
  std::string bank;      // whose learnt headings count
  std::string document;  // the paper that obtained them
  std::string owner;     // the account, where the files do not say
  std::optional<statement::SignBeside> sign;
  std::map<std::string, statement::Column> by_hand;  // by normal heading
  std::map<std::string, statement::Column> learnt;   // the same
  core::Routing routing;                             // to know banks by their names
  base::Instant now;
};

[[nodiscard]] statement::StatementOptions reader_options(const StatementPlan& plan);

/// The code of the institution that the text names: by its code, its name, or a name that it is the
/// beginning or a part of ("工商银行重庆分行营业部"). The text itself, cut to what an account's key
/// may hold, where none is.
class BankCodes {
 public:
  explicit BankCodes(const core::Routing& routing);
  [[nodiscard]] const std::string& code_of(std::string_view bank);
  /// It is one of the routing's.
  [[nodiscard]] bool is_known(std::string_view code) const;

 private:
  std::vector<std::pair<std::string, std::string>> names_;  // name and code, the longest name first
  std::map<std::string, std::string, std::less<>> found_;
};

}  // namespace holdfast::analyst
