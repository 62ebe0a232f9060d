// Which column headings are known to mean what, in one table. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "feed/field.hpp"

namespace holdfast::feed {

struct Alias {
  std::string_view heading;  // as normal_heading writes it
  Field field;
};

/// In order of preference: of two columns that mean the same field, the one whose alias stands
/// earlier is read first, the other where the first is empty.
[[nodiscard]] std::span<const Alias> aliases();

/// Half-width, lower case, without blanks, underscores and a unit or hint in brackets; brackets
/// that name another unit than the yuan (万元, 分, 美元) stay, so that no amount is read a hundred
/// times too large.
[[nodiscard]] std::string normal_heading(std::string_view heading);

}  // namespace holdfast::feed
