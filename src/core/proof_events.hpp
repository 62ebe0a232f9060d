// What can have happened that shows how good a version that judges payments is. Part of
// core/event.hpp.
#pragma once

#include <boost/describe.hpp>
#include <vector>

#include "desk/screening.hpp"

namespace holdfast::core {

/// A version flagged accounts on the running feed, each for the first time.
struct AccountsFlagged {
  std::vector<desk::FlaggedAccount> flagged;
};
BOOST_DESCRIBE_STRUCT(AccountsFlagged, (), (flagged))

/// An institution told what became of a payment that was delayed or held. The latest word counts.
struct StoppedPaymentEnded {
  desk::ScreeningId screening;
  desk::PaymentEnded ended;
};
BOOST_DESCRIBE_STRUCT(StoppedPaymentEnded, (), (screening, ended))

/// What was stopped and flagged before then is measured no longer.
struct ProofForgotten {
  base::Instant before;
};
BOOST_DESCRIBE_STRUCT(ProofForgotten, (), (before))

}  // namespace holdfast::core
