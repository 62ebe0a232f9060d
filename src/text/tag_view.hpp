// What the tagger looks at around each character.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::text {

inline constexpr std::size_t tag_feature_count = 46;
using TagFeatures = std::array<std::uint32_t, tag_feature_count>;

/// What the features look at, worked out once for a text.
struct TagView {
  std::u32string chars;              // a run of digits is one private character, repeated
  std::vector<std::uint8_t> sort;    // class of the character
  std::vector<std::uint8_t> known;   // bank, place, surname
  std::vector<std::uint8_t> cue;     // the last telling word before, and how far it is
  std::vector<std::uint32_t> quote;  // inside quotation marks: what stands before and after them
  std::vector<char32_t> last;        // of the run of letters from here, where it is short: its end
  std::vector<std::uint8_t> left;    // how many characters that run has; 0 where it is long
};

[[nodiscard]] TagView look(std::u32string_view folded);

/// The numbers of what holds at a character.
void features_at(const TagView& view, std::size_t i, TagFeatures& features);

}  // namespace holdfast::text
