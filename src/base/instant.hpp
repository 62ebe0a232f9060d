// Points in time: UTC milliseconds, always. Beijing time (+08:00) exists only in text.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace holdfast::base {

using Milliseconds = std::chrono::milliseconds;
using Instant = std::chrono::sys_time<Milliseconds>;

/// Years accepted from outside: 1970 to 2999, so that no arithmetic near them overflows.
[[nodiscard]] bool is_plausible(Instant at);

/// ISO 8601 with an offset: `2021-01-01T09:30:00.123+08:00`, `...Z`, seconds' fraction of 0 to 9
/// digits (cut to milliseconds), a blank allowed for the `T`. Errors: bad_input with the reason.
[[nodiscard]] Result<Instant> parse_instant(std::string_view text);

/// As parse_instant, and where the text has no offset it is taken as Beijing time.
[[nodiscard]] Result<Instant> parse_instant_beijing(std::string_view text);

/// `2021-01-01T09:30:00.123+08:00`: Beijing time with milliseconds. parse_instant reads it back.
[[nodiscard]] std::string format_instant(Instant at);

/// `2021-01-01 09:30:00`, Beijing time, for people.
[[nodiscard]] std::string display_instant(Instant at);

[[nodiscard]] inline Instant from_unix_ms(std::int64_t ms) {
  return Instant{Milliseconds{ms}};
}
[[nodiscard]] inline std::int64_t to_unix_ms(Instant at) {
  return at.time_since_epoch().count();
}

}  // namespace holdfast::base
