#include "desk/screening.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace holdfast::desk {

std::string to_text(ScreeningId id) {
  return fmt::format("S{:06}", id.value());
}

std::string to_text(ScoringId id) {
  return fmt::format("V{}", id.value());
}

std::size_t step_of(std::int64_t score) {
  const auto step = score * static_cast<std::int64_t>(score_steps) / 1'000'000;
  return static_cast<std::size_t>(
      std::clamp(step, std::int64_t{0}, static_cast<std::int64_t>(score_steps) - 1));
}

}  // namespace holdfast::desk
