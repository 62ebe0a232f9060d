// Where a command writes: results to `out`, what went wrong and progress to `err`.
#pragma once

#include <cstdio>
#include <functional>

namespace holdfast::cli {

struct Console {
  std::FILE* out = stdout;
  std::FILE* err = stderr;
};

/// What the chosen command does once the command line was understood; answers the exit code.
using Action = std::function<int()>;

}  // namespace holdfast::cli
