// The draw of a re-visit audit: which households, from a seed and what could be drawn. Pure; any
// thread.
//
// Documented in doc/guide/outreach.md so that it can be done again by hand: the households of all
// rounds are numbered through in the rounds' order from 0 to n-1. For i = 0, 1, 2, …, the first
// eight bytes of SHA-256("seed:i") as a big-endian number, modulo n, name the next one; a household
// named before, and a number from the incomplete last part of the range, are passed over.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "outreach/ledger.hpp"

namespace holdfast::outreach {

/// What can be drawn of one round.
struct Drawable {
  RoundId round;
  std::uint64_t households = 0;
};

/// `wanted` households, or all where there are fewer, in the order in which they were drawn.
[[nodiscard]] std::vector<Sampled> draw(std::string_view seed, const std::vector<Drawable>& from,
                                        std::uint64_t wanted);

}  // namespace holdfast::outreach
