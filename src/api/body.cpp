#include "api/body.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <limits>

namespace holdfast::api {

namespace json = boost::json;

struct Fields::Root {
  json::value value;
  json::object nothing;  // stands in for a missing object
  std::optional<base::Error> error;
};

namespace {

constexpr std::size_t depth_max = 16;

base::Error bad(std::string message, std::string where = {}) {
  return {base::ErrorCode::bad_input, std::move(message), std::move(where)};
}

bool is_plain(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7F;
  });
}

/// The name of a member in a JSON pointer.
std::string escaped(std::string_view name) {
  std::string out;
  for (const char c : name) {
    out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  }
  return out;
}

}  // namespace

base::Result<Fields> Fields::parse(std::string_view text) {
  json::error_code error;
  json::parse_options options;
  options.max_depth = depth_max;
  auto root = std::make_shared<Root>();
  root->value = json::parse({text.data(), text.size()}, error, {}, options);
  if (error == json::error::too_deep) {
    return bad(fmt::format("the body is nested deeper than {}", depth_max));
  }
  if (error) {
    return bad("the body is not JSON: " + error.message());
  }
  const auto* object = root->value.if_object();
  if (object == nullptr) {
    return bad("the body is not a JSON object");
  }
  return Fields{std::move(root), object, ""};
}

const json::value* Fields::find(std::string_view name) const {
  const auto* found = object_->if_contains({name.data(), name.size()});
  return found == nullptr || found->is_null() ? nullptr : found;
}

bool Fields::has(std::string_view name) const {
  return find(name) != nullptr;
}

std::string Fields::pointer(std::string_view name) const {
  return pointer_ + "/" + escaped(name);
}

void Fields::refuse(std::string_view name, std::string message) const {
  if (!root_->error) {
    root_->error = bad(std::move(message), pointer(name));
  }
}

base::Result<void> Fields::finish() const {
  if (root_->error) {
    return *root_->error;
  }
  return {};
}

std::string Fields::text(std::string_view name, std::size_t bytes_max) const {
  const auto* value = find(name);
  if (value == nullptr) {
    return {};
  }
  const auto* text = value->if_string();
  if (text == nullptr) {
    refuse(name, "is not text");
    return {};
  }
  const std::string_view view{text->data(), text->size()};
  if (view.size() > bytes_max) {
    refuse(name, fmt::format("is longer than {} bytes", bytes_max));
    return {};
  }
  if (!is_plain(view)) {
    refuse(name, "holds a control character");
    return {};
  }
  return std::string{view};
}

std::string Fields::needed_text(std::string_view name, std::size_t bytes_max) const {
  auto value = text(name, bytes_max);
  if (value.empty()) {
    refuse(name, "is missing");
  }
  return value;
}

std::optional<std::int64_t> Fields::number(std::string_view name, std::int64_t low,
                                           std::int64_t high, std::string_view what) const {
  const auto* value = find(name);
  if (value == nullptr) {
    return std::nullopt;
  }
  json::error_code error;
  const auto number = value->is_double() ? 0 : value->to_number<std::int64_t>(error);
  if (value->is_double() || !value->is_number() || error) {
    refuse(name, "is not a whole number in range");
    return std::nullopt;
  }
  if (number < low || number > high) {
    refuse(name, fmt::format("is not {} of {} to {}", what, low, high));
    return std::nullopt;
  }
  return number;
}

base::Fen Fields::needed_amount(std::string_view name) const {
  const auto found = amount(name);
  if (!found) {
    refuse(name, "is missing");
  }
  return found.value_or(base::Fen{});
}

std::optional<base::Fen> Fields::amount(std::string_view name) const {
  const auto found = number(name, 1, base::Fen::limit().value(), "an amount in fen");
  return found ? std::optional{base::Fen{*found}} : std::nullopt;
}

std::optional<base::Fen> Fields::balance(std::string_view name) const {
  const auto found =
      number(name, 0, std::numeric_limits<std::int64_t>::max() / 1024, "a balance in fen");
  return found ? std::optional{base::Fen{*found}} : std::nullopt;
}

std::optional<base::Instant> Fields::time(std::string_view name) const {
  const auto value = text(name, 64);
  if (value.empty()) {
    return std::nullopt;
  }
  const auto at = base::parse_instant(value);
  if (!at || !base::is_plausible(*at)) {
    refuse(name, at ? "is not a time between 1970 and 2999" : at.error().message);
    return std::nullopt;
  }
  return *at;
}

base::Instant Fields::needed_time(std::string_view name) const {
  const auto found = time(name);
  if (!found) {
    refuse(name, "is missing");
  }
  return found.value_or(base::Instant{});
}

std::int64_t Fields::needed_number(std::string_view name, std::int64_t low,
                                   std::int64_t high) const {
  const auto found = number(name, low, high, "a number");
  if (!found) {
    refuse(name, "is missing");
  }
  return found.value_or(low);
}

bool Fields::flag(std::string_view name, bool otherwise) const {
  const auto* value = find(name);
  if (value == nullptr) {
    return otherwise;
  }
  const auto* flag = value->if_bool();
  if (flag == nullptr) {
    refuse(name, "is not true or false");
    return otherwise;
  }
  return *flag;
}

Fields Fields::needed_object(std::string_view name) const {
  const auto* value = find(name);
  const auto* object = value == nullptr ? nullptr : value->if_object();
  if (object == nullptr) {
    refuse(name, value == nullptr ? "is missing" : "is not an object");
    object = &root_->nothing;
  }
  return Fields{root_, object, pointer(name)};
}

/// The member's list; nothing where it is absent, and where it is refused.
const boost::json::array* Fields::list_of(std::string_view name, std::size_t count_max) const {
  const auto* value = find(name);
  if (value == nullptr) {
    return nullptr;
  }
  const auto* array = value->if_array();
  if (array == nullptr) {
    refuse(name, "is not a list");
    return nullptr;
  }
  if (array->size() > count_max) {
    refuse(name, fmt::format("has more than {} entries", count_max));
    return nullptr;
  }
  return array;
}

std::vector<Fields> Fields::objects(std::string_view name, std::size_t count_max) const {
  std::vector<Fields> list;
  const auto* array = list_of(name, count_max);
  if (array == nullptr) {
    return list;
  }
  for (std::size_t i = 0; i < array->size(); ++i) {
    const auto where = fmt::format("{}/{}", name, i);
    const auto* object = (*array)[i].if_object();
    if (object == nullptr) {
      if (!root_->error) {
        root_->error = bad("is not an object", pointer_ + "/" + where);
      }
      return list;
    }
    list.push_back(Fields{root_, object, pointer_ + "/" + where});
  }
  return list;
}

std::vector<std::string> Fields::texts(std::string_view name, std::size_t count_max,
                                       std::size_t bytes_max) const {
  std::vector<std::string> list;
  const auto* array = list_of(name, count_max);
  if (array == nullptr) {
    return list;
  }
  for (std::size_t i = 0; i < array->size(); ++i) {
    const auto* text = (*array)[i].if_string();
    if (text == nullptr || text->size() > bytes_max || !is_plain({text->data(), text->size()})) {
      if (!root_->error) {
        root_->error = bad("is not a short text", fmt::format("{}/{}", pointer(name), i));
      }
      return list;
    }
    list.emplace_back(text->data(), text->size());
  }
  return list;
}

}  // namespace holdfast::api
