// What the deciders of freezes share: drafting, what a reply means, and how one ends and the next
// in the queue begins. Not for use outside the core.
#pragma once

#include "core/outcome.hpp"
#include "order/machine.hpp"

namespace holdfast::core {

/// What is drawn up of the freeze family beside an ordinary plan.
struct FreezePlan {
  OrderPlan order;
  order::Approval approval;
  std::optional<order::Freeze> freeze;
  std::vector<order::OrderId> replaces;
};
/// A plan for the account that `order` is about.
[[nodiscard]] FreezePlan plan_on_account_of(const order::Order& order, order::Family family,
                                            std::string reason);
/// Drafts it; it waits for its second officer, or for the first step where it names none.
order::OrderId draft_freeze_order(Outcome& out, const desk::CaseFile& file, FreezePlan plan);

/// What is drawn up in the holder's favour.
struct Relief {
  std::string document;
  std::string second;
  std::string reason;
  bool urgent = false;  // the paper may come later, and one head's word is enough to begin
};
/// A release of the freeze, for its heads to approve. Errors: as of ReleaseFreeze.
[[nodiscard]] base::Result<order::OrderId> draft_release(Outcome& out, const order::Order& target,
                                                         const Relief& relief);
/// A limited freeze for `keep` that takes the place of `target`: it waits in the queue, and once it
/// is there `target` is lifted, so that what stays is held without a gap. It ends when `target`
/// would have, to the millisecond. Errors: bad_input, refused_by_rule, conflict.
[[nodiscard]] base::Result<order::OrderId> draft_reduction(Outcome& out, const order::Order& target,
                                                           base::Fen keep, const Relief& relief);
/// A release of it was drawn up and has not come to nothing.
[[nodiscard]] bool is_being_released(const Outcome& out, const order::Order& freeze);

/// The bank will not stop any more: a freeze is proposed for an officer to take up. Once an account
/// and case; nothing where a freeze is there already or no channel reaches the bank.
void propose_freeze(Outcome& out, const desk::CaseFile& file, base::AccountId account,
                    base::Fen amount);

/// The partner's answer to one of the family.
void freeze_answered(Outcome& out, const order::Order& order, const NoteOrderAnswered& body);
void renewal_answered(Outcome& out, const order::Order& order, const NoteOrderAnswered& body);
void freeze_release_answered(Outcome& out, const order::Order& order,
                             const NoteOrderAnswered& body);

/// A freeze ended at `when`: what waits behind it moves on, what it held is looked at again.
void freeze_ended(Outcome& out, const order::Order& ended, base::Instant when, std::string reason);

/// The partner will not execute an order of the family: a person is told.
void tell_freeze_failed(Outcome& out, const order::Order& order);

/// The law leaves no choice: a release goes out at once, whoever may have been asked about one.
void release_by_rule(Outcome& out, const order::Order& freeze, std::string reason,
                     std::string article);

/// The clocks of a freeze that runs until `deadline`.
[[nodiscard]] std::optional<base::Instant> renew_by(const Outcome& out, base::Instant deadline);
[[nodiscard]] std::optional<base::Instant> screen_by(const Outcome& out, const order::Order& freeze,
                                                     base::Instant start);

/// Live orders of the freeze family on the account, the oldest first; proposals left out.
[[nodiscard]] std::vector<const order::Order*> live_freezes(const State& state,
                                                            base::AccountId account);
[[nodiscard]] bool binds_whole(const order::Order& freeze);

/// The refusal of an act that the state of the order does not allow.
[[nodiscard]] base::Error in_the_way(const order::Order& order, order::Obstacle obstacle);

/// Ends the open tasks of these kinds, of the order where one is given.
void finish_tasks(Outcome& out, desk::CaseId case_id, std::initializer_list<desk::TaskKind> kinds,
                  std::optional<order::OrderId> order, const std::string& note);

}  // namespace holdfast::core
