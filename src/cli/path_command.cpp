// `holdfast path`: the shortest way money can have taken between two accounts.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/chain_options.hpp"
#include "cli/commands.hpp"
#include "cli/file_query.hpp"
#include "flow/path.hpp"

namespace holdfast::cli {

namespace {

constexpr const char* help = R"(The shortest way money can have taken from one account to another.

A way is a row of transfers, each paid by the payee of the one before and strictly later, all of
them after TIME and at most the window after it. Of all ways the one with the fewest transfers is
shown, of those the one that arrives first; where several do, the one whose every account is reached
first. The payee of cash, merchant, overseas or crypto can only be the end of a way. No way is an
answer too. The file is read as `holdfast trace` reads it.

Example:
  holdfast path --transfers june.csv --from 6222010100000017 --to 6222020200000025 \
      --at 2021-06-01T09:30:00+08:00 --window 7d)";

struct PathArguments {
  FileArguments file;
  ChainArguments chains;
  std::string from;
  std::string to;
};

void write_json(TextWriter& writer, const PathArguments& arguments, const TransferFile& transfers,
                const flow::PathAnswer& answer) {
  const fund::Graph& graph = transfers.graph();
  writer.add("{{\"path\":[");
  std::string_view comma = "\n";
  for (const fund::Sequence sequence : answer.transfers) {
    const fund::Transfer transfer = graph.transfer(sequence);
    writer.add("{}{{\"id\":", comma);
    writer.add_json_string(transfers.id(sequence));
    writer.add(",\"time\":\"{}\",\"payer\":", base::format_instant(transfer.time));
    writer.add_json_string(graph.key(transfer.payer));
    writer.add(",\"payee\":");
    writer.add_json_string(graph.key(transfer.payee));
    writer.add(",\"amount_fen\":{}}}", transfer.amount.value());
    comma = ",\n";
  }
  writer.add("],\"hops\":{},\"arrival\":", answer.transfers.size());
  if (answer.transfers.empty()) {
    writer.add("null");
  } else {
    writer.add("\"{}\"", base::format_instant(graph.time_of(answer.transfers.back())));
  }
  add_truncated_json(writer, arguments.chains, answer.truncated);
  writer.add("}}\n");
}

void write_table(TextWriter& writer, const PathArguments& arguments, const flow::Chains& chains,
                 const TransferFile& transfers, const flow::PathAnswer& answer) {
  const fund::Graph& graph = transfers.graph();
  writer.add("from {} to {}, {}\n", arguments.from, arguments.to,
             describe(arguments.chains, chains));
  if (answer.transfers.empty()) {
    writer.add("no way found, {} transfers looked at\n", answer.visited);
    add_truncated_line(writer, answer.truncated);
    return;
  }
  writer.add("{} transfer{}, arriving {}; {} transfers looked at\n", answer.transfers.size(),
             answer.transfers.size() == 1 ? "" : "s",
             base::format_instant(graph.time_of(answer.transfers.back())), answer.visited);
  add_truncated_line(writer, answer.truncated);
  writer.add("\n");
  for (const fund::Sequence sequence : answer.transfers) {
    const fund::Transfer transfer = graph.transfer(sequence);
    writer.add("{}  {} -> {}  {:>14} yuan  {}  id {}\n", base::format_instant(transfer.time),
               graph.key(transfer.payer), graph.key(transfer.payee),
               base::format_yuan(transfer.amount), fund::to_text(transfer.kind),
               transfers.id(sequence));
  }
}

int run_path(const PathArguments& arguments, Console console) {
  const auto chains = chains_of(arguments.chains, flow::Direction::forward);
  if (!chains) {
    return refuse(console, chains.error());
  }
  TransferFile transfers;
  if (const auto read = read_file(arguments.file, console, transfers); !read) {
    return refuse(console, read.error());
  }
  const auto from = account_option(transfers, arguments.from, "--from");
  const auto to = account_option(transfers, arguments.to, "--to");
  if (!from || !to) {
    return refuse(console, !from ? from.error() : to.error());
  }
  const auto answer = flow::shortest_path(transfers.graph(), transfers.graph().snapshot(),
                                          {.from = *from, .to = *to}, *chains);
  if (!answer) {
    return refuse(console, answer.error());
  }
  {
    TextWriter writer(console.out);
    if (arguments.file.json) {
      write_json(writer, arguments, transfers, *answer);
    } else {
      write_table(writer, arguments, *chains, transfers, *answer);
    }
  }
  return finish(console);
}

}  // namespace

void add_path_command(CLI::App& app, Console console, Action& chosen) {
  auto arguments = std::make_shared<PathArguments>();
  CLI::App* const command =
      app.add_subcommand("path", "The shortest way money can have taken between two accounts");
  command->footer(help);
  add_file_options(*command, arguments->file);
  command->add_option("--from", arguments->from, "Where the way begins")->required();
  command->add_option("--to", arguments->to, "Where it ends")->required();
  add_chain_options(*command, arguments->chains, Needed::start);
  command->callback(
      [arguments, console, &chosen] { chosen = [=] { return run_path(*arguments, console); }; });
}

}  // namespace holdfast::cli
