#include "text/amount.hpp"

#include <array>

#include "text/page.hpp"

namespace holdfast::text {

namespace {

constexpr std::int64_t one = 1'000'000;         // a yuan, in the millionths that are reckoned with
constexpr std::int64_t most = 9'000'000'000LL;  // yuan; what is more is not an amount

int han_digit(char32_t c) {
  constexpr std::u32string_view plain = U"零一二三四五六七八九";
  constexpr std::u32string_view formal = U"零壹贰叁肆伍陆柒捌玖";
  if (c == U'两') {
    return 2;
  }
  auto at = plain.find(c);
  if (at == std::u32string_view::npos) {
    at = formal.find(c);
  }
  return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
}

std::int64_t scale_of(char32_t c) {
  switch (c) {
    case U'十':
    case U'拾':
      return 10;
    case U'百':
    case U'佰':
      return 100;
    case U'千':
    case U'仟':
      return 1000;
    case U'万':
      return 10'000;
    case U'亿':
      return 100'000'000;
    default:
      return 0;
  }
}

bool is_yuan(char32_t c) {
  return c == U'元' || c == U'块' || c == U'圆' || c == U'塊';
}

/// A number in digits, with commas between thousands and decimals.
struct Digits {
  std::size_t end = 0;
  std::int64_t millionths = 0;
  bool has_comma = false;
  std::size_t decimals = 0;
};

std::optional<Digits> digits_at(std::u32string_view text, std::size_t begin) {
  const auto at = [&](std::size_t i) { return i < text.size() ? text[i] : U'\0'; };
  Digits digits;
  std::size_t i = begin;
  std::int64_t whole = 0;
  std::size_t count = 0;
  const auto eat = [&] {
    std::size_t eaten = 0;
    while (is_digit(at(i))) {
      if (++count > 10) {
        return false;
      }
      whole = whole * 10 + static_cast<std::int64_t>(at(i) - U'0');
      ++i;
      ++eaten;
    }
    return eaten > 0;
  };
  if (!eat()) {
    return std::nullopt;
  }
  while (i - begin <= 15 && at(i) == U',' && is_digit(at(i + 1)) && is_digit(at(i + 2)) &&
         is_digit(at(i + 3)) && !is_digit(at(i + 4)) && (digits.has_comma || count <= 3)) {
    ++i;
    digits.has_comma = true;
    if (!eat()) {
      return std::nullopt;
    }
  }
  digits.millionths = whole * one;
  if (at(i) == U'.' && is_digit(at(i + 1))) {
    ++i;
    std::int64_t unit = one / 10;
    while (is_digit(at(i)) && digits.decimals < 6) {
      digits.millionths += static_cast<std::int64_t>(at(i) - U'0') * unit;
      unit /= 10;
      ++i;
      ++digits.decimals;
    }
    if (is_digit(at(i)) || at(i) == U'.') {
      return std::nullopt;  // a version, an address
    }
  }
  digits.end = i;
  return digits;
}

/// What a number adds up to while its parts are read.
struct Sum {
  std::int64_t total = 0;    // millionths; whole groups of ten thousand
  std::int64_t section = 0;  // below ten thousand
  std::int64_t current = 0;  // the last digit or digits
  std::int64_t last_scale = 0;
  bool has_current = false;
  bool after_zero = false;

  bool scale(std::int64_t by) {
    if (by < 10'000) {
      section += (has_current ? current : one) * by;
    } else {
      if (!has_current && section == 0 && total == 0) {
        return false;  // 万 or 亿 that begins is a word
      }
      const std::int64_t group = total + section + (has_current ? current : 0);
      if (group > most * one / by) {
        return false;
      }
      total = group * by;
      section = 0;
    }
    last_scale = by;
    has_current = false;
    after_zero = false;
    return true;
  }
  /// 一万二 is twelve thousand.
  [[nodiscard]] std::int64_t value() const {
    const bool is_short = has_current && last_scale >= 10 && !after_zero && current < 10 * one;
    return total + section + (has_current ? (is_short ? current * (last_scale / 10) : current) : 0);
  }
};

/// After 块: a single digit is tenths (三块六).
std::size_t tenths_at(std::u32string_view text, std::size_t i, std::int64_t& value) {
  const auto at = [&](std::size_t k) { return k < text.size() ? text[k] : U'\0'; };
  int digit = han_digit(at(i));
  if (digit < 0 && is_digit(at(i))) {
    digit = static_cast<int>(at(i) - U'0');
  }
  const char32_t next = at(i + 1);
  constexpr std::u32string_view counted =
      U"个条次月天年人斤张点分位家件块元万千百十单台只份日号时.";
  if (digit < 1 || is_digit(next) || han_digit(next) >= 0 ||
      (next != 0 && counted.find(next) != std::u32string_view::npos)) {
    return i;
  }
  value += digit * (one / 10);
  return i + 1;
}

struct Reading {
  std::size_t end = 0;
  std::int64_t millionths = 0;
  bool has_unit = false;       // 元 or 块
  bool has_myriad = false;     // 万 or 亿
  bool is_money_form = false;  // commas or two decimals
  bool is_plain = false;       // digits alone
};

std::optional<Reading> read(std::u32string_view text, std::size_t begin) {
  const auto at = [&](std::size_t k) { return k < text.size() ? text[k] : U'\0'; };
  Reading reading;
  Sum sum;
  std::size_t i = begin;
  std::size_t parts = 0;
  bool has_han = false;
  std::optional<Reading> at_myriad;  // what was read up to the last 万
  while (parts < 24) {
    const char32_t c = at(i);
    if (is_digit(c)) {
      const auto digits = digits_at(text, i);
      if (!digits || sum.has_current) {
        break;
      }
      reading.is_money_form = digits->has_comma || digits->decimals == 2;
      sum.current = digits->millionths;
      sum.has_current = true;
      i = digits->end;
    } else if (const int digit = han_digit(c); digit >= 0) {
      if (sum.has_current) {
        return std::nullopt;  // 二零二五 is not counted
      }
      has_han = true;
      if (digit == 0) {
        sum.after_zero = true;
      } else {
        sum.current = digit * one;
        sum.has_current = true;
      }
      ++i;
    } else if (const std::int64_t scale = scale_of(c); scale > 0 && i + 1 >= begin) {
      if (parts == 0 && scale != 10) {
        return std::nullopt;  // 百万, 千万: words
      }
      if (!sum.scale(scale)) {
        return std::nullopt;
      }
      has_han = true;
      reading.has_myriad = reading.has_myriad || scale >= 10'000;
      ++i;
      if (scale >= 10'000) {
        at_myriad = reading;
        at_myriad->end = i;
        at_myriad->millionths = sum.value();
      }
    } else if ((c == U'w' && parts > 0 && !is_letter(at(i + 1)))) {
      if (!sum.scale(10'000)) {
        return std::nullopt;
      }
      reading.has_myriad = true;
      ++i;
    } else if ((c == U'多' || c == U'余') && parts > 0 &&
               (is_yuan(at(i + 1)) || at(i + 1) == U'万' || reading.has_myriad ||
                sum.last_scale >= 1000)) {
      if (c == U'余' && !is_yuan(at(i + 1)) && at(i + 1) != U'万') {
        break;
      }
      ++i;
    } else {
      break;
    }
    ++parts;
  }
  if (parts == 0) {
    return std::nullopt;
  }
  reading.is_plain = !has_han;
  reading.millionths = sum.value();
  if (is_yuan(at(i))) {
    const bool is_word = at(i) == U'元' && (at(i + 1) == U'旦' || at(i + 1) == U'宵');
    if (!is_word) {
      reading.has_unit = true;
      ++i;
      if (at(i - 1) != U'元') {
        i = tenths_at(text, i, reading.millionths);
      }
    }
  }
  reading.end = i;
  // 五万一起, 20万三年期: what follows 万 counts something else.
  constexpr std::u32string_view others =
      U"起直边定样年月日天个名位股份家人次成点些共下般笔单期层楼岁周代手张条";
  if (at_myriad && !reading.has_unit && at_myriad->end < i &&
      others.find(at(i)) != std::u32string_view::npos && at(i) != 0) {
    return at_myriad;
  }
  return reading;
}

/// Something counted, not money, follows 万: 3万人, 400万股, 5万美元.
bool is_counted(std::u32string_view text, std::size_t i) {
  constexpr std::u32string_view nouns =
      U"人次份个股粉条户台张名只家件字里步美欧港澳日韩英加泰新吨斤米亩棵点钻平方公辆场篇套组积分u";
  // 个人, 日前 and the like are rare after an amount; a noun that is counted is not.
  return i < text.size() && nouns.find(text[i]) != std::u32string_view::npos;
}

bool joins_range(char32_t c) {
  return c == U'-' || c == U'~' || c == U'—' || c == U'–';
}

}  // namespace

std::optional<Amount> amount_at(std::u32string_view text, std::size_t begin) {
  const auto at = [&](std::size_t k) { return k < text.size() ? text[k] : U'\0'; };
  const bool has_sign = at(begin) == U'¥';
  std::size_t i = begin + (has_sign ? 1 : 0);
  while (has_sign && at(i) == U' ' && i < begin + 3) {
    ++i;
  }
  auto reading = read(text, i);
  if (!reading) {
    return std::nullopt;
  }
  if (joins_range(at(reading->end)) && !has_sign && !reading->has_unit) {
    const auto second = read(text, reading->end + 1);
    if (second && (second->has_unit || second->has_myriad) &&
        (reading->is_plain || reading->has_myriad) &&
        second->millionths > reading->millionths / 10'000) {
      reading = second;
      reading->is_plain = false;
    }
  }
  const std::int64_t fen = reading->millionths / (one / 100);
  const bool counted = !reading->has_unit && is_counted(text, reading->end);
  return Amount{reading->end, fen,
                (has_sign || reading->has_unit || reading->has_myriad) && !counted &&
                    (fen > 0 || reading->has_unit)};
}

bool is_han_digit(char32_t c) {
  return han_digit(c) >= 0;
}

std::optional<Small> small_han_number(std::u32string_view text, std::size_t begin) {
  const auto at = [&](std::size_t k) { return k < text.size() ? text[k] : U'\0'; };
  std::size_t i = begin;
  int tens = -1;
  int ones = han_digit(at(i));
  if (ones >= 0) {
    ++i;
  }
  if (at(i) == U'十') {
    tens = ones < 0 ? 1 : ones;
    ++i;
    ones = han_digit(at(i));
    if (ones > 0) {
      ++i;
    } else {
      ones = 0;
    }
  } else if (ones == 0 && han_digit(at(i)) > 0) {  // 零五
    ones = han_digit(at(i));
    ++i;
  } else if (ones < 0) {
    return std::nullopt;
  }
  if (han_digit(at(i)) >= 0 || at(i) == U'十') {
    return std::nullopt;
  }
  return Small{i, (tens < 0 ? 0 : tens * 10) + ones};
}

namespace {

/// Two decimals after words of a statement are money even without a unit.
bool is_statement(std::u32string_view before) {
  constexpr std::array<std::u32string_view, 6> words{U"人民币", U"余额", U"金额",
                                                     U"rmb",    U"支出", U"收入"};
  return contains_any(before, words);
}

/// 一块板, 两块砖: pieces. With 钱, more digits or a pause it is money.
bool is_piece(const Page& page, std::size_t begin, std::size_t end) {
  if (end - begin != 2 || page.at(end - 1) != U'块' || han_digit(page.at(begin)) < 0) {
    return false;
  }
  const char32_t next = page.at(end);
  return next != U'钱' && is_han(next);
}

}  // namespace

void find_amounts(Page& page) {
  const std::u32string_view text = page.folded;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = text[i];
    const bool may_begin = is_digit(c) || c == U'¥' || han_digit(c) > 0 || c == U'十';
    const char32_t last = i > 0 ? text[i - 1] : U'\0';
    const bool glued = i > 0 && page.taken[i - 1] != 0;
    const bool in_word = is_digit(c) && !glued && (is_digit(last) || last == U'.');
    if (!may_begin || in_word || last == U'第' || page.taken[i] != 0) {
      ++i;
      continue;
    }
    const auto amount = amount_at(text, i);
    if (!amount) {
      ++i;
      while (is_digit(c) && i < text.size() && is_digit(text[i])) {
        ++i;
      }
      continue;
    }
    const char32_t unit = page.at(amount->end - 1);
    const bool after_letter = is_digit(c) && is_letter(last) && !glued;  // CT1260元, but not G1万
    bool good =
        amount->is_stated && !is_piece(page, i, amount->end) && (!after_letter || is_yuan(unit));
    if (!amount->is_stated && is_digit(c) && amount->end >= 3 + i &&
        text[amount->end - 3] == U'.' && amount->fen > 0 && is_statement(page.before(i, 5)) &&
        !is_letter(page.at(amount->end))) {
      good = true;
    }
    if (good && page.is_free(i, amount->end)) {
      page.take(Kind::amount, i, amount->end);
    }
    i = std::max(amount->end, i + 1);
  }
}

}  // namespace holdfast::text
