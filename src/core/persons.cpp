// Who may deal with persons, whose file is whose, and what an erasure means for them.
#include "core/persons.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "core/duties.hpp"
#include "person/terms.hpp"

namespace holdfast::core {

using person::Person;

bool may_see_persons(const State& state, std::string_view name, base::Instant at) {
  const auto* user = person_named(state, name);
  if (user == nullptr) {
    return false;
  }
  const auto offices = offices_of(state, name, at);
  return user->role == Role::investigator ||
         std::any_of(offices.begin(), offices.end(), [](const Office& office) {
           return order::covers(office.duty, order::Duty::unit_head);
         });
}

base::Result<void> may_deal(const Outcome& out) {
  if (!may_see_persons(out.state, out.command.actor, out.at)) {
    return refuse(base::ErrorCode::forbidden, "人员档案只由侦查员和负责人办理");
  }
  if (!person::knows_persons(out.state.rules, out.at)) {
    return refuse(base::ErrorCode::unavailable, "no rule pack with the rules of persons is loaded");
  }
  return {};
}

base::Result<const Person*> person_on_file(const Outcome& out, person::PersonId id) {
  const auto found = out.state.persons.find(id);
  if (found == out.state.persons.end()) {
    return refuse(base::ErrorCode::not_found, fmt::format("no person {}", person::to_text(id)));
  }
  if (found->second.erased_at) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("人员档案 {} 的个人信息已销毁", person::to_text(id)));
  }
  return &found->second;
}

base::Result<const Person*> person_dealt_with(const Outcome& out, person::PersonId id) {
  if (const auto ok = may_deal(out); !ok) {
    return ok.error();
  }
  return person_on_file(out, id);
}

base::Personal sealed_for(base::SubjectId subject, std::string text) {
  return text.empty() ? base::Personal{} : base::Personal{subject, std::move(text)};
}

base::Result<void> no_person_leans_on(const State& state, desk::CaseId id) {
  const auto found = state.persons_of.find(id);
  if (found == state.persons_of.end()) {
    return {};
  }
  for (const auto person_id : found->second) {
    const auto& person = state.persons.at(person_id);
    const auto standing = person::standing_of(person);
    const bool is_bound =
        (standing.is_held && standing.held_case == id) ||
        (standing.measure != person::Measure::none && standing.measure_case == id);
    const bool is_timed = std::any_of(
        standing.running.begin(), standing.running.end(),
        [&](const person::Running& each) { return person.steps.at(each.step - 1).case_id == id; });
    if (is_bound || is_timed) {
      return refuse(base::ErrorCode::conflict,
                    fmt::format("人员 {} 在本案中的措施或者期限尚未到头，不得销毁个人信息",
                                person::to_text(person_id)));
    }
  }
  return {};
}

void erase_persons(Outcome& out, desk::CaseId id, const std::string& reason) {
  const auto found = out.state.persons_of.find(id);
  if (found == out.state.persons_of.end()) {
    return;
  }
  for (const auto person_id : found->second) {
    const auto& person = out.state.persons.at(person_id);
    const bool is_known_elsewhere =
        std::any_of(person.cases.begin(), person.cases.end(), [&](const person::Membership& each) {
          return each.case_id != id && !desk::is_erased(out.state.cases.at(each.case_id));
        });
    if (!person.erased_at && !is_known_elsewhere) {
      out.add(PersonErased{person_id, reason});
    }
  }
}

}  // namespace holdfast::core
