// Warnings: the queue, one of them with what belongs to it, and everything that is done with one.
//
// Whoever serves at a unit sees and works on what was pushed to that unit; the centre, which has
// none, on all of it.
#include "api/warnings.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <future>

#include "api/body.hpp"
#include "api/reads.hpp"
#include "api/routes.hpp"
#include "api/warning_figures.hpp"
#include "dissuade/grade.hpp"
#include "engine/json_values.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t note_bytes_max = 2000;
constexpr std::size_t list_max = 20;

base::Error no_such() {
  return {base::ErrorCode::not_found, "no such warning"};
}

base::Error bad_query(std::string name, std::string why) {
  return {base::ErrorCode::bad_input, name + " " + std::move(why), "?" + name};
}

/// What may be known of a warning by whoever serves at `unit`; nothing where it was not pushed
/// there.
std::optional<dissuade::Past> pushed_to(const core::State& state, dissuade::WarningId id,
                                        const std::string& unit) {
  auto found = find_counted(state, id);
  const auto chain =
      found ? core::chain_of(state.routing, found->seen.unit) : std::vector<std::string>{};
  const bool is_theirs = unit.empty() || std::find(chain.begin(), chain.end(), unit) != chain.end();
  return found && is_theirs ? std::optional{std::move(found->seen)} : std::nullopt;
}

base::Result<dissuade::WarningId> id_in_path(const Call& call) {
  const auto number = read_number(call.request.param("id"), 'J');
  return number ? base::Result<dissuade::WarningId>{dissuade::WarningId{*number}}
                : base::Result<dissuade::WarningId>{no_such()};
}

std::vector<std::string> grades_now(const Call& call) {
  std::vector<std::string> grades;
  const auto now = call.engine().now();
  call.engine().read(
      [&](const core::State& state) { grades = dissuade::grades_of(state.rules, now); });
  return grades;
}

/// The states of rows that the filters ask for: "open:特危", "open+:特危".
base::Result<std::vector<std::string>> states_of(const Call& call, const std::string& state) {
  auto grades = grades_now(call);
  if (const auto grade = call.query("grade"); !grade.empty()) {
    if (!dissuade::rank_of(grades, grade)) {
      return bad_query("grade", "is none of the rules' grades");
    }
    grades = {grade};
  }
  const bool only_first = call.query("first") == "true";
  std::vector<std::string> states;
  for (const auto& grade : grades) {
    if (state == "open") {
      states.push_back("open+:" + grade);
    }
    if (state != "open" || !only_first) {
      states.push_back(state + ":" + grade);
    }
    if (state == "finished") {
      states.push_back("merged:" + grade);
    }
  }
  return states;
}

/// The unit whose warnings are asked for. Errors: forbidden for one that is not below the own.
base::Result<std::string> unit_asked(const Call& call) {
  const auto asked = call.query("unit");
  if (asked.empty()) {
    return call.who.unit;
  }
  bool is_known = false;
  bool is_below = false;
  call.engine().read([&](const core::State& state) {
    const auto chain = core::chain_of(state.routing, asked);
    is_known = !chain.empty();
    is_below = call.who.unit.empty() ||
               std::find(chain.begin(), chain.end(), call.who.unit) != chain.end();
  });
  if (!is_known) {
    return bad_query("unit", "is no unit");
  }
  if (!is_below) {
    return base::Error{base::ErrorCode::forbidden, "that unit is not below your own"};
  }
  return asked;
}

/// Reads the body with `read`, submits the command and answers the warning's id.
template <typename Read>
Answer command(const Call& call, Read read) {
  const auto id = id_in_path(call);
  if (!id) {
    return id.error();
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  auto body = read(*id, *fields);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(body), "warning");
}

void read_evidence(const Fields& fields, core::RaiseWarning& body) {
  for (const auto& text : fields.texts("transfers", list_max, 32)) {
    if (const auto number = read_number(text, 'T')) {
      body.transfers.push_back(base::Sequence{*number});
    } else {
      fields.refuse("transfers", "are like T000123");
    }
  }
  for (const auto& text : fields.texts("cases", list_max, 32)) {
    if (const auto number = read_number(text, 'C')) {
      body.cases.push_back(order::CaseId{*number});
    } else {
      fields.refuse("cases", "are like C000001");
    }
  }
}

Answer raised(const Call& call, engine::ReportedWarning warning) {
  std::promise<base::Result<engine::Done>> promise;
  call.engine().warn(call.caller(), std::move(warning),
                     [&](base::Result<engine::Done> done) { promise.set_value(std::move(done)); });
  const auto done = promise.get_future().get();
  if (!done) {
    return done.error();
  }
  return with_seq(net::json_response(201, json::serialize(json::object{{"warning", done->answer.id},
                                                                       {"seq", done->seq}})),
                  done->seq);
}

}  // namespace

engine::ReportedWarning read_warning(const Fields& fields) {
  engine::ReportedWarning warning;
  auto& body = warning.body;
  body.fraud_type = fields.text("fraud_type", 128);
  body.reasons = fields.texts("reasons", list_max, 600);
  body.feature_code = fields.text("feature_code", 16);
  body.name = fields.text("name", 128);
  body.phone = plain_number(fields.text("phone", 32));
  body.texts = fields.texts("texts", list_max, 6000);
  body.amount = fields.amount("amount_fen").value_or(base::Fen{});
  body.unit = fields.text("unit", 64);
  body.area = fields.text("area", 300);
  body.street = fields.text("street", 9);
  warning.account_number = plain_number(fields.text("account_number", 64));
  warning.account_name = fields.text("account_name", 128);
  body.institution = fields.text("institution", 64);
  read_evidence(fields, body);
  return warning;
}

Answer list_warnings(const Call& call) {
  auto query = page_query(call, "warning");
  if (!query) {
    return query.error();
  }
  const auto state = call.query("state").empty() ? std::string{"open"} : call.query("state");
  if (state != "open" && state != "settled" && state != "finished") {
    return bad_query("state", "is open, settled or finished");
  }
  if (query->from_ms || query->until_ms) {
    return bad_query("from", "and until do not apply here: the queue has its own order");
  }
  auto states = states_of(call, state);
  const auto unit = unit_asked(call);
  if (!states || !unit) {
    return states ? unit.error() : states.error();
  }
  query->states = std::move(*states);
  if (!unit->empty()) {
    query->term = "unit:" + *unit;
  }
  if (const auto sought = call.query("q"); !sought.empty()) {
    if (!unit->empty()) {
      return bad_query("q", "searches the whole city; it does not go with a unit");
    }
    const auto number = read_number(sought, 'J');
    query->term =
        number ? dissuade::to_text(dissuade::WarningId{*number}) : search_term(call, sought);
  }
  if (call.query("order").empty()) {
    query->order =
        state == "finished" ? port::RowOrder::newest_first : port::RowOrder::oldest_first;
  }
  return list_page(call, *query);
}

Answer one_warning(const Call& call) {
  const auto id = id_in_path(call);
  if (!id) {
    return id.error();
  }
  std::optional<dissuade::Past> known;
  bool is_past = false;
  call.engine().read([&](const core::State& state) {
    known = pushed_to(state, *id, call.who.unit);
    is_past = state.past_warnings.contains(*id);
  });
  if (!known) {
    return no_such();
  }
  const auto& person = known->person;
  auto doc = call.engine().find("warning", dissuade::to_text(*id), call.min_seq);
  if (!doc) {
    return doc.error();
  }
  json::array cases;
  if (!person.empty()) {
    port::RowQuery query;
    query.kind = "case";
    query.term = person;
    query.limit = 10;
    const auto page = call.engine().list(query, call.min_seq);
    if (!page) {
      return page.error();
    }
    for (const auto& each : page->docs) {
      cases.push_back(json::parse(each).at("id"));
    }
  }
  doc->pop_back();  // the object goes on
  return tagged(call, *doc + ",\"person_cases\":" + json::serialize(cases) +
                          ",\"is_archived\":" + (is_past ? "true" : "false") + "}");
}

Answer warning_terms(const Call& call) {
  json::object body;
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    json::array grades;
    for (const auto& name : dissuade::grades_of(state.rules, now)) {
      json::array clocks;
      for (const auto step :
           {dissuade::Step::sign_off, dissuade::Step::dispatch, dissuade::Step::sms,
            dissuade::Step::call, dissuade::Step::visit, dissuade::Step::identity,
            dissuade::Step::outcome, dissuade::Step::back_check}) {
        if (const auto* rule = dissuade::term_rule(state.rules, name, step, now)) {
          clocks.push_back(json::object{{"step", boost::describe::enum_to_string(step, "")},
                                        {"value", rule->number},
                                        {"unit", rule->unit},
                                        {"article", rule->article}});
        }
      }
      grades.push_back(json::object{{"name", name}, {"clocks", std::move(clocks)}});
    }
    json::array outcomes;
    for (const auto& each : dissuade::outcomes_of(state.rules, now)) {
      outcomes.push_back(json::object{{"code", each.code},
                                      {"name", each.name},
                                      {"then", boost::describe::enum_to_string(each.then, "")}});
    }
    json::array units;
    for (const auto& each : state.routing.units) {
      units.push_back(json::object{{"code", each.code},
                                   {"name", each.name},
                                   {"tier", each.tier},
                                   {"parent", engine::text_or_null(each.parent)}});
    }
    body = {{"grades", std::move(grades)},
            {"outcomes", std::move(outcomes)},
            {"units", std::move(units)}};
  });
  return net::json_response(200, json::serialize(body));
}

Answer raise_warning(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  auto warning = read_warning(*fields);
  warning.body.source = needed_choice<dissuade::SourceKind>(
      *fields, "source", "pattern, text, call, partner or officer", 16);
  if (warning.body.source == dissuade::SourceKind::branch ||
      warning.body.source == dissuade::SourceKind::screening) {
    fields->refuse("source", "is pattern, text, call, partner or officer");
  }
  warning.body.grade = fields->needed_text("grade", 64);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return raised(call, std::move(warning));
}

Answer raise_by_partner(const Call& call, engine::ReportedWarning warning) {
  return raised(call, std::move(warning));
}

Answer name_warned(const Call& call) {
  return command(call, [&](dissuade::WarningId id, const Fields& fields) {
    auto phone = plain_number(fields.needed_text("phone", 32));
    auto person = phone.empty() ? std::string{} : call.engine().search_term(phone);
    return core::NameWarned{id, std::move(person), fields.text("name", 128), std::move(phone)};
  });
}

Answer assign_warning(const Call& call) {
  return command(call, [](dissuade::WarningId id, const Fields& fields) {
    return core::AssignWarning{id, fields.needed_text("unit", 64),
                               fields.needed_text("reason", note_bytes_max)};
  });
}

Answer place_warning(const Call& call) {
  return command(call, [](dissuade::WarningId id, const Fields& fields) {
    return core::PlaceWarning{id, fields.text("area", 300), fields.text("street", 9)};
  });
}

Answer take_warning_step(const Call& call) {
  return command(call, [](dissuade::WarningId id, const Fields& fields) {
    core::TakeWarningStep step;
    step.warning = id;
    step.step = needed_choice<dissuade::Step>(
        fields, "step", "sign_off, dispatch, sms, call, visit, identity or back_check", 16);
    step.result = needed_choice<dissuade::Result>(
        fields, "result",
        "done, delivered, answered, no_answer, hung_up, met, absent, verified, mismatched, held, "
        "relapsed or failed",
        16);
    step.note = fields.text("note", note_bytes_max);
    return step;
  });
}

Answer conclude_warning(const Call& call) {
  return command(call, [](dissuade::WarningId id, const Fields& fields) {
    return core::ConcludeWarning{id, fields.needed_text("code", 32), fields.amount("kept_fen"),
                                 fields.amount("lost_fen"), fields.text("note", note_bytes_max)};
  });
}

}  // namespace holdfast::api
