// A text while entities are looked for: its folded form and what is already taken. The finders
// below go over it from left to right in time linear in its length; what an earlier one took, a
// later one passes over. Used inside this layer only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/fold.hpp"
#include "text/kinds.hpp"
#include "text/tagger.hpp"

namespace holdfast::text {

struct Page {
  Page(std::u32string_view text, const TagModel& model)
      : folded(fold(text)), tags(tags_of(model, folded)), taken(text.size(), 0), written(text) {}

  std::u32string folded;
  std::vector<Tag> tags;  // of each character
  std::vector<std::uint8_t> taken;
  std::vector<Span> spans;
  std::u32string_view written;  // as it came; outlives this

  /// The folded character, or 0 outside the text.
  [[nodiscard]] char32_t at(std::size_t i) const { return i < folded.size() ? folded[i] : 0; }
  /// At most `count` characters before `i`.
  [[nodiscard]] std::u32string_view before(std::size_t i, std::size_t count) const {
    const std::size_t from = i > count ? i - count : 0;
    return std::u32string_view(folded).substr(from, i - from);
  }
  [[nodiscard]] std::u32string_view after(std::size_t i, std::size_t count) const {
    return i < folded.size() ? std::u32string_view(folded).substr(i, count) : std::u32string_view{};
  }
  [[nodiscard]] bool is_free(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin; i < end; ++i) {
      if (taken[i] != 0) {
        return false;
      }
    }
    return true;
  }
  /// How many of the characters carry the tag.
  [[nodiscard]] std::size_t tagged(std::size_t begin, std::size_t end, Tag tag) const {
    std::size_t count = 0;
    for (std::size_t i = begin; i < end; ++i) {
      count += tags[i] == tag ? 1U : 0U;
    }
    return count;
  }
  void take(Kind kind, std::size_t begin, std::size_t end) {
    spans.push_back({kind, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    for (std::size_t i = begin; i < end; ++i) {
      taken[i] = 1;
    }
  }
};

[[nodiscard]] inline bool contains(std::u32string_view text, std::u32string_view word) {
  return text.find(word) != std::u32string_view::npos;
}
template <typename Words>
[[nodiscard]] bool contains_any(std::u32string_view text, const Words& words) {
  for (const std::u32string_view word : words) {
    if (contains(text, word)) {
      return true;
    }
  }
  return false;
}

void find_urls(Page& page);
void find_mails(Page& page);  // alipay by mail address
void find_times(Page& page);
void find_amounts(Page& page);
void find_numbers(Page& page);  // card, phone, qq, alipay and wechat in digits
void find_handles(Page& page);  // wechat in letters
void find_apps(Page& page);     // app by what stands around it
void find_names(Page& page);    // bank, address, app, person

}  // namespace holdfast::text
