// How a text is worded, short enough to compare a million of them: near-duplicates share bands.
//
// Of the runs of five characters of the normalised text (blanks out, evasions undone, numbers told
// by their length), 32 least hashes are kept in 16 bands of two (Broder 1997; banding as in
// Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.4). Two texts that share a part J of
// their runs share each band with chance J²: of 16 some six at J = 0.6, none at 0.1.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace holdfast::text {

/// Below so many normal characters a text is no script and has no wording.
inline constexpr std::size_t wording_least = 60;

/// 16 bands of eight hexadecimal digits; empty for a text that is too short. Without the salt the
/// digits tell nothing of the text.
[[nodiscard]] std::string wording_of(std::u32string_view text, std::uint64_t salt);

}  // namespace holdfast::text
