// `holdfast exhibit`: an exhibit made of files. `holdfast verify-exhibit`: does one prove itself.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/core.h>
#include <memory>
#include <optional>

#include "cli/commands.hpp"
#include "cli/exhibit_input.hpp"
#include "cli/key_file.hpp"
#include "cli/mapped_file.hpp"
#include "cli/text_writer.hpp"
#include "exhibit/bundle.hpp"
#include "exhibit/verify.hpp"
#include "pack/pack.hpp"
#include "port/clock.hpp"
#include "store/file.hpp"

namespace holdfast::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* make_help =
    R"(Follow stolen money through a file of transfers by each of the five policies, and make an exhibit of
it: pages (PDF) with picture and tables, workbook, CSV, GraphML, SVG, the rows that the trace stands
on, and a signed manifest, in one ZIP. The parts are written beside it. With --at the same files and
the same Ed25519 key give the same bytes.

VICTIMS is a CSV with the header transfer_id,stolen_yuan; an empty amount means the whole transfer.

Examples:
  holdfast key make --out house.pem
  holdfast exhibit --transfers june.csv --victims victims.csv --key house.pem --case A2026-17 \
      --reason 移送审查起诉 --out exhibit-17
  holdfast verify-exhibit exhibit-17/exhibit.zip)";

constexpr const char* verify_help =
    R"(Prove an exhibit: its signature, the digest of every part, and the results, which are computed anew
from the rows that it carries and compared byte for byte. What differs is told with its line.
Whose the key is the file cannot say: compare its id with the one that the house publishes, or name
the key with --key.

Exit codes: 0 proven, 1 something differs, 2 wrong usage, 3 it is no exhibit or cannot be read.)";

struct MakeArguments {
  ExhibitQuestion question;
  std::string policy = "fifo";
  std::string until;
  std::string min_amount;
  std::optional<std::uint32_t> hops;
  std::optional<std::size_t> accounts;
  std::optional<std::uint32_t> still_days;
  std::string at;
  std::string key;
  std::string out;
};

base::Result<void> understand(MakeArguments& arguments) {
  auto& method = arguments.question.method;
  const auto policy = trace::parse_policy(arguments.policy);
  if (!policy) {
    return base::Error{base::ErrorCode::wrong_usage, policy.error().message, "--policy"};
  }
  method.policy = *policy;
  if (!arguments.until.empty()) {
    const auto until = instant_option(arguments.until, "--until");
    if (!until) {
      return until.error();
    }
    method.until = *until;
  }
  const auto least = yuan_option(arguments.min_amount, "--min-amount-yuan");
  if (!least) {
    return least.error();
  }
  method.limits.min_amount = *least;
  method.limits.hops = arguments.hops;
  method.limits.accounts = arguments.accounts;
  if (arguments.still_days) {
    method.limits.still = std::chrono::days{*arguments.still_days};
  }
  auto& head = arguments.question.head;
  head.program = "holdfast 0.1.0";
  const auto at = arguments.at.empty() ? base::Result<base::Instant>{port::SystemClock{}.now()}
                                       : instant_option(arguments.at, "--at");
  if (!at) {
    return at.error();
  }
  head.at = *at;
  if (arguments.question.file.transfers == "-" || arguments.question.victims == "-") {
    return base::Error{base::ErrorCode::wrong_usage,
                       "an exhibit names the files that it stands on: standard input is none",
                       "--transfers"};
  }
  return {};
}

/// The ZIP, and its parts beside it.
base::Result<void> write_out(const fs::path& folder, const exhibit::Bundle& bundle) {
  const auto archive = pack::Reader::open(bundle.bytes, exhibit::VerifyLimits{}.pack);
  if (!archive) {
    return archive.error();
  }
  const auto write = [&](const std::string& name, std::string_view bytes) -> base::Result<void> {
    const auto path = folder / name;
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    return failed ? base::Error{base::ErrorCode::io, failed.message(), path.string()}
                  : store::write_durably(path, {bytes});
  };
  for (const auto& entry : archive->entries()) {
    const auto bytes = archive->read(entry.name);
    if (const auto written = bytes ? write(entry.name, *bytes) : bytes.error(); !written) {
      return written;
    }
  }
  return write("exhibit.zip", bundle.bytes);
}

int make(MakeArguments& arguments, Console console) {
  if (const auto understood = understand(arguments); !understood) {
    return refuse(console, understood.error());
  }
  const auto key = read_private_key(arguments.key);
  if (!key) {
    return refuse(console, key.error());
  }
  const auto dossier = dossier_of_files(arguments.question, console);
  if (!dossier) {
    return refuse(console, dossier.error());
  }
  const auto bundle = exhibit::bundle_of(*dossier, *key);
  if (!bundle) {
    return refuse(console, bundle.error());
  }
  if (const auto written = write_out(arguments.out, *bundle); !written) {
    return refuse(console, written.error());
  }
  fmt::print(console.out,
             "{}/exhibit.zip  {} bytes\nsha256    {}\nkey       {}\nrows      {}\naccounts  {}\n"
             "transfers {}\n",
             arguments.out, bundle->bytes.size(), bundle->sha256, key->public_key().id(),
             dossier->rows.size(), bundle->findings.main.accounts.size(),
             bundle->findings.main.transfers.size());
  return finish(console);
}

void tell(Console console, const exhibit::Verdict& verdict) {
  const auto& head = verdict.manifest.head;
  fmt::print(console.out, "{} {}  {}  {}\n", head.case_number, head.number,
             base::display_instant(head.at), head.unit);
  for (const auto& check : verdict.checks) {
    fmt::print(console.out, "{}  {}{}{}\n", check.passed ? "ok    " : "DIFFERS", check.name,
               check.detail.empty() ? "" : ": ", check.detail);
  }
  fmt::print(console.out, "{}\nkey {}\n",
             verdict.is_sound() ? "proven: unchanged since it was signed, and it comes out the same"
                                : "NOT proven",
             verdict.key);
}

void tell_json(Console console, const exhibit::Verdict& verdict) {
  TextWriter writer(console.out);
  writer.add("{{\"sound\":{},\"key\":", verdict.is_sound());
  writer.add_json_string(verdict.key);
  writer.add(",\"checks\":[");
  std::string_view comma;
  for (const auto& check : verdict.checks) {
    writer.add("{}\n{{\"name\":", comma);
    writer.add_json_string(check.name);
    writer.add(",\"passed\":{},\"detail\":", check.passed);
    writer.add_json_string(check.detail);
    writer.add("}}");
    comma = ",";
  }
  writer.add("]}}\n");
}

int verify(const std::string& file, const std::string& key_file, bool json, Console console) {
  std::optional<sign::PublicKey> expected;
  if (!key_file.empty()) {
    const auto key = read_public_key(key_file);
    if (!key) {
      return refuse(console, key.error());
    }
    expected = *key;
  }
  const auto bytes = MappedFile::open(file);
  if (!bytes) {
    return refuse(console, bytes.error());
  }
  const auto verdict = exhibit::verify(bytes->bytes(), expected);
  if (!verdict) {
    return refuse(console,
                  {base::ErrorCode::bad_input,
                   fmt::format("{}{}{}", verdict.error().where,
                               verdict.error().where.empty() ? "" : " ", verdict.error().message),
                   file});
  }
  (json ? tell_json : tell)(console, *verdict);
  const int written = finish(console);
  return written != 0 ? written : verdict->is_sound() ? 0 : 1;
}

}  // namespace

void add_exhibit_command(CLI::App& app, Console console, Action& chosen) {
  auto arguments = std::make_shared<MakeArguments>();
  auto& question = arguments->question;
  CLI::App* const command =
      app.add_subcommand("exhibit", "Make an exhibit of a fund trace that proves itself");
  command->footer(make_help);
  command->add_option("--transfers", question.file.transfers, "CSV of transfers")->required();
  command->add_flag("--strict", question.file.strict, "One refused row refuses the whole file");
  add_mapping_options(*command, question.file.mapping);
  command->add_option("--victims", question.victims, "CSV of stolen transfers")->required();
  command->add_option("--key", arguments->key, "The private key that signs it (PEM)")->required();
  command->add_option("--out", arguments->out, "Folder to write to")->required();
  command
      ->add_option("--policy", arguments->policy,
                   "fifo, lifo, prorata, taint_first or clean_first: of the pages; all five are "
                   "told")
      ->capture_default_str();
  command->add_option("--until", arguments->until, "Only transfers at or before this time");
  command->add_option("--at", arguments->at, "The date that it bears (now)");
  command->add_option("--case", question.head.case_number, "What the case is called");
  command->add_option("--unit", question.head.unit, "Who issues it");
  command->add_option("--by", question.head.asked_by, "Who made it");
  command->add_option("--reason", question.head.reason, "What it is made for");
  command->add_option("--obtained", question.obtained, "The legal paper under which the file came");
  command->add_option("--taken-by", question.taken_by, "Who took the file in");
  command->add_option("--hops-limit", arguments->hops, "Do not follow accounts beyond this tier");
  command->add_option("--accounts-limit", arguments->accounts, "Follow at most so many accounts");
  command->add_option("--still-days-limit", arguments->still_days,
                      "Give an account up that stood still for so many days");
  command->add_option("--min-amount-yuan", arguments->min_amount,
                      "Do not follow payments that carry less");
  command->callback(
      [arguments, console, &chosen] { chosen = [=] { return make(*arguments, console); }; });
}

void add_verify_exhibit_command(CLI::App& app, Console console, Action& chosen) {
  struct Arguments {
    std::string file;
    std::string key;
    bool json = false;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* const command =
      app.add_subcommand("verify-exhibit", "Prove that an exhibit is unchanged and comes out");
  command->footer(verify_help);
  command->add_option("file", arguments->file, "The exhibit (ZIP)")->required();
  command->add_option("--key", arguments->key, "The key that must have signed it (PEM)");
  command->add_flag("--json", arguments->json, "Print JSON");
  command->callback([arguments, console, &chosen] {
    chosen = [=] { return verify(arguments->file, arguments->key, arguments->json, console); };
  });
}

}  // namespace holdfast::cli
