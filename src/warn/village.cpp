// The make `village`: few accounts, each pair pays the same sum at the same step, as standing
// orders do. Gangs and honest groups come in the same plain shapes; what parts them is that a
// gang's money is handed on, among people who never paid each other, and in sums that belong to
// none of them.
#include "warn/makes.hpp"

namespace holdfast::warn {

namespace {

enum class Figure : std::uint8_t { fan_in, fan_out, circle, scatter_gather, gather_scatter, stack };

struct Village {
  std::vector<std::vector<Who>> payees;
  std::vector<double> usual;
};

void stand(CityBooks& books, Who from, Who to, double sum, int step, double spread) {
  for (int day = static_cast<int>(books.pick(static_cast<std::size_t>(step))); day < books.days;
       day += step) {
    books.pay(from, to, books.around(sum, spread), day * 24.0 + 12);
  }
}

/// One turn of a figure among `who`; each step about `wait` days after the one before it.
void turn(CityBooks& books, Figure figure, const std::vector<Who>& who, double sum, double day,
          double wait, double keep) {
  const auto pay = [&](std::size_t from, std::size_t to, double yuan, double when) {
    books.pay(who[from], who[to], yuan, std::floor(when) * 24 + 12);
  };
  const std::size_t last = who.size() - 1;
  const double others = static_cast<double>(last);
  switch (figure) {
    case Figure::fan_in:
      for (std::size_t i = 1; i <= last; ++i) {
        pay(i, 0, sum * books.between(0.9, 1.1), day + books.between(0, wait));
      }
      break;
    case Figure::fan_out:
      for (std::size_t i = 1; i <= last; ++i) {
        pay(0, i, sum * books.between(0.9, 1.1), day + books.between(0, wait));
      }
      break;
    case Figure::circle:
    case Figure::stack:
      for (std::size_t i = 0; i < last + (figure == Figure::circle ? 1U : 0U); ++i) {
        pay(i, (i + 1) % who.size(), sum, day);
        sum *= 1 - keep;
        day += books.between(0.4, 1.6) * wait;
      }
      break;
    case Figure::scatter_gather:
      for (std::size_t i = 1; i < last; ++i) {
        const double begin = day + books.between(0, wait);
        pay(0, i, sum, begin);
        pay(i, last, sum * (1 - keep), begin + books.between(0.4, 1.6) * wait);
      }
      break;
    case Figure::gather_scatter:
      for (std::size_t i = 1; i <= last; ++i) {
        if (i % 2 == 1) {
          pay(i, 0, sum, day + books.between(0, wait));
        } else {
          pay(0, i, sum * (1 - keep) * std::ceil(others / 2) / std::floor(others / 2),
              day + wait + books.between(0, wait));
        }
      }
      break;
  }
}

}  // namespace

void make_village(CityBooks& books, const CityOptions& options, std::vector<std::uint8_t>& bad) {
  const auto count = static_cast<Who>(options.accounts);
  Village village{std::vector<std::vector<Who>>(count), {}};
  const double middle = books.between(100, 1'000);
  const double spread = books.between(1.02, 1.4);
  const double reach = books.between(1.5, 4);
  for (Who who = 0; who < count; ++who) {
    village.usual.push_back(books.around(middle, 2.5));
    const std::size_t degree =
        1 + static_cast<std::size_t>(std::min(40.0, books.waiting(reach) * books.waiting(1)));
    for (std::size_t i = 0; i < degree; ++i) {
      const auto other = static_cast<Who>(std::pow(books.unit(), 1.7) * count);
      const int step = static_cast<int>(books.count_between(5, 30));
      stand(books, who, other, village.usual[who] * books.around(1, 1.5), step, spread);
      village.payees[who].push_back(other);
    }
  }
  const auto group = [&](bool strangers) {
    std::vector<Who> who{static_cast<Who>(books.pick(count))};
    for (std::size_t wanted = books.count_between(4, 9); who.size() < wanted;) {
      const auto& known = village.payees[who[books.pick(who.size())]];
      const Who next = strangers || books.happens(0.15) ? static_cast<Who>(books.pick(count))
                                                        : books.one_of(known);
      if (std::ranges::find(who, next) == who.end()) {
        who.push_back(next);
      } else if (books.happens(0.3)) {
        who.push_back(static_cast<Who>(books.pick(count)));
      }
    }
    return who;
  };
  double care = books.between(0.3, 1);
  const auto run_group = [&](const std::vector<Who>& who, double keep, double factor) {
    const auto figure = static_cast<Figure>(books.pick(6));
    const double sum = village.usual[who.front()] * factor;
    const double wait = 1 + care * books.between(0, 8);
    for (std::size_t turns = books.count_between(1, 4); turns > 0; --turns) {
      turn(books, figure, who, sum, books.between(0, books.days * 0.9), wait, keep);
    }
  };
  // Honest groups keep nothing back by rule, and know each other; a few of them do neither.
  for (double groups = options.illicit * count / 3; groups > 0; groups -= 1) {
    run_group(group(books.happens(0.15)), books.happens(0.3) ? books.between(0.01, 0.1) : 0,
              books.between(0.5, 3));
  }
  for (double hired = 0; hired < options.illicit * count;) {
    const auto who = group(books.happens(0.8));
    for (const Who one : who) {
      hired += bad[one] == 0 ? 1 : 0;
      bad[one] = 1;
    }
    run_group(who, books.between(0.01, 0.1), books.between(0.5, 3));
  }
}

}  // namespace holdfast::warn
