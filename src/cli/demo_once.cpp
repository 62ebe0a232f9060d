#include "cli/demo_once.hpp"

#include <algorithm>
#include <chrono>
#include <fmt/core.h>
#include <map>
#include <queue>
#include <thread>
#include <tuple>

#include "base/personal.hpp"
#include "city/gang.hpp"
#include "city/life.hpp"
#include "cli/commands.hpp"
#include "cli/demo_check.hpp"
#include "cli/demo_site.hpp"

namespace holdfast::cli {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t citizens = 40;
constexpr base::Milliseconds pace{240};
constexpr base::Milliseconds ordinary_life{1'000};
constexpr std::chrono::seconds quiet_patience{10};

/// One case, step by step; every step waits for the one before.
class ScriptedCase {
 public:
  ScriptedCase(DemoSite& site, city::City& city, std::uint64_t seed)
      : site_(site), wire_(site.wire()), city_(city), rng_(seed) {}

  [[nodiscard]] base::Result<void> play() {
    for (const auto step :
         {&ScriptedCase::prepare, &ScriptedCase::live_a_little, &ScriptedCase::run_the_story,
          &ScriptedCase::wait_until_quiet, &ScriptedCase::read_the_books}) {
      if (const auto done = (this->*step)(); !done) {
        // Why a request failed is often that somebody is no longer there.
        const auto alive = site_.check_alive();
        return alive ? done : alive;
      }
    }
    return {};
  }

  [[nodiscard]] std::vector<std::string> faults() const {
    return find_faults(shown_, booked_, happened_);
  }
  void print(std::FILE* out) const;

 private:
  [[nodiscard]] base::Result<void> prepare();
  [[nodiscard]] base::Result<void> live_a_little();
  [[nodiscard]] base::Result<void> run_the_story();
  [[nodiscard]] base::Result<void> wait_until_quiet();
  [[nodiscard]] base::Result<void> read_the_books();
  [[nodiscard]] base::Result<void> carry_out(const city::Payment& payment, int attempt);
  [[nodiscard]] base::Result<void> report();
  [[nodiscard]] base::Result<ShownCase> look() const;
  void print_banks(std::FILE* out) const;
  void print_orders(std::FILE* out) const;

  struct Due {
    base::Milliseconds after;
    std::size_t order;  // keeps payments of one moment in the plan's order
    city::Payment payment;
    int attempt;
    bool operator>(const Due& other) const {
      return std::tie(after, order) > std::tie(other.after, other.order);
    }
  };

  DemoSite& site_;
  DemoWire& wire_;
  city::City& city_;
  base::Rng rng_;
  std::vector<std::size_t> mules_;
  city::Story story_;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> agenda_;
  VictimReport told_;
  std::string case_;
  WhatHappened happened_;
  std::size_t refused_ = 0;    // debits that stops forbade
  std::size_t cut_short_ = 0;  // payments for which the money never came
  ShownCase shown_;
  std::vector<BookedAccount> booked_;
};

base::Result<void> ScriptedCase::prepare() {
  constexpr int tiers = 4;
  mules_ = city::recruit_mules(rng_, city_, city::mules_needed_max(tiers), 0);
  for (const auto mule : mules_) {
    if (const auto opened = wire_.open_account(city_.people[mule]); !opened) {
      return opened;
    }
  }
  const auto everybody = city_.all(city::Part::citizen);
  told_.victim = *std::ranges::max_element(
      everybody, {}, [&](std::size_t who) { return city_.people[who].balance; });
  told_.fraud_type = "虚假网络投资理财";
  told_.narrative = "群里的“导师”让我把钱转到指定账户做投资，现在平台打不开了。";
  story_ = city::plan_story(rng_, city_, told_.victim, mules_,
                            {{base::Fen{18'600'000}, base::Fen{6'400'000}}, tiers, pace});
  return {};
}

base::Result<void> ScriptedCase::live_a_little() {
  const auto until = SteadyClock::now() + ordinary_life;
  while (SteadyClock::now() < until) {
    const auto paid = wire_.pay(city_, city::plan_errand(rng_, city_));
    if (!paid) {
      return paid.error();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{40});
  }
  return {};
}

/// The plan in real time, the victim's call in the middle of it.
base::Result<void> ScriptedCase::run_the_story() {
  std::size_t order = 0;
  for (const auto& list : {story_.heist.thefts, story_.heist.moves}) {
    for (const auto& payment : list) {
      agenda_.push({payment.after, order++, payment, 1});
    }
  }
  const auto begin = SteadyClock::now();
  while (!agenda_.empty()) {
    const auto due = agenda_.top();
    agenda_.pop();
    if (case_.empty() && due.after >= story_.report_at) {
      std::this_thread::sleep_until(begin + story_.report_at);
      if (const auto reported = report(); !reported) {
        return reported;
      }
    }
    std::this_thread::sleep_until(begin + due.after);
    if (const auto done = carry_out(due.payment, due.attempt); !done) {
      return done;
    }
  }
  return {};
}

base::Result<void> ScriptedCase::carry_out(const city::Payment& payment, int attempt) {
  constexpr int attempts_max = 5;
  const auto answer = wire_.pay(city_, payment);
  if (!answer) {
    return answer.error();
  }
  switch (answer->fate) {
    case PaymentFate::paid:
      if (payment.payer == told_.victim) {
        told_.losses.push_back({payment.payee, payment.amount, answer->time});
        happened_.stolen += payment.amount;
      } else if (payment.kind != city::Kind::transfer) {
        happened_.left += payment.amount;
      }
      return {};
    case PaymentFate::held:
      ++refused_;
      return {};
    case PaymentFate::too_short:
      if (attempt == attempts_max) {
        ++cut_short_;
      } else {  // on a slow machine the money may still be between two banks
        auto again = payment;
        again.after += pace / 4;
        agenda_.push({again.after, 0, again, attempt + 1});
      }
      return {};
  }
  return {};
}

base::Result<void> ScriptedCase::report() {
  const auto opened = wire_.report(city_, told_);
  if (!opened) {
    return opened.error();
  }
  case_ = *opened;
  return {};
}

base::Result<ShownCase> ScriptedCase::look() const {
  const auto body = wire_.get("/api/v1/cases/" + case_);
  const auto accounts = wire_.get("/api/v1/cases/" + case_ + "/accounts");
  const auto orders = wire_.get("/api/v1/orders?limit=1000&family=stop&case=" + case_);
  for (const auto* answer : {&body, &accounts, &orders}) {
    if (!*answer) {
      return answer->error();
    }
  }
  return read_case(*body, *accounts, *orders);
}

/// Until nothing waits and what left the banks has been told, for half a second; or until patience
/// ends, and then the faults say what is missing.
base::Result<void> ScriptedCase::wait_until_quiet() {
  constexpr int calm_looks = 5;
  const auto deadline = SteadyClock::now() + quiet_patience;
  for (int calm = 0; calm < calm_looks && SteadyClock::now() < deadline;) {
    auto shown = look();
    if (!shown) {
      return shown.error();
    }
    shown_ = std::move(*shown);
    const bool is_calm = shown_.orders_waiting == 0 && shown_.tainted == happened_.stolen &&
                         shown_.exited == happened_.left && shown_.losses_unmatched == 0;
    calm = is_calm ? calm + 1 : 0;
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
  }
  return {};
}

/// What the banks hold, asked of the banks; and whether held money really stays.
base::Result<void> ScriptedCase::read_the_books() {
  for (const auto who : mules_) {
    const auto& person = city_.people[who];
    const auto account = wire_.bank_account(person);
    if (!account) {
      return account.error();
    }
    BookedAccount booked{person.number, city::bank_sites()[person.bank].code, account->balance,
                         account->held, false};
    if (booked.held.is_positive()) {
      const auto machine = city_.all(city::Kind::cash).front();
      const auto tried = wire_.pay(
          city_, {{}, who, machine, booked.balance - booked.held + base::Fen{1}, city::Kind::cash});
      if (!tried) {
        return tried.error();
      }
      booked.debit_refused = tried->fate == PaymentFate::held;
      refused_ += booked.debit_refused ? 1 : 0;
    }
    booked_.push_back(std::move(booked));
  }
  return {};
}

void ScriptedCase::print(std::FILE* out) const {
  int tiers = 0;
  for (const auto& account : shown_.accounts) {
    tiers = std::max(tiers, account.tier);
  }
  const auto line = [&](std::string_view what, base::Fen amount) {
    fmt::print(out, "  {:<28}{:>18}\n", what, base::display_yuan(amount));
  };
  const auto& victim = city_.people[told_.victim];
  fmt::print(out, "\n案件 case {}   报案人 victim {} {}\n\n", case_, base::mask_name(victim.name),
             base::mask_number(victim.number));
  line("被骗 stolen", happened_.stolen);
  line("止付 held at the banks", shown_.held);
  line("仍在流动 still running", shown_.running);
  line("已流出 left the banks", shown_.exited);
  line("未跟踪 not followed", shown_.unfollowed);
  fmt::print(out,
             "\n  账户 accounts {}   层级 tiers {}   止付 stops {}   被拒支出 refused debits {}\n",
             shown_.accounts.size(), tiers, shown_.orders.size(), refused_);
  fmt::print(out, "  落空的转账 moves for which the money never came {}\n", cut_short_);
  print_banks(out);
  print_orders(out);
}

void ScriptedCase::print_banks(std::FILE* out) const {
  fmt::print(out, "\n  各银行账上止付 held in each bank's own book\n");
  for (const auto& site : city::bank_sites()) {
    base::Fen held;
    int accounts = 0;
    for (const auto& one : booked_) {
      if (one.institution == site.code && one.held.is_positive()) {
        held += one.held;
        ++accounts;
      }
    }
    fmt::print(out, "    {}  {:>16}  {:>2} 户 accounts  {}{}\n", site.code,
               base::display_yuan(held), accounts, site.name,
               site.behind_hub ? "（经国家平台 through the hub）" : "");
  }
}

void ScriptedCase::print_orders(std::FILE* out) const {
  fmt::print(out, "\n  从报案到止付 from the report to each hold\n");
  for (const auto& order : shown_.orders) {
    fmt::print(out, "    {}  第 {} 层 tier  {}  {}  {:>16}  {:>7}  {}\n", order.id, order.tier,
               order.institution, order.number, base::display_yuan(order.held),
               order.report_to_hold_ms
                   ? fmt::format("{:.3f} s", static_cast<double>(*order.report_to_hold_ms) / 1000.0)
                   : "-",
               order.state);
  }
}

}  // namespace

int play_once(const DemoOnce& options, const Console& console) {
  auto state = DemoState::open(options.directory, DemoState::Begin::fresh, options.seed);
  if (!state) {
    return report_error(console, state.error());
  }
  auto city = city::make_city(options.seed, citizens);
  auto site = DemoSite::start(*state, city, 0);
  if (!site) {
    return report_error(console, site.error());
  }
  ScriptedCase script{**site, city, options.seed};
  if (const auto played = script.play(); !played) {
    return report_error(console, played.error());
  }
  script.print(console.out);
  const auto faults = script.faults();
  for (const auto& fault : faults) {
    fmt::print(console.out, "\n  ✗ {}", fault);
  }
  fmt::print(console.out, "\n{}\n",
             faults.empty() ? "成功：钱在银行被拦住了 OK: the money is held at the banks"
                            : "\n失败 FAILED");
  return faults.empty() ? 0 : 1;
}

}  // namespace holdfast::cli
