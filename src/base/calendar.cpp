#include "base/calendar.hpp"

#include <fmt/core.h>

namespace holdfast::base {

namespace {

namespace chr = std::chrono;

constexpr chr::hours beijing{8};

bool is_worked(chr::sys_days day, const WorkingCalendar& calendar) {
  const chr::year_month_day date{day};
  const auto name =
      fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  const auto week_day = chr::weekday{day}.iso_encoding();
  return week_day > 5 ? calendar.days_worked.find(name) != std::string_view::npos
                      : calendar.days_off.find(name) == std::string_view::npos;
}

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

Instant end_of_working_day(Instant from, int days, const WorkingCalendar& calendar) {
  auto day = chr::floor<chr::days>(from + beijing);
  for (int counted = 0; counted < days;) {
    day += chr::days{1};
    counted += is_worked(day, calendar) ? 1 : 0;
  }
  return day + chr::days{1} - beijing;
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
