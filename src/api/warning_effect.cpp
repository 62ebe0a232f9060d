// GET /warnings-effect: what warnings were good for. Each figure is counted from the warnings
// raised in a span of time and the cases reported in it or after it: who was warned and lost money
// all the same, and who lost money and was never warned. A person is told again by the keyed digest
// of their telephone.
#include <algorithm>
#include <boost/json.hpp>
#include <unordered_map>

#include "api/routes.hpp"
#include "api/warning_figures.hpp"
#include "dissuade/grade.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

using dissuade::Past;

constexpr auto span_default = std::chrono::days{30};
constexpr std::size_t at_once = 500;  // the engine's thread does nothing else meanwhile

struct Victim {
  std::string phone;
  base::Instant reported_at;
  base::Fen loss;
};

std::vector<Victim> victims_since(const Call& call, base::Instant from) {
  std::vector<Victim> victims;
  desk::CaseId last{0};
  for (bool goes_on = true; goes_on;) {
    call.engine().read([&](const core::State& state) {
      auto each = state.cases.upper_bound(last);
      std::size_t count = 0;
      for (; each != state.cases.end() && count < at_once; ++each, ++count) {
        last = each->first;
        const auto& file = each->second;
        if (file.reported_at >= from && !file.victim.phone.text.empty() && !desk::is_erased(file)) {
          victims.push_back({file.victim.phone.text, file.reported_at, desk::total_loss(file)});
        }
      }
      goes_on = count == at_once;
    });
  }
  return victims;
}

struct Lost {
  std::uint64_t after_warning = 0;    // cases of somebody who was warned before
  std::uint64_t after_convinced = 0;  // of them, whom we thought convinced
  std::uint64_t without = 0;          // cases of somebody who was not
  base::Fen amount_after;
  base::Fen amount_without;
};

Lost lost_of(const Call& call, const std::vector<Counted>& warnings,
             const std::vector<Victim>& victims, base::Instant until) {
  std::unordered_map<std::string, std::vector<const Past*>> by_person;
  for (const auto& [id, each, next, located] : warnings) {
    if (!each.person.empty()) {
      by_person[each.person].push_back(&each);
    }
  }
  Lost lost;
  for (const auto& victim : victims) {
    const auto found = by_person.find(call.engine().search_term(victim.phone));
    const bool was_warned =
        found != by_person.end() &&
        std::any_of(found->second.begin(), found->second.end(),
                    [&](const Past* each) { return each->raised_at <= victim.reported_at; });
    if (was_warned) {
      ++lost.after_warning;
      lost.amount_after += victim.loss;
      lost.after_convinced +=
          std::any_of(found->second.begin(), found->second.end(),
                      [&](const Past* each) {
                        return each->convinced_at && *each->convinced_at <= victim.reported_at;
                      })
              ? 1
              : 0;
    } else if (victim.reported_at < until) {
      ++lost.without;
      lost.amount_without += victim.loss;
    }
  }
  return lost;
}

json::value percentile(std::vector<base::Milliseconds>& all, std::size_t percent) {
  if (all.empty()) {
    return nullptr;
  }
  std::sort(all.begin(), all.end());
  return all[(all.size() - 1) * percent / 100].count();
}

json::array by_grade(const std::vector<std::string>& grades, const std::vector<Counted>& warnings) {
  json::array list;
  for (const auto& grade : grades) {
    std::uint64_t raised = 0;
    std::uint64_t late = 0;
    std::uint64_t over = 0;
    std::uint64_t repeated = 0;
    std::vector<base::Milliseconds> signed_after;
    for (const auto& [id, each, next, located] : warnings) {
      if (each.grade != grade) {
        continue;
      }
      ++raised;
      late += each.lapses > 0 ? 1U : 0U;
      over += each.state == dissuade::State::finished ? 1U : 0U;
      repeated += each.repeat > 0 ? 1U : 0U;
      if (each.signed_at) {
        signed_after.push_back(*each.signed_at - each.raised_at);
      }
    }
    list.push_back(json::object{{"grade", grade},
                                {"raised", raised},
                                {"in_time", raised - late},
                                {"late", late},
                                {"finished", over},
                                {"repeated", repeated},
                                {"signed_ms_p50", percentile(signed_after, 50)},
                                {"signed_ms_p95", percentile(signed_after, 95)}});
  }
  return list;
}

json::array counted(const std::map<std::string, std::uint64_t>& counts,
                    const std::map<std::string, std::string>& names) {
  json::array list;
  for (const auto& [code, count] : counts) {
    const auto name = names.find(code);
    list.push_back(json::object{
        {"code", code}, {"name", name == names.end() ? code : name->second}, {"count", count}});
  }
  return list;
}

}  // namespace

Answer warnings_effect(const Call& call) {
  const Gate::Turn turn{call.service.traces};
  if (!turn.has_it()) {
    return base::Error{base::ErrorCode::too_many, "too much is being counted; try again"};
  }
  const auto query = page_query(call, "warning");
  if (!query) {
    return query.error();
  }
  const auto until = query->until_ms ? base::from_unix_ms(*query->until_ms) : call.engine().now();
  const auto from = query->from_ms ? base::from_unix_ms(*query->from_ms) : until - span_default;
  const auto warnings = warnings_between(call, from, until);
  const auto victims = victims_since(call, from);
  std::vector<std::string> grades;
  std::map<std::string, std::string> names;
  call.engine().read([&](const core::State& state) {
    grades = dissuade::grades_of(state.rules, until);
    for (const auto& rule : state.rules.rules()) {
      constexpr std::string_view head = "warn.outcome.";
      if (rule.key.starts_with(head) && !rule.key.ends_with(".then")) {
        names[rule.key.substr(head.size())] = rule.text;
      }
    }
  });
  std::map<std::string, std::uint64_t> outcomes;
  std::map<std::string, std::uint64_t> sources;
  base::Fen kept;
  for (const auto& [id, each, next, located] : warnings) {
    ++sources[boost::describe::enum_to_string(each.source, "")];
    kept += each.kept;
    if (!each.outcome.empty()) {
      ++outcomes[each.outcome];
    }
  }
  const auto lost = lost_of(call, warnings, victims, until);
  return net::json_response(
      200, json::serialize(json::object{
               {"from", base::format_instant(from)},
               {"until", base::format_instant(until)},
               {"raised", warnings.size()},
               {"grades", by_grade(grades, warnings)},
               {"outcomes", counted(outcomes, names)},
               {"sources", counted(sources, {})},
               {"kept_fen", kept.value()},
               {"lost", json::object{{"after_warning", lost.after_warning},
                                     {"after_warning_fen", lost.amount_after.value()},
                                     {"after_convinced", lost.after_convinced},
                                     {"without_warning", lost.without},
                                     {"without_warning_fen", lost.amount_without.value()}}}}));
}

}  // namespace holdfast::api
