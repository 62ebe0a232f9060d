// What the deciders about persons and leads share, and how their events change the state. Not for
// use outside the core.
#pragma once

#include <string>
#include <string_view>

#include "core/outcome.hpp"
#include "person/machine.hpp"

namespace holdfast::core {

/// Who may see and write files of persons: investigators, and whoever holds the office of a head,
/// or stands in for one, at `at`.
[[nodiscard]] bool may_see_persons(const State& state, std::string_view name, base::Instant at);

/// Whoever acts may, and the rules know persons. Errors: forbidden, unavailable.
[[nodiscard]] base::Result<void> may_deal(const Outcome& out);

/// The file, and it holds what it held. Errors: not_found, conflict.
[[nodiscard]] base::Result<const person::Person*> person_on_file(const Outcome& out,
                                                                 person::PersonId id);
/// The file, for whoever acts to do something about it: both of the above.
[[nodiscard]] base::Result<const person::Person*> person_dealt_with(const Outcome& out,
                                                                    person::PersonId id);
/// Empty text stays nobody's; any other is sealed under the person's key.
[[nodiscard]] base::Personal sealed_for(base::SubjectId subject, std::string text);

/// The case lets the step be taken then: it is filed, and was already, where the step asks for
/// that.
[[nodiscard]] bool may_be_in_case(const State& state, person::CaseId id, const person::Step& step);

/// Clocks that ring: somebody is told ahead, and a head when one lapses (decide_person_steps.cpp).
void ring_persons(Outcome& out);
/// The filing of the case was taken back: whoever is under a measure of it is to be let go
/// (decide_person_steps.cpp).
void filing_gone(Outcome& out, desk::CaseId id);

/// Refuses an erasure while somebody is under a measure of the case, or a clock of it runs
/// (persons.cpp).
[[nodiscard]] base::Result<void> no_person_leans_on(const State& state, desk::CaseId id);
/// The case is erased by this decision: so is whoever belongs to no other (persons.cpp).
void erase_persons(Outcome& out, desk::CaseId id, const std::string& reason);

// What the events do (evolve_persons.cpp).
void evolve_person(State& state, const PersonFiled& body);
void evolve_person(State& state, const PersonLinked& body);
void evolve_person(State& state, const PersonUnlinked& body);
void evolve_person(State& state, const PersonNoted& body);
void evolve_person(State& state, const PersonMoved& body);
void evolve_person(State& state, const PersonStepTaken& body);
void evolve_person(State& state, const PersonStepUndone& body);
void evolve_person(State& state, const PersonClockRung& body);
void erase_person(State& state, const PersonErased& body, base::Instant at);
void evolve_lead(State& state, const LeadListed& body);
void evolve_lead(State& state, const LeadAssigned& body);
void evolve_lead(State& state, const LeadStepTaken& body);
void evolve_lead(State& state, const LeadEnded& body);
void index_persons(State& state);

}  // namespace holdfast::core
