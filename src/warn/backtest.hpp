// What a model, or any other order of suspicion, would have meant on history: how many alarms, how
// many of them right, and how much of the gangs' money was still to come when the first of a gang
// was flagged.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "warn/judge.hpp"
#include "warn/learn.hpp"
#include "warn/measure.hpp"

namespace holdfast::warn {

struct Backtest {
  Quality quality;         // of the order, at the budget
  std::size_t alarms = 0;  // flagged by the model's own threshold
  std::size_t hits = 0;    // of them bad
  std::size_t bad = 0;
  std::int64_t hit_fen = 0;     // what bad ones that were flagged got or were (accounts: came in)
  std::int64_t bad_fen = 0;     // what all bad ones got
  std::int64_t ahead_fen = 0;   // what gangs got after the first flag on any of them
  std::size_t gangs = 0;        // bad accounts that pay each other, together
  std::size_t gangs_early = 0;  // with half of their money or more still ahead then
};

/// `verdicts` as judge() gives them, `labels` of the same things; only those at or after the
/// movement `from` count. Gangs are of accounts only.
[[nodiscard]] Backtest backtest(const World& world, std::span<const Label> labels,
                                std::span<const Verdict> verdicts, Target target, double budget,
                                std::size_t from);

}  // namespace holdfast::warn
