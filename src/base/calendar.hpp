// Terms that the law counts in months. Beijing's calendar decides, whatever the machine's zone.
#pragma once

#include "base/instant.hpp"

namespace holdfast::base {

/// The same day and time of day `months` later in Beijing; where that month has no such day, its
/// last one. So a term of six months from 31 August ends on 28 or 29 February. `months`: 0 to
/// 1,200.
[[nodiscard]] Instant add_months(Instant from, int months);

}  // namespace holdfast::base
