// Gangs for the makes that have no own: victims pay, the money is held, put together, cut up and
// handed on over stages until it leaves. How careful a gang is decides how long it holds, what it
// leaves behind, under which sum it stays and how many victims one account may take. One thread.
#pragma once

#include "warn/city_books.hpp"

namespace holdfast::warn {

/// Who can be robbed, hired and paid in a place.
struct Scene {
  std::vector<Who> people;
  std::vector<Who> shops;      // where ordinary money ends
  std::vector<Who> outs;       // where a gang's money leaves
  std::vector<Who> traders;    // with many customers: a gang hides a collector among them
  std::vector<double> usual;   // what an account pays at once, each account
  std::vector<Who> fresh;      // accounts nobody has used so far
  bool kinds_are_told = true;  // cash and crypto are told apart from transfers
};

/// Hires until `wanted` accounts are bad. `care` is how careful gangs are here, 0 to 1 on average.
void make_plots(CityBooks& books, Scene& scene, double wanted, double care,
                std::vector<std::uint8_t>& bad);

/// Honest people whose money moves like a gang's; `plenty` times as many as usual.
void make_mimics(CityBooks& books, const Scene& scene, double plenty);

}  // namespace holdfast::warn
