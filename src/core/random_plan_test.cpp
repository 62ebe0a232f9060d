// Random turns of return plans, mostly where they can succeed.
#include <algorithm>

#include "core/random_command_test.hpp"

namespace holdfast::core::test {

namespace {

using desk::PlanState;
using desk::ReturnPlan;

/// A case with a freeze in force, or any.
desk::CaseId case_to_divide(base::Rng& rng, const Centre& centre) {
  std::vector<desk::CaseId> frozen;
  for (const auto& [id, order] : centre.state.orders) {
    const bool stands =
        order.family == order::Family::freeze && order.state == order::State::in_force;
    const bool is_taken = std::ranges::any_of(centre.state.open_plans, [&](desk::PlanId plan) {
      return centre.state.plans.at(plan).case_id == order.case_id;
    });
    if (stands && !is_taken) {
      frozen.push_back(order.case_id);
    }
  }
  if (frozen.empty()) {
    return desk::CaseId{1 + rng.below(centre.state.cases.size() + 1)};
  }
  return frozen[static_cast<std::size_t>(rng.below(frozen.size()))];
}

CommandBody draft(base::Rng& rng, Centre& centre) {
  centre.actor = rng.chance(500'000) ? "li" : "wang";
  PlanReturn plan;
  plan.case_id = case_to_divide(rng, centre);
  plan.choice.ladder =
      rng.chance(500'000) ? desk::PlanLadder::prorata : desk::PlanLadder::timestamp;
  plan.document = "返字1号";
  plan.second = centre.actor == "wang" ? "li" : "wang";
  plan.reason = "权属明确";
  const auto file = centre.state.cases.find(plan.case_id);
  if (file != centre.state.cases.end() && rng.chance(300'000)) {
    for (const auto id : file->second.orders) {
      if (centre.state.orders.at(id).family == order::Family::freeze && rng.chance(500'000)) {
        plan.exclusions.push_back({id, base::Fen{rng.between(1, 100'000)}, "善意取得"});
      }
    }
  }
  return plan;
}

/// A division that is within what is frozen and lost, or now and then beyond.
CommandBody work_out(base::Rng& rng, const ReturnPlan& plan) {
  NotePlanWorked note{plan.id, {}};
  note.worked.transfers = 12;
  note.worked.worksheet_sha256 = std::string(64, 'd');
  for (const auto& victim : plan.victims) {
    desk::PlanShare share;
    for (const auto& stolen : victim.stolen) {
      share.loss += stolen.amount;
    }
    share.chosen = victim.returned_before;
    note.worked.shares.push_back(share);
  }
  for (const auto& frozen : plan.frozen) {
    desk::PlanDivision division{
        frozen.account,
        rng.chance(500'000) ? desk::PlanRung::prorata : desk::PlanRung::timestamp,
        {},
        {}};
    for (const auto& hold : frozen.holds) {
      division.left += hold.amount - hold.excluded;
    }
    for (std::uint64_t i = 0; i < plan.victims.size(); ++i) {
      auto& share = note.worked.shares[i];
      const auto most = std::min(division.left, share.loss - share.chosen);
      const auto paid = rng.chance(300'000) ? most : base::Fen{rng.between(0, most.value())};
      if (paid.is_positive()) {
        division.payouts.push_back({i, paid});
        share.chosen += paid;
        division.left -= paid;
      }
    }
    note.worked.divisions.push_back(std::move(division));
  }
  return note;
}

CommandBody approve(base::Rng& rng, Centre& centre, const ReturnPlan& plan) {
  for (std::size_t i = 0; i < plan.objections.size(); ++i) {
    if (!plan.objections[i].ruling) {
      centre.actor = "zhao";
      return AnswerPlanObjection{plan.id, i, rng.chance(100'000), "已核对"};
    }
  }
  switch (order::next_step(plan.approval).value_or(order::Duty::none)) {
    case order::Duty::unit_head:
      centre.actor = "qian";
      break;
    case order::Duty::legal_review:
      centre.actor = "sun";
      break;
    case order::Duty::district_head:
      centre.actor = "zhao";
      break;
    case order::Duty::city_head:
    case order::Duty::none:
      centre.actor = "zhou";
      break;
  }
  return ApprovePlan{plan.id, "同意"};
}

CommandBody go_on(base::Rng& rng, Centre& centre, const ReturnPlan& plan) {
  if (rng.chance(30'000)) {
    centre.actor = plan.approval.drafted_by;
    return RejectPlan{plan.id, "重新核算"};
  }
  switch (plan.state) {
    case PlanState::working:
      return rng.chance(950'000) ? work_out(rng, plan)
                                 : CommandBody{NotePlanFailed{plan.id, "付款不在流水中"}};
    case PlanState::drawn:
      centre.actor = plan.approval.second;
      return SignPlan{plan.id, "已核对"};
    case PlanState::noticed:
      if (rng.chance(600'000)) {
        centre.now += std::chrono::days{31};
        return Tick{};
      }
      return ObjectToPlan{plan.id, "账户中有我的货款", "李四", "13900000000"};
    default:
      return approve(rng, centre, plan);
  }
}

CommandBody application(base::Rng& rng, const Centre& centre) {
  if (rng.chance(500'000)) {
    return DecideApplication{
        desk::ApplicationId{1 + rng.below(centre.state.applications.size() + 1)},
        rng.chance(500'000) ? std::optional{desk::CaseId{1}} : std::nullopt, "已核对"};
  }
  return ApplyForReturn{order::code_of(rng.below(1'000'000)),
                        "王芳",
                        "13800000001",
                        "500103198801010022",
                        "6222020200000000011",
                        "",
                        "被骗",
                        base::Fen{rng.between(1, 100'000)},
                        centre.now,
                        rng.chance(300'000)};
}

}  // namespace

CommandBody random_plan(base::Rng& rng, Centre& centre) {
  if (rng.chance(100'000)) {
    return application(rng, centre);
  }
  if (centre.state.open_plans.empty() || rng.chance(100'000)) {
    return draft(rng, centre);
  }
  const auto skip = rng.below(centre.state.open_plans.size());
  const auto id = *std::next(centre.state.open_plans.begin(), static_cast<long>(skip));
  return go_on(rng, centre, centre.state.plans.at(id));
}

}  // namespace holdfast::core::test
