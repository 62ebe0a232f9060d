#include "cli/run.hpp"

namespace holdfast::cli {

int run(int /*argc*/, char** /*argv*/) { return 2; }

}  // namespace holdfast::cli
