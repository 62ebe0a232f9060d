// The command line: parses argv, runs one command, answers with its exit code
// (0 done, 2 wrong usage, 3 bad input, 1 anything else).
#pragma once

namespace holdfast::cli {

int run(int argc, char** argv);

}  // namespace holdfast::cli
