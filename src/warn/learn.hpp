// Learns a model from worlds in which it is known who is bad: two rounds of trees, the second of
// which sees what the first thought of the neighbours. What it learns of those thoughts from, the
// first round said of rows that it had not learned from.
#pragma once

#include <functional>
#include <string_view>

#include "base/result.hpp"
#include "warn/grow.hpp"
#include "warn/model.hpp"
#include "warn/movement.hpp"

namespace holdfast::warn {

enum class Label : std::uint8_t { unknown, good, bad };

struct LabelledWorld {
  World world;
  std::vector<Label> labels;  // one an account, or one a movement
};

struct LearnOptions {
  Target target = Target::account;
  GrowOptions first = {};
  GrowOptions second = {.seed = 2};
  /// A model of the same target from other places: learning goes on where it ended, so that a few
  /// bad ones are enough. Null to begin anew.
  const Model* begun = nullptr;
  /// Share of accounts (of transfers) that may be flagged in the worlds learned from.
  double budget = 0.02;
};

using Tell = std::function<void(std::string_view line)>;

/// Deterministic. Errors: bad_input where there is no good or no bad one to learn from.
[[nodiscard]] base::Result<Model> learn(const std::vector<LabelledWorld>& worlds,
                                        const LearnOptions& options, const Tell& tell);

}  // namespace holdfast::warn
