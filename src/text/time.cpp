#include "text/time.hpp"

#include <array>
#include <fmt/core.h>

#include "text/amount.hpp"
#include "text/page.hpp"

namespace holdfast::text {

namespace {

struct Scan {
  std::u32string_view text;
  std::size_t at;

  [[nodiscard]] char32_t peek(std::size_t ahead = 0) const {
    return at + ahead < text.size() ? text[at + ahead] : U'\0';
  }
  bool eat(char32_t c) {
    if (peek() != c) {
      return false;
    }
    ++at;
    return true;
  }
  void skip_blanks(std::size_t count) {
    while (count-- > 0 && is_blank(peek())) {
      ++at;
    }
  }
  /// Two digits that are known to be there.
  int two_digits() {
    const int value = static_cast<int>((peek() - U'0') * 10 + (peek(1) - U'0'));
    at += 2;
    return value;
  }
  /// A number of `least` to `most` digits and no more; or, where asked for, in Chinese numerals.
  std::optional<int> number(std::size_t least, std::size_t most_digits, bool han) {
    std::size_t count = 0;
    int value = 0;
    while (count <= most_digits && is_digit(peek(count))) {
      value = value * 10 + static_cast<int>(peek(count) - U'0');
      ++count;
    }
    if (count >= least && count <= most_digits) {
      at += count;
      return value;
    }
    if (count == 0 && han) {
      if (const auto small = small_han_number(text, at)) {
        at = small->end;
        return small->value;
      }
    }
    return std::nullopt;
  }
};

struct Period {
  std::u32string_view word;
  int from;  // the first hour that a 12-hour clock means as it is; below, twelve are added
};
constexpr std::array periods{
    Period{U"凌晨", 0},  Period{U"清晨", 0},  Period{U"清早", 0},  Period{U"早上", 0},
    Period{U"早晨", 0},  Period{U"上午", 0},  Period{U"中午", 10}, Period{U"下午", 12},
    Period{U"傍晚", 12}, Period{U"晚上", 12}, Period{U"晚间", 12}, Period{U"夜里", 12},
    Period{U"夜间", 12}, Period{U"深夜", 12}, Period{U"半夜", 12}, Period{U"午夜", 12},
    Period{U"午后", 12}, Period{U"早", 0},    Period{U"晚", 12},
};

const Period* eat_period(Scan& scan) {
  for (const Period& period : periods) {
    if (scan.text.substr(scan.at).starts_with(period.word)) {
      scan.at += period.word.size();
      return &period;
    }
  }
  return nullptr;
}

bool is_day(int month, int day) {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool read_date(Scan& scan, Moment& moment) {
  const std::size_t begin = scan.at;
  const auto fail = [&] {
    scan.at = begin;
    return false;
  };
  // 2026-03-04, 2026/3/4, 2026.3.4; the clock may be glued to the two digits of the day.
  Scan four = scan;
  if (const auto year = four.number(4, 4, false); year && *year >= 1949 && *year <= 2099) {
    const char32_t mark = four.peek();
    if (mark == U'-' || mark == U'/' || mark == U'.') {
      ++four.at;
      const auto month = four.number(1, 2, false);
      if (!month || !four.eat(mark) || !is_digit(four.peek())) {
        return fail();
      }
      int day = static_cast<int>(four.peek() - U'0');
      ++four.at;
      if (is_digit(four.peek())) {
        day = day * 10 + static_cast<int>(four.peek() - U'0');
        ++four.at;
      }
      // Digits that go on are a glued clock or no date at all.
      const bool glued = is_digit(four.peek()) &&
                         (four.peek(1) == U':' || (is_digit(four.peek(1)) && four.peek(2) == U':'));
      if (!is_day(*month, day) || (is_digit(four.peek()) && !glued)) {
        return fail();
      }
      moment.year = *year;
      moment.month = *month;
      moment.day = day;
      scan.at = four.at;
      return true;
    }
    if (!four.eat(U'年')) {
      return fail();
    }
    moment.year = *year;
    scan.at = four.at;
    scan.skip_blanks(1);
  }
  const auto month = scan.number(1, 2, true);
  if (!month || !scan.eat(U'月')) {
    return fail();
  }
  scan.skip_blanks(1);
  const auto day = scan.number(1, 2, true);
  if (!day || (!scan.eat(U'日') && !scan.eat(U'号')) || !is_day(*month, *day)) {
    return fail();
  }
  moment.month = *month;
  moment.day = *day;
  return true;
}

/// 半, 一刻, 05分, 四十; how a clock goes on after 点 or 时.
void read_minutes(Scan& scan, Moment& moment) {
  moment.minute = 0;
  if (scan.eat(U'半')) {
    moment.minute = 30;
    return;
  }
  if (scan.eat(U'整') || scan.eat(U'钟')) {
    return;
  }
  if (scan.peek(1) == U'刻' && (scan.peek() == U'一' || scan.peek() == U'三')) {
    moment.minute = scan.peek() == U'一' ? 15 : 45;
    scan.at += 2;
    return;
  }
  Scan ahead = scan;
  const std::size_t from = ahead.at;
  const auto minute = ahead.number(1, 2, true);
  if (!minute || *minute > 59) {
    return;
  }
  const bool has_unit = ahead.eat(U'分');
  // 三点八 is a decimal; 七点十一, 八点20 are clocks.
  if (!has_unit && (ahead.at - from < 2 || is_digit(ahead.peek()))) {
    return;
  }
  constexpr std::u32string_view counted = U"元块万单个人次千百亿年月日号斤%名天秒";
  if (!has_unit && counted.find(ahead.peek()) != std::u32string_view::npos && ahead.peek() != 0) {
    return;
  }
  moment.minute = *minute;
  if (has_unit) {
    Scan more = ahead;
    const auto second = more.number(1, 2, false);
    if (second && *second <= 59 && more.eat(U'秒')) {
      moment.second = *second;
      ahead.at = more.at;
    }
  }
  scan.at = ahead.at;
}

/// Words after 三点 that make it a count of points, and signs that it is a decimal.
bool is_points(std::u32string_view text, std::size_t end) {
  constexpr std::array<std::u32string_view, 16> words{
      U"建议",   U"意见", U"要求", U"注意", U"提示", U"几",   U"券", U"%",
      U"个百分", U"说明", U"理由", U"原因", U"教训", U"声明", U"赞", U"多五"};
  for (const auto word : words) {
    if (text.substr(end).starts_with(word)) {
      return true;
    }
  }
  return false;
}

/// 2026-06-10 11:203600元: an amount is glued to the clock.
bool is_glued_amount(std::u32string_view text, std::size_t begin) {
  const auto amount = amount_at(text, begin);
  return amount && amount->is_stated;
}

/// 两点 is a clock before these.
bool is_pause(char32_t next) {
  constexpr std::u32string_view pauses = U"到前来左过准，,。";
  return pauses.find(next) != std::u32string_view::npos;
}

bool read_clock(Scan& scan, Moment& moment, bool after_date) {
  const std::size_t begin = scan.at;
  const Period* const period = eat_period(scan);
  if (period != nullptr) {
    scan.skip_blanks(1);
  }
  const bool han = !is_digit(scan.peek());
  const std::size_t number_at = scan.at;
  const auto hour = scan.number(1, 2, true);
  const auto fail = [&] {
    scan.at = begin;
    return false;
  };
  if (!hour || *hour > 24) {
    return fail();
  }
  const bool is_single = period != nullptr && period->word.size() == 1;
  if (!han && scan.peek() == U':' && is_digit(scan.peek(1)) && is_digit(scan.peek(2)) &&
      (!is_digit(scan.peek(3)) || (after_date && is_glued_amount(scan.text, scan.at + 3)))) {
    ++scan.at;
    moment.minute = scan.two_digits();
    if (moment.minute > 59) {
      return fail();
    }
    if (scan.peek() == U':' && is_digit(scan.peek(1)) && is_digit(scan.peek(2)) &&
        !is_digit(scan.peek(3))) {
      ++scan.at;
      moment.second = scan.two_digits();
    }
  } else if (scan.peek() == U'点' || scan.peek() == U'时') {
    const bool is_point = scan.peek() == U'点';
    ++scan.at;
    const std::size_t unit_end = scan.at;
    read_minutes(scan, moment);
    const bool bare = scan.at == unit_end;
    if (bare && is_points(scan.text, scan.at)) {
      return fail();
    }
    const bool is_word = scan.at - number_at == 2 && *hour == 1;  // 一点, 晚一点, 早一点
    if (bare && han &&
        (!is_point || is_han_digit(scan.peek()) || scan.peek() == U'儿' ||
         (is_word && (period == nullptr || is_single)) ||
         (*hour == 2 && period == nullptr && !after_date && !is_pause(scan.peek())))) {
      return fail();
    }
    if (!is_point && bare && !han && period == nullptr && !after_date &&
        (scan.peek() == U'间' || scan.peek() == U'候')) {
      return fail();
    }
  } else {
    return fail();
  }
  moment.hour = *hour % 24;
  if (period != nullptr && *hour < 12 && *hour < period->from &&
      !(period->word.starts_with(U"半夜") && *hour < 6) &&
      !(period->word.starts_with(U"深夜") && *hour < 6) &&
      !(period->word.starts_with(U"夜") && *hour < 5)) {
    moment.hour = *hour + 12;
  }
  if (period != nullptr && period->from == 12 && *hour == 12 && period->word.starts_with(U"晚")) {
    moment.hour = 0;
  }
  return true;
}

}  // namespace

std::optional<Moment> moment_at(std::u32string_view text, std::size_t begin) {
  Scan scan{text, begin};
  Moment moment;
  if (!read_date(scan, moment)) {
    // 2/3 13:25: a day without a year only with its clock.
    Scan slash{text, begin};
    const auto month = slash.number(1, 2, false);
    if (month && slash.eat(U'/')) {
      const auto day = slash.number(1, 2, false);
      const std::size_t day_end = slash.at;
      slash.skip_blanks(1);
      Moment both;
      if (day && is_day(*month, *day) && slash.at > day_end && read_clock(slash, both, true)) {
        both.month = *month;
        both.day = *day;
        both.end = slash.at;
        return both;
      }
    }
    if (!read_clock(scan, moment, false)) {
      return std::nullopt;
    }
    moment.end = scan.at;
    return moment;
  }
  moment.end = scan.at;
  Scan clock = scan;
  if (clock.peek() == U't') {
    ++clock.at;
  } else {
    clock.skip_blanks(2);
  }
  if (read_clock(clock, moment, true)) {
    moment.end = clock.at;
  }
  return moment;
}

std::string iso(const Moment& moment) {
  if (!moment.has_date() || moment.year < 0) {
    return {};
  }
  std::string text = fmt::format("{:04}-{:02}-{:02}", moment.year, moment.month, moment.day);
  if (moment.has_clock()) {
    text += fmt::format("T{:02}:{:02}", moment.hour, std::max(moment.minute, 0));
    if (moment.second >= 0) {
      text += fmt::format(":{:02}", moment.second);
    }
  }
  return text;
}

namespace {

bool is_year(const Page& page, std::size_t i) {
  return is_digit(page.at(i + 3)) && !is_digit(page.at(i + 4));
}

/// 百分之七点五, 年化三点八.
bool is_share(const Page& page, std::size_t i) {
  const auto before = page.before(i, 4);
  return contains(before, U"分之") || contains(before, U"年化");
}

}  // namespace

void find_times(Page& page) {
  const std::u32string_view text = page.folded;
  constexpr std::u32string_view begins = U"凌清早上中下傍晚夜深半午零一二两三四五六七八九十";
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = text[i];
    const char32_t last = i > 0 ? text[i - 1] : U'\0';
    const bool may_begin = page.taken[i] == 0 &&
                           (is_digit(c) || begins.find(c) != std::u32string_view::npos) &&
                           !(is_digit(c) && (is_digit(last) || is_letter(last))) && last != U'第' &&
                           !(last == U'.' && !is_year(page, i)) && !is_share(page, i);
    const auto moment = may_begin ? moment_at(text, i) : std::nullopt;
    if (!moment || !page.is_free(i, moment->end)) {
      ++i;
      while (is_digit(c) && i < text.size() && is_digit(text[i])) {
        ++i;
      }
      continue;
    }
    page.take(Kind::time, i, moment->end);
    i = moment->end;
  }
}

}  // namespace holdfast::text
