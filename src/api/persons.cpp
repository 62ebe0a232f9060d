// Persons dealt with: the list, one file with what may be done now, and everything about a file
// that is not a step.
//
// Everybody of the centre sees the masked list and files; who may write them and see names the core
// says (core/persons.hpp).
#include "core/persons.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/path_command.hpp"
#include "api/person_routes.hpp"
#include "api/reads.hpp"
#include "person/terms.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

using person::Person;
using person::Step;
using person::StepKind;

constexpr std::size_t reason_bytes_max = 2000;

base::Error bad_query(std::string name, std::string why) {
  return {base::ErrorCode::bad_input, name + " " + std::move(why), "?" + name};
}

base::Result<std::vector<std::string>> choices(const Call& call, const std::string& name,
                                               std::vector<std::string> all) {
  const auto wanted = call.query(name);
  if (wanted.empty()) {
    return all;
  }
  if (std::find(all.begin(), all.end(), wanted) == all.end()) {
    return bad_query(name, "is none of those there are");
  }
  return std::vector{wanted};
}

/// The rows' states are "measure:whereabouts:late": all that fit the filters.
base::Result<std::vector<std::string>> states_of(const Call& call) {
  const auto measures =
      choices(call, "measure", {"none", "detained", "arrested", "bailed", "confined"});
  const auto places = choices(call, "where", {"unknown", "at_home", "abroad", "wanted"});
  const auto late = choices(call, "clock", {"ok", "late"});
  for (const auto* each : {&measures, &places, &late}) {
    if (!*each) {
      return each->error();
    }
  }
  std::vector<std::string> states;
  for (const auto& measure : *measures) {
    for (const auto& place : *places) {
      for (const auto& flag : *late) {
        states.push_back(fmt::format("{}:{}:{}", measure, place, flag));
      }
    }
  }
  return states;
}

/// Rows hold every combination of role, unit and officer; nothing else goes together with them.
base::Result<std::optional<std::string>> term_of(const Call& call) {
  std::string term;
  for (const auto* name : {"role", "unit", "officer"}) {
    if (const auto value = call.query(name); !value.empty()) {
      term += (term.empty() ? "" : " ") + std::string{name} + ":" + value;
    }
  }
  const auto case_id = call.query("case");
  const auto sought = call.query("q");
  if ((!term.empty() ? 1 : 0) + (!case_id.empty() ? 1 : 0) + (!sought.empty() ? 1 : 0) > 1) {
    return bad_query(sought.empty() ? "case" : "q", "does not go with role, unit or officer");
  }
  if (!case_id.empty()) {
    const auto id = read_case(case_id);
    return id ? base::Result<std::optional<std::string>>{"case:" + order::to_text(*id)}
              : base::Result<std::optional<std::string>>{id.error()};
  }
  if (!sought.empty()) {
    return std::optional{search_term(call, sought)};
  }
  return term.empty() ? std::optional<std::string>{} : std::optional{term};
}

/// A step of the kind as it would have to be, so that the law alone speaks.
Step likely(StepKind kind, person::CaseId case_id, person::Ground ground, base::Instant now,
            const law::RuleBook& rules) {
  Step step;
  step.kind = kind;
  step.case_id = case_id;
  step.taken_at = now;
  step.ground = ground;
  if (kind == StepKind::penalised) {
    const auto articles = person::coded_by(rules, "person.penalties", now);
    step.penalty =
        person::Penalty{articles.empty() ? "" : articles.front().code, 1, base::Fen{}, base::Fen{}};
  }
  if (kind == StepKind::judged) {
    step.judgement = person::Judgement{};
  }
  return step;
}

/// The steps that the law allows now in each case of the person.
json::array acts_of(const core::State& state, const Person& person, base::Instant now) {
  const auto standing = person::standing_of(person);
  json::array list;
  for (const auto& each : person.cases) {
    json::array kinds;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<StepKind>>([&](auto kind) {
      for (const auto ground : {person::Ground::ordinary, person::Ground::special,
                                person::Ground::roaming, person::Ground::petty}) {
        const auto step = likely(kind.value, each.case_id, ground, now, state.rules);
        if (core::may_be_in_case(state, each.case_id, step) &&
            !person::obstacle_to(person, standing, step, state.rules)) {
          kinds.push_back(json::value(kind.name));
          return;
        }
      }
    });
    list.push_back(
        json::object{{"case", order::to_text(each.case_id)}, {"kinds", std::move(kinds)}});
  }
  return list;
}

json::array coded_json(const std::vector<person::Coded>& all) {
  json::array list;
  for (const auto& each : all) {
    list.push_back(json::object{{"code", each.code}, {"name", each.name}});
  }
  return list;
}

core::PersonFacts read_facts(const Call& call, const Fields& fields) {
  core::PersonFacts facts;
  facts.name = fields.text("name", 128);
  facts.id_no = plain_number(fields.text("id_no", 64));
  facts.id_key = facts.id_no.empty() ? std::string{} : call.engine().search_term(facts.id_no);
  for (const auto& phone : fields.texts("phones", 20, 32)) {
    facts.phones.push_back(plain_number(phone));
  }
  for (const auto& text : fields.texts("accounts", 100, 32)) {
    if (const auto account = read_account(call.engine().world(), text)) {
      facts.accounts.push_back(*account);
    } else {
      fields.refuse("accounts", "are like A17, as accounts of cases are called");
    }
  }
  return facts;
}

person::CaseId read_case_field(const Fields& fields) {
  const auto number = read_number(fields.needed_text("case", 32), 'C');
  if (!number) {
    fields.refuse("case", "is like C000001");
  }
  return person::CaseId{number.value_or(0)};
}

person::Whereabouts read_where(const Fields& fields) {
  return needed_choice<person::Whereabouts>(fields, "where", "unknown, at_home or abroad", 16);
}

}  // namespace

base::Result<person::PersonId> person_in_path(const Call& call) {
  const auto number = read_number(call.request.param("id"), 'R');
  return number ? base::Result<person::PersonId>{person::PersonId{*number}}
                : base::Result<person::PersonId>{
                      base::Error{base::ErrorCode::not_found, "no such person"}};
}

Answer list_persons(const Call& call) {
  auto query = page_query(call, "person");
  if (!query) {
    return query.error();
  }
  if (query->from_ms || query->until_ms) {
    return bad_query("from", "and until do not apply here: the list has its own order");
  }
  auto states = states_of(call);
  auto term = term_of(call);
  if (!states || !term) {
    return !states ? states.error() : term.error();
  }
  query->states = std::move(*states);
  query->term = std::move(*term);
  if (call.query("order").empty()) {
    query->order = port::RowOrder::oldest_first;  // by what lapses first
  }
  return list_page(call, *query);
}

Answer one_person(const Call& call) {
  const auto id = person_in_path(call);
  if (!id) {
    return id.error();
  }
  auto doc = call.engine().find("person", person::to_text(*id), call.min_seq);
  if (!doc) {
    return doc.error();
  }
  json::array acts;
  bool may_write = false;
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    const auto found = state.persons.find(*id);
    if (found != state.persons.end() && !found->second.erased_at) {
      may_write = core::may_see_persons(state, call.who.name, now);
      acts = acts_of(state, found->second, now);
    }
  });
  doc->pop_back();  // the object goes on
  return tagged(call, fmt::format("{},\"may_write\":{},\"acts\":{}}}", *doc, may_write,
                                  json::serialize(acts)));
}

Answer person_timeline(const Call& call) {
  const auto id = person_in_path(call);
  auto query = page_query(call, "timeline");
  if (!id || !query) {
    return !id ? id.error() : query.error();
  }
  query->parent = person::to_text(*id);
  return list_page(call, *query);
}

Answer person_terms(const Call& call) {
  json::object body;
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    const auto& rules = state.rules;
    json::array rolls;
    for (const auto roll : {person::Roll::abroad, person::Roll::returnee}) {
      const auto codes = [&](std::string_view what) {
        return coded_json(person::coded_by(rules, person::roll_key(roll, what), now));
      };
      rolls.push_back(json::object{{"roll", boost::describe::enum_to_string(roll, "")},
                                   {"steps", codes("steps")},
                                   {"results", codes("results")}});
    }
    json::array units;
    for (const auto& each : state.routing.units) {
      units.push_back(json::object{{"code", each.code}, {"name", each.name}});
    }
    body = {{"roles", coded_json(person::coded_by(rules, "person.roles", now))},
            {"penalties", coded_json(person::coded_by(rules, "person.penalties", now))},
            {"rolls", std::move(rolls)},
            {"units", std::move(units)},
            {"may_write", core::may_see_persons(state, call.who.name, now)}};
  });
  return net::json_response(200, json::serialize(body));
}

Answer file_person(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::FilePerson body;
  body.case_id = read_case_field(*fields);
  body.role = fields->needed_text("role", 64);
  body.facts = read_facts(call, *fields);
  if (fields->has("where")) {
    body.where = read_where(*fields);
  }
  body.country = fields->text("country", 2);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(body), "person", 201);
}

Answer note_person(const Call& call) {
  return path_command(call, person_in_path(call), "person", 200,
                      [&](person::PersonId id, const Fields& fields) {
                        core::NotePerson body{id, read_facts(call, fields), {}};
                        for (const auto& each : fields.objects("proofs", 100)) {
                          core::ProofGiven proof{each.needed_text("reference", 200),
                                                 each.needed_text("sha256", 64),
                                                 each.needed_text("what", 1000),
                                                 {}};
                          if (each.has("case")) {
                            proof.case_id = read_case_field(each);
                          }
                          body.proofs.push_back(std::move(proof));
                        }
                        return base::Result<core::NotePerson>{std::move(body)};
                      });
}

Answer move_person(const Call& call) {
  return path_command(call, person_in_path(call), "person", 200,
                      [](person::PersonId id, const Fields& fields) {
                        return base::Result<core::MovePerson>{
                            core::MovePerson{id, read_where(fields), fields.text("country", 2)}};
                      });
}

Answer link_person(const Call& call) {
  return path_command(
      call, person_in_path(call), "person", 200, [](person::PersonId id, const Fields& fields) {
        return base::Result<core::LinkPerson>{
            core::LinkPerson{id, read_case_field(fields), fields.needed_text("role", 64)}};
      });
}

Answer unlink_person(const Call& call) {
  return path_command(
      call, person_in_path(call), "person", 200, [](person::PersonId id, const Fields& fields) {
        return base::Result<core::UnlinkPerson>{core::UnlinkPerson{
            id, read_case_field(fields), fields.needed_text("reason", reason_bytes_max)}};
      });
}

}  // namespace holdfast::api
