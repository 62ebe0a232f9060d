#include "engine/division.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "base/digest.hpp"
#include "engine/views.hpp"
#include "restitution/worksheet.hpp"

namespace holdfast::engine {

namespace {

using desk::PlanRung;

restitution::Choice choice_of(const desk::PlanChoice& choice) {
  return {
      .ladder = choice.ladder == desk::PlanLadder::prorata ? restitution::Ladder::prorata
                                                           : restitution::Ladder::timestamp,
      .method = choice.method == desk::PlanMethod::lifo ? trace::Policy::lifo : trace::Policy::fifo,
      .basis = choice.basis == desk::PlanBasis::loss ? restitution::Basis::loss
                                                     : restitution::Basis::received};
}

PlanRung rung_of(restitution::Rung rung) {
  switch (rung) {
    case restitution::Rung::none:
      return PlanRung::none;
    case restitution::Rung::single:
      return PlanRung::single;
    case restitution::Rung::timestamp:
      return PlanRung::timestamp;
    case restitution::Rung::prorata:
      break;
  }
  return PlanRung::prorata;
}

std::vector<restitution::Victim> victims_of(const desk::ReturnPlan& plan) {
  std::vector<restitution::Victim> victims;
  for (const auto& victim : plan.victims) {
    restitution::Victim one{.stolen = {}, .returned_before = victim.returned_before};
    for (const auto& stolen : victim.stolen) {
      one.stolen.push_back({stolen.transfer, stolen.amount});
    }
    victims.push_back(std::move(one));
  }
  return victims;
}

std::vector<restitution::Frozen> frozen_of(const World& world, const desk::ReturnPlan& plan) {
  std::vector<restitution::Frozen> all;
  for (const auto& frozen : plan.frozen) {
    const auto facts = world.facts(frozen.account);
    restitution::Frozen one{.number = facts.institution + " " + facts.number,
                            .account = frozen.account,
                            .amount = {},
                            .since = frozen.since,
                            .excluded = {}};
    for (const auto& hold : frozen.holds) {
      one.amount += hold.amount;
      one.excluded += hold.excluded;
    }
    all.push_back(std::move(one));
  }
  return all;
}

/// One for each account of which something is left out: the decisions behind it.
std::vector<restitution::Exclusion> exclusions_of(const desk::ReturnPlan& plan) {
  std::vector<restitution::Exclusion> all;
  for (std::size_t i = 0; i < plan.frozen.size(); ++i) {
    std::string decisions;
    for (const auto& hold : plan.frozen[i].holds) {
      const auto found = std::ranges::find(plan.exclusions, hold.order, &desk::Exclusion::order);
      if (found != plan.exclusions.end()) {
        decisions +=
            fmt::format("{}{} {}（{}）", decisions.empty() ? "" : "；", order::to_text(hold.order),
                        base::display_yuan(hold.excluded), found->decision);
      }
    }
    if (!decisions.empty()) {
      all.push_back({i, std::move(decisions)});
    }
  }
  return all;
}

restitution::Paper paper_of(const desk::ReturnPlan& plan, fund::Snapshot snapshot) {
  restitution::Paper paper{.article = plan.article,
                           .mark = plan.mark,
                           .notice = plan.notice_rule,
                           .rules_version = plan.rules_version,
                           .sources = {},
                           .victims = {},
                           .exclusions = exclusions_of(plan),
                           .transfer = [](fund::Sequence sequence) { return to_text(sequence); }};
  paper.sources.push_back({"方案", desk::to_text(plan.id), {}});
  paper.sources.push_back({"流水", fmt::format("本中心已收的前 {} 笔", snapshot.value()), {}});
  for (const auto& victim : plan.victims) {
    paper.victims.push_back("案件 " + order::to_text(victim.case_id));
  }
  return paper;
}

desk::PlanDivision division_of(const restitution::Division& division,
                               const desk::ReturnPlan& plan) {
  desk::PlanDivision told{
      plan.frozen[division.frozen].account, rung_of(division.rung), {}, division.left};
  for (const auto& claim : division.claims) {
    if (claim.paid.is_positive()) {
      told.payouts.push_back({claim.entry.victim, claim.paid});
    }
  }
  std::ranges::sort(told.payouts, {}, &desk::PlanPayout::victim);
  return told;
}

}  // namespace

base::Result<Division> divide_plan(const World& world, fund::Snapshot snapshot,
                                   const desk::ReturnPlan& plan) {
  const auto victims = victims_of(plan);
  const auto frozen = frozen_of(world, plan);
  const auto comparison =
      restitution::compare(world.graph(), snapshot, victims, frozen, choice_of(plan.choice));
  if (!comparison) {
    return comparison.error();
  }
  Division made;
  made.worksheet = restitution::worksheet(*comparison, victims, frozen, paper_of(plan, snapshot));
  made.worked.transfers = snapshot.value();
  made.worked.worksheet_sha256 = base::to_hex(base::sha256(made.worksheet));
  for (const auto& division : comparison->chosen.accounts) {
    made.worked.divisions.push_back(division_of(division, plan));
  }
  const auto& [fifo, lifo, prorata] = comparison->by_method;
  for (std::size_t i = 0; i < victims.size(); ++i) {
    made.worked.shares.push_back({victims[i].loss(), comparison->chosen.returned[i],
                                  fifo.returned[i], lifo.returned[i], prorata.returned[i]});
  }
  return made;
}

}  // namespace holdfast::engine
