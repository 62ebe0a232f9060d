#include "law/rule_book.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/core.h>
#include <toml++/toml.h>

#include "base/calendar.hpp"

namespace holdfast::law {

namespace {

constexpr std::size_t pack_bytes_max = 1 << 20;
constexpr std::size_t rules_max = 10'000;
constexpr std::array number_units{"hour",        "minute", "second", "day",
                                  "working_day", "month",  "count",  "fen"};
constexpr std::int64_t working_days_max = 366;
constexpr std::array text_units{"text", "choice", "leads", "dates"};
constexpr std::int64_t months_max = 1200;
constexpr std::int64_t lead_count_max = 100'000;
constexpr std::array marks{"R", "R~", "D", "M"};

base::Error bad(std::string_view where, std::string_view why) {
  return {base::ErrorCode::bad_input, fmt::format("rule pack: {}", why), std::string{where}};
}

template <std::size_t size>
bool is_one_of(const std::array<const char*, size>& all, std::string_view value) {
  return std::any_of(all.begin(), all.end(), [&](const char* each) { return value == each; });
}

base::Result<std::string> text_field(const toml::table& table, std::string_view field,
                                     std::string_view where) {
  const auto value = table[field].value<std::string>();
  if (!value || value->empty()) {
    return bad(where, fmt::format("field `{}` is missing or not text", field));
  }
  return *value;
}

base::Result<base::Instant> midnight(const std::string& date, std::string_view where) {
  auto at = base::parse_instant(date + "T00:00:00+08:00");
  if (!at) {
    return bad(where, fmt::format("date \"{}\" is not like 2016-06-01", date));
  }
  return at;
}

/// "2026-01-01,2026-01-02": days, each like that.
bool are_dates(std::string_view text) {
  for (std::size_t from = 0; from <= text.size();) {
    const auto comma = std::min(text.find(',', from), text.size());
    const auto day = std::string{text.substr(from, comma - from)};
    if (day.size() != 10 || !base::parse_instant(day + "T00:00:00+08:00")) {
      return false;
    }
    from = comma + 1;
  }
  return true;
}

/// "30 day" in milliseconds; nothing when it is not a count and a unit of time.
std::optional<base::Milliseconds> read_lead(std::string_view text) {
  namespace chr = std::chrono;
  while (text.starts_with(' ')) {
    text.remove_prefix(1);
  }
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || count < 1 || count > lead_count_max) {
    return std::nullopt;
  }
  const std::string_view unit{end, static_cast<std::size_t>(text.data() + text.size() - end)};
  if (unit == " day") return chr::days{count};
  if (unit == " hour") return chr::hours{count};
  if (unit == " minute") return chr::minutes{count};
  return std::nullopt;
}

/// Nothing when one of them cannot be read.
std::optional<std::vector<base::Milliseconds>> read_leads(std::string_view text) {
  std::vector<base::Milliseconds> leads;
  for (std::size_t from = 0; from <= text.size();) {
    const auto comma = std::min(text.find(',', from), text.size());
    const auto lead = read_lead(text.substr(from, comma - from));
    if (!lead) {
      return std::nullopt;
    }
    leads.push_back(*lead);
    from = comma + 1;
  }
  std::sort(leads.rbegin(), leads.rend());
  return leads;
}

base::Result<Rule> read_rule(const toml::table& table, std::string_view where) {
  Rule rule;
  for (auto [field, target] : {std::pair{"key", &rule.key},
                               {"unit", &rule.unit},
                               {"article", &rule.article},
                               {"note", &rule.note},
                               {"mark", &rule.mark}}) {
    auto text = text_field(table, field, where);
    if (!text) {
      return text.error();
    }
    *target = std::move(*text);
  }
  if (!is_one_of(marks, rule.mark)) {
    return bad(where, fmt::format("mark \"{}\" is none of R, R~, D, M", rule.mark));
  }
  if (is_one_of(number_units, rule.unit)) {
    const auto number = table["value"].value<std::int64_t>();
    if (!number || *number < 0 || *number > 1'000'000'000'000) {
      return bad(where, fmt::format("value of {} is not a number from 0 to 10^12", rule.key));
    }
    if (rule.unit == "working_day" && (*number < 1 || *number > working_days_max)) {
      return bad(where, fmt::format("{} is not 1 to {} working days", rule.key, working_days_max));
    }
    if (rule.unit == "month" && *number > months_max) {
      return bad(where, fmt::format("{} is longer than {} months", rule.key, months_max));
    }
    rule.number = *number;
  } else if (is_one_of(text_units, rule.unit)) {
    auto text = text_field(table, "value", where);
    if (!text) {
      return text.error();
    }
    rule.text = std::move(*text);
    if (rule.unit == "leads" && !read_leads(rule.text)) {
      return bad(where, fmt::format("value of {} is not like \"7 day, 12 hour\"", rule.key));
    }
    if (rule.unit == "dates" && !are_dates(rule.text)) {
      return bad(where, fmt::format("value of {} is not like \"2026-01-01,2026-01-02\"", rule.key));
    }
  } else {
    return bad(where, fmt::format("unit \"{}\" is not known", rule.unit));
  }
  auto from_text = text_field(table, "from", where);
  if (!from_text) {
    return from_text.error();
  }
  const auto from = midnight(*from_text, where);
  if (!from) {
    return from.error();
  }
  rule.from = *from;
  if (const auto until_text = table["until"].value<std::string>()) {
    const auto until = midnight(*until_text, where);
    if (!until) {
      return until.error();
    }
    if (*until <= rule.from) {
      return bad(where, fmt::format("{} ends before it begins", rule.key));
    }
    rule.until = *until;
  }
  return rule;
}

base::Result<CodeAction> read_action(std::string_view text, std::string_view where) {
  for (const auto& [name, action] :
       {std::pair{"done", CodeAction::done}, std::pair{"fix", CodeAction::fix},
        std::pair{"freeze", CodeAction::freeze}, std::pair{"retry", CodeAction::retry},
        std::pair{"end", CodeAction::end}}) {
    if (text == name) {
      return action;
    }
  }
  return bad(where, fmt::format("action \"{}\" is none of done, fix, freeze, retry, end", text));
}

base::Result<ReplyCode> read_code(const toml::table& table, std::string_view where) {
  auto code = text_field(table, "code", where);
  auto meaning = text_field(table, "meaning", where);
  auto action_text = text_field(table, "action", where);
  for (const auto* field : {&code, &meaning, &action_text}) {
    if (!*field) {
      return field->error();
    }
  }
  const auto action = read_action(*action_text, where);
  if (!action) {
    return action.error();
  }
  return ReplyCode{std::move(*code), std::move(*meaning), *action, base::Milliseconds{0}};
}

/// A code that a channel gives at once. Whether a person or another order could help is not for it
/// to say, so it knows fewer actions, and how soon the same order may go again.
base::Result<ReplyCode> read_transport_code(const toml::table& table, std::string_view where) {
  constexpr std::int64_t pause_seconds_max = 3600;
  auto code = read_code(table, where);
  if (!code) {
    return code.error();
  }
  if (code->action == CodeAction::fix || code->action == CodeAction::freeze) {
    return bad(where, fmt::format("action of {} is none of done, retry, end", code->code));
  }
  if (table.contains("pause_s")) {
    const auto pause = table["pause_s"].value<std::int64_t>();
    if (!pause || *pause < 0 || *pause > pause_seconds_max) {
      return bad(where, fmt::format("pause_s of {} is not a number from 0 to {}", code->code,
                                    pause_seconds_max));
    }
    code->pause = std::chrono::seconds{*pause};
  }
  return code;
}

/// Of packs that hold no transport codes.
ReplyCode by_family(std::string_view code) {
  const bool taken = code == "100000" || code == "200003";
  const bool passes =
      code == "200002" || (code >= "200004" && code <= "200009") || code.starts_with("600");
  return {std::string{code},
          taken    ? "已接收"
          : passes ? "通道暂时不可用"
                   : "通道拒收",
          taken    ? CodeAction::done
          : passes ? CodeAction::retry
                   : CodeAction::end,
          base::Milliseconds{0}};
}

base::Result<std::vector<ReplyCode>> read_codes(const toml::table& root, std::string_view name,
                                                base::Result<ReplyCode> (*read)(const toml::table&,
                                                                                std::string_view)) {
  std::vector<ReplyCode> all;
  const auto* list = root[name].as_array();
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const auto where = fmt::format("{} {}", name, i + 1);
    const auto* table = (*list)[i].as_table();
    auto code = table == nullptr ? bad(where, "is not a table") : read(*table, where);
    if (!code) {
      return code.error();
    }
    all.push_back(std::move(*code));
  }
  return all;
}

ReplyCode find_code(const std::vector<ReplyCode>& codes, std::string_view code) {
  const auto found = std::find_if(codes.begin(), codes.end(),
                                  [&](const ReplyCode& each) { return each.code == code; });
  return found != codes.end()
             ? *found
             : ReplyCode{std::string{code}, "未列明的代码", CodeAction::end, base::Milliseconds{0}};
}

bool in_force(const Rule& rule, base::Instant at) {
  return rule.from <= at && (!rule.until || at < *rule.until);
}

/// Two rules of one key may not hold at the same time.
base::Result<void> refuse_overlaps(const std::vector<Rule>& rules) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    for (std::size_t j = i + 1; j < rules.size(); ++j) {
      if (rules[i].key == rules[j].key &&
          (in_force(rules[i], rules[j].from) || in_force(rules[j], rules[i].from))) {
        return bad(fmt::format("rule {}", j + 1),
                   fmt::format("{} is in force twice at one time", rules[j].key));
      }
    }
  }
  return {};
}

}  // namespace

base::Result<RuleBook> RuleBook::parse(std::string_view text) {
  if (text.size() > pack_bytes_max) {
    return bad("", "larger than 1 MiB");
  }
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return bad(fmt::format("{}:{}", error.source().begin.line, error.source().begin.column),
               error.description());
  }
  RuleBook book;
  auto name = text_field(root, "pack", "pack");
  auto version = text_field(root, "version", "version");
  if (!name || !version) {
    return name ? version.error() : name.error();
  }
  book.name_ = std::move(*name);
  book.version_ = std::move(*version);
  const auto* list = root["rule"].as_array();
  if (list == nullptr || list->size() > rules_max) {
    return bad("rule", "holds no [[rule]] tables, or more than 10,000");
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    const auto* table = (*list)[i].as_table();
    const auto where = fmt::format("rule {}", i + 1);
    if (table == nullptr) {
      return bad(where, "is not a table");
    }
    auto rule = read_rule(*table, where);
    if (!rule) {
      return rule.error();
    }
    book.rules_.push_back(std::move(*rule));
  }
  auto codes = read_codes(root, "code", read_code);
  auto transport = read_codes(root, "transport", read_transport_code);
  if (!codes || !transport) {
    return codes ? transport.error() : codes.error();
  }
  book.codes_ = std::move(*codes);
  book.transport_ = std::move(*transport);
  if (const auto clean = refuse_overlaps(book.rules_); !clean) {
    return clean.error();
  }
  for (const auto key : required_keys()) {
    if (std::none_of(book.rules_.begin(), book.rules_.end(), [&](const Rule& rule) {
          return rule.key == key && !rule.until.has_value();
        })) {
      return bad("rule", fmt::format("lacks {} for the present", key));
    }
  }
  return book;
}

const Rule* RuleBook::find(std::string_view key, base::Instant at) const {
  const Rule* first = nullptr;
  for (const auto& rule : rules_) {
    if (rule.key != key) {
      continue;
    }
    if (in_force(rule, at)) {
      return &rule;
    }
    if (first == nullptr || rule.from < first->from) {
      first = &rule;
    }
  }
  // Before the earliest rule of a key nothing was laid down; the earliest stands in, so that a
  // centre may replay old money with the terms it knows.
  return first != nullptr && at < first->from ? first : nullptr;
}

const Rule& RuleBook::at(std::string_view key, base::Instant at) const {
  const auto* rule = find(key, at);
  base::check(rule != nullptr, fmt::format("no rule {} in the rule pack", key));
  return *rule;
}

ReplyCode RuleBook::reply_code(std::string_view code) const {
  return find_code(codes_, code);
}

ReplyCode RuleBook::transport_code(std::string_view code) const {
  return transport_.empty() ? by_family(code) : find_code(transport_, code);
}

base::Milliseconds term_of(const Rule& rule) {
  namespace chr = std::chrono;
  if (rule.unit == "day") return chr::days{rule.number};
  if (rule.unit == "hour") return chr::hours{rule.number};
  if (rule.unit == "minute") return chr::minutes{rule.number};
  base::check(rule.unit == "second", "term_of: the rule is not a term");
  return chr::seconds{rule.number};
}

base::Instant end_of(const Rule& rule, base::Instant from) {
  return rule.unit == "month" ? base::add_months(from, static_cast<int>(rule.number))
                              : from + term_of(rule);
}

std::vector<base::Milliseconds> leads_of(const Rule& rule) {
  return rule.unit == "leads" ? read_leads(rule.text).value_or(std::vector<base::Milliseconds>{})
                              : std::vector<base::Milliseconds>{};
}

base::Instant RuleBook::end_of(const Rule& rule, base::Instant from) const {
  if (rule.unit != "working_day") {
    return law::end_of(rule, from);
  }
  const auto days = [&](std::string_view key) {
    const auto* found = find(key, from);
    return found == nullptr ? std::string_view{} : std::string_view{found->text};
  };
  return base::end_of_working_day(from, static_cast<int>(rule.number),
                                  {days("calendar.days_off"), days("calendar.days_worked")});
}

std::string_view lacking_key(const RuleBook& book) {
  for (const auto key : later_keys()) {
    if (std::none_of(book.rules().begin(), book.rules().end(), [&](const Rule& rule) {
          return rule.key == key && !rule.until.has_value();
        })) {
      return key;
    }
  }
  return {};
}

const std::vector<std::string_view>& later_keys() {
  static const std::vector<std::string_view> keys{"freeze.legal_ground",
                                                  "freeze.filing",
                                                  "freeze.document",
                                                  "freeze.notice",
                                                  "freeze.appeal",
                                                  "freeze.term",
                                                  "freeze.term.major",
                                                  "freeze.approval",
                                                  "freeze.approval.raised",
                                                  "freeze.raise.window",
                                                  "freeze.raise.at_once",
                                                  "freeze.raise.of_case",
                                                  "freeze.raise.whole_at_once",
                                                  "freeze.raise.whole_of_case",
                                                  "freeze.raise.amount",
                                                  "freeze.answer.term",
                                                  "freeze.queue.term",
                                                  "freeze.queue",
                                                  "freeze.renewal",
                                                  "freeze.renewal.ahead",
                                                  "freeze.renewal.leads",
                                                  "freeze.lapse.leads",
                                                  "freeze.screen.whole",
                                                  "freeze.screen.other",
                                                  "freeze.screen.leads",
                                                  "freeze.release.ground",
                                                  "freeze.release.unrelated",
                                                  "freeze.release.leads",
                                                  "freeze.release.approval",
                                                  "freeze.proposal.term",
                                                  "approval.term",
                                                  "approval.two_officers",
                                                  "approval.not_self",
                                                  "papers.term",
                                                  "papers.leads",
                                                  "stop.review",
                                                  "stop.review.leads",
                                                  "stop.lapse.leads",
                                                  "countersign.term",
                                                  "house.unit",
                                                  "objection.term",
                                                  "objection.stop.term",
                                                  "objection.urgent.term",
                                                  "objection.leads",
                                                  "objection.refuser",
                                                  "evidence.goods_sold",
                                                  "evidence.second_hand",
                                                  "evidence.wages",
                                                  "evidence.loan",
                                                  "evidence.other",
                                                  "house.telephone",
                                                  "paper.prefix",
                                                  "countersign.leads",
                                                  "filing.term",
                                                  "delivery.unheard",
                                                  "delivery.unheard.by_hand",
                                                  "centre.telephone",
                                                  "stop.may_be_told",
                                                  "delivery.feedback",
                                                  "delegation.days_max",
                                                  "stop.extend.term",
                                                  "protect.legal_ground",
                                                  "protect.term",
                                                  "protect.notice",
                                                  "protect.appeal",
                                                  "protect.leads",
                                                  "query.approval",
                                                  "evidence.legal_ground",
                                                  "evidence.approval",
                                                  "evidence.term",
                                                  "evidence.leads",
                                                  "evidence.overwriting.leads",
                                                  "evidence.answer.term",
                                                  "return.ladder",
                                                  "return.notice",
                                                  "return.legal_ground",
                                                  "return.approval",
                                                  "return.term",
                                                  "return.leads",
                                                  "return.answer.term",
                                                  "restrict.legal_ground",
                                                  "restrict.approval",
                                                  "restrict.term",
                                                  "restrict.notice",
                                                  "restrict.appeal",
                                                  "restrict.leads",
                                                  "restrict.answer.term",
                                                  "restrict.release.ground",
                                                  "restrict.release.approval",
                                                  "filing.withdrawal",
                                                  "filing.acceptance",
                                                  "filing.doubtful.term",
                                                  "filing.doubtful.by",
                                                  "filing.complex.term",
                                                  "filing.complex.by",
                                                  "filing.ahead.hours",
                                                  "filing.ahead.days",
                                                  "filing.refusal.by",
                                                  "filing.refusal.notice",
                                                  "filing.refusal.appeal",
                                                  "filing.refusal.release",
                                                  "filing.reconsider.ask",
                                                  "filing.reconsider.term",
                                                  "filing.reconsider.extend",
                                                  "filing.reconsider.by",
                                                  "filing.superior.ask",
                                                  "filing.superior.term",
                                                  "filing.supervision.term",
                                                  "filing.supervision.filing",
                                                  "filing.lifted.term",
                                                  "jurisdiction.term",
                                                  "jurisdiction.by",
                                                  "jurisdiction.answer",
                                                  "warn.grades",
                                                  "warn.outcomes",
                                                  "warn.machine.outcome",
                                                  "warn.outcome.reminded",
                                                  "warn.repeat.window",
                                                  "warn.repeat.raise",
                                                  "warn.kept",
                                                  "warn.retention",
                                                  "warn.counter.grade",
                                                  "warn.sms.text",
                                                  "warn.call.text",
                                                  "screening.delay_from",
                                                  "screening.hold_from",
                                                  "screening.taint_min",
                                                  "screening.delay_grade",
                                                  "screening.hold_grade",
                                                  "screening.validity",
                                                  "screening.fail",
                                                  "screening.deadline_ms",
                                                  "screening.kept",
                                                  "screening.kept_max",
                                                  "screening.horizon",
                                                  "screening.proof_kept",
                                                  "screening.proof_max",
                                                  "screening.late.least",
                                                  "screening.late.share",
                                                  "person.roles",
                                                  "person.filing",
                                                  "person.summon.term",
                                                  "person.summon.grave",
                                                  "person.summon.interval",
                                                  "person.family.term",
                                                  "person.family.arrest",
                                                  "person.interrogation.term",
                                                  "person.interrogation.arrest",
                                                  "person.request.term",
                                                  "person.request.special",
                                                  "person.request.roaming",
                                                  "person.arrest",
                                                  "person.decision.term",
                                                  "person.follow.term",
                                                  "person.custody.term",
                                                  "person.custody.first",
                                                  "person.custody.second",
                                                  "person.custody.third",
                                                  "person.bail.term",
                                                  "person.confinement.term",
                                                  "person.wanted",
                                                  "person.transfer",
                                                  "person.review.term",
                                                  "person.supplement.term",
                                                  "person.supplement.max",
                                                  "person.not_prosecuted",
                                                  "person.penalties",
                                                  "person.penalty.days_max",
                                                  "person.penalty.once",
                                                  "person.fine.term",
                                                  "person.ahead.hours",
                                                  "person.ahead.days",
                                                  "person.ahead.months",
                                                  "person.roll.abroad.term",
                                                  "person.roll.abroad.steps",
                                                  "person.roll.abroad.results",
                                                  "person.roll.returnee.term",
                                                  "person.roll.returnee.steps",
                                                  "person.roll.returnee.results",
                                                  "handover.prosecution",
                                                  "handover.indictment",
                                                  "handover.back",
                                                  "handover.back.term",
                                                  "handover.back.most",
                                                  "handover.property",
                                                  "handover.disposal",
                                                  "handover.lapse.window",
                                                  "handover.answer.term",
                                                  "handover.pursue.term",
                                                  "outreach.audiences",
                                                  "outreach.occupations",
                                                  "outreach.ages",
                                                  "outreach.audit.most",
                                                  "outreach.effect.weeks",
                                                  "outreach.effect.streets",
                                                  "outreach.effect.cases",
                                                  "outreach.topics.days",
                                                  "tip.take_on",
                                                  "tip.report",
                                                  "tip.consultation",
                                                  "tip.kept",
                                                  "tip.route",
                                                  "tip.steps",
                                                  "tip.results",
                                                  "tip.results.void",
                                                  "tip.waiting.most",
                                                  "tip.hearsay.cap",
                                                  "tip.hearsay.validity",
                                                  "tip.reward.results",
                                                  "tip.reward.kinds",
                                                  "tip.reward.tip.least",
                                                  "tip.reward.tip.most",
                                                  "tip.reward.dissuasion.least",
                                                  "tip.reward.dissuasion.most",
                                                  "tip.reward.raised.from",
                                                  "tip.reward.office",
                                                  "tip.reward.office.raised",
                                                  "tip.reward.claim",
                                                  "tip.reward.ways",
                                                  "tip.reward.ways.named",
                                                  "reputation.validity",
                                                  "reputation.least",
                                                  "reputation.confirmed",
                                                  "reputation.public",
                                                  "indicators.cap",
                                                  "indicators.validity",
                                                  "indicators.most"};
  return keys;
}

const std::vector<std::string_view>& required_keys() {
  static const std::vector<std::string_view> keys{
      "stop.term",         "stop.per_account_max", "stop.match_time_tolerance",
      "stop.threshold",    "stop.legal_ground",    "stop.notice",
      "stop.appeal",       "stop.name_unknown",    "query.legal_ground",
      "query.term",        "cascade.hops_max",     "cascade.amount_max",
      "cascade.minutes",   "cascade.accounts_max", "pursuit.min_amount",
      "pursuit.hops_max",  "pursuit.still_days",   "feed.silence",
      "legs.tolerance",    "exit.cash.due",        "exit.merchant.due",
      "exit.overseas.due", "exit.crypto.due"};
  return keys;
}

}  // namespace holdfast::law
