// Which questions the workbench answers and what each of them takes: forms are drawn from this
// list, and what is asked is held against it. Pure; any thread.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "workbench/payments.hpp"

namespace holdfast::workbench {

enum class OptionForm : std::uint8_t { length, yuan, count, choice, moment };
[[nodiscard]] std::string_view to_text(OptionForm form);

struct Option {
  std::string_view name;
  OptionForm form;
  std::string_view otherwise = {};  // what an empty text means; empty: nothing is asked
  std::uint32_t least = 1;          // of a count
  std::uint32_t most = 1;
  std::string_view choices = {};  // with commas between
};

struct Question {
  std::string_view name;
  std::uint32_t accounts_min = 0;
  std::uint32_t accounts_max = 0;  // 0: it takes none
  std::span<const Option> options;
};

[[nodiscard]] std::span<const Question> questions();
/// Errors: wrong_usage, naming those there are.
[[nodiscard]] base::Result<const Question*> question_named(std::string_view name);

/// Options of one asking, read by name. Errors of `check`: wrong_usage, `where` names the option,
/// for one that the question does not take or that cannot be read. Afterwards all can be read.
class Options {
 public:
  using Texts = std::map<std::string, std::string, std::less<>>;
  Options(const Question& question, Texts texts) : question_(question), texts_(std::move(texts)) {}
  [[nodiscard]] base::Result<void> check() const;

  [[nodiscard]] base::Milliseconds length(std::string_view name) const;
  [[nodiscard]] Fen yuan(std::string_view name) const;
  [[nodiscard]] std::uint32_t count(std::string_view name) const;
  [[nodiscard]] std::string_view choice(std::string_view name) const;
  [[nodiscard]] std::optional<base::Instant> moment(std::string_view name) const;

 private:
  [[nodiscard]] std::string_view text(std::string_view name) const;
  [[nodiscard]] base::Result<void> check_one(const Option& option, std::string_view text) const;

  const Question& question_;
  Texts texts_;
};

}  // namespace holdfast::workbench
