// Small JSON values that documents and answers are made of.
#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>

#include "base/fen.hpp"
#include "base/instant.hpp"

namespace holdfast::engine {

[[nodiscard]] boost::json::value time_or_null(const std::optional<base::Instant>& at);
[[nodiscard]] boost::json::value fen_or_null(const std::optional<base::Fen>& amount);
/// Null for an empty text.
[[nodiscard]] boost::json::value text_or_null(const std::string& text);

}  // namespace holdfast::engine
