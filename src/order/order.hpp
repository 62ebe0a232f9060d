// An order to a partner: what it is, what state it is in, and when each step happened.
//
// The first form knows stops, their release, and two queries. Every order carries its ground, its
// term, its notice and its appeal path, and says which transfer justifies it. Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/fen.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"
#include "base/personal.hpp"

namespace holdfast::order {

using CaseId = base::StrongId<struct CaseTag>;
using OrderId = base::StrongId<struct OrderTag>;

enum class Family {
  stop,               // 止付: debits are refused, credits pass
  stop_release,       // 解除止付
  subject_query,      // 主体查询: whose account is it
  transaction_query,  // 明细查询: what went in and out
};
BOOST_DESCRIBE_ENUM(Family, stop, stop_release, subject_query, transaction_query)

enum class State {
  draft,
  review,        // outside the cascade's bounds: waits for an officer
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
};
BOOST_DESCRIBE_ENUM(State, draft, review, approved, sent, acknowledged, in_force, answered, expired,
                    released, rejected, refused, failed)

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

enum class AuthorityKind { officer, cascade };
BOOST_DESCRIBE_ENUM(AuthorityKind, officer, cascade)

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
  bool operator==(const Ground&) const = default;
};
BOOST_DESCRIBE_STRUCT(Ground, (), (reason, article, mark, notice, appeal, term_ms, rules_version))

/// What the partner answered.
struct Reply {
  std::string partner_number;   // the bank's own number of the order
  std::string platform_number;  // the hub's, when it went through one
  std::string result;           // four digits; empty until answered
  std::string message;
  std::optional<base::Fen> balance;
  std::optional<base::Fen> held;
  bool operator==(const Reply&) const = default;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (partner_number, platform_number, result, message, balance, held))

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

struct Order {
  OrderId id;
  Family family = Family::stop;
  State state = State::draft;
  CaseId case_id;
  base::AccountId account;
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

  bool operator==(const Order&) const = default;
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (id, family, state, case_id, account, institution, channel, tier, amount,
                       justification, name_unknown, ordinal, ground, authority, reply, attempts,
                       last_error, corrects, target, candidate, named, excess, times))

/// Still able to hold money, or on its way to it.
[[nodiscard]] bool is_live(const Order& order);
/// In the outbox or out at the partner: an answer is still expected.
[[nodiscard]] bool awaits_partner(const Order& order);
/// Counts against the number of stops an account may have: it stood, or may yet stand.
[[nodiscard]] bool uses_a_stop(const Order& order);

/// "O000001"; "C000001".
[[nodiscard]] std::string to_text(OrderId id);
[[nodiscard]] std::string to_text(CaseId id);

}  // namespace holdfast::order
