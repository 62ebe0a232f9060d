#include "dissuade/call.hpp"

#include <fmt/core.h>

namespace holdfast::dissuade {

bool is_forgettable(const Call& call, base::Instant before) {
  return !call.case_id && !call.about && call.ended.value_or(call.began) < before;
}

std::string to_text(CallId id) {
  return fmt::format("H{:06}", id.value());
}

}  // namespace holdfast::dissuade
