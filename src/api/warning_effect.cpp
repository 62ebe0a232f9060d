// GET /warnings-effect: what warnings were good for. Each figure is counted from the warnings
// raised in a span of time and the cases reported in it or after it: who was warned and lost money
// all the same, and who lost money and was never warned. A person is told again by the keyed digest
// of their telephone.
#include <algorithm>
#include <boost/json.hpp>
#include <unordered_map>

#include "api/routes.hpp"
#include "dissuade/grade.hpp"
#include "dissuade/machine.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr auto span_default = std::chrono::days{30};
constexpr std::size_t at_once = 500;  // the engine's thread does nothing else meanwhile

struct Seen {
  std::string grade;
  std::string person;
  std::string outcome;
  dissuade::SourceKind source = dissuade::SourceKind::officer;
  base::Instant raised_at;
  std::optional<base::Instant> convinced_at;
  std::optional<base::Milliseconds> signed_after;
  base::Fen kept;
  base::Fen lost;
  int lapses = 0;
  bool repeated = false;
  bool is_over = false;
};

Seen seen_of(const dissuade::Warning& warning) {
  Seen seen;
  seen.grade = warning.grade;
  seen.person = warning.person;
  seen.source = warning.sources.front().kind;
  seen.raised_at = warning.raised_at;
  seen.lapses = warning.lapses;
  seen.repeated = warning.repeat > 0;
  seen.is_over = warning.state == dissuade::State::finished;
  for (const auto& each : warning.taken) {
    if (each.step == dissuade::Step::sign_off && !seen.signed_after) {
      seen.signed_after = each.at - warning.raised_at;
    }
  }
  for (const auto& each : warning.outcomes) {
    seen.outcome = each.code;
    seen.kept += each.kept.value_or(base::Fen{});
    seen.lost += each.lost.value_or(base::Fen{});
    if (each.then == dissuade::Then::back_check) {
      seen.convinced_at = each.at;
    }
  }
  return seen;
}

/// Numbers are given out in the order of time, one after the other: the first at or after `from`.
std::uint64_t first_since(const core::State& state, base::Instant from) {
  std::uint64_t low = 1;
  std::uint64_t high = state.warnings.empty() ? 1 : state.warnings.rbegin()->first.value() + 1;
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    if (state.warnings.at(dissuade::WarningId{middle}).raised_at < from) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::vector<Seen> warnings_between(const Call& call, base::Instant from, base::Instant until) {
  std::vector<Seen> all;
  std::optional<std::uint64_t> next;
  for (bool goes_on = true; goes_on;) {
    call.engine().read([&](const core::State& state) {
      const auto first = next.value_or(first_since(state, from));
      auto each = state.warnings.lower_bound(dissuade::WarningId{first});
      std::size_t count = 0;
      for (; each != state.warnings.end() && each->second.raised_at < until && count < at_once;
           ++each, ++count) {
        if (each->second.state != dissuade::State::merged) {
          all.push_back(seen_of(each->second));
        }
      }
      goes_on = count == at_once;
      next = first + count;
    });
  }
  return all;
}

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

Lost lost_of(const Call& call, const std::vector<Seen>& warnings,
             const std::vector<Victim>& victims, base::Instant until) {
  std::unordered_map<std::string, std::vector<const Seen*>> by_person;
  for (const auto& each : warnings) {
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
                    [&](const Seen* each) { return each->raised_at <= victim.reported_at; });
    if (was_warned) {
      ++lost.after_warning;
      lost.amount_after += victim.loss;
      lost.after_convinced +=
          std::any_of(found->second.begin(), found->second.end(),
                      [&](const Seen* each) {
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

json::array by_grade(const std::vector<std::string>& grades, const std::vector<Seen>& warnings) {
  json::array list;
  for (const auto& grade : grades) {
    std::uint64_t raised = 0;
    std::uint64_t late = 0;
    std::uint64_t over = 0;
    std::uint64_t repeated = 0;
    std::vector<base::Milliseconds> signed_after;
    for (const auto& each : warnings) {
      if (each.grade != grade) {
        continue;
      }
      ++raised;
      late += each.lapses > 0 ? 1U : 0U;
      over += each.is_over ? 1U : 0U;
      repeated += each.repeated ? 1U : 0U;
      if (each.signed_after) {
        signed_after.push_back(*each.signed_after);
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
  for (const auto& each : warnings) {
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
