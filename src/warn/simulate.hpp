// Made-up cities to learn from and to measure with: ordinary people with wages, rent, shops,
// friends and families; those who look like swindlers and are none (agents who pass rent on,
// contractors, group buyers, weddings, dealers, owners of two accounts); and gangs of several
// styles, fast and careful. Deterministic for a seed; every city draws its own habits from it, so
// that two of them differ as places do.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "warn/movement.hpp"

namespace holdfast::warn {

struct CityOptions {
  std::uint64_t seed = 1;
  std::size_t accounts = 20'000;  // at least 500
  int days = 90;                  // at least 30
  /// Share of accounts that belong to gangs.
  double illicit = 0.003;
};

struct City {
  World world;
  std::vector<std::uint8_t> bad;  // one an account
  std::vector<std::string> names;
};

[[nodiscard]] City simulate(const CityOptions& options);

}  // namespace holdfast::warn
