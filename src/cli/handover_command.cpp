// `holdfast handover`: hand-overs of a data directory, beside the console: which there are, the
// package of one as a file, and whether a file is a package that nobody changed.
#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <fstream>
#include <iterator>
#include <memory>

#include "api/handover_contents.hpp"
#include "base/digest.hpp"
#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/data_dir.hpp"
#include "cli/key_file.hpp"
#include "dossier/package.hpp"
#include "paper/page.hpp"

namespace holdfast::cli {

namespace {

struct HandoverOptions {
  std::string config;
  std::string data;
  std::string handover;
  std::string file;
  std::string key;
};

base::Result<Config> config_of(const HandoverOptions& options) {
  auto config =
      options.config.empty() ? base::Result<Config>{Config{}} : read_config(options.config);
  if (config && !options.data.empty()) {
    config->data = options.data;
  }
  return config;
}

std::string_view words_of(desk::HandoverState state) {
  switch (state) {
    case desk::HandoverState::draft:
      return "起草";
    case desk::HandoverState::sent:
      return "已送出";
    case desk::HandoverState::received:
      return "已签收";
    case desk::HandoverState::returned:
      return "被退回";
    case desk::HandoverState::withdrawn:
      break;
  }
  return "已撤回";
}

base::Result<void> list(const HandoverOptions& options, const Console& console) {
  const auto config = config_of(options);
  if (!config) {
    return config.error();
  }
  const auto engine = open_engine(*config, Outside::none);
  if (!engine) {
    return engine.error();
  }
  std::vector<desk::Handover> handovers;
  (*engine)->read([&](const core::State& state) {
    for (const auto& [id, handover] : state.handovers) {
      handovers.push_back(handover);
    }
  });
  for (const auto& each : handovers) {
    fmt::print(console.out, "{}  {}  {}  {}  {}  {}  {}\n", desk::to_text(each.id),
               order::to_text(each.case_id), desk::name_of(each.kind), words_of(each.state),
               each.document, each.to, each.manifest_sha256.empty() ? "—" : each.manifest_sha256);
  }
  return {};
}

base::Result<desk::HandoverId> id_of(const engine::Engine& engine, const std::string& text) {
  std::optional<desk::HandoverId> found;
  engine.read([&](const core::State& state) {
    for (const auto& [id, handover] : state.handovers) {
      if (desk::to_text(id) == text) {
        found = id;
      }
    }
  });
  if (!found) {
    return base::Error{base::ErrorCode::not_found, fmt::format("no hand-over {}", text)};
  }
  return *found;
}

/// As it was issued, or a refusal.
base::Result<std::string> drawn(engine::Engine& engine, const order::Paper& paper) {
  auto bytes = paper::pdf_of(paper);
  if (!bytes) {
    return bytes;
  }
  const auto digest = base::to_hex(base::sha256(*bytes));
  if (!paper.sha256.empty() && paper.sha256 != digest) {
    return base::Error{
        base::ErrorCode::unavailable,
        fmt::format("{} was issued with other bytes: fonts, Cairo or Pango differ on this machine",
                    order::to_text(paper.id))};
  }
  const auto noted = engine.submit_and_wait({"console"}, core::NotePaperMade{paper.id, digest});
  return noted ? std::move(bytes) : noted.error();
}

/// The package shows accounts in full: whoever takes it is on record, and what it says from now on.
base::Result<void> note(engine::Engine& engine, desk::HandoverId id,
                        const dossier::Package& package) {
  for (const auto& body : {core::CommandBody{core::NotePackageMade{id, package.manifest_sha256}},
                           core::CommandBody{core::Reveal{"handover", desk::to_text(id), "package",
                                                          "命令行调取随案移送包"}}}) {
    if (const auto done = engine.submit_and_wait({"console"}, body); !done) {
      return done.error();
    }
  }
  return {};
}

base::Result<void> export_package(const HandoverOptions& options, const Console& console) {
  const auto config = config_of(options);
  if (!config) {
    return config.error();
  }
  const auto key = open_signing_key(*config);
  if (!key) {
    return key.error();
  }
  const auto engine = open_engine(*config, Outside::none);
  if (!engine) {
    return engine.error();
  }
  const auto id = id_of(**engine, options.handover);
  if (!id) {
    return id.error();
  }
  const auto contents = api::handover_contents(
      **engine, *id, [&](const order::Paper& paper) { return drawn(**engine, paper); });
  if (!contents) {
    return contents.error();
  }
  const auto package = dossier::make_package(*contents, *key);
  if (!package) {
    return package.error();
  }
  if (const auto noted = note(**engine, *id, *package); !noted) {
    return noted.error();
  }
  std::ofstream out{options.file, std::ios::binary};
  out << package->bytes;
  if (!out.flush()) {
    return base::Error{base::ErrorCode::io, fmt::format("cannot write {}", options.file)};
  }
  fmt::print(console.out, "{}  {}  {} bytes  manifest {}\n", options.handover, options.file,
             package->bytes.size(), package->manifest_sha256);
  return {};
}

std::string_view words_of(dossier::FileState state) {
  switch (state) {
    case dossier::FileState::same:
      return "一致 same";
    case dossier::FileState::changed:
      return "已改动 changed";
    case dossier::FileState::missing:
      return "缺失 missing";
    case dossier::FileState::added:
      break;
  }
  return "多出 added";
}

base::Result<std::string> read_package(const std::string& file) {
  std::ifstream in{file, std::ios::binary | std::ios::ate};
  const auto size = in.is_open() ? static_cast<std::streamoff>(in.tellg()) : -1;
  if (size < 0) {
    return base::Error{base::ErrorCode::bad_input, "cannot be read", file};
  }
  if (static_cast<std::size_t>(size) > dossier::package_bytes_max) {
    return base::Error{base::ErrorCode::too_large, "larger than 512 MiB", file};
  }
  in.seekg(0);
  return std::string{std::istreambuf_iterator<char>{in}, {}};
}

void print(const dossier::Examined& examined, const Console& console) {
  fmt::print(console.out, "{}  {}  {}\n{}  →  {}\n{}  {}\n", examined.handover, examined.case_id,
             examined.kind, examined.from, examined.to, examined.document, examined.sent_at);
  for (const auto& file : examined.files) {
    fmt::print(console.out, "  {:<18} {:>10}  {}  {}\n", words_of(file.state), file.bytes,
               file.name, file.title);
  }
}

base::Result<void> verify(const HandoverOptions& options, const Console& console) {
  std::optional<sign::PublicKey> centre;
  if (!options.key.empty()) {
    auto key = read_public_key(options.key);
    if (!key) {
      return key.error();
    }
    centre = std::move(*key);
  }
  const auto bytes = read_package(options.file);
  if (!bytes) {
    return bytes.error();
  }
  const auto examined = dossier::examine(*bytes, centre);
  if (!examined) {
    auto error = examined.error();
    error.message = fmt::format("{}: {}", options.file, error.message);
    return error;
  }
  print(*examined, console);
  if (!examined->is_signed) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("签名不符：清单不是由该密钥签署的 the manifest is not signed by "
                                   "that key (the package names {})",
                                   examined->key_id),
                       options.file};
  }
  if (!examined->is_whole()) {
    return base::Error{base::ErrorCode::bad_input,
                       "有文件被改动、缺失或者多出 files were changed, lost or added",
                       options.file};
  }
  fmt::print(
      console.out, "完整 whole: {} files, signed by {}{}\n", examined->files.size(),
      examined->key_id,
      examined->is_known_key
          ? ""
          : "\n未指定中心公钥：只证明签署后未改动 without --key: unchanged since it was signed, "
            "not by whom");
  return {};
}

using Run = base::Result<void> (*)(const HandoverOptions&, const Console&);

CLI::App* add(CLI::App& parent, const char* name, const char* help, Run run,
              const std::shared_ptr<HandoverOptions>& options, Console console, Action& chosen) {
  auto* command = parent.add_subcommand(name, help);
  command->callback([options, console, run, &chosen] {
    chosen = [options, console, run] {
      base::set_log_level(base::LogLevel::warn);
      const auto done = run(*options, console);
      return done ? 0 : report_error(console, done.error());
    };
  });
  return command;
}

void add_directory(CLI::App* command, HandoverOptions& options) {
  command->add_option("--config", options.config, "Configuration file")->type_name("FILE");
  command->add_option("--data", options.data, "Data directory")->type_name("DIR");
}

}  // namespace

void add_handover_command(CLI::App& app, Console console, Action& chosen) {
  auto* handover = app.add_subcommand(
      "handover",
      "Hand-overs of cases to prosecution and court. The centre must not be running on the\n"
      "directory; a running one gives packages out through its console. Verifying needs no\n"
      "directory. The form of a package is described in doc/formats/handover-package.md.");
  handover->require_subcommand(1);
  const auto options = std::make_shared<HandoverOptions>();
  add_directory(
      add(*handover, "list", "The hand-overs: id, case, kind, state, document, receiver, manifest.",
          list, options, console, chosen),
      *options);
  auto* write =
      add(*handover, "export",
          "Write the package of a hand-over that was sent. The same bytes as before, or a\n"
          "refusal; the look is put on record.",
          export_package, options, console, chosen);
  add_directory(write, *options);
  write->add_option("handover", options->handover, "The hand-over")
      ->type_name("H000001")
      ->required();
  write->add_option("--out", options->file, "The file to write")->type_name("FILE")->required();
  auto* check = add(*handover, "verify",
                    "What is in a package, and that nothing was changed, or which file was. Exit "
                    "code 0 when\nit is whole.",
                    verify, options, console, chosen);
  check->add_option("file", options->file, "The package")->type_name("FILE")->required();
  check->add_option("--key", options->key, "The centre's public key (PEM)")->type_name("FILE");
}

}  // namespace holdfast::cli
