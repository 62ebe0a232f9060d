// The make `household`: couples with wages, rent and budgets that shrink towards the next payday,
// shops with owners and suppliers. Ordinary money passes on too: to the spouse, to the second
// account, to the bank that lent for the flat.
#include "warn/makes.hpp"
#include "warn/plots.hpp"

namespace holdfast::warn {

namespace {

struct Ways {
  double merchant_told;  // share of purchases that are told as such
  double shopping;       // purchases a day, at the beginning of a month
  double friends;        // payments to friends a day
  double strangers;      // to anybody, a day
  double pooled;         // share of couples that keep one purse
};

void live(CityBooks& books, const Scene& scene, const Ways& ways, Who me, Who spouse, Who employer,
          Who lender, const std::vector<Who>& friends) {
  const double usual = scene.usual[me];
  const double wage = usual * books.between(25, 45);
  const int payday = static_cast<int>(books.pick(28));
  const bool is_paid = books.happens(0.8);
  const double to_spouse = books.happens(ways.pooled) ? books.between(0.2, 0.9) : 0;
  const double to_lender = books.happens(0.4) ? books.between(0.15, 0.45) : 0;
  const bool is_quiet = books.happens(0.2);
  std::vector<Who> shops;
  for (std::size_t i = books.count_between(2, 6); i > 0; --i) {
    shops.push_back(books.one_of(scene.shops));
  }
  for (int day = 0; day < books.days; ++day) {
    const int since = (day + 28 - payday) % 28;
    if (since == 0 && is_paid) {
      books.pay(employer, me, books.around(wage, 1.03), day * 24.0 + books.between(8, 12));
      const double later = day * 24.0 + books.between(13, 60);
      if (to_spouse > 0) {
        books.pay(me, spouse, std::floor(wage * to_spouse / 100) * 100, later);
      }
      if (to_lender > 0) {
        books.pay(me, lender, wage * to_lender, later + books.waiting(20));
      }
    }
    if (is_quiet && books.happens(0.85)) {
      continue;
    }
    const double ease = is_paid ? 1.5 - since / 28.0 : 0.6;
    if (books.happens(ways.shopping * ease)) {
      const Who shop = books.happens(0.75) ? books.one_of(shops) : books.one_of(scene.shops);
      books.pay(me, shop, books.around(usual * ease, 2.4), books.daytime(day),
                books.happens(ways.merchant_told) ? fund::Kind::merchant : fund::Kind::transfer);
    }
    if (!friends.empty() && books.happens(ways.friends * ease)) {
      books.pay(me, books.one_of(friends), books.sum_of(usual, 2.5, 0.6), books.daytime(day));
    }
    if (books.happens(ways.strangers)) {
      const bool is_dear = books.happens(0.12);
      books.pay(me, books.one_of(scene.people),
                books.sum_of(usual * (is_dear ? books.between(3, 15) : 1), 2.5, 0.5),
                books.daytime(day));
    }
    if (books.happens(0.008)) {
      books.pay(me, books.one_of(scene.outs), std::ceil(usual * books.between(1, 6) / 100) * 100,
                books.daytime(day), fund::Kind::cash);
    }
  }
}

void trade(CityBooks& books, const Scene& scene, Who shop) {
  const Who supplier = books.one_of(scene.shops);
  const Who owner = books.one_of(scene.people);
  for (int day = static_cast<int>(books.pick(9)); day < books.days;
       day += static_cast<int>(books.count_between(2, 10))) {
    books.pay(shop, supplier, books.around(scene.usual[shop] * 15, 2), books.daytime(day));
    if (books.happens(0.4)) {
      books.pay(shop, owner, books.sum_of(scene.usual[owner] * 8, 2, 0.7), books.daytime(day));
    }
  }
}

}  // namespace

void make_household(CityBooks& books, const CityOptions& options, std::vector<std::uint8_t>& bad) {
  const double wanted = options.illicit * static_cast<double>(options.accounts);
  const auto count = static_cast<Who>(options.accounts);
  const auto fresh = static_cast<Who>(std::ceil(wanted));
  Scene scene;
  std::vector<Who> employers;
  std::vector<Who> lenders;
  const double middle = books.between(60, 160);
  for (Who who = 0; who < count; ++who) {
    scene.usual.push_back(books.around(middle, 2));
    // A few of everybody first, so that a small place has them too.
    const double lot = who < 12 ? 0.005 * (who / 2) : books.unit();
    if (who + fresh >= count) {
      scene.fresh.push_back(who);
    } else if (lot < 0.012) {
      employers.push_back(who);
    } else if (lot < 0.014) {
      scene.outs.push_back(who);
    } else if (lot < 0.016) {
      lenders.push_back(who);
    } else if (lot < 0.05) {
      scene.shops.push_back(who);
    } else {
      scene.people.push_back(who);
    }
  }
  lenders.push_back(employers.front());
  scene.outs.push_back(scene.shops.front());
  for (std::size_t i = 0; i < scene.people.size(); i += 40) {
    scene.traders.push_back(scene.people[i]);
  }
  const Ways ways{.merchant_told = books.between(0.2, 0.95),
                  .shopping = books.between(0.06, 0.16),
                  .friends = books.between(0.03, 0.08),
                  .strangers = books.between(0.004, 0.02),
                  .pooled = books.between(0.2, 0.7)};
  for (std::size_t i = 0; i < scene.people.size(); ++i) {
    std::vector<Who> friends;
    for (std::size_t k = books.count_between(1, 5); k > 0; --k) {
      friends.push_back(books.happens(0.8)
                            ? scene.people[(i + 2 + books.pick(20)) % scene.people.size()]
                            : books.one_of(scene.people));
    }
    live(books, scene, ways, scene.people[i],
         scene.people[std::min(i ^ 1U, scene.people.size() - 1)], books.one_of(employers),
         books.one_of(lenders), friends);
  }
  for (const Who shop : scene.shops) {
    trade(books, scene, shop);
  }
  // Traders among the people: customers pay them as they pay anybody.
  for (const Who trader : scene.traders) {
    for (std::size_t i = books.count_between(10, 80); i > 0; --i) {
      const Who customer = books.one_of(scene.people);
      books.pay(customer, trader, books.around(scene.usual[customer] * 1.5, 2),
                books.daytime(static_cast<int>(books.pick(static_cast<std::size_t>(books.days)))));
    }
    for (int day = 5; day < books.days; day += static_cast<int>(books.count_between(4, 12))) {
      books.pay(trader, books.one_of(scene.shops), books.around(scene.usual[trader] * 8, 2),
                books.daytime(day));
    }
  }
  make_mimics(books, scene, books.between(0.6, 1.4));
  make_plots(books, scene, wanted, books.between(0.45, 0.75), bad);
}

}  // namespace holdfast::warn
