// Bad accounts that pay each other belong together. One thread.
#pragma once

#include <cstdint>
#include <vector>

#include "warn/learn.hpp"

namespace holdfast::warn {

/// For each account the lowest number of its gang; its own where it belongs to none.
[[nodiscard]] std::vector<std::uint32_t> gangs_of(const World& world,
                                                  const std::vector<Label>& labels, Target target);

}  // namespace holdfast::warn
