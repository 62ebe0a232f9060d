// `holdfast demo`: a small city with a gang, five simulated banks, a hub and the centre, all on
// this machine.
#include <CLI/CLI.hpp>
#include <memory>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/demo_live.hpp"
#include "cli/demo_once.hpp"

namespace holdfast::cli {

void add_demo_command(CLI::App& app, Console console, Action& chosen) {
  struct Options {
    std::string directory = "var/demo";
    std::uint16_t port = 8096;
    std::uint64_t seed = 20210101;
    bool fresh = false;
    bool once = false;
  };
  auto* command = app.add_subcommand(
      "demo",
      "Play a small city with a gang, five simulated banks, a hub and the centre, on this "
      "machine.\n"
      "Goes on where it was left; Ctrl+C ends it with all its processes. With --once it plays one\n"
      "scripted case without a browser, checks at the banks that the money is held, and exits 0\n"
      "only then.");
  auto options = std::make_shared<Options>();
  command->add_option("--dir", options->directory, "Where everything is kept")
      ->type_name("DIR")
      ->capture_default_str();
  command->add_option("--port", options->port, "Port of the console; 0: any free one")
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Another seed, another city")->capture_default_str();
  command->add_flag("--fresh", options->fresh, "Begin again: remove what was kept");
  command->add_flag("--once", options->once, "Play one case in DIR/once, check it, end");
  command->callback([options, console, &chosen] {
    chosen = [options, console] {
      base::set_log_level(base::LogLevel::warn);
      if (options->once) {
        return play_once({std::filesystem::path{options->directory} / "once", options->seed},
                         console);
      }
      return play_live({options->directory, options->port, options->seed, options->fresh}, console);
    };
  });
}

}  // namespace holdfast::cli
