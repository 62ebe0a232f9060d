// How education and what is known of numbers change the state.
#include <algorithm>

#include "base/check.hpp"
#include "core/outreach.hpp"
#include "indicator/digest.hpp"

namespace holdfast::core {

namespace {

template <typename Map, typename Value>
void keep(Map& map, const Value& value) {
  const auto added = map.emplace(value.id, value).second;
  base::check(added, "an id of education was given out twice");
}

void forget_told(State& state, const indicator::Indicator& indicator) {
  const auto found = state.told_of.find(indicator.digest);
  if (found != state.told_of.end()) {
    std::erase(found->second, indicator.id);
    if (found->second.empty()) {
      state.told_of.erase(found);
    }
  }
}

void index_told(State& state, const indicator::Indicator& indicator) {
  auto& told = state.told_of[indicator.digest];  // ascending, as a snapshot fills it again
  told.insert(std::upper_bound(told.begin(), told.end(), indicator.id), indicator.id);
  state.told_as[{indicator.source, indicator.reference}] = indicator.id;
}

}  // namespace

void evolve_outreach(State& state, const StreetsNoted& body) {
  for (const auto& street : body.streets) {
    state.education.streets.insert_or_assign(street.code, street);
  }
}

void evolve_outreach(State& state, const CampaignPlanned& body) {
  keep(state.education.campaigns, body.campaign);
}

void evolve_outreach(State& state, const CampaignReported& body) {
  state.education.campaigns.at(body.campaign).report = body.report;
}

void evolve_outreach(State& state, const CampaignWithdrawn& body) {
  state.education.campaigns.at(body.campaign).withdrawn = body.withdrawn;
}

void evolve_outreach(State& state, const RoundRecorded& body) {
  keep(state.education.rounds, body.round);
}

void evolve_outreach(State& state, const RoundWithdrawn& body) {
  state.education.rounds.at(body.round).withdrawn = body.withdrawn;
}

void evolve_outreach(State& state, const AuditAnnounced& body) {
  keep(state.education.audits, body.audit);
}

void evolve_outreach(State& state, const AuditDrawn& body) {
  state.education.audits.at(body.audit).sampled = body.sampled;
}

void evolve_outreach(State& state, const HouseholdChecked& body) {
  state.education.audits.at(body.audit).sampled.at(body.index).checked = body.checked;
}

void evolve_outreach(State& state, const QuizRecorded& body) {
  keep(state.education.quizzes, body.quiz);
}

void evolve_outreach(State& state, const QuizWithdrawn& body) {
  state.education.quizzes.at(body.quiz).withdrawn = body.withdrawn;
}

void evolve_outreach(State& state, const CasePlaced& body) {
  state.places.insert_or_assign(body.place.case_id, body.place);
}

void evolve_outreach(State& state, const IndicatorsTaken& body) {
  for (const auto& each : body.indicators) {
    if (const auto found = state.indicators.indicators.find(each.id);
        found != state.indicators.indicators.end()) {
      forget_told(state, found->second);
    }
    state.indicators.indicators.insert_or_assign(each.id, each);
    index_told(state, each);
  }
}

void evolve_outreach(State& state, const AgreementRecorded& body) {
  state.indicators.agreements.insert_or_assign(body.agreement.partner, body.agreement);
}

void end_agreement(State& state, const AgreementEnded& body, base::Instant at) {
  state.indicators.agreements.at(body.partner).ended = at;
}

void evolve_outreach(State& state, const ReputationCleared& body) {
  state.indicators.clearings.insert_or_assign(body.digest, body.clearing);
}

void erase_place(State& state, desk::CaseId id) {
  if (const auto found = state.places.find(id); found != state.places.end()) {
    found->second.age.clear();
    found->second.occupation.clear();
  }
}

void index_named(State& state, desk::CaseId id, const std::vector<desk::Trait>& traits) {
  for (const auto& trait : traits) {
    if (indicator::is_digest(trait.digest.text)) {  // not one that was erased
      auto& cases = state.named_in[trait.digest.text];
      if (std::find(cases.begin(), cases.end(), id) == cases.end()) {
        cases.push_back(id);
      }
    }
  }
}

void forget_named(State& state, desk::CaseId id, const std::vector<desk::Trait>& traits) {
  for (const auto& trait : traits) {
    if (const auto found = state.named_in.find(trait.digest.text); found != state.named_in.end()) {
      std::erase(found->second, id);
      if (found->second.empty()) {
        state.named_in.erase(found);
      }
    }
  }
}

void index_outreach(State& state) {
  state.named_in.clear();
  state.told_of.clear();
  state.told_as.clear();
  for (const auto& [id, traits] : state.traits) {
    index_named(state, id, traits);
  }
  for (const auto& [id, each] : state.indicators.indicators) {
    index_told(state, each);
  }
}

}  // namespace holdfast::core
