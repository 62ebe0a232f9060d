// Percent-encoding, query strings, request targets and URLs.
#include <charconv>
#include <fmt/core.h>

#include "net/http.hpp"

namespace holdfast::net {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_unreserved(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

Result<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size()) {
    return Error{ErrorCode::bad_input, fmt::format("\"{}\" is not a port number", text)};
  }
  return port;
}

}  // namespace

Result<std::string> percent_decode(std::string_view text, PlusSign plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
      if (high < 0 || low < 0) {
        return Error{ErrorCode::bad_input, "a percent escape needs two hexadecimal digits"};
      }
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus == PlusSign::blank) {
      c = ' ';
    }
    if (c == '\0') return Error{ErrorCode::bad_input, "a NUL byte is not allowed in a URL"};
    out += c;
  }
  if (!is_utf8(out)) return Error{ErrorCode::bad_input, "the URL is not UTF-8"};
  return out;
}

std::string percent_encode(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

Result<std::vector<Field>> parse_query(std::string_view text) {
  std::vector<Field> fields;
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view pair = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    auto name = percent_decode(pair.substr(0, equals), PlusSign::blank);
    if (!name) return name.error();
    auto value = percent_decode(
        equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1),
        PlusSign::blank);
    if (!value) return value.error();
    fields.push_back(Field{std::move(*name), std::move(*value)});
  }
  return fields;
}

Result<void> split_target(Request& request) {
  std::string_view target = request.target;
  // The absolute form is what proxies send; its path is what counts here.
  if (target.starts_with("http://") || target.starts_with("https://")) {
    const std::size_t path = target.find('/', target.find("//") + 2);
    target = path == std::string_view::npos ? std::string_view{"/"} : target.substr(path);
  }
  if (target == "*") {
    request.path = "*";
    return {};
  }
  if (!target.starts_with('/')) {
    return Error{ErrorCode::bad_input, "the request target must begin with a slash"};
  }
  target = target.substr(0, target.find('#'));
  const std::size_t mark = target.find('?');
  std::string_view path = target.substr(0, mark);
  if (mark != std::string_view::npos) {
    auto query = parse_query(target.substr(mark + 1));
    if (!query) return query.error();
    request.query = std::move(*query);
  }
  request.path.clear();
  request.segments.clear();
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::size_t end = path.find('/');
    auto segment = percent_decode(path.substr(0, end), PlusSign::literal);
    if (!segment) return segment.error();
    request.path += '/';
    request.path += *segment;
    request.segments.push_back(std::move(*segment));
    path = end == std::string_view::npos ? std::string_view{} : path.substr(end);
  }
  return {};
}

Url Url::with_path(std::string_view path) const {
  Url joined = *this;
  while (joined.target.ends_with('/')) joined.target.pop_back();
  joined.target += path;
  return joined;
}

Result<Url> parse_url(std::string_view text) {
  Url url;
  std::string_view rest = text;
  if (rest.starts_with("http://")) {
    rest.remove_prefix(7);
  } else if (rest.starts_with("https://")) {
    rest.remove_prefix(8);
    url.tls = true;
    url.port = 443;
  } else {
    return Error{ErrorCode::bad_input, fmt::format("\"{}\" is not an http or https URL", text)};
  }
  const std::size_t slash = rest.find_first_of("/?");
  std::string_view authority = rest.substr(0, slash);
  if (slash != std::string_view::npos) {
    url.target = rest.substr(slash);
    if (url.target.front() == '?') url.target.insert(url.target.begin(), '/');
  }
  std::size_t colon = std::string_view::npos;
  if (authority.starts_with('[')) {
    const std::size_t close = authority.find(']');
    if (close == std::string_view::npos) {
      return Error{ErrorCode::bad_input, fmt::format("\"{}\" has no closing bracket", text)};
    }
    url.host = authority.substr(1, close - 1);
    if (close + 1 < authority.size()) colon = close + 1;
    if (colon != std::string_view::npos && authority[colon] != ':') {
      return Error{ErrorCode::bad_input, fmt::format("\"{}\" has no port after the host", text)};
    }
  } else {
    colon = authority.find(':');
    url.host = authority.substr(0, colon);
  }
  if (url.host.empty() || url.host.find('@') != std::string::npos) {
    return Error{ErrorCode::bad_input, fmt::format("\"{}\" names no plain host", text)};
  }
  if (colon != std::string_view::npos) {
    const auto port = parse_port(authority.substr(colon + 1));
    if (!port) return port.error();
    url.port = *port;
  }
  return url;
}

}  // namespace holdfast::net
