// What an account's own facts say, free of scale: shares, logarithms and ranks. The second table is
// what others see of it: the features of its neighbours are made of those.
#pragma once

#include <span>
#include <string_view>

#include "warn/feature.hpp"
#include "warn/population.hpp"

namespace holdfast::warn {

struct Sight {
  const Facts& facts;
  const Population& population;
  double now;
};

struct OwnFeature {
  std::string_view name;
  std::string_view code;
  std::string_view words;
  Unit unit;
  double (*read)(const Sight& sight);
};

[[nodiscard]] std::span<const OwnFeature> own_features();
[[nodiscard]] std::span<const OwnFeature> seen_features();

}  // namespace holdfast::warn
