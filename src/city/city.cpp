#include "city/city.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>

namespace holdfast::city {

namespace {

constexpr std::array surnames{"陈", "何", "罗", "唐", "彭", "谭", "冉", "向", "邹", "文"};
constexpr std::array given{"雨桐", "志远", "嘉陵", "明月", "小满",
                           "立秋", "望江", "思源", "云山", "春生"};

std::size_t pick(base::Rng& rng, const std::vector<std::size_t>& from) {
  base::check(!from.empty(), "nobody to pick from");
  return from[rng.below(from.size())];
}

/// A whole number of tens of yuan within the share, at least one fen.
base::Fen share_of(base::Fen whole, std::int64_t percent) {
  const auto fen = whole.value() * percent / 100;
  return base::Fen{std::max<std::int64_t>(fen - fen % 1000, 1)};
}

}  // namespace

const std::vector<BankSite>& bank_sites() {
  static const std::vector<BankSite> sites{{"YZ01", "渝州银行", "990011", 30, false},
                                           {"BS02", "巴山农商行", "990022", 50, false},
                                           {"JL03", "嘉陵银行", "990033", 40, false},
                                           {"JY04", "缙云村镇银行", "990044", 80, true},
                                           {"JP05", "江畔支付", "990055", 20, true}};
  return sites;
}

std::vector<std::size_t> City::all(Part part) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (people[i].part == part) {
      found.push_back(i);
    }
  }
  return found;
}

std::string with_check_digit(std::string digits) {
  int sum = 0;
  bool twice = true;  // the digit beside the check digit counts twice
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    const int value = (*digit - '0') * (twice ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
    twice = !twice;
  }
  digits.push_back(static_cast<char>('0' + (10 - sum % 10) % 10));
  return digits;
}

City make_city(std::uint64_t seed, std::size_t citizens, std::size_t mules) {
  base::Rng rng{seed};
  City city;
  constexpr std::size_t shops = 6;
  for (std::size_t i = 0; i < citizens + mules + shops; ++i) {
    Person one;
    one.part = i < citizens ? Part::citizen : i < citizens + mules ? Part::mule : Part::shop;
    one.bank = i % bank_sites().size();
    one.number = with_check_digit(
        fmt::format("{}{:04}{:05}", bank_sites()[one.bank].bin, rng.below(10'000), i));
    one.name =
        fmt::format("{}{}", surnames[rng.below(surnames.size())], given[rng.below(given.size())]);
    one.phone = fmt::format("1990000{:04}", i);
    if (one.part == Part::citizen) {
      one.balance = base::Fen{rng.between(60'000, 900'000) * 100};
    }
    city.people.push_back(std::move(one));
  }
  return city;
}

GangPlan plan_theft(base::Rng& rng, const City& city, std::size_t victim, base::Fen stolen,
                    int tiers, base::Milliseconds pace) {
  auto mules = city.all(Part::mule);
  for (std::size_t i = mules.size(); i > 1; --i) {  // each plan uses each mule once at most
    std::swap(mules[i - 1], mules[rng.below(i)]);
  }
  std::size_t next = 0;
  const auto fresh_mule = [&] { return next < mules.size() ? mules[next++] : mules.back(); };
  GangPlan plan;
  struct Holding {
    std::size_t who;
    base::Fen has;
  };
  std::vector<Holding> tier{{fresh_mule(), stolen}};
  plan.theft = {base::Milliseconds{0}, victim, tier[0].who, stolen, "transfer"};
  auto when = base::Milliseconds{0};
  for (int depth = 1; depth < tiers; ++depth) {
    std::vector<Holding> below;
    for (const auto& holding : tier) {
      const auto parts = std::min<std::size_t>(static_cast<std::size_t>(rng.between(2, 3)),
                                               mules.size() - std::min(next, mules.size()));
      for (std::size_t i = 0; i < parts; ++i) {
        when += pace;
        const auto amount = share_of(holding.has, rng.between(20, 30));
        below.push_back({fresh_mule(), amount});
        plan.moves.push_back({when, holding.who, below.back().who, amount, "transfer"});
      }
    }
    if (below.empty()) {
      break;
    }
    tier = std::move(below);
  }
  for (const auto& holding : tier) {
    if (rng.chance(400'000)) {
      when += pace;
      plan.moves.push_back({when, holding.who, pick(rng, city.all(Part::shop)),
                            share_of(holding.has, 30), rng.chance(500'000) ? "cash" : "merchant"});
    }
  }
  return plan;
}

Payment plan_errand(base::Rng& rng, const City& city) {
  const auto citizens = city.all(Part::citizen);
  Payment payment;
  payment.payer = pick(rng, citizens);
  const bool shop = rng.chance(600'000);
  payment.payee = shop ? pick(rng, city.all(Part::shop)) : pick(rng, citizens);
  payment.amount = base::Fen{rng.between(500, shop ? 50'000 : 300'000)};
  payment.kind = shop ? "merchant" : "transfer";
  return payment;
}

}  // namespace holdfast::city
