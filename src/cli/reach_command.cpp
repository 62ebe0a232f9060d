// `holdfast reach`: which accounts can money have reached from an account, or have come from.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "cli/chain_options.hpp"
#include "cli/commands.hpp"
#include "cli/file_query.hpp"
#include "flow/reach.hpp"

namespace holdfast::cli {

namespace {

constexpr const char* help = R"(Which accounts can money have reached from an account within a time?

All accounts that 1 to K transfers lead to, one paid by the payee of the one before and strictly
later, all of them after TIME and at most the window after it. With --backward: all accounts from
which such transfers lead to the account, at or after TIME less the window and before TIME.
  hops     the fewest transfers over all such chains
  arrival  the earliest arrival (backward: the latest departure) over all such chains; not always
           that of the chain with the fewest transfers
The payee of cash, merchant, overseas or crypto is reached and not followed on; backward such a
payment counts only as the last one into the account. The account itself counts if it is reached
again. The file is read as `holdfast trace` reads it.

Example:
  holdfast reach --transfers june.csv --from 6222010100000017 \
      --at 2021-06-01T09:30:00+08:00 --window 48h --hops 3 --min-amount-yuan 100)";

struct ReachArguments {
  FileArguments file;
  ChainArguments chains;
  std::string from;
  bool backward = false;
};

void write_json(TextWriter& writer, const ReachArguments& arguments, const TransferFile& transfers,
                flow::ReachAnswer answer) {
  const fund::Graph& graph = transfers.graph();
  std::ranges::sort(answer.accounts, {}, [&](const auto& one) { return graph.key(one.account); });
  writer.add("{{\"accounts\":[");
  std::string_view comma = "\n";
  for (const auto& one : answer.accounts) {
    writer.add("{}{{\"account\":", comma);
    writer.add_json_string(graph.key(one.account));
    writer.add(",\"hops\":{},\"arrival\":\"{}\"}}", one.hops, base::format_instant(one.arrival));
    comma = ",\n";
  }
  writer.add("]");
  add_truncated_json(writer, arguments.chains, answer.truncated);
  writer.add("}}\n");
}

void write_table(TextWriter& writer, const ReachArguments& arguments, const flow::Chains& chains,
                 const TransferFile& transfers, flow::ReachAnswer answer) {
  const fund::Graph& graph = transfers.graph();
  const bool forward = chains.direction == flow::Direction::forward;
  std::ranges::sort(answer.accounts, {}, [&](const auto& one) {
    return std::tuple(one.hops,
                      forward ? one.arrival.time_since_epoch() : -one.arrival.time_since_epoch(),
                      graph.key(one.account));
  });
  std::size_t width = std::string_view("account").size();
  for (const auto& one : answer.accounts) {
    width = std::max(width, graph.key(one.account).size());
  }
  writer.add("{} {}, {}\n", forward ? "reached from" : "leading to", arguments.from,
             describe(arguments.chains, chains));
  writer.add("{} account{}, {} transfers looked at\n", answer.accounts.size(),
             answer.accounts.size() == 1 ? "" : "s", answer.visited);
  add_truncated_line(writer, answer.truncated);
  if (answer.accounts.empty()) {
    return;
  }
  writer.add("\n{:<{}}  hops  {}\n", "account", width,
             forward ? "earliest arrival" : "latest departure");
  for (const auto& one : answer.accounts) {
    writer.add("{:<{}}  {:>4}  {}\n", graph.key(one.account), width, one.hops,
               base::format_instant(one.arrival));
  }
}

int run_reach(const ReachArguments& arguments, Console console) {
  const auto chains = chains_of(
      arguments.chains, arguments.backward ? flow::Direction::backward : flow::Direction::forward);
  if (!chains) {
    return refuse(console, chains.error());
  }
  TransferFile transfers;
  if (const auto read = read_file(arguments.file, console, transfers); !read) {
    return refuse(console, read.error());
  }
  const auto from = account_option(transfers, arguments.from, "--from");
  if (!from) {
    return refuse(console, from.error());
  }
  auto answer = flow::reach(transfers.graph(), transfers.graph().snapshot(), *from, *chains);
  if (!answer) {
    return refuse(console, answer.error());
  }
  {
    TextWriter writer(console.out);
    if (arguments.file.json) {
      write_json(writer, arguments, transfers, *std::move(answer));
    } else {
      write_table(writer, arguments, *chains, transfers, *std::move(answer));
    }
  }
  return finish(console);
}

}  // namespace

void add_reach_command(CLI::App& app, Console console, Action& chosen) {
  auto arguments = std::make_shared<ReachArguments>();
  CLI::App* const command =
      app.add_subcommand("reach", "Which accounts can money have reached, or come from");
  command->footer(help);
  add_file_options(*command, arguments->file);
  command->add_option("--from", arguments->from, "The account, as the file writes it")->required();
  command->add_flag("--backward", arguments->backward, "Where money can have come from");
  add_chain_options(*command, arguments->chains, Needed::start_and_hops);
  command->callback(
      [arguments, console, &chosen] { chosen = [=] { return run_reach(*arguments, console); }; });
}

}  // namespace holdfast::cli
