// Honest people whose money moves as a gang's does. Each kind shares all but one or two tells with
// some gang: who pays is known to the payee, or the sum is usual, or it comes back every month.
#include "warn/plots.hpp"

namespace holdfast::warn {

namespace {

using Whos = std::vector<Who>;

Whos circle_of(CityBooks& books, const Scene& scene, std::size_t low, std::size_t high) {
  // Mostly neighbours: their numbers are close.
  const std::size_t at = books.pick(scene.people.size());
  Whos circle;
  for (std::size_t i = books.count_between(low, high); i > 0; --i) {
    circle.push_back(books.happens(0.7) ? scene.people[(at + books.pick(60)) % scene.people.size()]
                                        : books.one_of(scene.people));
  }
  return circle;
}

fund::Kind at_shop(const Scene& scene) {
  return scene.kinds_are_told ? fund::Kind::merchant : fund::Kind::transfer;
}

fund::Kind as_cash(const Scene& scene) {
  return scene.kinds_are_told ? fund::Kind::cash : fund::Kind::transfer;
}

int some_day(CityBooks& books) {
  return static_cast<int>(books.pick(static_cast<std::size_t>(books.days)));
}

/// Collects for a trip, a class, a gift, once or again and again; pays it on in one or two sums.
void collects(CityBooks& books, const Scene& scene) {
  const Who me = books.one_of(scene.people);
  const Whos circle = circle_of(books, scene, 6, 25);
  const Who last = books.happens(0.5) ? books.one_of(scene.shops) : books.one_of(scene.people);
  for (std::size_t times = books.count_between(1, 4); times > 0; --times) {
    const double part = books.sum_of(scene.usual[me] * books.between(0.8, 5), 1.6, 0.8);
    const int day = some_day(books);
    double sum = 0;
    for (const Who one : circle) {
      books.pay(one, me, part, books.daytime(day + static_cast<int>(books.pick(4))));
      sum += part;
    }
    sum *= books.between(0.9, 1);
    const double paid = books.happens(0.5) ? sum : sum * books.between(0.3, 0.7);
    books.pay(me, last, paid, books.daytime(day + 4));
    books.pay(me, last, sum - paid, books.daytime(day + 6));
  }
}

/// Rent, fees or instalments of several, every month, go on to owners.
void hands_on(CityBooks& books, const Scene& scene) {
  const Who me = books.one_of(scene.people);
  const Whos payers = circle_of(books, scene, 3, 12);
  const Whos owners = circle_of(books, scene, 2, 5);
  const double fee = books.between(0.01, 0.12);
  const double wait = books.around(30, 4);
  for (const Who payer : payers) {
    const double rent = books.sum_of(scene.usual[payer] * books.between(2, 8), 1.5, 0.9);
    const Who owner = books.one_of(owners);
    for (int day = static_cast<int>(books.pick(30)); day < books.days; day += 30) {
      const double at = books.daytime(day);
      books.pay(payer, me, rent, at);
      books.pay(me, owner, rent * (1 - fee), at + books.waiting(wait));
    }
  }
}

/// One large sum in, many wages out; the workers change.
void pays_many(CityBooks& books, const Scene& scene) {
  const Who me = books.one_of(scene.people);
  const Who client = books.one_of(scene.traders.empty() ? scene.shops : scene.traders);
  const Whos workers = circle_of(books, scene, 4, 15);
  const double wage = scene.usual[me] * books.between(3, 9);
  const int step = static_cast<int>(books.count_between(6, 30));
  for (int day = static_cast<int>(books.pick(15)); day < books.days; day += step) {
    books.pay(client, me, wage * static_cast<double>(workers.size()), books.daytime(day));
    for (const Who worker : workers) {
      const Who paid = books.happens(0.8) ? worker : books.one_of(scene.people);
      books.pay(me, paid, books.around(wage, 1.3), books.daytime(day + 1) + books.waiting(20));
    }
  }
}

/// Cars, cameras, gold: strangers pay once and dearly, and the money buys the next piece.
void sells_dear(CityBooks& books, const Scene& scene) {
  const Who me = books.one_of(scene.people);
  for (std::size_t deals = books.count_between(2, 12); deals > 0; --deals) {
    const Who buyer = books.one_of(scene.people);
    const double price = books.sum_of(scene.usual[buyer] * books.between(3, 15), 1.6, 0.6);
    const double at = books.daytime(some_day(books));
    const bool in_steps = books.happens(0.3);
    books.pay(buyer, me, in_steps ? price * 0.2 : price, at);
    if (in_steps) {
      books.pay(buyer, me, price * 0.8, at + books.waiting(50));
    }
    books.pay(me, books.one_of(scene.people), price * books.between(0.75, 0.97),
              at + 1 + books.waiting(70));
  }
}

/// Members pay in, in turn one takes all, and spends it within days.
void club(CityBooks& books, const Scene& scene) {
  const Whos members = circle_of(books, scene, 5, 10);
  const double part = books.sum_of(scene.usual[members.front()] * books.between(2, 7), 1.5, 1);
  const int step = static_cast<int>(books.count_between(7, 30));
  int round = 0;
  for (int day = static_cast<int>(books.pick(20)); day < books.days; day += step, ++round) {
    const Who taker = members[static_cast<std::size_t>(round) % members.size()];
    for (const Who member : members) {
      books.pay(member, taker, part, books.daytime(day) + books.waiting(8));
    }
    books.pay(taker, books.happens(0.5) ? books.one_of(scene.shops) : books.one_of(scene.people),
              part * static_cast<double>(members.size()) * books.between(0.5, 1),
              books.daytime(day + 2));
  }
}

/// A family puts money together for a flat or a hospital, over two stages.
void pool(CityBooks& books, const Scene& scene) {
  const Whos family = circle_of(books, scene, 5, 9);
  const Who parent = family[0];
  const Who buyer = family[1];
  const int day = some_day(books);
  double sum = 0;
  for (std::size_t i = 2; i < family.size(); ++i) {
    const Who over = books.happens(0.6) ? parent : family[books.pick(family.size())];
    const double part = books.sum_of(scene.usual[family[i]] * books.between(3, 20), 1.7, 0.9);
    const double at = books.daytime(day) + books.waiting(60);
    books.pay(family[i], over, part, at);
    books.pay(over, buyer, part, at + books.waiting(50));
    sum += part;
  }
  books.pay(buyer, books.happens(0.5) ? books.one_of(scene.shops) : books.one_of(scene.people),
            sum * books.between(0.8, 1), books.daytime(day + 8));
}

/// A stall: many small sums from strangers, drawn as cash or paid on to the wholesaler.
void stall(CityBooks& books, const Scene& scene) {
  const Who me = books.one_of(scene.people);
  const Who supplier = books.one_of(scene.shops);
  const double price = scene.usual[me] * books.between(0.3, 3);
  const double a_day = books.between(0.3, 4);
  double till = 0;
  for (int day = 0; day < books.days; ++day) {
    for (double lot = books.waiting(a_day); lot > 0.5; lot -= 1) {
      const double paid = books.around(price, 1.8);
      books.pay(books.one_of(scene.people), me, paid, books.daytime(day));
      till += paid;
    }
    if (till > price * 10 && books.happens(0.5)) {
      const bool draws = books.happens(0.4);
      books.pay(me, draws ? books.one_of(scene.outs) : supplier,
                std::floor(till * books.between(0.6, 0.97)), books.daytime(day) + 3,
                draws ? as_cash(scene) : fund::Kind::transfer);
      till = 0;
    }
  }
}

/// Strangers give for somebody's hospital bill: more than they usually pay, all within days.
void donations(CityBooks& books, const Scene& scene) {
  const Who me = books.one_of(scene.people);
  const Who sick = books.one_of(scene.people);
  const int day = some_day(books);
  double sum = 0;
  for (std::size_t i = books.count_between(8, 40); i > 0; --i) {
    const Who giver = books.one_of(scene.people);
    const double gift = books.sum_of(scene.usual[giver] * books.between(0.5, 3), 1.8, 1);
    books.pay(giver, me, gift, books.daytime(day) + books.waiting(50));
    sum += gift;
  }
  books.pay(me, sick, sum * 0.6, books.daytime(day + 4));
  books.pay(sick, books.one_of(scene.shops), sum * 0.55, books.daytime(day + 6), at_shop(scene));
  books.pay(me, books.one_of(scene.shops), sum * 0.38, books.daytime(day + 7), at_shop(scene));
}

/// Two or three accounts of one owner: sums go round among them.
void own_accounts(CityBooks& books, const Scene& scene) {
  const Whos mine = circle_of(books, scene, 2, 3);
  for (std::size_t i = books.count_between(3, 14); i > 0; --i) {
    const std::size_t from = books.pick(mine.size());
    const double sum = books.sum_of(scene.usual[mine[from]] * books.between(1, 10), 1.8, 0.7);
    const double at = books.daytime(some_day(books));
    books.pay(mine[from], mine[(from + 1) % mine.size()], sum, at);
    if (books.happens(0.6)) {
      books.pay(mine[(from + 1) % mine.size()], mine[(from + 2) % mine.size()],
                sum * books.between(0.5, 1), at + books.waiting(40));
    }
  }
}

/// Goods go down a chain of small firms, money comes up it: each keeps a margin.
void supply(CityBooks& books, const Scene& scene) {
  const Whos firms = circle_of(books, scene, 3, 5);
  const Whos buyers = circle_of(books, scene, 3, 10);
  for (std::size_t i = books.count_between(4, 20); i > 0; --i) {
    double sum = books.around(scene.usual[firms[0]] * books.between(2, 10), 1.6);
    double at = books.daytime(some_day(books));
    books.pay(books.one_of(buyers), firms[0], sum, at);
    for (std::size_t f = 0; f + 1 < firms.size(); ++f) {
      sum *= books.between(0.8, 0.97);
      at += 1 + books.waiting(60);
      books.pay(firms[f], firms[f + 1], sum, at);
    }
  }
}

}  // namespace

void make_mimics(CityBooks& books, const Scene& scene, double plenty) {
  struct Kind {
    void (*make)(CityBooks&, const Scene&);
    double share;  // of people, at most
  };
  for (const Kind& kind :
       {Kind{collects, 0.004}, Kind{hands_on, 0.003}, Kind{pays_many, 0.002},
        Kind{sells_dear, 0.006}, Kind{club, 0.001}, Kind{pool, 0.003}, Kind{stall, 0.004},
        Kind{donations, 0.001}, Kind{own_accounts, 0.02}, Kind{supply, 0.002}}) {
    const auto count = static_cast<std::size_t>(std::llround(
        static_cast<double>(scene.people.size()) * kind.share * plenty * books.between(0.3, 1)));
    for (std::size_t i = 0; i < count; ++i) {
      kind.make(books, scene);
    }
  }
}

}  // namespace holdfast::warn
