#include "feed/usual_forms.hpp"

#include <algorithm>
#include <array>

#include "feed/scanner.hpp"
#include "feed/utf8.hpp"

namespace holdfast::feed {

namespace {

using base::Result;

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
    return bad_form("amount", text, "is in brackets: its sign is not clear");
  }
  auto digits = without_separators(number);
  if (!digits) {
    return bad_form("amount", text, "has a separator where none belongs");
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
    return bad_form("account", text, "was rounded by a spreadsheet; export the column as text");
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
