// Plain personal data, for a reason, once the look is on record.
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/body.hpp"
#include "api/routes.hpp"
#include "api/warnings.hpp"
#include "core/persons.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr auto shown_for = std::chrono::minutes{5};

using Values = json::object;

/// "0/plate": what was told of the first payment, beside accounts.
void add_particulars(Values& values, const desk::CaseFile& file) {
  for (std::size_t i = 0; i < file.losses.size(); ++i) {
    for (const auto& particular : file.losses[i].particulars) {
      const auto name = boost::describe::enum_to_string(particular.field, "");
      values[fmt::format("{}/{}", i, name)] = particular.text.text;
    }
  }
}

base::Result<Values> of_case(const Call& call, desk::CaseId id, const std::string& field) {
  Values values;
  bool found = false;
  call.engine().read([&](const core::State& state) {
    const auto file = state.cases.find(id);
    if (file == state.cases.end()) {
      return;
    }
    found = true;
    const auto& [name, phone, id_no] = file->second.victim;
    if (field == "victim" || field == "all") {
      values = {{"name", name.text}, {"phone", phone.text}, {"id_no", id_no.text}};
    }
    if (field == "narrative" || field == "all") {
      values["narrative"] = file->second.narrative.text;
    }
    if (field == "losses" || field == "all") {
      add_particulars(values, file->second);
    }
  });
  if (!found) {
    return base::Error{base::ErrorCode::not_found, "no such case"};
  }
  return values;
}

base::Result<Values> of_account(const Call& call, base::AccountId id, const std::string& field) {
  const auto facts = call.engine().world().facts(id);
  Values values;
  if (field == "number" || field == "all") {
    values["number"] = facts.number;
  }
  if (field == "name" || field == "all") {
    values["name"] = facts.name;
  }
  return values;
}

base::Result<Values> of_objection(const Call& call, const std::string& id) {
  const auto number = read_number(id, 'Y');
  Values values;
  call.engine().read([&](const core::State& state) {
    const auto found = state.objections.find(desk::ObjectionId{number.value_or(0)});
    if (found != state.objections.end()) {
      const auto& objection = found->second;
      values = {{"name", objection.name.text},
                {"phone", objection.phone.text},
                {"text", objection.text.text}};
    }
  });
  return values.empty()
             ? base::Result<Values>{base::Error{base::ErrorCode::not_found, "no such objection"}}
             : values;
}

base::Result<Values> of_application(const Call& call, const std::string& id) {
  const auto number = read_number(id, 'Q');
  Values values;
  call.engine().read([&](const core::State& state) {
    const auto found = state.applications.find(desk::ApplicationId{number.value_or(0)});
    if (found != state.applications.end()) {
      const auto& application = found->second;
      values = {{"name", application.name.text},
                {"phone", application.phone.text},
                {"id_no", application.id_no.text},
                {"payer_account", application.payer_account.text},
                {"payee_account", application.payee_account.text},
                {"text", application.text.text}};
    }
  });
  return values.empty()
             ? base::Result<Values>{base::Error{base::ErrorCode::not_found, "no such application"}}
             : values;
}

/// Who objected to a plan while its notice ran: "0/name" of the first.
base::Result<Values> of_plan(const Call& call, const std::string& id) {
  const auto number = read_number(id, 'F');
  Values values;
  call.engine().read([&](const core::State& state) {
    const auto found = state.plans.find(desk::PlanId{number.value_or(0)});
    if (found == state.plans.end()) {
      return;
    }
    for (std::size_t i = 0; i < found->second.objections.size(); ++i) {
      const auto& objection = found->second.objections[i];
      values[fmt::format("{}/name", i)] = objection.name.text;
      values[fmt::format("{}/phone", i)] = objection.phone.text;
      values[fmt::format("{}/text", i)] = objection.text.text;
    }
  });
  return values.empty() ? base::Result<Values>{base::Error{base::ErrorCode::not_found,
                                                           "nobody objected to this plan"}}
                        : values;
}

base::Result<Values> of_comment(const Call& call, const std::string& id) {
  const auto number = read_number(id, 'M');
  Values values;
  call.engine().read([&](const core::State& state) {
    const auto found = state.comments.find(desk::CommentId{number.value_or(0)});
    if (found != state.comments.end()) {
      values = {{"text", found->second.text.text}};
    }
  });
  return values.empty()
             ? base::Result<Values>{base::Error{base::ErrorCode::not_found, "no such comment"}}
             : values;
}

/// The doors that a unit says it visited, as it listed them.
base::Result<Values> of_round(const Call& call, const std::string& id) {
  const auto number = read_number(id, 'V');
  Values values;
  call.engine().read([&](const core::State& state) {
    const auto found = state.education.rounds.find(outreach::RoundId{number.value_or(0)});
    const auto chain = found == state.education.rounds.end()
                           ? std::vector<std::string>{}
                           : core::chain_of(state.routing, found->second.unit);
    const bool is_theirs = call.who.unit.empty() ||
                           std::find(chain.begin(), chain.end(), call.who.unit) != chain.end();
    if (found != state.education.rounds.end() && is_theirs && !found->second.doors.text.empty()) {
      values = {{"doors", found->second.doors.text}};
    }
  });
  return values.empty() ? base::Result<Values>{base::Error{base::ErrorCode::not_found,
                                                           "this round names no doors"}}
                        : values;
}

/// The number, address or profile that an order is about.
base::Result<Values> of_order(const Call& call, const std::string& id) {
  const auto number = read_order(id);
  Values values;
  call.engine().read([&](const core::State& state) {
    const auto found = number ? state.orders.find(*number) : state.orders.end();
    if (found != state.orders.end() && found->second.mark) {
      values = {{"mark", found->second.mark->value.text}};
    }
  });
  return values.empty() ? base::Result<Values>{base::Error{base::ErrorCode::not_found,
                                                           "this order is about no mark"}}
                        : values;
}

base::Result<Values> of_warning(const Call& call, const std::string& id) {
  auto values = texts_of_warning(call, dissuade::WarningId{read_number(id, 'J').value_or(0)});
  return values && values->empty()
             ? base::Result<Values>{base::Error{base::ErrorCode::not_found, "no such warning"}}
             : values;
}

/// Only who may deal with persons sees them, whatever the reason. `add` fills in what there is.
template <typename Add>
base::Result<Values> of_dealt_with(const Call& call, const Add& add) {
  Values values;
  bool may = false;
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    may = core::may_see_persons(state, call.who.name, now);
    if (may) {
      add(state, values);
    }
  });
  if (!may) {
    return base::Error{base::ErrorCode::forbidden, "人员姓名只由侦查员和负责人查看"};
  }
  return values.empty() ? base::Result<Values>{base::Error{base::ErrorCode::not_found,
                                                           "no such person or lead"}}
                        : values;
}

base::Result<Values> of_person(const Call& call, const std::string& id) {
  const auto number = read_number(id, 'R');
  return of_dealt_with(call, [&](const core::State& state, Values& values) {
    const auto found = state.persons.find(person::PersonId{number.value_or(0)});
    if (found == state.persons.end()) {
      return;
    }
    const auto& person = found->second;
    values = {{"name", person.name.text}, {"id_no", person.id_no.text}};
    for (std::size_t i = 0; i < person.phones.size(); ++i) {
      values[fmt::format("phone/{}", i)] = person.phones[i].text;
    }
    for (std::size_t i = 0; i < person.proofs.size(); ++i) {
      values[fmt::format("proof/{}", i)] = person.proofs[i].what.text;
    }
    for (const auto& step : person.steps) {
      if (!step.note.text.empty()) {
        values[fmt::format("note/{}", step.number)] = step.note.text;
      }
    }
  });
}

base::Result<Values> of_lead(const Call& call, const std::string& id) {
  const auto number = read_number(id, 'G');
  return of_dealt_with(call, [&](const core::State& state, Values& values) {
    const auto found = state.leads.find(person::LeadId{number.value_or(0)});
    if (found == state.leads.end()) {
      return;
    }
    const auto& lead = found->second;
    values = {{"name", lead.name.text}, {"id_no", lead.id_no.text}, {"source", lead.source.text}};
    for (std::size_t i = 0; i < lead.steps.size(); ++i) {
      values[fmt::format("note/{}", i)] = lead.steps[i].note.text;
    }
    if (lead.result) {
      values["result"] = lead.result->note.text;
    }
  });
}

/// Whoever brought a tip, what they said, and what was answered.
base::Result<Values> of_tip(const Call& call, const std::string& id) {
  const auto number = id.starts_with("TP") ? read_number(id.substr(1), 'P') : std::nullopt;
  Values values;
  call.engine().read([&](const core::State& state) {
    const auto found = state.tips.find(tip::TipId{number.value_or(0)});
    const auto chain = found == state.tips.end()
                           ? std::vector<std::string>{}
                           : core::chain_of(state.routing, found->second.unit);
    const bool is_theirs = call.who.unit.empty() ||
                           std::find(chain.begin(), chain.end(), call.who.unit) != chain.end();
    if (found == state.tips.end() || !is_theirs) {
      return;
    }
    const auto& tip = found->second;
    values = {{"name", tip.reporter.name.text},
              {"phone", tip.reporter.phone.text},
              {"text", tip.text.text},
              {"place", tip.place.text}};
    for (std::size_t i = 0; i < tip.named.size(); ++i) {
      values[fmt::format("named/{}", i)] = tip.named[i].value.text;
    }
    for (std::size_t i = 0; i < tip.steps.size(); ++i) {
      values[fmt::format("note/{}", i)] = tip.steps[i].note.text;
    }
    if (tip.reply) {
      values["reply"] = tip.reply->text.text;
    }
    if (tip.result) {
      values["result"] = tip.result->note.text;
      values["result_reply"] = tip.result->reply.text;
    }
    if (!tip.rewards.empty() && tip.rewards.back().claim) {
      values["reward_to"] = tip.rewards.back().claim->to.text;
    }
  });
  return values.empty()
             ? base::Result<Values>{base::Error{base::ErrorCode::not_found, "no such tip"}}
             : values;
}

base::Result<Values> values_of(const Call& call, const core::Reveal& wanted) {
  if (wanted.kind == "case") {
    const auto id = read_case(wanted.id);
    return id ? of_case(call, *id, wanted.field) : base::Result<Values>{id.error()};
  }
  if (wanted.kind == "objection") {
    return of_objection(call, wanted.id);
  }
  if (wanted.kind == "return_application") {
    return of_application(call, wanted.id);
  }
  if (wanted.kind == "return_plan") {
    return of_plan(call, wanted.id);
  }
  if (wanted.kind == "warning") {
    return of_warning(call, wanted.id);
  }
  if (wanted.kind == "comment") {
    return of_comment(call, wanted.id);
  }
  if (wanted.kind == "person") {
    return of_person(call, wanted.id);
  }
  if (wanted.kind == "lead") {
    return of_lead(call, wanted.id);
  }
  if (wanted.kind == "round") {
    return of_round(call, wanted.id);
  }
  if (wanted.kind == "order") {
    return of_order(call, wanted.id);
  }
  if (wanted.kind == "tip") {
    return of_tip(call, wanted.id);
  }
  const auto id = read_account(call.engine().world(), wanted.id);
  return id ? of_account(call, *id, wanted.field) : base::Result<Values>{id.error()};
}

base::Result<core::Reveal> read_wanted(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::Reveal wanted{fields->needed_text("kind", 32), fields->needed_text("id", 32),
                      fields->needed_text("field", 16), fields->needed_text("reason", 2000)};
  const bool is_case = wanted.kind == "case";
  const bool is_whole = wanted.kind == "objection" || wanted.kind == "order" ||
                        wanted.kind == "return_application" || wanted.kind == "return_plan" ||
                        wanted.kind == "warning" || wanted.kind == "comment" ||
                        wanted.kind == "person" || wanted.kind == "lead" ||
                        wanted.kind == "round" || wanted.kind == "tip";
  if (!is_case && !is_whole && wanted.kind != "account") {
    fields->refuse("kind",
                   "is case, account, objection, order, return_application, return_plan, warning, "
                   "comment, person, lead, round or tip");
  }
  const bool fits =
      wanted.field == "all" ||
      (is_case ? wanted.field == "victim" || wanted.field == "narrative" || wanted.field == "losses"
               : !is_whole && (wanted.field == "number" || wanted.field == "name"));
  if (!fits) {
    fields->refuse("field",
                   is_case ? "is victim, narrative, losses or all" : "is number, name or all");
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return wanted;
}

}  // namespace

Answer reveal(const Call& call) {
  const auto wanted = read_wanted(call);
  if (!wanted) {
    return wanted.error();
  }
  auto values = values_of(call, *wanted);  // what is not there is not worth a record
  if (!values) {
    return values.error();
  }
  const auto done = call.engine().submit_and_wait(call.caller(), *wanted);
  if (!done) {
    return done.error();
  }
  json::object body{{"values", std::move(*values)},
                    {"until", base::format_instant(call.engine().now() + shown_for)},
                    {"seq", done->seq}};
  return with_seq(net::json_response(200, json::serialize(body)), done->seq);
}

Answer list_reveals(const Call& call) {
  const auto query = page_query(call, "reveal");
  if (!query) {
    return query.error();
  }
  return list_page(call, *query);
}

}  // namespace holdfast::api
