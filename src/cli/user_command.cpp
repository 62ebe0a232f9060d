// `holdfast user add`, and `holdfast audit verify`: what an administrator does on the machine.
#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <iostream>
#include <memory>
#include <sodium.h>
#include <termios.h>
#include <unistd.h>

#include "api/password.hpp"
#include "base/error_table.hpp"
#include "base/log.hpp"
#include "cli/audit_files.hpp"
#include "cli/commands.hpp"
#include "cli/data_dir.hpp"
#include "store/sqlite_journal.hpp"

namespace holdfast::cli {

namespace {

struct UserOptions {
  std::string name;
  std::string display;
  std::string role = "officer";
  std::string institution;
  std::string duty = "none";
  std::string config;
  std::string data;
  bool from_stdin = false;
};

/// One line from the terminal, not echoed.
base::Result<std::string> ask_password(const char* prompt) {
  termios before{};
  if (tcgetattr(STDIN_FILENO, &before) != 0) {
    return base::Error{base::ErrorCode::wrong_usage,
                       "no terminal to ask for the password: give it with --password-stdin"};
  }
  std::cerr << prompt << std::flush;
  auto silent = before;
  silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  std::string line;
  std::getline(std::cin, line);
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
  std::cerr << '\n';
  return line;
}

base::Result<std::string> read_password(const UserOptions& options) {
  if (options.from_stdin) {
    std::string line;
    std::getline(std::cin, line);
    return line;
  }
  auto first = ask_password("Password: ");
  if (!first) {
    return first;
  }
  const auto again = ask_password("Again: ");
  if (again && *again != *first) {
    return base::Error{base::ErrorCode::bad_input, "the two passwords differ"};
  }
  return first;
}

base::Result<core::Role> role_of(const std::string& text) {
  if (text == "officer") return core::Role::officer;
  if (text == "investigator") return core::Role::investigator;
  if (text == "bank") return core::Role::bank;
  if (text == "admin") return core::Role::admin;
  if (text == "procurator") return core::Role::procurator;
  if (text == "court") return core::Role::court;
  return base::Error{base::ErrorCode::wrong_usage,
                     "--role is one of officer, investigator, bank, admin, procurator, court"};
}

base::Result<Config> config_of(const std::string& file, const std::string& data) {
  auto config = file.empty() ? base::Result<Config>{Config{}} : read_config(file);
  if (config && !data.empty()) {
    config->data = data;
  }
  return config;
}

base::Result<void> add_user(const UserOptions& options) {
  const auto config = config_of(options.config, options.data);
  if (!config) {
    return config.error();
  }
  const auto role = role_of(options.role);
  if (!role) {
    return role.error();
  }
  order::Duty duty{};
  if (!boost::describe::enum_from_string(options.duty.c_str(), duty)) {
    return base::Error{base::ErrorCode::wrong_usage,
                       "--duty is one of none, unit_head, legal_review, district_head, city_head"};
  }
  const auto password = read_password(options);
  if (!password) {
    return password.error();
  }
  if (sodium_init() < 0) {
    return base::Error{base::ErrorCode::unavailable, "libsodium cannot start"};
  }
  auto hash = api::hash_password(*password);
  if (!hash) {
    return hash.error();
  }
  auto engine = open_engine(*config, Outside::none);
  if (!engine) {
    return engine.error();
  }
  core::User user;
  user.name = options.name;
  user.display = options.display.empty() ? options.name : options.display;
  user.role = *role;
  user.institution = options.institution;
  user.duty = duty;
  user.password_hash = std::move(*hash);
  const auto done = (*engine)->submit_and_wait({"console"}, core::AddUser{std::move(user)});
  return done ? base::Result<void>{} : done.error();
}

int tell_files(const Console& console, const FilesChecked& files) {
  if (!files.skipped.empty()) {
    fmt::print(console.out, "材料未核对 files not checked: {} ({})\n", files.named, files.skipped);
    return 0;
  }
  for (const auto& broken : files.broken) {
    fmt::print(console.err, "holdfast: {}\n", broken);
  }
  fmt::print(console.out, "材料 files: {} whole, {} broken, {} of erased cases\n", files.whole,
             files.broken.size(), files.erased);
  return files.broken.empty() ? 0 : base::error_row(base::ErrorCode::corrupt).exit_code;
}

int verify(const std::string& data, const Console& console) {
  auto journal = store::SqliteJournal::open(journal_file(data), store::Access::read_only);
  if (!journal) {
    return report_error(console, journal.error());
  }
  const auto chain = (*journal)->verify();
  if (!chain) {
    return report_error(console, chain.error());
  }
  const auto files = check_files(data, **journal, chain->head.seq);
  fmt::print(console.out,
             "链完整 chain whole: {} batches, {} bytes\n"
             "最后一批 last batch: {} at {}\n"
             "链首摘要 head:       {}\n",
             chain->batches, chain->bytes, chain->head.seq, base::format_instant(chain->head.at),
             base::to_hex(chain->head.hash));
  if (!files) {
    return report_error(console, files.error());
  }
  return tell_files(console, *files);
}

}  // namespace

int report_error(const Console& console, const base::Error& error) {
  fmt::print(console.err, "holdfast: {}{}{}\n", error.message,
             error.where.empty() || error.message.find(error.where) != std::string::npos
                 ? ""
                 : " at " + error.where,
             error.rule.empty() ? "" : " (" + error.rule + ")");
  return base::error_row(error.code).exit_code;
}

void add_user_command(CLI::App& app, Console console, Action& chosen) {
  auto* user = app.add_subcommand("user", "Manage the users of a data directory.");
  user->require_subcommand(1);
  auto* add = user->add_subcommand(
      "add",
      "Add a user. The centre must not be running on the directory; a running one adds users\n"
      "through its console. The password is asked for, or read from standard input.");
  auto options = std::make_shared<UserOptions>();
  add->add_option("name", options->name, "Login name: letters, digits, - _ .")->required();
  add->add_option("--display", options->display, "Name as screens show it");
  add->add_option("--role", options->role,
                  "officer, investigator, bank, admin, procurator or court")
      ->capture_default_str();
  add->add_option("--institution", options->institution,
                  "Institution code of a bank's user; of prosecution or a court its organ's name");
  add->add_option("--duty", options->duty,
                  "Office held: none, unit_head, legal_review, district_head or city_head")
      ->capture_default_str();
  add->add_option("--config", options->config, "Configuration file")->type_name("FILE");
  add->add_option("--data", options->data, "Data directory")->type_name("DIR");
  add->add_flag("--password-stdin", options->from_stdin, "Read the password from standard input");
  add->callback([options, console, &chosen] {
    chosen = [options, console] {
      base::set_log_level(base::LogLevel::warn);
      const auto added = add_user(*options);
      if (!added) {
        return report_error(console, added.error());
      }
      fmt::print(console.out, "user {} added\n", options->name);
      return 0;
    };
  });
}

void add_audit_command(CLI::App& app, Console console, Action& chosen) {
  auto* audit = app.add_subcommand("audit", "Check the record.");
  audit->require_subcommand(1);
  auto* command = audit->add_subcommand(
      "verify",
      "Recompute the journal's hash chain from the first batch to the last. Exit code 0 when it\n"
      "is whole; else the first batch that does not verify is named. May run beside the centre.\n"
      "While the centre does not run, the files with cases and the exhibits are compared with the\n"
      "digests that the journal has; each that differs is named.");
  auto data = std::make_shared<std::string>();
  command->add_option("--data", *data, "Data directory")->type_name("DIR")->required();
  command->callback(
      [data, console, &chosen] { chosen = [data, console] { return verify(*data, console); }; });
}

}  // namespace holdfast::cli
