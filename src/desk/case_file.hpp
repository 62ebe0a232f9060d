// A case file as the desk keeps it: who lost what, what the trace says must be held, and who
// authorised the cascade. Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/fen.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"
#include "base/personal.hpp"
#include "desk/first_days.hpp"
#include "desk/gates.hpp"
#include "desk/payment.hpp"
#include "order/order.hpp"

namespace holdfast::desk {

using order::CaseId;
using order::OrderId;
using TaskId = base::StrongId<struct TaskTag>;

struct Victim {
  base::Personal name;
  base::Personal phone;
  base::Personal id_no;
  bool operator==(const Victim&) const = default;
};
BOOST_DESCRIBE_STRUCT(Victim, (), (name, phone, id_no))

/// One payment that the victim reports. `matched` is the transfer that the feeds showed for it. A
/// payment that no account is known to have received is told by its particulars; it has a payer
/// wherever it has a payee.
struct Loss {
  std::optional<base::AccountId> payer;
  std::optional<base::AccountId> payee;
  std::string payer_institution;
  std::string payee_institution;
  base::Fen amount;
  base::Instant time;
  std::string serial;
  std::optional<base::Sequence> matched;
  std::optional<OrderId> query;   // the query that went out because no feed showed it
  std::optional<PaidBy> paid_by;  // where it is another way than the case's
  std::vector<Particular> particulars;
  bool operator==(const Loss&) const = default;
};
BOOST_DESCRIBE_STRUCT(Loss, (),
                      (payer, payee, payer_institution, payee_institution, amount, time, serial,
                       matched, query, paid_by, particulars))

/// The duty officer's word that onward accounts may be stopped as the money reaches them.
struct Cascade {
  std::string by;
  base::Instant at;
  int hops_max = 0;
  base::Fen amount_max;
  base::Instant until;
  int accounts_max = 0;
  bool operator==(const Cascade&) const = default;
};
BOOST_DESCRIBE_STRUCT(Cascade, (), (by, at, hops_max, amount_max, until, accounts_max))

/// Why money that reached an account by an exit is not followed there.
enum class ExitKind { none, cash, merchant, overseas, crypto };
BOOST_DESCRIBE_ENUM(ExitKind, none, cash, merchant, overseas, crypto)

/// What the pursuit says of one account of the case.
struct Need {
  base::AccountId account;
  std::string institution;  // empty: nobody told us which one
  bool name_known = false;
  int tier = 0;
  base::Fen due;   // what should be held: the larger remainder, at most the balance
  base::Fen low;   // the smaller of the two remainders
  base::Fen high;  // the larger
  base::Fen known_balance;
  base::Fen received;  // tainted money that rests here, what left by an exit included
  ExitKind exit = ExitKind::none;
  order::Justification justification;  // the newest tainted transfer into it
  bool operator==(const Need&) const = default;
};
BOOST_DESCRIBE_STRUCT(Need, (),
                      (account, institution, name_known, tier, due, low, high, known_balance,
                       received, exit, justification))

/// A need that no order answers, and why.
struct Unmet {
  base::Fen amount;
  std::string reason;
  std::string article;
  bool operator==(const Unmet&) const = default;
};
BOOST_DESCRIBE_STRUCT(Unmet, (), (amount, reason, article))

/// What the pursuit says of the case as a whole.
struct Standing {
  base::Sequence as_of;  // transfers taken in so far
  base::Fen tainted;     // what became taint
  base::Fen exited;
  base::Fen unfollowed;
  int accounts = 0;
  int tiers = 0;
  bool operator==(const Standing&) const = default;
};
BOOST_DESCRIBE_STRUCT(Standing, (), (as_of, tainted, exited, unfollowed, accounts, tiers))

/// How a case ended.
enum class CaseOutcome {
  recovered,     // 资金已追回
  nothing_left,  // 资金已无可追
  transferred,   // 已移交有管辖权的单位
  unfounded,     // 不属诈骗
};
BOOST_DESCRIBE_ENUM(CaseOutcome, recovered, nothing_left, transferred, unfounded)

/// An officer's word that the case is done, and what was knowingly left behind.
struct Closing {
  CaseOutcome outcome = CaseOutcome::nothing_left;
  std::string reason;
  std::string by;
  base::Instant at;
  std::string leave_orders;  // why orders still out or in force run on; empty: there were none
  std::string leave_tasks;   // why tasks stay open; empty: there were none
  bool operator==(const Closing&) const = default;
};
BOOST_DESCRIBE_STRUCT(Closing, (), (outcome, reason, by, at, leave_orders, leave_tasks))

enum class ErasureState { requested, erased, declined };
BOOST_DESCRIBE_ENUM(ErasureState, requested, erased, declined)

/// The destruction of a closed case's personal texts: asked for by one administrator, decided by
/// another.
struct Erasure {
  ErasureState state = ErasureState::requested;
  std::string requested_by;
  base::Instant requested_at;
  std::string reason;
  std::string decided_by;
  std::optional<base::Instant> decided_at;
  std::string decision;  // why it was confirmed or declined
  bool operator==(const Erasure&) const = default;
};
BOOST_DESCRIBE_STRUCT(Erasure, (),
                      (state, requested_by, requested_at, reason, decided_by, decided_at, decision))

/// 立案: the decision that a freeze requires, taken in the police case system and recorded here.
struct Filing {
  std::string number;       // 立案决定书文号
  std::string unit;         // 立案单位
  std::string approved_by;  // the head who decided it
  base::Instant decided_at;
  std::string recorded_by;
  base::Instant recorded_at;
  bool operator==(const Filing&) const = default;
};
BOOST_DESCRIBE_STRUCT(Filing, (), (number, unit, approved_by, decided_at, recorded_by, recorded_at))

/// 撤案: the filing was taken back.
struct Withdrawal {
  std::string number;       // 撤销案件决定书文号
  std::string filing;       // the filing that it takes back
  std::string approved_by;  // the head who decided it
  base::Instant decided_at;
  std::string recorded_by;
  base::Instant recorded_at;
  std::string reason;
  bool operator==(const Withdrawal&) const = default;
};
BOOST_DESCRIBE_STRUCT(Withdrawal, (),
                      (number, filing, approved_by, decided_at, recorded_by, recorded_at, reason))

/// Whether the report turned out true.
enum class Verdict { genuine, unfounded };
BOOST_DESCRIBE_ENUM(Verdict, genuine, unfounded)

struct Truth {
  Verdict verdict = Verdict::genuine;
  std::string by;
  base::Instant at;
  std::string reason;
  bool operator==(const Truth&) const = default;
};
BOOST_DESCRIBE_STRUCT(Truth, (), (verdict, by, at, reason))

/// While `closed` is set, or the report was found untrue, or the filing was taken back or refused,
/// the case is not pursued: its needs cause no order and count in no sum.
struct CaseFile {
  CaseId id;
  Victim victim;
  std::string fraud_type;
  PaidBy paid_by = PaidBy::transfer;
  base::Personal narrative;
  std::string officer;
  base::Instant reported_at;
  std::vector<Loss> losses;
  std::optional<Cascade> cascade;
  int cascade_used = 0;  // accounts stopped under the cascade so far
  Standing standing;
  std::map<base::AccountId, Need> needs;
  std::map<base::AccountId, Unmet> unmet;
  std::vector<OrderId> orders;
  std::optional<base::Instant> first_hold_at;
  std::optional<Closing> closed;
  bool resumed = false;  // reopened, and the pursuit has not told anything since
  std::optional<Erasure> erasure;
  std::optional<Filing> filed;
  std::optional<Truth> truth;
  Gates gates;
  std::optional<Withdrawal> withdrawn;  // until it is filed again
  std::optional<FirstDays> first_days;  // once the report was accepted
  bool operator==(const CaseFile&) const = default;
};
BOOST_DESCRIBE_STRUCT(CaseFile, (),
                      (id, victim, fraud_type, paid_by, narrative, officer, reported_at, losses,
                       cascade, cascade_used, standing, needs, unmet, orders, first_hold_at, closed,
                       resumed, erasure, filed, truth, gates, withdrawn, first_days))

enum class TaskKind {
  exit_cash,
  exit_merchant,
  exit_overseas,
  exit_crypto,
  institution_unknown,
  stop_exhausted,
  loss_unmatched,
  hold_excess,
  revoke_transfer,  // an ATM transfer that the payer's own bank can still take back
  gift_card,
  stop_review,          // is the report true
  stop_lapsing,         // stops end soon: freeze, prolong or let go
  file_case,            // decide on filing
  countersign,          // a second officer has to sign what one pressed
  countersign_overdue,  // and did not
  papers,               // an emergency order lacks its paper
  freeze_failed,        // the partner did not freeze
  renew_freeze,
  freeze_lapsing,
  screen_freeze,
  screening_lapsed,        // nobody found it related in time: a head answers for what follows
  release_unrelated,       // found unrelated: to be lifted
  answer_objection,        // whoever holds the account objected
  objection_overdue,       // and was not answered in time
  protection_lapsing,      // a protective stop ends soon: the holder is called
  evidence_due,            // what was asked for is to come soon
  evidence_overdue,        // and did not
  recording_at_risk,       // a recording is about to be overwritten
  return_due,              // money is to be paid back soon
  return_overdue,          // and was not
  restriction_lapsing,     // a number, address or profile comes back soon
  return_plan_due,         // the public notice is over: the plan is to be decided
  plan_objection,          // somebody objected to a return plan
  plan_objection_overdue,  // and was not answered in time
  by_hand,                 // a colleague asked for it: its text says what
  mentioned,               // somebody called a colleague in a comment
  person_due,              // a clock of a person dealt with lapses soon
  person_overdue,          // and did: let go, change the measure or take the next step
  handover_question,       // whoever a case was handed over to asks
  handover_returned,       // a hand-over was not signed for
  handover_back,           // 退回补充侦查: investigated further and handed over again by then
  pursue_on,               // a judgment wants more to be recovered
  first_due,               // a clock of the first days lapses soon: `what` says which
  first_overdue,           // and did: only the step that it asks for answers it
};
BOOST_DESCRIBE_ENUM(TaskKind, exit_cash, exit_merchant, exit_overseas, exit_crypto,
                    institution_unknown, stop_exhausted, loss_unmatched, hold_excess,
                    revoke_transfer, gift_card, stop_review, stop_lapsing, file_case, countersign,
                    countersign_overdue, papers, freeze_failed, renew_freeze, freeze_lapsing,
                    screen_freeze, screening_lapsed, release_unrelated, answer_objection,
                    objection_overdue, protection_lapsing, evidence_due, evidence_overdue,
                    recording_at_risk, return_due, return_overdue, restriction_lapsing,
                    return_plan_due, plan_objection, plan_objection_overdue, by_hand, mentioned,
                    person_due, person_overdue, handover_question, handover_returned, handover_back,
                    pursue_on, first_due, first_overdue)

/// Something a person must do, whose it is, and by when.
struct Task {
  TaskId id;
  CaseId case_id;
  TaskKind kind = TaskKind::loss_unmatched;
  std::string owner;
  base::Instant opened;
  base::Instant due;
  std::optional<base::AccountId> account;
  base::Fen amount;
  std::string article;
  std::optional<base::Instant> done_at;
  std::string done_by;
  std::string note;
  std::optional<std::uint64_t> loss;  // which payment of the case it is about, where no account is
  std::optional<OrderId> order;       // which order it is about
  order::Duty duty = order::Duty::none;  // the office that alone may answer it
  std::string what;                      // of one by hand; of a mention: "M000001", the comment;
                                         // of a person, or the first days: which clock
  std::string asked_by;                  // of the former two
  std::optional<base::PersonId> person = {};  // whom it is about
  bool operator==(const Task&) const = default;
};
BOOST_DESCRIBE_STRUCT(Task, (),
                      (id, case_id, kind, owner, opened, due, account, amount, article, done_at,
                       done_by, note, loss, order, duty, what, asked_by, person))

[[nodiscard]] base::Fen total_loss(const CaseFile& file);
/// True when its personal texts were destroyed: they read `base::erased_text`.
[[nodiscard]] bool is_erased(const CaseFile& file);
/// Its needs are followed: it is neither closed nor found untrue, and its filing was neither taken
/// back nor refused.
[[nodiscard]] bool is_pursued(const CaseFile& file);
/// Why its holds are let go: one that is not pursued and not closed.
[[nodiscard]] std::string why_not_pursued(const CaseFile& file);
/// How this payment of the case was made.
[[nodiscard]] PaidBy way_of(const CaseFile& file, const Loss& loss);
[[nodiscard]] std::string to_text(TaskId id);

}  // namespace holdfast::desk
