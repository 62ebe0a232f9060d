// `holdfast warn`: which accounts and transfers look like fraud, since when, and why.
#include <CLI/CLI.hpp>
#include <fstream>
#include <iterator>

#include "cli/shipped.hpp"
#include "cli/warn_commands.hpp"

namespace holdfast::cli {

namespace {

base::Result<std::string> read_whole(const std::string& path, std::string_view what) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return base::Error{base::ErrorCode::io, std::string(what) + " cannot be read", path};
  }
  return std::string{std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

base::Result<warn::Model> read_warn_model(const std::string& path) {
  if (path.empty()) {
    return warn::read_model(shipped_warn_model());
  }
  const auto bytes = read_whole(path, "the model");
  if (!bytes) {
    return bytes.error();
  }
  auto model = warn::read_model(*bytes);
  if (!model) {
    return base::Error{model.error().code, model.error().message, path};
  }
  return model;
}

base::Result<std::vector<warn::WarnRule>> read_warn_rule_file(const std::string& path) {
  const auto text = read_whole(path, "the rules");
  if (!text) {
    return text.error();
  }
  auto rules = warn::read_warn_rules(*text);
  if (!rules) {
    return base::Error{rules.error().code, rules.error().message, path};
  }
  return rules;
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
