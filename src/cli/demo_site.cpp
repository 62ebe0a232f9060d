#include "cli/demo_site.hpp"

#include <chrono>
#include <fmt/core.h>
#include <thread>

#include "api/password.hpp"
#include "cli/data_dir.hpp"
#include "cli/demo_files.hpp"

namespace holdfast::cli {

namespace {

constexpr std::chrono::seconds start_patience{20};

base::Result<void> add_logins(const Config& config, DemoState& state) {
  auto engine = open_engine(config, Outside::none);
  if (!engine) {
    return engine.error();
  }
  for (const auto& login : demo_logins()) {
    auto hash = api::hash_password(demo_password(state, login));
    if (!hash) {
      return hash.error();
    }
    core::User user{std::string{login.name},
                    std::string{login.display},
                    login.role,
                    std::string{login.institution},
                    std::move(*hash),
                    false,
                    login.duty,
                    std::string{login.unit}};
    const auto added = (*engine)->submit_and_wait({"console"}, core::AddUser{std::move(user)});
    // One that is there was added by a run that was cut off just here.
    if (!added && added.error().code != base::ErrorCode::conflict) {
      return added.error();
    }
  }
  state.has_logins = true;
  return state.save();
}

}  // namespace

const std::vector<DemoLogin>& demo_logins() {
  static const std::vector<DemoLogin> logins{
      {"duty01", "值班民警", core::Role::officer},
      {"zhang", "侦查员 张", core::Role::investigator},
      {"chen", "中队长 陈", core::Role::investigator, {}, order::Duty::unit_head},
      {"fazhi", "法制员 吴", core::Role::investigator, {}, order::Duty::legal_review},
      {"ju", "分局领导 赵", core::Role::investigator, {}, order::Duty::district_head},
      {"shiju", "市局领导 周", core::Role::investigator, {}, order::Duty::city_head},
      {"yz01", "渝州银行 反诈专席", core::Role::bank, "YZ01"},
      {"suo", "临江门派出所 何", core::Role::officer, {}, order::Duty::none, "50010301"},
      {"ns01", "渝南农商行 值班柜员", core::Role::bank, "NS01"},
      {"jian", "检察官 李", core::Role::procurator, "渝中区人民检察院"},
      {"fayuan", "法官 周", core::Role::court, "渝中区人民法院"},
      {"admin", "系统管理员", core::Role::admin}};
  return logins;
}

std::string demo_password(DemoState& state, const DemoLogin& login) {
  return "demo-" + state.secret(fmt::format("password {}", login.name)).substr(0, 8);
}

base::Result<std::unique_ptr<DemoSite>> DemoSite::start(DemoState& state, const city::City& city,
                                                        std::uint16_t port) {
  std::unique_ptr<DemoSite> site{new DemoSite};
  if (const auto reserved = site->reserve_ports(port); !reserved) {
    return reserved.error();
  }
  DemoAddresses addresses{site->ports_[0].address(), site->ports_[1].address(), {}, {}};
  DemoWire::Peers peers{
      site->ports_[0].url(), {}, city_key(state), officer_key(state), exchange_key(state)};
  const auto companies_from = 2 + city::bank_sites().size();
  for (std::size_t i = 2; i < site->ports_.size(); ++i) {
    if (i >= companies_from) {
      addresses.companies.push_back(site->ports_[i].address());
      continue;
    }
    addresses.banks.push_back(site->ports_[i].address());
    peers.banks.push_back(site->ports_[i].url());
  }
  const auto config = write_demo_files(state, city, addresses);
  if (!config) {
    return config.error();
  }
  if (!state.has_logins) {
    if (const auto added = add_logins(*config, state); !added) {
      return added.error();
    }
  }
  auto wire = DemoWire::open(std::move(peers));
  if (!wire) {
    return wire.error();
  }
  site->wire_ = std::move(*wire);
  if (const auto started = site->start_processes(state); !started) {
    return started.error();
  }
  return site;
}

base::Result<void> DemoSite::reserve_ports(std::uint16_t centre) {
  for (std::size_t i = 0; i < 2 + city::bank_sites().size() + demo_companies().size(); ++i) {
    auto port = ReservedPort::take(i == 0 ? centre : std::uint16_t{0});
    if (!port) {
      return port.error();
    }
    ports_.push_back(std::move(*port));
  }
  return {};
}

base::Result<void> DemoSite::start_processes(const DemoState& state) {
  struct Process {
    std::string name;
    std::string command;
    std::string config;
  };
  // The centre first: a bank that finds nobody at home waits before it knocks again.
  std::vector<Process> processes{{"centre", "serve", "holdfast.toml"}, {"hub", "bank", "hub.json"}};
  for (const auto& site : city::bank_sites()) {
    processes.push_back({"bank-" + site.code, "bank", "bank-" + site.code + ".json"});
  }
  for (const auto& company : demo_companies()) {
    processes.push_back({"company-" + company.code, "bank", "company-" + company.code + ".json"});
  }
  for (std::size_t i = 0; i < processes.size(); ++i) {
    const auto& [name, command, config] = processes[i];
    const auto started =
        children_.start(name, {command, "--config", (state.directory() / config).string()},
                        (state.directory() / "log" / (name + ".log")).string());
    if (!started) {
      return started.error();
    }
    if (i == 0) {
      if (const auto healthy = wait_until_healthy(name, ports_[i].url()); !healthy) {
        return healthy;
      }
    }
  }
  for (std::size_t i = 1; i < processes.size(); ++i) {
    if (const auto healthy = wait_until_healthy(processes[i].name, ports_[i].url()); !healthy) {
      return healthy;
    }
  }
  return {};
}

base::Result<void> DemoSite::wait_until_healthy(const std::string& name, const std::string& url) {
  const auto deadline = std::chrono::steady_clock::now() + start_patience;
  while (!wire_->is_healthy(url)) {
    if (const auto alive = children_.check_alive(); !alive) {
      return alive;
    }
    if (std::chrono::steady_clock::now() > deadline) {
      return base::Error{
          base::ErrorCode::unavailable,
          fmt::format("{} at {} does not serve after {} s", name, url, start_patience.count())};
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
  return {};
}

}  // namespace holdfast::cli
