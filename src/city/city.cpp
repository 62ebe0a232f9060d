#include "city/city.hpp"

#include <array>
#include <fmt/core.h>

namespace holdfast::city {

namespace {

constexpr std::array surnames{"陈", "何", "罗", "唐", "彭", "谭", "冉", "向",
                              "邹", "文", "秦", "牟", "龚", "黎", "简", "庹"};
constexpr std::array given{"雨桐", "志远", "嘉陵", "明月", "小满", "立秋", "望江", "思源",
                           "云山", "春生", "知夏", "石桥", "晚晴", "松涛", "半夏", "渡口"};
constexpr std::array shop_names{"两江超市",   "磁器口面馆", "解放路药房", "南山茶楼",
                                "江北家电城", "沙坪书店",   "洪崖火锅",   "北碚加油站"};

constexpr std::size_t employers = 5;
constexpr std::size_t landlords = 5;

std::string invented_name(base::Rng& rng) {
  return fmt::format("{}{}", surnames[rng.below(surnames.size())], given[rng.below(given.size())]);
}

/// The serial part ends the number, so that two accounts of a city differ in their last digits.
std::string account_number(base::Rng& rng, const BankSite& site, std::size_t serial) {
  constexpr std::size_t serial_digits = 6;
  std::string digits = site.bin;
  while (digits.size() + serial_digits + 1 < site.digits) {
    digits.push_back(static_cast<char>('0' + rng.below(10)));
  }
  return with_check_digit(digits + fmt::format("{:06}", serial % 1'000'000));
}

void add_people(base::Rng& rng, City& city, Part part, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto serial = city.people.size();
    Person one;
    one.part = part;
    one.bank = serial % bank_sites().size();
    one.number = account_number(rng, bank_sites()[one.bank], serial);
    one.phone = fmt::format("199{:08}", 10'000'000 + serial);
    switch (part) {
      case Part::citizen:
        one.name = invented_name(rng);
        one.balance = base::Fen{rng.between(600, 9'000) * 10'000};
        break;
      case Part::employer:
        one.name = fmt::format("重庆{}实业有限公司", given[rng.below(given.size())]);
        one.balance = base::Fen{5'000'000'000};
        break;
      case Part::landlord:
        one.name = invented_name(rng);
        one.balance = base::Fen{rng.between(1'000, 9'000) * 10'000};
        break;
      case Part::mule:
        break;
    }
    city.people.push_back(std::move(one));
  }
}

void add_places(City& city) {
  for (std::size_t i = 0; i < shop_names.size(); ++i) {
    city.places.push_back({fmt::format("M9900{:07}", i + 1), shop_names[i], Kind::merchant});
  }
  for (const auto& site : bank_sites()) {
    for (int machine = 1; machine <= 2; ++machine) {
      city.places.push_back({fmt::format("ATM-{}-{:04}", site.code, machine),
                             fmt::format("{}自助取款机", site.name), Kind::cash});
    }
  }
  for (int i = 1; i <= 2; ++i) {
    city.places.push_back({fmt::format("OTC-{:06}", i), "虚拟币场外商家", Kind::crypto});
  }
}

}  // namespace

const std::vector<BankSite>& bank_sites() {
  static const std::vector<BankSite> sites{{"YZ01", "渝州银行", "990011", 19, 30, false},
                                           {"BS02", "巴山农商行", "990022", 19, 50, false},
                                           {"JL03", "嘉陵银行", "990033", 16, 40, false},
                                           {"JY04", "缙云村镇银行", "990044", 18, 80, true},
                                           {"JP05", "江畔支付", "990055", 17, 20, true}};
  return sites;
}

std::string_view to_text(Kind kind) {
  switch (kind) {
    case Kind::transfer:
      return "transfer";
    case Kind::cash:
      return "cash";
    case Kind::merchant:
      return "merchant";
    case Kind::crypto:
      return "crypto";
  }
  return "";
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

std::vector<std::size_t> City::all(Kind kind) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].kind == kind) {
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

std::size_t pick(base::Rng& rng, const std::vector<std::size_t>& from) {
  base::check(!from.empty(), "nobody to pick from");
  return from[rng.below(from.size())];
}

City make_city(std::uint64_t seed, std::size_t citizens) {
  base::Rng rng{seed};
  City city;
  add_people(rng, city, Part::citizen, citizens);
  add_people(rng, city, Part::employer, employers);
  add_people(rng, city, Part::landlord, landlords);
  add_places(city);
  return city;
}

std::vector<std::size_t> recruit_mules(base::Rng& rng, City& city, std::size_t count,
                                       std::size_t first) {
  constexpr std::size_t mule_serials = 100'000;  // citizens' serials lie below
  std::vector<std::size_t> recruits;
  const auto bank = rng.below(bank_sites().size());
  for (std::size_t i = 0; i < count; ++i) {
    Person one;
    one.part = Part::mule;
    one.bank = (bank + i) % bank_sites().size();
    one.number = account_number(rng, bank_sites()[one.bank], mule_serials + first + i);
    one.name = invented_name(rng);
    one.phone = fmt::format("199{:08}", 20'000'000 + first + i);
    recruits.push_back(city.people.size());
    city.people.push_back(std::move(one));
  }
  return recruits;
}

}  // namespace holdfast::city
