// `holdfast link`: whose site is this address, or whom does it imitate.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

#include "base/error_table.hpp"
#include "cli/commands.hpp"
#include "cli/file_query.hpp"
#include "cli/shipped.hpp"
#include "link/official_sites.hpp"

namespace holdfast::cli {

namespace {

namespace json = boost::json;

constexpr const char* help =
    R"(Reads addresses of the web, one a line, from FILE or standard input, and answers each with one
line: its host, what it is, and the official site it belongs to or imitates.

  official   on the list of official sites, or under one of them
  imitates   pretends to be one: front (the real name stands in front of another's), looks (letters
             that look alike), other_ending, near_miss (one letter off), wears_name (as a part)
  number     a bare IP address
  unknown    neither; most sites of the world are, harmless ones too

A line that is no address is told on standard error with its number; the exit code is then 3.

Examples:
  holdfast link addresses.txt
  echo www.icbc.com.cn.tixian.top | holdfast link --json)";

struct Arguments {
  std::string file = "-";
  std::string sites;
  bool json = false;
};

base::Result<link::OfficialSites> read_sites(const std::string& file) {
  if (file.empty()) {
    return link::OfficialSites::parse(shipped_official_sites());
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    return base::Error{base::ErrorCode::bad_input, "cannot be read", file};
  }
  auto sites = link::OfficialSites::parse(std::string{std::istreambuf_iterator<char>{in}, {}});
  if (!sites) {
    return base::Error{sites.error().code, sites.error().message, file};
  }
  return sites;
}

void print(Console console, const std::string& address, const link::Judgement& judged,
           bool as_json) {
  const auto* of = judged.of;
  if (as_json) {
    json::value site;
    if (of != nullptr) {
      site = json::object{{"domain", of->domain}, {"zh", of->zh}, {"en", of->en}};
    }
    const bool has_guise = judged.guise != link::Guise::none;
    fmt::print(console.out, "{}\n",
               json::serialize(json::object{
                   {"text", address},
                   {"host", judged.host},
                   {"standing", link::name_of(judged.standing)},
                   {"guise", has_guise ? json::value(link::name_of(judged.guise)) : json::value()},
                   {"of", std::move(site)}}));
    return;
  }
  fmt::print(console.out, "{}  {}", judged.host, link::name_of(judged.standing));
  if (judged.guise != link::Guise::none) {
    fmt::print(console.out, " {}", link::name_of(judged.guise));
  }
  if (of != nullptr) {
    fmt::print(console.out, "  {} {} ({})", of->zh, of->en, of->domain);
  }
  fmt::print(console.out, "\n");
}

int run(const Arguments& arguments, Console console) {
  const auto sites = read_sites(arguments.sites);
  if (!sites) {
    return refuse(console, sites.error());
  }
  std::ifstream file;
  const bool is_standard = arguments.file == "-";
  if (!is_standard) {
    file.open(arguments.file, std::ios::binary);
    if (!file) {
      return refuse(console, {base::ErrorCode::bad_input, "cannot be read", arguments.file});
    }
  }
  std::istream& in = is_standard ? std::cin : file;
  std::string line;
  std::size_t bad = 0;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) {
      continue;
    }
    const auto judged = sites->judge(line);
    if (judged.host.empty()) {
      ++bad;
      fmt::print(console.err, "{}:{}: this is no address of the web\n",
                 is_standard ? "standard input" : arguments.file, number);
      continue;
    }
    print(console, line, judged, arguments.json);
  }
  const int written = finish(console);
  return bad > 0 ? base::error_row(base::ErrorCode::bad_input).exit_code : written;
}

}  // namespace

void add_link_command(CLI::App& app, Console console, Action& chosen) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* const command =
      app.add_subcommand("link", "Whose site is an address, or whom does it imitate");
  command->footer(help);
  command->add_option("file", arguments->file, "Addresses, one a line; - is standard input")
      ->capture_default_str();
  command->add_flag("--json", arguments->json, "Answer in JSON lines");
  command->add_option("--sites", arguments->sites, "Another list than the one carried (TOML)")
      ->type_name("FILE");
  command->callback(
      [arguments, console, &chosen] { chosen = [=] { return run(*arguments, console); }; });
}

}  // namespace holdfast::cli
