#include "cli/demo_live.hpp"

#include <chrono>
#include <csignal>
#include <fmt/core.h>
#include <list>
#include <queue>
#include <set>
#include <thread>

#include "base/personal.hpp"
#include "city/gang.hpp"
#include "city/life.hpp"
#include "cli/commands.hpp"
#include "cli/demo_site.hpp"
#include "cli/demo_watch.hpp"

namespace holdfast::cli {

namespace {

constexpr const char* demo_extension = "8001";

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t citizens = 120;
constexpr std::chrono::milliseconds tick{50};

volatile std::sig_atomic_t told_to_stop = 0;

void print_welcome(const Console& console, const std::string& url, DemoState& state) {
  auto* out = console.out;
  fmt::print(out,
             "\n演示城市已启动 The demo city is running\n\n"
             "  控制台 console   {}\n  数据 data        {}\n\n  账号与口令 logins\n",
             url, state.directory().string());
  for (const auto& login : demo_logins()) {
    fmt::print(out, "    {:<8} {}   {}\n", login.name, demo_password(state, login), login.display);
  }
  fmt::print(
      out,
      "\n看什么 What to look at\n"
      "  1. 用 duty01 登录，打开「案件」：有人被骗后自己会打来，止付几十毫秒内到账户\n"
      "     Log in as duty01 and open 案件 (cases): some victims call by themselves, and the\n"
      "     stops reach the accounts within a tenth of a second\n"
      "  2. 下面标着「等您接警」的人还没有报案：在「接警」里照着录入，按止付\n"
      "     Whoever is marked 等您接警 below has not called yet: type the call in at 接警\n"
      "     (intake) and press 止付 while the money still moves\n"
      "  3. 打开案件的「资金」：钱到了哪一层、哪家银行，还有多少追得上\n"
      "     Open a case's 资金 (fund flow): which tier and bank the money has reached, and\n"
      "     how much can still be caught\n"
      "  4. 打开「预警」：不断有人被预警，短信和外呼由机器先做；用 suo 登录手机，打开「手机上门」\n"
      "     Open 预警 (warnings): people are warned of all the time, machines write and call "
      "first;\n"
      "     log in as suo on a phone and open 手机上门 (visits)\n"
      "\n  Ctrl+C 结束 ends it\n\n");
  std::fflush(out);
}

/// Pays on until told to stop: errands all the time, a robbery now and then.
class LivingCity {
 public:
  LivingCity(DemoSite& site, DemoState& state, city::City& city, const Console& console)
      : site_(site),
        state_(state),
        city_(city),
        rng_(state.seed() ^ (state.runs * 0x9E3779B97F4A7C15ULL)),
        console_(console),
        watch_(site.wire(), console) {}

  [[nodiscard]] base::Result<void> live() {
    auto next_errand = SteadyClock::now();
    auto next_robbery = SteadyClock::now() + std::chrono::seconds{4};
    auto next_look = SteadyClock::now();
    auto next_warning = SteadyClock::now() + std::chrono::seconds{2};
    while (told_to_stop == 0) {
      const auto now = SteadyClock::now();
      if (now >= next_errand) {
        // One that fails is one that was not made: the next may be.
        (void)site_.wire().pay(city_, city::plan_errand(rng_, city_));
        next_errand = now + std::chrono::milliseconds{rng_.between(120, 520)};
      }
      if (now >= next_robbery) {
        if (const auto robbed = rob(now); !robbed) {
          return why(robbed.error());
        }
        next_robbery = now + std::chrono::seconds{rng_.between(35, 70)};
      }
      if (now >= next_warning) {
        warn_somebody();
        next_warning = now + std::chrono::seconds{rng_.between(8, 25)};
      }
      act_out(now);
      if (now >= next_look) {
        if (const auto alive = site_.check_alive(); !alive) {
          return alive;
        }
        watch_.look();
        next_look = now + std::chrono::seconds{1};
      }
      std::this_thread::sleep_for(tick);
    }
    return {};
  }

 private:
  struct Robbery {
    std::string victim;
    VictimReport told;
    SteadyClock::time_point calls_at;
    bool calls_by_itself = false;
    std::size_t under_way = 0;  // moves still to come
  };
  struct Due {
    SteadyClock::time_point at;
    city::Payment payment;
    std::list<Robbery>::iterator robbery;
    int attempt = 1;
    bool operator>(const Due& other) const { return at > other.at; }
  };

  [[nodiscard]] base::Result<void> why(const base::Error& error) {
    const auto alive = site_.check_alive();
    return alive ? base::Result<void>{error} : alive;
  }

  [[nodiscard]] base::Result<void> rob(SteadyClock::time_point now);
  [[nodiscard]] std::size_t next_victim();
  void warn_somebody();
  void act_out(SteadyClock::time_point now);
  void carry_out(Due due, SteadyClock::time_point now);
  void announce(const Robbery& robbery) const;

  DemoSite& site_;
  DemoState& state_;
  city::City& city_;
  base::Rng rng_;
  const Console& console_;
  DemoWatch watch_;
  std::size_t robberies_made_ = 0;
  std::set<std::size_t> robbed_;
  std::list<Robbery> robberies_;  // under way
  std::priority_queue<Due, std::vector<Due>, std::greater<>> agenda_;
};

std::size_t LivingCity::next_victim() {
  const auto everybody = city_.all(city::Part::citizen);
  if (robbed_.size() == everybody.size()) {
    robbed_.clear();
  }
  auto who = city::pick(rng_, everybody);
  while (robbed_.contains(who)) {
    who = city::pick(rng_, everybody);
  }
  robbed_.insert(who);
  return who;
}

/// Somebody is about to be cheated, as their messages and payments show.
void LivingCity::warn_somebody() {
  struct Sign {
    const char* grade;
    const char* source;
    const char* fraud_type;
    const char* reason;
  };
  static const std::vector<Sign> signs{
      {"特危", "call", "冒充公检法及政府机关", "家属来电：本人正与自称“民警”的人视频，准备转账"},
      {"特危", "pattern", "刷单返利", "一小时内向三个新收款人付款，金额逐笔增大"},
      {"高危", "text", "虚假网络投资理财", "收到荐股群邀请，已下载应用商店以外的交易软件"},
      {"高危", "pattern", "冒充电商物流客服", "深夜首次向外地个人账户大额付款"},
      {"中危", "text", "虚假贷款", "收到要求先交保证金的贷款短信"},
      {"中危", "partner", "虚假购物服务", "电信企业线索：与境外改号电话通话二十分钟"},
      {"低危", "text", "网络游戏产品虚假交易", "收到低价出售游戏账号的消息"},
      {"低危", "partner", "虚假征信", "接到一次冒充客服的语音电话"}};
  static const std::vector<const char*> units{"50010301", "50010302", "50010501"};
  const auto& sign = signs[rng_.below(signs.size())];
  const auto& person = city_.people[city::pick(rng_, city_.all(city::Part::citizen))];
  const WarningReport told{sign.grade,
                           sign.source,
                           sign.fraud_type,
                           sign.reason,
                           {},
                           units[rng_.below(units.size())],
                           base::Fen{rng_.between(5, 900) * 10'000}};
  if (const auto warned = site_.wire().warn(person, told); !warned) {
    fmt::print(console_.err, "预警未成 the warning failed: {}\n", warned.error().message);
  }
}

/// Fresh mules, a plan, the victim's first payment. Every other victim calls without being asked.
base::Result<void> LivingCity::rob(SteadyClock::time_point now) {
  const auto victim = next_victim();
  const auto account = site_.wire().bank_account(city_.people[victim]);
  if (!account) {
    return account.error();
  }
  constexpr base::Fen worth_robbing{1'000'000};
  if (account->balance < worth_robbing) {
    return {};
  }
  city::HeistTerms terms;
  terms.tiers = static_cast<int>(rng_.between(3, 5));
  const bool calls_by_itself = robberies_made_ % 2 == 0;
  // Who is left to a person at the console is robbed slowly enough for typing.
  terms.pace = std::chrono::seconds{calls_by_itself ? 4 : 14};
  for (auto left = rng_.between(1, 3); left > 0; --left) {
    const auto yuan = account->balance.value() / 100 * rng_.between(12, 28) / 100;
    terms.sums.emplace_back((yuan - yuan % 100) * 100);
  }
  const auto mules =
      city::recruit_mules(rng_, city_, city::mules_needed_max(terms.tiers), state_.mules_used);
  state_.mules_used += mules.size();
  if (const auto saved = state_.save(); !saved) {
    return saved;
  }
  for (const auto mule : mules) {
    if (const auto opened = site_.wire().open_account(city_.people[mule]); !opened) {
      return opened;
    }
  }
  const auto heist = city::plan_heist(rng_, city_, victim, mules, terms);
  ++robberies_made_;
  Robbery robbery;
  robbery.victim = city_.people[victim].name;
  robbery.told.victim = victim;
  robbery.told.fraud_type = "冒充电商物流客服";
  robbery.told.narrative = "对方自称客服，让我把钱转到“安全账户”，之后就联系不上了。";
  robbery.calls_by_itself = calls_by_itself;
  robbery.calls_at = now + heist.thefts.back().after + std::chrono::seconds{rng_.between(6, 12)};
  robbery.under_way = heist.thefts.size() + heist.moves.size();
  robberies_.push_back(std::move(robbery));
  for (const auto* list : {&heist.thefts, &heist.moves}) {
    for (const auto& payment : *list) {
      agenda_.push({now + payment.after, payment, std::prev(robberies_.end())});
    }
  }
  return {};
}

void LivingCity::act_out(SteadyClock::time_point now) {
  while (!agenda_.empty() && agenda_.top().at <= now) {
    const auto due = agenda_.top();
    agenda_.pop();
    carry_out(due, now);
  }
  for (auto robbery = robberies_.begin(); robbery != robberies_.end();) {
    if (robbery->calls_by_itself && now >= robbery->calls_at) {
      robbery->calls_by_itself = false;
      if (const auto opened = site_.wire().report(city_, robbery->told); !opened) {
        fmt::print(console_.err, "报案未成 the report failed: {}\n", opened.error().message);
      }
      // They ring once more: whoever took the extension sees the case at once.
      if (const auto rung = site_.wire().ring(city_.people[robbery->told.victim], demo_extension);
          !rung) {
        fmt::print(console_.err, "来电未成 the call failed: {}\n", rung.error().message);
      }
    }
    const bool is_over = robbery->under_way == 0 && !robbery->calls_by_itself;
    robbery = is_over ? robberies_.erase(robbery) : std::next(robbery);
  }
}

void LivingCity::carry_out(Due due, SteadyClock::time_point now) {
  constexpr int attempts_max = 4;
  auto& robbery = *due.robbery;
  const auto answer = site_.wire().pay(city_, due.payment);
  const bool may_come = !answer || answer->fate == PaymentFate::too_short;
  if (may_come && due.attempt < attempts_max) {
    due.at = now + std::chrono::seconds{1};
    ++due.attempt;
    agenda_.push(due);
    return;
  }
  --robbery.under_way;
  if (!answer) {
    return;
  }
  const auto& payer = city_.people[due.payment.payer];
  if (answer->fate == PaymentFate::paid && due.payment.payer == robbery.told.victim) {
    robbery.told.losses.push_back({due.payment.payee, due.payment.amount, answer->time});
    announce(robbery);
  } else if (answer->fate == PaymentFate::held) {
    fmt::print(console_.out, "{}  拒付 refused   {} {} {}  {}\n", clock_text(base_now()),
               city::bank_sites()[payer.bank].name, base::mask_number(payer.number),
               base::mask_name(payer.name), base::display_yuan(due.payment.amount));
    std::fflush(console_.out);
  }
}

/// What a victim can say on the phone; of one who does not call by itself in full, to be typed in.
void LivingCity::announce(const Robbery& robbery) const {
  const auto& loss = robbery.told.losses.back();
  const auto& payer = city_.people[robbery.told.victim];
  const auto& payee = city_.people[loss.payee];
  auto* out = console_.out;
  fmt::print(out, "{}  被骗 robbed    {} {}{}\n", clock_text(loss.time), payer.name,
             base::display_yuan(loss.amount),
             robbery.calls_by_itself ? "" : "   ← 等您接警 take this call");
  if (!robbery.calls_by_itself) {
    fmt::print(out,
               "            电话 phone   {}\n"
               "            付款 payer   {}  {}\n"
               "            收款 payee   {}  {}  {}\n"
               "            时间 time    {}\n",
               payer.phone, payer.number, city::bank_sites()[payer.bank].name, payee.number,
               city::bank_sites()[payee.bank].name, payee.name, base::display_instant(loss.time));
  }
  std::fflush(out);
}

}  // namespace

int play_live(const DemoLive& options, const Console& console) {
  auto state = DemoState::open(
      options.directory, options.fresh ? DemoState::Begin::fresh : DemoState::Begin::where_it_was,
      options.seed);
  if (!state) {
    return report_error(console, state.error());
  }
  ++state->runs;
  std::signal(SIGINT, [](int) { told_to_stop = 1; });
  std::signal(SIGTERM, [](int) { told_to_stop = 1; });
  auto city = city::make_city(state->seed(), citizens);
  auto site = DemoSite::start(*state, city, options.port);
  if (!site) {
    return report_error(console, site.error());
  }
  print_welcome(console, (*site)->url(), *state);
  const auto lived = LivingCity{**site, *state, city, console}.live();
  fmt::print(console.out, "\n正在结束 stopping\n");
  std::fflush(console.out);
  return lived ? 0 : report_error(console, lived.error());
}

}  // namespace holdfast::cli
