#include "cli/config.hpp"

#include <algorithm>
#include <boost/describe.hpp>
#include <fmt/core.h>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <toml++/toml.h>

#include "sign/key.hpp"
namespace holdfast::cli {

namespace {

constexpr std::size_t file_bytes_max = 4 << 20;

/// One table of the file. Remembers the first thing wrong with it.
class Table {
 public:
  Table(const toml::table& table, std::string where) : table_(table), where_(std::move(where)) {}

  void only(std::initializer_list<std::string_view> known) {
    for (const auto& [key, value] : table_) {
      if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
        refuse(fmt::format("`{}` is not a setting here", key.str()));
      }
    }
  }
  std::string text(std::string_view name, std::string fallback = {}) {
    const auto node = table_[name];
    if (!node) {
      return fallback;
    }
    const auto value = node.value<std::string>();
    if (!value) {
      refuse(fmt::format("`{}` must be text", name));
    }
    return value.value_or(fallback);
  }
  std::string needed(std::string_view name) {
    auto value = text(name);
    if (value.empty()) {
      refuse(fmt::format("`{}` is missing", name));
    }
    return value;
  }
  bool flag(std::string_view name, bool fallback) {
    const auto node = table_[name];
    const auto value = node.value<bool>();
    if (node && !value) {
      refuse(fmt::format("`{}` must be true or false", name));
    }
    return value.value_or(fallback);
  }
  std::uint64_t count(std::string_view name, std::uint64_t fallback, std::uint64_t least,
                      std::uint64_t most) {
    const auto node = table_[name];
    if (!node) {
      return fallback;
    }
    const auto value = node.value<std::int64_t>();
    if (!value || *value < static_cast<std::int64_t>(least) ||
        *value > static_cast<std::int64_t>(most)) {
      refuse(fmt::format("`{}` must be a number from {} to {}", name, least, most));
      return fallback;
    }
    return static_cast<std::uint64_t>(*value);
  }
  std::vector<std::string> texts(std::string_view name) {
    std::vector<std::string> all;
    if (const auto* list = table_[name].as_array()) {
      for (const auto& each : *list) {
        const auto value = each.value<std::string>();
        if (!value) {
          refuse(fmt::format("`{}` must hold texts", name));
        } else {
          all.push_back(*value);
        }
      }
    } else if (table_[name]) {
      refuse(fmt::format("`{}` must be a list", name));
    }
    return all;
  }
  /// The tables of a list; none when it is missing.
  std::vector<Table> tables(std::string_view name) {
    std::vector<Table> all;
    const auto* list = table_[name].as_array();
    if (list == nullptr && table_[name]) {
      refuse(fmt::format("`{}` must be a list", name));
    }
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
      const auto* table = (*list)[i].as_table();
      if (table == nullptr) {
        refuse(fmt::format("`{}` must hold tables", name));
      } else {
        all.emplace_back(*table, fmt::format("{}: {} {}", where_, name, i + 1));
      }
    }
    return all;
  }
  /// What was wrong with a table within this one.
  void adopt(const Table& inner) {
    if (!error_) {
      error_ = inner.error_;
    }
  }
  void refuse(std::string why) {
    if (!error_) {
      error_ = base::Error{base::ErrorCode::bad_input, fmt::format("{}: {}", where_, why), where_};
    }
  }
  [[nodiscard]] const std::optional<base::Error>& error() const { return error_; }

 private:
  const toml::table& table_;
  std::string where_;
  std::optional<base::Error> error_;
};

base::Result<core::Role> role_of(std::string_view text) {
  for (const auto& [name, role] : {std::pair{"officer", core::Role::officer},
                                   {"investigator", core::Role::investigator},
                                   {"bank", core::Role::bank},
                                   {"admin", core::Role::admin}}) {
    if (text == name) {
      return role;
    }
  }
  return base::Error{
      base::ErrorCode::bad_input,
      fmt::format("role \"{}\" is none of officer, investigator, bank, admin", text)};
}

void read_channel(Table& table, Config& config) {
  table.only({"name", "url", "key", "hub", "kind", "form", "practice"});
  const auto name = table.needed("name");
  core::Channel channel{name, {}, table.flag("hub", false)};
  const auto kind = table.text("kind", "json");
  if (!boost::describe::enum_from_string(kind.c_str(), channel.kind)) {
    table.refuse(
        fmt::format("`kind` \"{}\" is none of json, xml, assisted, pull, iso20022, files", kind));
  }
  const auto form = table.text("form", "json");
  if (!boost::describe::enum_from_string(form.c_str(), channel.form)) {
    table.refuse(fmt::format("`form` \"{}\" is neither json nor xml", form));
  }
  const bool has_form =
      channel.kind == core::ChannelKind::iso20022 || channel.kind == core::ChannelKind::files;
  if (channel.form != core::ChannelForm::json && !has_form) {
    table.refuse("`form` is for the kinds iso20022 and files");
  }
  if (channel.is_hub && channel.kind == core::ChannelKind::iso20022) {
    table.refuse("a hub speaks json or xml: iso20022 goes to one institution");
  }
  channel.practice = table.flag("practice", false);
  channel.url = core::is_pushed(channel.kind) ? table.needed("url") : table.text("url");
  config.routing.channels.push_back(std::move(channel));
  if (auto key = table.text("key"); !key.empty()) {
    config.channel_keys[name] = std::move(key);
  }
}

void read_institution(Table& table, Config& config) {
  table.only({"code", "name", "kind", "channel", "backup", "hotline", "duty", "bins",
              "feed_expected", "trial", "screening_fail", "screening_deadline_ms"});
  core::Institution institution{table.needed("code"),  table.needed("name"),
                                table.text("channel"), table.text("hotline"),
                                table.texts("bins"),   table.flag("feed_expected", true),
                                table.text("backup"),  {}};
  institution.trial = table.flag("trial", false);
  const auto kind = table.text("kind", "bank");
  if (!boost::describe::enum_from_string(kind.c_str(), institution.kind)) {
    table.refuse(fmt::format("`kind` \"{}\" is none of bank, telecom, internet", kind));
  }
  if (const auto fail = table.text("screening_fail"); !fail.empty()) {
    core::FailPolicy policy{};
    if (!boost::describe::enum_from_string(fail.c_str(), policy)) {
      table.refuse(fmt::format("`screening_fail` \"{}\" is neither open nor closed", fail));
    }
    institution.screening.fail = policy;
  }
  constexpr std::uint64_t deadline_ms_max = 60'000;
  if (const auto ms = table.count("screening_deadline_ms", 0, 1, deadline_ms_max); ms > 0) {
    institution.screening.deadline_ms = static_cast<std::int64_t>(ms);
  }
  for (auto& post : table.tables("duty")) {
    post.only({"post", "phone", "hours"});
    institution.duty.push_back({post.needed("post"), post.needed("phone"), post.text("hours")});
    table.adopt(post);
  }
  config.routing.institutions.push_back(std::move(institution));
}

void read_notifier(Table& table, Config& config) {
  table.only({"url", "key", "practice"});
  if (config.notifier) {
    table.refuse("there is one notifier at most");
  }
  config.notifier =
      NotifierConfig{table.needed("url"), table.text("key"), table.flag("practice", false)};
}

void read_telephony(Table& table, Config& config) {
  table.only({"url", "key", "practice"});
  if (config.telephony) {
    table.refuse("there is one exchange at most");
  }
  config.telephony =
      TelephonyConfig{table.needed("url"), table.text("key"), table.flag("practice", false)};
}

void read_unit(Table& table, Config& config) {
  table.only({"code", "name", "tier", "parent"});
  config.routing.units.push_back(
      {table.needed("code"), table.needed("name"), table.needed("tier"), table.text("parent")});
}

void read_key(Table& table, Config& config) {
  table.only({"name", "role", "institution", "key", "public_key", "certificate"});
  PartnerKey key;
  key.name = table.needed("name");
  key.institution = table.text("institution");
  key.key = table.needed("key");
  const auto role = role_of(table.text("role", "bank"));
  if (!role) {
    table.refuse(role.error().message);
  } else {
    key.role = *role;
  }
  if (key.key.size() < 32) {
    table.refuse("`key` is shorter than 32 characters");
  }
  key.certificate = table.text("certificate");
  if (const auto pem = table.text("public_key"); !pem.empty()) {
    const auto open = sign::PublicKey::from_pem(pem);
    if (!open) {
      table.refuse("`public_key` " + open.error().message);
    } else {
      key.public_key = open->pem();
    }
  }
  config.partner_keys.push_back(std::move(key));
}

base::Result<void> read_tls(const toml::table& root, const std::string& file, Config& config) {
  const bool is_bound =
      std::any_of(config.partner_keys.begin(), config.partner_keys.end(),
                  [](const PartnerKey& each) { return !each.certificate.empty(); });
  const auto* table = root["tls"].as_table();
  if (table == nullptr) {
    if (is_bound) {
      return base::Error{
          base::ErrorCode::bad_input,
          fmt::format("{}: a key with a `certificate` needs [tls] with a `partner_listen`", file),
          file};
    }
    if (root.contains("tls")) {
      return base::Error{base::ErrorCode::bad_input, fmt::format("{}: write [tls]", file), file};
    }
    return {};
  }
  Table one{*table, fmt::format("{}:{}: [tls]", file, table->source().begin.line)};
  one.only({"certificate", "key", "partner_listen", "client_ca", "ca", "client_certificate",
            "client_key"});
  config.tls = {one.text("certificate"), one.text("key"), one.text("partner_listen"),
                one.text("client_ca"),   one.text("ca"),  one.text("client_certificate"),
                one.text("client_key")};
  const auto& tls = config.tls;
  if (tls.certificate.empty() != tls.key.empty()) {
    one.refuse("`certificate` and `key` go together");
  }
  if (tls.partner_listen.empty() != tls.client_ca.empty()) {
    one.refuse("`partner_listen` and `client_ca` go together");
  }
  if (is_bound && tls.partner_listen.empty()) {
    one.refuse("a key has a `certificate`: there must be a `partner_listen` to show it at");
  }
  if (!tls.partner_listen.empty() && tls.certificate.empty()) {
    one.refuse("`partner_listen` needs `certificate` and `key`");
  }
  if (tls.client_certificate.empty() != tls.client_key.empty()) {
    one.refuse("`client_certificate` and `client_key` go together");
  }
  return one.error() ? base::Result<void>{*one.error()} : base::Result<void>{};
}

/// A table that is there once at most; null where it is not.
base::Result<const toml::table*> single_table(const toml::table& root, std::string_view name,
                                              const std::string& file) {
  const auto* table = root[name].as_table();
  if (table == nullptr && root.contains(name)) {
    return base::Error{base::ErrorCode::bad_input, fmt::format("{}: write [{}]", file, name), file};
  }
  return table;
}

base::Result<void> read_screening(const toml::table& root, const std::string& file,
                                  ScreeningConfig& screening) {
  const auto found = single_table(root, "screening", file);
  if (!found || *found == nullptr) {
    return found ? base::Result<void>{} : found.error();
  }
  const auto* table = *found;
  Table one{*table, fmt::format("{}:{}: [screening]", file, table->source().begin.line)};
  one.only({"model", "rules", "memory_mb", "history"});
  if (auto model = one.text("model"); !model.empty()) {
    screening.model = std::move(model);
  }
  if (auto rules = one.text("rules"); !rules.empty()) {
    screening.rules = std::move(rules);
  }
  constexpr std::uint64_t most = std::uint64_t{1} << 32;
  screening.memory_mb = one.count("memory_mb", screening.memory_mb, 16, std::uint64_t{1} << 24);
  screening.history = one.count("history", screening.history, 1, most);
  return one.error() ? base::Result<void>{*one.error()} : base::Result<void>{};
}

base::Result<void> read_files(const toml::table& root, const std::string& file,
                              FilesConfig& files) {
  const auto found = single_table(root, "files", file);
  if (!found || *found == nullptr) {
    return found ? base::Result<void>{} : found.error();
  }
  const auto* table = *found;
  constexpr std::uint64_t most_mb = 1024;
  Table one{*table, fmt::format("{}:{}: [files]", file, table->source().begin.line)};
  one.only({"limit_mb", "scanner"});
  files.limit_mb = one.count("limit_mb", files.limit_mb, 1, most_mb);
  files.scanner = one.text("scanner");
  return one.error() ? base::Result<void>{*one.error()} : base::Result<void>{};
}

base::Result<void> read_zone(const toml::table& root, const std::string& file, Config& config) {
  const auto found = single_table(root, "zone", file);
  if (!found || *found == nullptr) {
    return found ? base::Result<void>{} : found.error();
  }
  const auto* table = *found;
  Table one{*table, fmt::format("{}:{}: [zone]", file, table->source().begin.line)};
  one.only({"out", "in", "centre_key"});
  config.zone = ZoneConfig{one.text("out"), one.text("in"), one.text("centre_key")};
  if (config.zone->out.empty() || config.zone->in.empty()) {
    one.refuse("needs `out` and `in`, two directories");
  } else if (config.zone->out == config.zone->in) {
    one.refuse("`out` and `in` are two directories");
  }
  return one.error() ? base::Result<void>{*one.error()} : base::Result<void>{};
}

base::Result<void> read_tables(const toml::table& root, std::string_view name,
                               const std::string& file, Config& config,
                               void (*read)(Table&, Config&)) {
  const auto* list = root[name].as_array();
  if (list == nullptr) {
    if (root.contains(name)) {
      return base::Error{base::ErrorCode::bad_input,
                         fmt::format("{}: write [[{}]], once for each", file, name), file};
    }
    return {};
  }
  for (const auto& each : *list) {
    const auto* table = each.as_table();
    if (table == nullptr) {
      return base::Error{base::ErrorCode::bad_input,
                         fmt::format("{}: write [[{}]], once for each", file, name), file};
    }
    Table one{*table, fmt::format("{}:{}: [[{}]]", file, table->source().begin.line, name)};
    read(one, config);
    if (one.error()) {
      return *one.error();
    }
  }
  return {};
}

}  // namespace

base::Result<Config> parse_config(std::string_view text, const std::string& file) {
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    const auto where =
        fmt::format("{}:{}:{}", file, error.source().begin.line, error.source().begin.column);
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("{}: {}", where, error.description()), where};
  }
  Config config;
  Table top{root, file};
  top.only({"listen", "data", "rules", "log", "cookie_secure", "public_url", "memory_limit_mb",
            "drill", "signing_key", "screening", "files", "tls", "zone", "channel", "institution",
            "unit", "notifier", "telephony", "api_key"});
  config.listen = top.text("listen", config.listen);
  config.data = top.text("data", config.data);
  config.log_level = top.text("log", config.log_level);
  config.cookie_secure = top.flag("cookie_secure", false);
  config.drill = top.flag("drill", false);
  config.public_url = top.text("public_url");
  if (!config.public_url.empty() && !config.public_url.starts_with("https://") &&
      !config.public_url.starts_with("http://")) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("{}: public_url begins with https:// or http://", file), file};
  }
  constexpr std::uint64_t least_mb = 256;
  constexpr std::uint64_t most_mb = std::uint64_t{1} << 24;
  config.memory_limit_mb = top.count("memory_limit_mb", 0, least_mb, most_mb);
  if (auto key = top.text("signing_key"); !key.empty()) {
    config.signing_key = std::move(key);
  }
  if (auto rules = top.text("rules"); !rules.empty()) {
    config.rules = std::move(rules);
  }
  if (top.error()) {
    return *top.error();
  }
  if (const auto ok = read_screening(root, file, config.screening); !ok) {
    return ok.error();
  }
  if (const auto ok = read_files(root, file, config.files); !ok) {
    return ok.error();
  }
  if (const auto ok = read_zone(root, file, config); !ok) {
    return ok.error();
  }
  for (const auto& [name, read] : {std::pair{"channel", &read_channel},
                                   {"institution", &read_institution},
                                   {"unit", &read_unit},
                                   {"notifier", &read_notifier},
                                   {"telephony", &read_telephony},
                                   {"api_key", &read_key}}) {
    if (const auto ok = read_tables(root, name, file, config, read); !ok) {
      return ok.error();
    }
  }
  if (const auto ok = read_tls(root, file, config); !ok) {
    return ok.error();
  }
  return config;
}

base::Result<Config> read_config(const std::string& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) {
    return base::Error{base::ErrorCode::bad_input, fmt::format("cannot read {}", file), file};
  }
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  if (text.size() > file_bytes_max) {
    return base::Error{base::ErrorCode::too_large, fmt::format("{} is larger than 4 MiB", file),
                       file};
  }
  return parse_config(text, file);
}

}  // namespace holdfast::cli
