#include "text/sketch.hpp"

#include <algorithm>

#include "text/fold.hpp"

namespace holdfast::text {

bool ends_sentence(char32_t c) {
  return c == U'。' || c == U'!' || c == U'！' || c == U'?' || c == U'\n' || c == U';' ||
         c == U'；';
}

Sketch::Sketch(std::u32string_view folded, std::span<const Span> spans) {
  std::size_t at = 0;
  for (const Span& span : spans) {
    text_ += folded.substr(at, span.begin - at);
    places_.push_back(text_.size());
    text_.push_back(kind_mark + static_cast<char32_t>(span.kind));
    at = span.end;
  }
  text_ += folded.substr(at);
  std::ranges::replace_if(text_, is_digit, U'0');
}

std::uint64_t Sketch::near(std::size_t span, std::ptrdiff_t offset) const {
  const std::ptrdiff_t i = static_cast<std::ptrdiff_t>(places_[span]) + offset;
  return i < 0 || i >= static_cast<std::ptrdiff_t>(text_.size())
             ? 1U
             : text_[static_cast<std::size_t>(i)];
}

Sentences::Sentences(std::u32string_view folded) {
  ended_.reserve(folded.size() + 1);
  std::uint32_t ends = 0;
  for (const char32_t c : folded) {
    ended_.push_back(ends);
    ends += ends_sentence(c) ? 1U : 0U;
  }
  ended_.push_back(ends);
}

}  // namespace holdfast::text
