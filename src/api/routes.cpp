// The table of routes: what there is, who may, and how large a body may be.
#include "api/routes.hpp"

#include <fmt/core.h>

#include "api/bench_routes.hpp"
#include "api/desk_routes.hpp"
#include "api/handover_routes.hpp"
#include "api/outreach_routes.hpp"
#include "api/person_routes.hpp"
#include "indicator/share.hpp"

namespace holdfast::api {

Answer openapi(const Call& /*call*/) {
  return net::json_response(200, std::string{openapi_document()});
}

Answer healthz(const Call& call) {
  return net::json_response(200, fmt::format("{{\"ok\":true,\"seq\":{}}}", call.engine().seq()));
}

const std::vector<RouteRow>& route_table() {
  constexpr std::uint64_t reply_bytes_max = 1 << 20;
  constexpr std::uint64_t preview_bytes_max = 512 * 1024;
  constexpr std::uint64_t orders_bytes_max = 64 * 1024;
  constexpr std::uint64_t text_bytes_max = 512 * 1024;
  constexpr std::uint64_t payment_bytes_max = 64 * 1024;
  constexpr std::uint64_t scoring_bytes_max = 24 << 20;
  constexpr auto modellers = admins | role_bit(core::Role::investigator);
  static const std::vector<RouteRow> table{
      {"GET", "/api/openapi.json", 0, openapi},
      {"GET", "/healthz", 0, healthz},
      {"GET", "/api/v1/healthz", 0, healthz},
      {"POST", "/api/v1/login", 0, login, 4096},
      {"POST", "/api/v1/logout", everybody | justice, logout},
      {"GET", "/api/v1/me", everybody | justice, me},

      {"GET", "/api/v1/rules", everybody | justice, rules},
      {"GET", "/api/v1/institutions", centre, institutions},
      {"POST", "/api/v1/institutions/{code}/propose-live", modellers, propose_live},
      {"POST", "/api/v1/institutions/{code}/confirm-live", modellers, confirm_live},
      {"POST", "/api/v1/institutions/{code}/roll-back", centre, roll_back},
      {"GET", "/api/v1/feeds", centre, feeds},
      {"GET", "/api/v1/stats", centre, stats},
      {"GET", "/api/v1/alarms", centre, alarms},
      {"POST", "/api/v1/alarms/{id}/acknowledge", centre, acknowledge_alarm},

      {"GET", "/api/v1/payment-ways", centre, payment_ways},
      {"POST", "/api/v1/reports", officers, report},
      {"POST", "/api/v1/intake/check", officers, check_intake},
      {"GET", "/api/v1/cases", centre, list_cases},
      {"GET", "/api/v1/cases/{id}", centre, one_case},
      {"GET", "/api/v1/cases/{id}/accounts", centre, case_accounts},
      {"GET", "/api/v1/cases/{id}/accounts/{account}/holder", centre, case_holder},
      {"GET", "/api/v1/cases/{id}/trace", centre, case_trace},
      {"GET", "/api/v1/cases/{id}/converge", centre, case_converge},
      {"GET", "/api/v1/cases/{id}/origin", centre, case_origin},
      {"GET", "/api/v1/cases/{id}/timeline", centre, case_timeline},
      {"POST", "/api/v1/cases/{id}/stops", officers, draft_stop},
      {"POST", "/api/v1/cases/{id}/cascade", officers, authorise_cascade},
      {"POST", "/api/v1/cases/{id}/losses", officers, add_loss},
      {"PATCH", "/api/v1/cases/{id}/losses/{index}", officers, name_payee},
      {"PATCH", "/api/v1/cases/{id}/victim", officers, complete_victim},
      {"POST", "/api/v1/cases/{id}/filing", officers, file_case},
      {"POST", "/api/v1/cases/{id}/truth", officers, review_truth},
      {"POST", "/api/v1/cases/{id}/freezes", officers, draft_freeze},
      {"POST", "/api/v1/cases/{id}/study", officers, study_case},
      {"POST", "/api/v1/cases/{id}/inquiries", officers, record_inquiry},
      {"POST", "/api/v1/cases/{id}/result", officers, record_result},
      {"GET", "/api/v1/cases/{id}/series", centre, case_series},
      {"POST", "/api/v1/cases/{id}/traits", officers, note_trait},
      {"POST", "/api/v1/cases/{id}/links", officers, link_cases},
      {"POST", "/api/v1/cases/{id}/links/decline", officers, decline_link},
      {"POST", "/api/v1/links/{id}/undo", officers, undo_link},
      {"GET", "/api/v1/series", centre, list_series},
      {"GET", "/api/v1/cases/{id}/comments", centre, list_comments},
      {"POST", "/api/v1/cases/{id}/comments", officers, comment_on_case},
      {"POST", "/api/v1/cases/{id}/tasks", officers, open_task},
      {"GET", "/api/v1/cases/{id}/files", centre, list_files},
      {"GET", "/api/v1/cases/{id}/files/{file}", officers, case_file},
      {"POST", "/api/v1/cases/{id}/files/{file}/scan", officers, scan_file},
      {"POST", "/api/v1/cases/{id}/files/{file}/statement", officers, take_statement},
      {"GET", "/api/v1/cases/{id}/exhibits", centre, list_exhibits},
      {"POST", "/api/v1/cases/{id}/exhibits", officers, ask_for_exhibit},
      {"GET", "/api/v1/cases/{id}/exhibits/{exhibit}", officers, exhibit_file},
      {"GET", "/api/v1/cases/{id}/exhibits/{exhibit}/proof", centre, exhibit_proof},
      {"POST", "/api/v1/cases/{id}/filing/withdraw", officers, withdraw_filing},
      {"POST", "/api/v1/cases/{id}/protective-stops", officers, draft_protective_stop},
      {"POST", "/api/v1/cases/{id}/evidence", officers, request_evidence},
      {"POST", "/api/v1/cases/{id}/restrictions", officers, restrict_mark},
      {"POST", "/api/v1/cases/{id}/close", officers, close_case},
      {"POST", "/api/v1/cases/{id}/reopen", officers, reopen_case},

      {"GET", "/api/v1/cases/{id}/custody", centre, case_custody},
      {"GET", "/api/v1/cases/{id}/custody.csv", centre, case_custody_file},
      {"POST", "/api/v1/cases/{id}/return-plans", officers, draft_plan},
      {"GET", "/api/v1/return-plans", centre, list_plans},
      {"GET", "/api/v1/return-plans/{id}", centre, one_plan},
      {"POST", "/api/v1/return-plans/{id}/sign", officers, sign_plan},
      {"POST", "/api/v1/return-plans/{id}/approve", officers, approve_plan},
      {"POST", "/api/v1/return-plans/{id}/reject", officers, reject_plan},
      {"POST", "/api/v1/return-plans/{id}/objections/{index}/answer", officers,
       answer_plan_objection},
      {"GET", "/api/v1/return-plans/{id}/worksheet", officers, plan_worksheet},
      {"GET", "/api/v1/return-applications", centre, list_applications},
      {"POST", "/api/v1/return-applications/{id}/decide", officers, decide_application},

      {"GET", "/api/v1/handovers", centre | justice, list_handovers},
      {"GET", "/api/v1/handovers/{id}", centre | justice, one_handover},
      {"GET", "/api/v1/cases/{id}/handovers", centre | justice, case_handovers},
      {"POST", "/api/v1/cases/{id}/handovers", officers | procurators, draft_handover},
      {"GET", "/api/v1/cases/{id}/handovers/{handover}/package", officers | justice,
       handover_package},
      {"POST", "/api/v1/handovers/{id}/send", officers | procurators, send_handover},
      {"POST", "/api/v1/handovers/{id}/withdraw", officers | procurators, withdraw_handover},
      {"POST", "/api/v1/handovers/{id}/receive", officers | justice, receive_handover},
      {"POST", "/api/v1/handovers/{id}/return", officers | justice, return_handover},
      {"POST", "/api/v1/handovers/{id}/questions", officers | justice, ask_handover},
      {"POST", "/api/v1/handovers/{id}/questions/{index}/answer", officers | procurators,
       answer_handover},
      {"POST", "/api/v1/handovers/{id}/freezes/{order}/renewer", officers | justice, name_renewer},
      {"POST", "/api/v1/handovers/{id}/freezes/{order}/renew", justice, keep_freeze},
      {"POST", "/api/v1/handovers/{id}/disposals", courts, enter_disposal},
      {"POST", "/api/v1/handovers/{id}/disposals/{index}/items/{item}/receipt", courts,
       note_treasury},

      {"POST", "/api/v1/cases/{id}/statements/preview", officers, preview_statement},
      {"GET", "/api/v1/statements/previews/{token}", officers, statement_preview},
      {"GET", "/api/v1/cases/{id}/statements", centre, list_statements},
      {"POST", "/api/v1/cases/{id}/statements", officers, import_statement},
      {"GET", "/api/v1/statements/{id}", centre, one_statement},
      {"GET", "/api/v1/statements/{id}/rejects.csv", officers, statement_rejects},
      {"POST", "/api/v1/statements/{id}/queries", officers, ask_failed_queries, orders_bytes_max},
      {"GET", "/api/v1/statement-headings", centre, statement_headings},
      {"POST", "/api/v1/statement-headings", officers, learn_headings, orders_bytes_max},

      {"GET", "/api/v1/workbench/questions", centre, workbench_questions},
      {"POST", "/api/v1/workbench/answers", officers, workbench_answer},
      {"POST", "/api/v1/workbench/files", officers, workbench_file},
      {"GET", "/api/v1/analyses", centre, list_analyses},
      {"POST", "/api/v1/analyses", officers, save_analysis},
      {"GET", "/api/v1/analyses/{id}", centre, one_analysis},
      {"PATCH", "/api/v1/analyses/{id}", officers, change_analysis},
      {"POST", "/api/v1/analyses/{id}/drop", officers, drop_analysis},
      {"POST", "/api/v1/analyses/{id}/answer", officers, answer_analysis},

      {"GET", "/api/v1/graph/reach", centre, graph_reach},
      {"GET", "/api/v1/graph/path", centre, graph_path},
      {"GET", "/api/v1/graph/neighbourhood", centre, graph_neighbourhood},
      {"GET", "/api/v1/graph/top", centre, graph_top},

      {"GET", "/api/v1/orders", everybody, list_orders},
      {"GET", "/api/v1/orders/{id}", everybody, one_order},
      {"POST", "/api/v1/orders/{id}/approve", officers, approve_order},
      {"POST", "/api/v1/orders/{id}/reject", officers, reject_order},
      {"POST", "/api/v1/orders/{id}/release", officers, release_order},
      {"POST", "/api/v1/orders/{id}/correct", officers, correct_order},
      {"GET", "/api/v1/dead-letters", centre, list_dead_letters},
      {"GET", "/api/v1/partner-scores", centre, partner_scores},
      {"GET", "/api/v1/assisted/orders", centre, list_assisted},
      {"POST", "/api/v1/assisted/batches", officers, assisted_batch, orders_bytes_max},
      {"POST", "/api/v1/assisted/results", officers, assisted_results, reply_bytes_max},
      {"POST", "/api/v1/orders/{id}/fields", officers, order_fields},
      {"POST", "/api/v1/orders/{id}/entered", officers, order_entered},
      {"POST", "/api/v1/orders/{id}/requeue", officers, requeue_order},
      {"POST", "/api/v1/orders/{id}/give-up", officers, give_up_order},
      {"POST", "/api/v1/orders/{id}/extend", officers, extend_stop},
      {"POST", "/api/v1/orders/{id}/revoke", officers, revoke_protection},
      {"POST", "/api/v1/orders/{id}/return", officers, return_funds},
      {"POST", "/api/v1/orders/{id}/lift", officers, lift_restriction},
      {"POST", "/api/v1/orders/{id}/spoken", officers, speak_order},
      {"POST", "/api/v1/orders/{id}/spoken-answer", officers, spoken_answer},
      {"POST", "/api/v1/orders/{id}/renew", officers, renew_freeze},
      {"POST", "/api/v1/orders/{id}/unfreeze", officers, release_freeze},
      {"POST", "/api/v1/orders/{id}/screen", officers, screen_freeze},
      {"POST", "/api/v1/orders/{id}/paper", officers, supply_paper},
      {"GET", "/api/v1/orders/{id}/papers", centre, list_papers},
      {"POST", "/api/v1/orders/{id}/papers", officers, issue_paper},
      {"GET", "/api/v1/orders/{id}/papers/{paper}", officers, paper_file},
      {"GET", "/api/v1/objections", centre, list_objections},
      {"POST", "/api/v1/objections/{id}/answer", officers, answer_objection},
      {"GET", "/api/v1/warnings", centre, list_warnings},
      {"POST", "/api/v1/warnings", officers, raise_warning},
      {"GET", "/api/v1/warnings/{id}", centre, one_warning},
      {"POST", "/api/v1/warnings/{id}/person", officers, name_warned},
      {"POST", "/api/v1/warnings/{id}/unit", officers, assign_warning},
      {"POST", "/api/v1/warnings/{id}/place", officers, place_warning},
      {"POST", "/api/v1/warnings/{id}/steps", officers, take_warning_step},
      {"POST", "/api/v1/warnings/{id}/outcome", officers, conclude_warning},
      {"GET", "/api/v1/warning-terms", centre, warning_terms},
      {"GET", "/api/v1/warnings-effect", centre, warnings_effect},
      {"GET", "/api/v1/warnings-board", centre, warnings_board},
      {"POST", "/api/v1/warnings-place", officers, find_place},
      {"POST", "/api/v1/notices/results", banks, notice_result},
      {"POST", "/api/v1/telephony/events", banks, telephony_event},
      {"GET", "/api/v1/calls", centre, list_calls},
      {"POST", "/api/v1/calls", officers, dial},
      {"POST", "/api/v1/calls/{id}/file", officers, file_call},
      {"POST", "/api/v1/me/extension", centre, take_extension},
      {"GET", "/api/v1/public/keys", 0, public_keys},
      {"GET", "/api/v1/public/papers/{code}", 0, check_paper},
      {"GET", "/api/v1/public/notices/{code}", 0, holder_notice},
      {"POST", "/api/v1/public/notices/{code}/objections", 0, file_objection},
      {"GET", "/api/v1/public/return-notices", 0, return_notices},
      {"POST", "/api/v1/public/return-notices/{id}/objections", 0, object_to_plan},
      {"POST", "/api/v1/public/return-applications", 0, apply_for_return},
      {"GET", "/api/v1/public/return-applications/{code}", 0, application_progress},
      {"POST", "/api/v1/public/advice", 0, advise, text_bytes_max},
      {"GET", "/api/v1/public/guides", 0, guides},
      {"GET", "/api/v1/public/guides/{type}/poster", 0, guide_poster},
      {"POST", "/api/v1/text/analyse", centre, analyse_text, text_bytes_max},
      {"POST", "/api/v1/cases/{id}/place", officers, place_case},
      {"GET", "/api/v1/outreach/streets", centre, list_streets},
      {"POST", "/api/v1/outreach/streets", officers, note_streets, text_bytes_max},
      {"GET", "/api/v1/outreach/campaigns", centre, list_campaigns},
      {"POST", "/api/v1/outreach/campaigns", officers, plan_campaign},
      {"POST", "/api/v1/outreach/campaigns/{id}/report", officers, report_campaign},
      {"POST", "/api/v1/outreach/campaigns/{id}/withdraw", officers, withdraw_campaign},
      {"GET", "/api/v1/outreach/rounds", centre, list_rounds},
      {"POST", "/api/v1/outreach/rounds", officers, record_round},
      {"POST", "/api/v1/outreach/rounds/{id}/withdraw", officers, withdraw_round},
      {"GET", "/api/v1/outreach/audits", centre, list_audits},
      {"POST", "/api/v1/outreach/audits", officers, announce_audit},
      {"POST", "/api/v1/outreach/audits/{id}/households/{index}", officers, check_household},
      {"GET", "/api/v1/outreach/quizzes", centre, list_quizzes},
      {"POST", "/api/v1/outreach/quizzes", officers, record_quiz},
      {"POST", "/api/v1/outreach/quizzes/{id}/withdraw", officers, withdraw_quiz},
      {"GET", "/api/v1/outreach/effect", centre, outreach_effect},
      {"GET", "/api/v1/outreach/topics", centre, outreach_topics},
      {"GET", "/api/v1/public/topics", 0, public_topics},
      {"GET", "/api/v1/public/reputation/{prefix}", 0, public_reputation},
      {"POST", "/api/v1/reputation/ask", officers | banks, ask_reputation},
      {"POST", "/api/v1/reputation/clear", officers, clear_reputation},
      {"GET", "/api/v1/indicators", officers | banks, give_indicators},
      {"POST", "/api/v1/indicators", officers | banks, take_indicators,
       indicator::document_bytes_max},
      {"GET", "/api/v1/indicators/told", centre, list_indicators},
      {"GET", "/api/v1/agreements", centre, list_agreements},
      {"POST", "/api/v1/agreements", admins, record_agreement},
      {"POST", "/api/v1/agreements/{partner}/end", admins, end_agreement},
      {"GET", "/api/v1/approvals", officers, approvals},
      {"POST", "/api/v1/approvals/approve", officers, approve_several, orders_bytes_max},
      {"POST", "/api/v1/approvals/sign", officers, sign_several, orders_bytes_max},
      {"GET", "/api/v1/colleagues", centre, colleagues},
      {"GET", "/api/v1/delegations", centre, delegations},
      {"POST", "/api/v1/delegations", officers, delegate_duty},
      {"POST", "/api/v1/delegations/{id}/end", officers, end_delegation},
      {"GET", "/api/v1/persons", centre, list_persons},
      {"POST", "/api/v1/persons", officers, file_person},
      {"GET", "/api/v1/persons/figures", centre, person_figures},
      {"GET", "/api/v1/persons/figures/records", centre, person_records},
      {"GET", "/api/v1/persons/{id}", centre, one_person},
      {"GET", "/api/v1/persons/{id}/timeline", centre, person_timeline},
      {"POST", "/api/v1/persons/{id}/facts", officers, note_person},
      {"POST", "/api/v1/persons/{id}/whereabouts", officers, move_person},
      {"POST", "/api/v1/persons/{id}/cases", officers, link_person},
      {"POST", "/api/v1/persons/{id}/cases/unlink", officers, unlink_person},
      {"POST", "/api/v1/persons/{id}/steps", officers, take_person_step},
      {"POST", "/api/v1/persons/{id}/steps/{step}/undo", officers, undo_person_step},
      {"GET", "/api/v1/person-terms", centre, person_terms},
      {"GET", "/api/v1/leads", centre, list_leads},
      {"POST", "/api/v1/leads", officers, list_lead},
      {"POST", "/api/v1/leads/{id}/owner", officers, assign_lead},
      {"POST", "/api/v1/leads/{id}/steps", officers, take_lead_step},
      {"POST", "/api/v1/leads/{id}/result", officers, end_lead},
      {"GET", "/api/v1/tasks", centre, list_tasks},
      {"POST", "/api/v1/tasks/{id}/done", officers, finish_task},
      {"POST", "/api/v1/tasks/assign", officers, assign_tasks, orders_bytes_max},
      {"GET", "/api/v1/workload", centre, workload},
      {"GET", "/api/v1/filters", centre, list_filters},
      {"POST", "/api/v1/filters", centre, save_filter},
      {"POST", "/api/v1/filters/drop", centre, drop_filter},

      {"POST", "/api/v1/transfers/preview", admins | role_bit(core::Role::investigator),
       preview_transfers, preview_bytes_max},

      {"GET", "/api/v1/transfers/streams/{stream}", everybody, transfers_stream},
      {"GET", "/api/v1/load", centre, load},

      {"POST", "/api/v1/payments/screen", banks, screen_payment, payment_bytes_max},
      {"POST", "/api/v1/payments/outcome", banks, payment_outcome},
      {"GET", "/api/v1/screenings", centre, list_screenings},
      {"GET", "/api/v1/scorings", centre, scorings},
      {"POST", "/api/v1/scorings", modellers, propose_scoring, scoring_bytes_max},
      {"POST", "/api/v1/scorings/{id}/activate", modellers, activate_scoring},
      {"POST", "/api/v1/scorings/{id}/withdraw", modellers, withdraw_scoring},
      {"GET", "/api/v1/scorings-record", centre, scorings_record},
      {"GET", "/api/v1/findings", centre, findings},
      {"GET", "/api/v1/findings/{account}/ring", centre, finding_ring},

      {"GET", "/api/v1/search", centre, search},
      {"POST", "/api/v1/reveal", officers, reveal},
      {"GET", "/api/v1/reveals", admins | role_bit(core::Role::investigator), list_reveals},
      {"GET", "/api/v1/erasures", admins, list_erasures},
      {"POST", "/api/v1/cases/{id}/erasure", admins, request_erasure},
      {"POST", "/api/v1/cases/{id}/erasure/confirm", admins, confirm_erasure},
      {"POST", "/api/v1/cases/{id}/erasure/decline", admins, decline_erasure},
      {"GET", "/api/v1/users", admins, users},
      {"POST", "/api/v1/users", admins, add_user},
      {"POST", "/api/v1/users/{name}/disable", admins, disable_user},
      {"POST", "/api/v1/api-keys", admins, add_api_key},

      {"GET", "/api/v1/partner/orders", banks, pull_orders},
      {"POST", "/api/v1/partner/orders/{id}/ack", banks, acknowledge_pulled},
      {"POST", "/api/v1/partner/help", banks, ask_for_help},
      {"GET", "/api/v1/partner/help/{id}", banks, help_state},
      {"POST", "/api/v1/partner/leads", banks, partner_lead},
      {"POST", "/api/v1/partner/replies", banks, partner_reply, reply_bytes_max},
  };
  return table;
}

net::Route stream_route(std::shared_ptr<Service> service, Roles roles) {
  net::Route route;
  route.handler = [service = std::move(service), roles](const net::Request& request,
                                                        const net::Responder& responder) {
    const auto call = admit(*service, request, roles);
    if (!call) {
      responder.answer(dressed(net::problem(call.error()), *service));
      return;
    }
    service->hub->add(responder.stream(net::Headers{{"Cache-Control", "no-store"},
                                                    {"X-Content-Type-Options", "nosniff"}}),
                      call->who, service->engine.seq());
    // A logout may have come between the look at the session and the entry in the list.
    if (!admit(*service, request, roles)) {
      service->hub->end_session(call->who.session_digest);
    }
  };
  return route;
}

}  // namespace holdfast::api
