// `holdfast key`: the keys that sign orders and replies, and a look at what they signed.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/core.h>
#include <memory>
#include <sstream>

#include "cli/commands.hpp"
#include "cli/file_query.hpp"
#include "cli/key_file.hpp"
#include "port/clock.hpp"
#include "sign/message.hpp"
#include "store/file.hpp"

namespace holdfast::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* help =
    R"(Orders, receipts and partners' replies are signed HTTP messages (RFC 9421; the form is described in
doc/formats/signatures.md). Keys are Ed25519, or SM2 with SM3.

Examples:
  holdfast key make --out bank.pem                      a key pair; the public half is printed
  holdfast key make --algorithm sm2-sm3 --out bank.pem
  holdfast key show bank.pem                            its public half and its id
  holdfast key sign --key bank.pem --target /api/v1/partner/replies --body reply.json
                                                        the three headers that go with the message
  holdfast key verify --key centre.pem --target /bank/v1/orders --headers order.headers --body order.json
                                                        was this order, kept as it came, the centre's?)";

constexpr std::size_t headers_max = 100;

struct Message {
  std::string key;
  std::string method = "POST";
  std::string target;
  std::string headers;
  std::string body;
};

void print_public(Console console, const sign::PublicKey& key) {
  fmt::print(console.out, "{}id        {}\nalgorithm {}\n", key.pem(), key.id(),
             sign::name_of(key.algorithm()));
}

int make(Console console, const std::string& file, const std::string& algorithm) {
  const auto named = sign::algorithm_named(algorithm);
  if (!named) {
    return refuse(console, named.error());
  }
  if (std::error_code ignored; fs::exists(file, ignored)) {
    return refuse(
        console, {base::ErrorCode::conflict, "is there already; a key is never overwritten", file});
  }
  const auto key = sign::PrivateKey::generate(*named);
  const auto pem = key.pem();
  if (const auto written = store::write_durably(file, {pem}); !written) {
    return refuse(console, written.error());
  }
  print_public(console, key.public_key());
  return finish(console);
}

int show(Console console, const std::string& file) {
  const auto key = read_public_key(file);
  if (!key) {
    return refuse(console, key.error());
  }
  print_public(console, *key);
  return finish(console);
}

int sign_message(Console console, const Message& message) {
  const auto key = read_private_key(message.key);
  const auto body = message.body.empty() ? base::Result<std::string>{std::string{}}
                                         : store::read_whole(message.body);
  if (!key || !body) {
    return refuse(console, !key ? key.error() : body.error());
  }
  net::Headers headers;
  sign::sign_request(headers, message.method, message.target, *body, *key,
                     port::SystemClock{}.now());
  for (const auto& field : headers.all()) {
    fmt::print(console.out, "{}: {}\n", field.name, field.value);
  }
  return finish(console);
}

/// "Name: value" a line. Errors: bad_input with file and line.
base::Result<net::Headers> read_headers(const std::string& file) {
  const auto text = store::read_whole(file);
  if (!text) {
    return text.error();
  }
  net::Headers headers;
  std::istringstream in{*text};
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.ends_with('\r')) {
      line.pop_back();
    }
    if (line.empty()) {
      continue;
    }
    const auto colon = line.find(':');
    const auto value =
        colon == std::string::npos ? colon : line.find_first_not_of(" \t", colon + 1);
    if (colon == 0 || value == std::string::npos || number > headers_max) {
      return base::Error{base::ErrorCode::bad_input, "is no header",
                         fmt::format("{}:{}", file, number)};
    }
    headers.add(line.substr(0, colon), line.substr(value));
  }
  return headers;
}

int verify_message(Console console, const Message& message) {
  const auto key = read_public_key(message.key);
  if (!key) {
    return refuse(console, key.error());
  }
  const auto headers = read_headers(message.headers);
  const auto body = message.body.empty() ? base::Result<std::string>{std::string{}}
                                         : store::read_whole(message.body);
  if (!headers || !body) {
    return refuse(console, !headers ? headers.error() : body.error());
  }
  const auto found =
      sign::verify_kept_request(*headers, message.method, message.target, *body, *key);
  if (!found) {
    return refuse(console, found.error());
  }
  fmt::print(console.out, "真实 genuine: signed by {} at {}\n", found->key_id,
             base::format_instant(found->created));
  return finish(console);
}

CLI::App* add_message(CLI::App& command, const char* name, const char* what, Message& message) {
  auto* sub = command.add_subcommand(name, what);
  sub->add_option("--key", message.key, "The key's file (PEM)")->type_name("FILE")->required();
  sub->add_option("--method", message.method, "")->capture_default_str();
  sub->add_option("--target", message.target, "Path and query, as sent")
      ->type_name("PATH")
      ->required();
  sub->add_option("--body", message.body, "The body, byte for byte; none: empty")
      ->type_name("FILE");
  return sub;
}

}  // namespace

void add_key_command(CLI::App& app, Console console, Action& chosen) {
  struct Arguments {
    std::string file;
    std::string algorithm = "ed25519";
    Message message;
  };
  auto arguments = std::make_shared<Arguments>();
  auto* command = app.add_subcommand("key", "Keys that sign orders and replies");
  command->footer(help);
  command->require_subcommand(1);
  auto* made = command->add_subcommand("make", "Make a key pair");
  made->add_option("--out", arguments->file, "Where the private key goes (mode 0600)")
      ->type_name("FILE")
      ->required();
  made->add_option("--algorithm", arguments->algorithm, "ed25519 or sm2-sm3")
      ->capture_default_str();
  made->callback([arguments, console, &chosen] {
    chosen = [=] { return make(console, arguments->file, arguments->algorithm); };
  });
  auto* shown = command->add_subcommand("show", "Print a key's public half and its id");
  shown->add_option("file", arguments->file, "The key's file (PEM)")->required();
  shown->callback(
      [arguments, console, &chosen] { chosen = [=] { return show(console, arguments->file); }; });
  auto* signing =
      add_message(*command, "sign", "Print the headers that sign a message", arguments->message);
  signing->callback([arguments, console, &chosen] {
    chosen = [=] { return sign_message(console, arguments->message); };
  });
  auto* verifying =
      add_message(*command, "verify", "Verify a message that was kept", arguments->message);
  verifying->add_option("--headers", arguments->message.headers, "Its headers, one a line")
      ->type_name("FILE")
      ->required();
  verifying->callback([arguments, console, &chosen] {
    chosen = [=] { return verify_message(console, arguments->message); };
  });
}

}  // namespace holdfast::cli
