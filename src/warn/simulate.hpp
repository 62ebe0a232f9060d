// Made-up places to learn from and to measure with, of several makes that know nothing of each
// other's ways: ordinary life, those who look like swindlers and are none, and gangs, fast and
// careful. Deterministic for a seed; every seed draws its own habits, so that two places of one
// make differ as places do, and places of two makes as if different people had thought them up.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "warn/movement.hpp"

namespace holdfast::warn {

enum class Make : std::uint8_t {
  city,       // wages, rent, shops, friends; gangs of seven styles
  household,  // agents with budgets, spouses, second accounts, stalls; exits are told apart
  web,        // communities and hubs by a power law, nothing but transfers
  village,    // few accounts, standing orders between fixed pairs, gangs in plain shapes
  nation,     // many accounts of which little is seen, and hardly a gang
};
/// The words of `holdfast warn city --make`.
[[nodiscard]] std::optional<Make> make_of(std::string_view word);

struct CityOptions {
  Make make = Make::city;
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
