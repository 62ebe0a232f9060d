// `holdfast trace`: where did the stolen money go, from a CSV of transfers and a CSV of seeds.
//
// Exit codes: 0 done, 2 wrong usage, 3 bad input (a file that cannot be read, no header, a seed
// that names no transfer or is named twice, with --strict any refused row), 1 anything else.
#pragma once

#include "cli/console.hpp"

namespace CLI {
class App;
}

namespace holdfast::cli {

/// Adds the subcommand; when it is chosen, `chosen` becomes what runs it.
void add_trace_command(CLI::App& app, Console console, Action& chosen);

}  // namespace holdfast::cli
