// `holdfast analyse`: what analysts ask of a file of transfers.
#include <CLI/CLI.hpp>
#include <array>
#include <memory>
#include <utility>

#include "cli/analyse_questions.hpp"
#include "cli/answer_text.hpp"
#include "cli/commands.hpp"
#include "cli/output_file.hpp"

namespace holdfast::cli {

namespace {

constexpr const char* help =
    R"(What analysts ask of a file of transfers (holdfast statement makes one of banks' files).

  common     共同往来账号: with whom several --account deal; --shared of them at least
  appearing  新出现与消失: accounts that began, or ceased, between --since and --until; --silence after
             the last payment makes one gone; --account: only those that dealt with it
  passing    快进快出, 过渡, 沉淀: what passed within --quickly, what passed at all, what stayed
  returning  资金回流: circles of --hops transfers within --window, from --account or from any
  together   串卡: accounts used from one address, device or place within --apart, and handed over
  rhythm     活跃时段: by day and hour, and when --account will probably move next (--now)
  levels     下级卡、上级卡、资金穿透: below --account, or above it (--way up), level by level; money goes on
             within --stay
  groups     团伙: who hangs together, and on whom (betweenness, joints); --in-min-yuan between two
  cash       取现: places, times, and until when a camera keeps them (--kept)
  shared     同设备、IP、MAC: what several accounts have in common, whenever they had it

--since and --until bound the time, --amount-min-yuan the transfers. Answers stop at --limit rows and
at --transfers-max transfers, and say so. together, shared and cash read the columns ip, mac, device,
terminal and place that holdfast statement writes.

Examples:
  holdfast analyse common --transfers june.csv --account 6222020000000000001 --account 6222020000000000002
  holdfast analyse passing --transfers june.csv --quickly 30m --in-min-yuan 50000 --csv passing.csv
  holdfast analyse levels --transfers june.csv --account 6222020000000000001 --graphml levels.graphml)";

/// What the questions take, each under its own name.
constexpr std::array<std::pair<std::string_view, std::string_view>, 17> option_helps{{
    {"since", "Transfers at or after this moment"},
    {"until", "Transfers at or before this moment"},
    {"amount_min_yuan", "Only transfers of at least so much"},
    {"in_min_yuan", "passing: received; groups: between two accounts"},
    {"window", "returning: from the first to the last transfer [3d]"},
    {"quickly", "passing: a stay no longer [1h]"},
    {"silence", "appearing: gone after so long [7d]"},
    {"stay", "levels: money goes on within [48h]"},
    {"apart", "together: one use after the other within [30m]"},
    {"kept", "cash: recordings are kept for [30d]"},
    {"side", "rhythm: out, in or any [out]"},
    {"way", "levels: down, or up to where the money came from [down]"},
    {"shared", "common: by so many [2]"},
    {"hops", "returning: transfers in a circle [4]"},
    {"levels", "levels: so deep [5]"},
    {"size_min", "groups: accounts in one [3]"},
    {"users_max", "together, shared: values of more accounts join nobody [50]"},
}};

base::Result<void> write_file(const std::string& path, const std::string& content) {
  if (path.empty()) {
    return {};
  }
  auto file = OutputFile::create(path, content);
  if (!file) {
    return file.error();
  }
  return file->close();
}

int run_analyse(const AnalyseArguments& arguments, Console console) {
  TransferFile transfers;
  if (const auto read = read_file(arguments.file, console, transfers); !read) {
    return refuse(console, read.error());
  }
  const auto done = analyse(arguments, transfers);
  if (!done) {
    return refuse(console, done.error());
  }
  const auto names = names_in(transfers);
  if (const auto written = write_file(arguments.csv, to_csv(done->table, names)); !written) {
    return refuse(console, written.error());
  }
  if (!arguments.graphml.empty()) {
    const auto picture = to_graphml(picture_of(done->table, done->payments), names);
    if (const auto written = write_file(arguments.graphml, picture); !written) {
      return refuse(console, written.error());
    }
  }
  {
    TextWriter writer(console.out);
    if (arguments.file.json) {
      write_answer_json(writer, arguments.question, done->table, names);
    } else {
      write_answer_text(writer, done->table, names);
    }
  }
  return finish(console);
}

}  // namespace

void add_analyse_command(CLI::App& app, Console console, Action& chosen) {
  auto arguments = std::make_shared<AnalyseArguments>();
  AnalyseArguments& to = *arguments;
  CLI::App* const command =
      app.add_subcommand("analyse", "What analysts ask of a file of transfers");
  command->footer(help);
  command
      ->add_option("question", to.question,
                   "common, appearing, passing, returning, together, "
                   "rhythm, levels, groups, cash or shared")
      ->required();
  add_file_options(*command, to.file);
  command->add_option("--account", to.accounts, "An account (repeatable)");
  command->add_option("--now", to.now, "The moment of the question; the clock's, if not told");
  for (const auto& [name, help_text] : option_helps) {
    command->add_option_function<std::string>(
        option_text(name),
        [arguments, name = std::string(name)](const std::string& text) {
          arguments->options[name] = text;
        },
        std::string(help_text));
  }
  command->add_option("--limit", to.limit, "Rows told")->capture_default_str();
  command->add_option("--transfers-max", to.transfers_max, "Transfers looked at")
      ->capture_default_str();
  command->add_option("--csv", to.csv, "Write the table here too")->type_name("FILE");
  command
      ->add_option("--graphml", to.graphml, "Write the accounts and what moved between them here")
      ->type_name("FILE");
  command->callback(
      [arguments, console, &chosen] { chosen = [=] { return run_analyse(*arguments, console); }; });
}

}  // namespace holdfast::cli
