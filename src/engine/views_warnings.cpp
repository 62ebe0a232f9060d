// The document of a warning: masked, as everything that lists hold, with what may be done now.
#include <boost/json.hpp>

#include "dissuade/grade.hpp"
#include "dissuade/machine.hpp"
#include "engine/view_parts.hpp"

namespace holdfast::engine {

namespace json = boost::json;

namespace {

using dissuade::Step;
using dissuade::Warning;

json::value unit_or_null(const std::string& code, const core::Routing& routing) {
  const auto* unit = core::find_unit(routing, code);
  if (unit == nullptr) {
    return nullptr;
  }
  return json::object{{"code", unit->code}, {"name", unit->name}, {"tier", unit->tier}};
}

json::array sources(const Warning& warning) {
  json::array list;
  for (const auto& each : warning.sources) {
    list.push_back(json::object{{"kind", enum_text(each.kind)},
                                {"by", each.by},
                                {"at", base::format_instant(each.at)},
                                {"feature_code", text_or_null(each.feature_code)}});
  }
  return list;
}

json::object evidence(const Warning& warning) {
  json::array transfers;
  json::array cases;
  json::array texts;
  for (const auto each : warning.evidence.transfers) {
    transfers.push_back(json::value(to_text(each)));
  }
  for (const auto each : warning.evidence.cases) {
    cases.push_back(json::value(order::to_text(each)));
  }
  for (const auto& each : warning.evidence.texts) {
    texts.push_back(json::value(base::mask_text(each.text)));
  }
  return {{"transfers", std::move(transfers)},
          {"cases", std::move(cases)},
          {"texts", std::move(texts)}};
}

json::array clocks(const Warning& warning, const core::Routing& routing) {
  json::array list;
  for (const auto& each : warning.clocks) {
    list.push_back(json::object{{"step", enum_text(each.step)},
                                {"begins", base::format_instant(each.begins)},
                                {"due", base::format_instant(each.due)},
                                {"told", enum_text(each.told)},
                                {"stopped", time_or_null(each.stopped)},
                                {"unit", unit_or_null(each.unit, routing)}});
  }
  return list;
}

json::array taken(const Warning& warning) {
  json::array list;
  for (const auto& each : warning.taken) {
    list.push_back(json::object{{"step", enum_text(each.step)},
                                {"result", enum_text(each.result)},
                                {"by", each.by},
                                {"at", base::format_instant(each.at)},
                                {"note", text_or_null(each.note)},
                                {"round", each.round}});
  }
  return list;
}

json::array outcomes(const Warning& warning, const law::RuleBook& rules) {
  json::array list;
  for (const auto& each : warning.outcomes) {
    const auto* name = rules.find("warn.outcome." + each.code, each.at);
    list.push_back(json::object{{"code", each.code},
                                {"name", name == nullptr ? each.code : name->text},
                                {"then", enum_text(each.then)},
                                {"by", each.by},
                                {"at", base::format_instant(each.at)},
                                {"note", text_or_null(each.note)},
                                {"kept_fen", fen_or_null(each.kept)},
                                {"lost_fen", fen_or_null(each.lost)},
                                {"round", each.round}});
  }
  return list;
}

json::array notices(const Warning& warning) {
  json::array list;
  for (const auto& each : warning.notices) {
    list.push_back(json::object{{"step", enum_text(each.step)},
                                {"round", each.round},
                                {"state", enum_text(each.state)},
                                {"at", base::format_instant(each.at)},
                                {"detail", text_or_null(each.detail)}});
  }
  return list;
}

json::value counter(const Warning& warning) {
  if (!warning.counter) {
    return nullptr;
  }
  const auto& at = *warning.counter;
  return json::object{{"institution", at.institution},
                      {"branch", at.branch},
                      {"address", text_or_null(at.address)},
                      {"telephone", at.telephone},
                      {"clerk", base::mask_name(at.clerk)}};
}

/// Where the person lives: the street by its name, what was told masked.
json::value place(const Warning& warning, const core::State& state) {
  if (!warning.place) {
    return nullptr;
  }
  const auto& streets = state.education.streets;
  const auto street = streets.find(warning.place->street);
  json::value named = nullptr;
  if (street != streets.end()) {
    named = json::object{{"code", street->second.code},
                         {"name", street->second.name},
                         {"district", street->second.district}};
  }
  return json::object{{"located", enum_text(warning.place->located)},
                      {"street", std::move(named)},
                      {"told", !warning.place->told.text.empty()}};
}

/// The steps that may be taken now.
json::array acts(const Warning& warning) {
  json::array list;
  for (const auto step : {Step::sign_off, Step::dispatch, Step::sms, Step::call, Step::visit,
                          Step::identity, Step::outcome, Step::back_check}) {
    if (!dissuade::obstacle_to(warning, step)) {
      list.push_back(json::value(enum_text(step)));
    }
  }
  return list;
}

/// The next clock that lapses; null where none runs.
json::value next_clock(const Warning& warning) {
  const dissuade::Clock* next = nullptr;
  for (const auto& each : warning.clocks) {
    const bool runs = !each.stopped && each.told != dissuade::Told::lapsed;
    if (runs && (next == nullptr || each.due < next->due)) {
      next = &each;
    }
  }
  if (next == nullptr) {
    return nullptr;
  }
  return json::object{{"step", enum_text(next->step)}, {"due", base::format_instant(next->due)}};
}

/// Where it stands in the queue: what failed or came again first, then by grade, then by what
/// lapses first; what only waits for its back-check after that. A number that sorts like a time.
std::int64_t place_of(const Warning& warning, std::size_t rank) {
  constexpr std::int64_t step = 10'000'000'000'000;  // more milliseconds than any due time has
  constexpr std::int64_t ordinary = 20;
  constexpr std::int64_t settled = 60;
  const auto grade = static_cast<std::int64_t>(std::min<std::size_t>(rank, ordinary - 1));
  const auto first = warning.state == dissuade::State::settled ? settled
                     : dissuade::calls_for_protection(warning) ? std::int64_t{0}
                                                               : ordinary;
  const auto due = dissuade::next_due(warning).value_or(warning.raised_at);
  return (first + grade) * step + base::to_unix_ms(due);
}

/// "open+:特危": the plus where it failed or came again.
std::string state_of(const Warning& warning) {
  const bool is_first =
      warning.state == dissuade::State::open && dissuade::calls_for_protection(warning);
  return enum_text(warning.state) + (is_first ? "+:" : ":") + warning.grade;
}

}  // namespace

port::ProjectionRow warning_row(const Warning& warning, const ViewContext& context) {
  const auto& routing = context.state.routing;
  const auto grades = dissuade::grades_of(context.state.rules, warning.raised_at);
  const auto rank = dissuade::rank_of(grades, warning.grade).value_or(grades.size());
  json::object doc;
  doc["id"] = dissuade::to_text(warning.id);
  doc["state"] = enum_text(warning.state);
  doc["grade"] = warning.grade;
  doc["rank"] = rank;
  doc["fraud_type"] = text_or_null(warning.fraud_type);
  doc["sources"] = sources(warning);
  json::array reasons;
  for (const auto& each : warning.reasons) {
    reasons.push_back(json::value(base::mask_text(each)));
  }
  doc["reasons"] = std::move(reasons);
  doc["evidence"] = evidence(warning);
  doc["amount_fen"] = warning.amount.value();
  doc["name"] = base::mask_name(warning.name.text);
  doc["phone"] = base::mask_number(warning.phone.text);
  doc["is_known"] = !warning.person.empty();
  doc["account"] =
      warning.account
          ? json::value(account_ref(context.world, routing, *warning.account, warning.institution))
          : json::value(nullptr);
  doc["place"] = place(warning, context.state);
  doc["unit"] = unit_or_null(warning.unit, routing);
  doc["held_by"] = unit_or_null(warning.held_by, routing);
  doc["raised_at"] = base::format_instant(warning.raised_at);
  doc["repeat"] = warning.repeat;
  doc["round"] = warning.round;
  doc["failures"] = warning.failures;
  doc["lapses"] = warning.lapses;
  doc["clocks"] = clocks(warning, routing);
  doc["taken"] = taken(warning);
  doc["outcomes"] = outcomes(warning, context.state.rules);
  doc["notices"] = notices(warning);
  doc["counter"] = counter(warning);
  doc["next"] = next_clock(warning);
  doc["acts"] = acts(warning);
  doc["offers_protection"] = dissuade::calls_for_protection(warning);
  doc["merged_into"] = warning.merged_into ? json::value(dissuade::to_text(*warning.merged_into))
                                           : json::value(nullptr);
  doc["finished_at"] = time_or_null(warning.finished_at);
  doc["is_erased"] = false;
  port::ProjectionRow row;
  row.kind = "warning";
  row.id = dissuade::to_text(warning.id);
  row.state = state_of(warning);
  row.at_ms =
      warning.finished_at ? base::to_unix_ms(*warning.finished_at) : place_of(warning, rank);
  row.amount_fen = warning.amount.value();
  row.terms = {row.id};
  for (const auto& unit : core::chain_of(routing, warning.unit)) {
    row.terms.push_back("unit:" + unit);
  }
  if (!warning.person.empty()) {
    row.terms.push_back(warning.person);
  }
  if (warning.account) {
    row.terms.push_back("account:" + to_text(*warning.account));
  }
  row.doc = json::serialize(doc);
  return row;
}

/// What is left once the personal texts are gone.
port::ProjectionRow erased_warning_row(dissuade::WarningId id, const dissuade::Past& past,
                                       const ViewContext& context) {
  const auto& state = context.state;
  const auto grades = dissuade::grades_of(state.rules, past.raised_at);
  json::array outcomes;
  if (past.concluded_at) {
    const auto* name = state.rules.find("warn.outcome." + past.outcome, *past.concluded_at);
    outcomes.push_back(json::object{{"code", past.outcome},
                                    {"name", name == nullptr ? past.outcome : name->text},
                                    {"then", enum_text(past.then)},
                                    {"by", ""},
                                    {"at", base::format_instant(*past.concluded_at)},
                                    {"note", nullptr},
                                    {"kept_fen", past.kept.value()},
                                    {"lost_fen", past.lost.value()},
                                    {"round", 1}});
  }
  const json::object doc{
      {"id", dissuade::to_text(id)},
      {"state", enum_text(past.state)},
      {"grade", past.grade},
      {"rank", dissuade::rank_of(grades, past.grade).value_or(grades.size())},
      {"fraud_type", nullptr},
      {"sources", json::array{json::object{{"kind", enum_text(past.source)},
                                           {"by", ""},
                                           {"at", base::format_instant(past.raised_at)},
                                           {"feature_code", nullptr}}}},
      {"reasons", json::array{}},
      {"evidence",
       json::object{
           {"transfers", json::array{}}, {"cases", json::array{}}, {"texts", json::array{}}}},
      {"amount_fen", 0},
      {"name", base::erased_text},
      {"phone", base::erased_text},
      {"is_known", !past.person.empty()},
      {"account", nullptr},
      {"place", nullptr},
      {"unit", unit_or_null(past.unit, state.routing)},
      {"held_by", unit_or_null(past.unit, state.routing)},
      {"raised_at", base::format_instant(past.raised_at)},
      {"repeat", past.repeat},
      {"round", 1},
      {"failures", 0},
      {"lapses", past.lapses},
      {"clocks", json::array{}},
      {"taken", json::array{}},
      {"outcomes", std::move(outcomes)},
      {"notices", json::array{}},
      {"counter", nullptr},
      {"next", nullptr},
      {"acts", json::array{}},
      {"offers_protection", false},
      {"merged_into",
       past.merged_into ? json::value(dissuade::to_text(*past.merged_into)) : json::value(nullptr)},
      {"finished_at", base::format_instant(past.ended_at)},
      {"is_erased", true}};
  port::ProjectionRow row;
  row.kind = "warning";
  row.id = dissuade::to_text(id);
  row.state = enum_text(past.state) + ":" + past.grade;
  row.at_ms = base::to_unix_ms(past.ended_at);
  row.terms = {row.id};
  for (const auto& unit : core::chain_of(state.routing, past.unit)) {
    row.terms.push_back("unit:" + unit);
  }
  if (!past.person.empty()) {
    row.terms.push_back(past.person);
  }
  row.doc = json::serialize(doc);
  return row;
}

}  // namespace holdfast::engine
