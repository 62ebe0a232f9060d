// How events about persons and leads change the state.
#include <algorithm>

#include "core/persons.hpp"

namespace holdfast::core {

namespace {

using person::Person;

Person& person_of(State& state, person::PersonId id) {
  const auto found = state.persons.find(id);
  base::check(found != state.persons.end(), "event names a person that is not there");
  return found->second;
}

person::Lead& lead_of(State& state, person::LeadId id) {
  const auto found = state.leads.find(id);
  base::check(found != state.leads.end(), "event names a lead that is not there");
  return found->second;
}

template <typename T>
void append(std::vector<T>& to, const std::vector<T>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

void take_over(base::Personal& known, const base::Personal& told) {
  if (!told.text.empty()) {
    known = told;
  }
}

void erase(base::Personal& text) {
  if (!text.text.empty()) {
    text.text = base::erased_text;
  }
}

void reclock(State& state, const Person& person) {
  if (const auto known = state.next_person_ring.find(person.id);
      known != state.next_person_ring.end()) {
    const auto at = state.person_rings.find(known->second);
    at->second.erase(person.id);
    if (at->second.empty()) {
      state.person_rings.erase(at);
    }
    state.next_person_ring.erase(known);
  }
  if (const auto next = person::next_ring(person)) {
    state.person_rings[*next].insert(person.id);
    state.next_person_ring[person.id] = *next;
  }
}

void index_case(State& state, person::CaseId id, person::PersonId person) {
  auto& persons = state.persons_of[id];
  if (std::find(persons.begin(), persons.end(), person) == persons.end()) {
    persons.insert(std::upper_bound(persons.begin(), persons.end(), person), person);
  }
}

void index_key(State& state, const Person& person) {
  if (!person.id_key.text.empty() && !person.erased_at) {
    state.person_by_key[person.id_key.text] = person.id;
  }
}

void index_person(State& state, const Person& person) {
  for (const auto& each : person.cases) {
    index_case(state, each.case_id, person.id);
  }
  index_key(state, person);
  reclock(state, person);
}

}  // namespace

void evolve_person(State& state, const PersonFiled& body) {
  const auto [place, added] = state.persons.emplace(body.person.id, body.person);
  base::check(added, "a person id was given out twice");
  index_person(state, place->second);
}

void evolve_person(State& state, const PersonLinked& body) {
  auto& person = person_of(state, body.person);
  std::erase_if(person.cases, [&](const person::Membership& each) {
    return each.case_id == body.membership.case_id;
  });
  person.cases.push_back(body.membership);
  index_case(state, body.membership.case_id, person.id);
}

void evolve_person(State& state, const PersonUnlinked& body) {
  auto& person = person_of(state, body.person);
  std::erase_if(person.cases,
                [&](const person::Membership& each) { return each.case_id == body.case_id; });
  std::erase(state.persons_of[body.case_id], person.id);
}

void evolve_person(State& state, const PersonNoted& body) {
  auto& person = person_of(state, body.person);
  if (!body.id_key.text.empty() && !person.id_key.text.empty()) {
    state.person_by_key.erase(person.id_key.text);
  }
  take_over(person.name, body.name);
  take_over(person.id_no, body.id_no);
  take_over(person.id_key, body.id_key);
  append(person.phones, body.phones);
  append(person.accounts, body.accounts);
  append(person.proofs, body.proofs);
  index_key(state, person);
}

void evolve_person(State& state, const PersonMoved& body) {
  person_of(state, body.person).place = body.place;
}

void evolve_person(State& state, const PersonStepTaken& body) {
  auto& person = person_of(state, body.person);
  base::check(body.step.number == person.steps.size() + 1, "a step of a person was left out");
  person.steps.push_back(body.step);
  reclock(state, person);
}

/// A clock that runs again has told nothing: it rings anew.
void evolve_person(State& state, const PersonStepUndone& body) {
  auto& person = person_of(state, body.person);
  const auto before = person::standing_of(person).running;
  person.steps.at(body.step - 1).undone = body.undone;
  for (const auto& each : person::standing_of(person).running) {
    const bool ran = std::any_of(before.begin(), before.end(), [&](const person::Running& other) {
      return other.step == each.step && other.clock == each.clock;
    });
    if (!ran) {
      person.steps.at(each.step - 1).clocks.at(each.clock).told = person::Told::nothing;
    }
  }
  reclock(state, person);
}

void evolve_person(State& state, const PersonClockRung& body) {
  auto& person = person_of(state, body.person);
  person.steps.at(body.step - 1).clocks.at(body.clock).told =
      body.lapsed ? person::Told::lapsed : person::Told::ahead;
  reclock(state, person);
}

void erase_person(State& state, const PersonErased& body, base::Instant at) {
  auto& person = person_of(state, body.person);
  if (!person.id_key.text.empty()) {
    state.person_by_key.erase(person.id_key.text);
  }
  for (auto* text : {&person.name, &person.id_no, &person.id_key}) {
    erase(*text);
  }
  for (auto& phone : person.phones) {
    erase(phone);
  }
  for (auto& proof : person.proofs) {
    erase(proof.what);
  }
  for (auto& step : person.steps) {
    erase(step.note);
    if (step.undone) {
      erase(step.undone->reason);
    }
  }
  person.erased_at = at;
}

void evolve_lead(State& state, const LeadListed& body) {
  const auto added = state.leads.emplace(body.lead.id, body.lead).second;
  base::check(added, "a lead id was given out twice");
}

void evolve_lead(State& state, const LeadAssigned& body) {
  auto& lead = lead_of(state, body.lead);
  lead.owner = body.owner;
  lead.unit = body.unit;
}

void evolve_lead(State& state, const LeadStepTaken& body) {
  lead_of(state, body.lead).steps.push_back(body.step);
}

void evolve_lead(State& state, const LeadEnded& body) {
  lead_of(state, body.lead).result = body.result;
}

void index_persons(State& state) {
  state.persons_of.clear();
  state.person_by_key.clear();
  state.person_rings.clear();
  state.next_person_ring.clear();
  for (const auto& [id, person] : state.persons) {
    index_person(state, person);
  }
}

}  // namespace holdfast::core
