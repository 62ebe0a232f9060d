// `holdfast serve`: the centre itself. And `holdfast bank`: a simulated bank or hub.
#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <memory>

#include "api/bells.hpp"
#include "api/drop_ears.hpp"
#include "api/server.hpp"
#include "bank/cli.hpp"
#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/data_dir.hpp"
#include "cli/serving.hpp"
#include "cli/session_file.hpp"
#include "partner/exchange.hpp"

namespace holdfast::cli {

namespace {

/// Null where none is configured.
base::Result<std::shared_ptr<partner::Exchange>> open_exchange(const Config& config,
                                                               const sign::PrivateKey& signing) {
  if (!config.telephony) {
    return std::shared_ptr<partner::Exchange>{};
  }
  if (config.drill != config.telephony->practice) {
    return base::Error{base::ErrorCode::conflict,
                       config.drill
                           ? "in a drill the exchange says practice = true: nobody real is called"
                           : "the exchange is for practice (practice = true) and calls nobody",
                       "telephony"};
  }
  auto made = partner::Exchange::create({.url = config.telephony->url,
                                         .key = config.telephony->key,
                                         .signing = signing,
                                         .tls = client_tls(config)});
  if (!made) {
    return made.error();
  }
  return std::shared_ptr<partner::Exchange>{std::move(*made)};
}

int serve(const Config& config, const Console& console) {
  if (const auto ok = set_log_level(config); !ok) {
    return report_error(console, ok.error());
  }
  const EndSignals signals;
  auto signing = open_signing_key(config);
  if (!signing) {
    return report_error(console, signing.error());
  }
  const auto drops = std::make_shared<partner::FileDrops>(partner::FileDropOptions{*signing});
  auto engine = open_engine(config, Outside::partners, drops);
  if (!engine) {
    return report_error(console, engine.error());
  }
  auto words = shipped_words();
  if (!words) {
    return report_error(console, words.error());
  }
  auto screener = start_screener(config, **engine);
  if (!screener) {
    return report_error(console, screener.error());
  }
  auto bells = api::PartnerBells::start(**engine, config.channel_keys,
                                        {.signing = *signing, .tls = client_tls(config)});
  if (!bells) {
    return report_error(console, bells.error());
  }
  std::shared_ptr<const api::PartnerBells> ringing{std::move(*bells)};
  auto exchange = open_exchange(config, *signing);
  if (!exchange) {
    return report_error(console, exchange.error());
  }
  api::ApiOptions options;
  options.exchange = std::move(*exchange);
  options.bells = ringing;
  options.screener = *std::move(screener);
  options.words = *std::move(words);
  options.listen = config.listen;
  options.sessions = open_session_file(sessions_file(config.data));
  options.assets = shipped_asset;
  options.cookie_secure = config.cookie_secure;
  options.public_url = config.public_url;
  options.files = {config.files.limit_mb << 20U, config.files.scanner};
  options.signing = *signing;
  if (const auto& tls = config.tls; !tls.certificate.empty()) {
    options.tls = api::TlsFiles{tls.certificate, tls.key, tls.partner_listen, tls.client_ca};
  }
  if (const auto& zone = config.zone) {
    options.zone =
        api::ZoneOptions{zone->out, zone->in, std::filesystem::path{config.data} / "zone"};
  }
  for (const auto& key : config.partner_keys) {
    if (!key.certificate.empty()) {
      options.certificates[key.name] = key.certificate;
    }
  }
  auto server = api::ApiServer::start(**engine, std::move(options));
  if (!server) {
    return report_error(console, server.error());
  }
  api::hear_drops(*drops, **engine);
  base::log_info("serving on {} (port {}), data in {}", config.listen, (*server)->port(),
                 config.data);
  signals.wait();
  base::log_info("stopping: finishing what is under way");
  (*server)->stop();
  drops->stop();
  server->reset();
  ringing.reset();
  engine->reset();
  base::log_info("stopped");
  return 0;
}

}  // namespace

void add_serve_command(CLI::App& app, Console console, Action& chosen) {
  struct Options {
    std::string config;
    std::string data;
    std::string listen;
    bool drill = false;
    std::string role = "core";
  };
  auto* command = app.add_subcommand(
      "serve",
      "Run the centre: API, web console, live pursuit, orders to partners.\n"
      "Stops cleanly on SIGTERM; whatever it acknowledged survives even kill -9.\n"
      "With --role public: the public site alone, which holds neither journal nor keys\n"
      "(doc/guide/zones.md).");
  auto options = std::make_shared<Options>();
  command->add_option("--config", options->config, "Configuration file (holdfast.toml)")
      ->type_name("FILE");
  command->add_option("--data", options->data, "Data directory, in place of the configured one")
      ->type_name("DIR");
  command->add_option("--listen", options->listen, "Address, in place of the configured one")
      ->type_name("HOST:PORT");
  command->add_flag("--drill", options->drill,
                    "Practice: every order is marked, and only channels with `practice = true`\n"
                    "are used. The data directory is a drill's for good");
  command
      ->add_option("--role", options->role,
                   "core: the centre, its public pages included. public: only these, from what\n"
                   "the centre published")
      ->check(CLI::IsMember({"core", "public"}))
      ->capture_default_str();
  command->callback([options, console, &chosen] {
    chosen = [options, console] {
      auto config =
          options->config.empty() ? base::Result<Config>{Config{}} : read_config(options->config);
      if (!config) {
        return report_error(console, config.error());
      }
      if (!options->data.empty()) {
        config->data = options->data;
      }
      config->drill = config->drill || options->drill;
      if (!options->listen.empty()) {
        config->listen = options->listen;
      }
      return options->role == "public" ? serve_public(*config, console) : serve(*config, console);
    };
  });
}

void add_bank_command(CLI::App& app, Console console, Action& chosen) {
  auto* command = app.add_subcommand(
      "bank",
      "Run a simulated bank with a real ledger, or a hub that shares one channel among several\n"
      "(a configuration with \"routes\"). For demonstrations and tests.");
  auto file = std::make_shared<std::string>();
  command->add_option("--config", *file, "Configuration (JSON; doc/formats/bank.md)")
      ->type_name("FILE")
      ->required();
  auto profile = std::make_shared<std::string>();
  auto scenario = std::make_shared<std::string>();
  command
      ->add_option("--scenario", *scenario,
                   "What a bank does wrong, order by order (TOML; doc/formats/bank-scenario.md):\n"
                   "to test a client against it")
      ->type_name("FILE");
  command
      ->add_option(
          "--profile", *profile,
          "How a bank tells its results, in place of the configured way: json, xml for\n"
          "the unofficial 100xxx-compatible profile (doc/formats/xml-profile.md), or iso20022\n"
          "for what that has a message for (doc/formats/iso20022.md)")
      ->check(CLI::IsMember({"json", "xml", "iso20022"}));
  command->callback([file, profile, scenario, console, &chosen] {
    chosen = [file, profile, scenario, console] {
      auto options = bank::read_config(*file);
      if (!options) {
        return report_error(console, options.error());
      }
      if (auto* bank = std::get_if<bank::BankOptions>(&*options);
          bank != nullptr && !profile->empty()) {
        bank->form = bank::parse_form(*profile).value();
      }
      if (!scenario->empty()) {
        auto* bank = std::get_if<bank::BankOptions>(&*options);
        auto steps = bank::Scenario::read(*scenario);
        if (bank == nullptr || !steps) {
          return report_error(console, steps ? base::Error{base::ErrorCode::wrong_usage,
                                                           "a scenario is a bank's, not a hub's"}
                                             : steps.error());
        }
        bank->scenario = *steps;
      }
      const auto ready = [](std::uint16_t port) { base::log_info("serving on port {}", port); };
      const auto served = std::holds_alternative<bank::BankOptions>(*options)
                              ? bank::serve_bank(std::get<bank::BankOptions>(*options), ready)
                              : bank::serve_hub(std::get<bank::HubOptions>(*options), ready);
      return served ? 0 : report_error(console, served.error());
    };
  });
}

}  // namespace holdfast::cli
