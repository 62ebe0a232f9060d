// Terms that the law counts in months or in working days. Beijing's calendar decides, whatever the
// machine's zone.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace holdfast::base {

/// The same day and time of day `months` later in Beijing; where that month has no such day, its
/// last one. So a term of six months from 31 August ends on 28 or 29 February. `months`: 0 to
/// 1,200.
[[nodiscard]] Instant add_months(Instant from, int months);

/// Dates that depart from the week, each list as "2026-01-01,2026-01-02".
struct WorkingCalendar {
  std::string_view days_off;     // on working days of the week
  std::string_view days_worked;  // on weekends
};
/// The end of the `days`-th working day after the day of `from`: midnight in Beijing, exclusive.
/// The first day does not count. `days`: 1 to 366. O(days).
[[nodiscard]] Instant end_of_working_day(Instant from, int days, const WorkingCalendar& calendar);

/// The day it is in Beijing.
[[nodiscard]] std::chrono::year_month_day date_in_beijing(Instant at);
/// 2026 from 31 December 2025, 16:00 UTC, on.
[[nodiscard]] int year_in_beijing(Instant at);
/// "2026年11月27日", as papers are dated.
[[nodiscard]] std::string date_in_words(Instant at);

}  // namespace holdfast::base
