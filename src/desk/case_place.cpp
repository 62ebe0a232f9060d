#include "desk/case_place.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "base/calendar.hpp"

namespace holdfast::desk {

namespace {

int number_in(std::string_view text) {
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : -1;
}

}  // namespace

int age_by_id_no(std::string_view id_no, base::Instant at) {
  if (id_no.size() != 18) {
    return -1;
  }
  const std::chrono::year_month_day born{
      std::chrono::year{number_in(id_no.substr(6, 4))},
      std::chrono::month{static_cast<unsigned>(std::max(0, number_in(id_no.substr(10, 2))))},
      std::chrono::day{static_cast<unsigned>(std::max(0, number_in(id_no.substr(12, 2))))}};
  const auto today = base::date_in_beijing(at);
  if (!born.ok() || born > today) {
    return -1;
  }
  const int years = static_cast<int>(today.year()) - static_cast<int>(born.year());
  const bool had_birthday =
      std::pair{today.month(), today.day()} >= std::pair{born.month(), born.day()};
  return had_birthday ? years : years - 1;
}

std::string age_group(std::string_view groups, int years) {
  while (years >= 0 && !groups.empty()) {
    const auto end = std::min(groups.find(' '), groups.size());
    const auto group = groups.substr(0, end);
    groups.remove_prefix(std::min(end + 1, groups.size()));
    const auto dash = std::min(group.find('-'), group.size());
    const int low = number_in(group.substr(0, dash));
    const auto upper = group.substr(std::min(dash + 1, group.size()));
    if (low >= 0 && years >= low && (upper.empty() || years <= number_in(upper))) {
      return std::string{group};
    }
  }
  return {};
}

}  // namespace holdfast::desk
