// Whom citizens ring (internal to api).
#pragma once

#include <string>

#include "api/service.hpp"
#include "api/words.hpp"

namespace holdfast::api {

/// Whom to ring when something does not fit.
struct House {
  std::string unit;
  std::string telephone;
};

/// The poster that a request asks for: ?lang, ?size, {type}; drawn once and kept. Errors:
/// bad_input, not_found, too_many.
[[nodiscard]] base::Result<std::string> poster_asked_for(const net::Request& request,
                                                         const Words& words, PosterShelf& shelf,
                                                         Gate& drawings, const std::string& root);
/// What is answered about a paper whose code opens none: "mistyped" or "unknown".
[[nodiscard]] std::string no_such_paper(const House& house, std::string_view why);

/// As the rules say now.
[[nodiscard]] House house_of(const Call& call);

}  // namespace holdfast::api
