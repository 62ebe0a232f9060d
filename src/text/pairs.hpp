// What a text is found by: the pairs of neighbouring characters in it, so that a Chinese word of
// two characters is found wherever it stands and no dictionary decides where words end.
//
// Full width, capitals and traditional characters are folded first; blanks and punctuation part.
// Digits that look like a number of their own (seven or more) are one thing: they are found whole
// or not at all.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace holdfast::text {

/// Each once, in ascending order; opaque numbers, the same in every run. A text with the words of
/// another has all the pairs of those words; the reverse does not hold for words of three
/// characters and more. Linear in the text but for the sorting.
[[nodiscard]] std::vector<std::uint64_t> pairs_of(std::u32string_view text);

/// Every word that `asked` names stands in `text`, both folded; blanks and punctuation part words.
[[nodiscard]] bool has_words(std::u32string_view text, std::u32string_view asked);

}  // namespace holdfast::text
