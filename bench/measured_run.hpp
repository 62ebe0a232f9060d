// One run of the real binary, with what it cost. Any thread.
#pragma once

#include <string>
#include <vector>

namespace holdfast::bench {

struct MeasuredRun {
  int exit_code = -1;  // -1: a signal ended it
  double wall_s = 0;
  double cpu_s = 0;    // user and system
  double peak_mb = 0;  // resident; at least what this process has
};

/// Runs the binary with `words`, its standard output into `out`, its errors into `out` + ".err".
[[nodiscard]] MeasuredRun run_measured(const std::vector<std::string>& words,
                                       const std::string& out);

}  // namespace holdfast::bench
