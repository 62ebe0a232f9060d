#include "statement/cell_text.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>

#include "feed/field.hpp"
#include "feed/utf8.hpp"

namespace holdfast::statement {

namespace {

constexpr std::size_t digits_of_a_spreadsheet = 15;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

/// U+200B..200F, U+202A..202E, U+2066..2069, U+FEFF: three bytes each.
bool is_invisible(std::string_view text) {
  if (text.size() < 3) {
    return false;
  }
  const auto second = static_cast<unsigned char>(text[1]);
  const auto third = static_cast<unsigned char>(text[2]);
  if (text[0] == '\xEF') {
    return second == 0xBB && third == 0xBF;
  }
  return text[0] == '\xE2' && ((second == 0x80 && ((third >= 0x8B && third <= 0x8F) ||
                                                   (third >= 0xAA && third <= 0xAE))) ||
                               (second == 0x81 && third >= 0xA6 && third <= 0xA9));
}

std::string without_invisible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    if (is_invisible(rest)) {
      i += 3;
    } else if (rest.starts_with("\xE2\x88\x92")) {  // the minus of mathematics
      out.push_back('-');
      i += 3;
    } else {
      out.push_back(text[i++]);
    }
  }
  return out;
}

/// "6222 0200 0000 0001" and "6222-0200-0000-0001" in groups of four; nothing for other text.
std::string ungrouped(std::string_view text) {
  std::string digits;
  std::size_t group = 0;
  std::size_t hyphens = 0;
  for (const char c : text) {
    if (is_digit(c)) {
      digits.push_back(c);
      ++group;
    } else if (c == ' ' || c == '\t') {
      group = 0;
    } else if (c == '-' && group == 4) {
      ++hyphens;
      group = 0;
    } else {
      return {};
    }
  }
  return hyphens == 0 || (hyphens >= 2 && group > 0 && group <= 4) ? digits : std::string{};
}

bool is_scientific(std::string_view text) {
  const std::size_t e = text.find_first_not_of("0123456789.");
  return e != std::string_view::npos && e > 0 && (text[e] == 'E' || text[e] == 'e') &&
         text.substr(e + 1).find_first_not_of("0123456789+") == std::string_view::npos &&
         e + 1 < text.size() && (text.find('.') < e || text[e + 1] == '+');
}

AccountCell refused(std::string reason) {
  return {.form = AccountCell::Form::refused, .text = {}, .reason = std::move(reason)};
}

}  // namespace

void clean_into(std::string& out, std::string_view text) {
  text = feed::trim(text);
  std::string half;
  if (!feed::is_ascii(text)) {
    half = feed::to_half_width(text);
    if (half.find('\xE2') != std::string::npos || half.find('\xEF') != std::string::npos) {
      half = without_invisible(half);
    }
    text = feed::trim(half);
  }
  if (text.size() >= 3 && text.starts_with("=\"") && text.ends_with('"')) {
    text = feed::trim(text.substr(2, text.size() - 3));
  } else if (text.size() > 1 && (text.starts_with('\'') || text.starts_with('`'))) {
    text = feed::trim(text.substr(1));
  }
  out.assign(text);
}

std::string clean(std::string_view text) {
  std::string out;
  clean_into(out, text);
  return out;
}

bool is_nothing(std::string_view cleaned) {
  constexpr std::array<std::string_view, 14> words{
      "", "-", "--", "---", "/", "\\", "\\N", "无", "空", "null", "NULL", "N/A", "n/a", "None"};
  return std::ranges::find(words, cleaned) != words.end();
}

AccountCell read_account_cell(const Cell& cell) {
  if (cell.kind == CellKind::broken) {
    return refused(fmt::format("the cell shows {} instead of an account", cell.text));
  }
  AccountCell read{.form = AccountCell::Form::number, .text = {}, .reason = {}};
  clean_into(read.text, cell.text);
  std::string& text = read.text;
  if (is_nothing(text) || text == "0") {
    return {};
  }
  if (is_scientific(text)) {
    return refused(
        fmt::format("account \"{}\" was rounded by a spreadsheet; ask for the column as "
                    "text",
                    feed::cut_utf8(text, 48)));
  }
  if (auto digits = ungrouped(text); !digits.empty()) {
    text = std::move(digits);
    if (cell.kind == CellKind::number && text.size() > digits_of_a_spreadsheet) {
      return refused(
          fmt::format("account \"{}\" is a number of {} digits in a spreadsheet, which "
                      "keeps {}: its end is lost; ask for the column as text",
                      text, text.size(), digits_of_a_spreadsheet));
    }
  } else if (const std::size_t point = text.find('.'); point != std::string::npos &&
                                                       all_digits(text.substr(0, point)) &&
                                                       all_digits(text.substr(point + 1))) {
    return refused(fmt::format("account \"{}\" is a decimal number", feed::cut_utf8(text, 48)));
  } else if (text.find('*') != std::string::npos || text.find("XXX") != std::string::npos ||
             text.find("xxx") != std::string::npos) {
    read.form = AccountCell::Form::masked;
  }
  if (auto reason = feed::refuse_text(feed::Field::payer, text)) {
    return refused(*std::move(reason));
  }
  return read;
}

}  // namespace holdfast::statement
