// `holdfast holder`: who is behind an account of a file of transfers.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.hpp"
#include "cli/file_query.hpp"
#include "cli/text_writer.hpp"
#include "flow/holder.hpp"

namespace holdfast::cli {

namespace {

constexpr const char* help =
    R"(What the transfers of an account say of whoever holds it, before a moment.

  wages          nearly equal credits of one payer, once or twice a month, in three months or more
  customers      twenty payers or more, the middle credit at most 2,000 yuan
  long_history   half a year or more        new_account    less than a month
  small_part     the money in question is at most a tenth of what came in
  first_contact  no dealings with --sender  known_sender   three or more
  passed_on      most of what came in within a week left again
The estimate that the account is unrelated adds the weights of these signs. It is not learnt from
outcomes and is no probability.

Example:
  holdfast holder --transfers june.csv --account 9900220000000000014 --at 2021-06-10T12:00:00+08:00)";

struct HolderArguments {
  FileArguments file;
  std::string account;
  std::string at;
  std::string sender;
  std::string disputed;
};

base::Result<flow::HolderQuestion> understand(const HolderArguments& arguments,
                                              const TransferFile& transfers) {
  const auto account = account_option(transfers, arguments.account, "--account");
  if (!account) {
    return account.error();
  }
  const auto at = instant_option(arguments.at, "--at");
  if (!at) {
    return at.error();
  }
  const auto disputed = yuan_option(arguments.disputed, "--disputed-yuan");
  if (!disputed) {
    return disputed.error();
  }
  flow::HolderQuestion question{.account = *account, .at = *at, .disputed = *disputed};
  if (!arguments.sender.empty()) {
    const auto sender = account_option(transfers, arguments.sender, "--sender");
    if (!sender) {
      return sender.error();
    }
    question.sender = *sender;
  }
  return question;
}

void write_json(TextWriter& writer, const TransferFile& transfers,
                const flow::HolderAnswer& answer) {
  writer.add("{{\"credits\":{},\"credited_fen\":{},\"dealings\":{},\"wages\":", answer.credits,
             answer.credited.value(), answer.dealings);
  if (answer.wages) {
    writer.add("{{\"payer\":");
    writer.add_json_string(transfers.graph().key(answer.wages->payer));
    writer.add(",\"months\":{},\"usual_fen\":{}}}", answer.wages->months,
               answer.wages->usual.value());
  } else {
    writer.add("null");
  }
  writer.add(",\"customers\":");
  if (answer.customers) {
    writer.add("{{\"payers\":{},\"usual_fen\":{}}}", answer.customers->payers,
               answer.customers->usual.value());
  } else {
    writer.add("null");
  }
  writer.add(",\"signs\":[");
  std::string_view comma;
  for (const auto sign : answer.signs) {
    writer.add("{}{{\"sign\":\"{}\",\"weight\":{}}}", comma, flow::to_text(sign),
               flow::weight_of(sign));
    comma = ",";
  }
  writer.add("],\"unrelated_permille\":{}}}\n", answer.unrelated);
}

void write_table(TextWriter& writer, const TransferFile& transfers,
                 const flow::HolderAnswer& answer) {
  writer.add("{} credits, {} yuan; dealings with the sender: {}\n", answer.credits,
             base::format_yuan(answer.credited), answer.dealings);
  if (answer.wages) {
    writer.add("wages: {} in {} months, usually {} yuan\n",
               transfers.graph().key(answer.wages->payer), answer.wages->months,
               base::format_yuan(answer.wages->usual));
  }
  if (answer.customers) {
    writer.add("customers: {} payers, usually {} yuan\n", answer.customers->payers,
               base::format_yuan(answer.customers->usual));
  }
  for (const auto sign : answer.signs) {
    writer.add("{:<14}  {:+}\n", flow::to_text(sign), flow::weight_of(sign));
  }
  writer.add("estimate that it is unrelated: {} of 1000\n", answer.unrelated);
}

int run_holder(const HolderArguments& arguments, Console console) {
  TransferFile transfers;
  if (const auto read = read_file(arguments.file, console, transfers); !read) {
    return refuse(console, read.error());
  }
  const auto question = understand(arguments, transfers);
  if (!question) {
    return refuse(console, question.error());
  }
  const auto answer = flow::holder(transfers.graph(), transfers.graph().snapshot(), *question);
  if (!answer) {
    return refuse(console, answer.error());
  }
  {
    TextWriter writer(console.out);
    const auto write = arguments.file.json ? write_json : write_table;
    write(writer, transfers, *answer);
  }
  return finish(console);
}

}  // namespace

void add_holder_command(CLI::App& app, Console console, Action& chosen) {
  auto arguments = std::make_shared<HolderArguments>();
  CLI::App* const command = app.add_subcommand("holder", "Who is behind an account");
  command->footer(help);
  add_file_options(*command, arguments->file);
  command->add_option("--account", arguments->account, "The account")->required();
  command->add_option("--at", arguments->at, "Only what came before is looked at")->required();
  command->add_option("--sender", arguments->sender, "Who sent the money in question");
  command->add_option("--disputed-yuan", arguments->disputed, "How much of it there is");
  command->callback(
      [arguments, console, &chosen] { chosen = [=] { return run_holder(*arguments, console); }; });
}

}  // namespace holdfast::cli
