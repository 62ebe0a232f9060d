// How a row is laid out: which part stands where. Private to Watch and to the table of features.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace holdfast::warn {

/// What neighbours see: the table of own_features.hpp, then what an account last saw around itself.
inline constexpr std::size_t seen_own = 41;
inline constexpr std::array<std::string_view, 5> around_payees{"covered_1d", "passed_on_20d",
                                                               "exits", "in_partners", "swept"};
inline constexpr std::array<std::string_view, 7> around_payers{
    "covered_1d",  "passed_on_20d",   "strange_in",    "out_partners",
    "strange_out", "stained_strange", "stained_record"};
inline constexpr std::size_t seen_width = seen_own + around_payees.size() + around_payers.size();

inline constexpr std::size_t edge_width = 4;        // on each side
inline constexpr std::size_t structure_width = 26;  // of two steps
inline constexpr std::size_t account_score_width = 28;
inline constexpr std::size_t moment_width = 30;

}  // namespace holdfast::warn
