// Everything that can be asked of the core. A command carries its own time and who asks; the shell
// has already resolved account numbers to ids and checked that the caller may ask at all.
#pragma once

#include <boost/mp11/algorithm.hpp>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/batch_stream.hpp"
#include "core/first_commands.hpp"
#include "core/gateway_commands.hpp"
#include "core/handover_commands.hpp"
#include "core/house.hpp"
#include "core/outreach_commands.hpp"
#include "core/person_commands.hpp"
#include "core/tip_commands.hpp"
#include "core/warning_commands.hpp"
#include "core/workbench_commands.hpp"
#include "desk/attachment.hpp"
#include "desk/case_file.hpp"
#include "desk/exhibit.hpp"
#include "desk/objection.hpp"
#include "desk/return_application.hpp"
#include "desk/return_plan.hpp"
#include "desk/screening.hpp"
#include "desk/series.hpp"
#include "desk/work.hpp"
#include "order/order.hpp"
#include "order/paper.hpp"

namespace holdfast::core {

struct LoadRules {
  std::string toml;
};
struct SetRouting {
  Routing routing;
};
struct AddUser {
  User user;
};
struct DisableUser {
  std::string name;
};
struct SetPassword {
  std::string name;
  std::string password_hash;
};
struct AddApiKey {
  ApiKey key;
};

/// A victim's report. `losses[i].matched` is set where the feeds already showed the transfer.
struct ReportLoss {
  desk::Victim victim;  // subjects are set by the core: leave them zero
  std::string fraud_type;
  desk::PaidBy paid_by = desk::PaidBy::transfer;
  std::string narrative;
  std::vector<desk::Loss> losses;
  bool authorise_cascade = true;
  std::vector<desk::Trait> traits = {};  // as in NoteTraits
};
/// A further payment of the same victim.
struct AddLosses {
  desk::CaseId case_id;
  std::vector<desk::Loss> losses;
};
/// The account that received a payment is known now; from here on it is a payment like any other.
struct NamePayee {
  desk::CaseId case_id;
  std::size_t index = 0;
  desk::Loss loss;  // payer, payee, their institutions, serial, matched; the rest is not looked at
};
/// What was not known of the victim at the call. An empty text says nothing of its field.
struct CompleteVictim {
  desk::CaseId case_id;
  desk::Victim victim;
};
/// The feeds showed the transfer of a loss at last.
struct MatchLoss {
  desk::CaseId case_id;
  std::size_t index = 0;
  base::Sequence transfer;
};
struct AuthoriseCascade {
  desk::CaseId case_id;
  int hops_max = 0;
  base::Fen amount_max;
  int minutes = 0;
  int accounts_max = 0;
};
/// The pursuit of a case moved on: the needs that changed (an account that no longer holds anything
/// comes with `due` zero).
struct MovePursuit {
  desk::CaseId case_id;
  desk::Standing standing;
  std::vector<desk::Need> needs;
};
/// A bank's stated balance lies below what the transfers say: money left the account and nobody
/// told us where to. `amount` is the tainted part of it.
struct AskAboutGap {
  desk::CaseId case_id;
  base::AccountId account;
  base::Fen amount;
  base::Sequence statement;  // the latest one that showed a gap
  base::Instant stated_at;
};
struct QuarantinePursuit {
  desk::CaseId case_id;
  std::string why;
};
/// What the case teaches (每案必研); `by` and `at` are set by whoever decides.
struct StudyCase {
  desk::CaseId case_id;
  desk::Study study;
};
/// A piece of work that was done (每案必查).
struct RecordInquiry {
  desk::CaseId case_id;
  std::string work;
};
/// What the inquiries came to (查有结果).
struct RecordResult {
  desk::CaseId case_id;
  desk::ResultKind kind = desk::ResultKind::exhausted;
  std::string text;
};
/// An officer ends the case. What is still under way is named by the refusal; it is left behind
/// only with a reason of its own.
struct CloseCase {
  desk::CaseId case_id;
  desk::CaseOutcome outcome = desk::CaseOutcome::nothing_left;
  std::string reason;
  std::string leave_orders;  // empty: nothing may be left
  std::string leave_tasks;
};
struct ReopenCase {
  desk::CaseId case_id;
  std::string reason;
};
/// One administrator asks for the destruction of a closed case's personal texts, another confirms
/// it or anybody declines it. The shell destroys the key once the confirmation is durable.
struct RequestErasure {
  desk::CaseId case_id;
  std::string reason;
};
struct ConfirmErasure {
  desk::CaseId case_id;
  std::string reason;
};
struct DeclineErasure {
  desk::CaseId case_id;
  std::string reason;
};

/// An officer stops an account of the case by hand. No amount: the whole account, with a reason.
struct DraftStop {
  desk::CaseId case_id;
  base::AccountId account;
  std::optional<base::Fen> amount;
  std::string reason;
};
struct ApproveOrder {
  order::OrderId order;
  std::string reason;
};
struct RejectOrder {
  order::OrderId order;
  std::string reason;
};
struct ReleaseStop {
  order::OrderId order;
  std::string reason;
};
struct CorrectOrder {
  order::OrderId order;
  std::string reason;
};
/// 延长止付: a stop in force is to last longer, once.
struct ExtendStop {
  order::OrderId order;
  std::string reason;
};
/// 保护性止付: the holder of an account that paid in this case lets its debits be stopped for a
/// while. `hours`: none: as long as the rule allows.
struct DraftProtectiveStop {
  desk::CaseId case_id;
  base::AccountId account;
  std::optional<base::Fen> amount;
  std::optional<int> hours;
  order::Consent consent;  // its `revoked` is not looked at; the core sets the subject
  std::string reason;
};
/// The holder takes the consent back, or the centre sees no more need: it ends at once.
struct RevokeProtection {
  order::OrderId order;
  std::string reason;
};
/// 调取证据: the account's institution is asked for what it has.
struct RequestEvidence {
  desk::CaseId case_id;
  base::AccountId account;
  order::EvidenceAsk ask;
  std::string document;
  std::string second;
  std::string emergency;  // why the paper comes later; empty: it is there
  std::string reason;
};
/// 返还: money that `order`, a freeze in force, holds goes back to the account that payment `loss`
/// of the case was made from.
struct ReturnFunds {
  order::OrderId order;
  std::size_t loss = 0;
  base::Fen amount;
  std::string document;
  std::string second;
  std::string reason;
};
/// A number, an address or a profile is to be switched off. `institution`: whose it is.
struct RestrictMark {
  desk::CaseId case_id;
  order::Mark mark;  // the core sets the subject
  std::string institution;
  std::string document;
  std::string second;
  std::string emergency;
  std::string reason;
};
struct LiftRestriction {
  order::OrderId order;
  std::string second;
  std::string reason;
};
/// An order was handed over by telephone or fax. Its clocks run as if the channel had taken it.
struct SpeakOrder {
  order::OrderId order;
  order::SpokenWay way = order::SpokenWay::telephone;
  std::string person;
  std::optional<base::Instant> at;  // none: now
  std::string note;
};
/// 撤案: the filing is taken back, and with it what stood on it.
struct WithdrawFiling {
  desk::CaseId case_id;
  std::string number;
  std::string approved_by;
  std::optional<base::Instant> decided_at;
  std::string reason;
};
/// Everything here is practice from now on. Only where nothing happened yet.
struct DeclareDrill {};
/// 立案 was decided: recorded with its number. From here on money may be frozen.
struct FileCase {
  desk::CaseId case_id;
  std::string number;
  std::string unit;
  std::string approved_by;
  std::optional<base::Instant> decided_at;  // none: now
};
/// The report was looked into within the stop's term: true leads to filing, untrue lets go at once.
struct ReviewTruth {
  desk::CaseId case_id;
  desk::Verdict verdict = desk::Verdict::genuine;
  std::string reason;
};
/// An officer draws up a freeze. It waits for the second officer, then for the steps of approval.
struct DraftFreeze {
  desk::CaseId case_id;
  base::AccountId account;
  order::Scope scope = order::Scope::limited;
  std::optional<base::Fen> amount;  // of a limited one
  std::string why_whole;            // of any other: reason and necessity
  bool fruits = false;
  bool major = false;  // 重大、复杂: the longer term, which a city's head approves
  std::string document;
  std::string second;
  std::string emergency;  // why it cannot wait for paper and every step; empty: it can
  std::string reason;
};
struct RenewFreeze {
  order::OrderId order;
  bool major = false;
  std::string document;
  std::string second;
  std::string reason;
  std::string late_reason;  // why it comes so late; needed in the last days
};
struct ReleaseFreeze {
  order::OrderId order;
  std::string document;
  std::string second;
  std::string reason;
};
/// 甄别: the frozen money belongs to the case, or does not.
struct ScreenFreeze {
  order::OrderId order;
  order::Finding finding = order::Finding::related;
  std::string reason;
};
/// The second officer signs: drafts that name them, and stops and releases that one officer
/// pressed. All of them or none.
struct SignOrders {
  std::vector<order::OrderId> orders;
  std::string reason;
};
/// As ApproveOrder for several, with one reason. All of them or none.
struct ApproveOrders {
  std::vector<order::OrderId> orders;
  std::string reason;
};
/// 后补: the number of an emergency order's paper.
struct SupplyPaper {
  order::OrderId order;
  std::string document;
};
/// A paper of the order is issued: from here on it has a number and says what it says. What the
/// core does not know of the accounts the shell brings along, and a code that nobody could guess.
/// Issued already: the answer names the one there is.
struct IssuePaper {
  order::OrderId order;
  order::PaperKind kind = order::PaperKind::freeze_notice;
  std::string code;
  std::string check_url;
  std::string number;  // of the order's account
  std::string holder;
  std::string payer_number;  // of `paid_from` (papers.hpp)
};
/// The bytes of a paper were made for the first time.
struct NotePaperMade {
  order::PaperId paper;
  std::string sha256;  // hex
};
/// Somebody who was given a notice objects, without a login.
struct FileObjection {
  std::string code;  // of the notice, as they wrote it
  desk::Situation situation = desk::Situation::other;
  desk::Urgency urgency = desk::Urgency::none;
  std::optional<base::Fen> wanted;
  std::string text;
  std::string name;
  std::string phone;
};
/// An officer answers. `keep`: what stays frozen of a freeze that is cut down; `document` and
/// `second` of what is drawn up for it.
struct DecideObjection {
  desk::ObjectionId objection;
  desk::Ruling ruling = desk::Ruling::refuse;
  std::string reason;
  std::optional<base::Fen> keep;
  std::string document;
  std::string second;
};
/// 返还方案: the money that the case's freezes hold is to be divided among the victims whose money
/// reached those accounts.
struct PlanReturn {
  desk::CaseId case_id;
  desk::PlanChoice choice;
  std::vector<desk::Exclusion> exclusions;
  std::string document;
  std::string second;
  std::string reason;
};
/// The division as the shell worked it out, or why it could not.
struct NotePlanWorked {
  desk::PlanId plan;
  desk::PlanWorked worked;
};
struct NotePlanFailed {
  desk::PlanId plan;
  std::string why;
};
/// The second officer agrees. A division by proportion is made public then.
struct SignPlan {
  desk::PlanId plan;
  std::string reason;
};
/// The next step of approval; the last one draws up the returns.
struct ApprovePlan {
  desk::PlanId plan;
  std::string reason;
};
struct RejectPlan {
  desk::PlanId plan;
  std::string reason;
};
/// Somebody objects while the notice runs, without a login.
struct ObjectToPlan {
  desk::PlanId plan;
  std::string text;
  std::string name;
  std::string phone;
};
struct AnswerPlanObjection {
  desk::PlanId plan;
  std::size_t index = 0;
  bool upheld = false;
  std::string reason;
};
/// A victim asks for their money, without a login. `code`: which nobody could guess.
struct ApplyForReturn {
  std::string code;
  std::string name;
  std::string phone;
  std::string id_no;
  std::string payer_account;
  std::string payee_account;
  std::string text;
  base::Fen amount;
  base::Instant paid_at;
  bool hardship = false;
};
/// An officer finds the case that it belongs to, or turns it down.
struct DecideApplication {
  desk::ApplicationId application;
  std::optional<desk::CaseId> case_id;
  std::string reason;
};

/// What may tie the case to others; their subjects are set by the core. Those that it shows
/// already, and a second wording, are passed over.
struct NoteTraits {
  desk::CaseId case_id;
  std::vector<desk::Trait> traits;
};
/// 并案: the two cases, and whatever series they are in, belong together.
struct LinkCases {
  desk::CaseId case_id;
  desk::CaseId other;
  std::string reason;
};
/// They do not: nobody is asked about the two again.
struct DeclineLink {
  desk::CaseId case_id;
  desk::CaseId other;
  std::string reason;
};
/// Either word is taken back.
struct UndoLink {
  desk::LinkId link;
  std::string reason;
};
/// Hands tasks to a colleague. `due`: only of tasks that no clock opened; none: as it is. All of
/// them or none.
struct AssignTasks {
  std::vector<desk::TaskId> tasks;
  std::string to;
  std::optional<base::Instant> due;
  std::string reason;
};
/// Something to be done that no clock asks for.
struct OpenTask {
  desk::CaseId case_id;
  std::string what;
  std::string to;
  base::Instant due;
};
struct CommentOnCase {
  desk::CaseId case_id;
  std::string text;
};
/// Whoever acts keeps a list as they see it.
struct SaveFilter {
  std::string page;
  std::string name;
  std::string query;
};
struct DropFilter {
  std::string page;
  std::string name;
};
/// Whoever acts lets `to` stand in for their office.
struct DelegateDuty {
  std::string to;
  base::Instant begins;
  base::Instant until;
  std::string reason;
};
struct EndDelegation {
  DelegationId delegation;
};
/// An order that did not arrive goes anew, under its own number: by the channel named, or, where
/// none is, by its own.
struct RequeueOrder {
  order::OrderId order;
  std::string channel;
  std::string reason;
};
/// Nobody sends it any more. What the partner says of it all the same still counts.
struct GiveUpOrder {
  order::OrderId order;
  std::string reason;
};
/// An officer takes orders of an assisted channel to another system's terminal, and for that sees
/// them in full. All of them or none.
struct TakeByHand {
  std::vector<order::OrderId> orders;
  std::string reason;
};
struct NoteOrderSent {
  order::OrderId order;
};
struct NoteOrderAcknowledged {
  order::OrderId order;
  std::string partner_number;
  std::string platform_number;
};
/// Delivery failed; the outbox goes on trying unless `final_refusal`.
struct NoteSendFailed {
  order::OrderId order;
  std::string error;
  bool final_refusal = false;
};
struct NoteOrderAnswered {
  order::OrderId order;
  order::Reply reply;
  std::optional<base::Instant> start;
  std::optional<base::Instant> end;
  std::string registered_name;  // of a subject query
  bool shows_account = false;   // of a subject query: the code is an account whose money goes on
  bool queued = false;          // of a freeze: it waits behind an earlier one
};
struct NoteChannel {
  std::string channel;
  bool up = true;
  std::string detail;
};

/// A batch of transfers went into the graph.
struct NoteTransfers {
  std::string institution;  // whose feed; empty for an import by hand
  std::uint64_t rows = 0;
  std::uint64_t fresh = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t legs = 0;
  std::uint64_t refused = 0;
  base::Sequence first;
  std::optional<base::Instant> watermark;
  BatchMark batch = {};  // of a numbered one
};
struct SplitLegs {
  base::Sequence transfer;  // the leg that was merged away and now stands for itself
  std::string reason;
};

struct FinishTask {
  desk::TaskId task;
  std::string note;
};
struct AcknowledgeAlarm {
  AlarmId alarm;
};
/// A person looks at plain personal data. The shell hands the plain text out only after this is
/// durable.
struct Reveal {
  std::string kind;  // "case" or "account"
  std::string id;
  std::string field;
  std::string reason;
};
/// An institution asks about a payment that it holds back. `judged` by the watch; where it is not
/// set, `unjudged` says why. An earlier question under the same number is answered again.
struct ScreenPayment {
  std::string institution;
  std::string payment;
  std::string digest;
  std::optional<base::AccountId> payer;
  std::optional<base::AccountId> payee;
  base::Fen amount;
  std::optional<desk::Judgement> judged = {};
  desk::Unjudged unjudged = desk::Unjudged::none;
  std::optional<desk::Judgement> shadow = {};
  std::vector<desk::ScreenReason> reasons = {};  // of `judged`
  std::vector<base::Sequence> transfers = {};    // that show them
};
/// The running version flagged these accounts. Those that it flagged before change nothing.
struct NoteFlagged {
  std::vector<desk::FlaggedAccount> flagged;  // `at` is set by the core
};
/// What became of a payment that was delayed or held: by our number of the screening, or where that
/// is not told by the institution's own.
struct EndStoppedPayment {
  std::string institution;
  std::optional<desk::ScreeningId> screening;
  std::string payment;
  desk::PaymentEnd how = desk::PaymentEnd::paid;
  std::string note;
};
/// A version is to judge payments, in the shadow first. Where none is active yet it becomes so.
struct ProposeScoring {
  std::string name;
  std::string model;  // SHA-256 of the file, hex
  std::string rules;
  std::optional<std::int64_t> delay_from = {};
  std::optional<std::int64_t> hold_from = {};
  std::string reason;
};
struct ActivateScoring {
  desk::ScoringId scoring;
  std::string reason;
};
struct WithdrawScoring {
  desk::ScoringId scoring;
  std::string reason;
};
/// A file of the case. Its bytes are on disk; what they are was looked at.
struct AddFile {
  desk::CaseId case_id;
  std::string name;
  std::string note;
  desk::FileKind kind = desk::FileKind::pdf;
  std::uint64_t bytes = 0;
  std::string sha256;
  desk::Scan scan = desk::Scan::not_scanned;
  std::string scanned;  // what the scanner found, or why it said nothing
  desk::Obtained obtained;
};
/// What a scanner made of a file that was added before it was scanned.
struct NoteFileScanned {
  desk::AttachmentId file;
  desk::Scan scan = desk::Scan::not_scanned;
  std::string scanned;
};
/// The rows of a statement went into the graph; the counts are those of all its batches.
struct NoteFileTaken {
  desk::AttachmentId file;
  std::uint64_t rows = 0;
  std::uint64_t fresh = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t refused = 0;
};
/// An exhibit of the case is to be made of the transfers below `as_of`.
struct AskForExhibit {
  desk::CaseId case_id;
  bool of_series = false;
  desk::ExhibitMethod method;
  base::Sequence as_of;
  std::string reason;
};
struct NoteExhibitMade {
  desk::ExhibitId exhibit;
  desk::ExhibitBundle bundle;
};
struct NoteExhibitFailed {
  desk::ExhibitId exhibit;
  std::string why;
};
/// Time passes.
struct Tick {};

// One a line, so that two branches that add one each differ in two lines.
// clang-format off
using CommandKinds = std::variant<
    LoadRules,
    SetRouting,
    AddUser,
    DisableUser,
    SetPassword,
    AddApiKey,
    ReportLoss,
    AddLosses,
    NamePayee,
    CompleteVictim,
    MatchLoss,
    AuthoriseCascade,
    MovePursuit,
    AskAboutGap,
    QuarantinePursuit,
    CloseCase,
    ReopenCase,
    RequestErasure,
    ConfirmErasure,
    DeclineErasure,
    DraftStop,
    ApproveOrder,
    RejectOrder,
    ReleaseStop,
    CorrectOrder,
    FileCase,
    ReviewTruth,
    StudyCase,
    RecordInquiry,
    RecordResult,
    DraftFreeze,
    RenewFreeze,
    ReleaseFreeze,
    ScreenFreeze,
    ExtendStop,
    DraftProtectiveStop,
    RevokeProtection,
    RequestEvidence,
    ReturnFunds,
    RestrictMark,
    LiftRestriction,
    SpeakOrder,
    WithdrawFiling,
    DeclareDrill,
    SignOrders,
    ApproveOrders,
    SupplyPaper,
    IssuePaper,
    NotePaperMade,
    FileObjection,
    DecideObjection,
    DelegateDuty,
    EndDelegation,
    RequeueOrder,
    GiveUpOrder,
    TakeByHand,
    NoteOrderSent,
    NoteOrderAcknowledged,
    NoteSendFailed,
    NoteOrderAnswered,
    NoteChannel,
    NoteTransfers,
    SplitLegs,
    FinishTask,
    AcknowledgeAlarm,
    Reveal,
    Tick,
    RaiseWarning,
    NameWarned,
    AssignWarning,
    TakeWarningStep,
    ConcludeWarning,
    MoveNotice,
    ScreenPayment,
    ProposeScoring,
    ActivateScoring,
    WithdrawScoring,
    PlaceWarning,
    NoteFlagged,
    EndStoppedPayment,
    PlanReturn,
    NotePlanWorked,
    NotePlanFailed,
    SignPlan,
    ApprovePlan,
    RejectPlan,
    ObjectToPlan,
    AnswerPlanObjection,
    ApplyForReturn,
    DecideApplication,
    NoteTraits,
    LinkCases,
    DeclineLink,
    UndoLink,
    AssignTasks,
    OpenTask,
    CommentOnCase,
    SaveFilter,
    DropFilter,
    FilePerson,
    LinkPerson,
    UnlinkPerson,
    NotePerson,
    MovePerson,
    TakePersonStep,
    UndoPersonStep,
    ListLead,
    AssignLead,
    TakeLeadStep,
    EndLead,
    DraftHandover,
    SendHandover,
    NotePackageMade,
    WithdrawHandover,
    ReceiveHandover,
    ReturnHandover,
    NameRenewer,
    AskHandover,
    AnswerHandover,
    KeepFreeze,
    EnterDisposal,
    NoteTreasury,
    AddFile,
    NoteFileScanned,
    NoteFileTaken,
    AskForExhibit,
    NoteExhibitMade,
    NoteExhibitFailed,
    ProposeLive,
    ConfirmLive,
    RollBack,
    TakeExtension,
    NoteCall,
    AskCall,
    EndCall,
    NoteRecording,
    FileCall,
    BeginStatement,
    MarkStatement,
    EndStatement,
    AskFailedQueries,
    LearnHeadings,
    SaveAnalysis,
    ChangeAnalysis,
    DropAnalysis,
    NoteAnalysisRun,
    NoteStreets,
    PlanCampaign,
    ReportCampaign,
    WithdrawCampaign,
    RecordRound,
    WithdrawRound,
    AnnounceAudit,
    CheckHousehold,
    RecordQuiz,
    WithdrawQuiz,
    PlaceCase,
    TakeIndicators,
    RecordAgreement,
    EndAgreement,
    NoteReputationAsked,
    ClearReputation,
    NoteIndicatorsGiven,
    AcceptReport,
    ExtendFilingReview,
    ProposeRefusal,
    DecideRefusal,
    ServeFirstPaper,
    FileAppeal,
    ExtendAppeal,
    RuleAppeal,
    ProposeTransfer,
    DecideTransfer,
    HandTransfer,
    AnswerTransfer,
    TakeTip,
    RouteTip,
    AcceptTip,
    NoteTipNames,
    TakeTipStep,
    ReplyToTip,
    EndTip,
    ProposeReward,
    RuleReward,
    ClaimReward,
    PayReward,
    OpenQuizLink,
    TakeQuizSheet,
    EndQuizLink>;
// clang-format on

/// One of them. Copying, moving and ending are written once, in command.cpp: the compiler would
/// otherwise write them anew in every file that touches one, which cost half of what the core takes
/// to build.
class CommandBody : public CommandKinds {
 public:
  CommandBody();
  CommandBody(const CommandBody& other);
  CommandBody(CommandBody&& other) noexcept;
  CommandBody& operator=(const CommandBody& other);
  CommandBody& operator=(CommandBody&& other) noexcept;
  ~CommandBody();

  template <typename Kind>
  requires boost::mp11::mp_contains<CommandKinds, Kind>::value
  // NOLINTNEXTLINE(google-explicit-constructor): a kind is a body, as it is a variant
  CommandBody(Kind kind)
      : CommandKinds(std::in_place_type<Kind>, std::move(kind)) {}
};

struct Command {
  base::Instant at;
  std::string actor;            // a user's or key's name, or "engine"
  std::string idempotency_key;  // empty: none
  std::string digest;           // of what was asked, to tell a retry from a reuse of the key
  CommandBody body;
};

}  // namespace holdfast::core
