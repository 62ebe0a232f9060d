#include "openapi.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <regex.h>
#include <set>

#include "base/check.hpp"
#include "base/instant.hpp"

namespace holdfast::http_test {

namespace json = boost::json;

namespace {

const std::set<std::string> known_keywords{
    "type",      "required",  "properties", "items",   "enum",    "$ref",   "oneOf",
    "minItems",  "maxItems",  "minimum",    "maximum", "pattern", "format", "additionalProperties",
    "minLength", "maxLength", "description"};

bool is_of_type(const json::value& value, std::string_view type) {
  if (type == "null") return value.is_null();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_bool();
  if (type == "integer") return value.is_int64() || value.is_uint64();
  if (type == "number") return value.is_number();
  if (type == "array") return value.is_array();
  if (type == "object") return value.is_object();
  return false;
}

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  path = path.substr(0, path.find('?'));
  for (std::size_t from = 1; from <= path.size();) {
    const auto slash = std::min(path.find('/', from), path.size());
    segments.emplace_back(path.substr(from, slash - from));
    from = slash + 1;
  }
  return segments;
}

bool matches(std::string_view pattern, std::string_view path) {
  const auto a = segments_of(pattern);
  const auto b = segments_of(path);
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& p, const auto& s) {
    return p == s || (p.starts_with("{") && !s.empty());
  });
}

bool matches_pattern(const std::string& text, const std::string& pattern) {
  regex_t compiled{};
  base::check(::regcomp(&compiled, pattern.c_str(), REG_EXTENDED | REG_NOSUB) == 0, "a pattern");
  const bool fits = ::regexec(&compiled, text.c_str(), 0, nullptr, 0) == 0;
  ::regfree(&compiled);
  return fits;
}

std::string lower(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

}  // namespace

OpenApi::OpenApi(std::string_view document)
    : document_(json::parse({document.data(), document.size()})) {}

std::vector<std::string> OpenApi::operations() const {
  std::vector<std::string> list;
  for (const auto& [path, operations] : document_.at("paths").as_object()) {
    for (const auto& [method, operation] : operations.as_object()) {
      std::string upper{method};
      std::transform(upper.begin(), upper.end(), upper.begin(),
                     [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
      list.push_back(upper + " " + std::string{path});
    }
  }
  std::sort(list.begin(), list.end());
  return list;
}

const json::object* OpenApi::operation(std::string_view method, std::string_view path) const {
  const json::object* found = nullptr;
  for (const auto& [pattern, operations] : document_.at("paths").as_object()) {
    const bool exact = std::string_view{pattern} == path.substr(0, path.find('?'));
    if (exact || (found == nullptr && matches({pattern.data(), pattern.size()}, path))) {
      const auto* operation = operations.as_object().if_contains(lower(method));
      if (operation != nullptr) {
        found = &operation->as_object();
      }
    }
  }
  return found;
}

const json::value& OpenApi::resolve(const json::value& schema) const {
  const auto* object = schema.if_object();
  const auto* ref = object == nullptr ? nullptr : object->if_contains("$ref");
  if (ref == nullptr) {
    return schema;
  }
  const std::string pointer{ref->as_string()};
  base::check(pointer.starts_with("#"), "a reference out of the document");
  return resolve(document_.at_pointer(pointer.substr(1)));
}

void OpenApi::check(const json::value& unresolved, const json::value& value,
                    const std::string& where, std::vector<std::string>& faults) const {
  const auto& schema = resolve(unresolved).as_object();
  for (const auto& [keyword, unused] : schema) {
    if (!known_keywords.contains(std::string{keyword})) {
      faults.push_back(where + ": the document uses the keyword " + std::string{keyword});
    }
  }
  if (const auto* choices = schema.if_contains("oneOf")) {
    int fitting = 0;
    std::string why;
    for (const auto& choice : choices->as_array()) {
      std::vector<std::string> inner;
      check(choice, value, where, inner);
      fitting += inner.empty() ? 1 : 0;
      why += inner.empty() ? "" : "; " + inner.front();
    }
    if (fitting != 1) {
      faults.push_back(where + ": fits " + std::to_string(fitting) + " of oneOf" + why);
    }
    return;
  }
  if (const auto* type = schema.if_contains("type")) {
    const bool fits =
        type->is_string()
            ? is_of_type(value, type->as_string())
            : std::any_of(type->as_array().begin(), type->as_array().end(),
                          [&](const auto& t) { return is_of_type(value, t.as_string()); });
    if (!fits) {
      faults.push_back(where + ": is not " + json::serialize(*type) + ": " +
                       json::serialize(value).substr(0, 80));
      return;
    }
  }
  check_limits(schema, value, where, faults);
  check_object(schema, value, where, faults);
}

void OpenApi::check_object(const json::object& schema, const json::value& value,
                           const std::string& where, std::vector<std::string>& faults) const {
  if (const auto* array = value.if_array()) {
    if (const auto* items = schema.if_contains("items")) {
      for (std::size_t i = 0; i < array->size(); ++i) {
        check(*items, (*array)[i], where + "/" + std::to_string(i), faults);
      }
    }
    return;
  }
  const auto* object = value.if_object();
  if (object == nullptr) {
    return;
  }
  if (const auto* required = schema.if_contains("required")) {
    for (const auto& name : required->as_array()) {
      if (!object->contains(name.as_string())) {
        faults.push_back(where + ": lacks " + std::string{name.as_string()});
      }
    }
  }
  const auto* properties = schema.if_contains("properties");
  const auto* others = schema.if_contains("additionalProperties");
  for (const auto& [name, member] : *object) {
    const auto place = where + "/" + std::string{name};
    const auto* known = properties == nullptr ? nullptr : properties->as_object().if_contains(name);
    if (known != nullptr) {
      check(*known, member, place, faults);
    } else if (others != nullptr) {
      check(*others, member, place, faults);
    } else if (properties != nullptr) {
      faults.push_back(place + ": the document does not know it");
    }
  }
}

void OpenApi::check_limits(const json::object& schema, const json::value& value,
                           const std::string& where, std::vector<std::string>& faults) const {
  const auto fault = [&](std::string_view what) {
    faults.push_back(where + ": " + std::string{what} + ": " +
                     json::serialize(value).substr(0, 80));
  };
  if (const auto* choices = schema.if_contains("enum")) {
    const auto& list = choices->as_array();
    if (std::find(list.begin(), list.end(), value) == list.end()) fault("is not in enum");
  }
  const auto limit = [&](const char* keyword) -> std::optional<std::int64_t> {
    const auto* found = schema.if_contains(keyword);
    return found == nullptr ? std::nullopt : std::optional{found->to_number<std::int64_t>()};
  };
  if (value.is_int64() || value.is_uint64()) {
    const auto number = value.to_number<std::int64_t>();
    if (const auto low = limit("minimum"); low && number < *low) fault("is below the minimum");
    if (const auto high = limit("maximum"); high && number > *high) fault("is above the maximum");
  }
  if (const auto* text = value.if_string()) {
    const auto size = static_cast<std::int64_t>(text->size());
    if (const auto low = limit("minLength"); low && size < *low) fault("is too short");
    if (const auto high = limit("maxLength"); high && size > 3 * *high) fault("is too long");
    if (const auto* pattern = schema.if_contains("pattern")) {
      if (!matches_pattern(std::string{*text}, std::string{pattern->as_string()})) {
        fault("does not match its pattern");
      }
    }
    if (schema.contains("format") && !base::parse_instant(std::string{*text})) {
      fault("is not a time");
    }
  }
  if (const auto* array = value.if_array()) {
    const auto size = static_cast<std::int64_t>(array->size());
    if (const auto low = limit("minItems"); low && size < *low) fault("has too few items");
    if (const auto high = limit("maxItems"); high && size > *high) fault("has too many items");
  }
}

std::vector<std::string> OpenApi::check_text(const json::value& media,
                                             std::string_view content_type,
                                             std::string_view body) const {
  const auto* schema = media.as_object().if_contains(content_type);
  if (schema == nullptr) {
    return {"the document does not know the content type " + std::string{content_type}};
  }
  if (!content_type.ends_with("json") || content_type.ends_with("ndjson")) {
    return {};
  }
  json::error_code error;
  const auto value = json::parse({body.data(), body.size()}, error);
  if (error) {
    return {"the body is not JSON: " + std::string{body.substr(0, 80)}};
  }
  std::vector<std::string> faults;
  check(schema->at("schema"), value, "", faults);
  return faults;
}

std::vector<std::string> OpenApi::faults_of_answer(std::string_view method, std::string_view path,
                                                   int status, std::string_view content_type,
                                                   std::string_view body) const {
  const auto* found = operation(method, path);
  if (found == nullptr) {
    return {"the document does not know " + std::string{method} + " " + std::string{path}};
  }
  if (status == 304) {
    return body.empty() ? std::vector<std::string>{} : std::vector<std::string>{"304 with a body"};
  }
  const auto& responses = found->at("responses").as_object();
  const auto* response = responses.if_contains(std::to_string(status));
  if (response == nullptr) {
    if (status < 400) {
      return {"the document does not know the status " + std::to_string(status)};
    }
    response = &responses.at("default");
  }
  return check_text(resolve(*response).at("content"), content_type, body);
}

std::vector<std::string> OpenApi::faults_of_request(std::string_view method, std::string_view path,
                                                    std::string_view content_type,
                                                    std::string_view body) const {
  const auto* found = operation(method, path);
  if (found == nullptr) {
    return {"the document does not know " + std::string{method} + " " + std::string{path}};
  }
  const auto* request = found->if_contains("requestBody");
  if (request == nullptr) {
    return {};
  }
  return check_text(request->at("content"), content_type, body);
}

}  // namespace holdfast::http_test
