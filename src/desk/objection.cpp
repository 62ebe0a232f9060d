#include "desk/objection.hpp"

#include <fmt/core.h>

namespace holdfast::desk {

std::string to_text(ObjectionId id) {
  return fmt::format("Y{:06}", id.value());
}

}  // namespace holdfast::desk
