// The handlers of persons dealt with and of leads (internal to api; routes.hpp has the others).
#pragma once

#include "api/service.hpp"
#include "core/person_commands.hpp"

namespace holdfast::api {

// persons.cpp
Answer list_persons(const Call& call);
Answer one_person(const Call& call);
Answer person_timeline(const Call& call);
Answer person_terms(const Call& call);
Answer file_person(const Call& call);
Answer note_person(const Call& call);
Answer move_person(const Call& call);
Answer link_person(const Call& call);
Answer unlink_person(const Call& call);
// person_steps.cpp
Answer take_person_step(const Call& call);
Answer undo_person_step(const Call& call);
// person_figures.cpp
Answer person_figures(const Call& call);
Answer person_records(const Call& call);
// leads.cpp
Answer list_leads(const Call& call);
Answer list_lead(const Call& call);
Answer assign_lead(const Call& call);
Answer take_lead_step(const Call& call);
Answer end_lead(const Call& call);

/// The person that the path names. Errors: not_found.
[[nodiscard]] base::Result<person::PersonId> person_in_path(const Call& call);

}  // namespace holdfast::api
