// The words of a story line: a verb, plain words, and name=value pairs, in groups parted by ';'.
// Blanks part words; "double quotes" keep blanks. '#' begins a comment. See test/golden/README.md.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/centre_test.hpp"

namespace holdfast::core::test {

/// Thrown for a story that cannot be read: a mistake of the test, told with its line.
struct BadStory {
  std::string why;
};

struct Condition {
  std::string name;
  char relation = '=';  // '=' equal, '~' contains
  std::string value;
};

struct Words {
  std::string verb;
  std::vector<std::string> plain;
  std::vector<std::vector<Condition>> groups;  // at least one, perhaps empty

  [[nodiscard]] const std::string& word(std::size_t index) const;
};

/// Empty verb: nothing on this line.
[[nodiscard]] Words read_words(std::string_view line);

/// One group's pairs, read by name; every pair must be read in the end.
class Fields {
 public:
  explicit Fields(const std::vector<Condition>& pairs);
  [[nodiscard]] bool has(const std::string& name) const;
  std::string text(const std::string& name, const std::string& otherwise = {});
  std::int64_t number(const std::string& name, std::int64_t otherwise = 0);
  base::Fen money(const std::string& name, base::Fen otherwise = {});
  base::Instant time(const std::string& name, base::Instant otherwise);
  void all_read() const;

 private:
  std::map<std::string, std::string> pairs_;
  std::map<std::string, bool> read_;
};

/// "+48h", "+1ms" from `now`, or a Beijing time.
[[nodiscard]] base::Instant moment(std::string_view text, base::Instant now);
/// "C1", "O2", "K3", "W4", "7": the number.
[[nodiscard]] std::uint64_t number_of(std::string_view text);

/// The same for files and exhibits (story_exhibit_test.cpp).
[[nodiscard]] std::optional<CommandBody> exhibit_command(const Words& words, Fields& fields);
/// The same for series, tasks and comments (story_work_test.cpp).
[[nodiscard]] std::optional<CommandBody> work_command(const Words& words, Fields& fields,
                                                      const Centre& centre);
/// The same for statements and analyses (story_workbench_test.cpp).
[[nodiscard]] std::optional<CommandBody> workbench_command(const Words& words, Fields& fields);
/// The same for education and what is known of numbers (story_outreach_test.cpp).
[[nodiscard]] std::optional<CommandBody> outreach_command(const Words& words, Fields& fields,
                                                          const Centre& centre);
/// The same for tips, rewards and quizzes by link (story_tip_test.cpp).
[[nodiscard]] std::optional<CommandBody> tip_command(const Words& words, Fields& fields,
                                                     const Centre& centre);
/// The same for the rarer orders (story_special_test.cpp).
[[nodiscard]] std::optional<CommandBody> special_command(const Words& words, Fields& fields,
                                                         const Centre& centre);
/// The same for warnings (story_warning_test.cpp).
[[nodiscard]] std::optional<CommandBody> warning_command(const Words& words, Fields& fields);
/// The same for return plans and applications (story_plan_test.cpp).
[[nodiscard]] std::optional<CommandBody> plan_command(const Words& words, Fields& fields,
                                                      const Centre& centre);
/// The same for hand-overs (story_handover_test.cpp).
[[nodiscard]] std::optional<CommandBody> handover_command(const Words& words, Fields& fields,
                                                          const Centre& centre);
/// The same for the first days of a case (story_first_test.cpp).
[[nodiscard]] std::optional<CommandBody> first_command(const Words& words, Fields& fields,
                                                       const Centre& centre);
/// The same for persons dealt with and leads (story_person_test.cpp).
[[nodiscard]] std::optional<CommandBody> person_command(const Words& words, Fields& fields,
                                                        const Centre& centre);
/// The command that a line asks for; nothing when the verb is no command.
[[nodiscard]] std::optional<CommandBody> command_of(const Words& words, const Centre& centre);

}  // namespace holdfast::core::test
