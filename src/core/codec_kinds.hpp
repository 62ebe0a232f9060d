// What both ways of the codec know: which members came later, and the names and versions of the
// kinds of events. Not for use outside codec_*.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <variant>

#include "core/event.hpp"
#include "core/state.hpp"

namespace holdfast::core {

// ---- members that came later ------------------------------------------------------------------
//
// A member that joins a struct after its first release is written only where it says something: its
// default means what the lack of it meant. So an older text reads as it was meant and is written
// again byte for byte, and a line carries the lowest version that can read it.

struct Added {
  std::string_view name;
  int since;  // the version of the event kinds that the struct is part of
};

template <typename Struct>
inline constexpr std::array<Added, 0> added_members{};
template <>
inline constexpr std::array<Added, 8> added_members<desk::CaseFile>{{{"closed", 2},
                                                                     {"resumed", 2},
                                                                     {"erasure", 2},
                                                                     {"filed", 3},
                                                                     {"truth", 3},
                                                                     {"gates", 4},
                                                                     {"withdrawn", 5},
                                                                     {"first_days", 6}}};
template <>
inline constexpr std::array<Added, 2> added_members<desk::Loss>{
    {{"paid_by", 2}, {"particulars", 2}}};
template <>
inline constexpr std::array<Added, 6> added_members<desk::Task>{
    {{"loss", 2}, {"order", 3}, {"duty", 3}, {"what", 4}, {"asked_by", 4}, {"person", 5}}};
template <>
inline constexpr std::array<Added, 1> added_members<TransfersTaken>{{{"batch", 2}}};
template <>
inline constexpr std::array<Added, 12> added_members<order::Order>{{{"approval", 2},
                                                                    {"freeze", 2},
                                                                    {"replaces", 2},
                                                                    {"countersigned", 2},
                                                                    {"rung", 2},
                                                                    {"handling", 3},
                                                                    {"objection_due", 3},
                                                                    {"consent", 4},
                                                                    {"evidence", 4},
                                                                    {"payback", 4},
                                                                    {"mark", 4},
                                                                    {"drill", 4}}};
template <>
inline constexpr std::array<Added, 3> added_members<order::Freeze>{
    {{"until", 4}, {"returned", 4}, {"confiscated", 6}}};
template <>
inline constexpr std::array<Added, 1> added_members<desk::Trait>{{{"digest", 2}}};
template <>
inline constexpr std::array<Added, 1> added_members<order::Payback>{{{"victim_of", 5}}};
template <>
inline constexpr std::array<Added, 1> added_members<order::Handling>{{{"spoken", 4}}};
template <>
inline constexpr std::array<Added, 8> added_members<order::PaperFacts>{{{"asked", 2},
                                                                        {"to_institution", 2},
                                                                        {"to_number", 2},
                                                                        {"to_holder", 2},
                                                                        {"mark", 2},
                                                                        {"mark_platform", 2},
                                                                        {"drill", 2},
                                                                        {"narrative", 3}}};
template <>
inline constexpr std::array<Added, 1> added_members<order::Ground>{{{"term_months", 2}}};
template <>
inline constexpr std::array<Added, 2> added_members<order::Reply>{{{"former", 2}, {"evidence", 3}}};
template <>
inline constexpr std::array<Added, 2> added_members<OrderApproved>{
    {{"deadline", 2}, {"papers_due", 2}}};
template <>
inline constexpr std::array<Added, 2> added_members<OrderAnswered>{
    {{"renew_by", 2}, {"screen_by", 2}}};
template <>
inline constexpr std::array<Added, 1> added_members<ApiKey>{{{"public_key", 2}}};
template <>
inline constexpr std::array<Added, 2> added_members<User>{{{"duty", 2}, {"unit", 3}}};
template <>
inline constexpr std::array<Added, 1> added_members<Routing>{{{"units", 4}}};
template <>
inline constexpr std::array<Added, 5> added_members<Institution>{
    {{"backup", 2}, {"duty", 2}, {"kind", 3}, {"screening", 4}, {"trial", 5}}};
template <>
inline constexpr std::array<Added, 3> added_members<Channel>{
    {{"kind", 2}, {"practice", 3}, {"form", 5}}};
template <>
inline constexpr std::array<Added, 1> added_members<dissuade::Warning>{{{"place", 2}}};
template <>
inline constexpr std::array<Added, 2> added_members<desk::ScreeningDesk>{
    {{"stopped", 2}, {"flagged", 2}}};
// A snapshot has no versions by struct: one that holds the member is read here, and an older
// program forgets the numbers with it, never a transfer.
template <>
// clang-format off: one a line, so that two branches that add one each differ in two lines
inline constexpr auto added_members<State> = std::to_array<Added>({
    {"batches", 2},        {"delegations", 2}, {"papers", 2},        {"objections", 2},
    {"drill", 3},          {"warnings", 3},    {"screening", 4},     {"plans", 4},
    {"applications", 4},   {"traits", 4},      {"links", 4},         {"comments", 4},
    {"filters", 4},        {"persons", 5},     {"leads", 5},         {"handovers", 4},
    {"files", 4},          {"exhibits", 4},    {"onboarding", 5},    {"calls", 5},
    {"extensions", 5},     {"statements", 5},  {"headings", 5},      {"analyses", 5},
    {"analyses_given", 5}, {"education", 6},   {"places", 6},        {"indicators", 6},
    {"tips", 7},           {"quiz_links", 7},  {"past_warnings", 7},
});
// clang-format on

/// Members that were always there and may be null only since that version.
template <typename Struct>
inline constexpr std::array<Added, 0> nullable_members{};
template <>
inline constexpr std::array<Added, 2> nullable_members<desk::Loss>{{{"payer", 2}, {"payee", 2}}};

inline int since(std::span<const Added> members, std::string_view name) {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const Added& each) { return each.name == name; });
  return found == members.end() ? 0 : found->since;
}

/// The version that brought the member; 0 for one that was there from the first.
template <typename Struct>
int added_in(std::string_view name) {
  return since(added_members<Struct>, name);
}

// ---- kinds and versions -----------------------------------------------------------------------

struct Kind {
  std::string_view name;
  int version;  // the newest that is read; a line's own says what its members need
};

/// In the order of EventKinds.
// One a line, so that two branches that add one each differ in two lines.
// clang-format off
inline constexpr std::array<Kind, std::variant_size_v<EventKinds>> kinds{{
    {"rules_loaded", 1},
    {"routing_set", 5},
    {"user_added", 3},
    {"user_disabled", 1},
    {"password_set", 1},
    {"api_key_added", 2},
    {"case_opened", 2},
    {"losses_added", 2},
    {"loss_matched", 1},
    {"cascade_authorised", 1},
    {"pursuit_moved", 1},
    {"need_unmet", 1},
    {"order_drafted", 6},
    {"order_held_for_review", 1},
    {"order_approved", 2},
    {"order_rejected", 1},
    {"order_sent", 1},
    {"order_acknowledged", 1},
    {"order_send_failed", 1},
    {"order_answered", 3},
    {"candidate_found", 1},
    {"order_expired", 1},
    {"order_released", 1},
    {"excess_found", 1},
    {"transfers_taken", 2},
    {"legs_split", 1},
    {"feed_silent", 1},
    {"task_opened", 5},
    {"task_finished", 1},
    {"alarm_raised", 1},
    {"alarm_cleared", 1},
    {"alarm_acknowledged", 1},
    {"revealed", 1},
    {"key_answered", 1},
    {"keys_forgotten", 1},
    {"case_closed", 1},
    {"case_reopened", 1},
    {"payee_named", 1},
    {"victim_completed", 1},
    {"erasure_requested", 1},
    {"case_erased", 1},
    {"erasure_declined", 1},
    {"case_filed", 1},
    {"truth_reviewed", 1},
    {"order_signed", 1},
    {"order_countersigned", 1},
    {"paper_supplied", 1},
    {"freeze_advanced", 1},
    {"freeze_renewed", 1},
    {"freeze_screened", 1},
    {"order_converted", 1},
    {"clock_rung", 1},
    {"duty_delegated", 1},
    {"delegation_ended", 1},
    {"order_requeued", 1},
    {"order_given_up", 1},
    {"paper_issued", 3},
    {"paper_made", 1},
    {"objection_filed", 1},
    {"objection_answered", 1},
    {"case_studied", 1},
    {"inquiry_recorded", 1},
    {"result_recorded", 1},
    {"stop_extended", 1},
    {"protection_revoked", 1},
    {"funds_returned", 1},
    {"order_spoken", 1},
    {"filing_withdrawn", 1},
    {"drill_declared", 1},
    {"warning_raised", 2},
    {"warning_joined", 1},
    {"warned_named", 1},
    {"warning_assigned", 1},
    {"warning_merged", 1},
    {"warning_step_taken", 1},
    {"warning_concluded", 1},
    {"warning_checked_back", 1},
    {"warning_clock_rung", 1},
    {"notice_moved", 1},
    {"payment_screened", 1},
    {"screenings_forgotten", 1},
    {"scoring_proposed", 1},
    {"scoring_activated", 1},
    {"scoring_withdrawn", 1},
    {"return_planned", 1},
    {"return_plan_worked", 1},
    {"return_plan_signed", 1},
    {"return_notice_begun", 1},
    {"return_notice_ended", 1},
    {"plan_objection_filed", 1},
    {"plan_objection_answered", 1},
    {"plan_objection_lapsed", 1},
    {"return_plan_ended", 1},
    {"return_applied", 1},
    {"return_application_decided", 1},
    {"traits_noted", 2},
    {"cases_linked", 1},
    {"link_declined", 1},
    {"link_undone", 1},
    {"task_assigned", 1},
    {"comment_made", 1},
    {"filter_saved", 1},
    {"filter_dropped", 1},
    {"person_filed", 1},
    {"person_linked", 1},
    {"person_unlinked", 1},
    {"person_noted", 1},
    {"person_moved", 1},
    {"person_step_taken", 1},
    {"person_step_undone", 1},
    {"person_clock_rung", 1},
    {"person_erased", 1},
    {"lead_listed", 1},
    {"lead_assigned", 1},
    {"lead_step_taken", 1},
    {"lead_ended", 1},
    {"handover_drafted", 1},
    {"handover_sent", 1},
    {"handover_packaged", 1},
    {"handover_received", 1},
    {"handover_returned", 1},
    {"handover_withdrawn", 1},
    {"renewer_named", 1},
    {"handover_asked", 1},
    {"handover_answered", 1},
    {"freeze_kept", 1},
    {"disposal_entered", 1},
    {"funds_confiscated", 1},
    {"file_added", 1},
    {"file_refused", 1},
    {"file_scanned", 1},
    {"file_taken", 1},
    {"exhibit_asked", 1},
    {"exhibit_made", 1},
    {"exhibit_failed", 1},
    {"partner_moved", 1},
    {"call_noted", 1},
    {"calls_forgotten", 1},
    {"extension_taken", 1},
    {"statement_begun", 1},
    {"statement_marked", 1},
    {"statement_ended", 1},
    {"failed_queries_asked", 1},
    {"headings_learnt", 1},
    {"analysis_saved", 1},
    {"analysis_changed", 1},
    {"analysis_dropped", 1},
    {"analysis_ran", 1},
    {"streets_noted", 1},
    {"campaign_planned", 1},
    {"campaign_reported", 1},
    {"campaign_withdrawn", 1},
    {"round_recorded", 1},
    {"round_withdrawn", 1},
    {"audit_announced", 1},
    {"audit_drawn", 1},
    {"household_checked", 1},
    {"quiz_recorded", 1},
    {"quiz_withdrawn", 1},
    {"case_placed", 1},
    {"indicators_taken", 1},
    {"agreement_recorded", 1},
    {"agreement_ended", 1},
    {"reputation_asked", 1},
    {"reputation_cleared", 1},
    {"indicators_given", 1},
    {"case_accepted", 1},
    {"review_extended", 1},
    {"refusal_proposed", 1},
    {"refusal_decided", 1},
    {"first_paper_served", 1},
    {"appeal_filed", 1},
    {"appeal_extended", 1},
    {"appeal_ruled", 1},
    {"transfer_proposed", 1},
    {"transfer_decided", 1},
    {"transfer_handed", 1},
    {"transfer_answered", 1},
    {"first_clock_rung", 1},
    {"tip_taken", 1},
    {"tip_routed", 1},
    {"tip_accepted", 1},
    {"tip_names_noted", 1},
    {"tip_step_taken", 1},
    {"tip_replied", 1},
    {"tip_ended", 1},
    {"tip_clock_rung", 1},
    {"tip_erased", 1},
    {"reward_proposed", 1},
    {"reward_ruled", 1},
    {"reward_claimed", 1},
    {"reward_paid", 1},
    {"quiz_link_opened", 1},
    {"quiz_sheet_taken", 1},
    {"quiz_link_ended", 1},
    {"warning_placed", 1},
    {"warnings_archived", 1},
    {"warnings_erased", 1},
    {"accounts_flagged", 1},
    {"stopped_payment_ended", 1},
    {"proof_forgotten", 1},
}};
// clang-format on

}  // namespace holdfast::core
