#include "cli/trace_command.hpp"

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/file_query.hpp"
#include "cli/trace_report.hpp"

namespace holdfast::cli {

namespace {

constexpr const char* help = R"(Follow stolen money through a file of transfers, to the fen.

TRANSFERS is a CSV with the header id,time,payer,payee,amount_yuan,kind (any order, further columns
are passed over); time is ISO 8601 with an offset, kind is transfer, cash, merchant, overseas or
crypto. Rows that cannot be read are told on stderr as FILE:LINE:COLUMN: reason and left out. Any other
CSV can be read with --map.
SEEDS is a CSV with the header transfer_id,stolen_yuan; an empty amount means the whole transfer.

Examples:
  holdfast trace --transfers june.csv --seeds victims.csv --policy fifo
  holdfast trace --transfers june.csv --seeds victims.csv --policy prorata --json > result.json
  holdfast trace --transfers sim.csv --map from=payer --map to=payee --map value=amount \
      --map step=time --time-base 2021-01-01T00:00:00+08:00 --time-unit 1d \
      --seeds victims.csv --policy lifo)";

struct TraceArguments {
  FileArguments file;
  std::string seeds;
  std::string policy;
  std::string until;
  std::optional<std::uint32_t> hops;
  std::optional<std::size_t> accounts;
  std::string min_amount;
};

/// The arguments once their texts are read.
struct TraceRequest {
  trace::TraceOptions trace;
  Unfollowed unfollowed = Unfollowed::hidden;
};

base::Result<TraceRequest> understand(const TraceArguments& arguments) {
  TraceRequest request;
  const auto policy = trace::parse_policy(arguments.policy);
  if (!policy) {
    return base::Error{base::ErrorCode::wrong_usage, policy.error().message, "--policy"};
  }
  request.trace.policy = *policy;
  if (!arguments.until.empty()) {
    const auto until = instant_option(arguments.until, "--until");
    if (!until) {
      return until.error();
    }
    request.trace.until = *until;
  }
  trace::Limits& limits = request.trace.limits;
  limits.hops = arguments.hops;
  limits.accounts = arguments.accounts;
  const auto least = yuan_option(arguments.min_amount, "--min-amount-yuan");
  if (!least) {
    return least.error();
  }
  limits.min_amount = *least;
  const bool is_limited = limits.hops || limits.accounts || limits.min_amount.is_positive();
  request.unfollowed = is_limited ? Unfollowed::shown : Unfollowed::hidden;
  return request;
}

int run_trace(const TraceArguments& arguments, Console console) {
  const auto request = understand(arguments);
  if (!request) {
    return refuse(console, request.error());
  }
  const bool both_stdin = arguments.file.transfers == "-" && arguments.seeds == "-";
  if (both_stdin) {
    return refuse(console, {base::ErrorCode::wrong_usage,
                            "only one of --transfers and --seeds can be standard input"});
  }
  TransferFile transfers;
  if (const auto read = read_file(arguments.file, console, transfers); !read) {
    return refuse(console, read.error());
  }
  const auto seeds = read_seeds(arguments.seeds, transfers);
  if (!seeds) {
    return refuse(console, seeds.error());
  }
  const auto result =
      trace::trace(transfers.graph(), transfers.graph().snapshot(), *seeds, request->trace);
  if (!result) {
    return refuse(console, result.error());
  }
  const auto write = arguments.file.json ? write_trace_json : write_trace_table;
  write(console.out, transfers, *result, request->unfollowed);
  return finish(console);
}

void add_limits(CLI::App& command, TraceArguments& arguments) {
  command.add_option("--hops-limit", arguments.hops, "Do not follow accounts beyond this tier")
      ->group("Limits (what they leave out is told as unfollowed)");
  command.add_option("--accounts-limit", arguments.accounts, "Follow at most so many accounts")
      ->group("Limits (what they leave out is told as unfollowed)");
  command
      .add_option("--min-amount-yuan", arguments.min_amount,
                  "Do not follow payments that carry less")
      ->group("Limits (what they leave out is told as unfollowed)");
}

}  // namespace

void add_trace_command(CLI::App& app, Console console, Action& chosen) {
  auto arguments = std::make_shared<TraceArguments>();
  CLI::App* const command = app.add_subcommand("trace", "Where did the stolen money go");
  command->footer(help);
  add_file_options(*command, arguments->file);
  command->add_option("--seeds", arguments->seeds, "CSV of stolen transfers, - for stdin")
      ->required();
  command
      ->add_option("--policy", arguments->policy, "fifo, lifo, prorata, taint_first or clean_first")
      ->required();
  command->add_option("--until", arguments->until, "Replay only transfers at or before this time");
  add_limits(*command, *arguments);
  command->callback(
      [arguments, console, &chosen] { chosen = [=] { return run_trace(*arguments, console); }; });
}

}  // namespace holdfast::cli
