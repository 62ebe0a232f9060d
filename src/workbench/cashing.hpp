// 取现地点与时间: where and when cash was drawn, and until when a camera there still shows it.
// Pure.
#pragma once

#include <array>
#include <vector>

#include "workbench/payments.hpp"

namespace holdfast::workbench {

/// Where a payment was made, by the caller's numbers; 0 where it is not told.
struct Spot {
  std::uint32_t place = 0;
  std::uint32_t terminal = 0;
  auto operator<=>(const Spot&) const = default;
};

struct CashingQuestion {
  base::Instant now;
  /// Recordings are written over after so long.
  base::Milliseconds kept_for = std::chrono::hours{24} * 30;
  flow::Effort effort = {};
};

struct CashingSpot {
  Spot spot;
  std::uint32_t times = 0;
  Fen drawn = {};
  std::vector<AccountId> accounts = {};   // that drew there, ascending
  std::array<std::uint32_t, 24> hours{};  // Beijing time
  base::Instant first = {};
  base::Instant last = {};
  /// Draws whose recording is still there, and the moment at which the first of these goes.
  std::uint32_t on_record = 0;
  std::optional<base::Instant> first_lost;

  bool operator==(const CashingSpot&) const = default;
};

struct CashingAnswer {
  std::vector<CashingSpot> spots;  // by when a recording is lost, then by money, then by spot
  std::optional<flow::Truncated> truncated;
};

/// `spots[i]` is where `payments.rows[i]` was made; shorter: not told. O(n log n).
[[nodiscard]] CashingAnswer cashing(const Payments& payments, const std::vector<Spot>& spots,
                                    const CashingQuestion& question);

}  // namespace holdfast::workbench
