// The make `city`: people with wages, rent, shops and friends.
#include <array>

#include "warn/makes.hpp"

namespace holdfast::warn {

namespace {

struct Habits {
  double purchases;  // a person a day
  double to_friends;
  double transfers_at_shops;  // share of purchases paid as plain transfers
  double large_once;          // share of people with one large payment to a stranger
  double second_hand;         // a person a day
};

Habits draw_habits(CityBooks& books) {
  return {.purchases = books.between(0.10, 0.22),
          .to_friends = books.between(0.03, 0.08),
          .transfers_at_shops = books.between(0.1, 0.6),
          .large_once = books.between(0.05, 0.15),
          .second_hand = books.between(0.004, 0.015)};
}

void make_friends(CityBooks& books, Society& society) {
  const std::size_t count = society.people.size();
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t wanted = books.count_between(1, 5);
    for (std::size_t k = 0; k < wanted; ++k) {
      // Mostly people nearby, so that circles of friends close.
      const std::size_t other =
          books.happens(0.8) ? (i + 1 + books.pick(12)) % count : books.pick(count);
      society.friends[society.people[i]].push_back(society.people[other]);
      society.friends[society.people[other]].push_back(society.people[i]);
    }
  }
}

void live_one(CityBooks& books, const Society& society, Who who, const Habits& habits) {
  const double income = society.wealth[who];
  const double activity = books.around(1, 2.5);
  // Some accounts came late, some sleep for most of the time.
  const int from =
      books.happens(0.15) ? static_cast<int>(books.pick(static_cast<std::size_t>(books.days))) : 0;
  const bool sleeps = books.happens(0.12);
  if (sleeps) {
    for (std::size_t i = books.count_between(0, 3); i > 0; --i) {
      books.pay(who, books.one_of(society.merchants), books.around(120, 3),
                books.between(0, books.days * 24.0), fund::Kind::merchant);
    }
    return;
  }
  if (books.happens(0.75)) {
    const Who employer = books.one_of(society.employers);
    for (int payday = static_cast<int>(books.pick(3)) + 8; payday < books.days; payday += 30) {
      if (payday >= from) {
        books.pay(employer, who, books.around(income, 1.05), payday * 24.0 + books.between(9, 17));
      }
    }
  }
  if (books.happens(0.35)) {
    const Who landlord = books.one_of(society.landlords);
    const double rent = std::round(income * books.between(0.15, 0.35) / 50) * 50;
    const int rent_day = static_cast<int>(books.pick(28));
    for (int day = rent_day; day < books.days; day += 30) {
      if (day >= from) {
        books.pay(who, landlord, rent, books.daytime(day));
      }
    }
  }
  std::vector<Who> shops;
  for (std::size_t i = books.count_between(2, 8); i > 0; --i) {
    shops.push_back(books.one_of(society.merchants));
  }
  const auto& friends = society.friends[who];
  for (int day = from; day < books.days; ++day) {
    if (books.happens(habits.purchases * activity)) {
      const Who shop = books.happens(0.8) ? books.one_of(shops) : books.one_of(society.merchants);
      books.pay(
          who, shop, books.around(income / 60, 2.6), books.daytime(day),
          books.happens(habits.transfers_at_shops) ? fund::Kind::transfer : fund::Kind::merchant);
    }
    if (!friends.empty() && books.happens(habits.to_friends * activity)) {
      books.pay(who, books.one_of(friends), books.sum_of(income / 25, 3, 0.6), books.daytime(day));
    }
    if (books.happens(habits.second_hand * activity)) {
      books.pay(who, books.one_of(society.people), books.sum_of(income / 20, 3, 0.4),
                books.daytime(day));
    }
    if (books.happens(0.006 * activity)) {
      books.pay(who, books.one_of(society.exits), books.sum_of(income / 8, 1.8, 1),
                books.daytime(day), fund::Kind::cash);
    }
  }
  if (books.happens(habits.large_once)) {
    books.pay(who,
              books.happens(0.5) ? books.one_of(society.people) : books.one_of(society.merchants),
              books.sum_of(income * 3, 3, 0.7),
              books.daytime(static_cast<int>(books.pick(static_cast<std::size_t>(books.days)))));
  }
}

}  // namespace

Society make_society(CityBooks& books, std::size_t accounts, std::size_t spare) {
  Society society;
  society.friends.resize(accounts);
  society.wealth.resize(accounts);
  const double middle = books.between(4'000, 9'000);
  const auto live_count = static_cast<Who>(accounts - spare);
  for (Who who = 0; who < live_count; ++who) {
    society.wealth[who] = books.around(middle, 2.2);
    // The first ones see to it that a small city has everybody too.
    constexpr std::array firsts{0.0, 0.0, 0.0, 0.03, 0.03, 0.037, 0.037, 0.05, 0.05};
    const double drawn = books.unit();
    const double lot = who < firsts.size() ? firsts[who] : drawn;
    if (lot < 0.03) {
      society.merchants.push_back(who);
    } else if (lot < 0.037) {
      society.employers.push_back(who);
    } else if (lot < 0.05) {
      society.landlords.push_back(who);
    } else if (lot < 0.052) {
      society.exits.push_back(who);
    } else {
      society.people.push_back(who);
    }
  }
  for (Who who = live_count; who < accounts; ++who) {
    society.wealth[who] = books.around(middle, 2.2);
  }
  make_friends(books, society);
  const Habits habits = draw_habits(books);
  for (const Who who : society.people) {
    live_one(books, society, who, habits);
  }
  for (const Who landlord : society.landlords) {
    live_one(books, society, landlord, habits);
  }
  // Shops pay their suppliers, and their owners live of them.
  for (const Who shop : society.merchants) {
    const Who supplier = books.one_of(society.merchants);
    const Who owner = books.one_of(society.people);
    for (int day = static_cast<int>(books.pick(7)); day < books.days;
         day += static_cast<int>(books.count_between(3, 12))) {
      books.pay(shop, supplier, books.around(3'000, 3), books.daytime(day));
      if (books.happens(0.3)) {
        books.pay(shop, owner, books.sum_of(4'000, 2, 0.7), books.daytime(day));
      }
    }
  }
  return society;
}

void make_city(CityBooks& books, const CityOptions& options, std::vector<std::uint8_t>& bad) {
  const double wanted = options.illicit * static_cast<double>(options.accounts);
  // Half of those whom gangs use were ordinary before; the other half are accounts of their own.
  const auto spare = static_cast<std::size_t>(std::ceil(wanted));
  const Society society = make_society(books, options.accounts, spare);
  make_lookalikes(books, society);
  make_gangs(books, society, static_cast<Who>(options.accounts - spare), wanted, bad);
}

}  // namespace holdfast::warn
