// The handlers of a case's first days (internal to api; routes.hpp has the others).
#pragma once

#include <boost/json/fwd.hpp>

#include "api/service.hpp"
#include "core/state.hpp"

namespace holdfast::api {

// first_days.cpp
Answer first_days(const Call& call);
Answer first_days_list(const Call& call);
// first_steps.cpp
Answer accept_report(const Call& call);
Answer extend_review(const Call& call);
Answer propose_refusal(const Call& call);
Answer decide_refusal(const Call& call);
Answer serve_first_paper(const Call& call);
Answer file_appeal(const Call& call);
Answer extend_appeal(const Call& call);
Answer rule_appeal(const Call& call);
Answer propose_transfer(const Call& call);
Answer decide_transfer(const Call& call);
Answer hand_transfer(const Call& call);
Answer answer_transfer(const Call& call);
// case_papers.cpp
Answer list_case_papers(const Call& call);
Answer case_paper_file(const Call& call);
Answer case_progress(const Call& call);

/// What whoever calls may do now, by name: what the core would not refuse (first_acts.cpp).
[[nodiscard]] boost::json::array first_acts(const Call& call, const core::State& state,
                                            const desk::CaseFile& file);

}  // namespace holdfast::api
