#include "desk/return_application.hpp"

#include <fmt/core.h>

namespace holdfast::desk {

std::string to_text(ApplicationId id) {
  return fmt::format("Q{:06}", id.value());
}

}  // namespace holdfast::desk
