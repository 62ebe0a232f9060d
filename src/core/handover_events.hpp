// What can have happened to a hand-over. Part of core/event.hpp.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "desk/handover.hpp"

namespace holdfast::core {

struct HandoverDrafted {
  desk::Handover handover;
};
BOOST_DESCRIBE_STRUCT(HandoverDrafted, (), (handover))

struct HandoverSent {
  desk::HandoverId handover;
  desk::HandoverFacts facts;
};
BOOST_DESCRIBE_STRUCT(HandoverSent, (), (handover, facts))

/// What the manifest of its package is to hash to, whenever it is made again.
struct HandoverPackaged {
  desk::HandoverId handover;
  std::string manifest_sha256;
};
BOOST_DESCRIBE_STRUCT(HandoverPackaged, (), (handover, manifest_sha256))

/// Signed for: its freezes are the receiving side's to keep from now on.
struct HandoverReceived {
  desk::HandoverId handover;
  desk::HandoverReceipt receipt;
  std::optional<base::Instant> due;  // of one that goes back
};
BOOST_DESCRIBE_STRUCT(HandoverReceived, (), (handover, receipt, due))

/// Not signed for.
struct HandoverReturned {
  desk::HandoverId handover;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(HandoverReturned, (), (handover, reason))

struct HandoverWithdrawn {
  desk::HandoverId handover;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(HandoverWithdrawn, (), (handover, reason))

struct RenewerNamed {
  desk::HandoverId handover;
  desk::Renewer renewer;
};
BOOST_DESCRIBE_STRUCT(RenewerNamed, (), (handover, renewer))

struct HandoverAsked {
  desk::HandoverId handover;
  desk::HandoverQuestion question;
};
BOOST_DESCRIBE_STRUCT(HandoverAsked, (), (handover, question))

struct HandoverAnswered {
  desk::HandoverId handover;
  std::uint64_t index = 0;  // of the hand-over's questions
  desk::HandoverReply reply;
};
BOOST_DESCRIBE_STRUCT(HandoverAnswered, (), (handover, index, reply))

/// Whoever keeps the freeze renewed it by a paper of their own.
struct FreezeKept {
  desk::HandoverId handover;
  order::OrderId order;
  std::string document;
  base::Instant deadline;
  std::optional<base::Instant> renew_by;
};
BOOST_DESCRIBE_STRUCT(FreezeKept, (), (handover, order, document, deadline, renew_by))

/// A judgment disposes of what was handed over; the returns that it orders are drawn up with it.
struct DisposalEntered {
  desk::HandoverId handover;
  desk::Disposal disposal;
};
BOOST_DESCRIBE_STRUCT(DisposalEntered, (), (handover, disposal))

/// Out of what a freeze held, money came to the treasury.
struct FundsConfiscated {
  desk::HandoverId handover;
  std::uint64_t disposal = 0;  // its place among the hand-over's
  std::uint64_t item = 0;      // and the item's in it
  order::OrderId order;        // the freeze
  base::Fen amount;
  desk::TreasuryReceipt receipt;
};
BOOST_DESCRIBE_STRUCT(FundsConfiscated, (), (handover, disposal, item, order, amount, receipt))

}  // namespace holdfast::core
