// A partner on trial goes live by two people and comes back by one; who may, the core knows.
#include "api/onboarding.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <boost/json.hpp>

#include "api/body.hpp"
#include "api/routes.hpp"
#include "core/onboarding.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

json::value step_json(const std::optional<core::PartnerStep>& step) {
  return step ? json::value(json::object{{"by", step->by},
                                         {"at", base::format_instant(step->at)},
                                         {"reason", step->reason}})
              : json::value(nullptr);
}

/// What needs the partner's code and a reason.
template <typename Command>
Answer by_reason(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  const auto reason = fields->needed_text("reason", 2000);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, Command{call.request.param("code"), reason}, "institution");
}

}  // namespace

json::object onboarding_json(const core::State& state, const core::Institution& institution) {
  const auto found = state.onboarding.find(institution.code);
  const auto known = found == state.onboarding.end() ? core::Onboarding{} : found->second;
  return {{"stage", boost::describe::enum_to_string(core::stage_of(state, institution), "")},
          {"report", known.report.empty() ? json::value(nullptr) : json::value(known.report)},
          {"proposed", step_json(known.proposed)},
          {"confirmed", step_json(known.confirmed)},
          {"rolled_back", step_json(known.rolled_back)}};
}

Answer propose_live(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::ProposeLive body;
  body.institution = call.request.param("code");
  body.report = fields->needed_text("report", 64);
  body.reason = fields->needed_text("reason", 2000);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(body), "institution");
}

Answer confirm_live(const Call& call) {
  return by_reason<core::ConfirmLive>(call);
}

Answer roll_back(const Call& call) {
  return by_reason<core::RollBack>(call);
}

}  // namespace holdfast::api
