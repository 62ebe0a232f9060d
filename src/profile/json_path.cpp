#include "profile/json_path.hpp"

#include <boost/json.hpp>

namespace holdfast::profile {

namespace json = boost::json;

namespace {

constexpr std::size_t depth_max = 16;

json::string_view view(std::string_view text) {
  return {text.data(), text.size()};
}

const json::value* find(const json::object& object, std::string_view path) {
  const auto dot = path.find('.');
  const auto* found = object.if_contains(view(path.substr(0, dot)));
  if (found == nullptr || dot == std::string_view::npos) {
    return found;
  }
  const auto* inner = found->if_object();
  return inner == nullptr ? nullptr : find(*inner, path.substr(dot + 1));
}

}  // namespace

base::Result<json::object> object_in(std::string_view text) {
  json::error_code failed;
  json::parse_options options;
  options.max_depth = depth_max;
  auto value = json::parse(view(text), failed, {}, options);
  if (failed || !value.is_object()) {
    return base::Error{base::ErrorCode::bad_input, "the text is not a JSON object"};
  }
  return std::move(value.as_object());
}

std::string text_in(const json::object& object, std::string_view path) {
  const auto* value = find(object, path);
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
}

std::optional<std::int64_t> number_in(const json::object& object, std::string_view path) {
  const auto* value = find(object, path);
  const auto* number = value == nullptr ? nullptr : value->if_int64();
  return number == nullptr ? std::nullopt : std::optional{*number};
}

bool flag_in(const json::object& object, std::string_view path) {
  const auto* value = find(object, path);
  const auto* flag = value == nullptr ? nullptr : value->if_bool();
  return flag != nullptr && *flag;
}

std::string officer_of(const json::object& order) {
  const auto* value = order.if_contains("officers");
  const auto* list = value == nullptr ? nullptr : value->if_array();
  const auto* first = list == nullptr || list->empty() ? nullptr : list->front().if_object();
  return first == nullptr ? std::string{} : text_in(*first, "name");
}

void put_text(json::object& object, std::string_view name, std::string_view text) {
  if (!text.empty()) {
    object[view(name)] = json::value(view(text));
  }
}

}  // namespace holdfast::profile
