// What may be done with an order, in which state, and why not: one table for every family.
//
// A refusal depends on the order and the time alone. Where several hold, the first in this order is
// told: wrong family, ended, not yet so far, already done, lapsed, late. Who may act, whether the
// case allows it and what a reason must say, the deciders of the core judge.
#pragma once

#include <optional>
#include <string_view>

#include "order/order.hpp"

namespace holdfast::order {

enum class Act {
  sign,         // the second officer agrees
  approve,      // the next step of approval is taken
  reject,       // it shall not go
  countersign,  // a second officer signs what one pressed
  supply,       // the paper of an emergency order arrives
  renew,        // a freeze is to last longer
  release,      // a stop or freeze is to end
  screen,       // a freeze is found related or not
  answer,       // the partner says what it did
  requeue,      // it goes to the partner anew, or by another channel
  give_up,      // it will not be sent any more
  object,       // whoever holds the account says why it should end
  reduce,       // a freeze is cut down to an amount
  extend,       // a stop is to last longer
  revoke,       // the holder takes back the consent to a protective stop
  pay_back,     // frozen money goes back to the victim
  speak,        // it is handed over by voice or by fax
};
BOOST_DESCRIBE_ENUM(Act, sign, approve, reject, countersign, supply, renew, release, screen, answer,
                    requeue, give_up, object, reduce, extend, revoke, pay_back, speak)

enum class Obstacle {
  wrong_family,  // this kind of order knows no such act
  ended,         // it has come to its end
  too_early,     // it is not so far yet
  too_late,      // it is beyond that
  done_already,
  lapsed,  // its deadline has come: a millisecond before it was still possible
};
BOOST_DESCRIBE_ENUM(Obstacle, wrong_family, ended, too_early, too_late, done_already, lapsed)

/// Nothing when the act is possible at `now`. An order whose deadline has come counts as lapsed
/// even before anybody wrote that down.
[[nodiscard]] std::optional<Obstacle> obstacle_to(const Order& order, Act act, base::Instant now);

/// For a person, Chinese first.
[[nodiscard]] std::string_view words_of(Obstacle obstacle);

}  // namespace holdfast::order
