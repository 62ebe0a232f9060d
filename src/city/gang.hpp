// How a gang moves stolen money: one mule takes it in, then tier after tier of mules across the
// banks pass it on, some of it leaves as cash, at a merchant or for coins, the rest is parked.
//
// A plan is what the gang means to do; the banks may refuse any part of it. Invariant: carried out
// in order, it leaves no mule below zero, and stolen = what rests with the mules + what left. Pure
// and seeded.
#pragma once

#include <vector>

#include "city/city.hpp"

namespace holdfast::city {

struct HeistTerms {
  std::vector<base::Fen> sums;     // what the victim pays, one after the other
  int tiers = 4;                   // of mules, 2 to 6
  base::Milliseconds pace{1'000};  // from getting money to passing it on, on average
};

struct Heist {
  std::vector<Payment> thefts;                  // the victim to the first mule
  std::vector<Payment> moves;                   // after them, in order of time
  std::vector<std::vector<std::size_t>> tiers;  // the mules, first tier first
};

/// As many mules as a plan of so many tiers can use.
[[nodiscard]] std::size_t mules_needed_max(int tiers);

/// `mules`: at least mules_needed_max, each at another bank than its neighbour.
[[nodiscard]] Heist plan_heist(base::Rng& rng, const City& city, std::size_t victim,
                               const std::vector<std::size_t>& mules, const HeistTerms& terms);

/// A heist to be told in a few seconds, and when the victim calls: by then the money has reached
/// three tiers and four banks, one of them behind the hub, some has left the banks, and at least a
/// third of the moves is still to come, two transfers of them within a quarter of the pace.
struct Story {
  Heist heist;
  base::Milliseconds report_at{};
};
[[nodiscard]] Story plan_story(base::Rng& rng, const City& city, std::size_t victim,
                               const std::vector<std::size_t>& mules, const HeistTerms& terms);

}  // namespace holdfast::city
