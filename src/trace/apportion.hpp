// Dividing fen exactly (TRACE "Apportion"). Pure, any thread.
#pragma once

#include <span>
#include <vector>

#include "base/fen.hpp"

namespace holdfast::trace {

/// Divides `amount` over `parts` (none negative, 0 <= amount <= their sum S): each part gets
/// floor(part * amount / S), the missing fen go one each to the largest remainders, ties to the
/// lower index. The shares sum to `amount` and none exceeds its part. O(n log n).
[[nodiscard]] std::vector<base::Fen> apportion(base::Fen amount, std::span<const base::Fen> parts);

/// As above into `shares`, whose memory is used again: for the inner loop.
void apportion_into(std::vector<base::Fen>& shares, base::Fen amount,
                    std::span<const base::Fen> parts);

}  // namespace holdfast::trace
