// `holdfast warn score`.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/core.h>
#include <memory>
#include <optional>

#include "cli/warn_commands.hpp"
#include "feed/csv_cell.hpp"
#include "warn/judge.hpp"

namespace holdfast::cli {

namespace {

constexpr const char* help =
    R"(Says of every account, or of every transfer, how much it looks like fraud.

A model of accounts writes account,score,first_flag_time,reasons: the score from all transfers
of the file, the time of the transfer with which the account first reached the model's threshold when
only what was known by then is used (empty: never), and why. A model of transfers writes
id,score,reasons, each from what was known when the transfer came.
With --from, earlier transfers are history: they are learned about, but neither flagged nor written.
Reasons begin with the code of suspicion of the police-bank messages (3006 scattered in, gathered out;
3007 gathered in, scattered out; 3008 in and out at once; 3004, 3005 the other side is suspicious).

Without --model the model that the binary carries judges accounts. With --rules, an account for which a rule
of RULES.toml held is told so in its reasons and has at least the score that the rule gives.

Example:
  holdfast warn score --transfers june.csv --model mules.hfw --rules rules/warn.toml --out scores.csv)";

struct ScoreArguments {
  FileArguments file;
  std::string model;
  std::string rules;
  std::string from;
  std::string per;
  std::string out;
};

std::string joined(const std::vector<std::string>& reasons) {
  std::string text;
  for (const std::string& reason : reasons) {
    text += (text.empty() ? "" : "；") + reason;
  }
  return text;
}

/// What the rules say of one account on top of what the trees say.
struct Ruled {
  double least = 0;
  std::optional<std::size_t> since;
  std::vector<std::string> reasons;
};

std::vector<Ruled> ruled_accounts(const std::vector<warn::WarnRule>& rules,
                                  const warn::World& world, std::size_t from) {
  std::vector<Ruled> ruled(world.accounts);
  const warn::RuleHits hits = warn::ask_rules(rules, world, from);
  for (std::size_t r = 0; r < rules.size(); ++r) {
    for (std::size_t account = 0; account < world.accounts; ++account) {
      if (!hits[r][account]) {
        continue;
      }
      Ruled& one = ruled[account];
      one.least = std::max(one.least, rules[r].least);
      one.reasons.push_back(fmt::format("{} {} {}", rules[r].code, rules[r].id, rules[r].question));
      if (rules[r].least > 0) {
        one.since = std::min(one.since.value_or(*hits[r][account]), *hits[r][account]);
      }
    }
  }
  return ruled;
}

std::string write_scores(const warn::Model& model, const std::vector<warn::WarnRule>& rules,
                         const WarnFile& file, std::size_t from) {
  const auto verdicts = warn::judge(model, file.world(), from);
  const bool per_account = model.target == warn::Target::account;
  std::string csv = per_account ? "account,score,first_flag_time,reasons\n" : "id,score,reasons\n";
  std::vector<Ruled> ruled(per_account ? file.world().accounts : 0);
  if (per_account && !rules.empty()) {
    ruled = ruled_accounts(rules, file.world(), from);
  }
  std::vector<bool> is_active(file.world().accounts, from == 0);
  for (std::size_t i = from; i < file.world().movements.size(); ++i) {
    is_active[file.world().movements[i].payer.value()] = true;
    is_active[file.world().movements[i].payee.value()] = true;
  }
  for (std::size_t i = per_account ? 0 : from; i < verdicts.size(); ++i) {
    const warn::Verdict& verdict = verdicts[i];
    double score = static_cast<double>(warn::score_of(model, verdict.margin));
    std::vector<std::string> all = verdict.reasons;
    std::optional<std::size_t> flagged_by = verdict.flagged_by;
    if (per_account) {
      score = std::max(score, ruled[i].least);
      all.insert(all.end(), ruled[i].reasons.begin(), ruled[i].reasons.end());
      if (ruled[i].since) {
        flagged_by = std::min(flagged_by.value_or(*ruled[i].since), *ruled[i].since);
      }
    }
    const std::string reasons = feed::csv_cell(joined(all));
    if (!per_account) {
      csv += fmt::format("{},{:.9g},{}\n", feed::csv_cell(file.id(i)), score, reasons);
    } else if (is_active[i]) {
      const std::string since =
          flagged_by ? base::format_instant(file.world().movements[*flagged_by].time) : "";
      csv +=
          fmt::format("{},{:.9g},{},{}\n", feed::csv_cell(file.account(i)), score, since, reasons);
    }
  }
  return csv;
}

int run_score(const ScoreArguments& arguments, Console console) {
  const auto model = read_warn_model(arguments.model);
  if (!model) {
    return refuse(console, model.error());
  }
  const std::string judged = model->target == warn::Target::account ? "account" : "transfer";
  if (!arguments.per.empty() && arguments.per != judged) {
    return refuse(console,
                  {base::ErrorCode::wrong_usage,
                   fmt::format("the model {} judges each {}", arguments.model, judged), "--per"});
  }
  WarnFile file;
  if (const auto read = file.read(arguments.file, console); !read) {
    return refuse(console, read.error());
  }
  std::size_t from = 0;
  if (!arguments.from.empty()) {
    const auto at = instant_option(arguments.from, "--from");
    if (!at) {
      return refuse(console, at.error());
    }
    from = file.first_at(*at);
  }
  std::vector<warn::WarnRule> rules;
  if (!arguments.rules.empty()) {
    auto read = read_warn_rule_file(arguments.rules);
    if (!read) {
      return refuse(console, read.error());
    }
    if (model->target != warn::Target::account) {
      return refuse(console, {base::ErrorCode::wrong_usage, "rules judge accounts", "--rules"});
    }
    rules = *std::move(read);
  }
  const std::string csv = write_scores(*model, rules, file, from);
  if (arguments.out == "-") {
    fmt::print(console.out, "{}", csv);
  } else if (const auto written = write_file(arguments.out, csv); !written) {
    return refuse(console, written.error());
  }
  return finish(console);
}

}  // namespace

void add_warn_score(CLI::App& parent, Console console, Action& chosen) {
  auto arguments = std::make_shared<ScoreArguments>();
  CLI::App* const command =
      parent.add_subcommand("score", "Judge the accounts or transfers of a file");
  command->footer(help);
  command->add_option("--transfers", arguments->file.transfers, "CSV of transfers, - for stdin")
      ->required();
  command->add_option("--model", arguments->model, "The model; the one carried unless said");
  command->add_option("--rules", arguments->rules, "Rules beside the model (TOML)");
  command->add_option("--from", arguments->from, "Judge only what came at or after this time");
  command->add_option("--per", arguments->per, "account or transfer: what the model must judge")
      ->check(CLI::IsMember({"account", "transfer"}));
  command->add_option("--out", arguments->out, "CSV to write, - for stdout")->required();
  command->add_flag("--strict", arguments->file.strict, "One refused row refuses the whole file");
  add_mapping_options(*command, arguments->file.mapping);
  command->callback(
      [arguments, console, &chosen] { chosen = [=] { return run_score(*arguments, console); }; });
}

}  // namespace holdfast::cli
