// Plain HTTP messages and the text rules around them. Nothing here knows a socket.
//
// Header names compare without case. Text from the wire is validated before it gets here: a path or
// query that does not percent-decode to UTF-8 never becomes a Request. Values, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace holdfast::net {

[[nodiscard]] bool equals_ignoring_case(std::string_view a, std::string_view b);

struct Field {
  std::string name;
  std::string value;

  bool operator==(const Field&) const = default;
};

/// Header fields in the order they came. Lookup is linear: messages have a dozen.
class Headers {
 public:
  Headers() = default;
  Headers(std::initializer_list<Field> fields) : fields_(fields) {}

  /// The first value of that name.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
  void add(std::string name, std::string value);
  /// Replaces every field of that name.
  void set(std::string_view name, std::string value);
  [[nodiscard]] const std::vector<Field>& all() const { return fields_; }

 private:
  std::vector<Field> fields_;
};

struct Request {
  std::string method;                 // "GET", as sent
  std::string target;                 // as sent, e.g. "/api/v1/cases/C%201?limit=5"
  std::string path;                   // percent-decoded, without the query
  std::vector<std::string> segments;  // the path's segments, each decoded: "a%2Fb" is one segment
  std::vector<Field> query;           // decoded, in order
  std::vector<Field> params;          // what the router's {names} matched
  Headers headers;
  std::string body;
  std::string peer;                // "127.0.0.1:41234"
  std::string client_certificate;  // common name of a verified client certificate, else empty

  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const {
    return headers.find(name);
  }
  [[nodiscard]] std::optional<std::string_view> query_value(std::string_view name) const;
  /// A segment that the route's pattern names; asking for a name it lacks is a bug.
  [[nodiscard]] const std::string& param(std::string_view name) const;
  [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const;
  /// "application/json" of "Application/JSON; charset=utf-8"; empty when there is none.
  [[nodiscard]] std::string content_type() const;
  /// The token of `Authorization: Bearer token`.
  [[nodiscard]] std::optional<std::string_view> bearer() const;
};

struct Response {
  int status = 200;
  Headers headers = {};
  std::string body = {};
};

[[nodiscard]] std::string_view reason_phrase(int status);

/// `text` as the inside of a JSON string. Invalid UTF-8 becomes U+FFFD.
[[nodiscard]] std::string json_escape(std::string_view text);

[[nodiscard]] Response json_response(int status, std::string body);
[[nodiscard]] Response text_response(int status, std::string body);

/// RFC 9457 problem details. Empty `where` and `rule` are left out.
[[nodiscard]] Response problem(int status, std::string_view title, std::string_view detail,
                               std::string_view where = {}, std::string_view rule = {});
/// The problem that the one error table gives for a domain error; one that is over with time says
/// when to come again.
[[nodiscard]] Response problem(const base::Error& error);

/// Percent-decodes; `plus_is_blank` as in query strings. Errors: bad_input on a bad escape, a NUL
/// or bytes that are not UTF-8.
enum class PlusSign { literal, blank };
[[nodiscard]] base::Result<std::string> percent_decode(std::string_view text, PlusSign plus);
/// Escapes everything but unreserved characters.
[[nodiscard]] std::string percent_encode(std::string_view text);
/// "a=1&b=%20" -> fields. Errors as percent_decode.
[[nodiscard]] base::Result<std::vector<Field>> parse_query(std::string_view text);
/// Fills path, segments and query from `target`. Errors: bad_input.
[[nodiscard]] base::Result<void> split_target(Request& request);

[[nodiscard]] bool is_utf8(std::string_view text);

struct Url {
  bool tls = false;
  std::string host;
  std::uint16_t port = 80;
  std::string target = "/";

  /// Path joined to this URL's own ("http://h/x/" + "/y" -> "/x/y").
  [[nodiscard]] Url with_path(std::string_view path) const;
};
/// `http://host:port/path?query`, `https://…`, `http://[::1]:80`. Errors: bad_input.
[[nodiscard]] base::Result<Url> parse_url(std::string_view text);

enum class SameSite { strict, lax };
/// A Set-Cookie value: HttpOnly unless the script must read it.
struct CookieOptions {
  std::int64_t seconds_to_live = 0;  // 0: a session cookie; negative: delete it
  SameSite same_site = SameSite::strict;
  bool http_only = true;
  bool secure = false;
};
[[nodiscard]] std::string format_cookie(std::string_view name, std::string_view value,
                                        const CookieOptions& options);

}  // namespace holdfast::net
