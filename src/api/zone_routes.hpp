// Which of the routes without a login the public zone serves, and how: the one list that the
// centre publishes by and the zone answers by (internal to api).
#pragma once

#include <span>
#include <string_view>

#include "api/public_house.hpp"
#include "api/service.hpp"

namespace holdfast::api {

struct ZoneRoute {
  std::string_view pattern;
  Answer (*handle)(const Call&);  // at the centre
};

/// One by which citizens hand something in.
struct LetterRoute {
  std::string_view pattern;
  Answer (*handle)(const Call&);  // at the centre
  /// Whether the centre will be able to read it. Errors: bad_input with the member, not_found.
  base::Result<void> (*check)(const net::Request&);
  /// Under which route it is followed by the code that the zone gives out; empty: it is not.
  std::string_view followed_by = {};
  /// What that route answers until the centre has it.
  std::string (*meanwhile)(const net::Request&, const House&, base::Instant now) = nullptr;
};

/// GET, the same for everybody: published as they stand.
[[nodiscard]] std::span<const ZoneRoute> zone_open_routes();
/// GET, each ending in {code}: published sealed by the code.
[[nodiscard]] std::span<const ZoneRoute> zone_coded_routes();
/// POST: sealed into the centre's letter box, and handed to the handler there.
[[nodiscard]] std::span<const LetterRoute> zone_letter_routes();
/// Of zone_letter_routes; null for another.
[[nodiscard]] const LetterRoute* letter_route(std::string_view pattern);

inline constexpr std::string_view paper_route = "/api/v1/public/papers/{code}";
inline constexpr std::string_view notice_route = "/api/v1/public/notices/{code}";
inline constexpr std::string_view progress_route = "/api/v1/public/return-applications/{code}";
inline constexpr std::string_view case_progress_route = "/api/v1/public/progress/{code}";
inline constexpr std::string_view tip_progress_route = "/api/v1/public/tips/{code}";
inline constexpr std::string_view tip_terms_route = "/api/v1/public/tip-terms";
inline constexpr std::string_view tip_route = "/api/v1/public/tips";
inline constexpr std::string_view claim_route = "/api/v1/public/tips/{code}/claim";
inline constexpr std::string_view notices_route = "/api/v1/public/return-notices";
inline constexpr std::string_view topics_route = "/api/v1/public/topics";
inline constexpr std::string_view keys_route = "/api/v1/public/keys";
inline constexpr std::string_view reputation_route = "/api/v1/public/reputation/{prefix}";
inline constexpr std::string_view objection_route = "/api/v1/public/notices/{code}/objections";
inline constexpr std::string_view plan_objection_route =
    "/api/v1/public/return-notices/{id}/objections";
inline constexpr std::string_view application_route = "/api/v1/public/return-applications";

/// Where the zone finds whom citizens ring, and how long a list of numbers is at least. No route.
inline constexpr std::string_view house_place = "house";
/// Where the list of one prefix lies.
[[nodiscard]] std::string reputation_place(std::string_view prefix);

}  // namespace holdfast::api
