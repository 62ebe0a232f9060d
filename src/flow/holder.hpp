// Who is behind an account, as far as its transfers tell: what somebody must know before they sign
// a freeze. Regular equal credits of one payer are wages; many payers of small amounts are a
// merchant's customers; a long quiet history speaks for a holder who has nothing to do with the
// case, money that leaves at once against it.
//
// The estimate that the account is unrelated is a sum of signs with fixed weights. It is not
// learnt from outcomes and is no probability: it orders what a person should look at first. Each
// sign is told with its weight. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "flow/effort.hpp"
#include "fund/graph.hpp"

namespace holdfast::flow {

struct HolderQuestion {
  fund::AccountId account;
  /// Only what came before is looked at: the moment at which the money in question arrived.
  base::Instant at;
  base::Milliseconds look_back = std::chrono::hours{24 * 400};
  /// Who sent the money in question, and how much of it there is.
  std::optional<fund::AccountId> sender = {};
  base::Fen disputed = {};
  Effort effort = {};
};

/// Regular credits of one payer.
struct Wages {
  fund::AccountId payer;
  std::uint32_t months = 0;  // in which it paid, by Beijing's calendar
  base::Fen usual;           // the middle one of its payments
  base::Instant last;
  bool operator==(const Wages&) const = default;
};

/// Many payers of small amounts.
struct Customers {
  std::uint32_t payers = 0;
  base::Fen usual;  // the middle one of all credits
  bool operator==(const Customers&) const = default;
};

enum class Sign : std::uint8_t {
  wages,          // regular equal credits of one payer
  customers,      // many payers of small amounts
  long_history,   // half a year and more before the money came
  small_part,     // the money in question is less than a tenth of what came in
  first_contact,  // never had to do with the sender before
  known_sender,   // had, again and again
  new_account,    // no month of history
  passed_on,      // most of what came in lately left again within hours
};
[[nodiscard]] std::string_view to_text(Sign sign);
/// What the sign adds to the estimate, in thousandths; against it where negative.
[[nodiscard]] int weight_of(Sign sign);

struct HolderAnswer {
  std::optional<base::Instant> first;  // its first transfer looked at
  std::uint32_t credits = 0;
  base::Fen credited;
  std::uint32_t dealings = 0;  // transfers with the sender, either way, before `at`
  std::optional<Wages> wages;
  std::optional<Customers> customers;
  std::vector<Sign> signs;  // in the order of the enum
  int unrelated = 0;        // estimate in thousandths, 20 to 980
  std::optional<Truncated> truncated;
};

/// Errors: bad_input for an account that the graph does not have. O(n log n) in the transfers
/// looked at.
[[nodiscard]] base::Result<HolderAnswer> holder(const fund::Graph& graph, fund::Snapshot snapshot,
                                                const HolderQuestion& question);

}  // namespace holdfast::flow
