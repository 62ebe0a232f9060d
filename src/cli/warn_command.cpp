// `holdfast warn`: which accounts and transfers look like fraud, since when, and why.
#include <CLI/CLI.hpp>
#include <fstream>
#include <iterator>

#include "cli/warn_commands.hpp"

namespace holdfast::cli {

base::Result<warn::Model> read_warn_model(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return base::Error{base::ErrorCode::io, "the model cannot be read", path};
  }
  auto model = warn::read_model(std::string{std::istreambuf_iterator<char>{in}, {}});
  if (!model) {
    return base::Error{model.error().code, model.error().message, path};
  }
  return model;
}

base::Result<void> write_file(const std::string& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  out.close();
  if (!out) {
    return base::Error{base::ErrorCode::io, "cannot be written", path};
  }
  return {};
}

void add_warn_command(CLI::App& app, Console console, Action& chosen) {
  CLI::App* const command =
      app.add_subcommand("warn", "Which accounts and transfers look like fraud, and why");
  command->require_subcommand(1);
  add_warn_train(*command, console, chosen);
  add_warn_score(*command, console, chosen);
  add_warn_backtest(*command, console, chosen);
  add_warn_city(*command, console, chosen);
}

}  // namespace holdfast::cli
