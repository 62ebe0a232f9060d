// `holdfast warn city`: a made-up city with gangs in it, to learn from and to measure with.
#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <memory>

#include "cli/warn_commands.hpp"
#include "warn/simulate.hpp"

namespace holdfast::cli {

namespace {

constexpr const char* help =
    R"(Writes the transfers of a made-up city, and which accounts gangs use.

Every seed is another place with other habits and other gangs; the same seed is the same place. --make chooses
who thought it up: city, household, web, village, nation have little in common, so that what was learned from
some of them can be tried on the others (doc/formats/warn.md).

Example:
  holdfast warn city --make household --seed 7 --transfers city.csv --labels labels.csv)";

struct CityArguments {
  warn::CityOptions city;
  std::string make = "city";
  std::string transfers;
  std::string labels;
};

int run_city(CityArguments arguments, Console console) {
  arguments.city.make = warn::make_of(arguments.make).value_or(warn::Make::city);
  const warn::City city = warn::simulate(arguments.city);
  std::string transfers = "id,time,payer,payee,amount_yuan,kind\n";
  std::size_t number = 0;
  for (const warn::Movement& movement : city.world.movements) {
    transfers += fmt::format("T{},{},{},{},{},{}\n", ++number, base::format_instant(movement.time),
                             city.names[movement.payer.value()], city.names[movement.payee.value()],
                             base::format_yuan(movement.amount), fund::to_text(movement.kind));
  }
  std::string labels = "account,label\n";
  for (std::size_t i = 0; i < city.bad.size(); ++i) {
    labels += fmt::format("{},{}\n", city.names[i], city.bad[i]);
  }
  for (const auto& [path, bytes] :
       {std::pair{&arguments.transfers, &transfers}, std::pair{&arguments.labels, &labels}}) {
    if (const auto written = write_file(*path, *bytes); !written) {
      return refuse(console, written.error());
    }
  }
  fmt::print(console.out, "{} transfers of {} accounts\n", city.world.movements.size(),
             city.names.size());
  return finish(console);
}

}  // namespace

void add_warn_city(CLI::App& parent, Console console, Action& chosen) {
  auto arguments = std::make_shared<CityArguments>();
  CLI::App* const command = parent.add_subcommand("city", "Make a city to learn from");
  command->footer(help);
  command->add_option("--make", arguments->make, "Who thought it up")
      ->check(CLI::IsMember({"city", "household", "web", "village", "nation"}))
      ->capture_default_str();
  command->add_option("--seed", arguments->city.seed, "Which city")->capture_default_str();
  command->add_option("--accounts", arguments->city.accounts, "How many accounts")
      ->check(CLI::Range(500, 5'000'000))
      ->capture_default_str();
  command->add_option("--days", arguments->city.days, "How many days")
      ->check(CLI::Range(30, 3650))
      ->capture_default_str();
  command->add_option("--illicit", arguments->city.illicit, "Share of accounts that gangs use")
      ->check(CLI::Range(0.0, 0.1))
      ->capture_default_str();
  command->add_option("--transfers", arguments->transfers, "CSV of transfers to write")->required();
  command->add_option("--labels", arguments->labels, "CSV of labels to write")->required();
  command->callback(
      [arguments, console, &chosen] { chosen = [=] { return run_city(*arguments, console); }; });
}

}  // namespace holdfast::cli
