// The streams of an OLE2 compound file (MS-CFB), the container of old workbooks, in memory. Every
// chain of sectors is bounded by the file's own size, so a circle in one ends as damage. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace holdfast::statement {

[[nodiscard]] bool is_ole(std::string_view bytes);

struct OleStream {
  std::string name;  // ASCII; other characters are '?'
  std::string bytes;
};

/// The streams of these names, read in full; those that are not there are left out. Errors:
/// bad_input for a damaged file.
[[nodiscard]] base::Result<std::vector<OleStream>> read_ole(
    std::string_view bytes, const std::vector<std::string_view>& names);

}  // namespace holdfast::statement
