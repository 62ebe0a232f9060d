#include "person/terms.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "base/calendar.hpp"

namespace holdfast::person {

namespace {

constexpr auto beijing = std::chrono::hours{8};
constexpr auto hours_are_short = std::chrono::hours{48};
constexpr auto days_are_short = std::chrono::days{45};

/// The midnight in Beijing that begins the day after that of `at`.
base::Instant end_of_day(base::Instant at) {
  return std::chrono::floor<std::chrono::days>(at + beijing) + std::chrono::days{1} - beijing;
}

std::string_view ahead_key(base::Milliseconds term) {
  if (term <= hours_are_short) {
    return "person.ahead.hours";
  }
  return term <= days_are_short ? "person.ahead.days" : "person.ahead.months";
}

}  // namespace

std::vector<Coded> coded(std::string_view text) {
  std::vector<Coded> all;
  for (std::size_t from = 0; from <= text.size();) {
    const auto comma = std::min(text.find(',', from), text.size());
    const auto entry = text.substr(from, comma - from);
    if (const auto equals = entry.find('='); equals != std::string_view::npos) {
      all.push_back({std::string{entry.substr(0, equals)}, std::string{entry.substr(equals + 1)}});
    } else if (!entry.empty()) {
      all.push_back({std::string{entry}, std::string{entry}});
    }
    from = comma + 1;
  }
  return all;
}

std::vector<Coded> coded_by(const law::RuleBook& rules, std::string_view key, base::Instant at) {
  const auto* rule = rules.find(key, at);
  return rule == nullptr ? std::vector<Coded>{} : coded(rule->text);
}

std::string name_of(const std::vector<Coded>& all, std::string_view code) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Coded& each) { return each.code == code; });
  return found == all.end() ? std::string{code} : found->name;
}

bool has_code(const std::vector<Coded>& all, std::string_view code) {
  return std::any_of(all.begin(), all.end(), [&](const Coded& each) { return each.code == code; });
}

bool knows_persons(const law::RuleBook& rules, base::Instant at) {
  return rules.find("person.roles", at) != nullptr;
}

base::Instant term_end(const law::Rule& rule, base::Instant from) {
  const auto end = law::end_of(rule, from);
  return rule.unit == "day" || rule.unit == "month" ? end_of_day(end) : end;
}

base::Instant extended(const law::Rule& rule, base::Instant due) {
  return law::end_of(rule, due);
}

Clock clock_until(const law::RuleBook& rules, ClockKind kind, base::Instant begins,
                  base::Instant due, std::string article) {
  const auto lead = law::term_of(rules.at(ahead_key(due - begins), begins));
  return {kind,         begins, due - std::min(lead, (due - begins) / 2), due, std::move(article),
          Told::nothing};
}

Clock clock_by(const law::RuleBook& rules, ClockKind kind, std::string_view key,
               base::Instant begins) {
  const auto& rule = rules.at(key, begins);
  return clock_until(rules, kind, begins, term_end(rule, begins), rule.article);
}

std::string roll_key(Roll roll, std::string_view what) {
  return fmt::format("person.roll.{}.{}", boost::describe::enum_to_string(roll, ""), what);
}

std::string_view words_of(StepKind kind) {
  switch (kind) {
    case StepKind::summoned:
      return "传唤";
    case StepKind::brought:
      return "拘传";
    case StepKind::detained:
      return "刑事拘留";
    case StepKind::family_told:
      return "通知家属";
    case StepKind::interrogated:
      return "讯问";
    case StepKind::detention_extended:
      return "延长提请批捕时间";
    case StepKind::arrest_requested:
      return "提请批准逮捕";
    case StepKind::arrest_approved:
      return "批准逮捕";
    case StepKind::arrest_refused:
      return "不批准逮捕";
    case StepKind::arrested:
      return "执行逮捕";
    case StepKind::custody_extended:
      return "延长侦查羁押期限";
    case StepKind::bailed:
      return "取保候审";
    case StepKind::confined:
      return "监视居住";
    case StepKind::released:
      return "释放（解除）";
    case StepKind::penalised:
      return "行政处罚";
    case StepKind::penalty_done:
      return "行政处罚执行完毕";
    case StepKind::wanted:
      return "上网追逃";
    case StepKind::persuaded:
      return "劝返成功";
    case StepKind::returned:
      return "到案";
    case StepKind::transferred:
      return "移送审查起诉";
    case StepKind::sent_back:
      return "退回补充侦查";
    case StepKind::prosecuted:
      return "提起公诉";
    case StepKind::not_prosecuted:
      return "不起诉";
    case StepKind::judged:
      return "判决";
    case StepKind::dropped:
      return "终止侦查";
  }
  return "";
}

std::string_view words_of(ClockKind kind) {
  switch (kind) {
    case ClockKind::holding:
      return "传唤、拘传持续时间";
    case ClockKind::family:
      return "通知家属";
    case ClockKind::interrogation:
      return "首次讯问";
    case ClockKind::request:
      return "提请批准逮捕";
    case ClockKind::decision:
      return "检察院审查批捕";
    case ClockKind::follow:
      return "执行逮捕或者立即释放";
    case ClockKind::custody:
      return "侦查羁押期限";
    case ClockKind::bail:
      return "取保候审期限";
    case ClockKind::confinement:
      return "监视居住期限";
    case ClockKind::review:
      return "审查起诉期限";
    case ClockKind::supplement:
      return "补充侦查期限";
    case ClockKind::penalty_custody:
      return "行政拘留期限";
    case ClockKind::fine:
      return "罚款缴纳期限";
  }
  return "";
}

}  // namespace holdfast::person
