// The handlers of tips, consultations, rewards, and quizzes that are taken by link (internal to
// api; routes.hpp has the others).
#pragma once

#include "api/service.hpp"

namespace holdfast::api {

// tips.cpp
Answer list_tips(const Call& call);
Answer one_tip(const Call& call);
Answer read_tip_text(const Call& call);
Answer tip_terms(const Call& call);
// tip_steps.cpp
Answer take_tip(const Call& call);
Answer route_tip(const Call& call);
Answer accept_tip(const Call& call);
Answer note_tip_names(const Call& call);
Answer take_tip_step(const Call& call);
Answer reply_to_tip(const Call& call);
Answer end_tip(const Call& call);
// tip_rewards.cpp
Answer list_rewards(const Call& call);
Answer propose_reward(const Call& call);
Answer rule_reward(const Call& call);
Answer claim_reward(const Call& call);
Answer pay_reward(const Call& call);
// tip_public.cpp
Answer public_tip_terms(const Call& call);
Answer public_tip(const Call& call);
Answer public_tip_progress(const Call& call);
Answer public_claim(const Call& call);
// quiz_links.cpp
Answer list_quiz_links(const Call& call);
Answer open_quiz_link(const Call& call);
Answer end_quiz_link(const Call& call);
Answer public_quiz(const Call& call);
Answer public_quiz_sheet(const Call& call);

}  // namespace holdfast::api
