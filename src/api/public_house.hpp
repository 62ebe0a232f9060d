// What the pages without a login share: whom citizens ring, who they are to us, how often they may
// write (internal to api).
#pragma once

#include <string>
#include <string_view>

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

/// Counts a visit of the request's address. `what` they are told to do less often. Errors:
/// too_many.
[[nodiscard]] base::Result<void> admit_visit(VisitThrottle& throttle, const net::Request& request,
                                             base::Instant now, std::string_view what);
/// What they visit when they look something up.
inline constexpr std::string_view looking_up = "查询";
/// Under which citizens reach a server, without a slash at the end: as configured, or where it
/// listens.
[[nodiscard]] std::string public_root(std::string_view public_url, std::string_view listen);

/// As the rules say now.
[[nodiscard]] House house_of(const Call& call);

/// Who acts is nobody we know; an Idempotency-Key is theirs alone, `about` what it is about.
[[nodiscard]] engine::Caller public_caller(const Call& call, std::string_view about);
/// A form of another site cannot send it.
[[nodiscard]] bool is_json(const Call& call);
/// What is written down is bounded by address more narrowly than what is read. Errors: too_many.
[[nodiscard]] base::Result<void> note_telling(const Call& call);

}  // namespace holdfast::api
