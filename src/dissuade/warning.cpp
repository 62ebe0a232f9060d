#include "dissuade/warning.hpp"

#include <fmt/core.h>

namespace holdfast::dissuade {

std::string to_text(WarningId id) {
  return fmt::format("J{:06}", id.value());
}

std::string notice_key(WarningId id, const Notice& notice) {
  return fmt::format("{}-{}-{}", to_text(id), boost::describe::enum_to_string(notice.step, ""),
                     notice.round);
}

bool calls_for_protection(const Warning& warning) {
  return warning.failures > 0 || warning.repeat > 0;
}

}  // namespace holdfast::dissuade
