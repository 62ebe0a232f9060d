// Dividing a sum over claims none of which may get more than its cap. Pure, any thread.
#pragma once

#include <span>
#include <vector>

#include "base/fen.hpp"

namespace holdfast::restitution {

/// One who takes part: a share in proportion to `weight`, at most `cap` (0 <= cap <= weight).
struct Part {
  base::Fen weight;
  base::Fen cap;
};

/// Divides min(sum, all caps together) in proportion to the weights: what is left is apportioned
/// (trace/apportion.hpp, ties to the lower index) over those still in; whoever would get more than
/// the cap gets exactly the cap and leaves; again until nobody would. One share a part. O(n^2 log
/// n) at worst, as each round but the last sends somebody away.
[[nodiscard]] std::vector<base::Fen> share_out(base::Fen sum, std::span<const Part> parts);

}  // namespace holdfast::restitution
