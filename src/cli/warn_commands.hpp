// The commands below `holdfast warn`, one `add_…` each, and what they share.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/warn_input.hpp"
#include "warn/model.hpp"
#include "warn/rules.hpp"

namespace CLI {
class App;
}

namespace holdfast::cli {

void add_warn_train(CLI::App& parent, Console console, Action& chosen);
void add_warn_score(CLI::App& parent, Console console, Action& chosen);
void add_warn_backtest(CLI::App& parent, Console console, Action& chosen);
void add_warn_city(CLI::App& parent, Console console, Action& chosen);

/// The model that the binary carries, for an empty path. Errors: io for a file that cannot be read,
/// corrupt for one that is no model.
[[nodiscard]] base::Result<warn::Model> read_warn_model(const std::string& path);
/// Errors: io for a file that cannot be read, bad_input with file, line and field.
[[nodiscard]] base::Result<std::vector<warn::WarnRule>> read_warn_rule_file(
    const std::string& path);
/// Errors: io.
[[nodiscard]] base::Result<void> write_file(const std::string& path, std::string_view bytes);

}  // namespace holdfast::cli
