// The list of numbers under a prefix, as anybody may ask for it (internal to api).
#pragma once

#include <boost/json/fwd.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace holdfast::api {

/// Whether it has as many hexadecimal digits as a prefix has.
[[nodiscard]] bool is_prefix(std::string_view text);

/// Entries that nobody's number has, so that a short list looks as a long one does, and all of them
/// in order. They follow from the prefix and the secret behind `keyed`: asked again they are the
/// same.
void fill_up(const std::string& prefix, std::size_t least, base::Instant now,
             const std::function<std::string(const std::string& text)>& keyed,
             boost::json::array& items);

}  // namespace holdfast::api
