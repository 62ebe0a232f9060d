// The frame around every handler: who calls, may they, which sequence do they ask for, and the
// headers that every answer carries (internal to api).
//
// A caller is known by `Authorization: Bearer <key>` or by the session cookie; with a cookie, every
// request that is not a GET must also carry the session's X-CSRF-Token. Any thread.
#pragma once

#include <memory>
#include <string>

#include "api/service.hpp"
#include "net/server.hpp"

namespace holdfast::api {

inline constexpr std::string_view session_cookie = "holdfast_session";

/// A set of roles as bits.
using Roles = unsigned;
[[nodiscard]] constexpr Roles role_bit(core::Role role) {
  return 1U << static_cast<unsigned>(role);
}
inline constexpr Roles officers =
    role_bit(core::Role::officer) | role_bit(core::Role::investigator);
inline constexpr Roles centre = officers | role_bit(core::Role::admin);
inline constexpr Roles admins = role_bit(core::Role::admin);
inline constexpr Roles banks = role_bit(core::Role::bank);
inline constexpr Roles everybody = centre | banks;
inline constexpr Roles procurators = role_bit(core::Role::procurator);
inline constexpr Roles courts = role_bit(core::Role::court);
inline constexpr Roles justice = procurators | courts;

/// One row of the table of routes (routes.cpp).
struct RouteRow {
  std::string_view method;
  std::string_view pattern;
  Roles roles;  // 0: no login asked for
  Answer (*handle)(const Call&);
  std::uint64_t body_bytes_max = 64 * 1024;
};

/// Errors: unauthenticated, forbidden, bad_input (min_seq, Idempotency-Key).
[[nodiscard]] base::Result<Call> admit(Service& service, const net::Request& request, Roles roles);

[[nodiscard]] net::Handler framed(std::shared_ptr<Service> service, const RouteRow& row);
/// Puts the headers on that every answer of the API carries.
[[nodiscard]] net::Response dressed(net::Response response, const Service& service);
/// As above, of an answer that knows no sequence.
[[nodiscard]] net::Response dressed(net::Response response);
/// A file of the bundle, or for a page's address the page of the console; 404 where there is none.
[[nodiscard]] net::Response asset_answer(
    const std::function<std::optional<Asset>(std::string_view path)>& find,
    const net::Request& request);
/// The page of the console, or a file of its bundle.
[[nodiscard]] net::Handler assets(std::shared_ptr<Service> service);

}  // namespace holdfast::api
