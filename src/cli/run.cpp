#include "cli/run.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/trace_command.hpp"

namespace holdfast::cli {

namespace {

constexpr int exit_wrong_usage = 2;
constexpr const char* version = "holdfast 0.1.0";

}  // namespace

int run(const std::vector<std::string>& words, Console console) {
  CLI::App app{
      "Holdfast: stop stolen money while it still moves, and account for every fen of it.\n"
      "`holdfast COMMAND --help` explains a command.",
      "holdfast"};
  app.set_version_flag("--version", version);
  app.require_subcommand(1);
  Action chosen;
  add_serve_command(app, console, chosen);
  add_demo_command(app, console, chosen);
  add_user_command(app, console, chosen);
  add_import_command(app, console, chosen);
  add_statement_command(app, console, chosen);
  add_feed_command(app, console, chosen);
  add_trace_command(app, console, chosen);
  add_reach_command(app, console, chosen);
  add_path_command(app, console, chosen);
  add_converge_command(app, console, chosen);
  add_origin_command(app, console, chosen);
  add_top_command(app, console, chosen);
  add_analyse_command(app, console, chosen);
  add_restitution_command(app, console, chosen);
  add_holder_command(app, console, chosen);
  add_text_command(app, console, chosen);
  add_link_command(app, console, chosen);
  add_indicators_command(app, console, chosen);
  add_key_command(app, console, chosen);
  add_guide_command(app, console, chosen);
  add_paper_command(app, console, chosen);
  add_handover_command(app, console, chosen);
  add_exhibit_command(app, console, chosen);
  add_verify_exhibit_command(app, console, chosen);
  add_warn_command(app, console, chosen);
  add_audit_command(app, console, chosen);
  add_bank_command(app, console, chosen);
  add_conform_command(app, console, chosen);
  try {
    // CLI11 takes the words from the back.
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::Success& success) {
    const auto* const version_asked = dynamic_cast<const CLI::CallForVersion*>(&success);
    fmt::print(console.out, "{}\n", version_asked != nullptr ? version : app.help());
    return 0;
  } catch (const CLI::ParseError& error) {
    fmt::print(console.err, "holdfast: {}\nSee `holdfast --help`.\n", error.what());
    return exit_wrong_usage;
  }
  return chosen();
}

int run(int argc, char** argv) {
  return run(std::vector<std::string>(argv + std::min(argc, 1), argv + argc), Console{});
}

}  // namespace holdfast::cli
