#include "cli/trace_command.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <memory>

#include "base/error_table.hpp"
#include "cli/trace_input.hpp"
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
  std::string transfers;
  std::string seeds;
  std::string policy;
  std::string until;
  bool json = false;
  bool strict = false;
  std::vector<std::string> maps;
  std::vector<std::string> sets;
  std::string time_base;
  std::string time_unit;
  std::string encoding;
  std::optional<std::uint32_t> hops;
  std::optional<std::size_t> accounts;
  std::string min_amount;
};

/// The arguments once their texts are read.
struct TraceRequest {
  trace::TraceOptions trace;
  feed::ReadOptions read;
  Unfollowed unfollowed = Unfollowed::hidden;
};

base::Error usage(const base::Error& error, std::string_view option) {
  return base::Error{base::ErrorCode::wrong_usage, error.message, std::string(option)};
}

base::Result<feed::ReadOptions> read_options(const TraceArguments& arguments) {
  feed::ReadOptions read{.format = feed::Format::canonical_csv};
  for (const auto& text : arguments.maps) {
    auto column = feed::parse_map(text);
    if (!column) {
      return column.error();
    }
    read.mapping.columns.push_back(*std::move(column));
  }
  for (const auto& text : arguments.sets) {
    auto constant = feed::parse_set(text);
    if (!constant) {
      return constant.error();
    }
    read.mapping.constants.push_back(*std::move(constant));
  }
  if (!arguments.time_base.empty() || !arguments.time_unit.empty()) {
    const auto base = base::parse_instant(arguments.time_base);
    if (!base) {
      return usage(base.error(), "--time-base");
    }
    const auto unit = feed::parse_unit(arguments.time_unit);
    if (!unit) {
      return usage(unit.error(), "--time-unit");
    }
    read.mapping.steps = feed::StepTime{*base, *unit};
  }
  if (!arguments.encoding.empty()) {
    const auto encoding = feed::parse_encoding(arguments.encoding);
    if (!encoding) {
      return encoding.error();
    }
    read.encoding = *encoding;
  }
  if (!read.mapping.empty() || !arguments.encoding.empty()) {
    read.format = feed::Format::csv;
  }
  return read;
}

base::Result<TraceRequest> understand(const TraceArguments& arguments) {
  TraceRequest request;
  const auto policy = trace::parse_policy(arguments.policy);
  if (!policy) {
    return usage(policy.error(), "--policy");
  }
  request.trace.policy = *policy;
  if (!arguments.until.empty()) {
    const auto until = base::parse_instant(arguments.until);
    if (!until) {
      return usage(until.error(), "--until");
    }
    request.trace.until = *until;
  }
  trace::Limits& limits = request.trace.limits;
  limits.hops = arguments.hops;
  limits.accounts = arguments.accounts;
  if (!arguments.min_amount.empty()) {
    const auto least = base::parse_yuan(arguments.min_amount);
    if (!least || least->is_negative()) {
      return base::Error{base::ErrorCode::wrong_usage,
                         fmt::format("\"{}\" is not an amount in yuan", arguments.min_amount),
                         "--min-amount-yuan"};
    }
    limits.min_amount = *least;
  }
  const bool is_limited = limits.hops || limits.accounts || limits.min_amount.is_positive();
  request.unfollowed = is_limited ? Unfollowed::shown : Unfollowed::hidden;
  auto read = read_options(arguments);
  if (!read) {
    return read.error();
  }
  request.read = *std::move(read);
  return request;
}

int refuse(Console console, const base::Error& error) {
  const bool has_place = !error.where.empty();
  fmt::print(console.err, "{}{}{}\n", error.where, has_place ? ": " : "", error.message);
  return base::error_row(error.code).exit_code;
}

void tell_rows(Console console, const TransferFile& transfers) {
  if (transfers.refused() > 0 || transfers.duplicates() > 0) {
    fmt::print(console.err, "{} rows read, {} refused, {} dropped because their id came before\n",
               transfers.rows(), transfers.refused(), transfers.duplicates());
  }
}

int run_trace(const TraceArguments& arguments, Console console) {
  auto request = understand(arguments);
  if (!request) {
    return refuse(console, request.error());
  }
  const bool both_stdin = arguments.transfers == "-" && arguments.seeds == "-";
  if (both_stdin) {
    return refuse(console, {base::ErrorCode::wrong_usage,
                            "only one of --transfers and --seeds can be standard input"});
  }
  TransferFile transfers;
  const auto read = transfers.read(
      arguments.transfers, std::move(request->read),
      [&](const auto& error) { fmt::print(console.err, "{}\n", feed::to_text(error)); });
  if (!read) {
    return refuse(console, read.error());
  }
  tell_rows(console, transfers);
  if (arguments.strict && transfers.refused() > 0) {
    return refuse(console, {base::ErrorCode::bad_input, "nothing was traced because of --strict"});
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
  const auto write = arguments.json ? write_trace_json : write_trace_table;
  write(console.out, transfers, *result, request->unfollowed);
  if (std::fflush(console.out) != 0 || std::ferror(console.out) != 0) {
    return refuse(console, {base::ErrorCode::io, "the result could not be written"});
  }
  return 0;
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

void add_mapping(CLI::App& command, TraceArguments& arguments) {
  constexpr const char* group = "Other CSV forms";
  command
      .add_option("--map", arguments.maps,
                  "COLUMN=FIELD: what a column means; FIELD as in the canonical header, or "
                  "own_account, other_account, direction, date, clock, debit, credit, ...")
      ->group(group);
  command.add_option("--set", arguments.sets, "FIELD=VALUE for every row, as in kind=cash")
      ->group(group);
  command
      .add_option("--time-base", arguments.time_base,
                  "Times are whole steps from this moment (with --time-unit)")
      ->group(group);
  command.add_option("--time-unit", arguments.time_unit, "Length of a step: 1d, 15m, 1s, 250ms")
      ->group(group);
  command.add_option("--encoding", arguments.encoding, "auto, utf-8, gbk or utf-16")->group(group);
}

}  // namespace

void add_trace_command(CLI::App& app, Console console, Action& chosen) {
  auto arguments = std::make_shared<TraceArguments>();
  CLI::App* const command = app.add_subcommand("trace", "Where did the stolen money go");
  command->footer(help);
  command->add_option("--transfers", arguments->transfers, "CSV of transfers, - for stdin")
      ->required();
  command->add_option("--seeds", arguments->seeds, "CSV of stolen transfers, - for stdin")
      ->required();
  command
      ->add_option("--policy", arguments->policy, "fifo, lifo, prorata, taint_first or clean_first")
      ->required();
  command->add_option("--until", arguments->until, "Replay only transfers at or before this time");
  command->add_flag("--json", arguments->json, "Print JSON");
  command->add_flag("--strict", arguments->strict, "One refused row refuses the whole file");
  add_limits(*command, *arguments);
  add_mapping(*command, *arguments);
  command->callback(
      [arguments, console, &chosen] { chosen = [=] { return run_trace(*arguments, console); }; });
}

}  // namespace holdfast::cli
