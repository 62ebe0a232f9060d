// How many households of a street count as reached: what was claimed, lowered by what re-visits
// found. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "outreach/ledger.hpp"

namespace holdfast::outreach {

struct Coverage {
  std::string street;
  std::uint64_t households = 0;
  std::uint64_t claimed = 0;  // first visits, at most the street's households
  std::uint64_t rounds = 0;
  std::uint64_t confirmed = 0;  // findings of re-visits
  std::uint64_t not_visited = 0;
  std::uint64_t unreachable = 0;
  std::uint64_t counted = 0;  // claimed times the confirmed share, rounded down
  std::uint64_t low = 0;      // the same with the lower end of the share's 95 % Wilson interval
  bool is_audited = false;    // there is a finding that says something
};

/// Of every street of the ledger, by code. What nobody checked counts as claimed, and says so by
/// `is_audited`; the lower end is then 0.
[[nodiscard]] std::vector<Coverage> coverage_of(const Ledger& ledger);

}  // namespace holdfast::outreach
