// `holdfast demo --once`: one scripted case from the theft to the stops, checked at the banks.
#pragma once

#include <cstdint>
#include <filesystem>

#include "cli/console.hpp"

namespace holdfast::cli {

struct DemoOnce {
  std::filesystem::path directory;
  std::uint64_t seed = 0;
};

/// Answers the exit code: 0 only when the money was stopped.
int play_once(const DemoOnce& options, const Console& console);

}  // namespace holdfast::cli
