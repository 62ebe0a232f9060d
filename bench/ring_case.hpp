// A large case in the middle of a city's life: the input of the benchmark of one big trace.
//
// Three thefts bring money to the first members of a ring, who pass it on among themselves for ten
// days: every tenth payment brings in a new member until all have some, wages and sales come in
// between from people outside, some of it leaves as cash. Everybody else's transfers go on around
// it, so that the ring's transfers lie far apart in memory. The same spec makes the same transfers.
// One thread.
#pragma once

#include <cstdint>
#include <vector>

#include "fund/transfer.hpp"

namespace holdfast::bench {

struct RingSpec {
  std::uint64_t seed = 11;
  std::uint32_t members = 5'000;
  std::uint64_t moves = 50'000;      // that touch a member, the thefts counted
  std::uint64_t around = 2'000'000;  // other people's transfers
};

struct RingCase {
  std::uint32_t accounts = 0;
  std::vector<fund::Transfer> transfers;  // in order of time and of arrival
  std::vector<std::uint64_t> thefts;      // places of the three
};

[[nodiscard]] RingCase make_ring_case(const RingSpec& spec);

}  // namespace holdfast::bench
