#include <boost/json.hpp>
#include <fmt/core.h>

#include "exhibit/bundle.hpp"

namespace holdfast::exhibit {

namespace json = boost::json;

namespace {

constexpr std::string_view format_name = "holdfast-exhibit";
constexpr std::int64_t format_version = 1;
constexpr std::size_t parts_max = 64;
constexpr std::size_t silent_max = 1000;

template <typename T>
json::value or_null(const std::optional<T>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

json::object method_json(const trace::TraceOptions& method) {
  const auto& limits = method.limits;
  return {{"policy", trace::to_text(method.policy)},
          {"until",
           method.until ? json::value(base::format_instant(*method.until)) : json::value(nullptr)},
          {"hops", or_null(limits.hops)},
          {"accounts", or_null(limits.accounts)},
          {"still_ms", limits.still ? json::value(limits.still->count()) : json::value(nullptr)},
          {"min_amount_fen", limits.min_amount.value()}};
}

/// Thrown inside this file only; `read_manifest` turns it into an Error.
struct Unreadable {
  std::string where;
  std::string why;
};

const json::value& member(const json::object& from, std::string_view name) {
  const auto* found = from.if_contains(name);
  if (found == nullptr) {
    throw Unreadable{std::string{name}, "is missing"};
  }
  return *found;
}

std::string text(const json::object& from, std::string_view name) {
  const auto* found = member(from, name).if_string();
  if (found == nullptr) {
    throw Unreadable{std::string{name}, "is not a text"};
  }
  return std::string{*found};
}

std::int64_t number(const json::object& from, std::string_view name) {
  const auto& found = member(from, name);
  if (!found.is_int64() || found.get_int64() < 0) {
    throw Unreadable{std::string{name}, "is not a whole number from 0"};
  }
  return found.get_int64();
}

std::optional<std::int64_t> number_or_none(const json::object& from, std::string_view name) {
  return member(from, name).is_null() ? std::nullopt : std::optional{number(from, name)};
}

base::Instant instant(const json::object& from, std::string_view name) {
  const auto at = base::parse_instant(text(from, name));
  if (!at) {
    throw Unreadable{std::string{name}, at.error().message};
  }
  return *at;
}

const json::object& object(const json::object& from, std::string_view name) {
  const auto* found = member(from, name).if_object();
  if (found == nullptr) {
    throw Unreadable{std::string{name}, "is not an object"};
  }
  return *found;
}

const json::array& list(const json::object& from, std::string_view name, std::size_t count_max) {
  const auto* found = member(from, name).if_array();
  if (found == nullptr || found->size() > count_max) {
    throw Unreadable{std::string{name}, fmt::format("is not a list of at most {}", count_max)};
  }
  return *found;
}

trace::TraceOptions read_method(const json::object& from) {
  trace::TraceOptions method;
  const auto policy = trace::parse_policy(text(from, "policy"));
  if (!policy) {
    throw Unreadable{"policy", policy.error().message};
  }
  method.policy = *policy;
  if (!member(from, "until").is_null()) {
    method.until = instant(from, "until");
  }
  auto& limits = method.limits;
  if (const auto hops = number_or_none(from, "hops")) {
    limits.hops = static_cast<std::uint32_t>(std::min<std::int64_t>(*hops, 1'000'000));
  }
  if (const auto accounts = number_or_none(from, "accounts")) {
    limits.accounts = static_cast<std::size_t>(*accounts);
  }
  if (const auto still = number_or_none(from, "still_ms")) {
    limits.still = base::Milliseconds{*still};
  }
  limits.min_amount = base::Fen{number(from, "min_amount_fen")};
  return method;
}

Head read_head(const json::object& from) {
  Head head;
  head.number = text(from, "number");
  head.case_number = text(from, "case");
  head.unit = text(from, "unit");
  head.reason = text(from, "reason");
  head.asked_by = text(from, "asked_by");
  head.at = instant(from, "at");
  head.program = text(from, "program");
  head.rules = text(from, "rules");
  head.rules_sha256 = text(from, "rules_sha256");
  head.as_of = static_cast<std::uint64_t>(number(from, "as_of"));
  const auto* drill = member(from, "drill").if_bool();
  if (drill == nullptr) {
    throw Unreadable{"drill", "is not true or false"};
  }
  head.is_drill = *drill;
  for (const auto& each : list(from, "silent", silent_max)) {
    if (!each.is_string()) {
      throw Unreadable{"silent", "is not a list of texts"};
    }
    head.silent.emplace_back(each.get_string());
  }
  return head;
}

Manifest read_all(const json::object& from) {
  if (text(from, "format") != format_name || number(from, "version") != format_version) {
    throw Unreadable{"format", fmt::format("is not {} of version {}", format_name, format_version)};
  }
  Manifest manifest{read_head(from), read_method(object(from, "method")), text(from, "key"), {}};
  for (const auto& each : list(from, "parts", parts_max)) {
    const auto* part = each.if_object();
    if (part == nullptr) {
      throw Unreadable{"parts", "is not a list of objects"};
    }
    manifest.parts.push_back({text(*part, "name"),
                              static_cast<std::uint64_t>(number(*part, "bytes")),
                              text(*part, "sha256")});
  }
  return manifest;
}

}  // namespace

std::string manifest_json(const Manifest& manifest) {
  const Head& head = manifest.head;
  json::array silent;
  for (const auto& each : head.silent) {
    silent.push_back(json::value(each));
  }
  json::array parts;
  for (const auto& part : manifest.parts) {
    parts.push_back(
        json::object{{"name", part.name}, {"bytes", part.bytes}, {"sha256", part.sha256}});
  }
  return json::serialize(json::object{{"format", format_name},
                                      {"version", format_version},
                                      {"number", head.number},
                                      {"case", head.case_number},
                                      {"unit", head.unit},
                                      {"reason", head.reason},
                                      {"asked_by", head.asked_by},
                                      {"at", base::format_instant(head.at)},
                                      {"program", head.program},
                                      {"rules", head.rules},
                                      {"rules_sha256", head.rules_sha256},
                                      {"as_of", head.as_of},
                                      {"drill", head.is_drill},
                                      {"silent", std::move(silent)},
                                      {"method", method_json(manifest.method)},
                                      {"key", manifest.key},
                                      {"parts", std::move(parts)}}) +
         "\n";
}

base::Result<Manifest> read_manifest(std::string_view text) {
  boost::system::error_code failed;
  const auto value = json::parse(text, failed, {}, {.max_depth = 4});
  if (failed || !value.is_object()) {
    return base::Error{base::ErrorCode::bad_input, "is not a JSON object",
                       std::string{manifest_name}};
  }
  try {
    return read_all(value.get_object());
  } catch (const Unreadable& wrong) {
    return base::Error{base::ErrorCode::bad_input, fmt::format("\"{}\" {}", wrong.where, wrong.why),
                       std::string{manifest_name}};
  }
}

}  // namespace holdfast::exhibit
