// Sizes and rates of a suite from its command line.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>

namespace holdfast::bench {

/// The number in that place, or the usual one.
inline double argument(int argc, char** argv, int at, double usual) {
  return argc > at ? std::strtod(argv[at], nullptr) : usual;
}

/// How many there are in so many seconds at that rate; at least one.
inline std::size_t count_in(double seconds, double a_second) {
  return std::max<std::size_t>(static_cast<std::size_t>(a_second * seconds), 1);
}

}  // namespace holdfast::bench
