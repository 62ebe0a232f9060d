// `holdfast restitution`: frozen money goes back to the victims, by the statute's ladder.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <memory>

#include "base/digest.hpp"
#include "cli/commands.hpp"
#include "cli/file_query.hpp"
#include "cli/restitution_input.hpp"
#include "cli/shipped.hpp"
#include "cli/text_writer.hpp"
#include "law/rule_book.hpp"

namespace holdfast::cli {

namespace {

constexpr const char* help = R"(Divide frozen money among the victims, to the fen.

VICTIMS is a CSV victim,transfer_id,stolen_yuan: one row a stolen transfer, an empty amount means the
whole transfer. FROZEN is a CSV account,frozen_yuan,frozen_at. Accounts are divided in the order in which
their freezes took effect, then of their numbers; in each the first rung that applies decides:
  single     one transfer alone brought a victim's money: it goes back to that victim
  timestamp  the records can be told apart by time (--ladder timestamp, by --method fifo or lifo)
  prorata    they cannot (--ladder prorata): in proportion to what reached the account, or with
             --basis loss to the whole loss; needs public notice first
Nobody gets more than the loss, an account pays at most what is frozen there; the rest stays frozen.

A later run for a victim found later takes what was returned as given: --returned victim,returned_yuan,
with FROZEN holding what is still frozen. --excluded account,excluded_yuan,decision takes out what a
recorded decision found acquired in good faith or disputed (empty amount: the whole account).

Without --json the worksheet is printed: inputs with digests, every step, and the three methods side by
side. --worksheet FILE writes it beside --json. The same inputs give the same bytes.

Example:
  holdfast restitution --transfers june.csv --victims victims.csv --frozen frozen.csv \
      --ladder timestamp --method fifo)";

struct RestitutionArguments {
  FileArguments file;
  RestitutionFiles files;
  std::string ladder;
  std::string method = "fifo";
  std::string basis = "received";
  std::string worksheet;
};

base::Error named(base::Error error, std::string_view option) {
  return {base::ErrorCode::wrong_usage, std::move(error.message), std::string(option)};
}

/// An option that the ladder does not use is passed over, whatever it says.
base::Result<restitution::Choice> understand(const RestitutionArguments& arguments) {
  const auto ladder = restitution::parse_ladder(arguments.ladder);
  if (!ladder) {
    return named(ladder.error(), "--ladder");
  }
  restitution::Choice choice{.ladder = *ladder};
  const auto method = restitution::parse_method(arguments.method);
  if (method) {
    choice.method = *method;
  } else if (*ladder == restitution::Ladder::timestamp) {
    return named(method.error(), "--method");
  }
  const auto basis = restitution::parse_basis(arguments.basis);
  if (basis) {
    choice.basis = *basis;
  } else if (*ladder == restitution::Ladder::prorata) {
    return named(basis.error(), "--basis");
  }
  return choice;
}

/// Empty for standard input, which cannot be read twice.
std::string digest_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (path == "-" || !file) {
    return {};
  }
  base::Sha256 digest;
  std::string piece(std::size_t{1} << 20, '\0');
  while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) || file.gcount() > 0) {
    digest.add(std::string_view{piece.data(), static_cast<std::size_t>(file.gcount())});
  }
  return base::to_hex(digest.finish());
}

/// The file's name without its folder: where a file lies is no part of the calculation.
std::string name_of(const std::string& path) {
  return path.substr(path.find_last_of('/') + 1);
}

restitution::Paper paper_of(const RestitutionArguments& arguments, const RestitutionInput& input,
                            const TransferFile& transfers, const law::RuleBook& rules) {
  base::Instant latest = input.frozen.front().since;
  for (const auto& frozen : input.frozen) {
    latest = std::max(latest, frozen.since);
  }
  const law::Rule* const ladder = rules.find("return.ladder", latest);
  const law::Rule* const notice = rules.find("return.notice", latest);
  restitution::Paper paper{
      .article = ladder == nullptr ? "冻结生效时规则包中没有返还规定" : ladder->article,
      .mark = ladder == nullptr ? "-" : ladder->mark,
      .notice = notice == nullptr ? std::string{"冻结生效时规则包中没有公告规定"}
                                  : fmt::format("返还前公告 {} 日（{}，{}）", notice->number,
                                                notice->article, notice->mark),
      .rules_version = fmt::format("{} {}", rules.name(), rules.version()),
      .sources = {},
      .victims = input.names,
      .exclusions = input.exclusions,
      .transfer = [&transfers](fund::Sequence sequence) {
        return std::string(transfers.id(sequence));
      }};
  const auto add = [&paper](std::string_view what, const std::string& path) {
    if (!path.empty()) {
      paper.sources.push_back(
          {std::string(what), path == "-" ? "标准输入" : name_of(path), digest_of(path)});
    }
  };
  add("流水", arguments.file.transfers);
  add("损失", arguments.files.victims);
  add("冻结", arguments.files.frozen);
  add("已返", arguments.files.returned);
  add("除外", arguments.files.excluded);
  return paper;
}

void write_json(TextWriter& writer, const RestitutionInput& input,
                const restitution::Answer& answer) {
  writer.add("{{\"accounts\":[");
  std::string_view comma = "\n";
  for (const auto& division : answer.accounts) {
    const auto& frozen = input.frozen[division.frozen];
    writer.add("{}{{\"account\":", comma);
    writer.add_json_string(frozen.number);
    writer.add(",\"frozen_fen\":{},\"rung\":\"{}\",\"payouts\":[", frozen.amount.value(),
               restitution::to_text(division.rung));
    auto claims = division.claims;
    std::ranges::sort(claims, {}, [](const auto& claim) { return claim.entry.victim; });
    std::string_view between = "";
    for (const auto& claim : claims) {
      if (claim.paid.is_positive()) {
        writer.add("{}{{\"victim\":", between);
        writer.add_json_string(input.names[claim.entry.victim]);
        writer.add(",\"fen\":{}}}", claim.paid.value());
        between = ",";
      }
    }
    writer.add("],\"remaining_fen\":{}}}", division.left.value());
    comma = ",\n";
  }
  writer.add("],\n\"victims\":[");
  comma = "\n";
  for (std::size_t i = 0; i < input.victims.size(); ++i) {
    writer.add("{}{{\"victim\":", comma);
    writer.add_json_string(input.names[i]);
    writer.add(",\"loss_fen\":{},\"returned_fen\":{}}}", input.victims[i].loss().value(),
               answer.returned[i].value());
    comma = ",\n";
  }
  writer.add("]}}\n");
}

base::Result<void> write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) {
    return base::Error{base::ErrorCode::io, "the worksheet could not be written", path};
  }
  return {};
}

struct Worked {
  restitution::Answer answer;
  std::string sheet;  // empty where nobody wants it
};

/// The worksheet takes a division by every method and reads every file again for its digest: only
/// where it is wanted.
base::Result<Worked> work_out(const RestitutionArguments& arguments, const RestitutionInput& input,
                              const TransferFile& transfers, const restitution::Choice& choice) {
  const fund::Graph& graph = transfers.graph();
  if (arguments.file.json && arguments.worksheet.empty()) {
    auto answer = restitution::divide(graph, graph.snapshot(), input.victims, input.frozen, choice);
    if (!answer) {
      return answer.error();
    }
    return Worked{std::move(*answer), {}};
  }
  auto comparison =
      restitution::compare(graph, graph.snapshot(), input.victims, input.frozen, choice);
  if (!comparison) {
    return comparison.error();
  }
  const auto rules = law::RuleBook::parse(shipped_rules());
  if (!rules) {
    return rules.error();
  }
  std::string sheet = restitution::worksheet(*comparison, input.victims, input.frozen,
                                             paper_of(arguments, input, transfers, *rules));
  return Worked{std::move(comparison->chosen), std::move(sheet)};
}

int run_restitution(const RestitutionArguments& arguments, Console console) {
  const auto choice = understand(arguments);
  if (!choice) {
    return refuse(console, choice.error());
  }
  const std::array paths{arguments.file.transfers, arguments.files.victims, arguments.files.frozen,
                         arguments.files.returned, arguments.files.excluded};
  if (std::ranges::count(paths, "-") > 1) {
    return refuse(console,
                  {base::ErrorCode::wrong_usage, "only one of the files can be standard input"});
  }
  TransferFile transfers;
  if (const auto read = read_file(arguments.file, console, transfers); !read) {
    return refuse(console, read.error());
  }
  const auto input = read_restitution(arguments.files, transfers);
  if (!input) {
    return refuse(console, input.error());
  }
  const auto worked = work_out(arguments, *input, transfers, *choice);
  if (!worked) {
    return refuse(console, worked.error());
  }
  if (!arguments.worksheet.empty()) {
    if (const auto written = write_file(arguments.worksheet, worked->sheet); !written) {
      return refuse(console, written.error());
    }
  }
  {
    TextWriter writer(console.out);
    if (arguments.file.json) {
      write_json(writer, *input, worked->answer);
    } else {
      writer.add("{}", worked->sheet);
    }
  }
  return finish(console);
}

}  // namespace

void add_restitution_command(CLI::App& app, Console console, Action& chosen) {
  auto arguments = std::make_shared<RestitutionArguments>();
  CLI::App* const command =
      app.add_subcommand("restitution", "Divide frozen money among the victims");
  command->footer(help);
  add_file_options(*command, arguments->file);
  command->add_option("--victims", arguments->files.victims, "CSV of stolen transfers by victim")
      ->required();
  command->add_option("--frozen", arguments->files.frozen, "CSV of frozen accounts")->required();
  command
      ->add_option("--ladder", arguments->ladder,
                   "timestamp or prorata: can the records be told apart by time")
      ->required();
  command->add_option("--method", arguments->method, "fifo or lifo, of the ladder timestamp")
      ->capture_default_str();
  command->add_option("--basis", arguments->basis, "received or loss, of the ladder prorata")
      ->capture_default_str();
  command->add_option("--returned", arguments->files.returned, "CSV of what was returned before");
  command->add_option("--excluded", arguments->files.excluded,
                      "CSV of what a decision takes out of the division");
  command->add_option("--worksheet", arguments->worksheet, "Write the worksheet to this file");
  command->callback([arguments, console, &chosen] {
    chosen = [=] { return run_restitution(*arguments, console); };
  });
}

}  // namespace holdfast::cli
