// The command line: parses it, runs one command, answers with its exit code
// (0 done, 2 wrong usage, 3 bad input, 1 anything else).
#pragma once

#include <string>
#include <vector>

#include "cli/console.hpp"

namespace holdfast::cli {

int run(int argc, char** argv);

/// The same with the words after the program's name, for tests.
int run(const std::vector<std::string>& words, Console console);

}  // namespace holdfast::cli
