#include "indicator/indicator.hpp"

#include <fmt/core.h>

namespace holdfast::indicator {

bool is_in_force(const Agreement& agreement, base::Instant at) {
  return at >= agreement.from && at < agreement.until &&
         (!agreement.ended || at < *agreement.ended);
}

bool is_valid(const Indicator& indicator, base::Instant at) {
  return !indicator.revoked && at < indicator.until;
}

std::string to_text(IndicatorId id) {
  return fmt::format("I{:06}", id.value());
}

}  // namespace holdfast::indicator
