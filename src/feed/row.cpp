#include "feed/row.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace holdfast::feed {

std::string to_text(const RowError& error) {
  std::string text = fmt::format("{}:{}:{}: {}", error.file, error.position.line,
                                 error.position.column, error.reason);
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return text;
}

}  // namespace holdfast::feed
