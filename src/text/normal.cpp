#include "text/normal.hpp"

#include <algorithm>
#include <array>

#include "text/fold.hpp"

namespace holdfast::text {

namespace {

struct Evasion {
  std::u32string_view written;
  std::u32string_view meant;
};

// What stands for a word to slip past filters; the longest that fits is taken. `written` is folded.
constexpr std::array evasions{
    Evasion{U"加v芯", U"加微信"}, Evasion{U"加v信", U"加微信"}, Evasion{U"加vx", U"加微信"},
    Evasion{U"v芯", U"微信"},     Evasion{U"v信", U"微信"},     Evasion{U"微芯", U"微信"},
    Evasion{U"威信", U"微信"},    Evasion{U"威芯", U"微信"},    Evasion{U"卫星号", U"微信号"},
    Evasion{U"加v", U"加微信"},   Evasion{U"vx", U"微信"},      Evasion{U"wx", U"微信"},
    Evasion{U"微❤", U"微信"},     Evasion{U"v❤", U"微信"},      Evasion{U"抠抠", U"qq"},
    Evasion{U"扣扣", U"qq"},      Evasion{U"企鹅号", U"qq"},    Evasion{U"亻尔", U"你"},
    Evasion{U"讠正", U"证"},      Evasion{U"钅艮", U"银"},      Evasion{U"亻言", U"信"},
    Evasion{U"贝戈", U"贱"},      Evasion{U"力口", U"加"},      Evasion{U"亻共", U"供"},
    Evasion{U"讠午", U"许"},      Evasion{U"氵主", U"注"},      Evasion{U"扌丁", U"打"},
    Evasion{U"口乞", U"吃"},      Evasion{U"亻介", U"价"},      Evasion{U"弓长", U"张"},
    Evasion{U"裸辽", U"裸聊"},    Evasion{U"菠菜", U"博彩"},    Evasion{U"伽", U"加"},
    Evasion{U"伱", U"你"},        Evasion{U"妳", U"你"},        Evasion{U"の", U"的"},
};

bool is_wordy(char32_t c) {
  return is_letter(c) || is_digit(c);
}

void put(Normal& out, char32_t c, std::uint32_t begin, std::uint32_t end) {
  out.text.push_back(c);
  out.begin.push_back(begin);
  out.end.push_back(end);
}

/// Folded; hidden characters out, and blanks except one between two words of latin letters.
Normal without_blanks(std::u32string_view text) {
  Normal out;
  out.text.reserve(text.size());
  out.begin.reserve(text.size());
  out.end.reserve(text.size());
  bool blank_before = false;
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    const char32_t c = fold(text[i]);
    if (is_blank(c) || c == U'\r') {
      blank_before = blank_before || c != gap;
      continue;
    }
    // One letter, one blank is an evasion; a blank between longer words is kept.
    if (blank_before && is_letter(c) && out.text.size() > 1 && is_letter(out.text.back()) &&
        is_letter(out.text[out.text.size() - 2])) {
      put(out, U' ', i, i);
    }
    blank_before = false;
    put(out, c, i, i + 1);
  }
  return out;
}

const Evasion* evasion_at(std::u32string_view text, std::size_t at) {
  const Evasion* best = nullptr;
  for (const Evasion& evasion : evasions) {
    if (evasion.written[0] != text[at] || !text.substr(at).starts_with(evasion.written)) {
      continue;
    }
    const std::size_t after = at + evasion.written.size();
    // Letters stand for a word only when they are not part of a longer one.
    const bool in_word =
        (is_letter(text[at]) && at > 0 && is_wordy(text[at - 1])) ||
        (is_letter(text[after - 1]) && after < text.size() && is_letter(text[after]));
    if (!in_word && (best == nullptr || evasion.written.size() > best->written.size())) {
      best = &evasion;
    }
  }
  return best;
}

}  // namespace

Normal normalise(std::u32string_view text) {
  const Normal plain = without_blanks(text);
  Normal out;
  out.text.reserve(plain.text.size());
  out.begin.reserve(plain.text.size());
  out.end.reserve(plain.text.size());
  const std::u32string_view from = plain.text;
  for (std::size_t i = 0; i < from.size();) {
    if (is_digit(from[i])) {
      std::size_t last = i;
      while (last < from.size() && is_digit(from[last])) {
        ++last;
      }
      put(out, digit_run + static_cast<char32_t>(std::min<std::size_t>(last - i, 30)),
          plain.begin[i], plain.end[last - 1]);
      i = last;
      continue;
    }
    if (const Evasion* const evasion = evasion_at(from, i); evasion != nullptr) {
      const std::size_t last = i + evasion->written.size() - 1;
      for (const char32_t c : evasion->meant) {
        put(out, c, plain.begin[i], plain.end[last]);
      }
      i = last + 1;
      continue;
    }
    put(out, from[i], plain.begin[i], plain.end[i]);
    ++i;
  }
  return out;
}

}  // namespace holdfast::text
