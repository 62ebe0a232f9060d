// Cases as lists show them, and finding them by words (internal to api).
#pragma once

#include <boost/json/fwd.hpp>
#include <string>
#include <vector>

#include "api/service.hpp"

namespace holdfast::api {

/// The row of a list, from the document of the case page.
[[nodiscard]] boost::json::object case_summary(const std::string& doc);

/// Long enough to be looked for: two neighbouring characters, or a number.
[[nodiscard]] bool has_words(const Call& call, std::string_view asked);

/// A page of cases, the latest first, whose texts hold what is asked: the lists propose those that
/// have the same pairs of characters, and their texts decide, so that a page may hold fewer than
/// its limit. `query` is one of kind "case".
[[nodiscard]] base::Result<port::RowPage> cases_with_words(const Call& call, port::RowQuery query,
                                                           std::string_view asked);

}  // namespace holdfast::api
