// UTF-8 at the door: is it valid, and small changes of form that feeds need. Pure, any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace holdfast::feed {

[[nodiscard]] bool is_ascii(std::string_view text);

/// Offset of the first byte that is not part of well-formed UTF-8 (Unicode 15, table 3-7: no
/// overlong forms, no surrogates, nothing above U+10FFFF); npos when all is well.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text);

/// Full-width forms (U+FF01 to U+FF5E) become their ASCII twins, the ideographic and the no-break
/// blank become ' ', ￥ becomes ¥. `text` is valid UTF-8; the answer is never longer.
[[nodiscard]] std::string to_half_width(std::string_view text);

/// `text` without blanks, tabs and line ends at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

/// The longest beginning of `text` of at most `bytes` that does not cut a character.
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t bytes);

/// Appends one code point (a Unicode scalar value).
void append_utf8(std::string& text, char32_t code_point);

}  // namespace holdfast::feed
