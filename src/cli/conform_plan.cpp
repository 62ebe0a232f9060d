// What a conformance run is told: one TOML file.
#include <algorithm>
#include <fmt/core.h>
#include <toml++/toml.h>

#include "cli/conform_line.hpp"
#include "store/file.hpp"

namespace holdfast::cli {

namespace {

constexpr std::int64_t patience_max = 600;

/// The settings of one table; the first thing that is wrong is kept, with its line.
class Settings {
 public:
  Settings(const toml::table& table, std::string file) : table_(table), file_(std::move(file)) {}

  void only(std::initializer_list<std::string_view> names) {
    for (const auto& [key, value] : table_) {
      const std::string_view name = key.str();
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        refuse(&value, fmt::format("`{}` is no setting", name));
      }
    }
  }
  std::string text(const char* name) {
    const auto* node = table_.get(name);
    if (node == nullptr) {
      return {};
    }
    const auto* value = node->as_string();
    if (value == nullptr || value->get().empty()) {
      refuse(node, fmt::format("`{}` is a text", name));
      return {};
    }
    return value->get();
  }
  std::string needed(const char* name) {
    auto value = text(name);
    if (value.empty()) {
      refuse(table_.get(name), fmt::format("`{}` is missing", name));
    }
    return value;
  }
  std::int64_t number(const char* name, std::int64_t otherwise, std::int64_t least,
                      std::int64_t most) {
    const auto* node = table_.get(name);
    if (node == nullptr && otherwise >= least) {
      return otherwise;
    }
    const auto* value = node == nullptr ? nullptr : node->as_integer();
    if (value == nullptr || value->get() < least || value->get() > most) {
      refuse(node, fmt::format("`{}` is a whole number from {} to {}", name, least, most));
      return least;
    }
    return value->get();
  }
  void refuse(const char* name, std::string why) { refuse(table_.get(name), std::move(why)); }

  [[nodiscard]] const std::optional<base::Error>& error() const { return error_; }

 private:
  void refuse(const toml::node* at, std::string why) {
    if (!error_) {
      const auto line = at == nullptr ? table_.source().begin.line : at->source().begin.line;
      error_ = base::Error{base::ErrorCode::bad_input, std::move(why),
                           fmt::format("{}:{}", file_, std::max<toml::source_index>(line, 1))};
    }
  }

  const toml::table& table_;
  const std::string file_;
  std::optional<base::Error> error_;
};

void read_line(Settings& settings, ConformPlan& plan) {
  settings.only({"name", "url", "key", "form", "reply_listen", "reply_key", "signing_key",
                 "public_key", "patience_s", "account", "payment"});
  plan.name = settings.needed("name");
  plan.url = settings.needed("url");
  plan.key = settings.needed("key");
  if (auto form = settings.text("form"); !form.empty()) {
    plan.form = std::move(form);
  }
  if (plan.form != "json" && plan.form != "xml" && plan.form != "iso20022") {
    settings.refuse("form", "`form` is json, xml or iso20022");
  }
  plan.reply_listen = settings.text("reply_listen");
  plan.reply_key = plan.reply_listen.empty() ? std::string{} : settings.needed("reply_key");
  plan.patience = std::chrono::seconds{settings.number("patience_s", 30, 1, patience_max)};
  if (const auto file = settings.text("signing_key"); !file.empty()) {
    const auto pem = store::read_whole(file);
    auto key = pem ? sign::PrivateKey::from_pem(*pem) : base::Result<sign::PrivateKey>{pem.error()};
    if (key) {
      plan.signing = std::move(*key);
    } else {
      settings.refuse("signing_key", fmt::format("{}: {}", file, key.error().message));
    }
  }
  if (const auto pem = settings.text("public_key"); !pem.empty()) {
    auto key = sign::PublicKey::from_pem(pem);
    if (key) {
      plan.public_key = std::move(*key);
    } else {
      settings.refuse("public_key", key.error().message);
    }
  }
}

void read_payment(Settings& settings, ConformPlan& plan) {
  settings.only({"payer", "payer_name", "payer_institution", "amount_fen", "time", "serial"});
  auto& payment = plan.payment;
  payment.payer = settings.needed("payer");
  payment.payer_name = settings.text("payer_name");
  plan.payer_institution = settings.text("payer_institution");
  if (plan.payer_institution.empty()) {
    plan.payer_institution = plan.name;
  }
  payment.serial = settings.needed("serial");
  payment.amount = base::Fen{settings.number("amount_fen", -1, 1, base::Fen::limit().value())};
  const auto time = base::parse_instant(settings.needed("time"));
  if (time) {
    payment.time = *time;
  } else {
    settings.refuse("time", "`time` is a time with its offset: 2026-11-27T09:30:00+08:00");
  }
}

}  // namespace

base::Result<ConformPlan> parse_conform_plan(std::string_view text, const std::string& file) {
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return base::Error{base::ErrorCode::bad_input, std::string{error.description()},
                       fmt::format("{}:{}", file, error.source().begin.line)};
  }
  ConformPlan plan;
  Settings line{root, file};
  read_line(line, plan);
  if (line.error()) {
    return *line.error();
  }
  const auto* account = root["account"].as_table();
  const auto* payment = root["payment"].as_table();
  if (account == nullptr || payment == nullptr) {
    return base::Error{base::ErrorCode::bad_input,
                       "needs [account] and [payment]: what the partner has in its test system",
                       file};
  }
  Settings own{*account, file};
  own.only({"number", "name"});
  plan.account = {own.needed("number"), own.needed("name")};
  if (own.error()) {
    return *own.error();
  }
  Settings paid{*payment, file};
  read_payment(paid, plan);
  if (paid.error()) {
    return *paid.error();
  }
  return plan;
}

}  // namespace holdfast::cli
