// How the profile writes a time: yyyyMMddHHmmss, Beijing.
#pragma once

#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/result.hpp"

namespace holdfast::profile {

/// To the second; what is finer is cut off.
[[nodiscard]] std::string write_time(base::Instant at);
/// Errors: bad_input.
[[nodiscard]] base::Result<base::Instant> read_time(std::string_view text);

}  // namespace holdfast::profile
