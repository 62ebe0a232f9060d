// `holdfast top`: the accounts that stand out in a file of transfers.
#include <CLI/CLI.hpp>
#include <limits>
#include <memory>

#include "cli/commands.hpp"
#include "cli/file_query.hpp"
#include "cli/text_writer.hpp"
#include "flow/top.hpp"

namespace holdfast::cli {

namespace {

constexpr const char* help = R"(The accounts that stand out in a file of transfers.

  --by flow    the most money in and out
  --by degree  the most different payers and payees
  --by dwell   the shortest stay of money: of what came in and left again, first in first out, the
               time that half of it stayed at most
--since and --until bound the time; both moments belong to it.

Example:
  holdfast top --transfers june.csv --by dwell --passed-min-yuan 10000 --count 50)";

struct TopArguments {
  FileArguments file;
  std::string by = "flow";
  std::string since;
  std::string until;
  std::string passed_min;
  std::size_t count = 20;
};

base::Result<flow::TopQuestion> understand(const TopArguments& arguments) {
  // The whole of the calendar, where no bound is given.
  flow::TopQuestion question{
      .range = {base::Instant{}, base::from_unix_ms(std::numeric_limits<std::int64_t>::max())}};
  const auto by = flow::parse_top_by(arguments.by);
  if (!by) {
    return base::Error{base::ErrorCode::wrong_usage, by.error().message, "--by"};
  }
  question.by = *by;
  if (!arguments.since.empty()) {
    const auto since = instant_option(arguments.since, "--since");
    if (!since) {
      return since.error();
    }
    question.range.first = *since;
  }
  if (!arguments.until.empty()) {
    const auto until = instant_option(arguments.until, "--until");
    if (!until) {
      return until.error();
    }
    question.range.last = *until;
  }
  const auto least = yuan_option(arguments.passed_min, "--passed-min-yuan");
  if (!least) {
    return least.error();
  }
  question.passed_min = *least;
  question.count = arguments.count;
  return question;
}

std::string duration_text(base::Milliseconds length) {
  const std::int64_t seconds = length.count() / 1000;
  return fmt::format("{}:{:02}:{:02}.{:03}", seconds / 3600, seconds / 60 % 60, seconds % 60,
                     length.count() % 1000);
}

void write_json(TextWriter& writer, const flow::TopQuestion& question,
                const TransferFile& transfers, const flow::TopAnswer& answer) {
  writer.add("{{\"by\":\"{}\",\"accounts\":[", flow::to_text(question.by));
  std::string_view comma = "\n";
  for (const auto& one : answer.accounts) {
    writer.add("{}{{\"account\":", comma);
    writer.add_json_string(transfers.graph().key(one.account));
    writer.add(",\"in_fen\":{},\"out_fen\":{},\"transfers\":{},\"payers\":{},\"payees\":{}",
               one.in.value(), one.out.value(), one.transfers, one.payers, one.payees);
    if (one.dwell) {
      writer.add(",\"dwell_ms\":{},\"passed_fen\":{}}}", one.dwell->median.count(),
                 one.dwell->passed.value());
    } else {
      writer.add(",\"dwell_ms\":null,\"passed_fen\":0}}");
    }
    comma = ",\n";
  }
  writer.add("]}}\n");
}

void write_table(TextWriter& writer, const flow::TopQuestion& question,
                 const TransferFile& transfers, const flow::TopAnswer& answer) {
  const fund::Graph& graph = transfers.graph();
  std::size_t width = std::string_view("account").size();
  for (const auto& one : answer.accounts) {
    width = std::max(width, graph.key(one.account).size());
  }
  writer.add("by {}, {} transfers\n\n", flow::to_text(question.by), answer.visited);
  writer.add("{:<{}}  {:>18}  {:>18}  transfers  payers  payees  {:>16}  {:>18}\n", "account",
             width, "in (yuan)", "out (yuan)", "dwell (h:m:s)", "passed (yuan)");
  for (const auto& one : answer.accounts) {
    writer.add("{:<{}}  {:>18}  {:>18}  {:>9}  {:>6}  {:>6}  {:>16}  {:>18}\n",
               graph.key(one.account), width, base::format_yuan(one.in), base::format_yuan(one.out),
               one.transfers, one.payers, one.payees,
               one.dwell ? duration_text(one.dwell->median) : "-",
               one.dwell ? base::format_yuan(one.dwell->passed) : "-");
  }
}

int run_top(const TopArguments& arguments, Console console) {
  const auto question = understand(arguments);
  if (!question) {
    return refuse(console, question.error());
  }
  TransferFile transfers;
  if (const auto read = read_file(arguments.file, console, transfers); !read) {
    return refuse(console, read.error());
  }
  const auto answer = flow::top(transfers.graph(), transfers.graph().snapshot(), *question);
  {
    TextWriter writer(console.out);
    const auto write = arguments.file.json ? write_json : write_table;
    write(writer, *question, transfers, answer);
  }
  return finish(console);
}

}  // namespace

void add_top_command(CLI::App& app, Console console, Action& chosen) {
  auto arguments = std::make_shared<TopArguments>();
  CLI::App* const command = app.add_subcommand("top", "The accounts that stand out");
  command->footer(help);
  add_file_options(*command, arguments->file);
  command->add_option("--by", arguments->by, "flow, degree or dwell")->capture_default_str();
  command->add_option("--since", arguments->since, "Transfers at or after this moment");
  command->add_option("--until", arguments->until, "Transfers at or before this moment");
  command->add_option("--count", arguments->count, "So many accounts")->capture_default_str();
  command->add_option("--passed-min-yuan", arguments->passed_min,
                      "By dwell: at least so much passed through");
  command->callback(
      [arguments, console, &chosen] { chosen = [=] { return run_top(*arguments, console); }; });
}

}  // namespace holdfast::cli
