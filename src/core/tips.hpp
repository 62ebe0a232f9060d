// What the deciders of tips and rewards share, and how their events change the state. Not for use
// outside the core.
#pragma once

#include <string_view>

#include "core/outcome.hpp"

namespace holdfast::core {

/// The rules of tips are there. Errors: unavailable.
[[nodiscard]] base::Result<void> knows_tips(const Outcome& out);
/// The tip, its texts not destroyed, and whoever acts may: a unit works on what was pushed to it,
/// the centre on all. Errors: not_found, conflict, forbidden.
[[nodiscard]] base::Result<const tip::Tip*> tip_for(const Outcome& out, tip::TipId id);
/// A clock that begins at `begins` and runs for the rule `key`; told ahead by `key`.leads.
[[nodiscard]] tip::Clock tip_clock(const Outcome& out, tip::ClockKind kind, std::string_view key,
                                   base::Instant begins);
/// From when its texts are destroyed, where it ends now.
[[nodiscard]] tip::Clock kept_clock(const Outcome& out);
/// `code` is one of the rule `key`, "case=转立案,…". Errors: bad_input at `where`.
[[nodiscard]] base::Result<void> check_coded(const Outcome& out, std::string_view key,
                                             std::string_view code, std::string_view where);

/// Clocks of tips that ring: people are told, what nobody takes on goes up, what nobody claims
/// lapses, texts that are kept no longer are destroyed (ring_tips.cpp).
void ring_tips(Outcome& out);
/// Quizzes by link whose time is over become entries of the ledger (decide_quiz_links.cpp).
void end_quiz_links(Outcome& out);

// What the events do (evolve_tips.cpp).
void evolve_tip(State& state, const Event& event, const TipTaken& body);
void evolve_tip(State& state, const Event& event, const TipRouted& body);
void evolve_tip(State& state, const Event& event, const TipAccepted& body);
void evolve_tip(State& state, const Event& event, const TipNamesNoted& body);
void evolve_tip(State& state, const Event& event, const TipStepTaken& body);
void evolve_tip(State& state, const Event& event, const TipReplied& body);
void evolve_tip(State& state, const Event& event, const TipEnded& body);
void evolve_tip(State& state, const Event& event, const TipClockRung& body);
void evolve_tip(State& state, const Event& event, const TipErased& body);
void evolve_tip(State& state, const Event& event, const RewardProposed& body);
void evolve_tip(State& state, const Event& event, const RewardRuled& body);
void evolve_tip(State& state, const Event& event, const RewardClaimed& body);
void evolve_tip(State& state, const Event& event, const RewardPaid& body);
void evolve_quiz_link(State& state, const QuizLinkOpened& body);
void evolve_quiz_link(State& state, const QuizSheetTaken& body);
void evolve_quiz_link(State& state, const QuizLinkEnded& body);
/// Fills the indexes of a state that was read from a snapshot.
void index_tips(State& state);

}  // namespace holdfast::core
