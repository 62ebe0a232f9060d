#include "feed/scanner.hpp"
#include "feed/usual_forms.hpp"

namespace holdfast::feed {

namespace {

namespace chr = std::chrono;
using base::Result;

std::optional<chr::sys_days> scan_date(Scanner& scan) {
  const auto year = scan.number(4, 4);
  const bool separated = year && scan.eat_any({"-", "/", ".", "年"});
  const auto month = separated ? scan.number(1, 2) : scan.number(2, 2);
  if (separated && !scan.eat_any({"-", "/", ".", "月"})) {
    return std::nullopt;
  }
  const auto day = separated ? scan.number(1, 2) : scan.number(2, 2);
  scan.eat_any({"日", "号"});
  if (!year || !month || !day) {
    return std::nullopt;
  }
  const chr::year_month_day date{chr::year{*year}, chr::month{static_cast<unsigned>(*month)},
                                 chr::day{static_cast<unsigned>(*day)}};
  return date.ok() ? std::optional(chr::sys_days{date}) : std::nullopt;
}

/// Up to nine decimals of a second, cut to milliseconds.
std::optional<int> scan_fraction(Scanner& scan) {
  const std::size_t before = scan.rest.size();
  const auto value = scan.number(1, 3);
  if (!value) {
    return std::nullopt;
  }
  int ms = *value;
  for (std::size_t i = before - scan.rest.size(); i < 3; ++i) {
    ms *= 10;
  }
  static_cast<void>(scan.number(0, 6));
  return ms;
}

std::optional<base::Milliseconds> scan_clock(Scanner& scan) {
  // Digits only: the separators that follow are optional all together or not at all.
  const auto run = scan.rest.find_first_not_of("0123456789");
  const bool compact = std::min(run, scan.rest.size()) > 2;
  const auto hour = compact ? scan.number(2, 2) : scan.number(1, 2);
  if (!compact && !scan.eat_any({":", "时", "点"})) {
    return std::nullopt;
  }
  const auto minute = scan.number(2, 2);
  std::optional<int> second = 0;
  std::optional<int> ms = 0;
  const bool by_character = !compact && scan.eat("分");  // 9时30分: seconds may be left out
  if (compact ? !scan.rest.empty() && is_digit(scan.rest[0])
              : (by_character && !scan.rest.empty()) || scan.eat(":")) {
    second = scan.number(2, 2);
    if (scan.eat(".") || (compact && !scan.rest.empty() && is_digit(scan.rest[0]))) {
      ms = scan_fraction(scan);
    }
    scan.eat("秒");
  }
  if (!hour || !minute || !second || !ms || *hour > 23 || *minute > 59 || *second > 59) {
    return std::nullopt;
  }
  return chr::hours{*hour} + chr::minutes{*minute} + chr::seconds{*second} + chr::milliseconds{*ms};
}

/// Beijing's where nothing is left.
std::optional<chr::minutes> scan_offset(Scanner& scan) {
  scan.skip_blanks();
  if (scan.rest.empty()) {
    return chr::hours{8};
  }
  if (scan.eat("Z")) {
    return chr::minutes{0};
  }
  const bool plus = scan.eat("+");
  if (!plus && !scan.eat("-")) {
    return std::nullopt;
  }
  const auto hour = scan.number(2, 2);
  scan.eat(":");
  const auto minute = scan.number(2, 2);
  if (!hour || !minute || *hour > 18 || *minute > 59) {
    return std::nullopt;
  }
  const chr::minutes offset{*hour * 60 + *minute};
  return plus ? offset : -offset;
}

/// "93000" for 09:30:00: a spreadsheet has taken the leading zero.
std::string padded_clock(std::string_view clock) {
  std::string text = plain_text(clock);
  return text.size() == 5 && all_digits(text) ? "0" + text : text;
}

std::optional<base::Milliseconds> clock_of(std::string_view text) {
  const std::string plain = padded_clock(text);
  Scanner scan{plain};
  const auto clock = scan_clock(scan);
  return clock && scan.rest.empty() ? clock : std::nullopt;
}

Result<base::Instant> plausible(base::Instant at, std::string_view text) {
  if (!base::is_plausible(at)) {
    return bad_form("time", text, "is outside the years 1970 to 2999");
  }
  return at;
}

enum class Clock { required, optional };

Result<base::Instant> read_time(std::string_view text, Clock needed) {
  const std::string plain = plain_text(text);
  Scanner scan{plain};
  const auto day = scan_date(scan);
  if (!day) {
    return bad_form("time", text, "does not begin with a day that exists");
  }
  scan.eat("T");
  scan.skip_blanks();
  if (scan.rest.empty()) {
    if (needed == Clock::required) {
      return bad_form("time", text, "has no time of day");
    }
    return plausible(*day - chr::hours{8}, text);
  }
  const auto clock = scan_clock(scan);
  if (!clock) {
    return bad_form("time", text, "has a broken time of day");
  }
  const auto offset = scan_offset(scan);
  if (!offset || !scan.rest.empty()) {
    return bad_form("time", text, "goes on after its time of day");
  }
  return plausible(*day + *clock - *offset, text);
}

}  // namespace

Result<base::Instant> read_usual_time(std::string_view text) {
  return read_time(text, Clock::required);
}

Result<base::Instant> read_day(std::string_view date) {
  return read_time(date, Clock::optional);
}

Result<base::Instant> read_day_and_clock(std::string_view date, std::string_view clock) {
  const std::string plain = plain_text(date);
  Scanner scan{plain};
  const auto day = scan_date(scan);
  const bool whole = scan.rest.empty() || scan.rest[0] == ' ' || scan.rest[0] == 'T' ||
                     (all_digits(scan.rest) && scan.rest.size() == 6);
  if (!day || !whole) {
    return bad_form("date", date, "is not a day that exists");
  }
  const auto time = clock_of(clock);
  if (!time) {
    return bad_form("time of day", clock, "is not one");
  }
  return plausible(*day + *time - chr::hours{8}, date);
}

bool is_clock(std::string_view text) {
  return clock_of(text).has_value();
}

}  // namespace holdfast::feed
