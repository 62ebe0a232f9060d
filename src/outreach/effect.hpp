// 成效比较: do fewer people fall victim where there was education. Difference in differences over
// streets, with the spread that resampling the streets shows. Pure; any thread.
//
// It compares, it proves nothing: streets are not drawn by lot for a campaign, and units go first
// where it is worst, so that part of any fall would have come anyway (doc/guide/outreach.md).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "outreach/ledger.hpp"

namespace holdfast::outreach {

/// A case that has a street.
struct PlacedCase {
  std::string street;
  base::Instant at;
};

/// Equal spans on either side of `at`. A street counts as one with education when its first
/// campaign or visit of the whole span lies in the first quarter after `at`, and as one without
/// when it had none; every other is left out.
struct EffectQuestion {
  base::Instant at;
  int weeks = 8;
  std::uint64_t streets_least = 5;  // on either side
  std::uint64_t cases_least = 30;   // in all
};

struct Side {
  std::uint64_t streets = 0;
  std::uint64_t households = 0;
  std::uint64_t before = 0;  // cases
  std::uint64_t after = 0;
};

struct Effect {
  std::string why_not;  // empty: there is a comparison
  Side with;
  Side without;
  std::uint64_t left_out = 0;  // streets
  /// Cases per 10,000 households and span: (with after - with before) - (without after - without
  /// before). Below zero: fewer. `low` and `high` hold 95 of 100 resamplings.
  double difference = 0;
  double low = 0;
  double high = 0;
};

/// The same question about the same facts has the same answer: the resampling is seeded.
[[nodiscard]] Effect effect_of(const Ledger& ledger, const std::vector<PlacedCase>& cases,
                               const EffectQuestion& question);

}  // namespace holdfast::outreach
