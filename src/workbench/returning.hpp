// 资金回流: money that comes back to where it set out, over other accounts. Pure.
#pragma once

#include <vector>

#include "workbench/payments.hpp"

namespace holdfast::workbench {

struct ReturningQuestion {
  std::vector<AccountId> from = {};                        // empty: every account
  std::uint32_t hops_max = 4;                              // transfers in a circle, at least 2
  base::Milliseconds window = std::chrono::hours{24} * 3;  // from the first to the last
  flow::Effort effort = {};  // accounts: circles told; transfers: looked at
};

/// A circle: each transfer is paid by the payee of the one before, strictly later; no account comes
/// twice but the first.
struct Circle {
  std::vector<fund::Sequence> transfers;
  std::vector<AccountId> accounts;  // as many; where each transfer sets out
  Fen least;                        // the smallest transfer: more cannot have come back
  base::Instant first;
  base::Instant last;

  bool operator==(const Circle&) const = default;
};

struct ReturningAnswer {
  std::vector<Circle> circles;  // by the least amount, the largest first, then by first transfer
  std::optional<flow::Truncated> truncated;
  std::uint64_t visited = 0;  // transfers looked at
};

/// O(n d^(hops-1)) for d transfers of an account within the window: the effort bounds it. Looked at
/// in the order of the world, so under a limit the circles that began first are the ones told.
[[nodiscard]] ReturningAnswer returning(const Payments& payments,
                                        const ReturningQuestion& question);

}  // namespace holdfast::workbench
