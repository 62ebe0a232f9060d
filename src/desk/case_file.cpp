#include "desk/case_file.hpp"

#include <fmt/core.h>

namespace holdfast::desk {

base::Fen total_loss(const CaseFile& file) {
  base::Fen sum;
  for (const auto& loss : file.losses) {
    sum += loss.amount;
  }
  return sum;
}

std::string to_text(TaskId id) {
  return fmt::format("K{:06}", id.value());
}

}  // namespace holdfast::desk
