#include "feed/usual_forms.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>

#include "feed/utf8.hpp"

namespace holdfast::feed {

namespace {

namespace chr = std::chrono;
using base::Error;
using base::ErrorCode;
using base::Result;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

Error bad(std::string_view what, std::string_view text, std::string_view why) {
  return Error{ErrorCode::bad_input, fmt::format("{} \"{}\" {}", what, cut_utf8(text, 48), why)};
}

struct Scanner {
  std::string_view rest;

  bool eat(std::string_view word) {
    if (!rest.starts_with(word)) {
      return false;
    }
    rest.remove_prefix(word.size());
    return true;
  }
  bool eat_any(std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [this](std::string_view word) { return eat(word); });
  }
  void skip_blanks() {
    while (eat(" ")) {
    }
  }
  /// A number of `least` to `most` digits.
  std::optional<int> number(std::size_t least, std::size_t most) {
    std::size_t count = 0;
    int value = 0;
    while (count < most && count < rest.size() && is_digit(rest[count])) {
      value = value * 10 + (rest[count] - '0');
      ++count;
    }
    if (count < least) {
      return std::nullopt;
    }
    rest.remove_prefix(count);
    return value;
  }
};

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
    return bad("time", text, "is outside the years 1970 to 2999");
  }
  return at;
}

enum class Clock { required, optional };

Result<base::Instant> read_time(std::string_view text, Clock needed) {
  const std::string plain = plain_text(text);
  Scanner scan{plain};
  const auto day = scan_date(scan);
  if (!day) {
    return bad("time", text, "does not begin with a day that exists");
  }
  scan.eat("T");
  scan.skip_blanks();
  if (scan.rest.empty()) {
    if (needed == Clock::required) {
      return bad("time", text, "has no time of day");
    }
    return plausible(*day - chr::hours{8}, text);
  }
  const auto clock = scan_clock(scan);
  if (!clock) {
    return bad("time", text, "has a broken time of day");
  }
  const auto offset = scan_offset(scan);
  if (!offset || !scan.rest.empty()) {
    return bad("time", text, "goes on after its time of day");
  }
  return plausible(*day + *clock - *offset, text);
}

/// Takes the thousands separators out of "1,234,567.00"; nothing when one is misplaced.
std::optional<std::string> without_separators(std::string_view number) {
  if (number.find(',') == std::string_view::npos) {
    return std::string(number);
  }
  std::string out;
  Scanner scan{number};
  if (scan.eat("-")) {
    out = "-";
  }
  std::size_t group = scan.rest.find(',');
  if (group == 0 || group > 3) {
    return std::nullopt;
  }
  for (bool more = true; more; group = 3) {
    if (scan.rest.size() < group || !all_digits(scan.rest.substr(0, group))) {
      return std::nullopt;
    }
    out.append(scan.rest.substr(0, group));
    scan.rest.remove_prefix(group);
    more = scan.eat(",");
  }
  out.append(scan.rest);
  return scan.rest.empty() || scan.rest[0] == '.' ? std::optional(out) : std::nullopt;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, lower(plain_text(text))) != words.end();
}

constexpr std::array<std::string_view, 17> out_words{"借",   "借方", "d",    "dr",  "debit", "出",
                                                     "出账", "付",   "付款", "支",  "支出",  "转出",
                                                     "支取", "-",    "0",    "out", "往"};
constexpr std::array<std::string_view, 18> in_words{"贷",   "贷方", "c",    "cr", "credit", "进",
                                                    "进账", "入",   "入账", "收", "收款",   "收入",
                                                    "转入", "存入", "+",    "1",  "in",     "来"};
constexpr std::array<std::string_view, 9> yuan_words{"",    "cny", "rmb",    "人民币",  "人民币元",
                                                     "156", "元",  "\u00A5", "01人民币"};
constexpr std::array<std::string_view, 8> success_words{"成功", "交易成功", "是",      "y",
                                                        "yes",  "true",     "success", "succeeded"};
constexpr std::array<std::string_view, 9> failure_words{
    "失败", "交易失败", "否", "n", "no", "false", "failure", "failed", "不成功"};

struct KindWord {
  std::string_view word;
  fund::Kind kind;
};
constexpr std::array<KindWord, 13> kind_words{{{"转账", fund::Kind::transfer},
                                               {"转帐", fund::Kind::transfer},
                                               {"汇款", fund::Kind::transfer},
                                               {"现金", fund::Kind::cash},
                                               {"取现", fund::Kind::cash},
                                               {"取款", fund::Kind::cash},
                                               {"消费", fund::Kind::merchant},
                                               {"商户", fund::Kind::merchant},
                                               {"境外", fund::Kind::overseas},
                                               {"跨境", fund::Kind::overseas},
                                               {"虚拟币", fund::Kind::crypto},
                                               {"虚拟货币", fund::Kind::crypto},
                                               {"数字货币", fund::Kind::crypto}}};

}  // namespace

std::string plain_text(std::string_view text) {
  text = trim(text);
  std::string half;
  if (!is_ascii(text)) {
    half = to_half_width(text);
    text = trim(half);
  }
  if (text.size() >= 3 && text.starts_with("=\"") && text.ends_with('"')) {
    text = trim(text.substr(2, text.size() - 3));
  } else if (text.size() > 1 && text.starts_with('\'')) {
    text = trim(text.substr(1));
  }
  return std::string(text);
}

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
    return bad("date", date, "is not a day that exists");
  }
  const auto time = clock_of(clock);
  if (!time) {
    return bad("time of day", clock, "is not one");
  }
  return plausible(*day + *time - chr::hours{8}, date);
}

bool is_clock(std::string_view text) {
  return clock_of(text).has_value();
}

Result<base::Fen> read_usual_amount(std::string_view text) {
  const std::string plain = plain_text(text);
  Scanner scan{plain};
  while (scan.eat_any({"\u00A5", "RMB", "CNY", "人民币", " "})) {
  }
  std::string_view number = scan.rest;
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view tail : {"元", "RMB", "CNY", "人民币", " ", "整"}) {
      if (number.ends_with(tail)) {
        number.remove_suffix(tail.size());
        cut = true;
      }
    }
  }
  if (number.starts_with('(')) {
    return bad("amount", text, "is in brackets: its sign is not clear");
  }
  auto digits = without_separators(number);
  if (!digits) {
    return bad("amount", text, "has a separator where none belongs");
  }
  if (const auto point = digits->find('.'); point != std::string::npos) {
    while (digits->size() > point + 3 && digits->back() == '0') {
      digits->pop_back();
    }
  }
  return base::parse_yuan(*digits);
}

Result<std::string> read_account(std::string_view text) {
  std::string account = plain_text(text);
  std::string number = account;
  std::erase(number, ' ');
  std::erase(number, '-');
  if (all_digits(number)) {
    return number;
  }
  const auto mantissa = account.find_first_not_of("0123456789.");
  if (mantissa != std::string::npos && mantissa > 0 && account.find('.') < mantissa &&
      (account[mantissa] == 'E' || account[mantissa] == 'e') &&
      account.find_first_not_of("0123456789+", mantissa + 1) == std::string::npos) {
    return bad("account", text, "was rounded by a spreadsheet; export the column as text");
  }
  return account;
}

std::optional<Flow> read_direction(std::string_view text) {
  if (is_one_of(text, out_words)) {
    return Flow::out;
  }
  return is_one_of(text, in_words) ? std::optional(Flow::in) : std::nullopt;
}

std::optional<fund::Kind> read_usual_kind(std::string_view text) {
  const std::string word = plain_text(text);
  if (const auto kind = fund::parse_kind(lower(word))) {
    return *kind;
  }
  const auto* const found = std::ranges::find(kind_words, std::string_view(word), &KindWord::word);
  return found == kind_words.end() ? std::nullopt : std::optional(found->kind);
}

bool is_yuan(std::string_view currency) {
  return is_one_of(currency, yuan_words);
}

std::optional<bool> read_success(std::string_view text) {
  if (is_one_of(text, success_words)) {
    return true;
  }
  return is_one_of(text, failure_words) ? std::optional(false) : std::nullopt;
}

}  // namespace holdfast::feed
