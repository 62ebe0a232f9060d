#include "base/calendar.hpp"

#include <array>
#include <gtest/gtest.h>

namespace holdfast::base {
namespace {

struct Row {
  const char* from;
  int months;
  const char* until;
};

TEST(Calendar, MonthsAreCountedByBeijingsDays) {
  constexpr std::array rows{
      Row{"2023-01-15T09:30:00.123+08:00", 6, "2023-07-15T09:30:00.123+08:00"},
      Row{"2023-08-31T00:00:00+08:00", 6, "2024-02-29T00:00:00+08:00"},
      Row{"2022-08-31T23:59:59+08:00", 6, "2023-02-28T23:59:59+08:00"},
      Row{"2023-12-31T12:00:00+08:00", 12, "2024-12-31T12:00:00+08:00"},
      Row{"2024-02-29T12:00:00+08:00", 12, "2025-02-28T12:00:00+08:00"},
      Row{"2023-03-05T10:00:00+08:00", 0, "2023-03-05T10:00:00+08:00"},
      // In Beijing it is the 1st already when it is still the 31st in UTC.
      Row{"2023-01-31T16:30:00Z", 1, "2023-02-28T16:30:00Z"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(add_months(*parse_instant(row.from), row.months), *parse_instant(row.until))
        << row.from;
  }
}

TEST(Calendar, WorkingDaysEndWithTheirLastDayAndTheFirstDoesNotCount) {
  const WorkingCalendar calendar{"2026-10-01,2026-10-02,2026-10-05,2026-10-06,2026-10-07",
                                 "2026-09-20,2026-10-10"};
  constexpr std::array rows{
      Row{"2026-11-24T10:00:00+08:00", 3, "2026-11-28T00:00:00+08:00"},  // Tuesday: Wed Thu Fri
      Row{"2026-11-27T23:59:59+08:00", 3, "2026-12-03T00:00:00+08:00"},  // Friday: Mon Tue Wed
      Row{"2026-11-27T16:00:00Z", 1, "2026-12-01T00:00:00+08:00"},       // Saturday already
      Row{"2026-09-29T09:00:00+08:00", 3, "2026-10-10T00:00:00+08:00"},  // over the holiday
      Row{"2026-09-18T09:00:00+08:00", 1, "2026-09-21T00:00:00+08:00"},  // a Sunday worked
      Row{"2026-10-09T09:00:00+08:00", 1, "2026-10-11T00:00:00+08:00"},  // a Saturday worked
  };
  for (const auto& row : rows) {
    EXPECT_EQ(end_of_working_day(*parse_instant(row.from), row.months, calendar),
              *parse_instant(row.until))
        << row.from;
  }
}

TEST(Calendar, YearsAndDatesAreBeijings) {
  const auto new_year = *parse_instant("2025-12-31T16:00:00Z");
  EXPECT_EQ(year_in_beijing(new_year), 2026);
  EXPECT_EQ(year_in_beijing(new_year - Milliseconds{1}), 2025);
  EXPECT_EQ(date_in_words(new_year), "2026年1月1日");
}

}  // namespace
}  // namespace holdfast::base
