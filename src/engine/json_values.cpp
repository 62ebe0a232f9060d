#include "engine/json_values.hpp"

#include <boost/json.hpp>

namespace holdfast::engine {

namespace json = boost::json;

json::value time_or_null(const std::optional<base::Instant>& at) {
  return at ? json::value(base::format_instant(*at)) : json::value(nullptr);
}

json::value fen_or_null(const std::optional<base::Fen>& amount) {
  return amount ? json::value(amount->value()) : json::value(nullptr);
}

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

}  // namespace holdfast::engine
