// How long a text may be (internal to core).
#pragma once

#include <fmt/core.h>
#include <string>
#include <string_view>

#include "core/drafting.hpp"

namespace holdfast::core {

/// Errors: bad_input at `where` outside these bytes.
[[nodiscard]] inline base::Result<void> check_text(std::string_view text, std::size_t least,
                                                   std::size_t most, std::string_view where) {
  if (text.size() < least || text.size() > most) {
    return bad(fmt::format("须为 {} 到 {} 字节", least, most), std::string{where});
  }
  return {};
}

}  // namespace holdfast::core
