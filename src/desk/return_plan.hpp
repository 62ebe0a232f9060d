// A return plan (返还方案): how the money that a case's freezes hold is to be divided among all
// victims whose money reached those accounts, from the draft to the orders that carry it out.
//
// What a division stands on is written down with it: whose payments, which freezes, what went back
// before, what is left out and by which decision, and how far the transfers were told. So it can be
// made again to the byte. Values; any thread.
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
#include "order/order.hpp"

namespace holdfast::desk {

using PlanId = base::StrongId<struct PlanTag>;

/// Whether the records of an account can be told apart by time.
enum class PlanLadder { timestamp, prorata };
BOOST_DESCRIBE_ENUM(PlanLadder, timestamp, prorata)

/// Of `timestamp`: which money leaves an account first.
enum class PlanMethod { fifo, lifo };
BOOST_DESCRIBE_ENUM(PlanMethod, fifo, lifo)

/// Of `prorata`: what the shares are proportional to.
enum class PlanBasis { received, loss };
BOOST_DESCRIBE_ENUM(PlanBasis, received, loss)

/// What the deciding authority declares where the statute leaves it a choice.
struct PlanChoice {
  PlanLadder ladder = PlanLadder::timestamp;
  PlanMethod method = PlanMethod::fifo;
  PlanBasis basis = PlanBasis::received;
  bool operator==(const PlanChoice&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanChoice, (), (ladder, method, basis))

/// A sum of a freeze that a recorded decision takes out of the division: acquired in good faith, or
/// under an open objection.
struct Exclusion {
  order::OrderId order;
  std::optional<base::Fen> amount;  // none: all of it
  std::string decision;             // its number and ground
  bool operator==(const Exclusion&) const = default;
};
BOOST_DESCRIBE_STRUCT(Exclusion, (), (order, amount, decision))

struct StolenTransfer {
  base::Sequence transfer;
  base::Fen amount;  // stolen of it
  bool operator==(const StolenTransfer&) const = default;
};
BOOST_DESCRIBE_STRUCT(StolenTransfer, (), (transfer, amount))

/// The victim of one case.
struct PlanVictim {
  order::CaseId case_id;
  std::vector<StolenTransfer> stolen;
  base::Fen returned_before;
  bool operator==(const PlanVictim&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanVictim, (), (case_id, stolen, returned_before))

/// A freeze of the account and what it holds for the division.
struct PlanHold {
  order::OrderId order;
  base::Fen amount;
  base::Fen excluded;  // of the amount
  bool operator==(const PlanHold&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanHold, (), (order, amount, excluded))

struct PlanFrozen {
  base::AccountId account;
  std::vector<PlanHold> holds;
  base::Instant since;  // when the first of them took effect
  bool operator==(const PlanFrozen&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanFrozen, (), (account, holds, since))

/// How one account's money is divided in the end.
enum class PlanRung { none, single, timestamp, prorata };
BOOST_DESCRIBE_ENUM(PlanRung, none, single, timestamp, prorata)

struct PlanPayout {
  std::uint64_t victim = 0;  // its place among the plan's victims
  base::Fen amount;
  bool operator==(const PlanPayout&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanPayout, (), (victim, amount))

struct PlanDivision {
  base::AccountId account;
  PlanRung rung = PlanRung::none;
  std::vector<PlanPayout> payouts;
  base::Fen left;  // stays frozen
  bool operator==(const PlanDivision&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanDivision, (), (account, rung, payouts, left))

/// What a victim has back when the plan is carried out, earlier returns included; and what it would
/// be by each method.
struct PlanShare {
  base::Fen loss;
  base::Fen chosen;
  base::Fen fifo;
  base::Fen lifo;
  base::Fen prorata;
  bool operator==(const PlanShare&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanShare, (), (loss, chosen, fifo, lifo, prorata))

/// The division as it was worked out, outside of the core.
struct PlanWorked {
  std::uint64_t transfers = 0;          // so many were told then
  std::vector<PlanDivision> divisions;  // in the order in which the accounts were divided
  std::vector<PlanShare> shares;        // one for each victim
  std::string worksheet_sha256;         // hex
  bool operator==(const PlanWorked&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanWorked, (), (transfers, divisions, shares, worksheet_sha256))

/// 公告: before a division by proportion.
struct PlanNotice {
  base::Instant from;
  base::Instant until;
  std::string article;
  bool is_over = false;
  bool operator==(const PlanNotice&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanNotice, (), (from, until, article, is_over))

struct PlanRuling {
  bool upheld = false;  // the plan is not carried out
  std::string by;
  base::Instant at;
  std::string reason;
  bool operator==(const PlanRuling&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanRuling, (), (upheld, by, at, reason))

struct PlanObjection {
  base::Personal name;
  base::Personal phone;
  base::Personal text;
  base::Instant filed_at;
  base::Instant due;
  std::string article;  // of the term
  bool is_overdue = false;
  std::optional<PlanRuling> ruling;
  bool operator==(const PlanObjection&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanObjection, (),
                      (name, phone, text, filed_at, due, article, is_overdue, ruling))

enum class PlanState {
  working,   // the division is being worked out
  drawn,     // waits for the second officer
  noticed,   // the public notice runs
  review,    // waits for the steps of approval
  ordered,   // approved: the returns are drawn up
  rejected,  // an officer said no, or an objection was upheld
  failed,    // could not be worked out
};
BOOST_DESCRIBE_ENUM(PlanState, working, drawn, noticed, review, ordered, rejected, failed)

struct ReturnPlan {
  PlanId id;
  order::CaseId case_id;  // whose freezes are divided
  PlanState state = PlanState::working;
  PlanChoice choice;
  std::vector<Exclusion> exclusions;
  std::vector<PlanVictim> victims;  // in the order of their reports
  std::vector<PlanFrozen> frozen;   // by account
  std::string reason;
  std::string article;  // of the ladder, as the rules gave it
  std::string mark;
  std::string notice_rule;  // what the worksheet says of the public notice
  std::string rules_version;
  base::Instant drafted_at;
  order::Approval approval;
  std::optional<PlanWorked> worked;
  std::optional<PlanNotice> notice;
  std::vector<PlanObjection> objections;
  std::vector<order::OrderId> orders;  // the returns that carry it out
  std::string ended;                   // why, where it came to nothing
  bool operator==(const ReturnPlan&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReturnPlan, (),
                      (id, case_id, state, choice, exclusions, victims, frozen, reason, article,
                       mark, notice_rule, rules_version, drafted_at, approval, worked, notice,
                       objections, orders, ended))

/// It may still be carried out.
[[nodiscard]] bool is_open(const ReturnPlan& plan);
/// A share of it is by proportion: it needs the public notice first.
[[nodiscard]] bool needs_notice(const ReturnPlan& plan);
[[nodiscard]] bool has_open_objection(const ReturnPlan& plan);
/// What it pays out of all accounts together. Zero until it is worked out.
[[nodiscard]] base::Fen paid_out(const ReturnPlan& plan);

/// "F000001".
[[nodiscard]] std::string to_text(PlanId id);

}  // namespace holdfast::desk
