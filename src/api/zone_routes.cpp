#include "api/zone_routes.hpp"

#include <array>

#include "api/outreach_routes.hpp"
#include "api/routes.hpp"

namespace holdfast::api {

std::span<const ZoneRoute> zone_open_routes() {
  static constexpr std::array routes{ZoneRoute{notices_route, return_notices},
                                     ZoneRoute{topics_route, public_topics},
                                     ZoneRoute{keys_route, public_keys}};
  return routes;
}

std::span<const ZoneRoute> zone_coded_routes() {
  static constexpr std::array routes{ZoneRoute{paper_route, check_paper},
                                     ZoneRoute{notice_route, holder_notice},
                                     ZoneRoute{progress_route, application_progress}};
  return routes;
}

std::span<const ZoneRoute> zone_letter_routes() {
  static constexpr std::array routes{ZoneRoute{objection_route, file_objection},
                                     ZoneRoute{plan_objection_route, object_to_plan},
                                     ZoneRoute{application_route, apply_for_return}};
  return routes;
}

std::string reputation_place(std::string_view prefix) {
  return "/api/v1/public/reputation/" + std::string{prefix};
}

}  // namespace holdfast::api
