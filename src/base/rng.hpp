// A small seeded generator (SplitMix64 seeding xoshiro256**, both public domain algorithms by
// Blackman and Vigna) and unbiased ranges: standard distributions are not portable. Not for
// secrets.
#pragma once

#include <array>
#include <cstdint>

#include "base/check.hpp"

namespace holdfast::base {

class Rng {
 public:
  explicit Rng(std::uint64_t seed) {
    for (auto& word : state_) {
      seed += 0x9E3779B97F4A7C15ULL;
      std::uint64_t z = seed;
      z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
      z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
      word = z ^ (z >> 31);
    }
  }

  std::uint64_t next() {
    const auto rotl = [](std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); };
    const std::uint64_t result = rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = rotl(state_[3], 45);
    return result;
  }

  /// Uniform in [0, bound), bound > 0, without modulo bias (Lemire's multiply and reject).
  std::uint64_t below(std::uint64_t bound) {
    check(bound > 0, "Rng::below(0)");
    __extension__ using Wide = unsigned __int128;
    const std::uint64_t threshold = (0 - bound) % bound;
    for (;;) {
      const Wide product = static_cast<Wide>(next()) * bound;
      if (static_cast<std::uint64_t>(product) >= threshold) {
        return static_cast<std::uint64_t>(product >> 64);
      }
    }
  }

  /// Uniform in [low, high].
  std::int64_t between(std::int64_t low, std::int64_t high) {
    check(low <= high, "Rng::between: low > high");
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
  }

  /// True `per_million` times in a million.
  bool chance(std::uint64_t per_million) { return below(1'000'000) < per_million; }

 private:
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace holdfast::base
