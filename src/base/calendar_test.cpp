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

TEST(Calendar, YearsAndDatesAreBeijings) {
  const auto new_year = *parse_instant("2025-12-31T16:00:00Z");
  EXPECT_EQ(year_in_beijing(new_year), 2026);
  EXPECT_EQ(year_in_beijing(new_year - Milliseconds{1}), 2025);
  EXPECT_EQ(date_in_words(new_year), "2026年1月1日");
}

}  // namespace
}  // namespace holdfast::base
