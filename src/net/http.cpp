// Messages: lookup, problem details, cookies. URL text is in url.cpp.
#include "net/http.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "base/check.hpp"
#include "base/error_table.hpp"

namespace holdfast::net {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Length of the valid UTF-8 sequence at the start of `text`, 0 when it is not one.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto tail = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0) == 0x80; };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  if (first < 0xC2) return 0;
  if (first < 0xE0) return tail(1) ? 2 : 0;
  if (first < 0xF0) {
    if (!tail(1) || !tail(2)) return 0;
    if (first == 0xE0 && byte(1) < 0xA0) return 0;   // overlong
    if (first == 0xED && byte(1) >= 0xA0) return 0;  // surrogate
    return 3;
  }
  if (first > 0xF4 || !tail(1) || !tail(2) || !tail(3)) return 0;
  if (first == 0xF0 && byte(1) < 0x90) return 0;
  if (first == 0xF4 && byte(1) >= 0x90) return 0;
  return 4;
}

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (const Field& field : fields_) {
    if (equals_ignoring_case(field.name, name)) return field.value;
  }
  return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      fields_, [&](const Field& field) { return equals_ignoring_case(field.name, name); }));
}

void Headers::add(std::string name, std::string value) {
  fields_.push_back(Field{std::move(name), std::move(value)});
}

void Headers::set(std::string_view name, std::string value) {
  std::erase_if(fields_,
                [&](const Field& field) { return equals_ignoring_case(field.name, name); });
  fields_.push_back(Field{std::string{name}, std::move(value)});
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
  for (const Field& field : query) {
    if (field.name == name) return field.value;
  }
  return std::nullopt;
}

const std::string& Request::param(std::string_view name) const {
  const auto at = std::ranges::find(params, name, &Field::name);
  base::check(at != params.end(), "Request::param: the route has no such name");
  return at->value;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  for (const Field& field : headers.all()) {
    if (!equals_ignoring_case(field.name, "Cookie")) continue;
    std::string_view rest = field.value;
    while (!rest.empty()) {
      const std::size_t end = rest.find(';');
      const std::string_view pair = trim(rest.substr(0, end));
      const std::size_t equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
        return pair.substr(equals + 1);
      }
      rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
  }
  return std::nullopt;
}

std::string Request::content_type() const {
  const auto value = header("Content-Type");
  if (!value) return {};
  std::string type{trim(value->substr(0, value->find(';')))};
  std::ranges::transform(type, type.begin(), lower);
  return type;
}

std::optional<std::string_view> Request::bearer() const {
  const auto value = header("Authorization");
  constexpr std::string_view scheme = "Bearer ";
  if (!value || value->size() <= scheme.size() ||
      !equals_ignoring_case(value->substr(0, scheme.size()), scheme)) {
    return std::nullopt;
  }
  return trim(value->substr(scheme.size()));
}

std::string_view reason_phrase(int status) {
  switch (status) {
    case 100:
      return "Continue";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Status";
  }
}

std::string json_escape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    const char c = text.front();
    if (length == 0) {
      out += "\xEF\xBF\xBD";
      text.remove_prefix(1);
      continue;
    }
    if (length > 1) {
      out += text.substr(0, length);
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
    text.remove_prefix(length);
  }
  return out;
}

Response json_response(int status, std::string body) {
  return Response{status, Headers{{"Content-Type", "application/json"}}, std::move(body)};
}

Response text_response(int status, std::string body) {
  return Response{status, Headers{{"Content-Type", "text/plain; charset=utf-8"}}, std::move(body)};
}

Response problem(int status, std::string_view title, std::string_view detail,
                 std::string_view where, std::string_view rule) {
  std::string body = fmt::format(R"({{"type":"about:blank","title":"{}","status":{},"detail":"{}")",
                                 json_escape(title), status, json_escape(detail));
  if (!where.empty()) body += fmt::format(R"(,"where":"{}")", json_escape(where));
  if (!rule.empty()) body += fmt::format(R"(,"rule":"{}")", json_escape(rule));
  body += '}';
  return Response{status, Headers{{"Content-Type", "application/problem+json"}}, std::move(body)};
}

Response problem(const base::Error& error) {
  const base::ErrorRow row = base::error_row(error.code);
  auto response = problem(row.http_status, row.name, error.message, error.where, error.rule);
  if (error.code == base::ErrorCode::too_many) response.headers.set("Retry-After", "1");
  return response;
}

std::string format_cookie(std::string_view name, std::string_view value,
                          const CookieOptions& options) {
  std::string cookie = fmt::format("{}={}; Path=/", name, value);
  if (options.seconds_to_live > 0) cookie += fmt::format("; Max-Age={}", options.seconds_to_live);
  if (options.seconds_to_live < 0) cookie += "; Max-Age=0";
  if (options.http_only) cookie += "; HttpOnly";
  if (options.secure) cookie += "; Secure";
  cookie += options.same_site == SameSite::strict ? "; SameSite=Strict" : "; SameSite=Lax";
  return cookie;
}

}  // namespace holdfast::net
