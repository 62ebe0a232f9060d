// `holdfast text`: is a text fraud and why, what is in it, what was paid; and training the model.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

#include "base/error_table.hpp"
#include "cli/commands.hpp"
#include "cli/file_query.hpp"
#include "cli/shipped.hpp"
#include "text/line.hpp"
#include "text/train.hpp"
#include "text/utf.hpp"

namespace holdfast::cli {

namespace {

constexpr const char* text_help =
    R"(Reads texts and talks, one JSON object a line, from FILE or standard input:

  {"id": "1", "text": "...", "report": "2026-03-05T10:20"}
  {"id": "2", "turns": [{"speaker": "A", "text": "..."}, {"speaker": "B", "text": "..."}]}

`report` (optional, or --report for all) is when the text was taken down: 昨天 and a day without a
year count from it. With --json each line is answered by one line:

  {"id", "fraud", "score", "type", "reasons", "entities", "ledger"}, for talks also "turn_scores"

score runs from 0 to 1; 0.5 or more is an alarm. Places count Unicode code points from 0, the end
excluded; in talks inside the turn that "turn" numbers from 0. Amounts are fen. A turn's score
comes from that turn and those before it alone.
A line that cannot be read is told on standard error with its number, the others are answered;
the exit code is then 3.

Examples:
  holdfast text classify --json messages.jsonl
  echo '{"id":"1","text":"转账8000元到6217002340001234567"}' | holdfast text extract)";

constexpr const char* train_help = R"(Trains the model that the binary carries, from the corpus in
--data (data/text/README.md tells its form), and measures it.

Authors named in split.txt are never learned from; the threshold is set with some of the others left
out in turn, before anything is measured. --learn adds texts of a data set whose licence allows a
shipped model to learn from it. --measure only measures: use it for data sets that are for research.
Both read JSON lines with "text" and "is_fraud" or "label" (正常 is ordinary), and may be repeated.

Examples:
  holdfast text train --data data/text --out data/model/text.hft
  holdfast text train --data data/text --measure messages.jsonl)";

/// A text of a data set counts a tenth of one of the corpus: they are many and much alike.
constexpr float learnt_importance = 0.1F;

enum class View { verdict, entities, talk };

struct TextArguments {
  std::string file = "-";
  std::string report;
  std::string model;
  bool json = false;
};

struct TrainArguments {
  std::string data;
  std::string out;
  std::vector<std::string> learn;
  std::vector<std::string> measure;
  double false_alarms = 0.02;
};

base::Result<text::Model> load_model(const std::string& file) {
  if (file.empty()) {
    return text::read_model(shipped_text_model());
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    return base::Error{base::ErrorCode::io, "cannot be read", file};
  }
  return text::read_model(std::string{std::istreambuf_iterator<char>{in}, {}});
}

void print_verdict(Console console, const text::TextLine& line, const text::Analysis& analysis) {
  std::string reasons;
  for (const auto& reason : analysis.reasons) {
    reasons += (reasons.empty() ? "" : " ") + text::encode(reason);
  }
  fmt::print(console.out, "{}  {} {:.2f}  {}  {}\n", line.id,
             analysis.verdict.fraud ? "诈骗 fraud" : "正常 ordinary", analysis.verdict.score,
             text::type_names[analysis.verdict.type], reasons);
}

void print_entities(Console console, const text::TextLine& line, const text::Analysis& analysis) {
  fmt::print(console.out, "{}\n", line.id);
  for (std::size_t i = 0; i < analysis.spans.size(); ++i) {
    const text::Span& span = analysis.spans[i];
    const auto& said = line.is_talk ? line.turns[analysis.turn_of[i]].text : line.text;
    fmt::print(console.out, "  {:<8} {}\n", text::name_of(span.kind),
               text::encode(said.substr(span.begin, span.end - span.begin)));
  }
  for (const text::Payment& payment : analysis.ledger) {
    fmt::print(console.out, "  {} {:.2f}  {}  {} {} {}\n",
               payment.direction == text::Direction::out ? "转出 out " : "返回 back",
               static_cast<double>(payment.amount_fen) / 100,
               payment.time.empty() ? "-" : payment.time,
               payment.payee_account.empty() ? "-" : payment.payee_account, payment.payee_name,
               payment.payee_bank);
  }
}

void print_turns(Console console, const text::TextLine& line, const text::Analysis& analysis) {
  print_verdict(console, line, analysis);
  for (std::size_t i = 0; i < analysis.turn_scores.size(); ++i) {
    fmt::print(console.out, "  {:.2f}{} {}: {}\n", analysis.turn_scores[i],
               analysis.turn_scores[i] >= 0.5 ? "!" : " ", text::encode(line.turns[i].speaker),
               text::encode(line.turns[i].text));
  }
}

base::Result<void> answer(const text::Model& model, const TextArguments& arguments, View view,
                          std::string_view bytes, Console console) {
  auto line = text::read_text_line(bytes);
  if (!line) {
    return line.error();
  }
  if (line->id.empty()) {
    return base::Error{base::ErrorCode::bad_input, "\"id\" is missing"};
  }
  if (view == View::talk && !line->is_talk) {
    return base::Error{base::ErrorCode::bad_input, "\"turns\" is missing"};
  }
  if (line->report.empty()) {
    line->report = arguments.report;
  }
  const auto analysis = text::analyse(model, *line);
  if (!analysis) {
    return analysis.error();
  }
  if (arguments.json) {
    fmt::print(console.out, "{}\n", text::write_analysis(*line, *analysis));
  } else if (view == View::verdict) {
    print_verdict(console, *line, *analysis);
  } else if (view == View::entities) {
    print_entities(console, *line, *analysis);
  } else {
    print_turns(console, *line, *analysis);
  }
  return {};
}

int run_text(const TextArguments& arguments, View view, Console console) {
  const auto model = load_model(arguments.model);
  if (!model) {
    return refuse(console, model.error());
  }
  std::ifstream file;
  if (arguments.file != "-") {
    file.open(arguments.file, std::ios::binary);
    if (!file) {
      return refuse(console, {base::ErrorCode::bad_input, "cannot be read", arguments.file});
    }
  }
  std::istream& in = arguments.file == "-" ? std::cin : file;
  const std::string name = arguments.file == "-" ? "standard input" : arguments.file;
  std::string bytes;
  std::size_t number = 0;
  std::size_t bad = 0;
  while (std::getline(in, bytes)) {
    ++number;
    if (bytes.find_first_not_of(" \t\r") == std::string::npos) {
      continue;
    }
    if (const auto answered = answer(*model, arguments, view, bytes, console); !answered) {
      ++bad;
      fmt::print(console.err, "{}:{}: {}\n", name, number, answered.error().message);
    }
  }
  const int written = finish(console);
  return bad > 0 ? base::error_row(base::ErrorCode::bad_input).exit_code : written;
}

base::Result<std::vector<text::Labelled>> read_labelled(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    return base::Error{base::ErrorCode::bad_input, "cannot be read", file};
  }
  std::vector<text::Labelled> texts;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty()) {
      continue;
    }
    auto labelled = text::read_labelled_line(line);
    if (!labelled) {
      return base::Error{labelled.error().code, labelled.error().message,
                         fmt::format("{}:{}", file, number)};
    }
    if (labelled->importance > 0) {
      labelled->group = file;
      texts.push_back(*std::move(labelled));
    }
  }
  return texts;
}

int run_train(const TrainArguments& arguments, Console console) {
  const auto corpus = text::read_corpus(arguments.data);
  if (!corpus) {
    return refuse(console, corpus.error());
  }
  std::vector<text::Labelled> more;
  for (const std::string& file : arguments.learn) {
    auto texts = read_labelled(file);
    if (!texts) {
      return refuse(console, texts.error());
    }
    for (text::Labelled& labelled : *texts) {
      labelled.importance *= learnt_importance;
      more.push_back(std::move(labelled));
    }
  }
  // Read before the long work, so that a wrong name is told at once.
  std::vector<std::vector<text::Labelled>> measured;
  for (const std::string& file : arguments.measure) {
    auto texts = read_labelled(file);
    if (!texts) {
      return refuse(console, texts.error());
    }
    measured.push_back(*std::move(texts));
  }
  const auto tell = [&](std::string_view line) {
    fmt::print(console.out, "{}\n", line);
    std::fflush(console.out);
  };
  const text::Model model = text::train_model(*corpus, more, arguments.false_alarms, tell);
  const std::string bytes = text::write_model(model);
  const auto kept = text::read_model(bytes);  // measured is what the file holds
  if (!kept) {
    return refuse(console, kept.error());
  }
  static_cast<void>(text::measure_held_out(*kept, *corpus, tell));
  for (std::size_t i = 0; i < measured.size(); ++i) {
    text::measure_source(*kept, std::filesystem::path(arguments.measure[i]).filename().string(),
                         measured[i], tell);
  }
  if (!arguments.out.empty()) {
    std::ofstream out(arguments.out, std::ios::binary);
    out << bytes;
    out.close();
    if (!out) {
      return refuse(console, {base::ErrorCode::io, "cannot be written", arguments.out});
    }
    tell(fmt::format("wrote {} ({} bytes)", arguments.out, bytes.size()));
  }
  return finish(console);
}

void add_reading(CLI::App& parent, const char* name, const char* summary, View view,
                 Console console, Action& chosen) {
  auto arguments = std::make_shared<TextArguments>();
  CLI::App* const command = parent.add_subcommand(name, summary);
  command->footer(text_help);
  command->add_option("file", arguments->file, "JSON lines; - is standard input")
      ->capture_default_str();
  command->add_flag("--json", arguments->json, "Answer in JSON lines");
  command->add_option(
      "--report", arguments->report,
      "When the texts were taken down (2026-03-05T10:20), where a line has no report");
  command->add_option("--model", arguments->model, "Another model than the one carried");
  command->callback([arguments, view, console, &chosen] {
    chosen = [=] { return run_text(*arguments, view, console); };
  });
}

}  // namespace

void add_text_command(CLI::App& app, Console console, Action& chosen) {
  CLI::App* const command =
      app.add_subcommand("text", "Is a text fraud, what is in it, what was paid");
  command->footer(text_help);
  command->require_subcommand(1);
  add_reading(*command, "classify", "Is it fraud, of which type, and why", View::verdict, console,
              chosen);
  add_reading(*command, "extract", "Entities with their places, and the ledger of payments",
              View::entities, console, chosen);
  add_reading(*command, "dialogue", "A talk, with a score after each turn", View::talk, console,
              chosen);
  auto arguments = std::make_shared<TrainArguments>();
  CLI::App* const train = command->add_subcommand("train", "Train the model and measure it");
  train->footer(train_help);
  train->add_option("--data", arguments->data, "Folder of the corpus")->required();
  train->add_option("--out", arguments->out, "Where to write the model");
  train->add_option("--learn", arguments->learn, "JSON lines to learn from too");
  train->add_option("--measure", arguments->measure, "JSON lines that are only measured with");
  train
      ->add_option("--false-alarms", arguments->false_alarms,
                   "Share of ordinary texts of authors left out that may be called fraud")
      ->check(CLI::Range(0.0, 0.5))
      ->capture_default_str();
  train->callback(
      [arguments, console, &chosen] { chosen = [=] { return run_train(*arguments, console); }; });
}

}  // namespace holdfast::cli
