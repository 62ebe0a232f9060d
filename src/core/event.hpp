// Everything that can have happened. Events are the truth: state is their fold, and they are never
// rewritten. Each kind has a name and a version (codec.hpp); a changed meaning is a new version
// with an upcaster, and test/golden keeps a journal of each released form.
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/batch_stream.hpp"
#include "core/first_events.hpp"
#include "core/gateway_events.hpp"
#include "core/handover_events.hpp"
#include "core/house.hpp"
#include "core/outreach_events.hpp"
#include "core/person_events.hpp"
#include "core/proof_events.hpp"
#include "core/tip_events.hpp"
#include "core/warning_events.hpp"
#include "core/workbench_events.hpp"
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

struct RulesLoaded {
  std::string toml;
};
BOOST_DESCRIBE_STRUCT(RulesLoaded, (), (toml))

struct RoutingSet {
  Routing routing;
};
BOOST_DESCRIBE_STRUCT(RoutingSet, (), (routing))

struct UserAdded {
  User user;
};
BOOST_DESCRIBE_STRUCT(UserAdded, (), (user))

struct UserDisabled {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(UserDisabled, (), (name))

struct PasswordSet {
  std::string name;
  std::string password_hash;
};
BOOST_DESCRIBE_STRUCT(PasswordSet, (), (name, password_hash))

struct ApiKeyAdded {
  ApiKey key;
};
BOOST_DESCRIBE_STRUCT(ApiKeyAdded, (), (key))

struct CaseOpened {
  desk::CaseId case_id;
  desk::Victim victim;
  std::string fraud_type;
  desk::PaidBy paid_by = desk::PaidBy::transfer;
  base::Personal narrative;
  std::vector<desk::Loss> losses;
};
BOOST_DESCRIBE_STRUCT(CaseOpened, (), (case_id, victim, fraud_type, paid_by, narrative, losses))

struct LossesAdded {
  desk::CaseId case_id;
  std::vector<desk::Loss> losses;
};
BOOST_DESCRIBE_STRUCT(LossesAdded, (), (case_id, losses))

struct PayeeNamed {
  desk::CaseId case_id;
  std::uint64_t index = 0;
  base::AccountId payer;
  base::AccountId payee;
  std::string payer_institution;
  std::string payee_institution;
  std::string serial;
  std::optional<base::Sequence> matched;
};
BOOST_DESCRIBE_STRUCT(PayeeNamed, (),
                      (case_id, index, payer, payee, payer_institution, payee_institution, serial,
                       matched))

struct VictimCompleted {
  desk::CaseId case_id;
  desk::Victim victim;  // all of it, as it is known now
};
BOOST_DESCRIBE_STRUCT(VictimCompleted, (), (case_id, victim))

struct LossMatched {
  desk::CaseId case_id;
  std::uint64_t index = 0;
  base::Sequence transfer;
};
BOOST_DESCRIBE_STRUCT(LossMatched, (), (case_id, index, transfer))

struct CascadeAuthorised {
  desk::CaseId case_id;
  desk::Cascade cascade;
};
BOOST_DESCRIBE_STRUCT(CascadeAuthorised, (), (case_id, cascade))

struct PursuitMoved {
  desk::CaseId case_id;
  desk::Standing standing;
  std::vector<desk::Need> needs;
};
BOOST_DESCRIBE_STRUCT(PursuitMoved, (), (case_id, standing, needs))

struct NeedUnmet {
  desk::CaseId case_id;
  base::AccountId account;
  std::optional<desk::Unmet> unmet;  // none: it is met again
};
BOOST_DESCRIBE_STRUCT(NeedUnmet, (), (case_id, account, unmet))

struct OrderDrafted {
  order::Order order;
};
BOOST_DESCRIBE_STRUCT(OrderDrafted, (), (order))

/// The order waits for an officer because it is outside the cascade's bounds.
struct OrderHeldForReview {
  order::OrderId order;
  std::string why;
};
BOOST_DESCRIBE_STRUCT(OrderHeldForReview, (), (order, why))

struct OrderApproved {
  order::OrderId order;
  order::Authority authority;
  std::optional<base::Instant> deadline;    // executed by then, where approval starts a new clock
  std::optional<base::Instant> papers_due;  // of an emergency order
};
BOOST_DESCRIBE_STRUCT(OrderApproved, (), (order, authority, deadline, papers_due))

struct OrderRejected {
  order::OrderId order;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(OrderRejected, (), (order, reason))

struct OrderSent {
  order::OrderId order;
};
BOOST_DESCRIBE_STRUCT(OrderSent, (), (order))

struct OrderAcknowledged {
  order::OrderId order;
  std::string partner_number;
  std::string platform_number;
};
BOOST_DESCRIBE_STRUCT(OrderAcknowledged, (), (order, partner_number, platform_number))

struct OrderSendFailed {
  order::OrderId order;
  std::string error;
  bool final_refusal = false;
};
BOOST_DESCRIBE_STRUCT(OrderSendFailed, (), (order, error, final_refusal))

/// The partner's business answer, and the state that it puts the order in.
struct OrderAnswered {
  order::OrderId order;
  order::State state = order::State::answered;
  order::Reply reply;
  std::optional<base::Instant> start;
  std::optional<base::Instant> deadline;
  std::optional<base::Instant> renew_by;  // of a freeze that came in force
  std::optional<base::Instant> screen_by;
};
BOOST_DESCRIBE_STRUCT(OrderAnswered, (),
                      (order, state, reply, start, deadline, renew_by, screen_by))

/// A subject query brought the registered name: it is offered for a refused order.
struct CandidateFound {
  order::OrderId order;
  base::Personal name;
};
BOOST_DESCRIBE_STRUCT(CandidateFound, (), (order, name))

struct OrderExpired {
  order::OrderId order;
};
BOOST_DESCRIBE_STRUCT(OrderExpired, (), (order))

struct OrderReleased {
  order::OrderId order;
  order::OrderId by;  // the release that lifted it
};
BOOST_DESCRIBE_STRUCT(OrderReleased, (), (order, by))

struct ExcessFound {
  order::OrderId order;
  base::Fen excess;  // zero: justified again
};
BOOST_DESCRIBE_STRUCT(ExcessFound, (), (order, excess))

struct TransfersTaken {
  std::string institution;
  std::uint64_t rows = 0;
  std::uint64_t fresh = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t legs = 0;
  std::uint64_t refused = 0;
  base::Sequence first;
  std::optional<base::Instant> watermark;
  BatchMark batch = {};  // of a numbered one
};
BOOST_DESCRIBE_STRUCT(TransfersTaken, (),
                      (institution, rows, fresh, duplicates, legs, refused, first, watermark,
                       batch))

struct LegsSplit {
  base::Sequence transfer;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(LegsSplit, (), (transfer, reason))

struct FeedSilent {
  std::string institution;
};
BOOST_DESCRIBE_STRUCT(FeedSilent, (), (institution))

struct TaskOpened {
  desk::Task task;
};
BOOST_DESCRIBE_STRUCT(TaskOpened, (), (task))

struct TaskFinished {
  desk::TaskId task;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(TaskFinished, (), (task, note))

struct AlarmRaised {
  Alarm alarm;
};
BOOST_DESCRIBE_STRUCT(AlarmRaised, (), (alarm))

struct AlarmCleared {
  AlarmId alarm;
};
BOOST_DESCRIBE_STRUCT(AlarmCleared, (), (alarm))

struct AlarmAcknowledged {
  AlarmId alarm;
};
BOOST_DESCRIBE_STRUCT(AlarmAcknowledged, (), (alarm))

struct Revealed {
  std::string kind;
  std::string id;
  std::string field;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(Revealed, (), (kind, id, field, reason))

struct CaseClosed {
  desk::CaseId case_id;
  desk::Closing closing;
};
BOOST_DESCRIBE_STRUCT(CaseClosed, (), (case_id, closing))

struct CaseReopened {
  desk::CaseId case_id;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(CaseReopened, (), (case_id, reason))

struct ErasureRequested {
  desk::CaseId case_id;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ErasureRequested, (), (case_id, reason))

/// From here on the personal texts of the case are gone: what still opened reads as erased.
struct CaseErased {
  desk::CaseId case_id;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(CaseErased, (), (case_id, reason))

struct ErasureDeclined {
  desk::CaseId case_id;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ErasureDeclined, (), (case_id, reason))

struct CaseFiled {
  desk::CaseId case_id;
  desk::Filing filing;
};
BOOST_DESCRIBE_STRUCT(CaseFiled, (), (case_id, filing))

struct TruthReviewed {
  desk::CaseId case_id;
  desk::Verdict verdict = desk::Verdict::genuine;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(TruthReviewed, (), (case_id, verdict, reason))

/// The second officer, or a step of approval.
struct CaseStudied {
  desk::CaseId case_id;
  desk::Study study;
};
BOOST_DESCRIBE_STRUCT(CaseStudied, (), (case_id, study))

struct InquiryRecorded {
  desk::CaseId case_id;
  desk::Inquiry inquiry;
};
BOOST_DESCRIBE_STRUCT(InquiryRecorded, (), (case_id, inquiry))

struct ResultRecorded {
  desk::CaseId case_id;
  desk::InquiryResult result;
};
BOOST_DESCRIBE_STRUCT(ResultRecorded, (), (case_id, result))

struct OrderSigned {
  order::OrderId order;
  order::Signature signature;
};
BOOST_DESCRIBE_STRUCT(OrderSigned, (), (order, signature))

/// A second officer signed what one pressed.
struct OrderCountersigned {
  order::OrderId order;
  order::Signature signature;
};
BOOST_DESCRIBE_STRUCT(OrderCountersigned, (), (order, signature))

struct PaperSupplied {
  order::OrderId order;
  std::string document;
};
BOOST_DESCRIBE_STRUCT(PaperSupplied, (), (order, document))

/// The earlier freeze ended: this one is in force now.
struct FreezeAdvanced {
  order::OrderId order;
  base::Instant start;
  base::Instant deadline;
  std::optional<base::Instant> renew_by;
  std::optional<base::Instant> screen_by;
};
BOOST_DESCRIBE_STRUCT(FreezeAdvanced, (), (order, start, deadline, renew_by, screen_by))

struct FreezeRenewed {
  order::OrderId order;
  order::OrderId by;
  base::Instant deadline;
  std::optional<base::Instant> renew_by;
};
BOOST_DESCRIBE_STRUCT(FreezeRenewed, (), (order, by, deadline, renew_by))

struct FreezeScreened {
  order::OrderId order;
  order::Finding finding = order::Finding::related;
  std::string reason;
  std::optional<base::Instant> release_by;
};
BOOST_DESCRIBE_STRUCT(FreezeScreened, (), (order, finding, reason, release_by))

/// A freeze holds now what the stop held.
struct OrderConverted {
  order::OrderId order;
  order::OrderId by;
};
BOOST_DESCRIBE_STRUCT(OrderConverted, (), (order, by))

struct ClockRung {
  order::OrderId order;
  order::Rung rung;
};
BOOST_DESCRIBE_STRUCT(ClockRung, (), (order, rung))

struct DutyDelegated {
  Delegation delegation;
};
BOOST_DESCRIBE_STRUCT(DutyDelegated, (), (delegation))

struct DelegationEnded {
  DelegationId delegation;
};
BOOST_DESCRIBE_STRUCT(DelegationEnded, (), (delegation))

struct OrderRequeued {
  order::OrderId order;
  std::string channel;  // by which it goes from now on
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(OrderRequeued, (), (order, channel, reason))

struct OrderGivenUp {
  order::OrderId order;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(OrderGivenUp, (), (order, reason))

struct StopExtended {
  order::OrderId order;
  order::OrderId by;
  base::Instant deadline;
};
BOOST_DESCRIBE_STRUCT(StopExtended, (), (order, by, deadline))

struct ProtectionRevoked {
  order::OrderId order;
  order::Signature signature;
};
BOOST_DESCRIBE_STRUCT(ProtectionRevoked, (), (order, signature))

/// Out of what a freeze holds, money went back to a victim.
struct FundsReturned {
  order::OrderId order;
  order::OrderId by;
  base::Fen amount;
};
BOOST_DESCRIBE_STRUCT(FundsReturned, (), (order, by, amount))

struct OrderSpoken {
  order::OrderId order;
  order::Spoken spoken;
};
BOOST_DESCRIBE_STRUCT(OrderSpoken, (), (order, spoken))

struct FilingWithdrawn {
  desk::CaseId case_id;
  desk::Withdrawal withdrawal;
};
BOOST_DESCRIBE_STRUCT(FilingWithdrawn, (), (case_id, withdrawal))

/// This installation is for practice, for good.
struct DrillDeclared {};
BOOST_DESCRIBE_STRUCT(DrillDeclared, (), ())

struct PaperIssued {
  order::Paper paper;
};
BOOST_DESCRIBE_STRUCT(PaperIssued, (), (paper))

/// What the paper's bytes are to hash to, whenever they are made again.
struct PaperMade {
  order::PaperId paper;
  std::string sha256;
};
BOOST_DESCRIBE_STRUCT(PaperMade, (), (paper, sha256))

struct ObjectionFiled {
  desk::Objection objection;
};
BOOST_DESCRIBE_STRUCT(ObjectionFiled, (), (objection))

struct ObjectionAnswered {
  desk::ObjectionId objection;
  order::OrderId order;  // that it is about
  desk::Answered answered;
};
BOOST_DESCRIBE_STRUCT(ObjectionAnswered, (), (objection, order, answered))

struct PaymentScreened {
  desk::Screening screening;
};
BOOST_DESCRIBE_STRUCT(PaymentScreened, (), (screening))

/// Those before it are no longer answered again.
struct ScreeningsForgotten {
  desk::ScreeningId before;
};
BOOST_DESCRIBE_STRUCT(ScreeningsForgotten, (), (before))

struct ScoringProposed {
  desk::Scoring scoring;
};
BOOST_DESCRIBE_STRUCT(ScoringProposed, (), (scoring))

/// It judges from now on; the one before it is retired.
struct ScoringActivated {
  desk::ScoringId scoring;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ScoringActivated, (), (scoring, reason))

struct ScoringWithdrawn {
  desk::ScoringId scoring;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ScoringWithdrawn, (), (scoring, reason))
struct ReturnPlanned {
  desk::ReturnPlan plan;
};
BOOST_DESCRIBE_STRUCT(ReturnPlanned, (), (plan))

struct ReturnPlanWorked {
  desk::PlanId plan;
  desk::PlanWorked worked;
};
BOOST_DESCRIBE_STRUCT(ReturnPlanWorked, (), (plan, worked))

/// By the second officer, or a step of approval.
struct ReturnPlanSigned {
  desk::PlanId plan;
  order::Signature signature;
};
BOOST_DESCRIBE_STRUCT(ReturnPlanSigned, (), (plan, signature))

struct ReturnNoticeBegun {
  desk::PlanId plan;
  desk::PlanNotice notice;
};
BOOST_DESCRIBE_STRUCT(ReturnNoticeBegun, (), (plan, notice))

struct ReturnNoticeEnded {
  desk::PlanId plan;
};
BOOST_DESCRIBE_STRUCT(ReturnNoticeEnded, (), (plan))

struct PlanObjectionFiled {
  desk::PlanId plan;
  desk::PlanObjection objection;
};
BOOST_DESCRIBE_STRUCT(PlanObjectionFiled, (), (plan, objection))

struct PlanObjectionAnswered {
  desk::PlanId plan;
  std::uint64_t index = 0;  // of the plan's objections
  desk::PlanRuling ruling;
};
BOOST_DESCRIBE_STRUCT(PlanObjectionAnswered, (), (plan, index, ruling))

struct PlanObjectionLapsed {
  desk::PlanId plan;
  std::uint64_t index = 0;
};
BOOST_DESCRIBE_STRUCT(PlanObjectionLapsed, (), (plan, index))

/// It came to its end: as the returns that carry it out, or as nothing, and why.
struct ReturnPlanEnded {
  desk::PlanId plan;
  desk::PlanState state = desk::PlanState::rejected;
  std::vector<order::OrderId> orders;
  std::string why;
};
BOOST_DESCRIBE_STRUCT(ReturnPlanEnded, (), (plan, state, orders, why))

struct ReturnApplied {
  desk::ReturnApplication application;
};
BOOST_DESCRIBE_STRUCT(ReturnApplied, (), (application))

struct ReturnApplicationDecided {
  desk::ApplicationId application;
  desk::ApplicationRuling ruling;
};
BOOST_DESCRIBE_STRUCT(ReturnApplicationDecided, (), (application, ruling))
/// What more became known that may tie the case to others.
struct TraitsNoted {
  desk::CaseId case_id;
  std::vector<desk::Trait> traits;
};
BOOST_DESCRIBE_STRUCT(TraitsNoted, (), (case_id, traits))

/// Two cases belong to one hand. `joined`: the series that there were on either side, by their
/// earliest cases.
struct CasesLinked {
  desk::Link link;
  std::vector<desk::CaseId> joined;
};
BOOST_DESCRIBE_STRUCT(CasesLinked, (), (link, joined))

/// They do not, whatever they share.
struct LinkDeclined {
  desk::Link link;
};
BOOST_DESCRIBE_STRUCT(LinkDeclined, (), (link))

/// The word is taken back. `parts`: the series that there are on either side from here on.
struct LinkUndone {
  desk::LinkId link;
  std::string reason;
  std::vector<desk::CaseId> parts;
};
BOOST_DESCRIBE_STRUCT(LinkUndone, (), (link, reason, parts))

struct TaskAssigned {
  desk::TaskId task;
  std::string owner;
  base::Instant due;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(TaskAssigned, (), (task, owner, due, reason))

struct CommentMade {
  desk::Comment comment;
};
BOOST_DESCRIBE_STRUCT(CommentMade, (), (comment))

/// Of the same owner, page and name there is one: the latest.
struct FilterSaved {
  desk::SavedFilter filter;
};
BOOST_DESCRIBE_STRUCT(FilterSaved, (), (filter))

struct FilterDropped {
  std::string owner;
  std::string page;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(FilterDropped, (), (owner, page, name))

/// Its bytes were on disk before.
struct FileAdded {
  desk::Attachment file;
};
BOOST_DESCRIBE_STRUCT(FileAdded, (), (file))

/// A virus scanner found something: nothing was kept.
struct FileRefused {
  desk::CaseId case_id;
  base::Personal name;
  std::uint64_t bytes = 0;
  std::string sha256;
  std::string found;
};
BOOST_DESCRIBE_STRUCT(FileRefused, (), (case_id, name, bytes, sha256, found))

/// One that had not been scanned when it came.
struct FileScanned {
  desk::AttachmentId file;
  desk::Scan scan = desk::Scan::not_scanned;
  std::string scanned;
};
BOOST_DESCRIBE_STRUCT(FileScanned, (), (file, scan, scanned))

struct FileTaken {
  desk::AttachmentId file;
  desk::StatementTaken taken;
};
BOOST_DESCRIBE_STRUCT(FileTaken, (), (file, taken))

struct ExhibitAsked {
  desk::Exhibit exhibit;
};
BOOST_DESCRIBE_STRUCT(ExhibitAsked, (), (exhibit))

struct ExhibitMade {
  desk::ExhibitId exhibit;
  desk::ExhibitBundle bundle;
};
BOOST_DESCRIBE_STRUCT(ExhibitMade, (), (exhibit, bundle))

struct ExhibitFailed {
  desk::ExhibitId exhibit;
  std::string why;
};
BOOST_DESCRIBE_STRUCT(ExhibitFailed, (), (exhibit, why))

/// What a command with an idempotency key was answered, so that its retry is answered the same.
struct KeyAnswered {
  std::string key;
  std::string digest;
  std::string answer;
};
BOOST_DESCRIBE_STRUCT(KeyAnswered, (), (key, digest, answer))

struct KeysForgotten {
  base::Instant before;
};
BOOST_DESCRIBE_STRUCT(KeysForgotten, (), (before))

// One a line, so that two branches that add one each differ in two lines.
// clang-format off
using EventKinds = std::variant<
    RulesLoaded,
    RoutingSet,
    UserAdded,
    UserDisabled,
    PasswordSet,
    ApiKeyAdded,
    CaseOpened,
    LossesAdded,
    LossMatched,
    CascadeAuthorised,
    PursuitMoved,
    NeedUnmet,
    OrderDrafted,
    OrderHeldForReview,
    OrderApproved,
    OrderRejected,
    OrderSent,
    OrderAcknowledged,
    OrderSendFailed,
    OrderAnswered,
    CandidateFound,
    OrderExpired,
    OrderReleased,
    ExcessFound,
    TransfersTaken,
    LegsSplit,
    FeedSilent,
    TaskOpened,
    TaskFinished,
    AlarmRaised,
    AlarmCleared,
    AlarmAcknowledged,
    Revealed,
    KeyAnswered,
    KeysForgotten,
    CaseClosed,
    CaseReopened,
    PayeeNamed,
    VictimCompleted,
    ErasureRequested,
    CaseErased,
    ErasureDeclined,
    CaseFiled,
    TruthReviewed,
    OrderSigned,
    OrderCountersigned,
    PaperSupplied,
    FreezeAdvanced,
    FreezeRenewed,
    FreezeScreened,
    OrderConverted,
    ClockRung,
    DutyDelegated,
    DelegationEnded,
    OrderRequeued,
    OrderGivenUp,
    PaperIssued,
    PaperMade,
    ObjectionFiled,
    ObjectionAnswered,
    CaseStudied,
    InquiryRecorded,
    ResultRecorded,
    StopExtended,
    ProtectionRevoked,
    FundsReturned,
    OrderSpoken,
    FilingWithdrawn,
    DrillDeclared,
    WarningRaised,
    WarningJoined,
    WarnedNamed,
    WarningAssigned,
    WarningMerged,
    WarningStepTaken,
    WarningConcluded,
    WarningCheckedBack,
    WarningClockRung,
    NoticeMoved,
    PaymentScreened,
    ScreeningsForgotten,
    ScoringProposed,
    ScoringActivated,
    ScoringWithdrawn,
    ReturnPlanned,
    ReturnPlanWorked,
    ReturnPlanSigned,
    ReturnNoticeBegun,
    ReturnNoticeEnded,
    PlanObjectionFiled,
    PlanObjectionAnswered,
    PlanObjectionLapsed,
    ReturnPlanEnded,
    ReturnApplied,
    ReturnApplicationDecided,
    TraitsNoted,
    CasesLinked,
    LinkDeclined,
    LinkUndone,
    TaskAssigned,
    CommentMade,
    FilterSaved,
    FilterDropped,
    PersonFiled,
    PersonLinked,
    PersonUnlinked,
    PersonNoted,
    PersonMoved,
    PersonStepTaken,
    PersonStepUndone,
    PersonClockRung,
    PersonErased,
    LeadListed,
    LeadAssigned,
    LeadStepTaken,
    LeadEnded,
    HandoverDrafted,
    HandoverSent,
    HandoverPackaged,
    HandoverReceived,
    HandoverReturned,
    HandoverWithdrawn,
    RenewerNamed,
    HandoverAsked,
    HandoverAnswered,
    FreezeKept,
    DisposalEntered,
    FundsConfiscated,
    FileAdded,
    FileRefused,
    FileScanned,
    FileTaken,
    ExhibitAsked,
    ExhibitMade,
    ExhibitFailed,
    PartnerMoved,
    CallNoted,
    CallsForgotten,
    ExtensionTaken,
    StatementBegun,
    StatementMarked,
    StatementEnded,
    FailedQueriesAsked,
    HeadingsLearnt,
    AnalysisSaved,
    AnalysisChanged,
    AnalysisDropped,
    AnalysisRan,
    StreetsNoted,
    CampaignPlanned,
    CampaignReported,
    CampaignWithdrawn,
    RoundRecorded,
    RoundWithdrawn,
    AuditAnnounced,
    AuditDrawn,
    HouseholdChecked,
    QuizRecorded,
    QuizWithdrawn,
    CasePlaced,
    IndicatorsTaken,
    AgreementRecorded,
    AgreementEnded,
    ReputationAsked,
    ReputationCleared,
    IndicatorsGiven,
    CaseAccepted,
    ReviewExtended,
    RefusalProposed,
    RefusalDecided,
    FirstPaperServed,
    AppealFiled,
    AppealExtended,
    AppealRuled,
    TransferProposed,
    TransferDecided,
    TransferHanded,
    TransferAnswered,
    FirstClockRung,
    TipTaken,
    TipRouted,
    TipAccepted,
    TipNamesNoted,
    TipStepTaken,
    TipReplied,
    TipEnded,
    TipClockRung,
    TipErased,
    RewardProposed,
    RewardRuled,
    RewardClaimed,
    RewardPaid,
    QuizLinkOpened,
    QuizSheetTaken,
    QuizLinkEnded,
    WarningPlaced,
    WarningsArchived,
    WarningsErased,
    AccountsFlagged,
    StoppedPaymentEnded,
    ProofForgotten>;
// clang-format on

/// One of them. Copying, moving and ending are written once, in event.cpp: the compiler would
/// otherwise write them anew in every file that touches one, which cost half of what the core takes
/// to build.
class EventBody : public EventKinds {
 public:
  EventBody();
  EventBody(const EventBody& other);
  EventBody(EventBody&& other) noexcept;
  EventBody& operator=(const EventBody& other);
  EventBody& operator=(EventBody&& other) noexcept;
  ~EventBody();

  template <typename Kind>
  requires boost::mp11::mp_contains<EventKinds, Kind>::value
  // NOLINTNEXTLINE(google-explicit-constructor): a kind is a body, as it is a variant
  EventBody(Kind kind)
      : EventKinds(std::in_place_type<Kind>, std::move(kind)) {}
};

struct Event {
  base::Instant at;
  std::string actor;
  EventBody body;
};

}  // namespace holdfast::core
