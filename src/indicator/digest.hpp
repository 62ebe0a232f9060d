// One form for each number, account or address, and the digest under which it is asked for. Pure;
// any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "indicator/indicator.hpp"

namespace holdfast::indicator {

inline constexpr std::size_t value_bytes_max = 256;

/// Full-width digits and letters folded, blanks, hyphens and brackets taken out of numbers, the
/// country's +86 off telephones, a host in small letters without "www." and port. Errors: bad_input
/// saying what an account, telephone, … looks like; too_large.
[[nodiscard]] base::Result<std::string> canonical(Kind kind, std::string_view value);

/// SHA-256 of "holdfast-1", the kind and the canonical value, one a line, in hex. The salt is known
/// to all: it keeps ready-made tables from fitting, and hides nothing from whoever tries every
/// telephone number there is.
[[nodiscard]] std::string digest_of(Kind kind, std::string_view canonical_value);

[[nodiscard]] bool is_digest(std::string_view text);

}  // namespace holdfast::indicator
