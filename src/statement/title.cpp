#include "statement/title.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "feed/utf8.hpp"
#include "statement/cell_text.hpp"

namespace holdfast::statement {

namespace {

constexpr std::size_t title_bytes_max = 512;
constexpr std::size_t digits_of_an_account = 6;  // a shorter number is none

/// The words of the row, a label and its value apart: "账号:6222 户名:张三" is four.
std::vector<std::string> words_of(std::span<const Cell> cells) {
  std::vector<std::string> words;
  for (const Cell& cell : cells) {
    std::string word;
    const auto end_word = [&] {
      if (!word.empty()) {
        words.push_back(std::move(word));
        word.clear();
      }
    };
    for (const char c : clean(feed::cut_utf8(cell.text, title_bytes_max))) {
      if (c == ':') {
        word.push_back(c);
        end_word();
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        end_word();
      } else {
        word.push_back(c);
      }
    }
    end_word();
  }
  return words;
}

/// The column that a label names: 账号:, 客户账号:; a label without a colon only where it is a
/// cell's whole text, as it stands before its value.
Column label_of(std::string_view word) {
  if (word.ends_with(':')) {
    word.remove_suffix(1);
  }
  return column_of_heading(word);
}

bool take_account(const std::string& text, Owner& owner) {
  const AccountCell read = read_account_cell({.text = text});
  const auto digits = std::ranges::count_if(read.text, [](char c) { return c >= '0' && c <= '9'; });
  if (read.form != AccountCell::Form::number ||
      static_cast<std::size_t>(digits) < digits_of_an_account) {
    return false;
  }
  owner.account = read.text;
  return true;
}

}  // namespace

bool read_title(std::span<const Cell> cells, Owner& owner) {
  const std::vector<std::string> words = words_of(cells);
  bool names_account = false;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string& value = words[i + 1];
    if (value.ends_with(':') || column_of_heading(value) != Column::none) {
      continue;  // a label, or one heading beside another
    }
    switch (label_of(words[i])) {
      case Column::own_account:
      case Column::own_card: {
        // "6222 0200 0000 0001": the groups are words of their own.
        std::string account = value;
        for (std::size_t next = i + 2;
             next < words.size() &&
             words[next].find_first_not_of("0123456789") == std::string::npos;
             ++next) {
          account += words[next];
        }
        names_account = take_account(account, owner) || names_account;
        break;
      }
      case Column::own_name:
        owner.name = value;
        break;
      case Column::own_bank:
      case Column::bank:
        owner.bank = value;
        break;
      default:
        break;
    }
  }
  return names_account;
}

}  // namespace holdfast::statement
