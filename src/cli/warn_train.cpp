// `holdfast warn train`.
#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <memory>

#include "cli/warn_commands.hpp"

namespace holdfast::cli {

namespace {

constexpr const char* help = R"(Learns from files of transfers in which it is known who is bad.

LABELS is a CSV with the header account,label or id,label: 1 for bad, 0 for good; what is not named
is good. Accounts make a model of accounts, ids a model of transfers. --transfers and --labels are
given in pairs, the first with the first. --until forgets what came later.
Two or more files are better than one: a file is then judged by what was learned from the others, and
the second round of trees learns how far such a judgement can be trusted in a place not seen before.
A model of accounts goes on learning from the one that the binary carries, unless --anew is given: places have
few bad accounts, and the carried model has seen the gangs of many made-up ones.
The same files and options make the same model, byte for byte.

Examples:
  holdfast warn train --transfers a.csv --labels a_labels.csv --transfers b.csv --labels b_labels.csv \
      --model mules.hfw
  holdfast warn train --transfers tide.csv --labels ids.csv --until 2025-08-16T00:00:00Z --model t.hfw)";

struct TrainArguments {
  std::vector<std::string> transfers;
  std::vector<std::string> labels;
  std::string until;
  std::string model;
  MappingArguments mapping;
  bool strict = false;
  bool anew = false;
  warn::LearnOptions learn;
};

base::Result<std::vector<warn::LabelledWorld>> read_worlds(TrainArguments& arguments,
                                                           Console console) {
  std::vector<warn::LabelledWorld> worlds;
  for (std::size_t i = 0; i < arguments.transfers.size(); ++i) {
    WarnFile file;
    const FileArguments one{.transfers = arguments.transfers[i],
                            .strict = arguments.strict,
                            .mapping = arguments.mapping};
    if (auto read = file.read(one, console); !read) {
      return read.error();
    }
    auto labels = read_labels(arguments.labels[i], file);
    if (!labels) {
      return labels.error();
    }
    if (labels->strangers > 0) {
      fmt::print(console.err, "{}: {} labels name nothing in {}\n", arguments.labels[i],
                 labels->strangers, arguments.transfers[i]);
    }
    if (i > 0 && labels->target != arguments.learn.target) {
      return base::Error{base::ErrorCode::bad_input,
                         "labels of accounts and labels of transfers make two models, not one",
                         arguments.labels[i]};
    }
    arguments.learn.target = labels->target;
    if (!arguments.until.empty()) {
      const auto until = instant_option(arguments.until, "--until");
      if (!until) {
        return until.error();
      }
      file.cut(*until);
      if (file.world().movements.empty()) {
        return base::Error{base::ErrorCode::bad_input, "no transfer is that early", "--until"};
      }
    }
    if (labels->target == warn::Target::transfer) {
      labels->labels.resize(file.world().movements.size());
    }
    worlds.push_back({file.world(), std::move(labels->labels)});
  }
  return worlds;
}

int run_train(TrainArguments arguments, Console console) {
  if (arguments.transfers.size() != arguments.labels.size()) {
    return refuse(console, {base::ErrorCode::wrong_usage,
                            "every --transfers needs its --labels, in the same order"});
  }
  const auto worlds = read_worlds(arguments, console);
  if (!worlds) {
    return refuse(console, worlds.error());
  }
  const auto tell = [&](std::string_view line) {
    fmt::print(console.out, "{}\n", line);
    std::fflush(console.out);
  };
  warn::Model carried;
  if (arguments.learn.target == warn::Target::account && !arguments.anew) {
    auto read = read_warn_model("");
    if (!read) {
      return refuse(console, read.error());
    }
    carried = *std::move(read);
    arguments.learn.begun = &carried;
  }
  const auto model = warn::learn(*worlds, arguments.learn, tell);
  if (!model) {
    return refuse(console, model.error());
  }
  const std::string bytes = warn::write_model(*model);
  if (const auto written = write_file(arguments.model, bytes); !written) {
    return refuse(console, written.error());
  }
  tell(fmt::format("wrote {} ({} bytes): {} and {} trees, flags from a score of {:.6f}",
                   arguments.model, bytes.size(), model->first.roots.size(),
                   model->second.roots.size(),
                   static_cast<double>(warn::score_of(*model, model->threshold))));
  return finish(console);
}

}  // namespace

void add_warn_train(CLI::App& parent, Console console, Action& chosen) {
  auto arguments = std::make_shared<TrainArguments>();
  CLI::App* const command = parent.add_subcommand("train", "Learn a model from labelled transfers");
  command->footer(help);
  command->add_option("--transfers", arguments->transfers, "CSV of transfers; may be repeated")
      ->required()
      ->allow_extra_args(false);
  command->add_option("--labels", arguments->labels, "CSV of labels, one for each --transfers")
      ->required()
      ->allow_extra_args(false);
  command->add_option("--model", arguments->model, "Where to write the model")->required();
  command->add_option("--until", arguments->until, "Learn only from what came at or before this");
  command
      ->add_option("--budget", arguments->learn.budget,
                   "Share that may be flagged: sets the threshold of a flag")
      ->check(CLI::Range(0.0001, 0.5))
      ->capture_default_str();
  command->add_option("--trees", arguments->learn.first.trees, "Trees of each round")
      ->check(CLI::Range(1, 5000))
      ->capture_default_str();
  command->add_option("--depth", arguments->learn.first.depth, "Levels of a tree")
      ->check(CLI::Range(1, 10))
      ->capture_default_str();
  command->add_option("--rate", arguments->learn.first.rate, "How much a tree corrects")
      ->check(CLI::Range(0.001, 1.0))
      ->capture_default_str();
  command->add_flag("--anew", arguments->anew, "Learn nothing from the model that is carried");
  command->add_flag("--strict", arguments->strict, "One refused row refuses the whole file");
  add_mapping_options(*command, arguments->mapping);
  command->callback([arguments, console, &chosen] {
    chosen = [=] {
      arguments->learn.second.trees = arguments->learn.first.trees;
      arguments->learn.second.depth = arguments->learn.first.depth;
      arguments->learn.second.rate = arguments->learn.first.rate;
      return run_train(*arguments, console);
    };
  });
}

}  // namespace holdfast::cli
