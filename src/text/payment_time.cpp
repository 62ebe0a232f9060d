#include "text/payment_time.hpp"

#include <chrono>
#include <cstdio>
#include <fmt/core.h>

#include "text/utf.hpp"

namespace holdfast::text {

namespace {

/// The day of the report moved by some days, for 昨天 and 前天.
std::string day_from(std::string_view report, int days) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (report.size() < 10 || std::sscanf(std::string(report.substr(0, 10)).c_str(), "%4d-%2u-%2u",
                                        &year, &month, &day) != 3) {
    return {};
  }
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (!date.ok()) {
    return {};
  }
  const std::chrono::year_month_day moved{std::chrono::sys_days{date} + std::chrono::days{days}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(moved.year()),
                     static_cast<unsigned>(moved.month()), static_cast<unsigned>(moved.day()));
}

}  // namespace

std::string PaymentTime::of(const Span& amount) const {
  return last_ && sentences_.between(last_->end, amount.begin) == 0 ? last_iso_ : std::string{};
}

void PaymentTime::read(const Span& span) {
  auto moment = moment_at(folded_, span.begin);
  if (!moment) {
    return;
  }
  last_ = span;
  if (moment->has_date()) {
    if (moment->year < 0) {
      moment->year = year_of(moment->month, moment->day);
    }
    day_ = *moment;
  } else {
    const auto from = span.begin > 4 ? span.begin - 4 : 0;
    const auto before = folded_.substr(from, span.begin - from);
    const int days = before.find(U"前天") != std::u32string_view::npos     ? -2
                     : before.find(U"昨") != std::u32string_view::npos     ? -1
                     : before.find(U"今") != std::u32string_view::npos     ? 0
                     : before.find(U"次日") != std::u32string_view::npos   ? 100
                     : before.find(U"第二天") != std::u32string_view::npos ? 100
                                                                           : 200;
    std::string day;
    if (days <= 0 || (days == 200 && !day_)) {
      day = day_from(report_, days == 200 ? 0 : days);
    } else if (day_) {
      day = day_from(iso(*day_), days == 100 ? 1 : 0);
    }
    if (const auto dated = day.empty() ? std::nullopt : moment_at(decode(day), 0)) {
      moment->year = dated->year;
      moment->month = dated->month;
      moment->day = dated->day;
      if (days <= 0 || days == 100) {
        day_ = dated;
      }
    }
  }
  last_iso_ = iso(*moment);
}
/// Without a year: that of the last full date, or that of the report, the year before where the day
/// lies after it.
int PaymentTime::year_of(int month, int day) const {
  if (day_ && day_->year > 0) {
    return day_->year;
  }
  int year = -1;
  int report_month = 0;
  int report_day = 0;
  if (report_.size() < 10 || std::sscanf(std::string(report_.substr(0, 10)).c_str(), "%4d-%2d-%2d",
                                         &year, &report_month, &report_day) != 3) {
    return -1;
  }
  return month * 100 + day > report_month * 100 + report_day ? year - 1 : year;
}

}  // namespace holdfast::text
