// `holdfast indicators`: documents of indicators looked at and turned from one format into the
// other, without a server.
#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <memory>

#include "cli/commands.hpp"
#include "cli/file_query.hpp"
#include "indicator/digest.hpp"
#include "indicator/share.hpp"
#include "port/clock.hpp"
#include "store/file.hpp"

namespace holdfast::cli {

namespace {

constexpr const char* help =
    R"(Numbers, accounts and addresses that swindlers use, as STIX 2.1 bundles or MISP events. What is
read and what is passed over, and why: doc/formats/indicators.md.

Examples:
  holdfast indicators read partner.json                 what a document says, and what is passed over
  holdfast indicators convert partner.json --to misp    the same as a MISP event, on standard output
  holdfast indicators digest phone 13800001111          under which a number is asked for)";

struct Asked {
  std::string file;
  std::string to;
  std::string kind;
  std::string value;
  std::string name = "holdfast";
};

base::Result<indicator::Told> read_file(const std::string& file) {
  const auto text = store::read_whole(file);
  if (!text) {
    return text.error();
  }
  auto told = indicator::read_indicators(*text, port::SystemClock{}.now());
  if (!told) {
    auto error = told.error();
    error.where = error.where.empty() ? file : file + "#" + error.where;
    return error;
  }
  return told;
}

template <typename Enum>
std::string word(Enum value) {
  return boost::describe::enum_to_string(value, "");
}

int read(Console console, const Asked& asked) {
  const auto told = read_file(asked.file);
  if (!told) {
    return refuse(console, told.error());
  }
  for (const auto& each : told->indicators) {
    fmt::print(console.out, "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", word(each.kind),
               each.value.text.empty() ? each.digest : each.value.text, each.type, each.told,
               word(each.tlp), base::format_instant(each.from).substr(0, 10), each.producer,
               each.revoked ? "revoked" : "");
  }
  for (const auto& each : told->passed_over) {
    fmt::print(console.err, "{}#{}: passed over: {}\n", asked.file, each.pointer, each.why);
  }
  return finish(console);
}

int convert(Console console, const Asked& asked) {
  indicator::Format format{};
  if (!boost::describe::enum_from_string(asked.to.c_str(), format)) {
    return refuse(console, {base::ErrorCode::wrong_usage, "is stix or misp", "--to"});
  }
  const auto told = read_file(asked.file);
  if (!told) {
    return refuse(console, told.error());
  }
  const auto now = port::SystemClock{}.now();
  std::vector<indicator::Shared> shared;
  auto strictest = indicator::Tlp::clear;
  for (const auto& each : told->indicators) {
    strictest = std::max(strictest, each.tlp);
    if (!each.revoked) {
      shared.push_back({each.kind, each.value.text, each.digest, each.type, each.told, 0, each.from,
                        each.from, each.until});
    }
  }
  const auto text = indicator::write_indicators(format, {asked.name, "file:" + asked.name},
                                                strictest, shared, now);
  fmt::print(console.out, "{}\n", text);
  return finish(console);
}

int digest(Console console, const Asked& asked) {
  indicator::Kind kind{};
  if (!boost::describe::enum_from_string(asked.kind.c_str(), kind)) {
    return refuse(console, {base::ErrorCode::wrong_usage,
                            "is account, phone, host, ip, wechat, qq or alipay", "KIND"});
  }
  const auto plain = indicator::canonical(kind, asked.value);
  if (!plain) {
    return refuse(console, plain.error());
  }
  fmt::print(console.out, "{}\t{}\n", indicator::digest_of(kind, *plain), *plain);
  return finish(console);
}

}  // namespace

void add_indicators_command(CLI::App& app, Console console, Action& chosen) {
  auto* command = app.add_subcommand("indicators", "Read and convert documents of indicators");
  command->footer(help);
  command->require_subcommand(1);
  const auto asked = std::make_shared<Asked>();
  const auto run = [&chosen, console, asked](CLI::App* sub, int (*act)(Console, const Asked&)) {
    sub->callback(
        [&chosen, console, asked, act] { chosen = [=] { return act(console, *asked); }; });
  };
  auto* reading = command->add_subcommand("read", "What a document says, one indicator a line");
  reading->add_option("file", asked->file, "STIX bundle or MISP event")->required();
  run(reading, read);
  auto* converting = command->add_subcommand("convert", "The same in the other format");
  converting->add_option("file", asked->file, "STIX bundle or MISP event")->required();
  converting->add_option("--to", asked->to, "stix or misp")->required();
  converting->add_option("--name", asked->name, "Who tells it")->capture_default_str();
  run(converting, convert);
  auto* digesting = command->add_subcommand("digest", "Under which a number is asked for");
  digesting->add_option("kind", asked->kind, "account, phone, host, ip, wechat, qq or alipay")
      ->required();
  digesting->add_option("value", asked->value, "As it is written")->required();
  run(digesting, digest);
}

}  // namespace holdfast::cli
