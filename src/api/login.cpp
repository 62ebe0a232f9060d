// Login, logout, who am I. A wrong name and a wrong password get the same answer after the same
// time; guessing is slowed down by name and by address.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/body.hpp"
#include "api/routes.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

net::Response session_body(const Identity& who, const engine::Engine& engine) {
  bool is_drill = false;
  engine.read([&](const core::State& state) { is_drill = state.drill; });
  json::object user{{"name", who.name}, {"display", who.display}};
  const char* role = boost::describe::enum_to_string(who.role, "officer");
  user["role"] = role;
  user["institution"] =
      who.institution.empty() ? json::value(nullptr) : json::value(who.institution);
  user["unit"] = who.unit.empty() ? json::value(nullptr) : json::value(who.unit);
  json::object body{{"user", std::move(user)}, {"csrf", who.csrf}, {"drill", is_drill}};
  return net::json_response(200, json::serialize(body));
}

std::string cookie(const Service& service, std::string_view token, std::int64_t seconds) {
  return net::format_cookie(session_cookie, token,
                            {.seconds_to_live = seconds,
                             .same_site = net::SameSite::strict,
                             .http_only = true,
                             .secure = service.options.cookie_secure});
}

std::string address_of(std::string_view peer) {
  return "address " + std::string{host_of(peer)};
}

net::Response slow_down(base::Milliseconds wait) {
  const auto seconds = (wait.count() + 999) / 1000;
  auto response = net::problem({base::ErrorCode::too_many,
                                fmt::format("too many failed logins; try again in {} s", seconds)});
  response.headers.set("Retry-After", std::to_string(seconds));
  return response;
}

}  // namespace

Answer login(const Call& call) {
  auto& service = call.service;
  if (call.request.content_type() != "application/json") {  // a form of another site cannot send it
    return net::problem(415, "unsupported_type", "send application/json");
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  const auto name = fields->needed_text("name", 64);
  const auto password = fields->needed_text("password", password_bytes_max);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  const auto now = service.engine.now();
  const auto address = address_of(call.request.peer);
  const auto wait = std::max(service.throttle.wait_for("name " + name, now),
                             service.throttle.wait_for(address, now));
  if (wait.count() > 0) {
    return slow_down(wait);
  }
  const auto user = service.directory.user(name);
  const bool may = user && !user->disabled;
  const auto right = service.passwords.verify(may ? user->password_hash : std::string{}, password);
  if (!right) {
    return right.error();
  }
  if (!*right) {
    service.throttle.note_failure("name " + name, now);
    service.throttle.note_failure(address, now);
    return base::Error{base::ErrorCode::unauthenticated, "the name or the password is wrong"};
  }
  service.throttle.note_success("name " + name);
  service.throttle.note_success(address);
  const auto opened = service.sessions->begin(name, now);
  auto response = session_body(
      {user->name, user->display, user->role, user->institution, {}, opened.csrf, {}, user->unit},
      call.engine());
  response.headers.add("Set-Cookie",
                       cookie(service, opened.token, service.options.session_hours * 3600));
  return response;
}

Answer logout(const Call& call) {
  if (!call.who.session_digest.empty()) {
    call.service.sessions->end(call.who.session_digest);
    call.service.hub->end_session(call.who.session_digest);
  }
  auto response = net::json_response(200, "{}");
  response.headers.add("Set-Cookie", cookie(call.service, "", -1));
  return response;
}

Answer me(const Call& call) {
  return session_body(call.who, call.engine());
}

}  // namespace holdfast::api
