// The condition of a rule: a question over the features of an account, as people write it down.
//
//   covered_1d >= 80% and in_partners >= 3 and (dwell < 6h or not swept < 50%)
//
// Names are those of the features (first round); counts are counts, times are hours (`h`) or days
// (`d`), shares may be per cent. `and` binds closer than `or`, `not` closest. Any thread.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "warn/feature.hpp"

namespace holdfast::warn {

class Condition {
 public:
  /// Errors: bad_input that says what was expected and at which character, counted from 1.
  [[nodiscard]] static base::Result<Condition> parse(std::string_view text,
                                                     const std::vector<Feature>& features);
  /// `row`: values of the features that it was parsed with.
  [[nodiscard]] bool holds(std::span<const float> row) const;

 private:
  friend class ConditionReader;
  enum class Kind : std::uint8_t { less, at_most, more, at_least, both, either, opposite };
  /// In the order of reckoning: both, either and opposite take what stands before them.
  struct Step {
    Kind kind;
    std::uint32_t feature = 0;
    double value = 0;  // as the feature is kept: counts and hours as logarithms
  };
  std::vector<Step> steps_;
};

}  // namespace holdfast::warn
