#include "profile/message.hpp"

#include <algorithm>

namespace holdfast::profile {

std::string_view text_of(const Row& row, std::string_view name) {
  const auto found =
      std::find_if(row.begin(), row.end(), [&](const Field& each) { return each.name == name; });
  return found == row.end() ? std::string_view{} : std::string_view{found->value};
}

std::string_view Message::text(std::string_view name) const {
  return text_of(body, name);
}

void Message::add(std::string_view name, std::string value) {
  if (!value.empty()) {
    body.push_back({std::string{name}, std::move(value)});
  }
}

}  // namespace holdfast::profile
