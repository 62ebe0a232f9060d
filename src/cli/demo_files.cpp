#include "cli/demo_files.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

#include "net/http.hpp"
#include "store/file.hpp"

namespace holdfast::cli {

namespace json = boost::json;

namespace {

std::string url(const std::string& address) {
  return "http://" + address;
}

std::string api_key(DemoState& state, const std::string& name) {
  return fmt::format("hfk_{}_{}", name, state.secret("api " + name));
}

std::string feed_key(DemoState& state, const city::BankSite& site) {
  return api_key(state, "feed-" + site.code);
}

std::string public_pem(DemoState& state, std::string_view name) {
  return state.signing_key(name).public_key().pem();
}

/// The centre signs what it orders, the partner what it answers.
void add_signing(json::object& config, DemoState& state, std::string_view name) {
  config["centre_key"] = public_pem(state, "centre");
  config["signing_key"] = state.signing_key(name).pem();
}

std::string channel_of(const city::BankSite& site) {
  return site.behind_hub ? "hub" : "direct-" + site.code;
}

std::string in_quotes(std::string_view text) {
  return fmt::format("\"{}\"", net::json_escape(text));
}

// Below, beside what it writes for each of them.
void add_companies(Config& config, DemoState& state, const DemoAddresses& addresses);

/// A bank without an interface: its people work at the console (login `ns01`).
void add_counter_bank(Config& config) {
  core::Channel channel;
  channel.name = "fetch-NS01";
  channel.kind = core::ChannelKind::pull;
  config.routing.channels.push_back(std::move(channel));
  config.routing.institutions.push_back(
      {"NS01", "渝南农商行", "fetch-NS01", "023-96088", {"990066"}, false});
}

/// A bank that is being connected: in ISO 20022, on trial, its orders go by the hub meanwhile.
void add_bank_on_trial(Config& config, DemoState& state, const DemoAddresses& addresses) {
  core::Channel channel{"trial-JY01", url(addresses.hub), false, core::ChannelKind::iso20022};
  config.channel_keys[channel.name] = state.secret("police to hub");
  config.routing.channels.push_back(std::move(channel));
  core::Institution bank{"JY01", "缙云村镇银行", "trial-JY01", "023-96099", {}, false, "hub"};
  bank.trial = true;
  config.routing.institutions.push_back(std::move(bank));
}

Config centre_config(DemoState& state, const DemoAddresses& addresses) {
  Config config;
  config.listen = addresses.centre;
  config.data = (state.directory() / "centre").string();
  config.signing_key = (state.directory() / "signing.pem").string();
  config.partner_keys.push_back({"demo-desk", core::Role::officer, "", officer_key(state)});
  config.routing.channels.push_back({"hub", url(addresses.hub), true});
  config.channel_keys["hub"] = state.secret("police to hub");
  // The hub's key bears the name of its channel: it may answer for what went through it.
  config.partner_keys.push_back(
      {"hub", core::Role::bank, "", api_key(state, "hub"), public_pem(state, "hub")});
  for (std::size_t i = 0; i < city::bank_sites().size(); ++i) {
    const auto& site = city::bank_sites()[i];
    const auto channel = channel_of(site);
    if (!site.behind_hub) {
      config.routing.channels.push_back({channel, url(addresses.banks[i]), false});
      config.channel_keys[channel] = state.secret("police to " + site.code);
    }
    config.routing.institutions.push_back(
        {site.code, site.name, channel, fmt::format("023-9600{}", i + 1), {site.bin}, true});
    config.partner_keys.push_back({"feed-" + site.code, core::Role::bank, site.code,
                                   feed_key(state, site),
                                   site.behind_hub ? std::string{} : public_pem(state, site.code)});
  }
  add_companies(config, state, addresses);
  config.routing.units = demo_units();
  config.notifier =
      NotifierConfig{url(addresses.hub) + "/line/v1/notices", state.secret("police to hub"), false};
  config.telephony =
      TelephonyConfig{url(addresses.hub) + "/line/v1/dial", state.secret("police to hub"), false};
  config.partner_keys.push_back({"exchange", core::Role::bank, "", exchange_key(state)});
  add_counter_bank(config);
  add_bank_on_trial(config, state, addresses);
  return config;
}

std::string company_key(DemoState& state, const DemoCompany& company) {
  return api_key(state, "company-" + company.code);
}

void add_companies(Config& config, DemoState& state, const DemoAddresses& addresses) {
  for (std::size_t i = 0; i < demo_companies().size(); ++i) {
    const auto& company = demo_companies()[i];
    const auto channel = "direct-" + company.code;
    config.routing.channels.push_back({channel, url(addresses.companies[i]), false});
    config.channel_keys[channel] = state.secret("police to " + company.code);
    core::Institution institution{company.code, company.name, channel, fmt::format("023-1000{}", i),
                                  {},           false};
    institution.kind = company.kind;
    config.routing.institutions.push_back(std::move(institution));
    config.partner_keys.push_back({"company-" + company.code, core::Role::bank, company.code,
                                   company_key(state, company), public_pem(state, company.code)});
  }
}

std::string company_json(DemoState& state, const DemoAddresses& addresses, std::size_t index) {
  const auto& company = demo_companies()[index];
  json::array marks;
  for (const auto& mark : company.marks) {
    marks.push_back(json::object{{"number", mark}, {"name", "（实名用户）"}});
  }
  json::object config{
      {"institution", company.code},
      {"name", company.name},
      {"kind", boost::describe::enum_to_string(company.kind, "")},
      {"listen", addresses.companies[index]},
      {"data_dir", (state.directory() / ("company-" + company.code)).string()},
      {"api_keys", json::array{json::string{state.secret("police to " + company.code)}}},
      {"admin_key", state.secret("admin of banks")},
      {"reply_url", url(addresses.centre) + "/api/v1/partner/replies"},
      {"reply_key", company_key(state, company)},
      {"latency_ms", 80},
      {"accounts", std::move(marks)}};
  add_signing(config, state, company.code);
  return json::serialize(config);
}

std::string bank_json(DemoState& state, const city::City& city, const DemoAddresses& addresses,
                      std::size_t index) {
  const auto& site = city::bank_sites()[index];
  json::object peers;
  for (std::size_t i = 0; i < city::bank_sites().size(); ++i) {
    peers[city::bank_sites()[i].code] = url(addresses.banks[i]);
  }
  json::array accounts;
  for (const auto& person : city.people) {
    if (person.bank == index) {
      accounts.push_back(json::object{{"number", person.number},
                                      {"name", person.name},
                                      {"type", person.part == city::Part::employer ? "02" : "01"},
                                      {"phone", person.phone},
                                      {"balance_fen", person.balance.value()}});
    }
  }
  const auto orders_from = site.behind_hub ? "hub to banks" : "police to " + site.code;
  const json::array accepted{json::string{city_key(state)},
                             json::string{state.secret("bank to bank")},
                             json::string{state.secret(orders_from)}};
  json::object config{
      {"institution", site.code},
      {"name", site.name},
      {"listen", addresses.banks[index]},
      {"data_dir", (state.directory() / ("bank-" + site.code)).string()},
      {"api_keys", accepted},
      {"admin_key", state.secret("admin of banks")},
      {"reply_url", site.behind_hub ? url(addresses.hub) + "/hub/v1/replies"
                                    : url(addresses.centre) + "/api/v1/partner/replies"},
      {"reply_key", site.behind_hub ? state.secret("banks to hub") : feed_key(state, site)},
      {"feed_url", url(addresses.centre)},
      {"feed_key", feed_key(state, site)},
      {"peers", std::move(peers)},
      {"peer_key", state.secret("bank to bank")},
      {"latency_ms", site.latency_ms},
      {"accounts", std::move(accounts)}};
  if (!site.behind_hub) {  // the hub answers for what it passes on
    add_signing(config, state, site.code);
  }
  return json::serialize(config);
}

std::string hub_json(DemoState& state, const DemoAddresses& addresses) {
  json::object routes;
  for (std::size_t i = 0; i < city::bank_sites().size(); ++i) {
    if (city::bank_sites()[i].behind_hub) {
      routes[city::bank_sites()[i].code] = url(addresses.banks[i]);
    }
  }
  json::object config{{"code", "HUB"},
                      {"listen", addresses.hub},
                      {"data_dir", (state.directory() / "hub").string()},
                      {"api_keys", json::array{json::string{state.secret("police to hub")}}},
                      {"bank_reply_keys", json::array{json::string{state.secret("banks to hub")}}},
                      {"admin_key", state.secret("admin of banks")},
                      {"bank_key", state.secret("hub to banks")},
                      {"routes", std::move(routes)},
                      {"reply_url", url(addresses.centre) + "/api/v1/partner/replies"},
                      {"reply_key", api_key(state, "hub")},
                      {"telephony_url", url(addresses.centre) + "/api/v1/telephony/events"},
                      {"telephony_key", exchange_key(state)},
                      {"forward_latency_ms", 15},
                      {"relay_latency_ms", 15}};
  add_signing(config, state, "hub");
  return json::serialize(config);
}

}  // namespace

const std::vector<DemoCompany>& demo_companies() {
  static const std::vector<DemoCompany> companies{
      {"YD01", "渝州电信", core::InstitutionKind::telecom, {"17000000001", "17000000002"}},
      {"HL01", "山城互联", core::InstitutionKind::internet, {"kefu-888", "shuadan-666"}}};
  return companies;
}

const std::vector<core::Unit>& demo_units() {
  static const std::vector<core::Unit> units{{"5000", "渝州市反诈骗中心", "city", ""},
                                             {"500103", "江中区分局", "district", "5000"},
                                             {"50010301", "临江门派出所", "station", "500103"},
                                             {"50010302", "大坪派出所", "station", "500103"},
                                             {"500105", "江北岸区分局", "district", "5000"},
                                             {"50010501", "观音岩派出所", "station", "500105"}};
  return units;
}

std::string exchange_key(DemoState& state) {
  return api_key(state, "exchange");
}

std::string city_key(DemoState& state) {
  return state.secret("customers");
}
std::string officer_key(DemoState& state) {
  return api_key(state, "demo-desk");
}

std::string holdfast_toml(const Config& config) {
  std::string text = fmt::format("# Written by `holdfast demo`.\nlisten = {}\ndata = {}\n",
                                 in_quotes(config.listen), in_quotes(config.data));
  if (config.signing_key) {
    text += fmt::format("signing_key = {}\n", in_quotes(*config.signing_key));
  }
  for (const auto& channel : config.routing.channels) {
    text +=
        fmt::format("\n[[channel]]\nname = {}\nkind = {}\nhub = {}\n", in_quotes(channel.name),
                    in_quotes(boost::describe::enum_to_string(channel.kind, "")), channel.is_hub);
    if (core::is_pushed(channel.kind)) {
      text += fmt::format("url = {}\nkey = {}\n", in_quotes(channel.url),
                          in_quotes(config.channel_keys.at(channel.name)));
    }
  }
  for (const auto& one : config.routing.institutions) {
    text += fmt::format(
        "\n[[institution]]\ncode = {}\nname = {}\nchannel = {}\nhotline = {}\nbins = [",
        in_quotes(one.code), in_quotes(one.name), in_quotes(one.channel), in_quotes(one.hotline));
    for (std::size_t i = 0; i < one.bins.size(); ++i) {
      text += (i == 0 ? "" : ", ") + in_quotes(one.bins[i]);
    }
    text +=
        fmt::format("]\nkind = {}\nfeed_expected = {}\n",
                    in_quotes(boost::describe::enum_to_string(one.kind, "")), one.feed_expected);
    if (one.trial) {
      text += fmt::format("trial = true\nbackup = {}\n", in_quotes(one.backup));
    }
  }
  for (const auto& unit : config.routing.units) {
    text += fmt::format("\n[[unit]]\ncode = {}\nname = {}\ntier = {}\nparent = {}\n",
                        in_quotes(unit.code), in_quotes(unit.name), in_quotes(unit.tier),
                        in_quotes(unit.parent));
  }
  if (const auto& notifier = config.notifier) {
    text += fmt::format("\n[[notifier]]\nurl = {}\nkey = {}\n", in_quotes(notifier->url),
                        in_quotes(notifier->key));
  }
  if (const auto& telephony = config.telephony) {
    text += fmt::format("\n[[telephony]]\nurl = {}\nkey = {}\n", in_quotes(telephony->url),
                        in_quotes(telephony->key));
  }
  for (const auto& key : config.partner_keys) {
    text +=
        fmt::format("\n[[api_key]]\nname = {}\nrole = {}\ninstitution = {}\nkey = {}\n",
                    in_quotes(key.name), in_quotes(boost::describe::enum_to_string(key.role, "")),
                    in_quotes(key.institution), in_quotes(key.key));
    if (!key.public_key.empty()) {
      text += fmt::format("public_key = {}\n", in_quotes(key.public_key));
    }
  }
  return text;
}

base::Result<Config> write_demo_files(DemoState& state, const city::City& city,
                                      const DemoAddresses& addresses) {
  auto config = centre_config(state, addresses);
  std::vector<std::pair<std::string, std::string>> files{
      {"holdfast.toml", holdfast_toml(config)},
      {"signing.pem", state.signing_key("centre").pem()},
      {"hub.json", hub_json(state, addresses)}};
  for (std::size_t i = 0; i < city::bank_sites().size(); ++i) {
    files.emplace_back("bank-" + city::bank_sites()[i].code + ".json",
                       bank_json(state, city, addresses, i));
  }
  for (std::size_t i = 0; i < demo_companies().size(); ++i) {
    files.emplace_back("company-" + demo_companies()[i].code + ".json",
                       company_json(state, addresses, i));
  }
  for (const auto& [name, text] : files) {
    if (const auto written = store::write_durably(state.directory() / name, {text}); !written) {
      return written.error();
    }
  }
  if (const auto saved = state.save(); !saved) {  // the secrets were made just now
    return saved.error();
  }
  return config;
}

}  // namespace holdfast::cli
