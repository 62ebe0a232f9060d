// A broken check is a bug in Holdfast: it stays on in release, says where, and stops the process.
#pragma once

#include <source_location>
#include <string_view>

namespace holdfast::base {

/// Writes the place and `what` to stderr and aborts.
[[noreturn]] void fail_check(std::string_view what, const std::source_location& at);

constexpr void check(bool holds, std::string_view what,
                     const std::source_location& at = std::source_location::current()) {
  if (!holds) [[unlikely]] {
    fail_check(what, at);
  }
}

}  // namespace holdfast::base
