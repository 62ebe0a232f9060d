// What was learnt of banks' headings: a small CSV `bank,heading,column` that an office keeps beside
// its statements. What is learnt once is known the next time. Pure; any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "statement/column.hpp"

namespace holdfast::statement {

struct LearntHeading {
  std::string bank;
  std::string heading;  // as feed::normal_heading writes it
  Column column = Column::none;

  bool operator==(const LearntHeading&) const = default;
};

/// Errors: bad_input, `where` LINE:COLUMN, for another header, a column that does not exist, or a
/// heading that one bank uses for two things.
[[nodiscard]] base::Result<std::vector<LearntHeading>> read_learnt(std::string_view csv);
[[nodiscard]] std::string write_learnt(const std::vector<LearntHeading>& all);

/// Headings of that bank.
[[nodiscard]] std::map<std::string, Column> learnt_of(const std::vector<LearntHeading>& all,
                                                      std::string_view bank);
/// Adds what was said by hand; a heading that was known is told anew.
void learn(std::vector<LearntHeading>& all, std::string_view bank,
           const std::map<std::string, Column>& by_hand);

}  // namespace holdfast::statement
