// Every handler by name; routes.cpp lists them with the roles that may call them (internal to api).
#pragma once

#include <boost/json/fwd.hpp>

#include "api/frame.hpp"
#include "feed/row.hpp"

namespace holdfast::api {

// login.cpp
Answer login(const Call& call);
Answer logout(const Call& call);
Answer me(const Call& call);
// house.cpp
Answer rules(const Call& call);
Answer institutions(const Call& call);
Answer feeds(const Call& call);
Answer alarms(const Call& call);
Answer acknowledge_alarm(const Call& call);
Answer stats(const Call& call);
// calls.cpp
Answer telephony_event(const Call& call);
Answer list_calls(const Call& call);
Answer take_extension(const Call& call);
Answer file_call(const Call& call);
Answer dial(const Call& call);
// onboarding.cpp
Answer propose_live(const Call& call);
Answer confirm_live(const Call& call);
Answer roll_back(const Call& call);
// people.cpp
Answer users(const Call& call);
Answer add_user(const Call& call);
Answer disable_user(const Call& call);
Answer add_api_key(const Call& call);
// reports.cpp
Answer report(const Call& call);
Answer add_loss(const Call& call);
Answer name_payee(const Call& call);
Answer complete_victim(const Call& call);
Answer payment_ways(const Call& call);
// cases.cpp
Answer list_cases(const Call& call);
Answer one_case(const Call& call);
Answer case_accounts(const Call& call);
Answer case_timeline(const Call& call);
Answer draft_stop(const Call& call);
Answer authorise_cascade(const Call& call);
// closing.cpp
Answer close_case(const Call& call);
Answer reopen_case(const Call& call);
// gates.cpp
Answer study_case(const Call& call);
Answer record_inquiry(const Call& call);
Answer record_result(const Call& call);
// erasure.cpp
Answer list_erasures(const Call& call);
Answer request_erasure(const Call& call);
Answer confirm_erasure(const Call& call);
Answer decline_erasure(const Call& call);
// trace.cpp
Answer case_trace(const Call& call);
// case_flow.cpp
Answer case_converge(const Call& call);
Answer case_origin(const Call& call);
// case_holder.cpp
Answer case_holder(const Call& call);
// graph.cpp
Answer graph_reach(const Call& call);
Answer graph_path(const Call& call);
Answer graph_neighbourhood(const Call& call);
Answer graph_top(const Call& call);
// orders.cpp
Answer list_orders(const Call& call);
Answer one_order(const Call& call);
Answer approve_order(const Call& call);
Answer reject_order(const Call& call);
Answer release_order(const Call& call);
Answer correct_order(const Call& call);
// assisted.cpp
Answer list_assisted(const Call& call);
Answer order_fields(const Call& call);
Answer order_entered(const Call& call);
Answer assisted_batch(const Call& call);
Answer assisted_results(const Call& call);
// scoreboard.cpp
Answer partner_scores(const Call& call);
// pull.cpp
Answer pull_orders(const Call& call);
Answer acknowledge_pulled(const Call& call);
// delivery.cpp
Answer list_dead_letters(const Call& call);
Answer requeue_order(const Call& call);
Answer give_up_order(const Call& call);
// orders.cpp
Answer list_tasks(const Call& call);
Answer finish_task(const Call& call);
// freezes.cpp
Answer file_case(const Call& call);
Answer review_truth(const Call& call);
Answer draft_freeze(const Call& call);
Answer renew_freeze(const Call& call);
Answer release_freeze(const Call& call);
Answer screen_freeze(const Call& call);
Answer supply_paper(const Call& call);
// papers.cpp
Answer list_papers(const Call& call);
Answer issue_paper(const Call& call);
Answer paper_file(const Call& call);
// public.cpp
Answer public_keys(const Call& call);
Answer check_paper(const Call& call);
Answer holder_notice(const Call& call);
Answer file_objection(const Call& call);
// words.cpp
Answer analyse_text(const Call& call);
Answer advise(const Call& call);
Answer guides(const Call& call);
Answer guide_poster(const Call& call);
// objections.cpp
Answer list_objections(const Call& call);
Answer answer_objection(const Call& call);
// warnings.cpp
Answer list_warnings(const Call& call);
Answer one_warning(const Call& call);
Answer warning_terms(const Call& call);
Answer raise_warning(const Call& call);
Answer name_warned(const Call& call);
Answer assign_warning(const Call& call);
Answer place_warning(const Call& call);
Answer take_warning_step(const Call& call);
Answer conclude_warning(const Call& call);
// partner_warnings.cpp
Answer ask_for_help(const Call& call);
Answer help_state(const Call& call);
Answer partner_lead(const Call& call);
Answer notice_result(const Call& call);
// warning_effect.cpp
Answer warnings_effect(const Call& call);
// warning_board.cpp
Answer warnings_board(const Call& call);
Answer find_place(const Call& call);
// approvals.cpp
Answer approvals(const Call& call);
Answer approve_several(const Call& call);
Answer sign_several(const Call& call);
Answer colleagues(const Call& call);
Answer delegations(const Call& call);
Answer delegate_duty(const Call& call);
Answer end_delegation(const Call& call);
// intake.cpp
Answer check_intake(const Call& call);
Answer search(const Call& call);
// reveal.cpp
Answer reveal(const Call& call);
Answer list_reveals(const Call& call);
// replies.cpp
Answer partner_reply(const Call& call);
// special.cpp
Answer extend_stop(const Call& call);
Answer draft_protective_stop(const Call& call);
Answer revoke_protection(const Call& call);
Answer request_evidence(const Call& call);
Answer return_funds(const Call& call);
Answer restrict_mark(const Call& call);
Answer lift_restriction(const Call& call);
Answer speak_order(const Call& call);
Answer spoken_answer(const Call& call);
Answer withdraw_filing(const Call& call);
/// A file that an institution handed over, where the answer names one.
[[nodiscard]] std::optional<order::EvidenceGiven> read_given(const class Fields& fields);
// custody.cpp
Answer case_custody(const Call& call);
Answer case_custody_file(const Call& call);
// return_plans.cpp
Answer draft_plan(const Call& call);
Answer list_plans(const Call& call);
Answer one_plan(const Call& call);
Answer sign_plan(const Call& call);
Answer approve_plan(const Call& call);
Answer reject_plan(const Call& call);
Answer answer_plan_objection(const Call& call);
Answer plan_worksheet(const Call& call);
Answer list_applications(const Call& call);
Answer decide_application(const Call& call);
// return_public.cpp
Answer return_notices(const Call& call);
Answer object_to_plan(const Call& call);
Answer apply_for_return(const Call& call);
Answer application_progress(const Call& call);
// screening.cpp
Answer screen_payment(const Call& call);
Answer list_screenings(const Call& call);
// scorings.cpp
Answer scorings(const Call& call);
Answer propose_scoring(const Call& call);
Answer activate_scoring(const Call& call);
Answer withdraw_scoring(const Call& call);
// scoring_record.cpp
Answer scorings_record(const Call& call);
Answer payment_outcome(const Call& call);
// findings.cpp
Answer findings(const Call& call);
Answer finding_ring(const Call& call);
// routes.cpp
Answer openapi(const Call& call);
Answer healthz(const Call& call);

// transfers_preview.cpp
Answer preview_transfers(const Call& call);
[[nodiscard]] boost::json::object refusal_json(const feed::RowError& error);

// transfers_stream.cpp
Answer transfers_stream(const Call& call);
Answer load(const Call& call);

/// The sink of POST /transfers (transfers.cpp).
[[nodiscard]] net::Route transfers_route(std::shared_ptr<Service> service, Roles roles);
/// GET /stream.
[[nodiscard]] net::Route stream_route(std::shared_ptr<Service> service, Roles roles);

[[nodiscard]] const std::vector<RouteRow>& route_table();

}  // namespace holdfast::api
