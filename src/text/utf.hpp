// Between UTF-8 and code points. Places in a text are always counted in code points.
#pragma once

#include <string>
#include <string_view>

namespace holdfast::text {

/// What cannot be decoded becomes U+FFFD, one for each byte.
[[nodiscard]] std::u32string decode(std::string_view utf8);

/// Surrogates and what lies beyond U+10FFFF become U+FFFD.
[[nodiscard]] std::string encode(std::u32string_view text);

}  // namespace holdfast::text
