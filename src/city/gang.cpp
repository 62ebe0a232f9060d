// The plan is a small simulation: whoever got money acts a little later, keeps a little, and pays
// the rest on to the next tier. Tiers only lead downwards, so it ends.
#include "city/gang.hpp"

#include <algorithm>
#include <map>
#include <queue>
#include <set>
#include <tuple>

namespace holdfast::city {

namespace {

constexpr std::size_t tier_width_max = 6;
constexpr base::Fen worth_moving{100'000};  // less is left where it lies

/// Whole tens of yuan.
base::Fen rounded(base::Fen amount) {
  return base::Fen{amount.value() - amount.value() % 1'000};
}
base::Fen percent_of(base::Fen amount, std::int64_t percent) {
  return rounded(base::Fen{amount.value() * percent / 100});
}

class Planner {
 public:
  Planner(base::Rng& rng, const City& city, const HeistTerms& terms)
      : rng_(rng), city_(city), terms_(terms) {}

  Heist plan(std::size_t victim, const std::vector<std::size_t>& mules) {
    form_tiers(mules);
    steal(victim);
    while (!steps_.empty()) {
      const auto step = steps_.top();
      steps_.pop();
      if (step.got.is_positive()) {
        receive(step);
      } else {
        is_about_to_act_.erase(step.who);
        pass_on(step);
      }
    }
    std::ranges::stable_sort(heist_.moves, {}, &Payment::after);
    return std::move(heist_);
  }

 private:
  /// Somebody gets money, or acts on what is there.
  struct Step {
    base::Milliseconds at;
    std::size_t tier;
    std::size_t who;
    base::Fen got;  // zero: acts
    bool operator>(const Step& other) const {
      return std::tie(at, tier, who, got) > std::tie(other.at, other.tier, other.who, other.got);
    }
  };

  void form_tiers(const std::vector<std::size_t>& mules) {
    std::size_t next = 0;
    for (int tier = 0; tier < terms_.tiers; ++tier) {
      const auto low = tier == 0 ? 1 : tier == 1 ? 2 : 3;
      const auto high = tier == 0 ? 1 : tier == 1 ? 3 : static_cast<int>(tier_width_max);
      const auto width = static_cast<std::size_t>(rng_.between(low, high));
      base::check(next + width <= mules.size(), "a plan has enough mules");
      heist_.tiers.emplace_back(mules.begin() + static_cast<std::ptrdiff_t>(next),
                                mules.begin() + static_cast<std::ptrdiff_t>(next + width));
      next += width;
    }
    turn_.assign(heist_.tiers.size(), 0);
  }

  void steal(std::size_t victim) {
    const auto first = heist_.tiers.front().front();
    auto when = base::Milliseconds{0};
    for (const auto sum : terms_.sums) {
      heist_.thefts.push_back({when, victim, first, sum, Kind::transfer});
      send(when, 0, first, sum);
      when += terms_.pace / 4;
    }
  }

  /// Between half and one and a half times the pace.
  base::Milliseconds delay() {
    return base::Milliseconds{terms_.pace.count() * rng_.between(50, 150) / 100};
  }

  /// Money is on its way between banks for a moment before its payee can use it.
  void send(base::Milliseconds when, std::size_t tier, std::size_t who, base::Fen amount) {
    steps_.push({when + terms_.pace / 4, tier, who, amount});
  }

  void receive(const Step& step) {
    has_[step.who] += step.got;
    if (is_about_to_act_.insert(step.who).second) {
      steps_.push({step.at + delay() - terms_.pace / 4, step.tier, step.who, {}});
    }
  }

  void pass_on(const Step& act) {
    const auto has = has_[act.who];
    if (has < worth_moving) {
      return;
    }
    const bool is_last = act.tier + 1 == heist_.tiers.size();
    auto left = rounded(has - percent_of(has, rng_.between(1, 4)));
    auto when = act.at;
    if (is_last ? rng_.chance(600'000) : act.tier > 0 && rng_.chance(350'000)) {
      const auto share = is_last ? rng_.between(30, 70) : rng_.between(8, 20);
      left -= cash_out(when, act.who, percent_of(has, share));
    }
    if (is_last) {
      return;
    }
    const auto& below = heist_.tiers[act.tier + 1];
    const auto parts = std::min<std::size_t>(below.size(), act.tier == 0 ? 3 : 2);
    for (std::size_t i = 0; i < parts; ++i) {
      when += terms_.pace / 8;
      const bool is_rest = i + 1 == parts;
      const auto amount = is_rest ? left : percent_of(left, rng_.between(30, 60));
      if (amount < worth_moving && !is_rest) {
        continue;
      }
      left -= amount;
      const auto payee = below[turn_[act.tier + 1]++ % below.size()];
      if (amount.is_positive()) {
        pay(when, act.who, payee, amount, Kind::transfer);
        send(when, act.tier + 1, payee, amount);
      }
    }
  }

  base::Fen cash_out(base::Milliseconds& when, std::size_t who, base::Fen amount) {
    constexpr base::Fen cash_max{2'000'000};  // what a machine and its patience give in one go
    if (amount < worth_moving) {
      return {};
    }
    const auto dice = rng_.below(100);
    const auto kind = dice < 50 ? Kind::cash : dice < 75 ? Kind::crypto : Kind::merchant;
    if (kind == Kind::cash) {
      amount = std::min(amount, cash_max);
    }
    when += terms_.pace / 8;
    pay(when, who, pick(rng_, city_.all(kind)), amount, kind);
    return amount;
  }

  void pay(base::Milliseconds when, std::size_t payer, std::size_t payee, base::Fen amount,
           Kind kind) {
    has_[payer] -= amount;
    heist_.moves.push_back({when, payer, payee, amount, kind});
  }

  base::Rng& rng_;
  const City& city_;
  const HeistTerms& terms_;
  Heist heist_;
  std::map<std::size_t, base::Fen> has_;  // by mule, what it may still spend
  std::set<std::size_t> is_about_to_act_;
  std::priority_queue<Step, std::vector<Step>, std::greater<>> steps_;
  std::vector<std::size_t> turn_;  // whose turn it is in each tier
};

/// Whether the moves before `until` make a story worth telling; `soon` after it counts as at once.
bool is_worth_telling(const Heist& heist, const City& city, base::Milliseconds until,
                      base::Milliseconds soon) {
  std::set<std::size_t> reached;
  std::set<std::size_t> banks;
  bool left = false;
  bool hub = false;
  std::size_t later = 0;
  std::size_t at_once = 0;
  const auto reach = [&](std::size_t who) {
    reached.insert(who);
    banks.insert(city.people[who].bank);
    hub = hub || bank_sites()[city.people[who].bank].behind_hub;
  };
  reach(heist.tiers.front().front());
  for (const auto& move : heist.moves) {
    if (move.after >= until) {
      ++later;
      at_once += move.kind == Kind::transfer && move.after < until + soon ? 1 : 0;
    } else if (move.kind == Kind::transfer) {
      reach(move.payee);
    } else {
      left = true;
    }
  }
  const auto is_reached = [&](std::size_t who) { return reached.contains(who); };
  return heist.tiers.size() >= 3 && std::ranges::any_of(heist.tiers[2], is_reached) &&
         banks.size() >= 4 && hub && left && at_once >= 2 && later * 3 >= heist.moves.size();
}

}  // namespace

std::size_t mules_needed_max(int tiers) {
  return 1 + 3 + static_cast<std::size_t>(std::max(tiers - 2, 0)) * tier_width_max;
}

Heist plan_heist(base::Rng& rng, const City& city, std::size_t victim,
                 const std::vector<std::size_t>& mules, const HeistTerms& terms) {
  base::check(terms.tiers >= 2 && terms.tiers <= 6, "two to six tiers of mules");
  base::check(!terms.sums.empty(), "a heist steals something");
  return Planner{rng, city, terms}.plan(victim, mules);
}

Story plan_story(base::Rng& rng, const City& city, std::size_t victim,
                 const std::vector<std::size_t>& mules, const HeistTerms& terms) {
  constexpr int tries_max = 10'000;
  for (int i = 0; i < tries_max; ++i) {
    auto heist = plan_heist(rng, city, victim, mules, terms);
    if (heist.moves.size() < 3) {
      continue;
    }
    const auto report_at = heist.moves[heist.moves.size() * 3 / 5].after;
    if (is_worth_telling(heist, city, report_at, terms.pace / 4)) {
      return {std::move(heist), report_at};
    }
  }
  base::check(false, "no story found for these terms");
  return {};
}

}  // namespace holdfast::city
