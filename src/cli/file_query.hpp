// The frame of a command that asks a question of a file of transfers: its common options, the
// reading of the file, and how a refusal is told.
//
// Exit codes: 0 done, 2 wrong usage, 3 bad input, 1 anything else.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "cli/console.hpp"
#include "cli/mapping_options.hpp"
#include "cli/trace_input.hpp"

namespace CLI {
class App;
}

namespace holdfast::cli {

struct FileArguments {
  std::string transfers;
  bool json = false;
  bool strict = false;
  MappingArguments mapping;
};

/// `arguments` must live as long as `command`.
void add_file_options(CLI::App& command, FileArguments& arguments);

/// Reads the file; rows that cannot be read are told on `console.err`, and how many there were.
/// Errors: wrong_usage of a mapping option, bad_input of the file (any refused row where strict).
[[nodiscard]] base::Result<void> read_file(const FileArguments& arguments, Console console,
                                           TransferFile& transfers);

/// Tells the error; answers its exit code.
int refuse(Console console, const base::Error& error);
/// 0 once all is written.
int finish(Console console);

/// Reads options; the errors are wrong_usage naming the option.
[[nodiscard]] base::Result<base::Instant> instant_option(std::string_view text,
                                                         std::string_view option);
[[nodiscard]] base::Result<base::Milliseconds> length_option(std::string_view text,
                                                             std::string_view option);
/// From 0; 0 for an empty text.
[[nodiscard]] base::Result<base::Fen> yuan_option(std::string_view text, std::string_view option);

/// Errors: bad_input naming the option for an account that no transfer names.
[[nodiscard]] base::Result<fund::AccountId> account_option(const TransferFile& transfers,
                                                           std::string_view text,
                                                           std::string_view option);

}  // namespace holdfast::cli
