// What the roles of `holdfast serve` have in common.
#pragma once

#include <csignal>
#include <memory>
#include <optional>
#include <string_view>

#include "api/server.hpp"
#include "cli/config.hpp"
#include "cli/console.hpp"

namespace holdfast::cli {

/// Blocks the ending signals for every thread made from here on; `wait` takes them.
class EndSignals {
 public:
  EndSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
  }
  void wait() const {
    int signal = 0;
    sigwait(&signals_, &signal);
  }

 private:
  sigset_t signals_{};
};

/// A file of the web bundle that the program carries.
[[nodiscard]] std::optional<api::Asset> shipped_asset(std::string_view path);

/// The text model, the official sites and the guides that the program carries.
[[nodiscard]] base::Result<std::shared_ptr<const api::Words>> shipped_words();

/// As the configuration says. Errors: bad_input for a level that is none.
[[nodiscard]] base::Result<void> set_log_level(const Config& config);

/// The public site alone, until it is told to end. The exit code.
[[nodiscard]] int serve_public(const Config& config, const Console& console);

}  // namespace holdfast::cli
