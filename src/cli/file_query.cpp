#include "cli/file_query.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "base/error_table.hpp"

namespace holdfast::cli {

namespace {

base::Error usage(std::string message, std::string_view option) {
  return {base::ErrorCode::wrong_usage, std::move(message), std::string(option)};
}

}  // namespace

void add_file_options(CLI::App& command, FileArguments& arguments) {
  command.add_option("--transfers", arguments.transfers, "CSV of transfers, - for stdin")
      ->required();
  command.add_flag("--json", arguments.json, "Print JSON");
  command.add_flag("--strict", arguments.strict, "One refused row refuses the whole file");
  add_mapping_options(command, arguments.mapping);
}

base::Result<void> read_file(const FileArguments& arguments, Console console,
                             TransferFile& transfers) {
  feed::ReadOptions options{.format = feed::Format::canonical_csv};
  if (auto applied = apply(arguments.mapping, options); !applied) {
    return applied;
  }
  const auto read = transfers.read(arguments.transfers, std::move(options), [&](const auto& error) {
    fmt::print(console.err, "{}\n", feed::to_text(error));
  });
  if (!read) {
    return read.error();
  }
  if (transfers.refused() > 0 || transfers.duplicates() > 0) {
    fmt::print(console.err, "{} rows read, {} refused, {} dropped because their id came before\n",
               transfers.rows(), transfers.refused(), transfers.duplicates());
  }
  if (arguments.strict && transfers.refused() > 0) {
    return base::Error{base::ErrorCode::bad_input, "nothing was done because of --strict"};
  }
  return {};
}

int refuse(Console console, const base::Error& error) {
  const bool has_place = !error.where.empty();
  fmt::print(console.err, "{}{}{}\n", error.where, has_place ? ": " : "", error.message);
  return base::error_row(error.code).exit_code;
}

int finish(Console console) {
  if (std::fflush(console.out) != 0 || std::ferror(console.out) != 0) {
    return refuse(console, {base::ErrorCode::io, "the result could not be written"});
  }
  return 0;
}

base::Result<base::Instant> instant_option(std::string_view text, std::string_view option) {
  auto at = base::parse_instant(text);
  return at ? at : usage(at.error().message, option);
}

base::Result<base::Milliseconds> length_option(std::string_view text, std::string_view option) {
  auto length = feed::parse_unit(text);
  return length ? length : usage(length.error().message, option);
}

base::Result<base::Fen> yuan_option(std::string_view text, std::string_view option) {
  if (text.empty()) {
    return base::Fen{0};
  }
  auto amount = base::parse_yuan(text);
  if (!amount || amount->is_negative()) {
    return usage(fmt::format("\"{}\" is not an amount in yuan", text), option);
  }
  return amount;
}

base::Result<fund::AccountId> account_option(const TransferFile& transfers, std::string_view text,
                                             std::string_view option) {
  const auto account = transfers.graph().find(text);
  if (!account) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("no transfer names the account \"{}\"", text),
                       std::string(option)};
  }
  return *account;
}

}  // namespace holdfast::cli
