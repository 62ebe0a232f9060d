#include "profile/values.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace holdfast::profile {

std::string write_time(base::Instant at) {
  auto text = base::format_instant(at).substr(0, 19);
  std::erase_if(text, [](char c) { return c < '0' || c > '9'; });
  return text;
}

base::Result<base::Instant> read_time(std::string_view text) {
  const bool is_digits = text.size() == 14 && std::all_of(text.begin(), text.end(), [](char c) {
                           return c >= '0' && c <= '9';
                         });
  if (!is_digits) {
    return base::Error{base::ErrorCode::bad_input, "a time has fourteen digits"};
  }
  const std::string all{text};
  return base::parse_instant(fmt::format("{}-{}-{}T{}:{}:{}+08:00", all.substr(0, 4),
                                         all.substr(4, 2), all.substr(6, 2), all.substr(8, 2),
                                         all.substr(10, 2), all.substr(12, 2)));
}

}  // namespace holdfast::profile
