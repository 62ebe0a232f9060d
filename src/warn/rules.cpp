#include "warn/rules.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <set>
#include <toml++/toml.h>

#include "warn/course.hpp"

namespace holdfast::warn {

namespace {

base::Error wrong(const toml::node& node, std::string_view field, std::string_view what) {
  return {base::ErrorCode::bad_input,
          fmt::format("line {}: {}: {}", node.source().begin.line, field, what),
          std::string(field)};
}

/// Empty where the field is not there and need not be.
base::Result<std::string> text_of(const toml::table& table, std::string_view field,
                                  bool is_needed) {
  const auto* const node = table.get(field);
  if (node == nullptr) {
    return is_needed ? base::Result<std::string>{wrong(table, field, "is missing")}
                     : base::Result<std::string>{std::string{}};
  }
  const auto value = node->value_exact<std::string>();
  if (!value || value->empty()) {
    return wrong(*node, field, "is not a text");
  }
  return *value;
}

base::Result<std::optional<base::Instant>> day_of(const toml::table& table,
                                                  std::string_view field) {
  const auto text = text_of(table, field, false);
  if (!text) {
    return text.error();
  }
  if (text->empty()) {
    return std::optional<base::Instant>{};
  }
  const auto at = base::parse_instant_beijing(*text + (text->size() == 10 ? "T00:00:00" : ""));
  if (!at) {
    return wrong(*table.get(field), field, "is not a day such as 2024-12-01");
  }
  return std::optional{*at};
}

base::Result<WarnRule> rule_of(const toml::table& table) {
  WarnRule rule;
  for (const auto& [field, place] :
       {std::pair{"id", &rule.id}, std::pair{"question", &rule.question},
        std::pair{"code", &rule.code}, std::pair{"source", &rule.source}}) {
    auto text = text_of(table, field, true);
    if (!text) {
      return text.error();
    }
    *place = *std::move(text);
  }
  if (rule.code.size() != 4 ||
      !std::ranges::all_of(rule.code, [](char c) { return c >= '0' && c <= '9'; })) {
    return wrong(*table.get("code"), "code", "is not four digits");
  }
  for (const auto& [field, place] :
       {std::pair{"from", &rule.from}, std::pair{"until", &rule.until}}) {
    const auto day = day_of(table, field);
    if (!day) {
      return day.error();
    }
    *place = *day;
  }
  if (rule.from && rule.until && *rule.until <= *rule.from) {
    return wrong(*table.get("until"), "until", "is not after \"from\"");
  }
  if (const auto* const least = table.get("least")) {
    const auto value = least->value<double>();
    if (!value || !(*value >= 0 && *value < 1)) {
      return wrong(*least, "least", "is not a share from 0 to below 1");
    }
    rule.least = *value;
  }
  auto pattern = text_of(table, "pattern", false);
  if (!pattern) {
    return pattern.error();
  }
  rule.pattern = *std::move(pattern);
  const auto when = text_of(table, "when", true);
  if (!when) {
    return when.error();
  }
  auto condition = Condition::parse(*when, features_of(Target::account, Round::first));
  if (!condition) {
    return wrong(*table.get("when"), "when", condition.error().message);
  }
  rule.when = *std::move(condition);
  constexpr std::array<std::string_view, 9> known{"id",    "question", "code",    "source", "from",
                                                  "until", "least",    "pattern", "when"};
  for (const auto& [key, node] : table) {
    if (std::ranges::find(known, key.str()) == known.end()) {
      return wrong(node, key.str(), "is no field of a rule");
    }
  }
  return rule;
}

}  // namespace

base::Result<std::vector<WarnRule>> read_warn_rules(std::string_view text) {
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("line {}: {}", error.source().begin.line, error.description()),
                       "rules"};
  }
  const auto* const list = root["rule"].as_array();
  if (list == nullptr || list->empty()) {
    return base::Error{base::ErrorCode::bad_input, "there is no [[rule]]", "rules"};
  }
  std::vector<WarnRule> rules;
  std::set<std::string> ids;
  for (const toml::node& node : *list) {
    const auto* const table = node.as_table();
    if (table == nullptr) {
      return wrong(node, "rule", "is not a table");
    }
    auto rule = rule_of(*table);
    if (!rule) {
      return rule.error();
    }
    if (!ids.insert(rule->id).second) {
      return wrong(*table->get("id"), "id", fmt::format("\"{}\" is there twice", rule->id));
    }
    rules.push_back(*std::move(rule));
  }
  return rules;
}

RuleHits ask_rules(const std::vector<WarnRule>& rules, const World& world, std::size_t from) {
  RuleHits hits(rules.size(), std::vector<std::optional<std::size_t>>(world.accounts));
  run_accounts(world, {.judge =
                           [&](const Look& look, std::span<const float> row) {
                             if (look.movement < from) {
                               return 0.0F;
                             }
                             const base::Instant now = world.movements[look.movement].time;
                             for (std::size_t r = 0; r < rules.size(); ++r) {
                               auto& hit = hits[r][look.account.value()];
                               if (!hit && rules[r].is_asked_at(now) && rules[r].when.holds(row)) {
                                 hit = look.movement;
                               }
                             }
                             return 0.0F;
                           },
                       .see = [](const Look&, std::span<const float>) {},
                       .bar = 1});
  return hits;
}

}  // namespace holdfast::warn
