// What the makers of a city share: chance, the clock and the list of payments. Private to
// simulate.cpp and its parts. One thread.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/rng.hpp"
#include "warn/simulate.hpp"

namespace holdfast::warn {

using Who = std::uint32_t;

class CityBooks {
 public:
  CityBooks(std::uint64_t seed, int length) : rng(seed), days(length) {}

  double unit() { return static_cast<double>(rng.next() >> 11U) * 0x1p-53; }
  double between(double low, double high) { return low + (high - low) * unit(); }
  /// Spread around `middle` by a factor of about `spread` either way.
  double around(double middle, double spread) {
    const double bell = unit() + unit() + unit() + unit() - 2;  // deviation 0.58
    return middle * std::exp(std::log(spread) * bell);
  }
  bool happens(double chance) { return unit() < chance; }
  std::size_t pick(std::size_t count) { return static_cast<std::size_t>(rng.below(count)); }
  Who one_of(const std::vector<Who>& whom) { return whom[pick(whom.size())]; }
  std::size_t count_between(std::size_t low, std::size_t high) {
    return low + pick(high - low + 1);
  }
  double waiting(double mean) { return -mean * std::log(1 - unit()); }
  /// An hour of a day at which people are awake, mostly.
  double daytime(int day) {
    const double hour = happens(0.05) ? between(0, 24) : 8 + 14 * (unit() + unit()) / 2;
    return day * 24.0 + hour;
  }
  /// What people pay when they choose a sum: often a round one.
  double sum_of(double middle, double spread, double round_chance) {
    const double exact = around(middle, spread);
    if (happens(round_chance)) {
      const double step = exact > 2000 ? 500 : exact > 300 ? 100 : 10;
      return std::max(step, std::round(exact / step) * step);
    }
    return exact;
  }

  /// Nothing happens outside the city's days, between an account and itself, or for no money.
  void pay(Who from, Who to, double yuan, double hour, fund::Kind kind = fund::Kind::transfer) {
    const auto fen = static_cast<std::int64_t>(std::llround(yuan * 100));
    if (from == to || fen < 1 || hour < 0 || hour >= days * 24.0) {
      return;
    }
    constexpr std::int64_t begin = 1'748'707'200'000;  // 2025-06-01 00:00, Beijing
    const auto ms = begin + static_cast<std::int64_t>(hour * 3600) * 1000;
    movements.push_back(
        {base::from_unix_ms(ms), AccountId{from}, AccountId{to}, base::Fen{fen}, kind});
  }

  base::Rng rng;
  int days;
  std::vector<Movement> movements;
};

/// Who lives there.
struct Society {
  std::vector<Who> people;
  std::vector<Who> merchants;
  std::vector<Who> employers;
  std::vector<Who> landlords;
  std::vector<Who> exits;                 // cash points, exchanges, accounts abroad
  std::vector<std::vector<Who>> friends;  // of each account
  std::vector<double> wealth;             // monthly income, of each account
};

/// Makes everybody's ordinary payments. `spare`: how many accounts at the end are left alone.
[[nodiscard]] Society make_society(CityBooks& books, std::size_t accounts, std::size_t spare);
/// Look-alikes: they pass money on, gather and scatter, and mean no harm.
void make_lookalikes(CityBooks& books, const Society& society);
/// Gangs; the accounts from `spare_begin` on may be used as fresh ones. Marks who belongs to one.
void make_gangs(CityBooks& books, const Society& society, Who spare_begin, double wanted,
                std::vector<std::uint8_t>& bad);

}  // namespace holdfast::warn
