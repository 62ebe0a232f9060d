// `holdfast demo`: a small city with a gang, five simulated banks and the centre, all on this
// machine.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <csignal>
#include <fmt/core.h>
#include <map>
#include <memory>
#include <set>
#include <thread>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/demo_site.hpp"

namespace holdfast::cli {

namespace {

namespace json = boost::json;
using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds settlement{40};  // between banks

volatile std::sig_atomic_t told_to_stop = 0;

struct DemoArguments {
  std::string directory = "var/demo";
  int port = 8096;
  bool once = false;
  std::uint64_t seed = 20210101;
};

std::int64_t number(const json::value& value, const char* name) {
  const auto* found = value.as_object().if_contains(name);
  return found == nullptr || !found->is_int64() ? 0 : found->as_int64();
}

std::string text(const json::value& value, const char* name) {
  const auto* found = value.as_object().if_contains(name);
  return found == nullptr || !found->is_string() ? std::string{} : std::string{found->as_string()};
}

std::string report_body(const city::City& city, const std::vector<city::Payment>& thefts,
                        base::Instant when) {
  const auto& victim = city.people[thefts.front().payer];
  json::array losses;
  for (const auto& theft : thefts) {
    const auto& mule = city.people[theft.payee];
    losses.push_back(json::object{{"payer_account", victim.number},
                                  {"payee_account", mule.number},
                                  {"payee_name", mule.name},
                                  {"amount_fen", theft.amount.value()},
                                  {"time", base::format_instant(when)}});
  }
  return json::serialize(
      json::object{{"victim", json::object{{"name", victim.name}, {"phone", victim.phone}}},
                   {"fraud_type", "虚假网络投资理财"},
                   {"paid_by", "transfer"},
                   {"narrative", "群里的导师让我把钱转到指定账户做投资，平台现在打不开了。"},
                   {"losses", std::move(losses)},
                   {"authorise_cascade", true}});
}

// ---- One scripted case ------------------------------------------------------------------------

/// Plays one case to its end and checks at the banks that the money is held.
class ScriptedCase {
 public:
  ScriptedCase(DemoSite& site, const city::City& city, std::uint64_t seed, const Console& console)
      : site_(site), city_(city), rng_(seed), console_(console) {}

  base::Result<void> play() {
    if (const auto done = steal(); !done) {
      return done;
    }
    if (const auto done = report(); !done) {
      return done;
    }
    if (const auto done = go_on_moving(); !done) {
      return done;
    }
    if (const auto done = settle_down(); !done) {
      return done;
    }
    return verify();
  }

 private:
  base::Result<void> pay(const city::Payment& payment) {
    const auto paid = site_.pay(city_, payment);
    if (!paid) {
      return paid.error();
    }
    refused_ += *paid ? 0 : 1;
    return {};
  }

  base::Result<void> steal() {
    const auto citizens = city_.all(city::Part::citizen);
    for (int i = 0; i < 12; ++i) {
      if (const auto done = pay(city::plan_errand(rng_, city_)); !done) {
        return done;
      }
    }
    // A victim who can pay both sums.
    const auto victim = *std::max_element(citizens.begin(), citizens.end(), [&](auto a, auto b) {
      return city_.people[a].balance < city_.people[b].balance;
    });
    plan_ = city::plan_theft(rng_, city_, victim, base::Fen{18'600'000}, 4, base::Milliseconds{15});
    thefts_ = {
        plan_.theft,
        {base::Milliseconds{0}, victim, plan_.theft.payee, base::Fen{6'400'000}, "transfer"}};
    for (const auto& theft : thefts_) {
      stolen_ += theft.amount;
      if (const auto done = pay(theft); !done) {
        return done;
      }
      std::this_thread::sleep_for(settlement);
    }
    // More than half of the chain runs before the victim calls; part of it is cash by then.
    const auto early = plan_.moves.size() * 3 / 5;
    for (std::size_t i = 0; i < early; ++i) {
      if (const auto done = pay(plan_.moves[i]); !done) {
        return done;
      }
      std::this_thread::sleep_for(settlement);
    }
    next_move_ = early;
    const auto& last = plan_.moves[early - 1];
    return pay({base::Milliseconds{0}, last.payee, city_.all(city::Part::shop).front(),
                base::Fen{last.amount.value() / 4}, "cash"});
  }

  base::Result<void> report() {
    // The banks tell their feeds within milliseconds; the victim needs longer to find the phone.
    std::this_thread::sleep_for(std::chrono::milliseconds{300});
    const auto answer =
        site_.post("/api/v1/reports", report_body(city_, thefts_,
                                                  std::chrono::time_point_cast<base::Milliseconds>(
                                                      std::chrono::system_clock::now())));
    if (!answer) {
      return answer.error();
    }
    case_ = text(json::parse(*answer), "case");
    return {};
  }

  /// The gang does not know yet: the rest of its plan goes on while the stops go out.
  base::Result<void> go_on_moving() {
    for (; next_move_ < plan_.moves.size(); ++next_move_) {
      if (const auto done = pay(plan_.moves[next_move_]); !done) {
        return done;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    return {};
  }

  base::Result<void> settle_down() {
    const auto deadline = SteadyClock::now() + std::chrono::seconds{15};
    int quiet = 0;
    while (SteadyClock::now() < deadline) {
      const auto answer = site_.get("/api/v1/cases/" + case_);
      if (!answer) {
        return answer.error();
      }
      seen_ = json::parse(*answer);
      const bool calm =
          number(seen_, "orders_waiting") == 0 && number(seen_, "tainted_fen") == stolen_.value();
      quiet = calm ? quiet + 1 : 0;
      if (quiet == 5) {
        return {};
      }
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    return base::Error{base::ErrorCode::unavailable,
                       "after 15 s orders still wait: " + json::serialize(seen_)};
  }

  /// What the banks hold, asked of the banks.
  base::Result<void> verify() {
    std::set<std::size_t> touched;
    for (const auto& theft : thefts_) {
      touched.insert(theft.payee);
    }
    for (const auto& move : plan_.moves) {
      touched.insert(move.payee);
    }
    for (const auto who : touched) {
      const auto& person = city_.people[who];
      const auto answer = site_.bank_account(person);
      if (!answer) {
        return answer.error();
      }
      const auto account = json::parse(*answer);
      const auto held = number(account, "held_fen");
      if (held == 0) {
        continue;
      }
      if (number(account, "balance_fen") < held) {
        failures_.push_back(fmt::format("账户 {} 的余额少于止付额", person.number));
      }
      held_by_bank_[person.bank] += base::Fen{held};
      ++held_accounts_;
      // Held money must really not move.
      const auto moved =
          site_.pay(city_, {base::Milliseconds{0}, who, city_.all(city::Part::shop).back(),
                            base::Fen{number(account, "balance_fen") - held + 1}, "cash"});
      if (!moved || *moved) {
        failures_.push_back(fmt::format("账户 {} 被止付后仍能支出", person.number));
      }
    }
    return judge();
  }

  base::Result<void> judge() {
    const auto orders = site_.get("/api/v1/orders?limit=200&family=stop&case=" + case_);
    if (!orders) {
      return orders.error();
    }
    const auto list = json::parse(*orders);
    print_summary(list.at("items").as_array());
    const base::Fen said{number(seen_, "held_fen")};
    base::Fen held;
    for (const auto& [bank, sum] : held_by_bank_) {
      held += sum;
    }
    if (!held.is_positive()) {
      failures_.emplace_back("银行没有止付任何资金 (nothing was held)");
    }
    if (held != said) {
      failures_.push_back(fmt::format("银行止付 {}，本中心记 {} (the banks and the centre differ)",
                                      base::display_yuan(held), base::display_yuan(said)));
    }
    const auto gone = number(seen_, "exited_fen") + number(seen_, "unfollowed_fen");
    if (held.value() + gone != stolen_.value()) {
      failures_.push_back(fmt::format("{} + {} ≠ {} (held and gone do not make what was stolen)",
                                      held.value(), gone, stolen_.value()));
    }
    if (failures_.empty()) {
      return {};
    }
    std::string all;
    for (const auto& failure : failures_) {
      all += (all.empty() ? "" : "; ") + failure;
    }
    return base::Error{base::ErrorCode::conflict, all};
  }

  void print_summary(const json::array& orders) const {
    auto* out = console_.out;
    fmt::print(out, "\n案件 case {}   报案人 victim {}\n", case_, text(seen_.at("victim"), "name"));
    fmt::print(out, "  被骗 stolen     {:>18}\n", base::display_yuan(stolen_));
    fmt::print(out, "  止付 held       {:>18}\n",
               base::display_yuan(base::Fen{number(seen_, "held_fen")}));
    fmt::print(out, "  已出 exited     {:>18}\n",
               base::display_yuan(base::Fen{number(seen_, "exited_fen")}));
    fmt::print(out, "  未跟踪 rest     {:>18}\n",
               base::display_yuan(base::Fen{number(seen_, "unfollowed_fen")}));
    fmt::print(out,
               "  账户 accounts {}   层级 tiers {}   已止付账户 held accounts {}   被拒支出 "
               "refused debits {}\n",
               number(seen_, "accounts"), number(seen_, "tiers"), held_accounts_, refused_);
    fmt::print(out, "  按银行 by bank\n");
    for (const auto& [bank, sum] : held_by_bank_) {
      const auto& site = city::bank_sites()[bank];
      fmt::print(out, "    {:<5} {:>18}   {}{}\n", site.code, base::display_yuan(sum), site.name,
                 site.behind_hub ? "（经国家平台 via the hub）" : "");
    }
    fmt::print(out, "  报案到止付 seconds from the report to each hold\n");
    for (const auto& order : orders) {
      const auto& ms = order.at("ms");
      fmt::print(out, "    {}  第 {} 层 tier {}  {:>16}  {:.3f} s  {}\n", text(order, "id"),
                 number(order, "tier"), number(order, "tier"),
                 base::display_yuan(base::Fen{number(order, "held_fen")}),
                 static_cast<double>(number(ms, "report_to_hold")) / 1000.0, text(order, "state"));
    }
  }

  DemoSite& site_;
  const city::City& city_;
  base::Rng rng_;
  const Console& console_;
  city::GangPlan plan_;
  std::vector<city::Payment> thefts_;
  base::Fen stolen_;
  std::size_t next_move_ = 0;
  std::uint64_t refused_ = 0;
  std::string case_;
  json::value seen_;
  std::map<std::size_t, base::Fen> held_by_bank_;
  std::size_t held_accounts_ = 0;
  std::vector<std::string> failures_;
};

int play_once(const DemoArguments& arguments, const Console& console) {
  const auto city = city::make_city(arguments.seed, 40, 80);
  auto site = DemoSite::start(std::filesystem::path{arguments.directory} / "once", 0, city, {});
  if (!site) {
    return report_error(console, site.error());
  }
  ScriptedCase script{**site, city, arguments.seed, console};
  const auto played = script.play();
  if (!played) {
    fmt::print(console.out, "\n失败 FAILED\n");
    return report_error(console, played.error());
  }
  fmt::print(console.out, "\n成功 the money is held at the banks\n");
  return 0;
}

// ---- The living city --------------------------------------------------------------------------

std::vector<DemoLogin> demo_logins() {
  const auto secret = [] { return "demo-" + random_secret().substr(0, 8); };
  return {{"duty01", "值班民警", core::Role::officer, "", secret()},
          {"zhang", "侦查员张", core::Role::investigator, "", secret()},
          {"yz01", "渝州银行反诈专席", core::Role::bank, "YZ01", secret()},
          {"admin", "管理员", core::Role::admin, "", secret()}};
}

void print_welcome(const Console& console, const std::string& address,
                   const std::vector<DemoLogin>& logins) {
  auto* out = console.out;
  fmt::print(out, "\nHoldfast 演示城市已启动 the demo city is running\n\n  {}\n\n", address);
  for (const auto& login : logins) {
    fmt::print(out, "  {:<8} {:<16} {}\n", login.name, login.password, login.display);
  }
  fmt::print(
      out,
      "\n看什么 what to look at\n"
      "  1. 用 duty01 登录，打开「案件」：每隔一会儿就有一起被报的案件，止付指令在毫秒内发出\n"
      "     log in as duty01 and open the cases: stops go out within milliseconds of a report\n"
      "  2. 下面标明「等您接警」的受害人，请在「接警」里亲手录入\n"
      "     take the call of a victim marked below, by hand, at 接警\n"
      "  3. 案件页的「资金」：钱到了哪里、还有多少能追上\n"
      "     a case's fund flow: where the money is, how much is still reachable\n"
      "  Ctrl-C 结束 ends it\n\n");
  std::fflush(out);
}

/// Pays on until told to stop: errands all the time, a theft now and then.
class LivingCity {
 public:
  LivingCity(DemoSite& site, const city::City& city, std::uint64_t seed, const Console& console)
      : site_(site), city_(city), rng_(seed), console_(console) {}

  base::Result<void> live() {
    auto next_theft = SteadyClock::now() + std::chrono::seconds{3};
    while (told_to_stop == 0) {
      if (const auto alive = site_.check_alive(); !alive) {
        return alive;
      }
      const auto now = SteadyClock::now();
      if (now >= next_theft) {
        rob(now);
        next_theft = now + std::chrono::seconds{rng_.between(30, 60)};
      }
      move_on(now);
      if (rng_.chance(300'000)) {
        (void)site_.pay(city_, city::plan_errand(rng_, city_));
      }
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    return {};
  }

 private:
  struct Robbery {
    city::GangPlan plan;
    std::size_t next = 0;
    SteadyClock::time_point began;
    base::Instant at;
    bool calls_by_itself = false;
    bool reported = false;
    std::uint64_t refused = 0;
  };

  void rob(SteadyClock::time_point now) {
    const auto citizens = city_.all(city::Part::citizen);
    Robbery one;
    one.plan = city::plan_theft(rng_, city_, citizens[rng_.below(citizens.size())],
                                base::Fen{rng_.between(2'000, 30'000) * 1000}, 4,
                                base::Milliseconds{1'200});
    const auto paid = site_.pay(city_, one.plan.theft);
    if (!paid || !*paid) {
      return;  // the victim had not that much: no robbery today
    }
    one.began = now;
    one.at = std::chrono::time_point_cast<base::Milliseconds>(std::chrono::system_clock::now());
    one.calls_by_itself = robberies_.size() % 2 == 0;
    const auto& victim = city_.people[one.plan.theft.payer];
    const auto& mule = city_.people[one.plan.theft.payee];
    fmt::print(console_.out, "{} 被骗 robbed  {} {} → {} {}  {}  {}\n",
               base::display_instant(one.at), victim.name, victim.number, mule.name, mule.number,
               base::display_yuan(one.plan.theft.amount),
               one.calls_by_itself ? "" : "← 等您接警 take this call");
    std::fflush(console_.out);
    robberies_.push_back(std::move(one));
  }

  void move_on(SteadyClock::time_point now) {
    for (auto& one : robberies_) {
      while (one.next < one.plan.moves.size() &&
             now - one.began >= one.plan.moves[one.next].after) {
        const auto paid = site_.pay(city_, one.plan.moves[one.next++]);
        one.refused += paid && !*paid ? 1 : 0;
      }
      if (one.calls_by_itself && !one.reported && now - one.began >= std::chrono::seconds{6}) {
        one.reported = true;
        const auto answer =
            site_.post("/api/v1/reports", report_body(city_, {one.plan.theft}, one.at));
        fmt::print(console_.out, "{} 报案 reported  {} {}\n",
                   base::display_instant(std::chrono::time_point_cast<base::Milliseconds>(
                       std::chrono::system_clock::now())),
                   city_.people[one.plan.theft.payer].name,
                   answer ? text(json::parse(*answer), "case") : answer.error().message);
        std::fflush(console_.out);
      }
    }
  }

  DemoSite& site_;
  const city::City& city_;
  base::Rng rng_;
  const Console& console_;
  std::vector<Robbery> robberies_;
};

int play_live(const DemoArguments& arguments, const Console& console) {
  const auto city = city::make_city(arguments.seed, 60, 400);
  const auto logins = demo_logins();
  std::signal(SIGINT, [](int) { told_to_stop = 1; });
  std::signal(SIGTERM, [](int) { told_to_stop = 1; });
  auto site = DemoSite::start(std::filesystem::path{arguments.directory} / "city", arguments.port,
                              city, logins);
  if (!site) {
    return report_error(console, site.error());
  }
  print_welcome(console, (*site)->address(), logins);
  const auto lived = LivingCity{**site, city, arguments.seed, console}.live();
  fmt::print(console.out, "\n正在结束 stopping\n");
  return lived ? 0 : report_error(console, lived.error());
}

}  // namespace

void add_demo_command(CLI::App& app, Console console, Action& chosen) {
  auto* command = app.add_subcommand(
      "demo",
      "A small city with a gang, five simulated banks, a hub and the centre, on this machine.\n"
      "With --once it plays one scripted case without a browser, checks at the banks that the\n"
      "money is held, and exits 0 only then.");
  auto arguments = std::make_shared<DemoArguments>();
  command->add_option("--dir", arguments->directory, "Where everything is written; made fresh")
      ->type_name("DIR")
      ->capture_default_str();
  command->add_option("--port", arguments->port, "Port of the console")->capture_default_str();
  command->add_option("--seed", arguments->seed, "Another seed, another city")
      ->capture_default_str();
  command->add_flag("--once", arguments->once, "Play one case, check it, print a summary");
  command->callback([arguments, console, &chosen] {
    chosen = [arguments, console] {
      base::set_log_level(base::LogLevel::warn);
      return arguments->once ? play_once(*arguments, console) : play_live(*arguments, console);
    };
  });
}

}  // namespace holdfast::cli
