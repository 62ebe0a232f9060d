// Rule packs: what the law and the house rules say, as data with source and effective dates.
//
// A pack is TOML text; loading one is a command whose text enters the journal, so that a replay
// reads the same rules. A RuleBook is a value; reading it is pure. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"

namespace holdfast::law {

struct Rule {
  std::string key;          // "stop.term"
  std::int64_t number = 0;  // its value when the unit is a number
  std::string text;         // its value when the unit is `text` or `choice`
  std::string unit;         // hour, minute, second, day, working_day, month, count, fen, text,
                            // choice, leads
  std::string article;      // instrument and article, shown where the rule acts
  std::string note;
  std::string mark;  // R read, R~ secondary, D house rule: shown beside the article
  base::Instant from;
  std::optional<base::Instant> until;  // exclusive

  bool operator==(const Rule&) const = default;
};

/// What follows from a partner's result code.
enum class CodeAction { done, fix, freeze, retry, end };

struct ReplyCode {
  std::string code;  // four digits; of a transport code six
  std::string meaning;
  CodeAction action = CodeAction::end;
  base::Milliseconds pause{0};  // of a transport code: no earlier again than that

  bool operator==(const ReplyCode&) const = default;
};

class RuleBook {
 public:
  /// Reads one pack. Errors: bad_input naming the rule and the field. At most 10,000 rules, 1 MiB.
  [[nodiscard]] static base::Result<RuleBook> parse(std::string_view toml);

  /// The rule in force at `at`. A key that no pack holds, or not at that time, is a bug in the pack
  /// that `parse` of the shipped pack would have shown: `check`.
  [[nodiscard]] const Rule& at(std::string_view key, base::Instant at) const;
  [[nodiscard]] const Rule* find(std::string_view key, base::Instant at) const;

  /// What a partner's result code means. A code that the pack does not list is `end` with the
  /// meaning "未列明的代码".
  [[nodiscard]] ReplyCode reply_code(std::string_view code) const;
  /// All that the pack lists, in its order.
  [[nodiscard]] const std::vector<ReplyCode>& reply_codes() const { return codes_; }

  /// What it means for an order on its way that its channel answered `code` at once: `done` (the
  /// partner has it), `retry`, or `end` (never again by itself). A code that the pack does not list
  /// is `end`. A pack without any such table is from before it: the families of the message set
  /// stand in.
  [[nodiscard]] ReplyCode transport_code(std::string_view code) const;

  /// When a term ends that begins at `from`, in any unit of time. Working days end with their last
  /// day in Beijing; the first day does not count. Days off and days worked instead are the rules
  /// `calendar.days_off` and `calendar.days_worked` of that moment; without them weekends alone
  /// are off.
  [[nodiscard]] base::Instant end_of(const Rule& rule, base::Instant from) const;

  [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& version() const { return version_; }

  bool operator==(const RuleBook&) const = default;

 private:
  std::string name_;
  std::string version_;
  std::vector<Rule> rules_;
  std::vector<ReplyCode> codes_;
  std::vector<ReplyCode> transport_;
};

/// A term in milliseconds: `number` times its unit (hour, minute, second, day).
[[nodiscard]] base::Milliseconds term_of(const Rule& rule);

/// When a term ends that begins at `from`, in any unit of time, months included (calendar.hpp).
[[nodiscard]] base::Instant end_of(const Rule& rule, base::Instant from);

/// How long before a clock lapses somebody is told: "30 day, 7 day, 1 hour" of a rule whose unit is
/// `leads`, the longest first. Empty for any other rule: `parse` has refused what it cannot read.
[[nodiscard]] std::vector<base::Milliseconds> leads_of(const Rule& rule);

/// Keys that the engine reads; a pack that lacks one of them today is refused by `parse`.
[[nodiscard]] const std::vector<std::string_view>& required_keys();

/// Keys that came after the first release. Packs in old journals lack them, so `parse` takes such a
/// pack; loading one anew is refused. The first that `book` lacks for the present; empty when none.
[[nodiscard]] std::string_view lacking_key(const RuleBook& book);
[[nodiscard]] const std::vector<std::string_view>& later_keys();

}  // namespace holdfast::law
