// What a transfer is, as the fund graph keeps it. Plain values, any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/fen.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"

namespace holdfast::fund {

using base::AccountId;
using base::Sequence;
/// Whose feed told us, in the order in which the feeds first spoke.
using FeedId = base::StrongId<struct FeedTag, std::uint16_t>;

enum class Kind : std::uint8_t {
  transfer,
  cash,
  merchant,
  overseas,
  crypto,
  /// Not a transfer: a bank stated `amount` (may be 0) as the balance of `payer` at `time`.
  /// `payee` repeats `payer`. See TRACE "Balances".
  balance,
  /// Not a transfer: from `time` on `payer` is an account of ours to follow, though payments of an
  /// exit kind reach it: a reply showed so. `payee` repeats `payer`, `amount` is 0.
  opening,
};

/// Money moves: neither a statement of balance nor an opening.
[[nodiscard]] constexpr bool is_payment(Kind kind) {
  return kind != Kind::balance && kind != Kind::opening;
}
/// The payee of any other kind than `transfer` is an exit for that transfer, unless it was opened.
[[nodiscard]] constexpr bool is_exit(Kind kind) {
  return kind != Kind::transfer && is_payment(kind);
}
[[nodiscard]] std::string_view to_text(Kind kind);
[[nodiscard]] base::Result<Kind> parse_kind(std::string_view text);  // payments only

struct Transfer {
  base::Instant time;     // when the money moved
  base::Instant learned;  // when we were told
  AccountId payer;
  AccountId payee;
  base::Fen amount;  // > 0; a balance may be 0, an opening is
  Kind kind = Kind::transfer;
  FeedId feed = {};
};

}  // namespace holdfast::fund
