#include "api/public_desk.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/frame.hpp"
#include "api/reputation_list.hpp"
#include "api/zone_routes.hpp"
#include "base/digest.hpp"
#include "base/log.hpp"

namespace holdfast::api {

namespace json = boost::json;

// ---- what every answer has
// -------------------------------------------------------------------------

net::Response PublicDesk::finished(net::Response response) const {
  if (const auto standing = intake_->shelf().standing(); standing.number > 0) {
    response.headers.set("X-As-Of", base::format_instant(standing.made_at));
  }
  return dressed(std::move(response));
}

base::Result<void> PublicDesk::note_visit(const net::Request& request) {
  return admit_visit(visits_, request, clock_.now(), looking_up);
}

PublicDesk::Published PublicDesk::house() const {
  Published found;
  const auto text = intake_->shelf().find(house_place);
  if (text && *text) {
    const auto doc = json::parse(**text);
    found.house.unit = doc.at("unit").as_string();
    found.house.telephone = doc.at("telephone").as_string();
    found.reputation_least = doc.at("reputation_least").to_number<std::size_t>();
  }
  return found;
}

base::Result<zone::CodeLock> PublicDesk::lock_of(std::string_view pattern,
                                                 const std::string& code) {
  const Gate::Turn turn{locks_};
  if (!turn.has_it()) {
    return base::Error{base::ErrorCode::too_many, "查询的人太多，请稍后再试"};
  }
  return zone::lock_of(pattern, code);
}

// ---- what is asked for
// -----------------------------------------------------------------------------

Answer PublicDesk::healthz(const net::Request& /*request*/, std::string_view /*pattern*/) {
  const auto standing = intake_->shelf().standing();
  return net::json_response(
      standing.number > 0 ? 200 : 503,
      json::serialize(json::object{
          {"ok", standing.number > 0},
          {"batch", standing.number},
          {"as_of", standing.number > 0 ? json::value(base::format_instant(standing.made_at))
                                        : json::value(nullptr)}}));
}

Answer PublicDesk::open_document(const net::Request& request, std::string_view pattern) {
  if (const auto ok = note_visit(request); !ok) {
    return ok.error();
  }
  auto body = intake_->shelf().find(pattern);
  if (!body) {
    return body.error();
  }
  if (!*body) {
    return base::Error{base::ErrorCode::unavailable, "尚无内容，请稍后再试"};
  }
  return net::json_response(200, **std::move(body));
}

Answer PublicDesk::coded_document(const net::Request& request, std::string_view pattern) {
  if (const auto ok = note_visit(request); !ok) {
    return ok.error();
  }
  const bool is_paper = pattern == paper_route;
  const auto code = order::read_code(request.param("code"));
  if (!code) {
    return is_paper ? Answer{net::json_response(200, no_such_paper(house().house, "mistyped"))}
                    : code.error();
  }
  const auto lock = lock_of(pattern, *code);
  if (!lock) {
    return lock.error();
  }
  const auto sealed = intake_->shelf().find(lock->place);
  if (!sealed) {
    return sealed.error();
  }
  if (!*sealed) {
    return is_paper ? Answer{net::json_response(200, no_such_paper(house().house, "unknown"))}
                    : base::Error{base::ErrorCode::not_found, "没有这一记录，请核对查询码"};
  }
  auto body = zone::open_by(*lock, **sealed);
  return body ? Answer{net::json_response(200, *std::move(body))} : body.error();
}

Answer PublicDesk::reputation(const net::Request& request, std::string_view /*pattern*/) {
  if (const auto ok = note_visit(request); !ok) {
    return ok.error();
  }
  const std::string prefix{request.param("prefix")};
  if (!is_prefix(prefix)) {
    return base::Error{base::ErrorCode::bad_input, "a prefix has four hexadecimal digits",
                       "prefix"};
  }
  auto published = intake_->shelf().find(reputation_place(prefix));
  if (!published) {
    return published.error();
  }
  if (*published) {
    return net::json_response(200, **std::move(published));
  }
  json::array items;
  fill_up(
      prefix, house().reputation_least, clock_.now(),
      [&](const std::string& text) { return base::to_hex(base::sha256(secret_ + text)); }, items);
  return net::json_response(200, json::serialize(json::object{{"items", std::move(items)}}));
}

Answer PublicDesk::advice(const net::Request& request, std::string_view /*pattern*/) {
  if (const auto ok = note_visit(request); !ok) {
    return ok.error();
  }
  if (!words_) {
    return base::Error{base::ErrorCode::not_found, "this server was started without a text model"};
  }
  auto body = advice_on(*words_, request.body, house().house.telephone);
  return body ? Answer{net::json_response(200, *std::move(body))} : body.error();
}

Answer PublicDesk::guides(const net::Request& /*request*/, std::string_view /*pattern*/) {
  if (!words_) {
    return base::Error{base::ErrorCode::not_found, "this server was started without a text model"};
  }
  return net::json_response(200, words_->guides_json);
}

Answer PublicDesk::poster(const net::Request& request, std::string_view /*pattern*/) {
  if (const auto ok = note_visit(request); !ok) {
    return ok.error();
  }
  if (!words_) {
    return base::Error{base::ErrorCode::not_found, "this server was started without a text model"};
  }
  auto bytes = poster_asked_for(request, *words_, posters_, drawings_, root_);
  if (!bytes) {
    return bytes.error();
  }
  net::Response response;
  response.headers.set("Content-Type", "application/pdf");
  response.headers.set("Cache-Control", "public, max-age=86400");
  response.body = *std::move(bytes);
  return response;
}

// ---- what is handed in
// -----------------------------------------------------------------------------

// The body is read as the centre will read it, so that nobody learns of a slip too late, and is
// forgotten once it is sealed.
Answer PublicDesk::letter(const net::Request& request, std::string_view pattern) {
  if (const auto ok = note_visit(request); !ok) {
    return ok.error();
  }
  if (request.content_type() != "application/json") {
    return net::problem(415, "unsupported_type", "send application/json");
  }
  const auto* route = letter_route(pattern);
  if (const auto ok = route->check(request); !ok) {
    return ok.error();
  }
  // The same request under the same key is the same letter, and gets the same code; nobody else's
  // key leads there.
  std::string seed = random_bytes(32);
  if (const auto key = request.header("Idempotency-Key")) {
    seed = fmt::format("{}\n{}\n{}\n{}\n{}", secret_, *key, request.path, request.body.size(),
                       request.body);
  }
  const auto digest = base::sha256(seed);
  ZoneLetter letter;
  letter.id = base::to_hex(digest).substr(0, 32);
  letter.route = pattern;
  letter.params = request.params;
  letter.body = request.body;
  json::object answer{{"pending", true}};
  const bool is_followed = !route->followed_by.empty();
  if (is_followed) {
    std::uint64_t number = 0;
    for (std::size_t i = 16; i < 24; ++i) {
      number = number << 8U | digest[i];
    }
    letter.code = order::code_of(number);
    answer["code"] = order::grouped_code(letter.code);
  }
  if (const auto sent = intake_->send(letter, clock_.now()); !sent) {
    return sent.error();
  }
  if (is_followed) {
    const auto lock = lock_of(route->followed_by, letter.code);
    const auto lent =
        lock ? intake_->shelf().lend(
                   lock->place,
                   zone::seal_for(*lock, route->meanwhile(request, house().house, clock_.now())))
             : base::Result<void>{lock.error()};
    if (!lent) {
      base::log_warn("zone: {}", lent.error().message);  // it is found once the centre has it
    }
  }
  return net::json_response(202, json::serialize(answer));
}

}  // namespace holdfast::api
