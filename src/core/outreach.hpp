// What the deciders of education and of what is known of numbers share, and how their events change
// the state. Not for use outside the core.
#pragma once

#include <string>
#include <string_view>

#include "core/outcome.hpp"

namespace holdfast::core {

/// Whether `code` is one of those in a rule like "community 社区 school 学校".
[[nodiscard]] bool is_listed(std::string_view rule_text, std::string_view code);
/// The midnight in Beijing that the day of `at` begins with.
[[nodiscard]] base::Instant day_of(base::Instant at);
/// The rules of education are there. Errors: unavailable.
[[nodiscard]] base::Result<void> knows_outreach(const Outcome& out);
/// The street, and whoever acts may write of it: a unit of its own streets and of those below it,
/// the centre of all. Errors: bad_input, forbidden.
[[nodiscard]] base::Result<const outreach::Street*> street_for(const Outcome& out,
                                                               std::string_view code,
                                                               std::string_view where);
/// The unit of whoever acts; empty: the centre, or a key.
[[nodiscard]] std::string unit_of_actor(const Outcome& out);
/// Whoever acts belongs to the centre, to `unit`, or to one above it.
[[nodiscard]] bool acts_for(const Outcome& out, std::string_view unit);

// What the events do (evolve_outreach.cpp).
void evolve_outreach(State& state, const StreetsNoted& body);
void evolve_outreach(State& state, const CampaignPlanned& body);
void evolve_outreach(State& state, const CampaignReported& body);
void evolve_outreach(State& state, const CampaignWithdrawn& body);
void evolve_outreach(State& state, const RoundRecorded& body);
void evolve_outreach(State& state, const RoundWithdrawn& body);
void evolve_outreach(State& state, const AuditAnnounced& body);
void evolve_outreach(State& state, const AuditDrawn& body);
void evolve_outreach(State& state, const HouseholdChecked& body);
void evolve_outreach(State& state, const QuizRecorded& body);
void evolve_outreach(State& state, const QuizWithdrawn& body);
void evolve_outreach(State& state, const CasePlaced& body);
void evolve_outreach(State& state, const IndicatorsTaken& body);
void evolve_outreach(State& state, const AgreementRecorded& body);
void evolve_outreach(State& state, const ReputationCleared& body);
void end_agreement(State& state, const AgreementEnded& body, base::Instant at);
/// The case is erased: of its place the street alone stays, so that the street's count does.
void erase_place(State& state, desk::CaseId id);
/// Notes, and forgets, under which digests a case is found. The digests must not be erased yet.
void index_named(State& state, desk::CaseId id, const std::vector<desk::Trait>& traits);
void forget_named(State& state, desk::CaseId id, const std::vector<desk::Trait>& traits);
/// Fills the indexes of a state that was read from a snapshot.
void index_outreach(State& state);

}  // namespace holdfast::core
