// The custody ledger of a case (款项台账): where every fen of the loss is. Double entry: each entry
// moves an amount from one place to another, so that all places together always balance against
// what the victim lost.
//
// It is derived from facts that the journal holds and keeps none of its own: what was lost, which
// measures bound money and until when, what went back, and where the trace says money rests. Each
// fen is in one place: a fact that takes it out of a place puts it into another. Measures that bind
// more than the loss explains hold the rest for somebody else (`beyond`). Pure; any thread.
//
// A measure takes what nobody has yet; when one ends, what it held goes to those that came later
// and wanted more. So the same facts give the same ledger in whatever order they are told.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <vector>

#include "base/fen.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"
#include "order/order.hpp"

namespace holdfast::custody {

enum class Place {
  claim,        // what the victim lost: the other side of all the rest
  lost,         // 未追及: gone, and nobody knows of it resting anywhere
  traced,       // 已追踪: rests where the trace says, and nothing holds it
  stopped,      // 已止付
  frozen,       // 已冻结
  queued,       // 轮候冻结: behind somebody else's freeze
  returned,     // 已返还
  released,     // 已解除: let go by a decision, and not found again
  prosecution,  // 随案移送检察院: frozen, and theirs to keep
  court,        // 随案移送法院
  confiscated,  // 已没收上缴国库
  discharged,   // 判决解除: let go by a judgment, for good
};
BOOST_DESCRIBE_ENUM(Place, claim, lost, traced, stopped, frozen, queued, returned, released,
                    prosecution, court, confiscated, discharged)
inline constexpr std::size_t places = 12;
/// A measure of ours binds it there, whoever keeps it.
[[nodiscard]] constexpr bool is_held(Place place) {
  return place == Place::stopped || place == Place::frozen || place == Place::prosecution ||
         place == Place::court;
}

/// How a measure ended.
enum class End {
  stands,
  lapsed,     // its term ran out
  let_go,     // by a decision
  succeeded,  // another measure holds it now
  judged,     // by a judgment
};
BOOST_DESCRIBE_ENUM(End, stands, lapsed, let_go, succeeded, judged)

/// A measure that binds money, or bound it once.
struct Hold {
  order::OrderId order;
  base::AccountId account;
  Place place = Place::stopped;  // stopped, frozen or queued
  base::Fen amount;  // that it binds now, or bound when it ended; what went back left out
  base::Instant begun;
  End end = End::stands;
  base::Instant ended;  // unless it stands
};

/// A freeze is somebody else's to keep from then on: of prosecution, of the court, or ours again.
struct Carry {
  order::OrderId order;
  Place to = Place::frozen;  // frozen, prosecution or court
  base::Instant at;
  std::uint64_t number = 0;  // of two at one moment the greater counts
};

/// Money that left a freeze for good: back to the victim, or by a judgment to the treasury.
struct Return {
  order::OrderId order;  // that carried it; of a confiscation the freeze itself
  order::OrderId freeze;
  base::AccountId account;
  base::Fen amount;
  base::Instant at;
  Place to = Place::returned;  // or confiscated
};

/// What the trace says of an account.
struct Rest {
  base::AccountId account;
  base::Fen most;    // of this loss that may be there, by either policy
  base::Fen unheld;  // that is there and that nothing holds
};

struct Loss {
  base::Fen amount;
  base::Instant at;
};

struct Facts {
  std::vector<Loss> losses;
  std::vector<Hold> holds;
  std::vector<Return> returns;
  std::vector<Carry> carries;
  std::vector<Rest> rests;  // one an account
  base::Instant now;
};

/// An amount moves. `order` and `account`: what moved it, and where it lies.
struct Entry {
  base::Instant at;
  Place from = Place::claim;
  Place to = Place::lost;
  base::Fen amount;  // above zero
  std::optional<order::OrderId> order;
  std::optional<base::AccountId> account;
  bool operator==(const Entry&) const = default;
};

/// What lies in one place by one cause.
struct Line {
  Place place = Place::lost;
  base::Fen amount;  // above zero
  std::optional<order::OrderId> order;
  std::optional<base::AccountId> account;
  bool operator==(const Line&) const = default;
};

struct Ledger {
  std::vector<Entry> entries;             // in the order of their times
  std::vector<Line> lines;                // as it stands; by place, then as the facts came about
  std::array<base::Fen, places> balance;  // by place; `claim` below zero
  std::map<order::OrderId, base::Fen> beyond;  // what a measure holds that is not of this loss

  [[nodiscard]] base::Fen at(Place place) const { return balance[static_cast<std::size_t>(place)]; }
};

/// Never fails: facts that contradict each other (more returned than was lost) are cut to the loss.
[[nodiscard]] Ledger keep(Facts facts);

/// All places together come to nothing, none but `claim` is below zero, and the lines of each place
/// add up to it.
[[nodiscard]] bool is_balanced(const Ledger& ledger);

}  // namespace holdfast::custody
