// A world run through a Watch in the order of time, with looks at what changed. Learning and
// judging both go this way, so that a model is asked exactly what it was taught. One thread.
#pragma once

#include <functional>
#include <limits>
#include <span>

#include "warn/watch.hpp"

namespace holdfast::warn {

/// A moment at which an account (or the transfer that was just taken) is looked at.
struct Look {
  AccountId account;         // of a transfer: the payer
  std::size_t movement = 0;  // the latest one taken, its place in the world
  bool is_last = false;      // everything was taken: what stands for the whole history
  float first = 0;           // for `see`: the margin that `judge` gave
};

struct Course {
  /// Gets a row of the first round; answers the margin of the first round.
  std::function<float(const Look&, std::span<const float>)> judge;
  /// Gets the row of the second round, of which that of the first is the beginning; not for looks
  /// in the middle of which the first round thought less than `bar`.
  std::function<void(const Look&, std::span<const float>)> see;
  float bar = std::numeric_limits<float>::lowest();
};

/// Every account that is due after each movement; at the end every account twice: once so that all
/// know of all, then as the last look.
void run_accounts(const World& world, const Course& course);
/// Every transfer when it comes; there is no last look.
void run_transfers(const World& world, const Course& course);

inline void run(Target target, const World& world, const Course& course) {
  target == Target::account ? run_accounts(world, course) : run_transfers(world, course);
}

}  // namespace holdfast::warn
