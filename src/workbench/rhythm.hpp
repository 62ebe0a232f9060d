// 活跃时段与下次动账预估: when an account moves, and when it will probably move next. Pure.
//
// The forecast is the account's own past and nothing else: of the pauses between its payments,
// those longer than the pause that has lasted already; the stretch in which the middle eight tenths
// of them end. How often such a stretch would have been right so far is told beside it.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "workbench/payments.hpp"

namespace holdfast::workbench {

struct RhythmQuestion {
  AccountId account;
  fund::Side side = fund::Side::out;
  base::Instant now;  // the forecast is made at this moment
};

struct Forecast {
  base::Instant from;        // one tenth of such pauses end before
  base::Instant middle;      // half
  base::Instant to;          // nine tenths
  std::uint32_t pauses = 0;  // from which it follows
  std::uint32_t tried = 0;   // former payments that had a forecast
  std::uint32_t right = 0;   // of these, how many fell within theirs

  bool operator==(const Forecast&) const = default;
};

struct RhythmAnswer {
  /// Payments by day of the week (Monday first) and hour, Beijing time.
  std::array<std::array<std::uint32_t, 24>, 7> hours{};
  std::uint32_t payments = 0;
  std::optional<base::Instant> last;
  std::optional<Forecast> next;  // nothing from fewer than `pauses_needed` pauses
  std::optional<flow::Truncated> truncated;
};

inline constexpr std::uint32_t pauses_needed = 5;

/// Payments after `now` are not looked at. O(n + k log k) for k payments of the account (the
/// forecasts that are tried look at the last 256 pauses each).
[[nodiscard]] RhythmAnswer rhythm(const Payments& payments, const RhythmQuestion& question);

}  // namespace holdfast::workbench
