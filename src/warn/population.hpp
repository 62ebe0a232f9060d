// Where an account stands among all others of its world: amounts differ from place to place, ranks
// carry over. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "warn/book.hpp"

namespace holdfast::warn {

enum class Quantity : std::uint8_t {
  sum_in,
  sum_out,
  mean_in,
  mean_out,
  max_in,
  max_out,
  count_in,
  count_out,
  partners_in,
  partners_out,
  peak_week,
  flow_a_day,
  covered_1d,  // shares and ratios from here on
  passed_on_20d,
  swept,
  new_in,
  new_out,
  surprise_in,
  stained_strange,
  stained_record,
  stained_hurried,
  peak_share,
  regular_in,
  fresh_in,
  spread_in,
  payers_a_movement,
  aside_in,
  aside_passed,
  aside_strange,
  aside_record,
  aside_payers,
};
inline constexpr std::size_t quantities = 31;

/// Zero or less where the account has no such thing.
[[nodiscard]] double quantity_of(const Facts& facts, Quantity quantity);

class Population {
 public:
  /// Takes stock of the book as it stands; looks at `sample_max` accounts at most.
  void refresh(const Book& book);
  /// Share of the accounts with such a quantity that have less, from 0 to 1; 0 for none, a half
  /// before the first refresh.
  [[nodiscard]] double rank(Quantity quantity, double value) const;

 private:
  static constexpr std::size_t sample_max = 4096;
  std::array<std::vector<float>, quantities> sorted_;
};

}  // namespace holdfast::warn
