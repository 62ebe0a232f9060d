#include "outreach/quiz_link.hpp"

#include <fmt/core.h>

namespace holdfast::outreach {

std::string to_text(QuizLinkId id) {
  return fmt::format("QL{:06}", id.value());
}

}  // namespace holdfast::outreach
