// `holdfast converge`: the accounts where chains from different sources meet.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.hpp"
#include "cli/converge_report.hpp"
#include "cli/file_query.hpp"

namespace holdfast::cli {

namespace {

constexpr const char* help = R"(Where do the chains of different victims meet?

By accounts: --from A,B,... with --at and --window finds every account that transfers lead to from
at least two of those named, as `holdfast reach` follows them, and tells how each arrives. `met` is
when the second of them arrived. With --backward: the accounts from which transfers lead to at least
two of them.
By money: --seeds with --policy traces stolen transfers as `holdfast trace` does and finds every
account that received money of at least two of them, with how much of each.
The most sources come first; of as many, by accounts the earliest meeting, by money the most money.

Examples:
  holdfast converge --transfers june.csv --from 6222010100000017,6222010100000025 \
      --at 2021-06-01T00:00:00+08:00 --window 7d --hops 4
  holdfast converge --transfers june.csv --seeds victims.csv --policy taint_first --json)";

base::Error usage(std::string message, std::string_view option) {
  return {base::ErrorCode::wrong_usage, std::move(message), std::string(option)};
}

base::Result<void> check_mode(const ConvergeArguments& arguments) {
  if (arguments.from.empty() == arguments.seeds.empty()) {
    return usage("give either --from with at least two accounts, or --seeds", "--from");
  }
  if (!arguments.from.empty() && (arguments.from.size() < 2 || !arguments.policy.empty())) {
    return usage("give at least two accounts, and no --policy", "--from");
  }
  if (arguments.file.transfers == "-" && arguments.seeds == "-") {
    return usage("only one of --transfers and --seeds can be standard input", "--seeds");
  }
  const bool has_chains = !arguments.chains.at.empty() || !arguments.chains.window.empty() ||
                          arguments.chains.hops || !arguments.chains.min_amount.empty() ||
                          arguments.chains.is_limited() || arguments.backward;
  if (!arguments.seeds.empty() && has_chains) {
    return usage("--seeds goes with --policy alone; the other options are for --from", "--seeds");
  }
  return {};
}

int by_accounts(const ConvergeArguments& arguments, const flow::Chains& chains,
                const TransferFile& transfers, Console console) {
  std::vector<fund::AccountId> sources;
  for (const std::string& text : arguments.from) {
    const auto account = account_option(transfers, text, "--from");
    if (!account) {
      return refuse(console, account.error());
    }
    sources.push_back(*account);
  }
  const auto answer =
      flow::converge(transfers.graph(), transfers.graph().snapshot(), sources, chains);
  if (!answer) {
    return refuse(console, answer.error());
  }
  const auto write = arguments.file.json ? write_chain_meetings_json : write_chain_meetings_table;
  write(console.out, arguments, chains, transfers, *answer);
  return finish(console);
}

int by_money(const ConvergeArguments& arguments, trace::Policy policy,
             const TransferFile& transfers, Console console) {
  const auto seeds = read_seeds(arguments.seeds, transfers);
  if (!seeds) {
    return refuse(console, seeds.error());
  }
  const auto result =
      trace::trace(transfers.graph(), transfers.graph().snapshot(), *seeds, {.policy = policy});
  if (!result) {
    return refuse(console, result.error());
  }
  const auto meetings = flow::converge(transfers.graph(), *result);
  const auto write = arguments.file.json ? write_taint_meetings_json : write_taint_meetings_table;
  write(console.out, transfers, *result, meetings);
  return finish(console);
}

int run_converge(const ConvergeArguments& arguments, Console console) {
  if (const auto checked = check_mode(arguments); !checked) {
    return refuse(console, checked.error());
  }
  flow::Chains chains;
  trace::Policy policy{};
  if (arguments.seeds.empty()) {
    const auto read = chains_of(arguments.chains, arguments.backward ? flow::Direction::backward
                                                                     : flow::Direction::forward);
    if (!read) {
      return refuse(console, read.error());
    }
    chains = *read;
  } else {
    const auto read = trace::parse_policy(arguments.policy);
    if (!read) {
      return refuse(console, usage(read.error().message, "--policy"));
    }
    policy = *read;
  }
  TransferFile transfers;
  if (const auto read = read_file(arguments.file, console, transfers); !read) {
    return refuse(console, read.error());
  }
  return arguments.seeds.empty() ? by_accounts(arguments, chains, transfers, console)
                                 : by_money(arguments, policy, transfers, console);
}

}  // namespace

void add_converge_command(CLI::App& app, Console console, Action& chosen) {
  auto arguments = std::make_shared<ConvergeArguments>();
  CLI::App* const command =
      app.add_subcommand("converge", "Where do chains from different sources meet");
  command->footer(help);
  add_file_options(*command, arguments->file);
  command->add_option("--from", arguments->from, "Accounts, with commas between them")
      ->delimiter(',');
  command->add_flag("--backward", arguments->backward, "Where the chains into them part");
  add_chain_options(*command, arguments->chains, Needed::nothing);
  command->add_option("--seeds", arguments->seeds, "CSV of stolen transfers");
  command->add_option("--policy", arguments->policy,
                      "fifo, lifo, prorata, taint_first or clean_first");
  command->callback([arguments, console, &chosen] {
    chosen = [=] { return run_converge(*arguments, console); };
  });
}

}  // namespace holdfast::cli
