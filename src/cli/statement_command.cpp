// `holdfast statement`: files that banks give to investigators become transfers.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/core.h>
#include <memory>
#include <unistd.h>

#include "cli/commands.hpp"
#include "cli/file_query.hpp"
#include "cli/mapped_file.hpp"
#include "cli/output_file.hpp"
#include "cli/statement_options.hpp"
#include "cli/statement_report.hpp"
#include "statement/tables.hpp"

namespace holdfast::cli {

namespace {

using statement::RowNote;
using statement::RowSource;
using statement::StatementRow;

constexpr std::size_t samples_max = 10;
constexpr std::size_t notes_shown_max = 20;

constexpr const char* help =
    R"(Reads what banks give to investigators: CSV and text tables of any kind, .xlsx, .xls, and the
police return of nine sheets. Title lines, merged and two-line headings, both debit-and-credit and
signed amounts, totals, full-width digits and spreadsheet wrappings are understood; nothing is
guessed: an account that a spreadsheet has rounded is refused, with file, sheet, row and column.

Look first, then write:
  holdfast statement june.xlsx --preview
  holdfast statement june.xlsx --out june.csv --rejects june.rejects.csv
  holdfast trace --transfers june.csv --seeds seeds.csv

Several files are one import: a row told by two of them is taken once, and so is a transfer that the
statements of both its accounts tell (within two minutes).

A heading that is not known: name it, and let the office's list learn it for the next time:
  holdfast statement x.csv --map 发生额度=amount --banks banks.csv --bank 某某银行 --learn --preview
  holdfast statement y.csv --banks banks.csv --bank 某某银行 --out y-transfers.csv
Columns: time, date, clock, direction, amount, debit, credit, balance, own_account, own_card,
other_account, other_card, other_name, other_bank, payer, payee, serial, summary, place, terminal,
ip, mac, device and more (doc/formats/statement.md).

Where a row names no counterparty the other side is cash:, bank:, name:, masked:, unknown-in: or
unknown-out: with the statement's own account, so that nothing is joined that may not belong
together. Exit codes: 0 done, 2 wrong usage, 3 a file could not be read (the others were).)";

class StatementRun {
 public:
  StatementRun(const StatementArguments& arguments, Console console)
      : arguments_(arguments), console_(console) {}

  base::Result<StatementOutcome> run(const statement::StatementOptions& options) {
    if (const auto opened = open_outputs(); !opened) {
      return opened.error();
    }
    statement::StatementReader reader(
        options, {.on_transfer = [this](const auto& row, const auto& source) { take(row, source); },
                  .on_account = [this](const auto& row, const auto& source) { take(row, source); },
                  .on_note = [this](const auto& note, const auto& source) { take(note, source); }});
    for (const auto& path : arguments_.files) {
      const auto file = MappedFile::open(path);
      auto report = file ? reader.read(file->bytes(), path, progress_of(path))
                         : base::Result<statement::FileReport>{file.error()};
      if (report) {
        outcome_.files.push_back(*std::move(report));
      } else {
        outcome_.failures.push_back(report.error());
      }
    }
    outcome_.unused_headings = reader.unused_headings();
    for (OutputFile* const file : {&transfers_, &rejects_, &accounts_}) {
      if (const auto closed = file->close(); !closed) {
        return closed.error();
      }
    }
    return std::move(outcome_);
  }

 private:
  base::Result<void> open_outputs() {
    struct Wanted {
      OutputFile& file;
      const std::string& path;
      std::string header;
    };
    for (const auto& [file, path, header] :
         {Wanted{transfers_, arguments_.out, statement::transfer_header()},
          Wanted{rejects_, arguments_.rejects, statement::note_header()},
          Wanted{accounts_, arguments_.accounts, statement::account_header()}}) {
      auto made = OutputFile::create(arguments_.preview ? std::string{} : path, header);
      if (!made) {
        return made.error();
      }
      file = *std::move(made);
    }
    return {};
  }

  /// A line on a terminal; nothing into a pipe.
  [[nodiscard]] statement::Progress progress_of(const std::string& path) const {
    if (::isatty(::fileno(console_.err)) != 1) {
      return {};
    }
    return [this, path](std::uint64_t done, std::uint64_t total) {
      fmt::print(console_.err, "\r{} {:>3} %{}", path, total == 0 ? 100 : done * 100 / total,
                 done == total ? "\n" : "");
      std::fflush(console_.err);
    };
  }

  void take(const StatementRow& row, const RowSource& source) {
    if (transfers_.is_open()) {
      append_transfer(transfers_.text(), row, source);
      transfers_.flush_if_full();
    }
    auto& samples = outcome_.samples.transfers;
    if (arguments_.preview && samples.size() < samples_max) {
      const auto& told = row.transfer;
      samples.push_back(fmt::format("{}  {} {} -> {} {}  {} yuan  {}  {}",
                                    base::display_instant(told.time), told.payer, told.payer_name,
                                    told.payee, told.payee_name, base::format_yuan(told.amount),
                                    fund::to_text(told.kind), told.note));
    }
  }

  void take(const statement::AccountRow& row, const RowSource& source) {
    if (accounts_.is_open()) {
      append_account(accounts_.text(), row, source);
      accounts_.flush_if_full();
    }
  }

  void take(const RowNote& note, const RowSource& source) {
    if (rejects_.is_open()) {
      append_note(rejects_.text(), note, source);
      rejects_.flush_if_full();
    }
    auto& samples = outcome_.samples.notes;
    if (arguments_.preview && samples.size() < notes_shown_max) {
      samples.push_back(fmt::format("{}:{}:{}:{}: {}: {}", source.file, source.sheet, source.row,
                                    note.column, statement::to_text(note.kind), note.reason));
    }
    if (!arguments_.preview && !rejects_.is_open() && note.kind == RowNote::Kind::refused) {
      tell(note, source);
    }
  }

  void tell(const RowNote& note, const RowSource& source) {
    if (++told_ <= notes_shown_max) {
      fmt::print(console_.err, "{}:{}:{}:{}: {}\n", source.file, source.sheet, source.row,
                 note.column, note.reason);
    } else if (told_ == notes_shown_max + 1) {
      fmt::print(console_.err, "… further refused rows are counted; name a file with --rejects\n");
    }
  }

  const StatementArguments& arguments_;
  Console console_;
  OutputFile transfers_;
  OutputFile rejects_;
  OutputFile accounts_;
  StatementOutcome outcome_;
  std::size_t told_ = 0;
};

int run_statement(const StatementArguments& arguments, Console console) {
  auto question = understand(arguments);
  if (!question) {
    return refuse(console, question.error());
  }
  const auto outcome = StatementRun(arguments, console).run(question->options);
  if (!outcome) {
    return refuse(console, outcome.error());
  }
  if (arguments.learn) {
    if (const auto kept = keep_learnt(arguments, *std::move(question)); !kept) {
      return refuse(console, kept.error());
    }
  }
  {
    TextWriter writer(console.out);
    if (arguments.json) {
      write_statement_json(writer, *outcome);
    } else {
      write_statement_text(writer, *outcome,
                           arguments.preview ? ReportForm::preview : ReportForm::totals);
    }
  }
  int worst = 0;
  for (const base::Error& failure : outcome->failures) {
    worst = std::max(worst, refuse(console, failure));
  }
  for (const std::string& heading : outcome->unused_headings) {
    worst = std::max(
        worst, refuse(console, {base::ErrorCode::bad_input,
                                fmt::format("no file has the heading \"{}\"", heading), "--map"}));
  }
  const int done = finish(console);
  return done != 0 ? done : worst;
}

}  // namespace

void add_statement_command(CLI::App& app, Console console, Action& chosen) {
  auto arguments = std::make_shared<StatementArguments>();
  CLI::App* const command =
      app.add_subcommand("statement", "Read bank statements (CSV, .xlsx, .xls) into transfers");
  command->footer(help);
  add_statement_options(*command, *arguments);
  command->callback([arguments, console, &chosen] {
    chosen = [=] { return run_statement(*arguments, console); };
  });
}

}  // namespace holdfast::cli
