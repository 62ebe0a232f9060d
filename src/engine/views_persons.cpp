// The documents of persons dealt with, of what was done with them, and of leads: masked, as
// everything that lists hold.
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <limits>

#include "engine/view_parts.hpp"
#include "person/machine.hpp"
#include "person/terms.hpp"

namespace holdfast::engine {

namespace json = boost::json;

namespace {

using person::Person;
using person::Step;

constexpr std::int64_t never_ms = std::numeric_limits<std::int64_t>::max();

json::object place_json(const person::Place& place) {
  return {{"where", enum_text(place.where)},
          {"country", text_or_null(place.country)},
          {"by", place.by},
          {"at", base::format_instant(place.at)}};
}

json::array memberships(const Person& person, const person::Standing& standing,
                        const ViewContext& context) {
  const auto roles = person::coded_by(context.state.rules, "person.roles", context.now);
  json::array list;
  for (const auto& each : person.cases) {
    const auto& file = context.state.cases.at(each.case_id);
    const auto in_case = person::standing_in(standing, each.case_id);
    list.push_back(json::object{{"case", order::to_text(each.case_id)},
                                {"fraud_type", file.fraud_type},
                                {"role", each.role},
                                {"role_name", person::name_of(roles, each.role)},
                                {"by", each.by},
                                {"at", base::format_instant(each.at)},
                                {"stage", enum_text(in_case.stage)},
                                {"sent_back", in_case.sent_back},
                                {"is_filed", file.filed.has_value() && !file.withdrawn},
                                {"is_erased", desk::is_erased(file)}});
  }
  return list;
}

json::array proofs(const Person& person) {
  json::array list;
  for (const auto& each : person.proofs) {
    list.push_back(json::object{
        {"reference", each.reference},
        {"sha256", each.sha256},
        {"what", base::mask_text(each.what.text)},
        {"case", each.case_id ? json::value(order::to_text(*each.case_id)) : json::value(nullptr)},
        {"by", each.by},
        {"at", base::format_instant(each.at)}});
  }
  return list;
}

json::value penalty_json(const Step& step, const ViewContext& context) {
  if (!step.penalty) {
    return nullptr;
  }
  const auto& penalty = *step.penalty;
  const auto articles = person::coded_by(context.state.rules, "person.penalties", step.taken_at);
  return json::object{{"article", penalty.article},
                      {"article_name", person::name_of(articles, penalty.article)},
                      {"days", penalty.days},
                      {"fine_fen", penalty.fine.value()},
                      {"confiscated_fen", penalty.confiscated.value()}};
}

json::value judgement_json(const Step& step) {
  if (!step.judgement) {
    return nullptr;
  }
  const auto& judgement = *step.judgement;
  return json::object{{"sentence", enum_text(judgement.sentence)},
                      {"months", judgement.months},
                      {"fine_fen", judgement.fine.value()},
                      {"restitution_fen", judgement.restitution.value()},
                      {"court", judgement.court}};
}

json::value undone_json(const Step& step) {
  if (!step.undone) {
    return nullptr;
  }
  return json::object{{"by", step.undone->by},
                      {"at", base::format_instant(step.undone->at)},
                      {"reason", base::mask_text(step.undone->reason.text)}};
}

json::object step_json(const Step& step, const ViewContext& context) {
  return {{"number", step.number},
          {"kind", enum_text(step.kind)},
          {"case", order::to_text(step.case_id)},
          {"unit", text_or_null(step.unit)},
          {"by", step.by},
          {"at", base::format_instant(step.at)},
          {"taken_at", base::format_instant(step.taken_at)},
          {"document", text_or_null(step.document)},
          {"ground", enum_text(step.ground)},
          {"note", text_or_null(base::mask_text(step.note.text))},
          {"penalty", penalty_json(step, context)},
          {"judgement", judgement_json(step)},
          {"undone", undone_json(step)}};
}

/// Those that nothing has stopped, the first to lapse first.
json::array clocks(const Person& person, const person::Standing& standing) {
  auto running = standing.running;
  std::stable_sort(running.begin(), running.end(), [&](const auto& one, const auto& other) {
    return person::clock_at(person, one).due < person::clock_at(person, other).due;
  });
  json::array list;
  for (const auto& each : running) {
    const auto& clock = person::clock_at(person, each);
    list.push_back(json::object{{"step", each.step},
                                {"case", order::to_text(person.steps.at(each.step - 1).case_id)},
                                {"kind", enum_text(clock.kind)},
                                {"begins", base::format_instant(clock.begins)},
                                {"due", base::format_instant(clock.due)},
                                {"told", enum_text(clock.told)},
                                {"article", clock.article}});
  }
  return list;
}

/// The earliest that lapses; one that lapsed already and was not answered comes first.
std::optional<base::Instant> next_due(const Person& person, const person::Standing& standing) {
  std::optional<base::Instant> next;
  for (const auto& each : standing.running) {
    const auto due = person::clock_at(person, each).due;
    next = std::min(next.value_or(due), due);
  }
  return next;
}

bool is_late(const Person& person, const person::Standing& standing) {
  return std::any_of(standing.running.begin(), standing.running.end(), [&](const auto& each) {
    return person::clock_at(person, each).told == person::Told::lapsed;
  });
}

/// Every combination of role, unit (with those above it) and officer that lists are filtered by.
std::vector<std::string> list_terms(const Person& person, const ViewContext& context) {
  std::vector<std::string> roles{""};
  for (const auto& each : person.cases) {
    roles.push_back(" role:" + each.role);
  }
  std::vector<std::string> units{""};
  for (const auto& unit : core::chain_of(context.state.routing, person.unit)) {
    units.push_back(" unit:" + unit);
  }
  std::vector<std::string> terms;
  for (const auto& role : roles) {
    for (const auto& unit : units) {
      for (const auto& officer : {std::string{}, " officer:" + person.officer}) {
        if (auto term = role + unit + officer; !term.empty()) {
          terms.push_back(term.substr(1));
        }
      }
    }
  }
  return terms;
}

void add_found_by(std::vector<std::string>& terms, const Person& person,
                  const ViewContext& context) {
  terms.push_back(person::to_text(person.id));
  for (const auto& each : person.cases) {
    terms.push_back("case:" + order::to_text(each.case_id));
  }
  if (person.erased_at) {
    return;
  }
  for (const auto* text : {&person.name, &person.id_no}) {
    if (!text->text.empty()) {
      terms.push_back(context.hash(text->text));
    }
  }
  for (const auto& phone : person.phones) {
    terms.push_back(context.hash(phone.text));
  }
  for (const auto account : person.accounts) {
    terms.push_back("account:" + to_text(account));
  }
}

std::string place_state(const Person& person, const person::Standing& standing) {
  return standing.is_wanted ? "wanted" : enum_text(person.place.where);
}

port::ProjectionRow step_row(const Person& person, const Step& step, const ViewContext& context) {
  const auto& file = context.state.cases.at(step.case_id);
  auto doc = step_json(step, context);
  doc["id"] = fmt::format("{}-{}", person::to_text(person.id), step.number);
  doc["person"] = person::to_text(person.id);
  doc["name"] = base::mask_name(person.name.text);
  doc["fraud_type"] = file.fraud_type;
  port::ProjectionRow row;
  row.kind = "person_step";
  row.id = fmt::format("{}-{:04}", person::to_text(person.id), step.number);
  row.parent = person::to_text(person.id);
  row.state = step.undone ? "undone" : enum_text(step.kind);
  row.at_ms = base::to_unix_ms(step.taken_at);
  row.terms = {"case:" + order::to_text(step.case_id)};
  row.doc = json::serialize(doc);
  return row;
}

}  // namespace

port::ProjectionRow person_row(const Person& person, const ViewContext& context) {
  const auto standing = person::standing_of(person);
  const auto due = next_due(person, standing);
  const bool is_overdue = is_late(person, standing);
  json::array phones;
  for (const auto& phone : person.phones) {
    phones.push_back(json::value(base::mask_number(phone.text)));
  }
  json::array accounts;
  for (const auto account : person.accounts) {
    accounts.push_back(account_ref(context.world, context.state.routing, account));
  }
  json::array steps;
  for (const auto& step : person.steps) {
    steps.push_back(step_json(step, context));
  }
  const bool is_bound = standing.measure != person::Measure::none;
  json::object doc;
  doc["id"] = person::to_text(person.id);
  doc["name"] = base::mask_name(person.name.text);
  doc["id_no"] = text_or_null(base::mask_number(person.id_no.text));
  doc["phones"] = std::move(phones);
  doc["accounts"] = std::move(accounts);
  doc["cases"] = memberships(person, standing, context);
  doc["place"] = place_json(person.place);
  doc["proofs"] = proofs(person);
  doc["measure"] = enum_text(standing.measure);
  doc["measure_case"] =
      is_bound ? json::value(order::to_text(standing.measure_case)) : json::value(nullptr);
  doc["since"] =
      is_bound ? json::value(base::format_instant(standing.since)) : json::value(nullptr);
  doc["is_held"] = standing.is_held;
  doc["is_wanted"] = standing.is_wanted;
  doc["is_persuaded"] = standing.is_persuaded;
  doc["request"] = enum_text(standing.request);
  doc["custody_extensions"] = standing.custody_extensions;
  doc["steps"] = std::move(steps);
  doc["clocks"] = clocks(person, standing);
  doc["next_due"] = time_or_null(due);
  doc["is_late"] = is_overdue;
  doc["officer"] = person.officer;
  doc["unit"] = text_or_null(person.unit);
  doc["filed_at"] = base::format_instant(person.filed_at);
  doc["erased_at"] = time_or_null(person.erased_at);
  port::ProjectionRow row;
  row.kind = "person";
  row.id = person::to_text(person.id);
  row.state = fmt::format("{}:{}:{}", enum_text(standing.measure), place_state(person, standing),
                          is_overdue ? "late" : "ok");
  row.at_ms = due ? base::to_unix_ms(*due) : never_ms;  // what is due first is listed first
  row.terms = list_terms(person, context);
  add_found_by(row.terms, person, context);
  row.doc = json::serialize(doc);
  return row;
}

std::vector<port::ProjectionRow> person_step_rows(const Person& person,
                                                  const ViewContext& context) {
  std::vector<port::ProjectionRow> rows;
  for (const auto& step : person.steps) {
    rows.push_back(step_row(person, step, context));
  }
  return rows;
}

port::ProjectionRow lead_row(const person::Lead& lead, const ViewContext& context) {
  const auto codes = [&](std::string_view what) {
    return person::coded_by(context.state.rules, person::roll_key(lead.roll, what), context.now);
  };
  const auto step_codes = codes("steps");
  const auto result_codes = codes("results");
  json::array steps;
  for (const auto& each : lead.steps) {
    steps.push_back(json::object{{"code", each.code},
                                 {"name", person::name_of(step_codes, each.code)},
                                 {"by", each.by},
                                 {"at", base::format_instant(each.at)},
                                 {"note", base::mask_text(each.note.text)}});
  }
  json::value result;
  if (lead.result) {
    result = json::object{
        {"code", lead.result->code},
        {"name", person::name_of(result_codes, lead.result->code)},
        {"by", lead.result->by},
        {"at", base::format_instant(lead.result->at)},
        {"note", base::mask_text(lead.result->note.text)},
        {"person", lead.result->person ? json::value(person::to_text(*lead.result->person))
                                       : json::value(nullptr)}};
  }
  json::object doc;
  doc["id"] = person::to_text(lead.id);
  doc["roll"] = enum_text(lead.roll);
  doc["name"] = base::mask_name(lead.name.text);
  doc["id_no"] = text_or_null(base::mask_number(lead.id_no.text));
  doc["country"] = lead.country;
  doc["source"] = base::mask_text(lead.source.text);
  doc["owner"] = lead.owner;
  doc["unit"] = text_or_null(lead.unit);
  doc["listed_by"] = lead.listed_by;
  doc["listed_at"] = base::format_instant(lead.listed_at);
  doc["due"] = base::format_instant(lead.due);
  doc["article"] = lead.article;
  doc["steps"] = std::move(steps);
  doc["result"] = std::move(result);
  port::ProjectionRow row;
  row.kind = "lead";
  row.id = person::to_text(lead.id);
  row.state = enum_text(lead.roll) + (lead.result ? ":ended" : ":open");
  row.at_ms = base::to_unix_ms(lead.due);
  row.terms = {row.id, "owner:" + lead.owner, context.hash(lead.name.text)};
  if (!lead.id_no.text.empty()) {
    row.terms.push_back(context.hash(lead.id_no.text));
  }
  row.doc = json::serialize(doc);
  return row;
}

}  // namespace holdfast::engine
