// What anybody may ask of returns without a login: the public notices that run, an objection to
// one, an application for return, and what became of it. No page shows a person; guessing a code is
// bounded by address, and a code has 55 random bits.
#include <algorithm>
#include <boost/json.hpp>

#include "api/body.hpp"
#include "api/password.hpp"
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

json::object progress_of(const core::State& state, const desk::ReturnApplication& application,
                         base::Instant now) {
  json::object doc{{"application", desk::to_text(application.id)},
                   {"filed_at", base::format_instant(application.filed_at)},
                   {"hardship", application.hardship},
                   {"state", "open"},
                   {"reason", nullptr},
                   {"steps", json::array{}},
                   {"returned_fen", 0},
                   {"notice", nullptr}};
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

base::Result<desk::PlanId> notice_in_path(const Call& call) {
  const auto number = read_number(call.request.param("id"), 'F');
  return number ? base::Result<desk::PlanId>{desk::PlanId{*number}}
                : base::Error{base::ErrorCode::not_found, "没有这一公告，或者公告期已满"};
}

}  // namespace

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
  const auto id = notice_in_path(call);
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::ObjectToPlan objection{*id, fields->needed_text("text", 6000),
                               fields->needed_text("name", 128), fields->needed_text("phone", 32)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  const auto done =
      call.engine().submit_and_wait(public_caller(call, desk::to_text(*id)), std::move(objection));
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
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::ApplyForReturn apply{order::code_of(random_number()),
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
  const auto done = call.engine().submit_and_wait(public_caller(call, "return"), std::move(apply));
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
