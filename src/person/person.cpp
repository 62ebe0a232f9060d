#include "person/person.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "person/lead.hpp"

namespace holdfast::person {

std::string to_text(PersonId id) {
  return fmt::format("R{:06}", id.value());
}

std::string to_text(LeadId id) {
  return fmt::format("G{:06}", id.value());
}

base::SubjectId subject_of(PersonId id) {
  return base::subject_of(base::SubjectKind::person, id.value());
}

base::SubjectId subject_of(LeadId id) {
  return base::subject_of(base::SubjectKind::lead, id.value());
}

const Membership* membership_in(const Person& person, CaseId id) {
  const auto found = std::find_if(person.cases.begin(), person.cases.end(),
                                  [&](const Membership& each) { return each.case_id == id; });
  return found == person.cases.end() ? nullptr : &*found;
}

const Step* step_numbered(const Person& person, std::uint64_t number) {
  return number == 0 || number > person.steps.size() ? nullptr : &person.steps[number - 1];
}

}  // namespace holdfast::person
