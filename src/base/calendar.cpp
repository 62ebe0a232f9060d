#include "base/calendar.hpp"

#include <fmt/core.h>

namespace holdfast::base {

namespace {

namespace chr = std::chrono;

constexpr chr::hours beijing{8};

}  // namespace

chr::year_month_day date_in_beijing(Instant at) {
  return chr::year_month_day{chr::floor<chr::days>(at + beijing)};
}

Instant add_months(Instant from, int months) {
  const auto local = from + beijing;
  const auto day = chr::floor<chr::days>(local);
  const auto time_of_day = local - day;
  auto date = chr::year_month_day{day} + chr::months{months};
  if (!date.ok()) {
    date = date.year() / date.month() / chr::last;
  }
  return chr::sys_days{date} + time_of_day - beijing;
}

int year_in_beijing(Instant at) {
  return static_cast<int>(date_in_beijing(at).year());
}

std::string date_in_words(Instant at) {
  const auto date = date_in_beijing(at);
  return fmt::format("{}年{}月{}日", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace holdfast::base
