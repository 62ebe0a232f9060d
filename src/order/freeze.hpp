// What a freeze adds to an order: how much of the account it binds, for how long, and the clocks
// that the law puts on it. Values.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/fen.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"

namespace holdfast::order {

using OrderId = base::StrongId<struct OrderTag>;

/// In the order of the message's freezeType 01, 02, 03.
enum class Scope {
  limited,  // 限额: an amount may not leave
  in_only,  // 只收不付: no debit at all
  full,     // 不收不付: neither debit nor credit
};
BOOST_DESCRIBE_ENUM(Scope, limited, in_only, full)

/// 甄别: whether the frozen money really belongs to the case.
enum class Finding { related, unrelated };
BOOST_DESCRIBE_ENUM(Finding, related, unrelated)

struct Screening {
  Finding finding = Finding::related;
  std::string by;
  base::Instant at;
  std::string reason;
  bool operator==(const Screening&) const = default;
};
BOOST_DESCRIBE_STRUCT(Screening, (), (finding, by, at, reason))

/// An earlier freeze that ours waits behind, as the bank tells it.
struct Former {
  std::string department;
  std::optional<base::Fen> amount;
  std::optional<base::Instant> until;
  bool operator==(const Former&) const = default;
};
BOOST_DESCRIBE_STRUCT(Former, (), (department, amount, until))

struct Freeze {
  Scope scope = Scope::limited;
  std::string why_whole;          // reason and necessity of binding more than an amount
  bool fruits = false;            // 孳息 included
  int months = 0;                 // of this term, or of this renewal
  bool queue = false;             // 轮候: takes its place behind an earlier freeze
  std::optional<OrderId> behind;  // the freeze of ours that it waits for
  int renewals = 0;
  std::optional<base::Instant> renew_by;  // after this a renewal is late and says why
  std::optional<base::Instant> screen_by;
  std::optional<Screening> screening;
  std::optional<base::Instant> release_by;  // found unrelated: lifted by then
  std::optional<base::Instant> until;       // it takes another's place: it ends no later than that
  base::Fen returned;                       // gone back to victims out of what it held
  base::Fen confiscated;                    // gone to the treasury out of it, by a judgment
  bool operator==(const Freeze&) const = default;
};
BOOST_DESCRIBE_STRUCT(Freeze, (),
                      (scope, why_whole, fruits, months, queue, behind, renewals, renew_by,
                       screen_by, screening, release_by, until, returned, confiscated))

}  // namespace holdfast::order
