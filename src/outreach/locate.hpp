// Which street somebody means who tells an address or an area, by the names that the ledger knows.
// Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "outreach/ledger.hpp"

namespace holdfast::outreach {

/// The codes of the streets that `text` may mean, ascending; none where it names nothing known. A
/// division code of nine digits or more is taken at its word. Else, the first that finds any: whole
/// names of streets; names without their ending (街道, 镇, 乡); all streets of a district that is
/// named. A district's name chooses among streets of the same name, and a name that is part of
/// another one that was found does not count.
[[nodiscard]] std::vector<std::string> streets_named(const std::map<std::string, Street>& streets,
                                                     std::string_view text);

}  // namespace holdfast::outreach
