// Everything that can be asked of the core. A command carries its own time and who asks; the shell
// has already resolved account numbers to ids and checked that the caller may ask at all.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/batch_stream.hpp"
#include "core/house.hpp"
#include "desk/case_file.hpp"
#include "order/order.hpp"

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
/// Time passes.
struct Tick {};

using CommandBody =
    std::variant<LoadRules, SetRouting, AddUser, DisableUser, SetPassword, AddApiKey, ReportLoss,
                 AddLosses, NamePayee, CompleteVictim, MatchLoss, AuthoriseCascade, MovePursuit,
                 AskAboutGap, QuarantinePursuit, CloseCase, ReopenCase, RequestErasure,
                 ConfirmErasure, DeclineErasure, DraftStop, ApproveOrder, RejectOrder, ReleaseStop,
                 CorrectOrder, NoteOrderSent, NoteOrderAcknowledged, NoteSendFailed,
                 NoteOrderAnswered, NoteChannel, NoteTransfers, SplitLegs, FinishTask,
                 AcknowledgeAlarm, Reveal, Tick>;

struct Command {
  base::Instant at;
  std::string actor;            // a user's or key's name, or "engine"
  std::string idempotency_key;  // empty: none
  std::string digest;           // of what was asked, to tell a retry from a reuse of the key
  CommandBody body;
};

}  // namespace holdfast::core
