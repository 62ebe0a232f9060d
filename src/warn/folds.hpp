// Who is left out together: worlds where there are several, else gangs with those around them, so
// that what is learned from some members of a gang never judges the others. Any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "warn/learn.hpp"

namespace holdfast::warn {

inline constexpr std::uint8_t gang_folds = 4;

struct Folds {
  std::uint8_t count = 0;
  /// Of each world, one an account.
  std::vector<std::vector<std::uint8_t>> of_account;
};

[[nodiscard]] Folds fold(const std::vector<LabelledWorld>& worlds, Target target);

}  // namespace holdfast::warn
