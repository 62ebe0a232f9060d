#include "text/pairs.hpp"

#include <algorithm>
#include <string>

#include "text/fold.hpp"

namespace holdfast::text {

namespace {

constexpr std::size_t number_digits_least = 7;
constexpr std::uint64_t number_mark = std::uint64_t{1} << 63;

/// A letter, a digit or a character of a script without capitals.
bool is_of_word(char32_t c) {
  if (c < 0x80) {
    return is_digit(c) || is_letter(c);
  }
  const bool is_punctuation = (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) ||
                              (c >= 0xFF00 && c <= 0xFFEF) || c == 0xB7 || c == 0xFFFD;
  return !is_punctuation;
}

std::uint64_t number_code(std::u32string_view digits) {
  std::uint64_t code = 0xCBF29CE484222325ULL;  // FNV-1a
  for (const char32_t digit : digits) {
    code = (code ^ static_cast<std::uint64_t>(digit)) * 0x100000001B3ULL;
  }
  return code | number_mark;
}

void add_pairs(std::u32string_view run, std::vector<std::uint64_t>& pairs) {
  for (std::size_t i = 1; i < run.size(); ++i) {
    pairs.push_back(static_cast<std::uint64_t>(run[i - 1]) << 32 | run[i]);
  }
}

/// One stretch of characters that nothing parts: numbers of their own stand apart in it.
void add_stretch(std::u32string_view stretch, std::vector<std::uint64_t>& pairs) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < stretch.size();) {
    std::size_t end = i;
    while (end < stretch.size() && is_digit(stretch[end])) {
      ++end;
    }
    if (end - i >= number_digits_least) {
      add_pairs(stretch.substr(begin, i - begin), pairs);
      pairs.push_back(number_code(stretch.substr(i, end - i)));
      begin = end;
    }
    i = std::max(end, i + 1);
  }
  add_pairs(stretch.substr(begin), pairs);
}

/// Folded; what parts words is a blank, what hides between characters is gone.
std::u32string plain(std::u32string_view text) {
  auto folded = fold(text);
  std::erase(folded, gap);
  std::replace_if(
      folded.begin(), folded.end(), [](char32_t c) { return !is_of_word(c); }, U' ');
  return folded;
}

}  // namespace

std::vector<std::uint64_t> pairs_of(std::u32string_view text) {
  std::vector<std::uint64_t> pairs;
  std::u32string stretch;
  for (const char32_t c : fold(text)) {
    if (is_of_word(c)) {
      stretch.push_back(c);
    } else if (c != gap) {
      add_stretch(stretch, pairs);
      stretch.clear();
    }
  }
  add_stretch(stretch, pairs);
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

bool has_words(std::u32string_view text, std::u32string_view asked) {
  const auto there = plain(text);
  const auto words = plain(asked) + U' ';
  std::size_t begin = 0;
  for (auto end = words.find(U' '); end != std::u32string::npos; end = words.find(U' ', begin)) {
    if (there.find(words.substr(begin, end - begin)) == std::u32string::npos) {
      return false;
    }
    begin = end + 1;
  }
  return true;
}

}  // namespace holdfast::text
