#include "desk/statement.hpp"

#include <fmt/core.h>

namespace holdfast::desk {

std::string to_text(StatementId id) {
  return fmt::format("B{:06}", id.value());
}

}  // namespace holdfast::desk
