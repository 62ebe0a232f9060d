// A ring: suspects who belong together, grown from one of them. Two belong together who pay each
// other, or who share counterparties that are no shops. Pure; any thread that has a snapshot.
#pragma once

#include <cstdint>
#include <vector>

#include "fund/graph.hpp"

namespace holdfast::screen {

/// What holds a member to the one it was found by.
struct Bond {
  base::AccountId from;
  base::AccountId to;
  std::uint32_t shared = 0;  // counterparties of both
  bool direct = false;       // one pays the other
};

struct Ring {
  std::vector<base::AccountId> members;  // the seed first, then as they were found
  std::vector<Bond> bonds;               // one for each but the seed
};

inline constexpr std::size_t ring_max = 60;           // members
inline constexpr std::uint32_t shop_entries = 2'000;  // an account with more is a shop
inline constexpr std::uint32_t shared_least = 2;      // counterparties that make a bond

/// `suspects` are those that may be members. The seed need not be one.
[[nodiscard]] Ring grow_ring(const fund::Graph& graph, fund::Snapshot snapshot,
                             base::AccountId seed, const std::vector<base::AccountId>& suspects);

}  // namespace holdfast::screen
