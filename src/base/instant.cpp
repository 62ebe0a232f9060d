#include "base/instant.hpp"

#include <fmt/core.h>
#include <optional>

namespace holdfast::base {

namespace {

constexpr std::chrono::hours beijing_offset{8};

struct Cursor {
  std::string_view text;
  std::size_t at = 0;

  /// Reads exactly `count` digits.
  std::optional<int> digits(std::size_t count) {
    if (at + count > text.size()) {
      return std::nullopt;
    }
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const char c = text[at + i];
      if (c < '0' || c > '9') {
        return std::nullopt;
      }
      value = value * 10 + (c - '0');
    }
    at += count;
    return value;
  }
  bool eat(char c) {
    if (at < text.size() && text[at] == c) {
      ++at;
      return true;
    }
    return false;
  }
  [[nodiscard]] bool done() const { return at == text.size(); }
};

Error bad(std::string_view text, std::string_view why) {
  return Error{ErrorCode::bad_input, fmt::format("time \"{}\" {}", text.substr(0, 48), why)};
}

/// The fraction of a second after its point, cut to milliseconds; nothing when it has no digit.
std::optional<int> fraction_ms(Cursor& cursor) {
  int value = 0;
  int count = 0;
  while (cursor.at < cursor.text.size() && cursor.text[cursor.at] >= '0' &&
         cursor.text[cursor.at] <= '9' && count < 9) {
    if (count < 3) {
      value = value * 10 + (cursor.text[cursor.at] - '0');
    }
    ++count;
    ++cursor.at;
  }
  if (count == 0) {
    return std::nullopt;
  }
  for (int i = count; i < 3; ++i) {
    value *= 10;
  }
  return value;
}

enum class MissingOffset { refuse, take_beijing };

Result<std::chrono::minutes> read_offset(Cursor& cursor, MissingOffset missing) {
  if (cursor.eat('Z')) {
    return std::chrono::minutes{0};
  }
  if (cursor.done()) {
    if (missing == MissingOffset::take_beijing) {
      return std::chrono::minutes{beijing_offset};
    }
    return bad(cursor.text, "has no offset such as +08:00");
  }
  const bool plus = cursor.eat('+');
  if (!plus && !cursor.eat('-')) {
    return bad(cursor.text, "has something else where its offset should be");
  }
  const auto hour = cursor.digits(2);
  cursor.eat(':');
  const auto minute = cursor.digits(2);
  if (!hour || !minute || *hour > 18 || *minute > 59) {
    return bad(cursor.text, "has a broken offset");
  }
  const std::chrono::minutes offset{*hour * 60 + *minute};
  return plus ? offset : -offset;
}

Result<Instant> parse(std::string_view text, MissingOffset missing) {
  namespace chr = std::chrono;
  Cursor cursor{text};
  const auto year = cursor.digits(4);
  const bool dash1 = cursor.eat('-');
  const auto month = cursor.digits(2);
  const bool dash2 = cursor.eat('-');
  const auto day = cursor.digits(2);
  if (!year || !dash1 || !month || !dash2 || !day) {
    return bad(text, "does not begin with a date such as 2021-01-31");
  }
  const chr::year_month_day date{chr::year{*year}, chr::month{static_cast<unsigned>(*month)},
                                 chr::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) {
    return bad(text, "names a day that does not exist");
  }
  if (!cursor.eat('T') && !cursor.eat(' ')) {
    return bad(text, "has no time of day");
  }
  const auto hour = cursor.digits(2);
  const bool colon1 = cursor.eat(':');
  const auto minute = cursor.digits(2);
  if (!hour || !colon1 || !minute || *hour > 23 || *minute > 59) {
    return bad(text, "has a broken time of day");
  }
  int second = 0;
  int ms = 0;
  if (cursor.eat(':')) {
    const auto read = cursor.digits(2);
    if (!read || *read > 59) {
      return bad(text, "has a broken time of day");
    }
    second = *read;
    if (cursor.eat('.')) {
      const auto fraction = fraction_ms(cursor);
      if (!fraction) {
        return bad(text, "ends at the decimal point");
      }
      ms = *fraction;
    }
  }
  const auto offset = read_offset(cursor, missing);
  if (!offset) {
    return offset.error();
  }
  if (!cursor.done()) {
    return bad(text, "goes on after its offset");
  }
  const Instant at = chr::sys_days{date} + chr::hours{*hour} + chr::minutes{*minute} +
                     chr::seconds{second} + chr::milliseconds{ms} - *offset;
  if (!is_plausible(at)) {
    return bad(text, "is outside the years 1970 to 2999");
  }
  return at;
}

struct Civil {
  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<Milliseconds> time;
};

Civil beijing(Instant at) {
  const auto local = at + beijing_offset;
  const auto day = std::chrono::floor<std::chrono::days>(local);
  return {std::chrono::year_month_day{day}, std::chrono::hh_mm_ss<Milliseconds>{local - day}};
}

}  // namespace

bool is_plausible(Instant at) {
  constexpr Instant first = std::chrono::sys_days{std::chrono::year{1970} / 1 / 1};
  constexpr Instant last = std::chrono::sys_days{std::chrono::year{3000} / 1 / 1};
  return at >= first && at < last;
}

Result<Instant> parse_instant(std::string_view text) {
  return parse(text, MissingOffset::refuse);
}

Result<Instant> parse_instant_beijing(std::string_view text) {
  return parse(text, MissingOffset::take_beijing);
}

std::string format_instant(Instant at) {
  const auto civil = beijing(at);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}+08:00",
                     static_cast<int>(civil.date.year()), static_cast<unsigned>(civil.date.month()),
                     static_cast<unsigned>(civil.date.day()), civil.time.hours().count(),
                     civil.time.minutes().count(), civil.time.seconds().count(),
                     civil.time.subseconds().count());
}

std::string display_instant(Instant at) {
  const auto civil = beijing(at);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", static_cast<int>(civil.date.year()),
                     static_cast<unsigned>(civil.date.month()),
                     static_cast<unsigned>(civil.date.day()), civil.time.hours().count(),
                     civil.time.minutes().count(), civil.time.seconds().count());
}

}  // namespace holdfast::base
