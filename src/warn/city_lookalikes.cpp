// Those who look like swindlers and are none.
#include "warn/city_books.hpp"

namespace holdfast::warn {

namespace {

/// Rent of several flats comes in, and goes on to the owners days later, less a fee.
void agent(CityBooks& books, const Society& society) {
  const Who me = books.one_of(society.people);
  const double fee = books.between(0.03, 0.12);
  const std::size_t flats = books.count_between(3, 14);
  for (std::size_t i = 0; i < flats; ++i) {
    const Who tenant = books.one_of(society.people);
    const Who owner = books.one_of(society.landlords);
    const double rent = books.sum_of(2'500, 1.7, 0.9);
    const int first = static_cast<int>(books.pick(30));
    for (int day = first; day < books.days; day += 30) {
      const double at = books.daytime(day);
      books.pay(tenant, me, rent, at);
      books.pay(me, owner, rent * (1 - fee), at + books.between(2, 120));
    }
  }
}

/// One large sum comes in, many wages go out, again and again.
void contractor(CityBooks& books, const Society& society) {
  const Who me = books.one_of(society.people);
  const Who client = books.one_of(society.employers);
  std::vector<Who> workers;
  for (std::size_t i = books.count_between(6, 25); i > 0; --i) {
    workers.push_back(books.one_of(society.people));
  }
  const int step = static_cast<int>(books.count_between(7, 31));
  for (int day = static_cast<int>(books.pick(static_cast<std::size_t>(step))); day < books.days;
       day += step) {
    const double wage = books.around(3'000, 1.6);
    const double at = books.daytime(day);
    books.pay(client, me, wage * static_cast<double>(workers.size()) * 1.08, at);
    for (const Who worker : workers) {
      if (books.happens(0.9)) {
        books.pay(me, worker, books.around(wage, 1.3), at + books.between(0.2, 60));
      }
    }
  }
}

/// Neighbours pay their share, the whole goes to a shop within the day.
void group_buyer(CityBooks& books, const Society& society) {
  const Who me = books.one_of(society.people);
  std::vector<Who> circle;
  for (std::size_t i = books.count_between(8, 40); i > 0; --i) {
    circle.push_back(books.one_of(society.people));
  }
  const Who shop = books.one_of(society.merchants);
  const std::size_t rounds = books.count_between(2, 12);
  for (std::size_t r = 0; r < rounds; ++r) {
    const int day = static_cast<int>(books.pick(static_cast<std::size_t>(books.days)));
    const double at = books.daytime(day);
    const double part = books.around(90, 2);
    double sum = 0;
    for (const Who neighbour : circle) {
      if (books.happens(0.5)) {
        books.pay(neighbour, me, part, at + books.between(0, 12));
        sum += part;
      }
    }
    books.pay(me, shop, sum * books.between(0.9, 1), at + books.between(12, 40));
  }
}

/// Many who never paid before send gifts in a few days; most of it is spent on one bill.
void wedding(CityBooks& books, const Society& society) {
  const Who me = books.one_of(society.people);
  const int day = static_cast<int>(books.pick(static_cast<std::size_t>(books.days)));
  double sum = 0;
  for (std::size_t i = books.count_between(15, 60); i > 0; --i) {
    const double gift = books.sum_of(600, 2, 1);
    books.pay(books.one_of(society.people), me, gift, books.daytime(day) + books.between(-48, 24));
    sum += gift;
  }
  const Who hall = books.one_of(society.merchants);
  books.pay(me, hall, sum * books.between(0.4, 1), books.daytime(day + 1) + books.between(0, 72));
}

/// Buys dear things from strangers and sells them to strangers: large sums, new partners, short
/// dwell.
void dealer(CityBooks& books, const Society& society) {
  const Who me = books.one_of(society.people);
  const double price = books.around(12'000, 3);
  const std::size_t deals = books.count_between(3, 25);
  for (std::size_t d = 0; d < deals; ++d) {
    const double at =
        books.daytime(static_cast<int>(books.pick(static_cast<std::size_t>(books.days))));
    const double paid = books.around(price, 1.5);
    const bool buys_first = books.happens(0.6);
    const double gap = books.waiting(72);
    books.pay(books.one_of(society.people), me, paid * books.between(1.02, 1.2),
              buys_first ? at + gap : at);
    books.pay(me, books.one_of(society.people), paid, buys_first ? at : at + gap);
  }
}

/// Two accounts of one owner: the wage goes on at once, sometimes it comes back.
void two_accounts(CityBooks& books, const Society& society) {
  const Who me = books.one_of(society.people);
  const Who other = books.one_of(society.people);
  for (int day = 9 + static_cast<int>(books.pick(4)); day < books.days; day += 30) {
    const double sum = society.wealth[me] * books.between(0.5, 0.98);
    const double at = books.daytime(day);
    books.pay(me, other, sum, at);
    if (books.happens(0.4)) {
      books.pay(other, me, sum * books.between(0.2, 0.9), at + books.between(5, 300));
    }
  }
}

/// Children send money home; a parent shares it out among the family or pays a hospital with it.
void family(CityBooks& books, const Society& society) {
  const Who parent = books.one_of(society.people);
  std::vector<Who> children;
  for (std::size_t i = books.count_between(2, 5); i > 0; --i) {
    children.push_back(books.one_of(society.people));
  }
  const int day = static_cast<int>(books.pick(static_cast<std::size_t>(books.days)));
  double sum = 0;
  for (const Who child : children) {
    const double part = books.sum_of(8'000, 2.5, 0.9);
    books.pay(child, parent, part, books.daytime(day) + books.between(-30, 10));
    sum += part;
  }
  if (books.happens(0.6)) {
    books.pay(parent, books.one_of(society.merchants), sum * books.between(0.7, 1),
              books.daytime(day + 1));
  } else {
    books.pay(parent, books.one_of(children), sum * books.between(0.7, 1), books.daytime(day + 2));
  }
}

/// Somebody sells to strangers from home: a shop in all but name, who takes the money out now and
/// then.
void home_seller(CityBooks& books, const Society& society) {
  const Who me = books.one_of(society.people);
  const Who supplier = books.one_of(society.merchants);
  const double price = books.around(300, 3);
  double till = 0;
  for (int day = 0; day < books.days; ++day) {
    for (std::size_t i = books.pick(5); i > 0; --i) {
      const double paid = books.around(price, 1.6);
      books.pay(books.one_of(society.people), me, paid, books.daytime(day));
      till += paid;
    }
    if (till > price * 12 && books.happens(0.4)) {
      books.pay(me, supplier, till * 0.7, books.daytime(day) + 10);
      if (books.happens(0.4)) {
        books.pay(me, books.one_of(society.exits), std::round(till * 0.2 / 100) * 100,
                  books.daytime(day) + 12, fund::Kind::cash);
      }
      till = 0;
    }
  }
}

/// A savings circle: everyone pays in, each round another takes all.
void savings_circle(CityBooks& books, const Society& society) {
  std::vector<Who> members;
  for (std::size_t i = books.count_between(4, 9); i > 0; --i) {
    members.push_back(books.one_of(society.people));
  }
  const double part = books.sum_of(2'000, 2, 1);
  const int step = static_cast<int>(books.count_between(7, 30));
  for (std::size_t r = 0; r * static_cast<std::size_t>(step) < static_cast<std::size_t>(books.days);
       ++r) {
    const Who taker = members[r % members.size()];
    for (const Who member : members) {
      books.pay(member, taker, part, books.daytime(static_cast<int>(r) * step));
    }
  }
}

}  // namespace

void make_lookalikes(CityBooks& books, const Society& society) {
  struct Kind {
    void (*make)(CityBooks&, const Society&);
    double share;  // of people, at most
  };
  for (const Kind& kind :
       {Kind{agent, 0.004}, Kind{contractor, 0.003}, Kind{group_buyer, 0.004}, Kind{wedding, 0.006},
        Kind{dealer, 0.006}, Kind{two_accounts, 0.02}, Kind{family, 0.01}, Kind{home_seller, 0.005},
        Kind{savings_circle, 0.001}}) {
    const auto count = static_cast<std::size_t>(static_cast<double>(society.people.size()) *
                                                kind.share * books.between(0.4, 1));
    for (std::size_t i = 0; i < count; ++i) {
      kind.make(books, society);
    }
  }
}

}  // namespace holdfast::warn
