// Numbers that are accounts or telephones, with the blanks and dashes that people put into them.
#include <algorithm>
#include <array>
#include <optional>

#include "text/page.hpp"

namespace holdfast::text {

namespace {

/// A run of digits without anything between.
struct Chunk {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] std::size_t size() const { return end - begin; }
};

/// Chunks with one blank or dash between each two.
struct Group {
  std::vector<Chunk> chunks;
  std::size_t end = 0;
};

bool joins(char32_t c) {
  return c == U' ' || c == U'-' || c == U'—' || c == U'–';
}

Group group_at(const Page& page, std::size_t begin) {
  Group group;
  std::size_t i = begin;
  while (group.chunks.size() < 24) {
    const std::size_t from = i;
    while (is_digit(page.at(i)) && page.taken[i] == 0) {
      ++i;
    }
    if (i == from) {
      break;
    }
    group.chunks.push_back({from, i});
    group.end = i;
    if (page.at(i) == gap) {
      ++i;
    }
    if (joins(page.at(i)) && is_digit(page.at(i + 1)) && page.taken[i + 1] == 0) {
      ++i;
    } else if (!is_digit(page.at(i))) {
      break;
    }
  }
  return group;
}

/// The digits of some chunks, without what stands between them.
std::u32string digits_of(const Page& page, const Group& group, std::size_t first,
                         std::size_t count) {
  std::u32string digits;
  for (std::size_t k = first; k < first + count; ++k) {
    digits += page.folded.substr(group.chunks[k].begin, group.chunks[k].size());
  }
  return digits;
}

bool is_masked(const Page& page, std::size_t begin, std::size_t end) {
  const auto hides = [](char32_t c) { return c == U'*' || c == U'＊' || c == U'×'; };
  return (begin > 0 && hides(page.at(begin - 1))) || hides(page.at(end));
}

bool is_birthday(std::u32string_view digits) {
  const auto two = [&](std::size_t at) {
    return (digits[at] - U'0') * 10 + (digits[at + 1] - U'0');
  };
  const auto century = two(6);
  return digits.size() == 18 && (century == 19 || century == 20) && two(10) >= 1 && two(10) <= 12 &&
         two(12) >= 1 && two(12) <= 31;
}

bool names_another_number(std::u32string_view before) {
  constexpr std::array<std::u32string_view, 16> words{
      U"单号", U"编号", U"流水", U"运单",     U"凭证", U"身份证", U"税号", U"案号",
      U"合同", U"发票", U"条码", U"信用代码", U"户号", U"学号",   U"订单", U"备案"};
  return contains_any(before, words);
}

/// Cards of one bank (浦发) alone begin with 8; they have sixteen digits.
bool begins_with_eight(std::u32string_view digits) {
  return digits.size() == 16 && (digits.starts_with(U"843") || digits.starts_with(U"870"));
}

bool is_card(const Page& page, std::size_t begin, std::size_t end, std::u32string_view digits) {
  if (digits.size() < 15 || digits.size() > 19 || digits[0] == U'0' || digits[0] == U'7' ||
      (digits[0] == U'8' && !begins_with_eight(digits))) {
    return false;
  }
  const auto before = page.before(begin, 6);
  const bool says_card = page.tagged(begin, end, Tag::card) * 2 > end - begin;
  if (names_another_number(before) && !says_card) {
    return false;
  }
  if (is_birthday(digits) && !says_card) {
    return false;
  }
  return says_card || digits.starts_with(U"62") || digits.starts_with(U"4") ||
         digits.starts_with(U"5") || digits.starts_with(U"9558") || digits.starts_with(U"3") ||
         digits.starts_with(U"60") || begins_with_eight(digits);
}

bool is_mobile(std::u32string_view digits) {
  return digits.size() == 11 && digits[0] == U'1' && digits[1] >= U'3';
}

bool is_area_number(std::u32string_view digits) {
  // 10 and 2x have three digits, the others four.
  const bool short_area = digits.starts_with(U"010") || digits.starts_with(U"02");
  return digits.size() >= 10 && digits.size() <= 12 && digits[0] == U'0' && digits[1] != U'0' &&
         (short_area ? digits.size() <= 11 : digits.size() >= 11);
}

bool is_service(std::u32string_view digits) {
  return digits.size() == 10 && (digits.starts_with(U"400") || digits.starts_with(U"800"));
}

bool is_short_code(std::u32string_view digits) {
  constexpr std::array<std::u32string_view, 6> leads{U"95", U"96", U"10", U"12", U"11", U"16"};
  return (digits.size() == 5 || digits.size() == 6 || digits.size() == 8) &&
         std::ranges::any_of(leads, [&](auto lead) { return digits.starts_with(lead); });
}

/// Numbers of the state and of carriers that people are told to ring.
bool is_public_line(std::u32string_view digits) {
  constexpr std::array<std::u32string_view, 14> lines{
      U"96110", U"12345", U"12315", U"12378", U"12368", U"12305", U"12333",
      U"12366", U"10086", U"12381", U"12321", U"12386", U"12377", U"12388"};
  return std::ranges::find(lines, digits) != lines.end();
}

/// 12345网, 12333公众号, 96110回访: the name of something that is not rung, or of who rings.
bool is_name_of_site(std::u32string_view after) {
  constexpr std::array<std::u32string_view, 9> words{
      U"网", U"app", U"平台", U"公众号", U"官网", U"小程序", U"微信", U"回访", U"外呼"};
  return std::ranges::any_of(words, [&](auto word) { return after.starts_with(word); });
}

bool says_ring(std::u32string_view before) {
  constexpr std::array<std::u32string_view, 9> words{U"拨打", U"致电", U"拨", U"电话", U"热线",
                                                     U"来电", U"专线", U"打", U"tel"};
  return contains_any(before, words);
}

/// +971 54 902 1178, 00852 3018 7742: a number abroad.
bool is_abroad(const Page& page, std::size_t begin, std::u32string_view digits) {
  const bool has_plus = begin > 0 && page.at(begin - 1) == U'+';
  const bool is_home = digits.starts_with(has_plus ? U"86" : U"0086");
  return (has_plus || digits.starts_with(U"00")) && !is_home && digits.size() >= 10 &&
         digits.size() <= 15;
}

/// The words just before say that money goes to this number.
bool says_alipay(std::u32string_view before) {
  constexpr std::array<std::u32string_view, 8> others{U"电话", U"手机", U"联系", U"微信",
                                                      U"打",   U"qq",   U"短信", U"拨"};
  const auto pay = before.rfind(U"支付宝");
  if (pay != std::u32string_view::npos) {
    return !contains_any(before.substr(pay), others);
  }
  for (const std::u32string_view word : {U"收款", U"收钱", U"转账对象", U"付款账户"}) {
    const auto at = before.rfind(word);
    if (at != std::u32string_view::npos && !contains_any(before.substr(at), others)) {
      return true;
    }
  }
  return false;
}

/// The kind of a telephone number that may be an account instead.
Kind kind_of_mobile(const Page& page, std::size_t begin, std::size_t end) {
  const std::size_t half = (end - begin) / 2;
  if (says_alipay(page.before(begin, 12))) {
    return Kind::alipay;
  }
  if (page.tagged(begin, end, Tag::alipay) > half) {
    return Kind::alipay;
  }
  if (page.tagged(begin, end, Tag::wechat) > half) {
    return Kind::wechat;
  }
  return page.tagged(begin, end, Tag::qq) > half ? Kind::qq : Kind::phone;
}

struct Found {
  Kind kind = Kind::phone;
  std::size_t count = 0;  // of chunks
};

/// What begins with the chunk `first`, over as many chunks as belong to it.
std::optional<Found> number_at(const Page& page, const Group& group, std::size_t first) {
  const std::size_t left = group.chunks.size() - first;
  const std::size_t begin = group.chunks[first].begin;
  for (std::size_t count = std::min<std::size_t>(left, 20); count > 0; --count) {
    const auto digits = digits_of(page, group, first, count);
    const std::size_t end = group.chunks[first + count - 1].end;
    if (digits.size() < 5 || digits.size() > 19) {
      continue;
    }
    const std::size_t half = (end - begin) / 2;
    // Parts of a card have four digits or so; single digits are a card that is spelt out.
    const bool even = count == 1 || group.chunks[first].size() >= 3 || count + 1 >= digits.size();
    if (even && is_card(page, begin, end, digits)) {
      return Found{Kind::card, count};
    }
    std::u32string_view number = digits;
    for (const std::u32string_view lead : {U"0086", U"86", U"00"}) {
      if (number.size() > 11 && number.starts_with(lead)) {
        number.remove_prefix(lead.size());
      }
      if (number.size() == 12 && number.starts_with(U"00400")) {
        number.remove_prefix(2);
      }
    }
    if (count <= 5 && group.chunks[first].size() <= 5 && is_abroad(page, begin, digits)) {
      return Found{Kind::phone, count};
    }
    const bool whole = count == 1 || group.chunks[first].size() >= 2 || count == digits.size();
    if (is_mobile(number) && whole) {
      return Found{kind_of_mobile(page, begin, end), count};
    }
    const bool says_qq = page.tagged(begin, end, Tag::qq) > half;
    if (says_qq && digits.size() <= 12 && whole) {
      return Found{Kind::qq, count};
    }
    if (count <= 4 && (is_area_number(number) || is_service(number)) &&
        (!names_another_number(page.before(begin, 5)) ||
         page.tagged(begin, end, Tag::phone) > half)) {
      return Found{Kind::phone, count};
    }
    const bool says_phone = page.tagged(begin, end, Tag::phone) > half;
    if (count == 1 && is_short_code(digits) &&
        (says_phone || says_ring(page.before(begin, 3)) || is_public_line(digits)) &&
        !is_name_of_site(page.after(end, 3))) {
      return Found{Kind::phone, count};
    }
    if (contains(page.before(begin, 5), U"会议")) {
      continue;
    }
    if (count <= 3 && says_phone && digits.size() >= 5 && digits.size() <= 14) {
      return Found{Kind::phone, count};
    }
    if (page.tagged(begin, end, Tag::alipay) > half && digits.size() >= 8) {
      return Found{Kind::alipay, count};
    }
  }
  return std::nullopt;
}

/// Letters before a number make it part of a code, unless they name what it is.
bool is_in_code(const Page& page, std::size_t begin) {
  if (begin == 0 || (!is_letter(page.at(begin - 1)) && page.at(begin - 1) != U'_')) {
    return false;
  }
  const auto before = page.before(begin, 3);
  return !before.ends_with(U"qq") && !before.ends_with(U"vx") && !before.ends_with(U"tel") &&
         !(before.ends_with(U"q") && !is_letter(page.at(begin - 2))) &&
         !(before.ends_with(U"v") && !is_letter(page.at(begin - 2)));
}

}  // namespace

void find_numbers(Page& page) {
  for (std::size_t i = 0; i < page.folded.size();) {
    if (!is_digit(page.at(i)) || page.taken[i] != 0) {
      ++i;
      continue;
    }
    const Group group = group_at(page, i);
    const bool in_code = is_in_code(page, i);
    for (std::size_t k = 0; k < group.chunks.size();) {
      const std::size_t begin = group.chunks[k].begin;
      const auto found = in_code && k == 0 ? std::nullopt : number_at(page, group, k);
      if (!found) {
        ++k;
        continue;
      }
      const std::size_t end = group.chunks[k + found->count - 1].end;
      const bool is_word = is_letter(page.at(end)) || page.at(end) == U'_';
      if (!is_masked(page, begin, end) && !is_word) {
        const bool has_plus = begin > 0 && page.at(begin - 1) == U'+';
        page.take(found->kind, has_plus ? begin - 1 : begin, end);
      }
      k += found->count;
    }
    i = std::max(group.end, i + 1);
  }
}

}  // namespace holdfast::text
