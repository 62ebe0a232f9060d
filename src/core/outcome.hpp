// What a decision collects while it is made: the events so far and the ids they give out. Shared by
// the decide_*.cpp files; not for use outside the core.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/decide.hpp"

namespace holdfast::core {

class Outcome {
 public:
  Outcome(const State& state_in, const Command& command_in)
      : state(state_in), command(command_in), at(std::max(state_in.now, command_in.at)) {}

  const State& state;
  const Command& command;
  const base::Instant at;  // never earlier than the last event
  std::vector<Event> events;
  Answer answer;

  void add(EventBody body) { events.push_back(Event{at, command.actor, std::move(body)}); }

  [[nodiscard]] order::OrderId new_order() { return order::OrderId{next(state.orders, orders_)}; }
  [[nodiscard]] desk::CaseId new_case() { return desk::CaseId{next(state.cases, cases_)}; }
  [[nodiscard]] desk::TaskId new_task() { return desk::TaskId{next(state.tasks, tasks_)}; }
  [[nodiscard]] DelegationId new_delegation() {
    return DelegationId{next(state.delegations, delegations_)};
  }
  [[nodiscard]] order::PaperId new_paper() { return order::PaperId{next(state.papers, papers_)}; }
  [[nodiscard]] desk::ObjectionId new_objection() {
    return desk::ObjectionId{next(state.objections, objections_)};
  }
  [[nodiscard]] dissuade::WarningId new_warning() {
    const auto past = state.past_warnings.empty() ? 0 : state.past_warnings.rbegin()->first.value();
    const auto newest = state.warnings.empty() ? 0 : state.warnings.rbegin()->first.value();
    return dissuade::WarningId{std::max(past, newest) + ++warnings_};
  }
  [[nodiscard]] desk::PlanId new_plan() { return desk::PlanId{next(state.plans, plans_)}; }
  [[nodiscard]] desk::ApplicationId new_application() {
    return desk::ApplicationId{next(state.applications, applications_)};
  }

  [[nodiscard]] desk::LinkId new_link() { return desk::LinkId{next(state.links, links_)}; }
  [[nodiscard]] desk::CommentId new_comment() {
    return desk::CommentId{next(state.comments, comments_)};
  }
  [[nodiscard]] person::PersonId new_person() {
    return person::PersonId{next(state.persons, persons_)};
  }
  [[nodiscard]] person::LeadId new_lead() { return person::LeadId{next(state.leads, leads_)}; }
  [[nodiscard]] desk::HandoverId new_handover() {
    return desk::HandoverId{next(state.handovers, handovers_)};
  }

  [[nodiscard]] desk::AttachmentId new_file() {
    return desk::AttachmentId{next(state.files, files_)};
  }
  [[nodiscard]] desk::ExhibitId new_exhibit() {
    return desk::ExhibitId{next(state.exhibits, exhibits_)};
  }
  [[nodiscard]] dissuade::CallId new_call() { return dissuade::CallId{next(state.calls, calls_)}; }
  [[nodiscard]] desk::StatementId new_statement() {
    return desk::StatementId{next(state.statements, statements_)};
  }
  [[nodiscard]] desk::AnalysisId new_analysis() {
    return desk::AnalysisId{state.analyses_given + ++analyses_};
  }
  [[nodiscard]] outreach::CampaignId new_campaign() {
    return outreach::CampaignId{next(state.education.campaigns, educating_)};
  }
  [[nodiscard]] outreach::RoundId new_round() {
    return outreach::RoundId{next(state.education.rounds, educating_)};
  }
  [[nodiscard]] outreach::AuditId new_audit() {
    return outreach::AuditId{next(state.education.audits, educating_)};
  }
  [[nodiscard]] outreach::QuizId new_quiz() {
    return outreach::QuizId{next(state.education.quizzes, educating_)};
  }
  [[nodiscard]] indicator::IndicatorId new_indicator() {
    return indicator::IndicatorId{next(state.indicators.indicators, indicators_)};
  }
  [[nodiscard]] tip::TipId new_tip() { return tip::TipId{next(state.tips, tips_)}; }
  [[nodiscard]] outreach::QuizLinkId new_quiz_link() {
    return outreach::QuizLinkId{next(state.quiz_links, educating_)};
  }
  [[nodiscard]] AlarmId new_alarm() { return AlarmId{next(state.alarms, alarms_)}; }

  [[nodiscard]] const law::Rule& rule(std::string_view key) const {
    return state.rules.at(key, at);
  }

  /// Accounts put under stop by cascade within this decision, beside those of the state.
  int cascade_used = 0;
  /// A query whose answer is being taken in: it no longer counts as awaited.
  std::optional<order::OrderId> answered_now;
  /// Stops that this decision ends: they no longer count as holding.
  std::set<order::OrderId> ended_now;
  /// The case that this decision closes: its needs count no more.
  struct ClosingNow {
    desk::CaseId id;
    desk::CaseOutcome outcome = desk::CaseOutcome::nothing_left;
  };
  std::optional<ClosingNow> closing_now;

 private:
  template <typename Map>
  static std::uint64_t next(const Map& map, std::uint64_t& given) {
    return (map.empty() ? 0 : map.rbegin()->first.value()) + ++given;
  }
  std::uint64_t orders_ = 0;
  std::uint64_t cases_ = 0;
  std::uint64_t tasks_ = 0;
  std::uint64_t alarms_ = 0;
  std::uint64_t delegations_ = 0;
  std::uint64_t papers_ = 0;
  std::uint64_t objections_ = 0;
  std::uint64_t statements_ = 0;
  std::uint64_t analyses_ = 0;
  std::uint64_t warnings_ = 0;
  std::uint64_t plans_ = 0;
  std::uint64_t applications_ = 0;
  std::uint64_t links_ = 0;
  std::uint64_t comments_ = 0;
  std::uint64_t educating_ = 0;  // one entry of education a decision
  std::uint64_t indicators_ = 0;
  std::uint64_t tips_ = 0;
  std::uint64_t persons_ = 0;
  std::uint64_t leads_ = 0;
  std::uint64_t handovers_ = 0;
  std::uint64_t files_ = 0;
  std::uint64_t exhibits_ = 0;
  std::uint64_t calls_ = 0;
};

[[nodiscard]] base::Result<const desk::CaseFile*> case_named(const State& state, desk::CaseId id);
[[nodiscard]] base::Result<const order::Order*> order_named(const State& state, order::OrderId id);
/// The same, and open. Errors: also conflict, which says how to go on.
[[nodiscard]] base::Result<const desk::CaseFile*> open_case_named(const State& state,
                                                                  desk::CaseId id);
/// 1 to 2,000 bytes. Errors: bad_input, too_large; `where` names the field.
[[nodiscard]] base::Result<void> need_reason(std::string_view reason,
                                             std::string_view where = "/reason");
[[nodiscard]] base::Error refuse(base::ErrorCode code, std::string message, std::string rule = {});

/// Brings the orders of one account in line with what the pursuits need there (settle.cpp).
void settle(Outcome& out, const desk::CaseFile& file, const desk::Need& need);

/// Brings an account in line for the open cases that need it, once a closed case, or a stop that it
/// left standing, no longer counts there (settle.cpp).
void settle_others(Outcome& out, base::AccountId account);

/// The stop that waited for the answer of `query` may go now: with the name, or saying that nobody
/// knows it (settle.cpp). Also called when the query ended without an answer.
void settle_after_query(Outcome& out, const order::Order& query, bool named);

/// Writes down that the need behind a stop or freeze is open again (settle.cpp).
void note_unheld(Outcome& out, const order::Order& ended, std::string reason);

/// The payer's bank is asked to recall the payment behind a stop that goes out, where it may still
/// be possible and the bank can be asked in such a form (decide_recall.cpp).
void ask_recall(Outcome& out, const order::Order& stop);
void recall_answered(Outcome& out, const order::Order& order, const NoteOrderAnswered& body);

/// Refuses a stop beyond the number that an account may have (decide_orders.cpp).
[[nodiscard]] base::Result<void> refuse_third_stop(const Outcome& out, base::AccountId account);

/// Stops that the account had, or may yet have, extensions among them (decide_orders.cpp).
[[nodiscard]] int stops_used(const State& state, base::AccountId account);

/// Out of what the freeze holds, already promised to victims by returns that are under way
/// (decide_return.cpp).
[[nodiscard]] base::Fen being_returned(const State& state, const order::Order& freeze);

// What the partner answered to the rarer families (decide_protection.cpp, decide_evidence.cpp,
// decide_return.cpp, decide_marks.cpp).
void extension_answered(Outcome& out, const order::Order& order, const NoteOrderAnswered& body);
void protection_answered(Outcome& out, const order::Order& order, const NoteOrderAnswered& body);
[[nodiscard]] base::Result<void> evidence_answered(Outcome& out, const order::Order& order,
                                                   const NoteOrderAnswered& body);
void return_answered(Outcome& out, const order::Order& order, const NoteOrderAnswered& body);
void restriction_answered(Outcome& out, const order::Order& order, const NoteOrderAnswered& body);
/// Of a release that ends what one of them began.
void ending_answered(Outcome& out, const order::Order& order, const NoteOrderAnswered& body);

/// A stop of a case that nobody pursues any more came to its end: other cases may have leaned on it
/// (decide_orders.cpp).
void left_stop_ended(Outcome& out, const order::Order& stop);

/// Releases a stop at once, on the word of whoever acts, unless a release is on its way
/// (decide_filing.cpp).
void let_go(Outcome& out, const desk::CaseFile& file, const order::Order& stop,
            const std::string& reason);

/// Takes the next step of approval of an order that names its steps (decide_approval.cpp).
[[nodiscard]] base::Result<void> approve_step(Outcome& out, const order::Order& order,
                                              const std::string& reason);
/// May turn an order down that names its steps. Errors: forbidden.
[[nodiscard]] base::Result<void> may_reject(const Outcome& out, const order::Order& order);

/// Raises an alarm unless one of the kind stands for the subject (decide_house.cpp).
void raise_alarm(Outcome& out, AlarmKind kind, std::string subject, std::string detail);
void clear_alarm(Outcome& out, AlarmKind kind, std::string_view subject);

/// What time does to screenings: old ones are forgotten, the alarm of late ones goes
/// (decide_screening.cpp).
void tidy_screenings(Outcome& out);

/// Money of the freeze came home, or to the treasury: what a judgment says is let go after that is
/// let go now, once all the rest of it is done (decide_disposal.cpp). `done`: the return whose
/// answer is being taken in.
void disposal_went_on(Outcome& out, const order::Order& freeze, order::OrderId done);

/// Only whoever keeps a freeze lifts it or pays out of it (decide_handover_steps.cpp). Errors:
/// conflict.
[[nodiscard]] base::Result<void> check_kept_here(const Outcome& out, const order::Order& freeze);

/// Clocks that ring: people are told, and what must happen by itself happens (ring_clocks.cpp).
void ring_clocks(Outcome& out);

/// The clocks of warnings: told before they lapse, and one tier up when they do
/// (decide_warnings.cpp).
void ring_warnings(Outcome& out);
/// Those that have been over for long enough leave memory, and after their term their personal
/// texts are erased (decide_archive.cpp).
void archive_warnings(Outcome& out);
/// What proves how good a version is, once it is measured no longer (decide_proof.cpp).
void forget_proof(Outcome& out);
/// Calls that are kept no longer (decide_calls.cpp).
void forget_calls(Outcome& out);
/// Public notices of return plans that are over, and objections that nobody answered in time
/// (decide_plan_notice.cpp).
void ring_plans(Outcome& out);

/// Money reached an exit that a partner can be asked about: whose is it (decide_queries.cpp). Once
/// an account.
void ask_about_exit(Outcome& out, const desk::CaseFile& file, const desk::Need& need);
/// The answer of `query` showed that the exit is an account: asks where its money went.
void exit_opened(Outcome& out, const order::Order& query);

/// Drafts an order of the case; the caller approves it or leaves it for review.
struct OrderPlan {
  order::Family family = order::Family::stop;
  base::AccountId account;
  std::string institution;
  int tier = 0;
  std::optional<base::Fen> amount;
  std::optional<order::Justification> justification;
  bool name_unknown = false;
  int ordinal = 0;
  std::string reason;
  std::optional<order::OrderId> corrects;
  std::optional<order::OrderId> target;
  std::optional<base::Personal> named;
};
/// Why a bank is asked: the closed set of reasons for a query.
enum class QueryReason {
  loss_unmatched,  // no feed shows a payment that the victim reported
  payee_unknown,   // the victim knows the payment and not the account it went to
  name_unknown,    // the house rule `query_first`
  stop_refused,    // a refusal that the registered name may mend
  gone_unseen,     // the stated balance lies below the computed one
  exit_reached,    // money left at a merchant code, a wallet or a counter: whose is it
  exit_opened,     // the answer showed an account there: where did the money go
};
/// As the order says it; `order` is the one that was refused, where one was.
[[nodiscard]] std::string reason_text(QueryReason reason, std::optional<order::OrderId> order = {});
order::OrderId draft_order(Outcome& out, const desk::CaseFile& file, OrderPlan plan);
void approve(Outcome& out, order::OrderId id, order::Authority authority);
/// Opens a task unless one of the kind is already open for the case and account.
void open_task(Outcome& out, const desk::CaseFile& file, desk::TaskKind kind,
               std::optional<base::AccountId> account, base::Fen amount, std::string_view due_rule,
               base::Milliseconds due_default);
/// The same for a task that is described already: kind, account or loss, amount, due, article.
void open_task(Outcome& out, const desk::CaseFile& file, desk::Task task);

/// Checks payments of a case that was paid `way` unless they say otherwise, and makes their
/// particulars the case's own (decide_losses.cpp). Errors: bad_input, too_large, naming the field.
[[nodiscard]] base::Result<std::vector<desk::Loss>> taken_losses(std::vector<desk::Loss> losses,
                                                                 desk::CaseId case_id,
                                                                 desk::PaidBy way,
                                                                 base::Instant now);
/// What a payment that no feed shows yet calls for: a query where an account is known, and a task
/// with its clock (decide_losses.cpp). `first`: the number of the first one within the case.
void pursue_unmatched(Outcome& out, const desk::CaseFile& file,
                      const std::vector<desk::Loss>& losses, std::size_t first);
/// Notes of `wanted` what the case, which may be opened by this very decision, does not show yet
/// (decide_series.cpp). Errors: bad_input, too_large, conflict.
[[nodiscard]] base::Result<void> note_traits(Outcome& out, desk::CaseId id,
                                             const std::vector<desk::Trait>& wanted);
[[nodiscard]] desk::Victim victim_of(desk::Victim victim, desk::CaseId case_id);
[[nodiscard]] base::Result<void> check_victim(const desk::Victim& victim);

// One function a family of commands; decide.cpp routes to them.
base::Result<void> decide_one(Outcome& out, const LoadRules& body);
base::Result<void> decide_one(Outcome& out, const SetRouting& body);
base::Result<void> decide_one(Outcome& out, const AddUser& body);
base::Result<void> decide_one(Outcome& out, const DisableUser& body);
base::Result<void> decide_one(Outcome& out, const SetPassword& body);
base::Result<void> decide_one(Outcome& out, const AddApiKey& body);
base::Result<void> decide_one(Outcome& out, const ReportLoss& body);
base::Result<void> decide_one(Outcome& out, const AddLosses& body);
base::Result<void> decide_one(Outcome& out, const NamePayee& body);
base::Result<void> decide_one(Outcome& out, const CompleteVictim& body);
base::Result<void> decide_one(Outcome& out, const MatchLoss& body);
base::Result<void> decide_one(Outcome& out, const AuthoriseCascade& body);
base::Result<void> decide_one(Outcome& out, const MovePursuit& body);
base::Result<void> decide_one(Outcome& out, const AskAboutGap& body);
base::Result<void> decide_one(Outcome& out, const QuarantinePursuit& body);
base::Result<void> decide_one(Outcome& out, const CloseCase& body);
base::Result<void> decide_one(Outcome& out, const ReopenCase& body);
base::Result<void> decide_one(Outcome& out, const RequestErasure& body);
base::Result<void> decide_one(Outcome& out, const ConfirmErasure& body);
base::Result<void> decide_one(Outcome& out, const DeclineErasure& body);
base::Result<void> decide_one(Outcome& out, const DraftStop& body);
base::Result<void> decide_one(Outcome& out, const ApproveOrder& body);
base::Result<void> decide_one(Outcome& out, const RejectOrder& body);
base::Result<void> decide_one(Outcome& out, const ReleaseStop& body);
base::Result<void> decide_one(Outcome& out, const CorrectOrder& body);
base::Result<void> decide_one(Outcome& out, const FileCase& body);
base::Result<void> decide_one(Outcome& out, const ReviewTruth& body);
base::Result<void> decide_one(Outcome& out, const StudyCase& body);
base::Result<void> decide_one(Outcome& out, const RecordInquiry& body);
base::Result<void> decide_one(Outcome& out, const RecordResult& body);
base::Result<void> decide_one(Outcome& out, const DraftFreeze& body);
base::Result<void> decide_one(Outcome& out, const RenewFreeze& body);
base::Result<void> decide_one(Outcome& out, const ReleaseFreeze& body);
base::Result<void> decide_one(Outcome& out, const ScreenFreeze& body);
base::Result<void> decide_one(Outcome& out, const ExtendStop& body);
base::Result<void> decide_one(Outcome& out, const DraftProtectiveStop& body);
base::Result<void> decide_one(Outcome& out, const RevokeProtection& body);
base::Result<void> decide_one(Outcome& out, const RequestEvidence& body);
base::Result<void> decide_one(Outcome& out, const ReturnFunds& body);
base::Result<void> decide_one(Outcome& out, const RestrictMark& body);
base::Result<void> decide_one(Outcome& out, const LiftRestriction& body);
base::Result<void> decide_one(Outcome& out, const SpeakOrder& body);
base::Result<void> decide_one(Outcome& out, const WithdrawFiling& body);
base::Result<void> decide_one(Outcome& out, const DeclareDrill& body);
base::Result<void> decide_one(Outcome& out, const SignOrders& body);
base::Result<void> decide_one(Outcome& out, const ApproveOrders& body);
base::Result<void> decide_one(Outcome& out, const SupplyPaper& body);
base::Result<void> decide_one(Outcome& out, const IssuePaper& body);
base::Result<void> decide_one(Outcome& out, const NotePaperMade& body);
base::Result<void> decide_one(Outcome& out, const FileObjection& body);
base::Result<void> decide_one(Outcome& out, const DecideObjection& body);
base::Result<void> decide_one(Outcome& out, const PlanReturn& body);
base::Result<void> decide_one(Outcome& out, const NotePlanWorked& body);
base::Result<void> decide_one(Outcome& out, const NotePlanFailed& body);
base::Result<void> decide_one(Outcome& out, const SignPlan& body);
base::Result<void> decide_one(Outcome& out, const ApprovePlan& body);
base::Result<void> decide_one(Outcome& out, const RejectPlan& body);
base::Result<void> decide_one(Outcome& out, const ObjectToPlan& body);
base::Result<void> decide_one(Outcome& out, const AnswerPlanObjection& body);
base::Result<void> decide_one(Outcome& out, const ApplyForReturn& body);
base::Result<void> decide_one(Outcome& out, const DecideApplication& body);
base::Result<void> decide_one(Outcome& out, const NoteTraits& body);
base::Result<void> decide_one(Outcome& out, const LinkCases& body);
base::Result<void> decide_one(Outcome& out, const DeclineLink& body);
base::Result<void> decide_one(Outcome& out, const UndoLink& body);
base::Result<void> decide_one(Outcome& out, const AssignTasks& body);
base::Result<void> decide_one(Outcome& out, const OpenTask& body);
base::Result<void> decide_one(Outcome& out, const CommentOnCase& body);
base::Result<void> decide_one(Outcome& out, const SaveFilter& body);
base::Result<void> decide_one(Outcome& out, const DropFilter& body);
base::Result<void> decide_one(Outcome& out, const FilePerson& body);
base::Result<void> decide_one(Outcome& out, const LinkPerson& body);
base::Result<void> decide_one(Outcome& out, const UnlinkPerson& body);
base::Result<void> decide_one(Outcome& out, const NotePerson& body);
base::Result<void> decide_one(Outcome& out, const MovePerson& body);
base::Result<void> decide_one(Outcome& out, const TakePersonStep& body);
base::Result<void> decide_one(Outcome& out, const UndoPersonStep& body);
base::Result<void> decide_one(Outcome& out, const ListLead& body);
base::Result<void> decide_one(Outcome& out, const AssignLead& body);
base::Result<void> decide_one(Outcome& out, const TakeLeadStep& body);
base::Result<void> decide_one(Outcome& out, const EndLead& body);
base::Result<void> decide_one(Outcome& out, const DraftHandover& body);
base::Result<void> decide_one(Outcome& out, const SendHandover& body);
base::Result<void> decide_one(Outcome& out, const NotePackageMade& body);
base::Result<void> decide_one(Outcome& out, const WithdrawHandover& body);
base::Result<void> decide_one(Outcome& out, const ReceiveHandover& body);
base::Result<void> decide_one(Outcome& out, const ReturnHandover& body);
base::Result<void> decide_one(Outcome& out, const NameRenewer& body);
base::Result<void> decide_one(Outcome& out, const AskHandover& body);
base::Result<void> decide_one(Outcome& out, const AnswerHandover& body);
base::Result<void> decide_one(Outcome& out, const KeepFreeze& body);
base::Result<void> decide_one(Outcome& out, const EnterDisposal& body);
base::Result<void> decide_one(Outcome& out, const NoteTreasury& body);
base::Result<void> decide_one(Outcome& out, const AddFile& body);
base::Result<void> decide_one(Outcome& out, const NoteFileScanned& body);
base::Result<void> decide_one(Outcome& out, const NoteFileTaken& body);
base::Result<void> decide_one(Outcome& out, const AskForExhibit& body);
base::Result<void> decide_one(Outcome& out, const NoteExhibitMade& body);
base::Result<void> decide_one(Outcome& out, const NoteExhibitFailed& body);
base::Result<void> decide_one(Outcome& out, const BeginStatement& body);
base::Result<void> decide_one(Outcome& out, const MarkStatement& body);
base::Result<void> decide_one(Outcome& out, const EndStatement& body);
base::Result<void> decide_one(Outcome& out, const AskFailedQueries& body);
base::Result<void> decide_one(Outcome& out, const LearnHeadings& body);
base::Result<void> decide_one(Outcome& out, const SaveAnalysis& body);
base::Result<void> decide_one(Outcome& out, const ChangeAnalysis& body);
base::Result<void> decide_one(Outcome& out, const DropAnalysis& body);
base::Result<void> decide_one(Outcome& out, const NoteAnalysisRun& body);
base::Result<void> decide_one(Outcome& out, const DelegateDuty& body);
base::Result<void> decide_one(Outcome& out, const EndDelegation& body);
base::Result<void> decide_one(Outcome& out, const RequeueOrder& body);
base::Result<void> decide_one(Outcome& out, const GiveUpOrder& body);
base::Result<void> decide_one(Outcome& out, const TakeByHand& body);
base::Result<void> decide_one(Outcome& out, const NoteOrderSent& body);
base::Result<void> decide_one(Outcome& out, const NoteOrderAcknowledged& body);
base::Result<void> decide_one(Outcome& out, const NoteSendFailed& body);
base::Result<void> decide_one(Outcome& out, const NoteOrderAnswered& body);
base::Result<void> decide_one(Outcome& out, const NoteChannel& body);
base::Result<void> decide_one(Outcome& out, const NoteTransfers& body);
base::Result<void> decide_one(Outcome& out, const SplitLegs& body);
base::Result<void> decide_one(Outcome& out, const FinishTask& body);
base::Result<void> decide_one(Outcome& out, const AcknowledgeAlarm& body);
base::Result<void> decide_one(Outcome& out, const Reveal& body);
base::Result<void> decide_one(Outcome& out, const ScreenPayment& body);
base::Result<void> decide_one(Outcome& out, const ProposeScoring& body);
base::Result<void> decide_one(Outcome& out, const ActivateScoring& body);
base::Result<void> decide_one(Outcome& out, const WithdrawScoring& body);
base::Result<void> decide_one(Outcome& out, const NoteFlagged& body);
base::Result<void> decide_one(Outcome& out, const EndStoppedPayment& body);
base::Result<void> decide_one(Outcome& out, const PlaceWarning& body);
base::Result<void> decide_one(Outcome& out, const Tick& body);
base::Result<void> decide_one(Outcome& out, const RaiseWarning& body);
base::Result<void> decide_one(Outcome& out, const NameWarned& body);
base::Result<void> decide_one(Outcome& out, const AssignWarning& body);
base::Result<void> decide_one(Outcome& out, const TakeWarningStep& body);
base::Result<void> decide_one(Outcome& out, const ConcludeWarning& body);
base::Result<void> decide_one(Outcome& out, const MoveNotice& body);
base::Result<void> decide_one(Outcome& out, const ProposeLive& body);
base::Result<void> decide_one(Outcome& out, const ConfirmLive& body);
base::Result<void> decide_one(Outcome& out, const RollBack& body);
base::Result<void> decide_one(Outcome& out, const TakeExtension& body);
base::Result<void> decide_one(Outcome& out, const NoteCall& body);
base::Result<void> decide_one(Outcome& out, const AskCall& body);
base::Result<void> decide_one(Outcome& out, const EndCall& body);
base::Result<void> decide_one(Outcome& out, const NoteRecording& body);
base::Result<void> decide_one(Outcome& out, const FileCall& body);
base::Result<void> decide_one(Outcome& out, const NoteStreets& body);
base::Result<void> decide_one(Outcome& out, const PlanCampaign& body);
base::Result<void> decide_one(Outcome& out, const ReportCampaign& body);
base::Result<void> decide_one(Outcome& out, const WithdrawCampaign& body);
base::Result<void> decide_one(Outcome& out, const RecordRound& body);
base::Result<void> decide_one(Outcome& out, const WithdrawRound& body);
base::Result<void> decide_one(Outcome& out, const AnnounceAudit& body);
base::Result<void> decide_one(Outcome& out, const CheckHousehold& body);
base::Result<void> decide_one(Outcome& out, const RecordQuiz& body);
base::Result<void> decide_one(Outcome& out, const WithdrawQuiz& body);
base::Result<void> decide_one(Outcome& out, const PlaceCase& body);
base::Result<void> decide_one(Outcome& out, const TakeIndicators& body);
base::Result<void> decide_one(Outcome& out, const RecordAgreement& body);
base::Result<void> decide_one(Outcome& out, const EndAgreement& body);
base::Result<void> decide_one(Outcome& out, const NoteReputationAsked& body);
base::Result<void> decide_one(Outcome& out, const ClearReputation& body);
base::Result<void> decide_one(Outcome& out, const NoteIndicatorsGiven& body);
base::Result<void> decide_one(Outcome& out, const AcceptReport& body);
base::Result<void> decide_one(Outcome& out, const ExtendFilingReview& body);
base::Result<void> decide_one(Outcome& out, const ProposeRefusal& body);
base::Result<void> decide_one(Outcome& out, const DecideRefusal& body);
base::Result<void> decide_one(Outcome& out, const ServeFirstPaper& body);
base::Result<void> decide_one(Outcome& out, const FileAppeal& body);
base::Result<void> decide_one(Outcome& out, const ExtendAppeal& body);
base::Result<void> decide_one(Outcome& out, const RuleAppeal& body);
base::Result<void> decide_one(Outcome& out, const ProposeTransfer& body);
base::Result<void> decide_one(Outcome& out, const DecideTransfer& body);
base::Result<void> decide_one(Outcome& out, const HandTransfer& body);
base::Result<void> decide_one(Outcome& out, const AnswerTransfer& body);
base::Result<void> decide_one(Outcome& out, const TakeTip& body);
base::Result<void> decide_one(Outcome& out, const RouteTip& body);
base::Result<void> decide_one(Outcome& out, const AcceptTip& body);
base::Result<void> decide_one(Outcome& out, const NoteTipNames& body);
base::Result<void> decide_one(Outcome& out, const TakeTipStep& body);
base::Result<void> decide_one(Outcome& out, const ReplyToTip& body);
base::Result<void> decide_one(Outcome& out, const EndTip& body);
base::Result<void> decide_one(Outcome& out, const ProposeReward& body);
base::Result<void> decide_one(Outcome& out, const RuleReward& body);
base::Result<void> decide_one(Outcome& out, const ClaimReward& body);
base::Result<void> decide_one(Outcome& out, const PayReward& body);
base::Result<void> decide_one(Outcome& out, const OpenQuizLink& body);
base::Result<void> decide_one(Outcome& out, const TakeQuizSheet& body);
base::Result<void> decide_one(Outcome& out, const EndQuizLink& body);

}  // namespace holdfast::core
