#include "base/calendar.hpp"

namespace holdfast::base {

Instant add_months(Instant from, int months) {
  namespace chr = std::chrono;
  constexpr chr::hours beijing{8};
  const auto local = from + beijing;
  const auto day = chr::floor<chr::days>(local);
  const auto time_of_day = local - day;
  auto date = chr::year_month_day{day} + chr::months{months};
  if (!date.ok()) {
    date = date.year() / date.month() / chr::last;
  }
  return chr::sys_days{date} + time_of_day - beijing;
}

}  // namespace holdfast::base
