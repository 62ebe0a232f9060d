// Rules of suspicion beside the trees: each asks one question of an account, has an id, a source
// and dates between which it is asked, and speaks for one official code. They are data
// (rules/warn.toml); what they would have meant on history is measured before they go live.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "warn/condition.hpp"
#include "warn/movement.hpp"

namespace holdfast::warn {

struct WarnRule {
  std::string id;
  std::string question;                // 中文
  std::string code;                    // of the police-bank messages, four digits
  std::string source;                  // with its mark, as in the rule pack
  std::optional<base::Instant> from;   // asked from then on
  std::optional<base::Instant> until;  // and before then
  /// The score that an account has at least once the rule has held for it; 0 where it only tells.
  double least = 0;
  /// What an account is called for which it holds: 水房, 归集账户, 取现账户. Empty: nothing.
  std::string pattern;
  Condition when;

  [[nodiscard]] bool is_asked_at(base::Instant at) const {
    return (!from || at >= *from) && (!until || at < *until);
  }
};

/// `[[rule]]` tables with id, question, code, source, when, and optionally least (0 to
/// 1), pattern, from and until (dates or times, Beijing). Errors: bad_input with the line and the
/// field.
[[nodiscard]] base::Result<std::vector<WarnRule>> read_warn_rules(std::string_view text);

/// Of each rule, for each account the place of the movement with which it first held, at the looks
/// at which a model is asked. Movements before `from` are history only.
using RuleHits = std::vector<std::vector<std::optional<std::size_t>>>;
[[nodiscard]] RuleHits ask_rules(const std::vector<WarnRule>& rules, const World& world,
                                 std::size_t from = 0);

}  // namespace holdfast::warn
