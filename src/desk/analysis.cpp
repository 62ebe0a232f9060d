#include "desk/analysis.hpp"

#include <fmt/core.h>

namespace holdfast::desk {

std::string to_text(AnalysisId id) {
  return fmt::format("N{:06}", id.value());
}

}  // namespace holdfast::desk
