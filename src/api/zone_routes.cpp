#include "api/zone_routes.hpp"

#include <algorithm>
#include <array>

#include "api/first_routes.hpp"
#include "api/outreach_routes.hpp"
#include "api/public_forms.hpp"
#include "api/routes.hpp"
#include "api/tip_form.hpp"
#include "api/tip_routes.hpp"

namespace holdfast::api {

namespace {

template <typename T>
base::Result<void> whether(const base::Result<T>& read) {
  return read ? base::Result<void>{} : read.error();
}

base::Result<void> check_filing(const net::Request& request) {
  if (const auto code = order::read_code(request.param("code")); !code) {
    return code.error();
  }
  return whether(read_filing(request.param("code"), request.body));
}

base::Result<void> check_plan_objection(const net::Request& request) {
  return whether(read_plan_objection(request.param("id"), request.body));
}

base::Result<void> check_application(const net::Request& request) {
  return whether(read_application(request.body));
}

std::string application_meanwhile(const net::Request& request, const House& house,
                                  base::Instant now) {
  return open_application(read_application(request.body)->hardship, house, now);
}

base::Result<void> check_tip_letter(const net::Request& request) {
  return check_tip(request.body);
}

std::string tip_meanwhile(const net::Request& request, const House& house, base::Instant now) {
  const auto fields = Fields::parse(request.body);
  return received_tip(fields ? fields->text("kind") : std::string{}, house, now);
}

base::Result<void> check_claim_letter(const net::Request& request) {
  if (const auto code = order::read_code(request.param("code")); !code) {
    return code.error();
  }
  return check_claim(request.body);
}

}  // namespace

std::span<const ZoneRoute> zone_open_routes() {
  static constexpr std::array routes{
      ZoneRoute{notices_route, return_notices}, ZoneRoute{topics_route, public_topics},
      ZoneRoute{keys_route, public_keys}, ZoneRoute{tip_terms_route, public_tip_terms}};
  return routes;
}

std::span<const ZoneRoute> zone_coded_routes() {
  static constexpr std::array routes{ZoneRoute{paper_route, check_paper},
                                     ZoneRoute{notice_route, holder_notice},
                                     ZoneRoute{progress_route, application_progress},
                                     ZoneRoute{case_progress_route, case_progress},
                                     ZoneRoute{tip_progress_route, public_tip_progress}};
  return routes;
}

std::span<const LetterRoute> zone_letter_routes() {
  static constexpr std::array routes{
      LetterRoute{objection_route, file_objection, check_filing},
      LetterRoute{plan_objection_route, object_to_plan, check_plan_objection},
      LetterRoute{application_route, apply_for_return, check_application, progress_route,
                  application_meanwhile},
      LetterRoute{tip_route, public_tip, check_tip_letter, tip_progress_route, tip_meanwhile},
      LetterRoute{claim_route, public_claim, check_claim_letter}};
  return routes;
}

const LetterRoute* letter_route(std::string_view pattern) {
  const auto routes = zone_letter_routes();
  const auto found = std::ranges::find(routes, pattern, &LetterRoute::pattern);
  return found == routes.end() ? nullptr : &*found;
}

std::string reputation_place(std::string_view prefix) {
  return "/api/v1/public/reputation/" + std::string{prefix};
}

}  // namespace holdfast::api
