// What came of education, and what to teach next: the comparison of streets, and the topics of the
// week.
#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <map>

#include "api/outreach_routes.hpp"
#include "api/words.hpp"
#include "outreach/effect.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t at_once = 500;  // the engine's thread does nothing else meanwhile
constexpr std::size_t listed_max = 5;

/// Of a case what is counted.
struct Counted {
  base::Instant at;
  std::string type;
  std::string street;
  std::string age;
  std::string occupation;
};

/// Cases reported in [from, until), but those found untrue; the latest first.
std::vector<Counted> cases_between(const Call& call, base::Instant from, base::Instant until) {
  std::vector<Counted> all;
  std::optional<desk::CaseId> before;
  for (bool goes_on = true; goes_on;) {
    call.engine().read([&](const core::State& state) {
      auto each = before ? state.cases.lower_bound(*before) : state.cases.end();
      std::size_t count = 0;
      goes_on = false;
      while (each != state.cases.begin()) {
        --each;
        before = each->first;
        const auto& file = each->second;
        if (file.reported_at < from) {
          return;
        }
        const bool untrue = file.truth && file.truth->verdict == desk::Verdict::unfounded;
        if (file.reported_at < until && !untrue) {
          const auto place = state.places.find(file.id);
          const auto& where = place == state.places.end() ? desk::CasePlace{} : place->second;
          all.push_back(
              {file.reported_at, file.fraud_type, where.street, where.age, where.occupation});
        }
        if (++count == at_once) {
          goes_on = true;
          return;
        }
      }
    });
  }
  return all;
}

json::object side_json(const outreach::Side& side) {
  return {{"streets", side.streets},
          {"households", side.households},
          {"before", side.before},
          {"after", side.after}};
}

std::int64_t rule_number(const Call& call, std::string_view key, std::int64_t usual) {
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    const auto* rule = state.rules.find(key, now);
    usual = rule == nullptr ? usual : rule->number;
  });
  return usual;
}

base::Result<int> weeks_of(const Call& call) {
  const auto text = call.query("weeks");
  if (text.empty()) {
    return static_cast<int>(rule_number(call, "outreach.effect.weeks", 8));
  }
  int weeks = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weeks);
  if (error != std::errc{} || end != text.data() + text.size() || weeks < 1 || weeks > 52) {
    return base::Error{base::ErrorCode::bad_input, "is 1 to 52", "?weeks"};
  }
  return weeks;
}

outreach::Ledger ledger_of(const Call& call) {
  outreach::Ledger ledger;
  call.engine().read([&](const core::State& state) {
    ledger.streets = state.education.streets;
    ledger.campaigns = state.education.campaigns;
    for (const auto& [id, round] : state.education.rounds) {
      auto& kept = ledger.rounds[id];
      kept.street = round.street;
      kept.day = round.day;
      kept.withdrawn = round.withdrawn;
    }
  });
  return ledger;
}

/// How often each of the texts that are known, the most frequent first.
json::array counted(const std::map<std::string, std::uint64_t>& counts) {
  std::vector<std::pair<std::string, std::uint64_t>> all{counts.begin(), counts.end()};
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& one, const auto& other) { return one.second > other.second; });
  json::array list;
  for (const auto& [name, count] : all) {
    if (!name.empty() && list.size() < listed_max) {
      list.push_back(json::object{{"name", name}, {"cases", count}});
    }
  }
  return list;
}

struct Topic {
  std::uint64_t cases = 0;
  std::uint64_t before = 0;  // in the span before
  std::map<std::string, std::uint64_t> districts;
  std::map<std::string, std::uint64_t> ages;
  std::map<std::string, std::uint64_t> occupations;
};

struct Topics {
  base::Instant from;
  base::Instant until;
  std::map<std::string, Topic> by_type;

  /// The most frequent first; as many cases, the faster growing one.
  [[nodiscard]] std::vector<std::string> order() const {
    std::vector<std::string> types;
    for (const auto& [type, topic] : by_type) {
      if (topic.cases > 0 && !type.empty()) {
        types.push_back(type);
      }
    }
    std::stable_sort(types.begin(), types.end(), [&](const auto& one, const auto& other) {
      const auto& a = by_type.at(one);
      const auto& b = by_type.at(other);
      return a.cases != b.cases ? a.cases > b.cases : a.before < b.before;
    });
    return types;
  }
};

Topics topics_of(const Call& call) {
  Topics topics;
  const auto span = std::chrono::days{rule_number(call, "outreach.topics.days", 7)};
  topics.until = call.engine().now();
  topics.from = topics.until - span;
  std::map<std::string, std::string> districts;
  call.engine().read([&](const core::State& state) {
    for (const auto& [code, street] : state.education.streets) {
      districts[code] = street.district;
    }
  });
  for (const auto& each : cases_between(call, topics.from - span, topics.until)) {
    auto& topic = topics.by_type[each.type];
    if (each.at < topics.from) {
      ++topic.before;
      continue;
    }
    ++topic.cases;
    const auto district = districts.find(each.street);
    ++topic.districts[district == districts.end() ? std::string{} : district->second];
    ++topic.ages[each.age];
    ++topic.occupations[each.occupation];
  }
  return topics;
}

}  // namespace

Answer outreach_effect(const Call& call) {
  const auto at = base::parse_instant(call.query("at"));
  if (!at) {
    return base::Error{base::ErrorCode::bad_input, at.error().message, "?at"};
  }
  const auto weeks = weeks_of(call);
  if (!weeks) {
    return weeks.error();
  }
  const auto side = std::chrono::days{7 * *weeks};
  if (*at + side > call.engine().now()) {
    return base::Error{base::ErrorCode::conflict,
                       "宣传后的时段尚未结束：等它过完再比较，或者缩短周数", "?at"};
  }
  outreach::EffectQuestion question;
  question.at = *at;
  question.weeks = *weeks;
  question.streets_least =
      static_cast<std::uint64_t>(rule_number(call, "outreach.effect.streets", 5));
  question.cases_least = static_cast<std::uint64_t>(rule_number(call, "outreach.effect.cases", 30));
  const auto cases = cases_between(call, *at - side, *at + side);
  std::vector<outreach::PlacedCase> placed;
  for (const auto& each : cases) {
    if (!each.street.empty()) {
      placed.push_back({each.street, each.at});
    }
  }
  const auto effect = outreach::effect_of(ledger_of(call), placed, question);
  json::object body{{"from", base::format_instant(*at - side)},
                    {"at", base::format_instant(*at)},
                    {"until", base::format_instant(*at + side)},
                    {"weeks", *weeks},
                    {"cases", cases.size()},
                    {"placed", placed.size()},
                    {"with", side_json(effect.with)},
                    {"without", side_json(effect.without)},
                    {"left_out", effect.left_out},
                    {"why_not", nullptr},
                    {"difference", nullptr},
                    {"low", nullptr},
                    {"high", nullptr}};
  if (effect.why_not.empty()) {
    body["difference"] = effect.difference;
    body["low"] = effect.low;
    body["high"] = effect.high;
  } else {
    body["why_not"] = effect.why_not;
  }
  return net::json_response(200, json::serialize(body));
}

Answer outreach_topics(const Call& call) {
  const auto topics = topics_of(call);
  json::array items;
  for (const auto& type : topics.order()) {
    const auto& topic = topics.by_type.at(type);
    items.push_back(json::object{{"type", type},
                                 {"cases", topic.cases},
                                 {"before", topic.before},
                                 {"districts", counted(topic.districts)},
                                 {"ages", counted(topic.ages)},
                                 {"occupations", counted(topic.occupations)}});
  }
  return net::json_response(
      200, json::serialize(json::object{{"items", std::move(items)},
                                        {"from", base::format_instant(topics.from)},
                                        {"until", base::format_instant(topics.until)}}));
}

Answer public_topics(const Call& call) {
  if (const auto ok = note_visit(call); !ok) {
    return ok.error();
  }
  json::array types;
  for (const auto& type : topics_of(call).order()) {
    types.push_back(json::value(type));
  }
  return tagged(call, json::serialize(json::object{{"types", std::move(types)}}));
}

}  // namespace holdfast::api
