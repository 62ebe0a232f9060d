#include "desk/exhibit.hpp"

#include <fmt/core.h>

namespace holdfast::desk {

std::string to_text(ExhibitId id) {
  return fmt::format("X{:06}", id.value());
}

}  // namespace holdfast::desk
