// Small JSON values of answers (internal to api).
#pragma once

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <optional>
#include <string>

#include "base/instant.hpp"

namespace holdfast::api {

[[nodiscard]] inline boost::json::value time_or_null(const std::optional<base::Instant>& at) {
  return at ? boost::json::value(base::format_instant(*at)) : boost::json::value(nullptr);
}
[[nodiscard]] inline boost::json::value text_or_null(const std::string& text) {
  return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

}  // namespace holdfast::api
