#include "cli/demo_once.hpp"

#include <algorithm>
#include <chrono>
#include <queue>
#include <thread>
#include <tuple>

#include "city/gang.hpp"
#include "city/life.hpp"
#include "cli/commands.hpp"
#include "cli/demo_check.hpp"
#include "cli/demo_site.hpp"
#include "cli/demo_summary.hpp"

namespace holdfast::cli {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t citizens = 40;
constexpr base::Milliseconds pace{240};
constexpr base::Milliseconds ordinary_life{1'000};
constexpr std::chrono::milliseconds look_again{100};
/// Only a case that goes wrong waits so long, and a machine under load.
constexpr std::chrono::seconds patience{60};

/// One case, step by step; every step waits for the one before.
class ScriptedCase {
 public:
  ScriptedCase(DemoSite& site, city::City& city, std::uint64_t seed)
      : site_(site), wire_(site.wire()), city_(city), rng_(seed) {}

  [[nodiscard]] base::Result<void> play() {
    for (const auto step :
         {&ScriptedCase::prepare, &ScriptedCase::live_a_little, &ScriptedCase::run_the_story,
          &ScriptedCase::wait_until_quiet, &ScriptedCase::try_debits}) {
      if (const auto done = (this->*step)(); !done) {
        // Why a request failed is often that somebody is no longer there.
        const auto alive = site_.check_alive();
        return alive ? done : alive;
      }
    }
    return {};
  }

  /// Why the money is not stopped, a sentence each; empty when it is.
  [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }
  void print(std::FILE* out) const {
    print_summary(out,
                  {city_.people[told_.victim], shown_, booked_, happened_, refused_, cut_short_});
  }

 private:
  [[nodiscard]] base::Result<void> prepare();
  [[nodiscard]] base::Result<void> live_a_little();
  [[nodiscard]] base::Result<void> run_the_story();
  [[nodiscard]] base::Result<void> wait_until_quiet();
  [[nodiscard]] base::Result<void> read_the_books();
  [[nodiscard]] base::Result<void> try_debits();
  [[nodiscard]] base::Result<void> carry_out(const city::Payment& payment, int attempt);
  void note_paid(const city::Payment& payment, const PaymentAnswer& answer);
  [[nodiscard]] base::Result<void> report();
  [[nodiscard]] base::Result<ShownCase> look() const;

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
  std::vector<BookedAccount> booked_;  // as mules_
  std::vector<std::string> faults_;
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

/// Before the call nothing is stopped: what is on its way will come, and the story waits for it, so
/// that a slow machine changes its pace and not its course.
base::Result<void> ScriptedCase::carry_out(const city::Payment& payment, int attempt) {
  constexpr int attempts_max = 5;
  const auto deadline = SteadyClock::now() + patience;
  auto answer = wire_.pay(city_, payment);
  while (case_.empty() && answer && answer->fate == PaymentFate::too_short) {
    if (SteadyClock::now() > deadline) {
      return base::Error{base::ErrorCode::unavailable,
                         "money between two banks did not arrive within a minute"};
    }
    std::this_thread::sleep_for(look_again);
    answer = wire_.pay(city_, payment);
  }
  if (!answer) {
    return answer.error();
  }
  switch (answer->fate) {
    case PaymentFate::paid:
      note_paid(payment, *answer);
      break;
    case PaymentFate::held:
      ++refused_;
      break;
    case PaymentFate::too_short:
      if (attempt == attempts_max) {
        ++cut_short_;
      } else {  // a stop further up may have kept it, or it is still between two banks
        auto again = payment;
        again.after += pace / 4;
        agenda_.push({again.after, 0, again, attempt + 1});
      }
      break;
  }
  return {};
}

void ScriptedCase::note_paid(const city::Payment& payment, const PaymentAnswer& answer) {
  if (payment.payer == told_.victim) {
    told_.losses.push_back({payment.payee, payment.amount, answer.time});
    happened_.stolen += payment.amount;
  } else if (payment.kind != city::Kind::transfer) {
    happened_.left += payment.amount;
  }
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

/// Until nothing is missing, for half a second; or until patience ends, and then the faults say
/// what is.
base::Result<void> ScriptedCase::wait_until_quiet() {
  constexpr int calm_looks = 5;
  const auto deadline = SteadyClock::now() + patience;
  for (int calm = 0; calm < calm_looks && SteadyClock::now() < deadline;) {
    auto shown = look();
    if (!shown) {
      return shown.error();
    }
    shown_ = std::move(*shown);
    if (const auto read = read_the_books(); !read) {
      return read;
    }
    faults_ = find_faults(shown_, booked_, happened_);
    calm = faults_.empty() ? calm + 1 : 0;
    std::this_thread::sleep_for(look_again);
  }
  return {};
}

/// What the banks hold, asked of the banks.
base::Result<void> ScriptedCase::read_the_books() {
  booked_.clear();
  for (const auto who : mules_) {
    const auto& person = city_.people[who];
    const auto account = wire_.bank_account(person);
    if (!account) {
      return account.error();
    }
    booked_.push_back({person.number, city::bank_sites()[person.bank].code, account->balance,
                       account->held, false});
  }
  return {};
}

/// Whether held money really stays: one fen of it is asked for everywhere.
base::Result<void> ScriptedCase::try_debits() {
  const auto machine = city_.all(city::Kind::cash).front();
  for (std::size_t i = 0; i < booked_.size(); ++i) {
    auto& book = booked_[i];
    if (book.held.is_zero()) {
      continue;
    }
    const auto tried = wire_.pay(
        city_, {{}, mules_[i], machine, book.balance - book.held + base::Fen{1}, city::Kind::cash});
    if (!tried) {
      return tried.error();
    }
    book.debit_refused = tried->fate == PaymentFate::held;
    refused_ += book.debit_refused ? 1 : 0;
  }
  const auto passing = find_passing_debits(shown_, booked_);
  faults_.insert(faults_.end(), passing.begin(), passing.end());
  return {};
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
  print_verdict(console.out, script.faults());
  return script.faults().empty() ? 0 : 1;
}

}  // namespace holdfast::cli
