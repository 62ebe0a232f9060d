// Gangs: victims pay accounts that the gang uses, the money goes on by one of several styles, and
// comes out as cash, abroad or at a shop that is in on it.
#include <array>

#include "warn/city_books.hpp"

namespace holdfast::warn {

namespace {

struct Sum {
  Who at;
  double yuan;
  double hour;
};

enum class Style : std::uint8_t {
  rush,
  careful,
  chain,
  cash_ring,
  brushing,
  scatter_gather,
  wheel
};

/// How a gang works; drawn once for each.
struct Manner {
  double dwell;         // hours that a stage holds money, on average
  double fee;           // kept at each stage
  double parts;         // into how many parts a sum is cut, on average
  double loss;          // what a victim pays, in months of income
  double own_accounts;  // share of fresh accounts
};

class Gang {
 public:
  Gang(CityBooks& books, const Society& society, const Manner& manner)
      : books_(books), society_(society), manner_(manner) {}

  std::vector<std::vector<Who>> stages;  // the first is paid by victims
  std::vector<Who> outs;                 // exits

  /// A victim pays, once or in steps that grow, to one account of the first stage.
  void rob(double hour, bool lures_first) {
    const Who victim = books_.one_of(society_.people);
    const Who mule = books_.one_of(stages.front());
    const double income = society_.wealth[victim];
    if (lures_first) {
      const double task = books_.around(150, 1.8);
      for (int i = 0; i < 2; ++i) {
        books_.pay(victim, mule, task, hour - 40 + 15 * i);
        books_.pay(mule, victim, task * books_.between(1.1, 1.4), hour - 39 + 15 * i);
      }
    }
    const std::size_t times = books_.happens(0.35) ? books_.count_between(2, 4) : 1;
    double at = hour;
    for (std::size_t i = 0; i < times; ++i) {
      const double paid = books_.sum_of(income * manner_.loss, 2, 0.6);
      const Who whom = books_.happens(0.3) ? books_.one_of(stages.front()) : mule;
      books_.pay(victim, whom, paid, at);
      pass_on({whom, paid, at}, 1);
      at += books_.waiting(20);
    }
  }

  /// Money that lies at stage - 1 goes on in parts, each a while later.
  void pass_on(Sum sum, std::size_t stage) {
    if (sum.yuan < 50) {
      return;
    }
    if (stage >= stages.size()) {
      cash_out(sum);
      return;
    }
    const auto wanted = static_cast<std::size_t>(1 + books_.waiting(manner_.parts - 1));
    const std::size_t parts = std::min<std::size_t>(wanted, 6);
    double rest = sum.yuan * (1 - books_.between(0, 2 * manner_.fee));
    double at = sum.hour;
    for (std::size_t i = 0; i < parts; ++i) {
      const double part =
          i + 1 == parts ? rest : rest * books_.between(0.5, 1.5) / static_cast<double>(parts - i);
      at += std::max(0.05, books_.waiting(manner_.dwell));
      const Who next = books_.one_of(stages[stage]);
      const double sent = std::min(part, rest);
      books_.pay(sum.at, next, sent, at);
      pass_on({next, sent, at}, stage + 1);
      rest -= sent;
    }
  }

  void cash_out(Sum sum) {
    double rest = sum.yuan * (1 - manner_.fee);
    double at = sum.hour;
    while (rest > 200) {
      const double limit = books_.happens(0.5) ? 19'000 : 9'900;
      const double part = std::min(rest, books_.between(0.4, 1) * limit);
      at += std::max(0.05, books_.waiting(manner_.dwell / 2));
      const double lot = books_.unit();
      books_.pay(sum.at, books_.one_of(outs),
                 std::floor(part / 100) * 100 + (part < 100 ? part : 0), at,
                 lot < 0.6   ? fund::Kind::cash
                 : lot < 0.8 ? fund::Kind::crypto
                 : lot < 0.9 ? fund::Kind::overseas
                             : fund::Kind::transfer);
      rest -= part;
    }
  }

 private:
  CityBooks& books_;
  const Society& society_;
  Manner manner_;
};

/// Money goes round among a few, so that the shop among them looks well visited.
void turn_wheel(CityBooks& books, const std::vector<Who>& ring, double begin, double dwell) {
  for (std::size_t turns = books.count_between(3, 12); turns > 0; --turns) {
    double sum = books.sum_of(8'000, 2, 0.5);
    double at = begin + books.waiting(60);
    for (std::size_t i = 0; i <= ring.size(); ++i) {
      books.pay(ring[i % ring.size()], ring[(i + 1) % ring.size()], sum, at);
      sum *= books.between(0.95, 1);
      at += std::max(0.1, books.waiting(dwell));
    }
    begin = at;
  }
}

class Recruiter {
 public:
  Recruiter(CityBooks& books, const Society& society, Who spare, std::vector<std::uint8_t>& bad)
      : books_(books), society_(society), spare_(spare), bad_(bad) {}

  Who hire(double fresh_chance) {
    ++hired;
    if (spare_ < bad_.size() && books_.happens(fresh_chance)) {
      const Who fresh = spare_++;
      bad_[fresh] = 1;
      if (books_.happens(0.6)) {
        pretend(fresh);
      }
      return fresh;
    }
    for (;;) {
      const Who who = books_.one_of(society_.people);
      if (bad_[who] == 0) {
        bad_[who] = 1;
        return who;
      }
    }
  }

  std::size_t hired = 0;

 private:
  /// A fresh account is used like any other for a while: a shop, a small sum from a friend.
  void pretend(Who who) {
    for (std::size_t i = books_.count_between(2, 25); i > 0; --i) {
      const double at = books_.between(0, books_.days * 24.0);
      if (books_.happens(0.7)) {
        books_.pay(who, books_.one_of(society_.merchants), books_.around(70, 2.5), at,
                   fund::Kind::merchant);
      } else {
        books_.pay(books_.one_of(society_.people), who, books_.sum_of(200, 2.5, 0.6), at);
      }
    }
  }

  CityBooks& books_;
  const Society& society_;
  Who spare_;
  std::vector<std::uint8_t>& bad_;
};

Manner draw_manner(CityBooks& books, Style style, double care) {
  Manner manner{.dwell = books.between(0.2, 4),
                .fee = books.between(0.005, 0.05),
                .parts = books.between(1.2, 3),
                .loss = books.between(0.6, 4),
                .own_accounts = books.between(0.2, 0.8)};
  if (style == Style::careful) {
    manner.dwell = books.between(18, 60) * care;
    manner.loss = books.between(0.3, 1.5);
    manner.parts = books.between(1.5, 4);
    manner.own_accounts = books.between(0.05, 0.4);
  } else if (style == Style::chain) {
    manner.parts = 1.05;
    manner.dwell = books.between(0.5, 30);
  } else if (style == Style::scatter_gather) {
    manner.parts = books.between(3, 5);
    manner.dwell = books.between(1, 24);
  }
  return manner;
}

std::vector<std::size_t> sizes_of(CityBooks& books, Style style) {
  switch (style) {
    case Style::rush:
      return {books.count_between(2, 4), books.count_between(2, 5), books.count_between(1, 3)};
    case Style::careful:
      return {books.count_between(4, 9), books.count_between(2, 4), books.count_between(1, 2)};
    case Style::chain:
      return std::vector<std::size_t>(books.count_between(4, 7), 1);
    case Style::cash_ring:
      return {books.count_between(4, 10)};
    case Style::brushing:
      return {books.count_between(2, 5), books.count_between(1, 3)};
    case Style::scatter_gather:
      return {1, books.count_between(4, 8), 1};
    case Style::wheel:
      return {books.count_between(3, 5)};
  }
  return {};
}

}  // namespace

void make_gangs(CityBooks& books, const Society& society, Who spare_begin, double wanted,
                std::vector<std::uint8_t>& bad) {
  Recruiter recruiter(books, society, spare_begin, bad);
  const double care = books.between(0.7, 2);
  const double half_fresh = books.between(0.3, 0.7);
  // Each city has its own mixture of styles; careful ones are common everywhere.
  std::array<double, 7> taste{};
  for (std::size_t i = 0; i < taste.size(); ++i) {
    taste[i] = books.unit() + (i == static_cast<std::size_t>(Style::careful) ? 1 : 0);
  }
  double all = 0;
  for (const double one : taste) {
    all += one;
  }
  while (static_cast<double>(recruiter.hired) < wanted) {
    double lot = books.unit() * all;
    std::size_t number = 0;
    while (number + 1 < taste.size() && lot > taste[number]) {
      lot -= taste[number++];
    }
    const auto style = static_cast<Style>(number);
    const Manner manner = draw_manner(books, style, care);
    Gang gang(books, society, manner);
    for (const std::size_t size : sizes_of(books, style)) {
      gang.stages.emplace_back();
      for (std::size_t i = 0; i < size; ++i) {
        gang.stages.back().push_back(
            recruiter.hire(books.happens(half_fresh) ? manner.own_accounts : 0.5));
      }
    }
    for (std::size_t i = books.count_between(1, 3); i > 0; --i) {
      gang.outs.push_back(books.one_of(society.exits));
    }
    const double length =
        style == Style::careful ? books.between(20, 60) * 24 : books.between(1, 20) * 24;
    const double begin = books.between(0, std::max(24.0, books.days * 24.0 - length));
    if (style == Style::wheel) {
      turn_wheel(books, gang.stages.front(), begin, manner.dwell);
      continue;
    }
    const std::size_t front = gang.stages.front().size();
    const std::size_t victims = style == Style::careful ? front * books.count_between(1, 4)
                                : style == Style::chain ? books.count_between(1, 4)
                                                        : front * books.count_between(2, 9);
    for (std::size_t v = 0; v < victims; ++v) {
      gang.rob(begin + books.between(0, length), style == Style::brushing);
    }
  }
}

}  // namespace holdfast::warn
