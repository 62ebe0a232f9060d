// What a model says of a world: the score of every account or transfer, since when it is flagged,
// and why.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "warn/model.hpp"
#include "warn/movement.hpp"

namespace holdfast::warn {

inline constexpr std::size_t reasons_max = 3;

/// What weighs for suspicion, with the official code that it speaks for.
struct Reason {
  std::string code;
  std::string words;  // 中文
  bool operator==(const Reason&) const = default;
};
/// Those that weigh most in a row of the second round first. Features that tell the same story are
/// told once, by the heaviest.
[[nodiscard]] std::vector<Reason> reasons_of(const Model& model, std::span<const float> row);

struct Verdict {
  float margin = 0;  // of the last look
  /// Place in the world of the movement with which it first reached the threshold.
  std::optional<std::size_t> flagged_by;
  /// 「3008 资金快进快出 92%」, those that weigh most first, for whoever is flagged.
  std::vector<std::string> reasons;
};

/// One an account (those without movements have none: margin is the lowest), or one a movement.
/// Looks before the movement `from` flag nobody.
[[nodiscard]] std::vector<Verdict> judge(const Model& model, const World& world,
                                         std::size_t from = 0);

}  // namespace holdfast::warn
