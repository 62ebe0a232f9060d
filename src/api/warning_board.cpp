// Where warned people live: the units of one day's warnings in figures, and which street an address
// is taken for.
//
// A unit's figures hold those of the units below it. `own` of them are its own: of a district those
// whose station nobody knows.
#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "api/body.hpp"
#include "api/routes.hpp"
#include "api/warning_figures.hpp"
#include "core/locate.hpp"
#include "dissuade/grade.hpp"
#include "engine/json_values.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t beijing_ms = 28'800'000;
constexpr std::size_t area_bytes_max = 300;

struct Figures {
  std::uint64_t raised = 0;
  std::uint64_t own = 0;
  std::uint64_t open = 0;
  std::uint64_t settled = 0;
  std::uint64_t finished = 0;
  std::uint64_t unsigned_yet = 0;
  std::uint64_t late = 0;     // a clock lapsed, whenever
  std::uint64_t carried = 0;  // raised before the day and still open
  base::Fen kept;
  std::optional<base::Instant> next_due;
  std::map<std::string, std::uint64_t> grades;
  std::map<std::string, std::uint64_t> outcomes;
  std::uint64_t without_outcome = 0;

  void add(const Counted& each, const std::string& unit) {
    const auto& seen = each.seen;
    ++raised;
    own += seen.unit == unit ? 1U : 0U;
    open += seen.state == dissuade::State::open ? 1U : 0U;
    settled += seen.state == dissuade::State::settled ? 1U : 0U;
    finished += seen.state == dissuade::State::finished ? 1U : 0U;
    unsigned_yet += seen.state == dissuade::State::open && !seen.signed_at ? 1U : 0U;
    late += seen.lapses > 0 ? 1U : 0U;
    kept += seen.kept;
    ++grades[seen.grade];
    if (seen.outcome.empty()) {
      ++without_outcome;
    } else {
      ++outcomes[seen.outcome];
    }
    wait_for(each.next_due);
  }
  void wait_for(const std::optional<base::Instant>& due) {
    if (due && (!next_due || *due < *next_due)) {
      next_due = due;
    }
  }
};

/// The day in Beijing that "2026-11-27" names; without one that of `now`. Errors: bad_input.
base::Result<base::Instant> day_asked(const Call& call) {
  const auto text = call.query("day");
  if (text.empty()) {
    const auto local = base::to_unix_ms(call.engine().now()) + beijing_ms;
    return base::from_unix_ms(local - local % day_ms - beijing_ms);
  }
  const auto at = base::parse_instant(text + "T00:00:00+08:00");
  return text.size() == 10 && at
             ? at
             : base::Result<base::Instant>{
                   base::Error{base::ErrorCode::bad_input, "day is like 2026-11-27", "?day"}};
}

json::array counts(const std::vector<std::string>& order,
                   const std::map<std::string, std::uint64_t>& of) {
  json::array list;
  for (const auto& name : order) {
    const auto found = of.find(name);
    list.push_back(found == of.end() ? 0 : found->second);
  }
  return list;
}

struct Axis {
  std::vector<std::string> grades;
  std::vector<dissuade::OutcomeRule> outcomes;

  [[nodiscard]] std::vector<std::string> codes() const {
    std::vector<std::string> list;
    for (const auto& each : outcomes) {
      list.push_back(each.code);
    }
    return list;
  }
};

json::object figures_json(const Figures& of, const Axis& axis) {
  return {{"raised", of.raised},
          {"own", of.own},
          {"open", of.open},
          {"settled", of.settled},
          {"finished", of.finished},
          {"unsigned", of.unsigned_yet},
          {"late", of.late},
          {"carried", of.carried},
          {"kept_fen", of.kept.value()},
          {"next_due",
           of.next_due ? json::value(base::format_instant(*of.next_due)) : json::value(nullptr)},
          {"grades", counts(axis.grades, of.grades)},
          {"outcomes", counts(axis.codes(), of.outcomes)},
          {"without_outcome", of.without_outcome}};
}

/// The units that whoever asks may see, each after the one above it.
std::vector<core::Unit> units_below(const core::Routing& routing, const std::string& unit) {
  std::vector<core::Unit> units;
  for (const auto& each : routing.units) {
    const auto chain = core::chain_of(routing, each.code);
    if (unit.empty() || std::find(chain.begin(), chain.end(), unit) != chain.end()) {
      units.push_back(each);
    }
  }
  return units;
}

json::object street_json(const outreach::Street& street, const core::Routing& routing) {
  const auto* unit = core::find_unit(routing, street.unit);
  return {{"code", street.code},
          {"name", street.name},
          {"district", street.district},
          {"unit", street.unit},
          {"unit_name", unit == nullptr ? json::value(nullptr) : json::value(unit->name)}};
}

}  // namespace

Answer warnings_board(const Call& call) {
  const Gate::Turn turn{call.service.traces};
  if (!turn.has_it()) {
    return base::Error{base::ErrorCode::too_many, "too much is being counted; try again"};
  }
  const auto day = day_asked(call);
  if (!day) {
    return day.error();
  }
  const auto until = *day + std::chrono::days{1};
  const auto warnings = warnings_between(call, *day, until);
  const auto carried = open_before(call, *day);
  core::Routing routing;
  Axis axis;
  std::uint64_t streets = 0;
  call.engine().read([&](const core::State& state) {
    routing = state.routing;
    axis = {dissuade::grades_of(state.rules, *day), dissuade::outcomes_of(state.rules, *day)};
    streets = state.education.streets.size();
  });
  const auto units = units_below(routing, call.who.unit);
  std::map<std::string, Figures> figures;
  std::map<dissuade::Located, std::uint64_t> located;
  for (const auto& each : warnings) {
    for (const auto& unit : core::chain_of(routing, each.seen.unit)) {
      figures[unit].add(each, unit);
    }
    if (each.located) {
      ++located[*each.located];
    }
  }
  for (const auto& each : carried) {
    for (const auto& unit : core::chain_of(routing, each.seen.unit)) {
      ++figures[unit].carried;
      figures[unit].wait_for(each.next_due);
    }
  }
  json::array rows;
  for (const auto& unit : units) {
    auto row = figures_json(figures[unit.code], axis);
    row["code"] = unit.code;
    row["name"] = unit.name;
    row["tier"] = unit.tier;
    row["parent"] = engine::text_or_null(unit.parent);
    rows.push_back(std::move(row));
  }
  json::array outcomes;
  for (const auto& each : axis.outcomes) {
    outcomes.push_back(json::object{{"code", each.code}, {"name", each.name}});
  }
  return net::json_response(
      200, json::serialize(json::object{
               {"from", base::format_instant(*day)},
               {"until", base::format_instant(until)},
               {"grades", json::value_from(axis.grades)},
               {"outcomes", std::move(outcomes)},
               {"streets", streets},
               {"located", json::object{{"found", located[dissuade::Located::found]},
                                        {"several", located[dissuade::Located::several]},
                                        {"unknown", located[dissuade::Located::unknown]},
                                        {"chosen", located[dissuade::Located::chosen]}}},
               {"units", std::move(rows)}}));
}

Answer find_place(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  const auto area = fields->needed_text("area", area_bytes_max);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  json::object body;
  call.engine().read([&](const core::State& state) {
    const auto where = core::locate(state, area, {});
    json::array streets;
    for (const auto& code : where.streets) {
      streets.push_back(street_json(state.education.streets.at(code), state.routing));
    }
    const auto* unit = core::find_unit(state.routing, where.unit);
    body = {{"located", boost::describe::enum_to_string(where.located, "")},
            {"unit", engine::text_or_null(where.unit)},
            {"unit_name", unit == nullptr ? json::value(nullptr) : json::value(unit->name)},
            {"streets", std::move(streets)},
            {"streets_known", state.education.streets.size()}};
  });
  return net::json_response(200, json::serialize(body));
}

}  // namespace holdfast::api
