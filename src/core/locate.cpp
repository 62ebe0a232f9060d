#include "core/locate.hpp"

#include <algorithm>

#include "outreach/locate.hpp"

namespace holdfast::core {

namespace {

std::string unit_of(const State& state, const std::string& street) {
  const auto& unit = state.education.streets.at(street).unit;
  return find_unit(state.routing, unit) == nullptr ? std::string{} : unit;
}

/// The lowest unit that is above all of them, or one of them; empty where there is none.
std::string unit_above(const State& state, const std::vector<std::string>& streets) {
  for (const auto& unit : chain_of(state.routing, unit_of(state, streets.front()))) {
    const bool is_above_all =
        std::all_of(streets.begin(), streets.end(), [&](const std::string& street) {
          const auto chain = chain_of(state.routing, unit_of(state, street));
          return std::find(chain.begin(), chain.end(), unit) != chain.end();
        });
    if (is_above_all) {
      return unit;
    }
  }
  return {};
}

}  // namespace

Whereabouts locate(const State& state, std::string_view area, const std::string& street) {
  using dissuade::Located;
  if (!street.empty()) {
    return {Located::chosen, street, unit_of(state, street), {street}};
  }
  auto streets = outreach::streets_named(state.education.streets, area);
  if (streets.empty()) {
    return {};
  }
  if (streets.size() == 1) {
    return {Located::found, streets.front(), unit_of(state, streets.front()), streets};
  }
  auto unit = unit_above(state, streets);
  return {Located::several, {}, std::move(unit), std::move(streets)};
}

}  // namespace holdfast::core
