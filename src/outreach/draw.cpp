#include "outreach/draw.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <limits>
#include <set>

#include "base/digest.hpp"

namespace holdfast::outreach {

namespace {

std::uint64_t word(std::string_view seed, std::uint64_t i) {
  const auto digest = base::sha256(fmt::format("{}:{}", seed, i));
  std::uint64_t value = 0;
  for (std::size_t at = 0; at < 8; ++at) {
    value = (value << 8) | digest[at];
  }
  return value;
}

Sampled household(const std::vector<Drawable>& from, std::uint64_t place) {
  for (const auto& each : from) {
    if (place < each.households) {
      return {each.round, place + 1, {}};
    }
    place -= each.households;
  }
  return {};
}

}  // namespace

std::vector<Sampled> draw(std::string_view seed, const std::vector<Drawable>& from,
                          std::uint64_t wanted) {
  std::uint64_t all = 0;
  for (const auto& each : from) {
    all += each.households;
  }
  wanted = std::min(wanted, all);
  // A number beyond the last whole multiple of `all` would favour the first households.
  const auto last = all == 0 ? 0
                             : std::numeric_limits<std::uint64_t>::max() -
                                   (std::numeric_limits<std::uint64_t>::max() % all + 1) % all;
  std::vector<Sampled> sampled;
  std::set<std::uint64_t> taken;
  for (std::uint64_t i = 0; sampled.size() < wanted; ++i) {
    const auto value = word(seed, i);
    if (value <= last && taken.insert(value % all).second) {
      sampled.push_back(household(from, value % all));
    }
  }
  return sampled;
}

}  // namespace holdfast::outreach
