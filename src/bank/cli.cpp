// See cli.hpp.
#include "bank/cli.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <csignal>
#include <fmt/core.h>
#include <fstream>
#include <iterator>
#include <pthread.h>

#include "bank/codec.hpp"

namespace holdfast::bank {

namespace json = boost::json;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

// Members are taken one by one; what is left at the end is a misspelt name, and an error.
class Config {
 public:
  explicit Config(json::object object) : object_(std::move(object)) {}

  void text(const char* name, std::string& into) {
    take(name, "text", [&](const json::value& value) {
      if (!value.is_string()) return false;
      into.assign(value.get_string().data(), value.get_string().size());
      return true;
    });
  }
  template <typename Key>
  void pem(const char* name, std::optional<Key>& into) {
    take(name, "a key in PEM form, Ed25519 or SM2", [&](const json::value& value) {
      if (!value.is_string()) return false;
      auto key = Key::from_pem({value.get_string().data(), value.get_string().size()});
      if (key) into = std::move(*key);
      return key.ok();
    });
  }
  void number(const char* name, std::int64_t& into) {
    take(name, "a whole number of at least 0", [&](const json::value& value) {
      if (!value.is_int64() || value.get_int64() < 0) return false;
      into = value.get_int64();
      return true;
    });
  }
  void texts(const char* name, std::vector<std::string>& into) {
    take(name, "a list of texts", [&](const json::value& value) {
      if (!value.is_array()) return false;
      for (const json::value& item : value.get_array()) {
        if (!item.is_string()) return false;
        into.emplace_back(item.get_string().data(), item.get_string().size());
      }
      return true;
    });
  }
  void map(const char* name, std::map<std::string, std::string>& into) {
    take(name, "an object of texts", [&](const json::value& value) {
      if (!value.is_object()) return false;
      for (const auto& member : value.get_object()) {
        if (!member.value().is_string()) return false;
        const auto& item = member.value().get_string();
        into[std::string{member.key().data(), member.key().size()}] =
            std::string{item.data(), item.size()};
      }
      return true;
    });
  }
  void accounts(const char* name, std::vector<Account>& into) {
    take(name, "a list of accounts", [&](const json::value& value) {
      if (!value.is_array()) return false;
      for (const json::value& item : value.get_array()) {
        auto account = parse_account(json::serialize(item));
        if (!account) return false;
        into.push_back(std::move(*account));
      }
      return true;
    });
  }
  void profile(const char* name, Form& into) {
    take(name, R"("json", "xml" or "iso20022")", [&](const json::value& value) {
      const auto form = parse_form(value.is_string() ? std::string{value.get_string()} : "");
      into = form ? *form : into;
      return form.ok();
    });
  }
  void kind(const char* name, PartnerKind& into) {
    take(name, "\"bank\", \"telecom\" or \"internet\"", [&](const json::value& value) {
      const auto text = value.is_string() ? std::string{value.get_string()} : std::string{};
      into = text == "telecom"    ? PartnerKind::telecom
             : text == "internet" ? PartnerKind::internet
                                  : PartnerKind::bank;
      return text == "bank" || into != PartnerKind::bank;
    });
  }
  void faults(const char* name, Faults& into) {
    take(name, "an object of faults", [&](const json::value& value) {
      const auto faults = parse_faults(json::serialize(value), into, base::Instant{});
      if (faults) into = *faults;
      return faults.ok();
    });
  }
  [[nodiscard]] std::optional<Error> end() {
    if (!error_ && !object_.empty()) {
      const auto key = object_.begin()->key();
      error_ =
          Error{ErrorCode::bad_input, "no such setting", "/" + std::string{key.data(), key.size()}};
    }
    return error_;
  }

 private:
  template <typename Read>
  void take(const char* name, std::string_view what, Read read) {
    const json::value* found = object_.if_contains(name);
    if (found == nullptr) return;
    if (!read(*found) && !error_) {
      error_ = Error{ErrorCode::bad_input, fmt::format("{} must be {}", name, what),
                     fmt::format("/{}", name)};
    }
    object_.erase(name);
  }

  json::object object_;
  std::optional<Error> error_;
};

Result<std::variant<BankOptions, HubOptions>> bank_config(Config config) {
  BankOptions bank;
  config.text("institution", bank.institution);
  config.text("name", bank.name);
  config.kind("kind", bank.kind);
  config.text("listen", bank.listen);
  config.text("data_dir", bank.data_dir);
  config.texts("api_keys", bank.api_keys);
  config.text("admin_key", bank.admin_key);
  config.text("reply_url", bank.reply_url);
  config.text("reply_key", bank.reply_key);
  config.pem("signing_key", bank.signing);
  config.pem("centre_key", bank.centre_key);
  config.text("feed_url", bank.feed_url);
  config.text("feed_key", bank.feed_key);
  config.map("peers", bank.peers);
  config.text("peer_key", bank.peer_key);
  config.number("ack_latency_ms", bank.ack_latency_ms);
  config.number("latency_ms", bank.latency_ms);
  config.profile("profile", bank.form);
  config.number("feed_batch_ms", bank.feed_batch_ms);
  config.number("heartbeat_ms", bank.heartbeat_ms);
  config.number("time_tolerance_s", bank.time_tolerance_s);
  config.faults("faults", bank.faults);
  config.accounts("accounts", bank.accounts);
  if (const auto error = config.end()) return *error;
  return std::variant<BankOptions, HubOptions>{std::move(bank)};
}

Result<std::variant<BankOptions, HubOptions>> hub_config(Config config) {
  HubOptions hub;
  config.text("code", hub.code);
  config.text("listen", hub.listen);
  config.text("data_dir", hub.data_dir);
  config.texts("api_keys", hub.api_keys);
  config.texts("bank_reply_keys", hub.bank_reply_keys);
  config.text("admin_key", hub.admin_key);
  config.text("bank_key", hub.bank_key);
  config.map("routes", hub.routes);
  config.text("reply_url", hub.reply_url);
  config.text("reply_key", hub.reply_key);
  config.text("telephony_url", hub.telephony_url);
  config.text("telephony_key", hub.telephony_key);
  config.pem("signing_key", hub.signing);
  config.pem("centre_key", hub.centre_key);
  config.number("forward_latency_ms", hub.forward_latency_ms);
  config.number("relay_latency_ms", hub.relay_latency_ms);
  config.faults("faults", hub.faults);
  if (const auto error = config.end()) return *error;
  return std::variant<BankOptions, HubOptions>{std::move(hub)};
}

sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

template <typename Service, typename Options>
Result<void> serve_until_told(const Options& options,
                              const std::function<void(std::uint16_t)>& on_ready) {
  const sigset_t signals = ending_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  const auto service = Service::open(options);
  if (!service) return service.error();
  if (on_ready) on_ready((*service)->port());
  int signal = 0;
  sigwait(&signals, &signal);
  return {};
}

}  // namespace

Result<std::variant<BankOptions, HubOptions>> parse_config(std::string_view text) {
  json::error_code failed;
  json::value value = json::parse(json::string_view{text.data(), text.size()}, failed);
  if (failed || !value.is_object()) {
    return Error{ErrorCode::bad_input, "the configuration is not a JSON object"};
  }
  json::object object = value.get_object();
  if (object.contains("routes")) return hub_config(Config{std::move(object)});
  return bank_config(Config{std::move(object)});
}

Result<std::variant<BankOptions, HubOptions>> read_config(const std::string& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) return Error{ErrorCode::io, fmt::format("cannot read {}", file), file};
  const std::string text{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
  return parse_config(text);
}

Result<void> serve_bank(const BankOptions& options,
                        const std::function<void(std::uint16_t)>& on_ready) {
  return serve_until_told<Bank>(options, on_ready);
}

Result<void> serve_hub(const HubOptions& options,
                       const std::function<void(std::uint16_t)>& on_ready) {
  return serve_until_told<Hub>(options, on_ready);
}

}  // namespace holdfast::bank
