// 新出现与消失的账户: which accounts began to move money in a stretch of time, and which ceased.
// Pure.
#pragma once

#include <vector>

#include "workbench/payments.hpp"

namespace holdfast::workbench {

struct AppearingQuestion {
  fund::TimeRange range;
  /// An account has ceased when so much time of the list follows its last payment.
  base::Milliseconds silence = std::chrono::hours{24} * 7;
  /// Only those that dealt with one of these; empty: all.
  std::vector<AccountId> near = {};
  flow::Effort effort = {};
};

struct AppearingAccount {
  AccountId account;
  base::Instant first = {};  // of all payments in the list
  base::Instant last = {};
  std::uint32_t transfers = 0;
  Fen in = {};
  Fen out = {};
  bool is_new = false;   // its first lies in the range
  bool is_gone = false;  // its last lies in the range, and silence followed

  bool operator==(const AppearingAccount&) const = default;
};

struct AppearingAnswer {
  std::vector<AppearingAccount> accounts;  // new or gone or both; by first, then id
  std::optional<flow::Truncated> truncated;
};

/// `payments` must reach beyond the range on both sides to mean anything. O(n log n).
[[nodiscard]] AppearingAnswer appearing(const Payments& payments,
                                        const AppearingQuestion& question);

}  // namespace holdfast::workbench
