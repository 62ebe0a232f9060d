#include "text/wording.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>

#include "text/normal.hpp"

namespace holdfast::text {

namespace {

constexpr std::size_t run = 5;
constexpr std::size_t hashes = 32;

/// splitmix64's last steps: every bit of the outcome hangs on every bit of the number.
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
  return value ^ (value >> 31);
}

}  // namespace

std::string wording_of(std::u32string_view text, std::uint64_t salt) {
  const auto normal = normalise(text).text;
  if (normal.size() < wording_least) {
    return {};
  }
  std::array<std::uint64_t, hashes> least;
  least.fill(~std::uint64_t{0});
  for (std::size_t i = 0; i + run <= normal.size(); ++i) {
    std::uint64_t of_run = salt;
    for (std::size_t k = 0; k < run; ++k) {
      of_run = mixed(of_run + normal[i + k] + 0x9E3779B97F4A7C15ULL);
    }
    for (std::size_t h = 0; h < hashes; ++h) {
      least[h] = std::min(least[h], mixed(of_run + salt + h * 0xA24BAED4963EE407ULL));
    }
  }
  std::string bands;
  for (std::size_t h = 0; h < hashes; h += 2) {
    const auto band = static_cast<std::uint32_t>(mixed(least[h] + 3 * least[h + 1] + salt) >> 32);
    bands += fmt::format("{:08x}", band);
  }
  return bands;
}

}  // namespace holdfast::text
