#include "cli/demo_site.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>
#include <fstream>
#include <thread>

#include "api/password.hpp"
#include "base/digest.hpp"
#include "cli/data_dir.hpp"

namespace holdfast::cli {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr std::chrono::seconds start_patience{30};

base::Result<void> write_file(const fs::path& path, const std::string& text) {
  std::ofstream out{path, std::ios::binary | std::ios::trunc};
  out << text << std::flush;
  std::error_code failed;
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, failed);
  if (!out || failed) {
    return base::Error{base::ErrorCode::io, fmt::format("cannot write {}", path.string())};
  }
  return {};
}

std::string local(int port) {
  return fmt::format("http://127.0.0.1:{}", port);
}

std::string toml_of(const Config& config) {
  std::string text = fmt::format("# written by `holdfast demo`\nlisten = \"{}\"\ndata = \"{}\"\n",
                                 config.listen, config.data);
  for (const auto& channel : config.routing.channels) {
    text += fmt::format("\n[[channel]]\nname = \"{}\"\nurl = \"{}\"\nkey = \"{}\"\nhub = {}\n",
                        channel.name, channel.url, config.channel_keys.at(channel.name),
                        channel.is_hub);
  }
  for (const auto& one : config.routing.institutions) {
    text += fmt::format(
        "\n[[institution]]\ncode = \"{}\"\nname = \"{}\"\nchannel = \"{}\"\nhotline = \"{}\"\n"
        "bins = [\"{}\"]\n",
        one.code, one.name, one.channel, one.hotline, one.bins.front());
  }
  for (const auto& key : config.partner_keys) {
    text += fmt::format(
        "\n[[api_key]]\nname = \"{}\"\nrole = \"{}\"\ninstitution = \"{}\"\nkey = \"{}\"\n",
        key.name, key.role == core::Role::bank ? "bank" : "officer", key.institution, key.key);
  }
  return text;
}

}  // namespace

std::string random_secret() {
  return base::to_hex(api::random_bytes(32));
}

base::Result<std::unique_ptr<DemoSite>> DemoSite::start(const fs::path& directory, int port,
                                                        const city::City& city,
                                                        const std::vector<DemoLogin>& logins) {
  if (port != 0) {
    if (const auto free = check_free(port); !free) {
      return free.error();
    }
  }
  std::unique_ptr<DemoSite> site{new DemoSite};
  site->directory_ = fs::absolute(directory);
  std::error_code failed;
  fs::remove_all(site->directory_, failed);
  fs::create_directories(site->directory_ / "log", failed);
  if (failed) {
    return base::Error{base::ErrorCode::io,
                       fmt::format("cannot make {}: {}", directory.string(), failed.message())};
  }
  const auto centre_port = port == 0 ? free_port() : base::Result<int>{port};
  const auto hub_port = free_port();
  if (!centre_port || !hub_port) {
    return centre_port ? hub_port.error() : centre_port.error();
  }
  site->port_ = *centre_port;
  site->hub_port_ = *hub_port;
  site->address_ = local(*centre_port);
  for (std::size_t i = 0; i < city::bank_sites().size(); ++i) {
    const auto bank_port = free_port();
    if (!bank_port) {
      return bank_port.error();
    }
    site->bank_ports_.push_back(*bank_port);
  }
  auto client = net::HttpClient::create();
  if (!client) {
    return client.error();
  }
  site->client_ = std::move(*client);
  for (const auto& step : {site->write_files(city), site->add_logins(logins)}) {
    if (!step) {
      return step.error();
    }
  }
  if (const auto started = site->start_processes(); !started) {
    return started.error();
  }
  return site;
}

base::Result<void> DemoSite::write_files(const city::City& city) {
  city_key_ = random_secret();
  const auto peer_key = random_secret();
  const auto hub_to_bank = random_secret();
  const auto hub_reply_key = "hfk_hub_" + random_secret();
  const auto bank_to_hub = random_secret();
  config_.listen = fmt::format("127.0.0.1:{}", port_);
  config_.data = (directory_ / "centre").string();
  config_.routing.channels.push_back({"hub", local(hub_port_), true});
  config_.channel_keys["hub"] = random_secret();
  officer_key_ = "hfk_demo-desk_" + random_secret();
  config_.partner_keys.push_back({"demo-desk", core::Role::officer, "", officer_key_});
  // The hub's key bears the name of its channel: it may answer for what went through it.
  config_.partner_keys.push_back({"hub", core::Role::bank, "", hub_reply_key});

  json::object peers;
  json::object routes;
  for (std::size_t i = 0; i < bank_ports_.size(); ++i) {
    peers[city::bank_sites()[i].code] = local(bank_ports_[i]);
  }
  for (std::size_t i = 0; i < bank_ports_.size(); ++i) {
    const auto& site = city::bank_sites()[i];
    const auto direct = "direct-" + site.code;
    const auto feed_key = fmt::format("hfk_feed-{}_{}", site.code, random_secret());
    const auto police_key = random_secret();
    config_.partner_keys.push_back({"feed-" + site.code, core::Role::bank, site.code, feed_key});
    config_.routing.institutions.push_back(
        {site.code, site.name, site.behind_hub ? "hub" : direct, "023-96110", {site.bin}, true});
    if (!site.behind_hub) {
      config_.routing.channels.push_back({direct, local(bank_ports_[i]), false});
      config_.channel_keys[direct] = police_key;
    } else {
      routes[site.code] = local(bank_ports_[i]);
    }
    json::array accounts;
    for (const auto& person : city.people) {
      if (person.bank == i) {
        accounts.push_back(json::object{{"number", person.number},
                                        {"name", person.name},
                                        {"phone", person.phone},
                                        {"balance_fen", person.balance.value()}});
      }
    }
    json::object bank{
        {"institution", site.code},
        {"name", site.name},
        {"listen", fmt::format("127.0.0.1:{}", bank_ports_[i])},
        {"data_dir", (directory_ / ("bank-" + site.code)).string()},
        {"api_keys", json::array{json::string{city_key_}, json::string{peer_key},
                                 json::string{site.behind_hub ? hub_to_bank : police_key}}},
        {"reply_url", site.behind_hub ? local(hub_port_) + "/hub/v1/replies"
                                      : address_ + "/api/v1/partner/replies"},
        {"reply_key", site.behind_hub ? bank_to_hub : feed_key},
        {"feed_url", address_},
        {"feed_key", feed_key},
        {"peers", peers},
        {"peer_key", peer_key},
        {"latency_ms", site.latency_ms},
        {"accounts", std::move(accounts)}};
    const auto written =
        write_file(directory_ / ("bank-" + site.code + ".json"), json::serialize(bank));
    if (!written) {
      return written;
    }
  }
  const json::object hub{{"code", "HUB"},
                         {"listen", fmt::format("127.0.0.1:{}", hub_port_)},
                         {"data_dir", (directory_ / "hub").string()},
                         {"api_keys", json::array{json::string{config_.channel_keys["hub"]}}},
                         {"bank_reply_keys", json::array{json::string{bank_to_hub}}},
                         {"bank_key", hub_to_bank},
                         {"routes", std::move(routes)},
                         {"reply_url", address_ + "/api/v1/partner/replies"},
                         {"reply_key", hub_reply_key},
                         {"forward_latency_ms", 15},
                         {"relay_latency_ms", 15}};
  if (const auto written = write_file(directory_ / "hub.json", json::serialize(hub)); !written) {
    return written;
  }
  return write_file(directory_ / "holdfast.toml", toml_of(config_));
}

base::Result<void> DemoSite::add_logins(const std::vector<DemoLogin>& logins) {
  if (logins.empty()) {
    return {};
  }
  auto engine = open_engine(config_, Outside::none);
  if (!engine) {
    return engine.error();
  }
  for (const auto& login : logins) {
    auto hash = api::hash_password(login.password);
    if (!hash) {
      return hash.error();
    }
    const auto added = (*engine)->submit_and_wait(
        {"demo"}, core::AddUser{{login.name, login.display, login.role, login.institution,
                                 std::move(*hash), false}});
    if (!added) {
      return added.error();
    }
  }
  return {};
}

base::Result<void> DemoSite::start_processes() {
  const auto launch = [&](const std::string& name, const std::vector<std::string>& words,
                          const std::string& url) -> base::Result<void> {
    auto child = Child::start(name, words, (directory_ / "log" / (name + ".log")).string());
    if (!child) {
      return child.error();
    }
    children_.push_back(std::move(*child));
    return wait_for(url + "/healthz", children_.back());
  };
  if (const auto served = launch(
          "centre", {"serve", "--config", (directory_ / "holdfast.toml").string()}, address_);
      !served) {
    return served;
  }
  for (std::size_t i = 0; i < bank_ports_.size(); ++i) {
    const auto name = "bank-" + city::bank_sites()[i].code;
    const auto served = launch(name, {"bank", "--config", (directory_ / (name + ".json")).string()},
                               local(bank_ports_[i]));
    if (!served) {
      return served;
    }
  }
  return launch("hub", {"bank", "--config", (directory_ / "hub.json").string()}, local(hub_port_));
}

base::Result<void> DemoSite::wait_for(const std::string& url, Child& child) {
  const auto deadline = std::chrono::steady_clock::now() + start_patience;
  int status = 0;
  while (std::chrono::steady_clock::now() < deadline) {
    if (!child.is_running()) {
      return base::Error{base::ErrorCode::unavailable,
                         fmt::format("{} ended at once:\n{}", child.name(), child.last_words())};
    }
    if (call("GET", url, {}, {}, &status)) {
      return {};
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  return base::Error{base::ErrorCode::unavailable,
                     fmt::format("{} does not serve after {} s:\n{}", child.name(),
                                 start_patience.count(), child.last_words())};
}

base::Result<void> DemoSite::check_alive() {
  for (auto& child : children_) {
    if (!child.is_running()) {
      return base::Error{base::ErrorCode::unavailable,
                         fmt::format("{} ended:\n{}", child.name(), child.last_words())};
    }
  }
  return {};
}

base::Result<std::string> DemoSite::call(const std::string& method, const std::string& url,
                                         const std::string& key, const std::string& body,
                                         int* status) {
  auto parsed = net::parse_url(url);
  if (!parsed) {
    return parsed.error();
  }
  net::ClientRequest request;
  request.method = method;
  request.url = std::move(*parsed);
  if (!key.empty()) {
    request.headers.set("Authorization", "Bearer " + key);
  }
  if (!body.empty()) {
    request.headers.set("Content-Type", "application/json");
  }
  request.body = body;
  auto response = client_->fetch(std::move(request));
  if (!response) {
    return response.error();
  }
  *status = response->status;
  return std::move(response->body);
}

base::Result<bool> DemoSite::pay(const city::City& city, const city::Payment& payment) {
  const auto& payer = city.people[payment.payer];
  const auto& payee = city.people[payment.payee];
  json::object body{{"payer", payer.number},
                    {"payee", payee.number},
                    {"payee_name", payee.name},
                    {"payee_institution", city::bank_sites()[payee.bank].code},
                    {"amount_fen", payment.amount.value()},
                    {"kind", payment.kind}};
  int status = 0;
  const auto answer = call("POST", local(bank_ports_[payer.bank]) + "/bank/v1/payments", city_key_,
                           json::serialize(body), &status);
  if (!answer) {
    return answer.error();
  }
  if (status == 409) {
    return false;
  }
  if (status >= 300) {
    return base::Error{base::ErrorCode::unavailable,
                       fmt::format("a bank answered {}: {}", status, *answer)};
  }
  return true;
}

base::Result<std::string> DemoSite::bank_account(const city::Person& person) {
  int status = 0;
  return call("GET", local(bank_ports_[person.bank]) + "/bank/v1/accounts/" + person.number,
              city_key_, {}, &status);
}

base::Result<std::string> DemoSite::get(const std::string& path) {
  int status = 0;
  auto answer = call("GET", address_ + path, officer_key_, {}, &status);
  if (answer && status >= 300) {
    return base::Error{base::ErrorCode::unavailable,
                       fmt::format("{}: {} {}", path, status, *answer)};
  }
  return answer;
}

base::Result<std::string> DemoSite::post(const std::string& path, const std::string& body) {
  int status = 0;
  auto answer = call("POST", address_ + path, officer_key_, body, &status);
  if (answer && status >= 300) {
    return base::Error{base::ErrorCode::unavailable,
                       fmt::format("{}: {} {}", path, status, *answer)};
  }
  return answer;
}

}  // namespace holdfast::cli
