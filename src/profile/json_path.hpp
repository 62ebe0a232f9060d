// Reading and filling JSON objects by paths, "justification.payer". For use within this layer.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace holdfast::profile {

/// Errors: bad_input, for text that is no JSON object or nests deeper than 16.
[[nodiscard]] base::Result<boost::json::object> object_in(std::string_view text);

/// The text at `path`; empty where there is none, or something else.
[[nodiscard]] std::string text_in(const boost::json::object& object, std::string_view path);
[[nodiscard]] std::optional<std::int64_t> number_in(const boost::json::object& object,
                                                    std::string_view path);
[[nodiscard]] bool flag_in(const boost::json::object& object, std::string_view path);
/// The name of the first of `officers`; empty where there is none.
[[nodiscard]] std::string officer_of(const boost::json::object& order);

/// Unless the text is empty.
void put_text(boost::json::object& object, std::string_view name, std::string_view text);

}  // namespace holdfast::profile
