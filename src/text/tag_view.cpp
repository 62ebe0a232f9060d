#include "text/tag_view.hpp"

#include <algorithm>

#include "text/bank_names.hpp"
#include "text/fold.hpp"
#include "text/place_names.hpp"
#include "text/surnames.hpp"
#include "text/tagger.hpp"
#include "text/weights.hpp"

namespace holdfast::text {

namespace {

struct Cue {
  std::u32string_view word;
  std::uint8_t meaning;
};
// Words that announce what kind of name or number follows.
constexpr std::array cues{
    Cue{U"下载", 1},    Cue{U"安装", 1},    Cue{U"app", 1},     Cue{U"软件", 1},
    Cue{U"平台", 2},    Cue{U"装", 1},      Cue{U"登录", 2},    Cue{U"微信", 3},
    Cue{U"vx", 3},      Cue{U"加我", 3},    Cue{U"微", 3},      Cue{U"v", 3},
    Cue{U"薇", 3},      Cue{U"威", 3},      Cue{U"支付宝", 4},  Cue{U"qq", 5},
    Cue{U"扣", 5},      Cue{U"抠", 5},      Cue{U"群号", 5},    Cue{U"鹅", 5},
    Cue{U"电话", 6},    Cue{U"热线", 6},    Cue{U"拨打", 6},    Cue{U"致电", 6},
    Cue{U"来电", 6},    Cue{U"手机", 6},    Cue{U"专线", 6},    Cue{U"打", 6},
    Cue{U"联系", 7},    Cue{U"客服", 7},    Cue{U"咨询", 7},    Cue{U"收款", 8},
    Cue{U"收钱", 8},    Cue{U"扫", 8},      Cue{U"转账", 8},    Cue{U"转到", 8},
    Cue{U"转给", 8},    Cue{U"账号", 9},    Cue{U"卡号", 9},    Cue{U"账户", 9},
    Cue{U"卡", 9},      Cue{U"户名", 10},   Cue{U"叫", 10},     Cue{U"姓名", 10},
    Cue{U"受害人", 10}, Cue{U"被害人", 10}, Cue{U"报案人", 10}, Cue{U"嫌疑人", 10},
    Cue{U"报警人", 10}, Cue{U"会议号", 11}, Cue{U"工号", 11},   Cue{U"编号", 11},
    Cue{U"单号", 11},   Cue{U"尾号", 11},   Cue{U"验证码", 11}, Cue{U"邮箱", 12},
};

/// How long ago a word was said, in four steps.
std::uint8_t step_of(std::size_t distance) {
  return distance <= 1 ? 0 : distance <= 4 ? 1 : distance <= 12 ? 2 : 3;
}

std::uint8_t sort_of(char32_t c) {
  if (is_digit(c)) {
    return 1;
  }
  if (is_letter(c)) {
    return 2;
  }
  if (is_han(c)) {
    return 3;
  }
  if (is_blank(c) || c == U'\n') {
    return 4;
  }
  constexpr std::u32string_view quotes = U"“”\"'‘’「」『』《》【】()（）[]";
  return quotes.find(c) != std::u32string_view::npos ? 5 : 6;
}

void look_for_cues(std::u32string_view folded, TagView& view) {
  static const auto starts = [] {
    std::array<bool, 0x10000> set{};
    for (const Cue& cue : cues) {
      set[cue.word[0]] = true;
    }
    return set;
  }();
  std::uint8_t last = 0;
  std::size_t since = 0;  // where the last telling word ends
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (i >= since && i - since <= 24) {
      view.cue[i] = static_cast<std::uint8_t>(last * 4 + step_of(i - since));
    }
    if (folded[i] >= 0x10000 || !starts[folded[i]] || i < since) {
      continue;
    }
    for (const Cue& cue : cues) {
      if (folded.substr(i).starts_with(cue.word)) {
        last = cue.meaning;
        since = i + cue.word.size();
        break;
      }
    }
  }
}

/// Short quotations: an app is often named in them.
void look_for_quotes(std::u32string_view folded, TagView& view) {
  constexpr std::u32string_view opening = U"“\"「『《【";
  constexpr std::u32string_view closing = U"”\"」』》】";
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const auto kind = opening.find(folded[i]);
    if (kind == std::u32string_view::npos) {
      continue;
    }
    std::size_t end = i + 1;
    while (end < folded.size() && end - i <= 14 && folded[end] != closing[kind]) {
      ++end;
    }
    if (end >= folded.size() || folded[end] != closing[kind] || end == i + 1) {
      continue;
    }
    const auto near = [&](std::ptrdiff_t at) -> std::uint64_t {
      return at < 0 || at >= static_cast<std::ptrdiff_t>(folded.size())
                 ? 1U
                 : folded[static_cast<std::size_t>(at)];
    };
    const auto first = static_cast<std::ptrdiff_t>(i);
    const auto last = static_cast<std::ptrdiff_t>(end);
    const std::uint64_t before = join(near(first - 2), near(first - 1));
    const std::uint64_t after = join(near(last + 1), near(last + 2));
    for (std::size_t k = i + 1; k < end; ++k) {
      view.quote[k] = static_cast<std::uint32_t>(mix(before) ^ (mix(after) << 16)) | 1U;
    }
    i = end;
  }
}

/// Where a run of characters ends without a mark: an app is often known by its last character.
void look_for_ends(std::u32string_view folded, TagView& view) {
  constexpr std::size_t longest = 9;
  std::size_t end = folded.size();
  for (std::size_t i = folded.size(); i-- > 0;) {
    const char32_t c = folded[i];
    if (!is_han(c) && !is_letter(c) && !is_digit(c)) {
      end = i;
    }
    if (end > i && end - i <= longest) {
      view.last[i] = folded[end - 1];
      view.left[i] = static_cast<std::uint8_t>(end - i);
    }
  }
}

}  // namespace

TagView look(std::u32string_view folded) {
  TagView view{std::u32string(folded),
               {},
               std::vector<std::uint8_t>(folded.size(), 0),
               std::vector<std::uint8_t>(folded.size(), 0),
               std::vector<std::uint32_t>(folded.size(), 0),
               std::vector<char32_t>(folded.size(), 0),
               std::vector<std::uint8_t>(folded.size(), 0)};
  look_for_cues(folded, view);
  look_for_quotes(folded, view);
  look_for_ends(folded, view);
  view.sort.reserve(folded.size());
  for (const char32_t c : folded) {
    view.sort.push_back(sort_of(c));
  }
  for (std::size_t i = 0; i < folded.size();) {
    if (!is_digit(folded[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < folded.size() && is_digit(folded[end])) {
      ++end;
    }
    const auto length = static_cast<char32_t>(std::min<std::size_t>(end - i, 31));
    // Short service numbers and mobile numbers are told by how they begin.
    const auto lead = length >= 5 && length <= 8 ? static_cast<char32_t>(folded[i] - U'0') * 10 +
                                                       (folded[i + 1] - U'0') + 1
                      : length == 11 ? static_cast<char32_t>(folded[i] - U'0') + 1
                                     : U'\0';
    for (std::size_t k = i; k < end; ++k) {
      view.chars[k] = 0xE000 + length * 128 + lead;
    }
    i = end;
  }
  std::size_t bank_end = 0;
  std::size_t place_end = 0;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (const auto match = bank_at(folded, i); match.length > 0 && i >= bank_end) {
      bank_end = i + match.length;
      view.known[i] = match.is_short ? 1 : 2;
    } else if (i < bank_end) {
      view.known[i] = 3;
    } else if (const std::size_t place = place_at(folded, i); place > 0 && i >= place_end) {
      place_end = i + place;
      view.known[i] = 4;
    } else if (i < place_end) {
      view.known[i] = 5;
    }
    const std::uint8_t surname = surname_at(folded, i);
    view.known[i] = static_cast<std::uint8_t>(view.known[i] + 8 * surname);
  }
  return view;
}

void features_at(const TagView& view, std::size_t i, TagFeatures& features) {
  const auto size = static_cast<std::ptrdiff_t>(view.chars.size());
  const auto ch = [&](std::ptrdiff_t offset) -> std::uint64_t {
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(i) + offset;
    return at < 0 || at >= size ? 1U : view.chars[static_cast<std::size_t>(at)];
  };
  const auto sort = [&](std::ptrdiff_t offset) -> std::uint64_t {
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(i) + offset;
    return at < 0 || at >= size ? 0U : view.sort[static_cast<std::size_t>(at)];
  };
  const auto known = [&](std::ptrdiff_t offset) -> std::uint64_t {
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(i) + offset;
    return at < 0 || at >= size ? 0U : view.known[static_cast<std::size_t>(at)];
  };
  std::size_t n = 0;
  const auto put = [&](std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0,
                       std::uint64_t d = 0) {
    std::uint64_t hash = join(n + 1, a);
    hash = join(hash, b);
    hash = join(hash, c);
    hash = join(hash, d);
    features[n++] = bucket_of(hash, tag_buckets);
  };
  put(0);
  put(ch(0));
  put(ch(-1));
  put(ch(1));
  put(ch(-2));
  put(ch(2));
  put(ch(-1), ch(0));
  put(ch(0), ch(1));
  put(ch(-2), ch(-1));
  put(ch(1), ch(2));
  put(ch(-1), ch(1));
  put(ch(-3), ch(-2), ch(-1));
  put(ch(-2), ch(-1), ch(0));
  put(ch(0), ch(1), ch(2));
  put(ch(1), ch(2), ch(3));
  put(ch(-1), ch(0), ch(1));
  put(ch(2), ch(3));
  put(ch(-3), ch(-2));
  put(sort(-2), sort(-1), sort(0), sort(1) * 8 + sort(2));
  put(known(0), sort(0), known(-1));
  put(known(0), known(1), known(2));
  put(known(-1), known(-2), ch(0));
  put(known(0), ch(-1));
  put(known(-1), ch(1));
  put(known(-2), ch(1));
  put(ch(-4), ch(-3), ch(-2), ch(-1));
  put(known(0), ch(2));
  put(known(0), ch(3));
  put(known(0), ch(-2), ch(-1));
  put(known(0), ch(-1), sort(2), sort(3));
  put(known(-1), ch(-2));
  put(known(-2), ch(-3));
  put(known(-1), ch(-3), ch(-2));
  put(known(-2), ch(-4), ch(-3));
  const auto here = static_cast<std::size_t>(i);
  const std::uint64_t cue = view.cue[here];
  const std::uint64_t quote = view.quote[here];
  put(cue, sort(0));
  put(cue, ch(0));
  put(cue, ch(-1), known(0));
  put(quote & 0xFFFFU, sort(-1) == 5 ? 1 : 2);
  put(quote >> 16U, sort(-1) == 5 ? 1 : 2);
  put(quote == 0 ? 0 : 1, cue, sort(-1));
  put(cue, ch(-2), ch(-1));
  put(sort(-3), sort(-2), sort(-1), sort(0) * 64 + sort(1) * 8 + cue);
  put(view.last[here], cue, sort(-1));
  put(view.last[here], quote == 0 ? 0 : 1, sort(-1) == 5 ? 1 : 2);
  put(view.left[here], cue, sort(-1));
  put(view.left[here], ch(-1), ch(-2));
}

}  // namespace holdfast::text
