// `holdfast demo`: the city lives until it is told to stop; a gang robs somebody now and then.
#pragma once

#include <cstdint>
#include <filesystem>

#include "cli/console.hpp"

namespace holdfast::cli {

struct DemoLive {
  std::filesystem::path directory;
  std::uint16_t port = 8096;
  std::uint64_t seed = 0;
  bool fresh = false;
};

/// Until SIGINT or SIGTERM. Answers the exit code.
int play_live(const DemoLive& options, const Console& console);

}  // namespace holdfast::cli
