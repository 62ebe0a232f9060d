// Small cities for tests.
#pragma once

#include "warn/learn.hpp"
#include "warn/simulate.hpp"

namespace holdfast::warn {

inline LabelledWorld labelled_city(std::uint64_t seed, std::size_t accounts = 700,
                                   double illicit = 0.04) {
  City city = simulate({.seed = seed, .accounts = accounts, .days = 45, .illicit = illicit});
  LabelledWorld labelled{std::move(city.world), {}};
  for (const std::uint8_t bad : city.bad) {
    labelled.labels.push_back(bad != 0 ? Label::bad : Label::good);
  }
  return labelled;
}

/// Few trees: enough to tell bad from good in a small city, quick to grow.
inline LearnOptions quick(std::size_t trees = 12) {
  const GrowOptions grow{.trees = trees, .depth = 4, .rate = 0.2, .features = 0.3};
  LearnOptions options{.first = grow, .second = grow};
  options.second.seed = 2;
  return options;
}

}  // namespace holdfast::warn
