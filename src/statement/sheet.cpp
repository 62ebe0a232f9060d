#include "statement/sheet.hpp"

#include <fmt/core.h>

namespace holdfast::statement {

base::Result<void> count_row(Budget& budget, const Limits& limits, std::uint64_t row,
                             std::span<const Cell> cells) {
  std::uint64_t bytes = 0;
  for (const Cell& cell : cells) {
    bytes += cell.text.size();
  }
  if (bytes > limits.row_bytes) {
    return too_large(fmt::format("row {} holds more than {} bytes", row, limits.row_bytes));
  }
  budget.text_bytes += bytes;
  if (budget.text_bytes > limits.text_bytes) {
    return too_large(
        fmt::format("the rows hold more than {} MB of text", limits.text_bytes >> 20U));
  }
  if (++budget.rows > limits.rows) {
    return too_large(fmt::format("there are more than {} rows", limits.rows));
  }
  return {};
}

}  // namespace holdfast::statement
