#include "indicator/share.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>

#include "base/digest.hpp"
#include "indicator/digest.hpp"
#include "indicator/share_parts.hpp"

namespace holdfast::indicator {

namespace json = boost::json;

namespace {

constexpr std::size_t text_bytes_max = 4'096;

std::string escaped(std::string_view name) {
  std::string out;
  for (const char c : name) {
    out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  }
  return out;
}

}  // namespace

std::string uuid_of(std::string_view name) {
  auto hex = base::to_hex(base::sha256(name)).substr(0, 32);
  hex[12] = '5';  // made of a name, as readers expect it to be marked
  hex[16] =
      "89ab"[static_cast<std::size_t>(hex[16] >= 'a' ? hex[16] - 'a' + 10 : hex[16] - '0') % 4];
  return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4),
                     hex.substr(16, 4), hex.substr(20, 12));
}

std::string_view word_of(Kind kind) {
  return boost::describe::enum_to_string(kind, "");
}

std::string type_text(std::string_view text) {
  constexpr std::size_t most = 64;
  auto end = std::min(text.size(), most);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) {
    --end;
  }
  return std::string{text.substr(0, end)};
}

std::string digest_text(Kind kind, const std::string& digest) {
  return fmt::format("holdfast-1:{}:{}", word_of(kind), digest);
}

base::Error Reader::bad(std::string_view name, std::string why) const {
  return {base::ErrorCode::bad_input, std::move(why), pointer_ + "/" + escaped(name)};
}

const json::value* Reader::find(std::string_view name) const {
  const auto* object = value_->if_object();
  const auto* found = object == nullptr ? nullptr : object->if_contains(name);
  return found == nullptr || found->is_null() ? nullptr : found;
}

bool Reader::is_object() const {
  return value_->is_object();
}

bool Reader::has(std::string_view name) const {
  return find(name) != nullptr;
}

base::Result<std::string> Reader::text(std::string_view name) const {
  const auto* found = find(name);
  if (found == nullptr) {
    return std::string{};
  }
  if (!found->is_string()) {
    return bad(name, "is no text");
  }
  if (found->as_string().size() > text_bytes_max) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("longer than {} bytes", text_bytes_max),
                       pointer_ + "/" + escaped(name)};
  }
  return std::string{found->as_string()};
}

base::Result<std::string> Reader::needed_text(std::string_view name) const {
  auto found = text(name);
  if (found && found->empty()) {
    return bad(name, "is missing");
  }
  return found;
}

base::Result<std::optional<base::Instant>> Reader::time(std::string_view name) const {
  const auto written = text(name);
  if (!written) {
    return written.error();
  }
  if (written->empty()) {
    return std::optional<base::Instant>{};
  }
  const auto at = base::parse_instant(*written);
  if (!at) {
    return bad(name, "is no time like 2026-11-27T09:00:00Z");
  }
  return std::optional{*at};
}

base::Result<std::optional<std::int64_t>> Reader::number(std::string_view name) const {
  const auto* found = find(name);
  if (found == nullptr) {
    return std::optional<std::int64_t>{};
  }
  if (!found->is_int64()) {
    return bad(name, "is no whole number");
  }
  return std::optional{found->as_int64()};
}

base::Result<bool> Reader::flag(std::string_view name) const {
  const auto* found = find(name);
  if (found == nullptr) {
    return false;
  }
  if (!found->is_bool()) {
    return bad(name, "is neither true nor false");
  }
  return found->as_bool();
}

base::Result<std::vector<Reader>> Reader::list(std::string_view name) const {
  const auto* found = find(name);
  std::vector<Reader> entries;
  if (found == nullptr) {
    return entries;
  }
  const auto* array = found->if_array();
  if (array == nullptr) {
    return bad(name, "is no list");
  }
  if (array->size() > entries_max) {
    return base::Error{base::ErrorCode::too_large, fmt::format("more than {} entries", entries_max),
                       pointer_ + "/" + escaped(name)};
  }
  for (std::size_t i = 0; i < array->size(); ++i) {
    entries.emplace_back((*array)[i], fmt::format("{}/{}/{}", pointer_, escaped(name), i));
  }
  return entries;
}

base::Result<Reader> Reader::object(std::string_view name) const {
  const auto* found = find(name);
  if (found == nullptr || !found->is_object()) {
    return bad(name, "is no object");
  }
  return Reader{*found, pointer_ + "/" + escaped(name)};
}

base::Result<std::string> Reader::as_text() const {
  if (!value_->is_string() || value_->as_string().size() > text_bytes_max) {
    return base::Error{base::ErrorCode::bad_input, "is no text", pointer_};
  }
  return std::string{value_->as_string()};
}

bool take_value(Indicator& indicator, Kind kind, std::string_view value, const std::string& pointer,
                Told& told) {
  const auto plain = canonical(kind, value);
  if (!plain) {
    told.passed_over.push_back({pointer, plain.error().message});
    return false;
  }
  indicator.kind = kind;
  indicator.value.text = *plain;
  indicator.digest = digest_of(kind, *plain);
  return true;
}

bool take_digest(Indicator& indicator, std::string_view text, const std::string& pointer,
                 Told& told) {
  const auto first = text.find(':');
  const auto second = text.find(':', first + 1);
  const std::string kind{first == std::string_view::npos || second == std::string_view::npos
                             ? std::string_view{}
                             : text.substr(first + 1, second - first - 1)};
  if (!text.starts_with("holdfast-1:") ||
      !boost::describe::enum_from_string(kind.c_str(), indicator.kind) ||
      !is_digest(text.substr(second + 1))) {
    told.passed_over.push_back({pointer, "is no digest like holdfast-1:phone:…"});
    return false;
  }
  indicator.digest = text.substr(second + 1);
  return true;
}

std::string write_indicators(Format format, const Producer& producer, Tlp tlp,
                             const std::vector<Shared>& shared, base::Instant now) {
  return format == Format::stix ? write_stix(producer, tlp, shared, now)
                                : write_misp(producer, tlp, shared, now);
}

base::Result<Told> read_indicators(std::string_view text, base::Instant now) {
  if (text.size() > document_bytes_max) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("longer than {} bytes", document_bytes_max)};
  }
  json::parse_options options;
  options.max_depth = depth_max;
  json::error_code error;
  const auto root = json::parse(text, error, {}, options);
  if (error) {
    return base::Error{base::ErrorCode::bad_input, "is no JSON: " + error.message(), "/"};
  }
  const Reader document{root, ""};
  if (document.has("Event")) {
    const auto event = document.object("Event");
    return event ? read_misp(*event, now) : base::Result<Told>{event.error()};
  }
  if (document.has("Attribute")) {
    return read_misp(document, now);
  }
  if (document.has("objects")) {
    return read_stix(document, now);
  }
  return base::Error{base::ErrorCode::bad_input,
                     "is neither a STIX bundle (objects) nor a MISP event (Event)", "/"};
}

}  // namespace holdfast::indicator
