// `holdfast warn backtest`.
#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <memory>
#include <optional>
#include <vector>

#include "cli/warn_commands.hpp"
#include "warn/backtest.hpp"

namespace holdfast::cli {

namespace {

constexpr const char* help =
    R"(What models would have meant on history in which it is known who is bad.

For each --model: how well its order parts bad from good (AUPRC; recall and precision when --budget of all
are flagged), and what its own threshold would have done: alarms, hits, false alarms, the money that
came to those it hit, and the money that gangs got after the first of them was flagged. A gang is bad
accounts that pay each other.

With --rules, each rule of RULES.toml by itself: how many accounts it would have told of, how many of those are
bad, and the money that came to them.

Examples:
  holdfast warn backtest --transfers may.csv --labels found.csv --model old.hfw --model new.hfw
  holdfast warn backtest --transfers may.csv --labels found.csv --rules rules/warn.toml)";

struct BacktestArguments {
  FileArguments file;
  std::string labels;
  std::vector<std::string> models;
  std::string rules;
  std::string from;
  double budget = 0.02;
};

double share(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

void print_text(Console console, const std::string& name, const warn::Backtest& test, double budget,
                bool has_gangs) {
  const auto money = [](std::int64_t fen) { return base::display_yuan(base::Fen{fen}); };
  fmt::print(console.out, "{}\n", name);
  fmt::print(console.out,
             "  AUPRC {:.4f}  {:.2f}% 预算内召回 recall {:.4f} 精确率 precision {:.4f}\n",
             test.quality.auprc, budget * 100, test.quality.recall, test.quality.precision);
  fmt::print(console.out, "  告警 alarms {}  命中 hits {} / {}  误报 false alarms {}\n",
             test.alarms, test.hits, test.bad, test.alarms - test.hits);
  fmt::print(console.out, "  命中金额 money hit {} / {}\n", money(test.hit_fen),
             money(test.bad_fen));
  if (has_gangs) {
    fmt::print(console.out,
               "  首次告警后的团伙资金 gang money after the first flag {} ({:.1f}%)  "
               "过半尚未到账的团伙 gangs with half ahead {} / {}\n",
               money(test.ahead_fen),
               100 * share(static_cast<double>(test.ahead_fen), static_cast<double>(test.bad_fen)),
               test.gangs_early, test.gangs);
  }
}

void print_json(Console console, const std::string& name, const warn::Backtest& test) {
  fmt::print(console.out,
             "{{\"model\":\"{}\",\"auprc\":{:.6f},\"recall\":{:.6f},\"precision\":{:.6f},"
             "\"alarms\":{},\"hits\":{},\"false_alarms\":{},\"bad\":{},\"hit_fen\":{},"
             "\"bad_fen\":{},\"ahead_fen\":{},\"gangs\":{},\"gangs_early\":{}}}\n",
             name, test.quality.auprc, test.quality.recall, test.quality.precision, test.alarms,
             test.hits, test.alarms - test.hits, test.bad, test.hit_fen, test.bad_fen,
             test.ahead_fen, test.gangs, test.gangs_early);
}

/// A rule flags and does not order: its verdicts have one margin for all that it told of.
std::vector<warn::Verdict> verdicts_of(const std::vector<std::optional<std::size_t>>& hits) {
  std::vector<warn::Verdict> verdicts(hits.size());
  for (std::size_t i = 0; i < hits.size(); ++i) {
    verdicts[i].margin = hits[i] ? 1.0F : 0.0F;
    verdicts[i].flagged_by = hits[i];
  }
  return verdicts;
}

void print_rule(Console console, const warn::WarnRule& rule, const warn::Backtest& test,
                bool as_json) {
  if (as_json) {
    fmt::print(console.out,
               "{{\"rule\":\"{}\",\"alarms\":{},\"hits\":{},\"false_alarms\":{},\"bad\":{},"
               "\"hit_fen\":{},\"bad_fen\":{},\"ahead_fen\":{}}}\n",
               rule.id, test.alarms, test.hits, test.alarms - test.hits, test.bad, test.hit_fen,
               test.bad_fen, test.ahead_fen);
    return;
  }
  fmt::print(
      console.out, "{} {}\n  告警 alarms {}  命中 hits {} / {}  命中金额 money hit {} / {}\n",
      rule.id, rule.question, test.alarms, test.hits, test.bad,
      base::display_yuan(base::Fen{test.hit_fen}), base::display_yuan(base::Fen{test.bad_fen}));
}

base::Result<void> test_rules(const BacktestArguments& arguments, const WarnFile& file,
                              const ReadLabels& labels, std::size_t from, Console console) {
  const auto rules = read_warn_rule_file(arguments.rules);
  if (!rules) {
    return rules.error();
  }
  if (labels.target != warn::Target::account) {
    return base::Error{base::ErrorCode::bad_input, "rules judge accounts, the labels transfers",
                       arguments.labels};
  }
  const warn::RuleHits hits = warn::ask_rules(*rules, file.world(), from);
  for (std::size_t r = 0; r < rules->size(); ++r) {
    const auto test = warn::backtest(file.world(), labels.labels, verdicts_of(hits[r]),
                                     warn::Target::account, arguments.budget, from);
    print_rule(console, (*rules)[r], test, arguments.file.json);
  }
  return {};
}

int run_backtest(const BacktestArguments& arguments, Console console) {
  WarnFile file;
  if (const auto read = file.read(arguments.file, console); !read) {
    return refuse(console, read.error());
  }
  const auto labels = read_labels(arguments.labels, file);
  if (!labels) {
    return refuse(console, labels.error());
  }
  std::size_t from = 0;
  if (!arguments.from.empty()) {
    const auto at = instant_option(arguments.from, "--from");
    if (!at) {
      return refuse(console, at.error());
    }
    from = file.first_at(*at);
  }
  if (!arguments.rules.empty()) {
    if (const auto done = test_rules(arguments, file, *labels, from, console); !done) {
      return refuse(console, done.error());
    }
  }
  std::vector<std::string> models = arguments.models;
  if (models.empty() && arguments.rules.empty()) {
    models.emplace_back();
  }
  for (const std::string& path : models) {
    const auto model = read_warn_model(path);
    if (!model) {
      return refuse(console, model.error());
    }
    if (model->target != labels->target) {
      return refuse(console,
                    {base::ErrorCode::bad_input,
                     "the model and the labels are not both of accounts or of transfers", path});
    }
    const auto verdicts = warn::judge(*model, file.world(), from);
    const auto test = warn::backtest(file.world(), labels->labels, verdicts, model->target,
                                     arguments.budget, from);
    const std::string name = path.empty() ? "(carried)" : path;
    if (arguments.file.json) {
      print_json(console, name, test);
    } else {
      print_text(console, name, test, arguments.budget, model->target == warn::Target::account);
    }
    std::fflush(console.out);
  }
  return finish(console);
}

}  // namespace

void add_warn_backtest(CLI::App& parent, Console console, Action& chosen) {
  auto arguments = std::make_shared<BacktestArguments>();
  CLI::App* const command = parent.add_subcommand("backtest", "Compare models on history");
  command->footer(help);
  add_file_options(*command, arguments->file);
  command->add_option("--labels", arguments->labels, "CSV of labels")->required();
  command
      ->add_option("--model", arguments->models,
                   "A model; may be repeated; the one carried unless said")
      ->allow_extra_args(false);
  command->add_option("--rules", arguments->rules, "Rules to measure (TOML)");
  command->add_option("--from", arguments->from, "Count only what came at or after this time");
  command->add_option("--budget", arguments->budget, "Share that may be flagged")
      ->check(CLI::Range(0.0001, 0.5))
      ->capture_default_str();
  command->callback([arguments, console, &chosen] {
    chosen = [=] { return run_backtest(*arguments, console); };
  });
}

}  // namespace holdfast::cli
