// The commands of the binary, one `add_…` each: it adds the subcommand with its options and its
// help; when it is chosen, `chosen` becomes what runs it.
#pragma once

#include "base/result.hpp"
#include "cli/console.hpp"

namespace CLI {
class App;
}

namespace holdfast::cli {

void add_serve_command(CLI::App& app, Console console, Action& chosen);
void add_demo_command(CLI::App& app, Console console, Action& chosen);
void add_bank_command(CLI::App& app, Console console, Action& chosen);
void add_conform_command(CLI::App& app, Console console, Action& chosen);
void add_user_command(CLI::App& app, Console console, Action& chosen);
void add_import_command(CLI::App& app, Console console, Action& chosen);
void add_statement_command(CLI::App& app, Console console, Action& chosen);
void add_feed_command(CLI::App& app, Console console, Action& chosen);
void add_reach_command(CLI::App& app, Console console, Action& chosen);
void add_path_command(CLI::App& app, Console console, Action& chosen);
void add_converge_command(CLI::App& app, Console console, Action& chosen);
void add_origin_command(CLI::App& app, Console console, Action& chosen);
void add_top_command(CLI::App& app, Console console, Action& chosen);
void add_analyse_command(CLI::App& app, Console console, Action& chosen);
void add_restitution_command(CLI::App& app, Console console, Action& chosen);
void add_holder_command(CLI::App& app, Console console, Action& chosen);
void add_link_command(CLI::App& app, Console console, Action& chosen);
void add_indicators_command(CLI::App& app, Console console, Action& chosen);
void add_key_command(CLI::App& app, Console console, Action& chosen);
void add_guide_command(CLI::App& app, Console console, Action& chosen);
void add_text_command(CLI::App& app, Console console, Action& chosen);
void add_handover_command(CLI::App& app, Console console, Action& chosen);
void add_paper_command(CLI::App& app, Console console, Action& chosen);
void add_exhibit_command(CLI::App& app, Console console, Action& chosen);
void add_verify_exhibit_command(CLI::App& app, Console console, Action& chosen);
void add_warn_command(CLI::App& app, Console console, Action& chosen);
void add_audit_command(CLI::App& app, Console console, Action& chosen);

/// "holdfast: message (rule)" on stderr; answers the exit code of the error's kind.
int report_error(const Console& console, const base::Error& error);

}  // namespace holdfast::cli
