// A partner on trial goes live by two people and is rolled back by one.
//
// Refusals, the first that holds is told: no such institution, not on trial; who asks is no person
// of this centre; no reason, no report; not at that stage; confirmed by whoever proposed it.
#include <algorithm>
#include <fmt/core.h>

#include "core/duties.hpp"
#include "core/onboarding.hpp"
#include "core/outcome.hpp"
#include "order/machine.hpp"

namespace holdfast::core {

namespace {

constexpr std::size_t digest_digits = 64;

base::Result<void> check_report(std::string_view report) {
  const bool is_hex = report.size() == digest_digits &&
                      report.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  return is_hex ? base::Result<void>{}
                : base::Error{base::ErrorCode::bad_input,
                              "须写明联调测试报告的 SHA-256（十六进制）", "/report"};
}

/// Where the partner stands, if it is on trial and whoever asks may speak about it.
base::Result<Onboarding> partner_on_trial(const Outcome& out, const std::string& code,
                                          const std::string& reason) {
  const auto* institution = find_institution(out.state.routing, code);
  if (institution == nullptr) {
    return refuse(base::ErrorCode::not_found, fmt::format("no institution {}", code));
  }
  if (!institution->trial) {
    return refuse(base::ErrorCode::conflict, "该机构未配置为联调（trial），其通道已正式启用");
  }
  if (person_named(out.state, out.command.actor) == nullptr) {
    return refuse(base::ErrorCode::forbidden, "须由本中心人员办理");
  }
  if (const auto ok = need_reason(reason); !ok) {
    return ok.error();
  }
  const auto known = out.state.onboarding.find(code);
  Onboarding fresh;
  fresh.institution = code;
  return known == out.state.onboarding.end() ? fresh : known->second;
}

PartnerStep step(const Outcome& out, const std::string& reason) {
  return {out.command.actor, out.at, reason};
}

/// Orders that wait for the partner on its own channel go over to the backup.
void hand_over(Outcome& out, const Institution& institution, const std::string& reason) {
  for (const auto& [id, order] : out.state.orders) {
    if (order.institution == institution.code && order.channel == institution.channel &&
        order::awaits_partner(order) && order.state != order::State::acknowledged &&
        !order::obstacle_to(order, order::Act::requeue, out.at)) {
      out.add(OrderRequeued{id, institution.backup, "机构通道回退：" + reason});
    }
  }
}

}  // namespace

PartnerStage stage_of(const State& state, const Institution& institution) {
  if (!institution.trial) {
    return PartnerStage::live;
  }
  const auto found = state.onboarding.find(institution.code);
  return found == state.onboarding.end() ? PartnerStage::trial : found->second.stage;
}

std::string channel_to(const State& state, const Institution* institution) {
  if (institution == nullptr) {
    return {};
  }
  return stage_of(state, *institution) == PartnerStage::live ? institution->channel
                                                             : institution->backup;
}

base::Result<void> decide_one(Outcome& out, const ProposeLive& body) {
  auto partner = partner_on_trial(out, body.institution, body.reason);
  if (!partner) {
    return partner.error();
  }
  if (const auto ok = check_report(body.report); !ok) {
    return ok.error();
  }
  if (partner->stage != PartnerStage::trial) {
    return refuse(base::ErrorCode::conflict, "该机构已提请启用或已启用");
  }
  partner->stage = PartnerStage::proposed;
  partner->report = body.report;
  partner->proposed = step(out, body.reason);
  partner->confirmed.reset();
  out.answer.id = body.institution;
  out.add(PartnerMoved{std::move(*partner)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const ConfirmLive& body) {
  auto partner = partner_on_trial(out, body.institution, body.reason);
  if (!partner) {
    return partner.error();
  }
  if (partner->stage != PartnerStage::proposed) {
    return refuse(base::ErrorCode::conflict, partner->stage == PartnerStage::live
                                                 ? "该机构已正式启用"
                                                 : "尚无人提请启用该机构");
  }
  if (partner->proposed->by == out.command.actor) {
    return refuse(base::ErrorCode::forbidden, "提请人不得自行确认：须由另一人确认启用");
  }
  partner->stage = PartnerStage::live;
  partner->confirmed = step(out, body.reason);
  out.answer.id = body.institution;
  out.add(PartnerMoved{std::move(*partner)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const RollBack& body) {
  auto partner = partner_on_trial(out, body.institution, body.reason);
  if (!partner) {
    return partner.error();
  }
  if (partner->stage == PartnerStage::trial) {
    return refuse(base::ErrorCode::conflict, "该机构仍在联调，指令本来就经备用通道");
  }
  const bool was_live = partner->stage == PartnerStage::live;
  partner->stage = PartnerStage::trial;
  partner->rolled_back = step(out, body.reason);
  out.answer.id = body.institution;
  out.add(PartnerMoved{std::move(*partner)});
  if (was_live) {
    hand_over(out, *find_institution(out.state.routing, body.institution), body.reason);
  }
  return {};
}

}  // namespace holdfast::core
