// Dates and clocks in a text: 2026年3月4日14时05分, 3月4日晚上8点半, 2022-10-1517:13, 下午3点.
// Folded text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace holdfast::text {

/// What a mark says; what it leaves open is -1.
struct Moment {
  std::size_t end = 0;
  int year = -1;
  int month = -1;
  int day = -1;
  int hour = -1;  // 0 to 23, 上午 and 下午 reckoned in
  int minute = -1;
  int second = -1;

  [[nodiscard]] bool has_date() const { return day >= 0; }
  [[nodiscard]] bool has_clock() const { return hour >= 0; }
};

[[nodiscard]] std::optional<Moment> moment_at(std::u32string_view folded, std::size_t begin);

/// 2026-03-04, or with a clock 2026-03-04T14:05 or 2026-03-04T14:05:33; empty without a date.
[[nodiscard]] std::string iso(const Moment& moment);

}  // namespace holdfast::text
