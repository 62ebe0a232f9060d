// An order to a partner: what it is, what state it is in, and when each step happened.
//
// Stops, freezes, what ends or prolongs them, queries, requests for evidence, money that goes back,
// and what telecom and internet companies switch off. Every order carries its ground, its term, its
// notice and its appeal path, and a stop says which transfer justifies it. What may be
// done with an order in which state says machine.hpp, when its clocks ring clock.hpp. Values; any
// thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fen.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"
#include "base/personal.hpp"
#include "order/approval.hpp"
#include "order/freeze.hpp"
#include "order/special.hpp"

namespace holdfast::order {

enum class Family {
  stop,                 // 止付: debits are refused, credits pass
  stop_release,         // 解除止付
  subject_query,        // 主体查询: whose account is it
  transaction_query,    // 明细查询: what went in and out
  freeze,               // 冻结: for months, only in a filed case
  freeze_renewal,       // 续冻
  freeze_release,       // 解除冻结
  stop_extension,       // 延长止付: before it lapses, once
  protective_stop,      // 保护性止付: of a victim's own account, with consent
  protective_release,   // 解除保护性止付
  evidence_request,     // 调取证据
  fund_return,          // 返还: frozen money goes back to the victim
  number_suspension,    // 关停号码
  number_restoration,   // 恢复号码
  url_block,            // 封堵网址
  url_unblock,          // 解除封堵
  profile_suspension,   // 封停平台账号
  profile_restoration,  // 解封平台账号
  payment_recall,       // 召回: the payer's bank calls the payment back from the payee's
};
BOOST_DESCRIBE_ENUM(Family, stop, stop_release, subject_query, transaction_query, freeze,
                    freeze_renewal, freeze_release, stop_extension, protective_stop,
                    protective_release, evidence_request, fund_return, number_suspension,
                    number_restoration, url_block, url_unblock, profile_suspension,
                    profile_restoration, payment_recall)

enum class State {
  draft,         // waits for the second officer, or for somebody to take up a proposal
  review,        // waits for approval: of an officer, or of the steps that it names
  approved,      // may be sent; the outbox has it
  sent,          // handed to the channel at least once
  acknowledged,  // the partner has it, the business answer is still out
  in_force,      // a stop that stands
  answered,      // a query or a release that was answered
  expired,       // the term ran out
  released,      // lifted by a release
  rejected,      // an officer said no in review
  refused,       // the partner said no; `result` says why
  failed,        // could not be delivered within its term
  queued,        // 轮候: a freeze behind an earlier one; moves on by itself when that ends
  converted,     // a stop whose money a freeze now holds
};
BOOST_DESCRIBE_ENUM(State, draft, review, approved, sent, acknowledged, in_force, answered, expired,
                    released, rejected, refused, failed, queued, converted)

/// The transfer that justifies an order: the bank checks it before it stops anything.
struct Justification {
  base::Sequence transfer;
  base::AccountId payer;
  base::Fen amount;
  base::Instant time;
  std::string serial;
  bool operator==(const Justification&) const = default;
};
BOOST_DESCRIBE_STRUCT(Justification, (), (transfer, payer, amount, time, serial))

enum class AuthorityKind {
  officer,
  cascade,
  rule,  // the law left no choice: a clock lapsed
};
BOOST_DESCRIBE_ENUM(AuthorityKind, officer, cascade, rule)

/// Who allowed the order to be sent, when, and within which bounds.
struct Authority {
  AuthorityKind kind = AuthorityKind::officer;
  std::string by;
  base::Instant at;
  std::string bounds;  // empty for an officer's own decision
  bool operator==(const Authority&) const = default;
};
BOOST_DESCRIBE_STRUCT(Authority, (), (kind, by, at, bounds))

/// The ground an order stands on, as the rule pack gave it on the day it was drafted.
struct Ground {
  std::string reason;
  std::string article;
  std::string mark;  // how sure we are of the text: R, R~, D
  std::string notice;
  std::string appeal;
  std::int64_t term_ms = 0;
  std::string rules_version;
  int term_months = 0;  // of a term that the law counts in months; term_ms is 0 then
  bool operator==(const Ground&) const = default;
};
BOOST_DESCRIBE_STRUCT(Ground, (),
                      (reason, article, mark, notice, appeal, term_ms, rules_version, term_months))

/// What the partner answered.
struct Reply {
  std::string partner_number;   // the bank's own number of the order
  std::string platform_number;  // the hub's, when it went through one
  std::string result;           // four digits; empty until answered
  std::string message;
  std::optional<base::Fen> balance;
  std::optional<base::Fen> held;
  std::optional<Former> former;  // whose freeze ours stands behind
  std::optional<EvidenceGiven> evidence;
  bool operator==(const Reply&) const = default;
};
BOOST_DESCRIBE_STRUCT(Reply, (),
                      (partner_number, platform_number, result, message, balance, held, former,
                       evidence))

struct Times {
  base::Instant reported;  // when the victim's report came in
  base::Instant drafted;
  std::optional<base::Instant> approved;
  std::optional<base::Instant> sent;
  std::optional<base::Instant> acknowledged;
  std::optional<base::Instant> in_force;  // the bank's own time of the stop
  std::optional<base::Instant> answered;  // when its answer reached us
  std::optional<base::Instant> ended;
  std::optional<base::Instant> deadline;  // when the stop lapses, or the answer is due
  bool operator==(const Times&) const = default;
};
BOOST_DESCRIBE_STRUCT(Times, (),
                      (reported, drafted, approved, sent, acknowledged, in_force, answered, ended,
                       deadline))

/// What an order's clocks are for (clock.hpp).
enum class Clock {
  stop_review,   // is the report true: to be known before the stop lapses
  stop_lapse,    // file and freeze, prolong, or let go
  countersign,   // a second officer signs what one pressed
  papers,        // an emergency order's paper and remaining steps
  renewal,       // the last day on which a renewal is in time
  freeze_lapse,  // the freeze ends by itself
  screening,     // 甄别
  release,       // found unrelated: to be lifted
  delivery,      // approved, and no word from the partner that it has it
  feedback,      // the partner has it, and has not said what it did
  objection,     // the holder objected: to be answered
  protection,    // a protective stop ends by itself
  evidence,      // what was asked for is to have come
  overwriting,   // a recording is about to be overwritten
  fund_return,   // the bank's working days to pay back
  restriction,   // a number, an address or a profile comes back by itself
};
BOOST_DESCRIBE_ENUM(Clock, stop_review, stop_lapse, countersign, papers, renewal, freeze_lapse,
                    screening, release, delivery, feedback, objection, protection, evidence,
                    overwriting, fund_return, restriction)

/// The last time that a clock rang: for which lapse, and at which of its leads.
struct Rung {
  Clock clock = Clock::stop_lapse;
  base::Instant due;
  base::Instant at;
  bool operator==(const Rung&) const = default;
};
BOOST_DESCRIBE_STRUCT(Rung, (), (clock, due, at))

/// What people did about an order that did not reach its partner by itself.
struct Handling {
  int requeued = 0;                   // sent anew, or by another way
  std::optional<base::Instant> anew;  // when that was last: its clocks begin there
  std::string handed_from;            // the channel it was taken from last
  std::optional<Signature> given_up;  // who gave it up, when and why
  bool by_hand = false;               // an officer enters it elsewhere: that takes longer
  std::optional<Spoken> spoken;       // handed over by voice or by fax
  bool operator==(const Handling&) const = default;
};
BOOST_DESCRIBE_STRUCT(Handling, (), (requeued, anew, handed_from, given_up, by_hand, spoken))

struct Order {
  OrderId id;
  Family family = Family::stop;
  State state = State::draft;
  CaseId case_id;
  base::AccountId account;  // of one that is about a mark: none, and never looked at
  std::string institution;
  std::string channel;
  int tier = 0;
  std::optional<base::Fen> amount;  // a stop without one holds the whole account
  std::optional<Justification> justification;
  bool name_unknown = false;
  int ordinal = 0;  // which stop of this account it is, as far as we know: 1, 2
  Ground ground;
  std::optional<Authority> authority;
  Reply reply;
  int attempts = 0;
  std::string last_error;
  std::optional<OrderId> corrects;          // the refused order this one replaces
  std::optional<OrderId> target;            // the stop that a release lifts, or a query serves
  std::optional<base::Personal> candidate;  // the registered name, offered after a refusal
  std::optional<base::Personal> named;      // the name this order gives, when a correction set it
  base::Fen
      excess;  // held beyond what the trace still justifies; an officer must confirm a release
  Times times;
  std::optional<Approval> approval;        // of what needs more than the officer who presses
  std::optional<Freeze> freeze;            // of a freeze and of its renewal
  std::vector<OrderId> replaces;           // stops whose money this freeze takes over
  std::optional<Signature> countersigned;  // the second officer of what one pressed
  std::vector<Rung> rung;                  // one a clock
  Handling handling;
  std::optional<base::Instant> objection_due;  // an objection is open: to be answered by then
  std::optional<Consent> consent;              // of a protective stop
  std::optional<EvidenceAsk> evidence;         // of a request for evidence
  std::optional<Payback> payback;              // of a return
  std::optional<Mark> mark;                    // of what telecom and internet companies do
  bool drill = false;                          // practice: it cannot reach a real partner

  bool operator==(const Order&) const = default;
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (id, family, state, case_id, account, institution, channel, tier, amount,
                       justification, name_unknown, ordinal, ground, authority, reply, attempts,
                       last_error, corrects, target, candidate, named, excess, times, approval,
                       freeze, replaces, countersigned, rung, handling, objection_due, consent,
                       evidence, payback, mark, drill))

/// How far an order has come.
enum class Stage { unsigned_yet, in_review, under_way, queued, in_force, over };
[[nodiscard]] Stage stage_of(State state);

/// Still able to hold money, or on its way to it.
[[nodiscard]] bool is_live(const Order& order);
/// A measure that binds somebody's money while it is in force: a stop or a freeze.
[[nodiscard]] bool restrains(Family family);
/// A number, an address or a profile is switched off.
[[nodiscard]] bool is_restriction(Family family);
/// One is switched on again.
[[nodiscard]] bool is_restoration(Family family);
/// The family that ends what this one began: of a stop, a freeze, a protective stop, a restriction.
[[nodiscard]] std::optional<Family> release_of(Family family);
/// Pressed by one officer and signed by a second afterwards.
[[nodiscard]] bool is_pressed(Family family);
/// One of the freeze family: the freeze itself, its renewal, its release.
[[nodiscard]] bool is_of_freeze(Family family);
/// A freeze that the centre drew up by itself and nobody has taken up yet.
[[nodiscard]] bool is_proposal(const Order& order);
/// In the outbox or out at the partner: an answer is still expected.
[[nodiscard]] bool awaits_partner(const Order& order);
/// Why an order is a dead letter: one that a person has to see to, since it reached nobody.
enum class DeadLetter {
  refused,  // the channel will not take it
  lapsed,   // its term ran out on the way
  unheard,  // still being sent, and for too long
};
BOOST_DESCRIBE_ENUM(DeadLetter, refused, lapsed, unheard)
/// Nothing for an order that was delivered, or that somebody gave up.
[[nodiscard]] std::optional<DeadLetter> dead_letter_of(const Order& order);
/// The partner has it and owes its answer for longer than it may take.
[[nodiscard]] bool owes_feedback(const Order& order);
/// Counts against the number of stops an account may have: it stood, or may yet stand.
[[nodiscard]] bool uses_a_stop(const Order& order);

/// "O000001"; "C000001".
[[nodiscard]] std::string to_text(OrderId id);
[[nodiscard]] std::string to_text(CaseId id);

}  // namespace holdfast::order
