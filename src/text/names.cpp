// What the tagger finds, brought to whole tokens: handles, mail addresses, banks, people, apps,
// addresses.
#include <algorithm>
#include <array>

#include "text/bank_names.hpp"
#include "text/page.hpp"

namespace holdfast::text {

namespace {

bool is_handle(char32_t c) {
  return is_letter(c) || is_digit(c) || c == U'_' || c == U'-';
}

struct Form {
  Kind kind;
  Tag begin;
  Tag inside;
};

/// Small letters as they were written, and nothing else: a word of another language. Apps in
/// letters have a capital somewhere.
bool is_small_word(std::u32string_view written) {
  return std::ranges::all_of(written, [](char32_t c) { return is_letter(c) || c == U' '; });
}

/// Takes what is tagged so, without blanks and marks at its ends. Apps are made whole where they
/// would end inside a word of letters.
void take_tagged(Page& page, const Form& form) {
  for (std::size_t i = 0; i < page.tags.size();) {
    if (page.tags[i] != form.begin) {
      ++i;
      continue;
    }
    std::size_t begin = i;
    std::size_t end = i + 1;
    while (end < page.tags.size() && page.tags[end] == form.inside) {
      ++end;
    }
    i = end;
    constexpr std::u32string_view marks = U" \n\t“”\"'‘’「」『』《》【】,，。.;；:：、!！?？";
    const auto is_mark = [&](std::size_t at) {
      return marks.find(page.folded[at]) != std::u32string_view::npos;
    };
    while (begin < end && is_mark(begin)) {
      ++begin;
    }
    while (end > begin && is_mark(end - 1)) {
      --end;
    }
    if (form.kind == Kind::app && begin < end) {
      constexpr std::size_t longest = 24;
      while (begin > 0 && end - begin < longest && is_letter(page.folded[begin]) &&
             is_letter(page.folded[begin - 1])) {
        --begin;
      }
      while (end - begin < longest && is_letter(page.folded[end - 1]) && is_letter(page.at(end))) {
        ++end;
      }
      if (is_small_word(page.written.substr(begin, end - begin))) {
        continue;
      }
    }
    if (end - begin >= 2 && page.is_free(begin, end)) {
      page.take(form.kind, begin, end);
    }
  }
}

/// The words before a mail address speak of money and not of mail.
bool is_paid_to(const Page& page, std::size_t begin) {
  constexpr std::array<std::u32string_view, 7> money{U"支付宝", U"收款", U"收钱", U"转账",
                                                     U"转到",   U"付",   U"打到"};
  constexpr std::array<std::u32string_view, 5> mail{U"邮", U"发到", U"发至", U"投", U"寄"};
  const auto before = page.before(begin, 12);
  return contains_any(before, money) && !contains_any(before, mail);
}

void find_banks(Page& page) {
  for (std::size_t i = 0; i < page.folded.size();) {
    const BankMatch match = page.taken[i] == 0 ? bank_at(page.folded, i) : BankMatch{};
    if (match.length == 0) {
      ++i;
      continue;
    }
    const std::size_t end = i + match.length;
    const bool tagged = page.tags[i] == Tag::bank_begin;
    // The tagger's longer name, such as that of a city bank not in the table, goes first.
    const bool goes_on = tagged && end < page.tags.size() && page.tags[end] == Tag::bank;
    if (page.is_free(i, end) && !goes_on && (!match.is_short || tagged) &&
        page.tags[i] != Tag::bank) {
      page.take(Kind::bank, i, end);
      i = end;
    } else {
      ++i;
    }
  }
  take_tagged(page, {Kind::bank, Tag::bank_begin, Tag::bank});
}

}  // namespace

void find_mails(Page& page) {
  for (std::size_t i = 0; i < page.folded.size(); ++i) {
    if (page.folded[i] != U'@' || page.taken[i] != 0) {
      continue;
    }
    std::size_t begin = i;
    while (begin > 0 && i - begin < 64 && page.taken[begin - 1] == 0 &&
           (is_handle(page.at(begin - 1)) || page.at(begin - 1) == U'.')) {
      --begin;
    }
    std::size_t end = i + 1;
    while (end - i < 64 && (is_handle(page.at(end)) || page.at(end) == U'.')) {
      ++end;
    }
    while (end > i && page.at(end - 1) == U'.') {
      --end;
    }
    const bool has_dot = contains(page.after(i, end - i), U".");
    if (begin < i && has_dot && page.is_free(begin, end) &&
        (page.tagged(begin, end, Tag::alipay) * 2 > end - begin || is_paid_to(page, begin))) {
      page.take(Kind::alipay, begin, end);
    }
  }
}

void find_handles(Page& page) {
  for (std::size_t i = 0; i < page.folded.size();) {
    if (!is_handle(page.at(i)) || page.taken[i] != 0) {
      ++i;
      continue;
    }
    // Words of letters, with single blanks between where the tagger goes on over them.
    std::size_t end = i;
    while (end < page.folded.size() && page.taken[end] == 0 &&
           (is_handle(page.at(end)) ||
            ((page.at(end) == U' ' || page.at(end) == U'.') && is_handle(page.at(end + 1)) &&
             page.tags[end] == Tag::wechat))) {
      ++end;
    }
    const std::size_t size = end - i;
    if (size >= 4 && page.tagged(i, end, Tag::wechat) * 2 > size) {
      page.take(Kind::wechat, i, end);
    }
    i = end;
  }
}

namespace {

/// A name that was recognised once is the same person or app wherever it stands. Each place is
/// looked at once, and the names are few and short, so this stays linear.
void repeat_names(Page& page, Kind kind, std::size_t least, std::size_t most) {
  constexpr std::size_t names_most = 64;
  std::vector<std::u32string_view> names;
  const std::u32string_view text = page.folded;
  for (const Span& span : page.spans) {
    const std::size_t size = span.end - span.begin;
    // In letters, a short name may be a part of any word.
    const bool is_sure = is_han(text[span.begin]) || size > 4;
    if (span.kind == kind && is_sure && size >= least && size <= most &&
        names.size() < names_most) {
      names.push_back(text.substr(span.begin, size));
    }
  }
  // The longest first: a name cut short is taken back where the whole one stands.
  std::ranges::sort(
      names, [](auto a, auto b) { return a.size() != b.size() ? a.size() > b.size() : a < b; });
  names.erase(std::unique(names.begin(), names.end()), names.end());
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const auto name : names) {
      if (text[i] == name[0] && text.substr(i).starts_with(name) &&
          page.is_free(i, i + name.size())) {
        page.take(kind, i, i + name.size());
        break;
      }
    }
  }
}

}  // namespace

void find_names(Page& page) {
  take_tagged(page, {Kind::address, Tag::address_begin, Tag::address});
  find_banks(page);
  find_apps(page);
  take_tagged(page, {Kind::app, Tag::app_begin, Tag::app});
  take_tagged(page, {Kind::person, Tag::person_begin, Tag::person});
  repeat_names(page, Kind::person, 2, 4);
  repeat_names(page, Kind::app, 3, 12);
}

}  // namespace holdfast::text
