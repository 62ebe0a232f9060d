// What anybody may ask of returns without a login: the public notices that run, an objection to
// one, an application for return, and what became of it. No page shows a person; guessing a code is
// bounded by address, and a code has 55 random bits.
#include <algorithm>
#include <boost/json.hpp>

#include "api/body.hpp"
#include "api/password.hpp"
#include "api/public_forms.hpp"
#include "api/public_house.hpp"
#include "api/routes.hpp"
#include "engine/json_values.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

using desk::PlanState;
using desk::ReturnPlan;

bool runs(const ReturnPlan& plan, base::Instant now) {
  return plan.state == PlanState::noticed && now < plan.notice->until;
}

json::array accounts_of(const Call& call, const core::Routing& routing, const ReturnPlan& plan) {
  json::array list;
  for (const auto& division : plan.worked->divisions) {
    base::Fen paid;
    for (const auto& payout : division.payouts) {
      paid += payout.amount;
    }
    const auto facts = call.engine().world().facts(division.account);
    const auto* bank = core::find_institution(routing, facts.institution);
    list.push_back(json::object{{"account", base::mask_number(facts.number)},
                                {"institution", bank == nullptr ? facts.institution : bank->name},
                                {"rung", boost::describe::enum_to_string(division.rung, "")},
                                {"paid_fen", paid.value()},
                                {"left_fen", division.left.value()}});
  }
  return list;
}

/// "reported", "filed" and so on, each with its time, as far as the case has come.
json::array steps_of(const core::State& state, const desk::CaseFile& file, const ReturnPlan* plan) {
  json::array steps;
  const auto add = [&](const char* name, std::optional<base::Instant> at, bool done) {
    steps.push_back(json::object{{"step", name}, {"done", done}, {"at", engine::time_or_null(at)}});
  };
  add("reported", file.reported_at, true);
  add("held", file.first_hold_at, file.first_hold_at.has_value());
  add("filed", file.filed ? std::optional{file.filed->decided_at} : std::nullopt,
      file.filed.has_value());
  const bool drawn = plan != nullptr && plan->worked && plan->state != PlanState::rejected;
  add("planned", drawn ? std::optional{plan->drafted_at} : std::nullopt, drawn);
  const bool ordered = drawn && plan->state == PlanState::ordered;
  add("approved", std::nullopt, ordered);
  add("returned", std::nullopt, core::returned_home(state, file).is_positive());
  return steps;
}

/// The newest plan that counts the case among its victims.
const ReturnPlan* plan_for(const core::State& state, desk::CaseId case_id) {
  const ReturnPlan* newest = nullptr;
  for (const auto& [id, plan] : state.plans) {
    if (std::ranges::any_of(plan.victims,
                            [&](const auto& victim) { return victim.case_id == case_id; })) {
      newest = &plan;
    }
  }
  return newest;
}

json::object open_progress(std::string_view number, bool hardship, base::Instant filed) {
  return {{"application", number}, {"filed_at", base::format_instant(filed)},
          {"hardship", hardship},  {"state", "open"},
          {"reason", nullptr},     {"steps", json::array{}},
          {"returned_fen", 0},     {"notice", nullptr}};
}

json::object progress_of(const core::State& state, const desk::ReturnApplication& application,
                         base::Instant now) {
  auto doc =
      open_progress(desk::to_text(application.id), application.hardship, application.filed_at);
  const auto& ruling = application.ruling;
  if (!ruling) {
    return doc;
  }
  doc["state"] = ruling->case_id ? "accepted" : "refused";
  doc["reason"] = ruling->reason;
  if (!ruling->case_id) {
    return doc;
  }
  const auto& file = state.cases.at(*ruling->case_id);
  const auto* plan = plan_for(state, file.id);
  doc["steps"] = steps_of(state, file, plan);
  doc["returned_fen"] = core::returned_home(state, file).value();
  if (plan != nullptr && runs(*plan, now)) {
    doc["notice"] = json::object{{"plan", desk::to_text(plan->id)},
                                 {"until", base::format_instant(plan->notice->until)}};
  }
  return doc;
}

}  // namespace

std::string code_for(const Call& call) {
  return call.given_code.empty() ? order::code_of(random_number()) : call.given_code;
}

std::string open_application(bool hardship, const House& house, base::Instant filed) {
  auto doc = open_progress({}, hardship, filed);
  doc["unit"] = house.unit;
  doc["telephone"] = house.telephone;
  return json::serialize(doc);
}

base::Result<core::ObjectToPlan> read_plan_objection(std::string_view id, std::string_view body) {
  const auto number = read_number(id, 'F');
  if (!number) {
    return base::Error{base::ErrorCode::not_found, "没有这一公告，或者公告期已满"};
  }
  const auto fields = Fields::parse(body);
  if (!fields) {
    return fields.error();
  }
  core::ObjectToPlan objection{desk::PlanId{*number}, fields->needed_text("text", 6000),
                               fields->needed_text("name", 128), fields->needed_text("phone", 32)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return objection;
}

base::Result<core::ApplyForReturn> read_application(std::string_view body) {
  const auto fields = Fields::parse(body);
  if (!fields) {
    return fields.error();
  }
  core::ApplyForReturn apply{{},
                             fields->needed_text("name", 128),
                             fields->needed_text("phone", 32),
                             fields->needed_text("id_no", 32),
                             fields->needed_text("payer_account", 64),
                             fields->text("payee_account", 64),
                             fields->text("text", 6000),
                             fields->needed_amount("amount_fen"),
                             fields->needed_time("paid_at"),
                             fields->flag("hardship", false)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return apply;
}

Answer return_notices(const Call& call) {
  if (const auto ok = note_visit(call); !ok) {
    return ok.error();
  }
  std::vector<ReturnPlan> plans;
  core::Routing routing;
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    routing = state.routing;
    for (const auto id : state.open_plans) {
      if (const auto& plan = state.plans.at(id); runs(plan, now)) {
        plans.push_back(plan);
      }
    }
  });
  json::array items;
  for (const auto& plan : plans) {
    items.push_back(json::object{{"id", desk::to_text(plan.id)},
                                 {"from", base::format_instant(plan.notice->from)},
                                 {"until", base::format_instant(plan.notice->until)},
                                 {"article", plan.notice->article},
                                 {"basis", boost::describe::enum_to_string(plan.choice.basis, "")},
                                 {"victims", plan.victims.size()},
                                 {"paid_fen", desk::paid_out(plan).value()},
                                 {"accounts", accounts_of(call, routing, plan)}});
  }
  const auto house = house_of(call);
  return net::json_response(
      200, json::serialize(json::object{
               {"items", std::move(items)}, {"unit", house.unit}, {"telephone", house.telephone}}));
}

Answer object_to_plan(const Call& call) {
  if (const auto ok = note_visit(call); !ok) {
    return ok.error();
  }
  if (!is_json(call)) {
    return net::problem(415, "unsupported_type", "send application/json");
  }
  auto objection = read_plan_objection(call.request.param("id"), call.request.body);
  if (!objection) {
    return objection.error();
  }
  auto caller = public_caller(call, desk::to_text(objection->plan));
  const auto done = call.engine().submit_and_wait(std::move(caller), *std::move(objection));
  if (!done) {
    return done.error();
  }
  return with_seq(net::json_response(201, json::serialize(json::object{
                                              {"objection", done->answer.id}, {"seq", done->seq}})),
                  done->seq);
}

Answer apply_for_return(const Call& call) {
  if (const auto ok = note_visit(call); !ok) {
    return ok.error();
  }
  if (!is_json(call)) {
    return net::problem(415, "unsupported_type", "send application/json");
  }
  auto apply = read_application(call.request.body);
  if (!apply) {
    return apply.error();
  }
  apply->code = code_for(call);
  const auto done = call.engine().submit_and_wait(public_caller(call, "return"), *std::move(apply));
  if (!done) {
    return done.error();
  }
  // Of a repeated request: the code that was given out the first time.
  std::string code;
  call.engine().read([&](const core::State& state) {
    const auto number = read_number(done->answer.id, 'Q');
    code = state.applications.at(desk::ApplicationId{number.value_or(0)}).code;
  });
  return with_seq(
      net::json_response(201, json::serialize(json::object{{"application", done->answer.id},
                                                           {"code", order::grouped_code(code)},
                                                           {"seq", done->seq}})),
      done->seq);
}

Answer application_progress(const Call& call) {
  if (const auto ok = note_visit(call); !ok) {
    return ok.error();
  }
  const auto code = order::read_code(call.request.param("code"));
  if (!code) {
    return code.error();
  }
  std::optional<json::object> doc;
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    const auto found = state.application_by_code.find(*code);
    if (found != state.application_by_code.end()) {
      doc = progress_of(state, state.applications.at(found->second), now);
    }
  });
  if (!doc) {
    return base::Error{base::ErrorCode::not_found, "没有这一申请，请核对查询码"};
  }
  const auto house = house_of(call);
  (*doc)["unit"] = house.unit;
  (*doc)["telephone"] = house.telephone;
  return net::json_response(200, json::serialize(*doc));
}

}  // namespace holdfast::api
