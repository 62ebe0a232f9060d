// The handlers of education, indicators and what is known of numbers (internal to api; routes.hpp
// has the others).
#pragma once

#include <string>

#include "api/service.hpp"

namespace holdfast::api {

// outreach.cpp
/// A page of the rows of a kind, narrowed by the query's `state` and `street`.
Answer list_of_street(const Call& call, std::string kind);
Answer list_streets(const Call& call);
Answer note_streets(const Call& call);
Answer list_campaigns(const Call& call);
Answer plan_campaign(const Call& call);
Answer report_campaign(const Call& call);
Answer withdraw_campaign(const Call& call);
Answer list_quizzes(const Call& call);
Answer record_quiz(const Call& call);
Answer withdraw_quiz(const Call& call);
Answer place_case(const Call& call);
// outreach_visits.cpp
Answer list_rounds(const Call& call);
Answer record_round(const Call& call);
Answer withdraw_round(const Call& call);
Answer list_audits(const Call& call);
Answer announce_audit(const Call& call);
Answer check_household(const Call& call);
// outreach_effect.cpp
Answer outreach_effect(const Call& call);
Answer outreach_topics(const Call& call);
Answer public_topics(const Call& call);
// reputation.cpp
Answer public_reputation(const Call& call);
Answer ask_reputation(const Call& call);
Answer clear_reputation(const Call& call);
// indicators.cpp
Answer give_indicators(const Call& call);
Answer take_indicators(const Call& call);
Answer list_indicators(const Call& call);
Answer list_agreements(const Call& call);
Answer record_agreement(const Call& call);
Answer end_agreement(const Call& call);

}  // namespace holdfast::api
