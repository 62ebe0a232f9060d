// `holdfast paper`: papers of a data directory, beside the console: which there are, one of them as
// a file, and whether a file is what was issued.
#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <fstream>
#include <iterator>
#include <memory>

#include "base/digest.hpp"
#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/data_dir.hpp"
#include "paper/page.hpp"

namespace holdfast::cli {

namespace {

struct PaperOptions {
  std::string config;
  std::string data;
  std::string order;
  std::string paper;
  std::string file;
};

constexpr std::size_t file_bytes_max = std::size_t{64} << 20;

base::Result<std::unique_ptr<engine::Engine>> engine_of(const PaperOptions& options) {
  auto config =
      options.config.empty() ? base::Result<Config>{Config{}} : read_config(options.config);
  if (!config) {
    return config.error();
  }
  if (!options.data.empty()) {
    config->data = options.data;
  }
  return open_engine(*config, Outside::none);
}

std::vector<order::Paper> papers_in(const engine::Engine& engine) {
  std::vector<order::Paper> papers;
  engine.read([&](const core::State& state) {
    for (const auto& [id, paper] : state.papers) {
      papers.push_back(paper);
    }
  });
  return papers;
}

base::Result<void> list(const PaperOptions& options, const Console& console) {
  const auto engine = engine_of(options);
  if (!engine) {
    return engine.error();
  }
  for (const auto& paper : papers_in(**engine)) {
    if (options.order.empty() || options.order == order::to_text(paper.order)) {
      fmt::print(console.out, "{}  {}  {}  {}  {}  {}\n", order::to_text(paper.id),
                 order::to_text(paper.order), base::display_instant(paper.issued_at), paper.number,
                 order::grouped_code(paper.code), paper.sha256.empty() ? "—" : paper.sha256);
    }
  }
  return {};
}

base::Result<void> draw(const PaperOptions& options, const Console& console) {
  const auto engine = engine_of(options);
  if (!engine) {
    return engine.error();
  }
  const auto papers = papers_in(**engine);
  const auto found = std::find_if(papers.begin(), papers.end(), [&](const order::Paper& paper) {
    return order::to_text(paper.id) == options.paper;
  });
  if (found == papers.end()) {
    return base::Error{base::ErrorCode::not_found, fmt::format("no paper {}", options.paper)};
  }
  const auto bytes = paper::pdf_of(*found);
  if (!bytes) {
    return bytes.error();
  }
  const auto digest = base::to_hex(base::sha256(*bytes));
  if (!found->sha256.empty() && found->sha256 != digest) {
    return base::Error{
        base::ErrorCode::unavailable,
        fmt::format("{} was issued with other bytes: fonts, Cairo or Pango differ on this machine",
                    options.paper)};
  }
  // The file shows people unmasked: whoever draws it is on record, and its bytes are from now on.
  for (const auto& body : {core::CommandBody{core::NotePaperMade{found->id, digest}},
                           core::CommandBody{core::Reveal{"paper", options.paper, "file",
                                                          "命令行调取 " + found->number}}}) {
    if (const auto done = (*engine)->submit_and_wait({"console"}, body); !done) {
      return done.error();
    }
  }
  std::ofstream out{options.file, std::ios::binary};
  out << *bytes;
  if (!out.flush()) {
    return base::Error{base::ErrorCode::io, fmt::format("cannot write {}", options.file)};
  }
  fmt::print(console.out, "{}  {}  {} bytes  {}\n", options.paper, found->number, bytes->size(),
             digest);
  return {};
}

base::Result<void> check(const PaperOptions& options, const Console& console) {
  std::ifstream in{options.file, std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
  if (!in.is_open() || bytes.empty() || bytes.size() > file_bytes_max) {
    return base::Error{
        base::ErrorCode::bad_input,
        fmt::format("{} cannot be read, is empty or larger than 64 MiB", options.file)};
  }
  const auto engine = engine_of(options);
  if (!engine) {
    return engine.error();
  }
  const auto digest = base::to_hex(base::sha256(bytes));
  for (const auto& paper : papers_in(**engine)) {
    if (paper.sha256 == digest) {
      fmt::print(console.out, "属实 genuine: {}  {}  {}  {}\n", order::to_text(paper.id),
                 order::title_of(paper.kind, paper.facts.family), paper.number,
                 base::display_instant(paper.issued_at));
      return {};
    }
  }
  return base::Error{base::ErrorCode::not_found,
                     fmt::format("不是本中心出具的文件 not issued here: SHA-256 {}", digest)};
}

using Run = base::Result<void> (*)(const PaperOptions&, const Console&);

void add(CLI::App& parent, const char* name, const char* help, Run run, Console console,
         Action& chosen) {
  auto* command = parent.add_subcommand(name, help);
  auto options = std::make_shared<PaperOptions>();
  command->add_option("--config", options->config, "Configuration file")->type_name("FILE");
  command->add_option("--data", options->data, "Data directory")->type_name("DIR");
  if (run == list) {
    command->add_option("--order", options->order, "Of this order only")->type_name("O000001");
  } else if (run == draw) {
    command->add_option("paper", options->paper, "The paper")->type_name("P000001")->required();
    command->add_option("--out", options->file, "The file to write")->type_name("FILE")->required();
  } else {
    command->add_option("file", options->file, "The file to check")->type_name("FILE")->required();
  }
  command->callback([options, console, run, &chosen] {
    chosen = [options, console, run] {
      base::set_log_level(base::LogLevel::warn);
      const auto done = run(*options, console);
      return done ? 0 : report_error(console, done.error());
    };
  });
}

}  // namespace

void add_paper_command(CLI::App& app, Console console, Action& chosen) {
  auto* paper = app.add_subcommand(
      "paper",
      "Papers of orders: notices, applications, what holders are told. The centre must not be\n"
      "running on the directory; a running one gives them out through its console.");
  paper->require_subcommand(1);
  add(*paper, "list", "The papers that were issued: id, order, time, number, check code, SHA-256.",
      list, console, chosen);
  add(*paper, "draw",
      "Write a paper as PDF. The same bytes as when it was issued, or a refusal; the look is put "
      "on\n"
      "record.",
      draw, console, chosen);
  add(*paper, "check",
      "Whether a file is, byte for byte, a paper that was issued here. Exit code 0 when it is.",
      check, console, chosen);
}

}  // namespace holdfast::cli
