#include "cli/statement_options.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/core.h>

#include "cli/mapped_file.hpp"
#include "cli/output_file.hpp"
#include "feed/aliases.hpp"
#include "feed/utf8.hpp"
#include "port/clock.hpp"
#include "statement/cell_text.hpp"

namespace holdfast::cli {

namespace {

using statement::Column;

base::Error usage(std::string message, std::string_view option) {
  return {base::ErrorCode::wrong_usage, std::move(message), std::string(option)};
}

base::Result<std::optional<statement::SignBeside>> sign_of(std::string_view text) {
  if (text.empty()) {
    return std::optional<statement::SignBeside>{};
  }
  if (text == "repeats") {
    return std::optional(statement::SignBeside::repeats);
  }
  if (text == "reverses") {
    return std::optional(statement::SignBeside::reverses);
  }
  return usage(fmt::format("\"{}\" is neither repeats nor reverses", text), "--sign");
}

/// HEADING=COLUMN; nothing after the sign passes the column over.
base::Result<void> take_map(std::string_view text, statement::Mapping& mapping) {
  const std::size_t at = text.rfind('=');
  const std::string heading =
      at == std::string_view::npos ? std::string{} : feed::normal_heading(text.substr(0, at));
  if (heading.empty()) {
    return usage(fmt::format("takes HEADING=COLUMN, not \"{}\"", text), "--map");
  }
  const std::string_view name = feed::trim(text.substr(at + 1));
  const auto column = name.empty() ? std::optional(Column::none) : statement::parse_column(name);
  if (!column) {
    return usage(fmt::format("there is no column \"{}\"", name), "--map");
  }
  mapping.by_hand[heading] = *column;
  return {};
}

base::Result<void> take_set(std::string_view text, statement::Mapping& mapping) {
  const std::size_t at = text.find('=');
  const auto column = at == std::string_view::npos
                          ? std::nullopt
                          : statement::parse_column(feed::trim(text.substr(0, at)));
  if (!column) {
    return usage(fmt::format("takes COLUMN=VALUE with a column that exists, not \"{}\"", text),
                 "--set");
  }
  mapping.constants[statement::index_of(*column)] = std::string(feed::trim(text.substr(at + 1)));
  return {};
}

base::Result<std::vector<statement::LearntHeading>> learnt_in(const std::string& path) {
  if (path.empty() || !std::filesystem::exists(path)) {
    return std::vector<statement::LearntHeading>{};
  }
  const auto file = MappedFile::open(path);
  if (!file) {
    return file.error();
  }
  auto learnt = statement::read_learnt(file->bytes());
  if (!learnt) {
    base::Error error = learnt.error();
    error.where = fmt::format("{}:{}", path, error.where);
    return error;
  }
  return learnt;
}

}  // namespace

void add_statement_options(CLI::App& command, StatementArguments& arguments) {
  command.add_option("files", arguments.files, "CSV, .xlsx, .xls; any number, read as one import")
      ->type_name("FILE...")
      ->required();
  command.add_flag("--preview", arguments.preview,
                   "Show how the files are understood; write nothing");
  command.add_option("--out", arguments.out, "Write the transfers here, as CSV")->type_name("FILE");
  command
      .add_option("--rejects", arguments.rejects,
                  "Write the rows that became no transfer here, with the reason")
      ->type_name("FILE");
  command
      .add_option("--accounts", arguments.accounts,
                  "Write accounts, measures and failed queries here")
      ->type_name("FILE");
  command
      .add_option("--owner", arguments.owner,
                  "The account that the statement is about, where the file does not say")
      ->type_name("ACCOUNT");
  command
      .add_option("--map", arguments.maps,
                  "HEADING=COLUMN: what a heading means (repeatable; nothing after = passes the "
                  "column over)")
      ->type_name("HEADING=COLUMN");
  command.add_option("--set", arguments.sets, "COLUMN=VALUE: the same value for every row")
      ->type_name("COLUMN=VALUE");
  command
      .add_option("--sign", arguments.sign,
                  "What a minus beside a debit or credit flag means: repeats or reverses")
      ->type_name("MEANING");
  command.add_option("--banks", arguments.banks, "List of what was learnt of banks' headings, CSV")
      ->type_name("FILE");
  command.add_option("--bank", arguments.bank, "Whose statement it is, by the list of --banks")
      ->type_name("NAME");
  command.add_flag("--learn", arguments.learn, "Add what --map says to the list, for --bank");
  command.add_option("--encoding", arguments.encoding, "utf-8, gbk, gb18030 or utf-16")
      ->type_name("NAME");
  command.add_flag("--json", arguments.json, "Print the report as JSON");
}

base::Result<StatementQuestion> understand(const StatementArguments& arguments) {
  StatementQuestion question;
  statement::StatementOptions& options = question.options;
  options.now = port::SystemClock{}.now();
  for (const auto& text : arguments.maps) {
    if (auto taken = take_map(text, options.mapping); !taken) {
      return taken.error();
    }
  }
  for (const auto& text : arguments.sets) {
    if (auto taken = take_set(text, options.mapping); !taken) {
      return taken.error();
    }
  }
  const auto sign = sign_of(arguments.sign);
  if (!sign) {
    return sign.error();
  }
  options.sign = *sign;
  if (!arguments.encoding.empty()) {
    const auto encoding = feed::parse_encoding(arguments.encoding);
    if (!encoding) {
      return encoding.error();
    }
    options.encoding = *encoding;
  }
  if (!arguments.owner.empty()) {
    auto owner = statement::read_account_cell({.text = arguments.owner});
    if (owner.form != statement::AccountCell::Form::number) {
      return usage(owner.reason.empty() ? "is not an account" : owner.reason, "--owner");
    }
    options.owner.account = std::move(owner.text);
  }
  if (!arguments.bank.empty() && arguments.banks.empty()) {
    return usage("names a bank of the list that --banks names", "--bank");
  }
  if (arguments.learn && (arguments.bank.empty() || arguments.maps.empty())) {
    return usage("needs --bank and --map: whose headings, and what they mean", "--learn");
  }
  auto learnt = learnt_in(arguments.banks);
  if (!learnt) {
    return learnt.error();
  }
  question.learnt = *std::move(learnt);
  options.mapping.learnt = statement::learnt_of(question.learnt, arguments.bank);
  if (!arguments.bank.empty() && options.mapping.learnt.empty() && !arguments.learn) {
    return usage(fmt::format("the list {} knows no bank \"{}\"", arguments.banks, arguments.bank),
                 "--bank");
  }
  return question;
}

base::Result<void> keep_learnt(const StatementArguments& arguments, StatementQuestion question) {
  statement::learn(question.learnt, arguments.bank, question.options.mapping.by_hand);
  auto file = OutputFile::create(arguments.banks, statement::write_learnt(question.learnt));
  if (!file) {
    return file.error();
  }
  return file->close();
}

}  // namespace holdfast::cli
