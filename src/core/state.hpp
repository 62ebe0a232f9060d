// The one State: everything the core knows, as the fold of all events. One thread (the engine's).
#pragma once

#include <boost/describe.hpp>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/batch_stream.hpp"
#include "core/event.hpp"
#include "core/house.hpp"
#include "core/onboarding.hpp"
#include "core/tip_index.hpp"
#include "desk/analysis.hpp"
#include "desk/attachment.hpp"
#include "desk/case_file.hpp"
#include "desk/exhibit.hpp"
#include "desk/handover.hpp"
#include "desk/objection.hpp"
#include "desk/return_application.hpp"
#include "desk/return_plan.hpp"
#include "desk/screening.hpp"
#include "desk/series_index.hpp"
#include "desk/statement.hpp"
#include "desk/work.hpp"
#include "dissuade/call.hpp"
#include "dissuade/past.hpp"
#include "dissuade/warning.hpp"
#include "law/rule_book.hpp"
#include "order/order.hpp"
#include "order/paper.hpp"
#include "person/lead.hpp"
#include "person/person.hpp"

namespace holdfast::core {

struct AnsweredKey {
  std::string digest;
  std::string answer;
  base::Instant at;
  bool operator==(const AnsweredKey&) const = default;
};
BOOST_DESCRIBE_STRUCT(AnsweredKey, (), (digest, answer, at))

struct State {
  base::Instant now;  // time of the last event
  std::string rules_toml;
  law::RuleBook rules;  // parsed from rules_toml
  Routing routing;
  std::map<std::string, User> users;
  std::map<std::string, ApiKey> api_keys;
  std::map<std::string, Feed> feeds;
  std::map<desk::CaseId, desk::CaseFile> cases;
  std::map<order::OrderId, order::Order> orders;
  std::map<desk::TaskId, desk::Task> tasks;
  std::map<AlarmId, Alarm> alarms;
  std::map<std::string, AnsweredKey> answered;
  std::map<std::string, BatchStreams> batches;  // by owner, see batch_stream.hpp
  std::map<DelegationId, Delegation> delegations;
  std::map<order::PaperId, order::Paper> papers;
  std::map<desk::ObjectionId, desk::Objection> objections;
  bool drill = false;  // practice: no order can reach a real partner
  std::map<dissuade::WarningId, dissuade::Warning> warnings;
  std::map<dissuade::WarningId, dissuade::Past> past_warnings;  // over, and out of `warnings`
  desk::ScreeningDesk screening;
  std::map<desk::PlanId, desk::ReturnPlan> plans;
  std::map<desk::ApplicationId, desk::ReturnApplication> applications;
  std::map<desk::CaseId, std::vector<desk::Trait>> traits;
  std::map<desk::LinkId, desk::Link> links;
  std::map<desk::CommentId, desk::Comment> comments;
  std::vector<desk::SavedFilter> filters;  // by owner, page, name
  std::map<person::PersonId, person::Person> persons;
  std::map<person::LeadId, person::Lead> leads;
  std::map<desk::HandoverId, desk::Handover> handovers;
  std::map<desk::AttachmentId, desk::Attachment> files;
  std::map<desk::ExhibitId, desk::Exhibit> exhibits;
  std::map<std::string, Onboarding> onboarding;  // by institution: those on trial that moved
  std::map<dissuade::CallId, dissuade::Call> calls;
  std::map<std::string, std::string> extensions;  // who sits at which telephone
  std::map<desk::StatementId, desk::StatementImport> statements;
  std::map<std::string, std::vector<desk::BankHeading>> headings;  // learnt, by bank
  std::map<desk::AnalysisId, desk::Analysis> analyses;
  std::uint64_t analyses_given = 0;  // the highest id, that of a dropped one too
  outreach::Ledger education;
  std::map<desk::CaseId, desk::CasePlace> places;
  indicator::Desk indicators;
  std::map<tip::TipId, tip::Tip> tips;
  std::map<outreach::QuizLinkId, outreach::QuizLink> quiz_links;

  // Indexes: derived by evolve, not stored.
  std::unordered_map<base::AccountId, std::vector<order::OrderId>> orders_of;
  std::unordered_map<base::AccountId, std::vector<desk::CaseId>> cases_of;
  std::unordered_map<desk::CaseId, std::vector<desk::TaskId>> tasks_of;
  std::map<base::Instant, std::vector<order::OrderId>> deadlines;
  std::map<base::Instant, std::set<order::OrderId>> rings;  // when a clock of the order rings next
  std::unordered_map<order::OrderId, base::Instant> next_ring;
  std::unordered_map<order::OrderId, std::vector<order::PaperId>> papers_of;
  std::unordered_map<desk::CaseId, std::vector<order::PaperId>> case_papers;  // of no order
  std::unordered_map<std::string, order::PaperId> paper_by_code;
  std::map<std::pair<int, order::PaperKind>, std::uint64_t> paper_counts;  // by year in Beijing
  std::unordered_map<std::string, std::vector<dissuade::WarningId>> warnings_of;  // warnings.hpp
  std::map<base::Instant, std::set<dissuade::WarningId>> warning_rings;
  std::unordered_map<dissuade::WarningId, base::Instant> next_warning_ring;
  std::set<std::pair<base::Instant, dissuade::WarningId>> warning_ends;  // of those that are over
  std::unordered_map<dissuade::WarningId, base::Instant> warning_end_of;
  std::deque<dissuade::WarningId> unerased_warnings;  // of past ones, the longest over first
  std::unordered_map<std::string, desk::ScreeningId> screening_of;  // by screening_key
  std::unordered_map<std::string, desk::ScreeningId> stopped_of;    // of those still measured
  std::set<std::pair<desk::ScoringId, base::AccountId>> flagged_by;
  std::set<desk::PlanId> open_plans;
  std::unordered_map<std::string, desk::ApplicationId> application_by_code;
  desk::SeriesIndex series;
  std::unordered_map<desk::CaseId, std::vector<desk::LinkId>> links_of;  // of either case
  std::unordered_map<desk::CaseId, std::vector<desk::CommentId>> comments_of;
  std::unordered_map<desk::CaseId, std::vector<person::PersonId>> persons_of;
  std::unordered_map<std::string, person::PersonId> person_by_key;  // Person::id_key
  std::map<base::Instant, std::set<person::PersonId>> person_rings;
  std::unordered_map<person::PersonId, base::Instant> next_person_ring;
  std::map<base::Instant, std::set<desk::CaseId>> first_rings;  // of cases in their first days
  std::unordered_map<desk::CaseId, base::Instant> next_first_ring;
  std::unordered_map<desk::CaseId, std::vector<desk::HandoverId>> handovers_of;
  std::unordered_map<desk::CaseId, std::vector<desk::AttachmentId>> files_of;
  std::unordered_map<desk::CaseId, std::vector<desk::ExhibitId>> exhibits_of;
  std::unordered_map<std::string, dissuade::CallId> call_by_exchange;  // by the exchange's number
  std::unordered_map<desk::CaseId, std::vector<desk::StatementId>> statements_of;
  std::unordered_map<std::string, std::vector<desk::CaseId>> named_in;           // by Trait::digest
  std::unordered_map<std::string, std::vector<indicator::IndicatorId>> told_of;  // by digest
  std::map<std::pair<std::string, std::string>, indicator::IndicatorId>
      told_as;  // source, reference
  TipIndex tip_index;
};
BOOST_DESCRIBE_STRUCT(State, (),
                      (now, rules_toml, routing, users, api_keys, feeds, cases, orders, tasks,
                       alarms, answered, batches, delegations, papers, objections, drill, warnings,
                       past_warnings, screening, plans, applications, traits, links, comments,
                       filters, persons, leads, handovers, files, exhibits, onboarding, calls,
                       extensions, statements, headings, analyses, analyses_given, education,
                       places, indicators, tips, quiz_links))

/// The orders on an account, the oldest first; returns to it among them.
[[nodiscard]] inline const std::vector<order::OrderId>& orders_on(const State& state,
                                                                  base::AccountId account) {
  static const std::vector<order::OrderId> none;
  const auto found = state.orders_of.find(account);
  return found == state.orders_of.end() ? none : found->second;
}

/// Applies one event. Cannot fail: an event that does not fit the state is a bug (`check`).
void evolve(State& state, const Event& event);

/// Fills the indexes and the rule book of a state that was read from a snapshot.
void rebuild_indexes(State& state);

}  // namespace holdfast::core
