// What the tables of features reckon with: shares, logarithms and ratios of an account's facts,
// each with an answer for an account that has nothing to divide by. Private to the tables.
#pragma once

#include <algorithm>
#include <cmath>

#include "warn/own_features.hpp"

namespace holdfast::warn {

inline double share(double part, double whole) {
  return whole > 0 ? std::min(part / whole, 1.0) : 0;
}

inline double log_hours(double hours) {
  return std::log1p(std::max(hours, 0.0));
}

inline double flow_balance(const Facts& facts) {
  if (facts.in.sum <= 0 || facts.out.sum <= 0) {
    return facts.in.sum > 0 ? -4 : 4;
  }
  return std::clamp(std::log(facts.out.sum / facts.in.sum), -4.0, 4.0);
}

inline double spread_of_amounts(const Side& side) {
  if (side.count < 2) {
    return 0;
  }
  const double mean = side.log_sum / side.count;
  return std::sqrt(std::max(side.log_square / side.count - mean * mean, 0.0));
}

/// Spread of the logarithms of gaps: small where payments come like clockwork, -1 where too few.
inline double irregularity(const Side& side) {
  if (side.count < 3) {
    return -1;
  }
  const double gaps = side.count - 1;
  const double mean = side.gap_sum / gaps;
  return std::sqrt(std::max(side.gap_square / gaps - mean * mean, 0.0));
}

inline double mean_gap(const Side& side) {
  return side.count < 2 ? -1 : side.gap_sum / (side.count - 1);
}

inline double top_over_mean(const Side& side) {
  return side.count == 0 ? 0 : std::log(side.max * side.count / side.sum);
}

inline double rank(const Sight& sight, Quantity quantity) {
  return sight.population.rank(quantity, quantity_of(sight.facts, quantity));
}

inline double mutual_share(const Facts& facts) {
  const double partners = facts.in.partners + facts.out.partners - facts.mutual;
  return share(facts.mutual, partners);
}

inline double mean_of(double sum, double count) {
  return count > 0 ? sum / count : 0;
}

inline double stained_in(const Facts& facts, Stain stain) {
  return share(facts.stained_in[static_cast<std::size_t>(stain)], facts.in.sum);
}

inline double stained_out(const Facts& facts, Stain stain) {
  return share(facts.stained_out[static_cast<std::size_t>(stain)], facts.out.sum);
}

/// How the latest amounts differ from all.
inline double shift(const Side& side) {
  return side.count == 0 ? 0 : std::clamp(side.lately - side.log_sum / side.count, -4.0, 4.0);
}

inline double shift_new(const Side& side) {
  return side.count == 0 ? 0 : side.lately_new - static_cast<double>(side.partners) / side.count;
}

inline double aside_balance(const Aside& aside) {
  if (aside.in <= 0 || aside.out <= 0) {
    return aside.in > 0 ? -4 : 4;
  }
  return std::clamp(std::log(aside.out / aside.in), -4.0, 4.0);
}

/// The largest sum on the side, in payments that the account usually makes.
inline double aside_largest(const Facts& facts) {
  if (facts.aside.most_in <= 0 || facts.out.count == 0) {
    return 0;
  }
  return std::clamp(std::log(facts.aside.most_in) - facts.out.log_sum / facts.out.count, -4.0, 6.0);
}

inline double aside_stained(const Facts& facts, Stain stain) {
  return share(facts.aside.stained[static_cast<std::size_t>(stain)], facts.aside.in);
}

}  // namespace holdfast::warn
