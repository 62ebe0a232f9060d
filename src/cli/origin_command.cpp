// `holdfast origin`: where did an account's money come from. The trace, backward.
#include <CLI/CLI.hpp>
#include <limits>
#include <memory>

#include "cli/chain_options.hpp"
#include "cli/commands.hpp"
#include "cli/file_query.hpp"
#include "flow/origin.hpp"

namespace holdfast::cli {

namespace {

constexpr const char* help = R"(Where did an account's money come from, to the fen?

What the account is known to hold at TIME, told apart by the transfers that brought the money in.
The horizon is the account and every account from which money can have come to it by at most K - 1
ordinary transfers no earlier than the window; the money of a fen's origin is the first transfer
into the horizon that carried it. Money that an account inside paid and nobody saw come in is its
own. `earlier` is what stood there before the window or was stated by a bank. All parts together are
the balance. --source names accounts that are not looked behind, such as victims.
Without --at the last transfer of the file is the moment, without --window all time before counts,
without --hops every account behind the account is looked into.

Example:
  holdfast origin --transfers june.csv --account 6222020200000025 \
      --at 2021-06-01T12:00:00+08:00 --window 7d --hops 4 --policy fifo)";

struct OriginArguments {
  FileArguments file;
  std::string account;
  std::string at;
  std::string window;
  std::optional<std::uint32_t> hops;
  std::string policy;
  std::vector<std::string> sources;
  ChainArguments limits;  // its limits alone
};

/// The question as far as the command line tells it, before the file is read.
base::Result<flow::OriginQuestion> understand(const OriginArguments& arguments) {
  flow::OriginQuestion question{.account = {}, .at = {}};
  const auto policy = trace::parse_policy(arguments.policy);
  if (!policy) {
    return base::Error{base::ErrorCode::wrong_usage, policy.error().message, "--policy"};
  }
  question.policy = *policy;
  if (!arguments.at.empty()) {
    const auto at = instant_option(arguments.at, "--at");
    if (!at) {
      return at.error();
    }
    question.at = *at;
  }
  question.window = flow::window_max;
  if (!arguments.window.empty()) {
    const auto window = length_option(arguments.window, "--window");
    if (!window || *window > flow::window_max) {
      return base::Error{base::ErrorCode::wrong_usage, "a window is 1s to a thousand years",
                         "--window"};
    }
    question.window = *window;
  }
  if (arguments.hops == 0U) {
    return base::Error{base::ErrorCode::wrong_usage, "hops are at least 1", "--hops"};
  }
  question.hops = arguments.hops.value_or(std::numeric_limits<std::uint32_t>::max());
  question.effort = {.accounts = arguments.limits.accounts,
                     .transfers = arguments.limits.transfers};
  return question;
}

base::Result<void> complete(const OriginArguments& arguments, const TransferFile& transfers,
                            flow::OriginQuestion& question) {
  const fund::Graph& graph = transfers.graph();
  const auto account = account_option(transfers, arguments.account, "--account");
  if (!account) {
    return account.error();
  }
  question.account = *account;
  for (const std::string& text : arguments.sources) {
    const auto source = account_option(transfers, text, "--source");
    if (!source) {
      return source.error();
    }
    question.sources.push_back(*source);
  }
  for (std::uint64_t i = 0; arguments.at.empty() && i < graph.snapshot().value(); ++i) {
    question.at = std::max(question.at, graph.time_of(fund::Sequence{i}));
  }
  return {};
}

void write_json(TextWriter& writer, const OriginArguments& arguments,
                const flow::OriginQuestion& question, const TransferFile& transfers,
                const flow::OriginAnswer& answer) {
  const fund::Graph& graph = transfers.graph();
  writer.add("{{\"account\":");
  writer.add_json_string(arguments.account);
  writer.add(
      ",\"at\":\"{}\",\"policy\":\"{}\",\"balance_fen\":{},\"earlier_fen\":{},\"accounts\":[",
      base::format_instant(question.at), trace::to_text(question.policy), answer.balance.value(),
      answer.earlier.value());
  std::string_view comma = "\n";
  for (const auto& one : answer.accounts) {
    writer.add("{}{{\"account\":", comma);
    writer.add_json_string(graph.key(one.account));
    writer.add(",\"amount_fen\":{},\"transfers\":{}}}", one.amount.value(), one.transfers);
    comma = ",\n";
  }
  writer.add("],\n\"transfers\":[");
  comma = "\n";
  for (const auto& one : answer.transfers) {
    const fund::Transfer transfer = graph.transfer(one.transfer);
    writer.add("{}{{\"id\":", comma);
    writer.add_json_string(transfers.id(one.transfer));
    writer.add(",\"time\":\"{}\",\"payer\":", base::format_instant(transfer.time));
    writer.add_json_string(graph.key(transfer.payer));
    writer.add(",\"payee\":");
    writer.add_json_string(graph.key(transfer.payee));
    writer.add(",\"amount_fen\":{}}}", one.amount.value());
    comma = ",\n";
  }
  writer.add("]");
  add_truncated_json(writer, arguments.limits, answer.truncated);
  writer.add("}}\n");
}

void write_table(TextWriter& writer, const OriginArguments& arguments,
                 const flow::OriginQuestion& question, const TransferFile& transfers,
                 const flow::OriginAnswer& answer) {
  const fund::Graph& graph = transfers.graph();
  writer.add("origin of the money of {} at {}, policy {}\n", arguments.account,
             base::format_instant(question.at), trace::to_text(question.policy));
  writer.add("known balance     {:>20}\n", base::display_yuan(answer.balance));
  writer.add("earlier or stated {:>20}\n", base::display_yuan(answer.earlier));
  writer.add("from transfers    {:>20}  of {} source account{}\n",
             base::display_yuan(answer.balance - answer.earlier), answer.accounts.size(),
             answer.accounts.size() == 1 ? "" : "s");
  writer.add("looked behind     {} accounts, {} transfers\n", answer.horizon, answer.visited);
  if (answer.truncated) {
    writer.add("limit hit: {} {}; what came from beyond is told as the money of the edge\n",
               answer.truncated->value, flow::to_text(answer.truncated->limit));
  }
  std::size_t width = std::string_view("source account").size();
  for (const auto& one : answer.accounts) {
    width = std::max(width, graph.key(one.account).size());
  }
  if (!answer.accounts.empty()) {
    writer.add("\n{:<{}}  {:>18}  transfers\n", "source account", width, "amount (yuan)");
  }
  for (const auto& one : answer.accounts) {
    writer.add("{:<{}}  {:>18}  {:>9}\n", graph.key(one.account), width,
               base::format_yuan(one.amount), one.transfers);
  }
}

int run_origin(const OriginArguments& arguments, Console console) {
  auto question = understand(arguments);
  if (!question) {
    return refuse(console, question.error());
  }
  TransferFile transfers;
  if (const auto read = read_file(arguments.file, console, transfers); !read) {
    return refuse(console, read.error());
  }
  if (const auto completed = complete(arguments, transfers, *question); !completed) {
    return refuse(console, completed.error());
  }
  const auto answer = flow::origin(transfers.graph(), transfers.graph().snapshot(), *question);
  if (!answer) {
    return refuse(console, answer.error());
  }
  {
    TextWriter writer(console.out);
    const auto write = arguments.file.json ? write_json : write_table;
    write(writer, arguments, *question, transfers, *answer);
  }
  return finish(console);
}

}  // namespace

void add_origin_command(CLI::App& app, Console console, Action& chosen) {
  constexpr const char* limits = "Limits (an answer that hit one says so)";
  auto arguments = std::make_shared<OriginArguments>();
  CLI::App* const command =
      app.add_subcommand("origin", "Where did an account's money come from (backward trace)");
  command->footer(help);
  add_file_options(*command, arguments->file);
  command->add_option("--account", arguments->account, "The account, as the file writes it")
      ->required();
  command
      ->add_option("--policy", arguments->policy, "fifo, lifo, prorata, taint_first or clean_first")
      ->required();
  command->add_option("--at", arguments->at, "Transfers at or before this moment count");
  command->add_option("--window", arguments->window, "How far back: 48h, 7d");
  command->add_option("--hops", arguments->hops, "How many transfers back");
  command->add_option("--source", arguments->sources, "Accounts that are not looked behind")
      ->delimiter(',');
  command
      ->add_option("--accounts-limit", arguments->limits.accounts,
                   "Look behind at most so many accounts")
      ->group(limits);
  command
      ->add_option("--transfers-limit", arguments->limits.transfers,
                   "Replay at most so many transfers")
      ->group(limits);
  command->callback(
      [arguments, console, &chosen] { chosen = [=] { return run_origin(*arguments, console); }; });
}

}  // namespace holdfast::cli
