#include "warn/plots.hpp"

#include <algorithm>
#include <array>

namespace holdfast::warn {

namespace {

struct Entry {
  double hour;
  double yuan;
};

enum class Shape : std::uint8_t { ladder, funnel, spread, loop, mixer, tithe };

struct Manner {
  Shape shape;
  double care;    // 0 fast and bold, 1 slow and careful
  double dwell;   // hours that a stage holds money, on average
  double keep;    // share that stays behind
  double limit;   // no payment above it; 0 for none
  double factor;  // what a victim pays, in usual payments
  double parts;   // payees that one holding is divided among, on average
  double length;  // hours from the first victim to the last
};

class Plot {
 public:
  Plot(CityBooks& books, Scene& scene, const Manner& manner, std::vector<std::uint8_t>& bad)
      : books_(books), scene_(scene), manner_(manner), bad_(bad) {}

  std::size_t run() {
    hire_all();
    // Not all of a careful gang's accounts work at the same time.
    const double begin =
        books_.between(0, std::max(24.0, books_.days * 24.0 - manner_.length - 48));
    std::vector<std::vector<Entry>> held(stages_.front().size());
    const std::size_t victims =
        stages_.front().size() *
        (manner_.care > 0.5 ? books_.count_between(2, 5) : books_.count_between(2, 9));
    for (std::size_t v = 0; v < victims; ++v) {
      rob(held, begin);
    }
    if (manner_.shape == Shape::mixer) {
      mix(held);
    }
    for (std::size_t stage = 0; stage < stages_.size(); ++stage) {
      for (std::size_t m = 0; m < held.size(); ++m) {
        hired_ += held[m].empty() || bad_[stages_[stage][m]] != 0 ? 0U : 1U;
        if (!held[m].empty()) {
          bad_[stages_[stage][m]] = 1;
        }
      }
      held = hand_on(held, stage);
    }
    return hired_;
  }

 private:
  void hire_all() {
    const auto stage = [&](std::size_t low, std::size_t high) {
      stages_.emplace_back();
      for (std::size_t i = books_.count_between(low, high); i > 0; --i) {
        stages_.back().push_back(hire(stages_.size() > 1));
      }
    };
    switch (manner_.shape) {
      case Shape::ladder:
        stage(2, 5);
        stage(2, 4);
        stage(1, 3);
        break;
      case Shape::funnel:
        stage(4, 9);
        stage(1, 2);
        break;
      case Shape::spread:
        stage(1, 2);
        stage(4, 8);
        break;
      case Shape::loop:
        stage(1, 2);
        stage(1, 2);
        stage(1, 2);
        stages_.push_back(stages_.front());
        break;
      case Shape::mixer:
        stage(4, 7);
        break;
      case Shape::tithe:
        stage(3, 6);
        stage(2, 3);
        stage(1, 1);
        break;
    }
    for (std::size_t i = books_.count_between(1, 3); i > 0; --i) {
      outs_.push_back(books_.one_of(scene_.outs));
    }
  }

  Who hire(bool later_stage) {
    if (!scene_.fresh.empty() && books_.happens(0.6 * (1 - manner_.care))) {
      const Who fresh = scene_.fresh.back();
      scene_.fresh.pop_back();
      return fresh;
    }
    // A collector is best hidden among those who get much from many anyway.
    const bool can_trade = later_stage && !scene_.traders.empty();
    for (;;) {
      const bool as_trader = can_trade && books_.happens(manner_.care / 3);
      const Who who = books_.one_of(as_trader ? scene_.traders : scene_.people);
      if (bad_[who] == 0) {
        return who;
      }
    }
  }

  /// Careful gangs pay by day.
  double when(double hour) {
    if (!books_.happens(manner_.care)) {
      return hour;
    }
    const double day = std::floor(hour / 24);
    const double today = books_.daytime(static_cast<int>(day));
    return today > hour ? today : hour + books_.between(0.1, 2);
  }

  void rob(std::vector<std::vector<Entry>>& held, double begin) {
    const Who victim = books_.one_of(scene_.people);
    const std::size_t times = books_.happens(0.4) ? books_.count_between(2, 5) : 1;
    double hour = begin + books_.between(0, manner_.length);
    double paid = books_.sum_of(scene_.usual[victim] * manner_.factor, 2, 0.6);
    std::size_t mule = books_.pick(held.size());
    for (std::size_t i = 0; i < times; ++i) {
      const double sum =
          manner_.limit > 0 ? std::min(paid, manner_.limit * books_.between(0.6, 1)) : paid;
      hour = when(hour);
      books_.pay(victim, stages_.front()[mule], sum, hour);
      held[mule].push_back({hour, sum});
      // Trust grows with every step of a lure.
      paid *= books_.between(0.9, 2);
      hour += 1 + books_.waiting(12 + 60 * manner_.care);
      mule = books_.happens(0.3) ? books_.pick(held.size()) : mule;
    }
    if (books_.happens(0.25)) {
      const double back = scene_.usual[victim] * books_.between(0.2, 0.8);
      books_.pay(stages_.front()[mule], victim, back, hour + books_.waiting(10));
    }
  }

  /// Members pay each other until nobody can tell whose money it was.
  void mix(std::vector<std::vector<Entry>>& held) {
    const auto& pool = stages_.front();
    for (std::size_t turn = books_.count_between(1, 3); turn > 0; --turn) {
      std::vector<std::vector<Entry>> next(held.size());
      for (std::size_t m = 0; m < held.size(); ++m) {
        for (const Entry& entry : held[m]) {
          const std::size_t other = (m + 1 + books_.pick(held.size() - 1)) % held.size();
          const double moved = entry.yuan * books_.between(0.4, 1 - manner_.keep);
          const double hour = when(entry.hour + 0.2 + books_.waiting(manner_.dwell));
          books_.pay(pool[m], pool[other], moved, hour);
          next[other].push_back({hour, moved});
          next[m].push_back({entry.hour, entry.yuan - moved});
        }
      }
      held = std::move(next);
    }
  }

  /// What a stage holds goes on, several entries together where they came within one holding.
  std::vector<std::vector<Entry>> hand_on(std::vector<std::vector<Entry>>& held,
                                          std::size_t stage) {
    const bool leaves = stage + 1 == stages_.size();
    std::vector<std::vector<Entry>> next(leaves ? 0 : stages_[stage + 1].size());
    for (std::size_t m = 0; m < held.size(); ++m) {
      auto& entries = held[m];
      std::ranges::sort(entries, {}, &Entry::hour);
      for (std::size_t i = 0; i < entries.size();) {
        const double until = entries[i].hour + 0.1 + books_.waiting(manner_.dwell);
        double sum = 0;
        for (; i < entries.size() && entries[i].hour <= until; ++i) {
          sum += entries[i].yuan;
        }
        const double rest = sum * (1 - manner_.keep * books_.between(0.3, 1.7));
        if (leaves) {
          take_out(stages_[stage][m], rest, until);
        } else {
          divide(stages_[stage][m], rest, until, stage, next);
        }
      }
    }
    return next;
  }

  void divide(Who from, double sum, double hour, std::size_t stage,
              std::vector<std::vector<Entry>>& next) {
    if (manner_.shape == Shape::tithe) {
      take_out(from, sum * 0.3, hour);
      sum *= 0.7;
    }
    auto parts = static_cast<std::size_t>(1 + books_.waiting(manner_.parts - 1));
    if (manner_.limit > 0) {
      parts = std::max(parts, static_cast<std::size_t>(std::ceil(sum / manner_.limit)));
    }
    parts = std::min<std::size_t>(parts, 12);
    for (std::size_t i = 0; i < parts; ++i) {
      double part = sum / static_cast<double>(parts - i) * books_.between(0.7, 1.1);
      part = i + 1 == parts || part > sum ? sum : part;
      if (part > 300 && books_.happens(0.3 + 0.4 * manner_.care)) {
        part = std::floor(part / 100) * 100;
      }
      const std::size_t to = books_.pick(next.size());
      hour = when(hour);
      books_.pay(from, stages_[stage + 1][to], part, hour);
      next[to].push_back({hour, part});
      sum -= part;
      hour += 0.05 + books_.waiting(manner_.dwell / 3);
    }
  }

  void take_out(Who from, double sum, double hour) {
    const double most = manner_.limit > 0 ? manner_.limit : std::max(sum / 2, 20'000.0);
    for (int i = 0; i < 10 && sum > 100; ++i) {
      double part = std::min(sum, most * books_.between(0.5, 1));
      const bool at_a_shop = books_.happens(0.3 * manner_.care);
      hour = when(hour);
      fund::Kind kind = fund::Kind::transfer;
      if (scene_.kinds_are_told) {
        const double lot = books_.unit();
        kind = at_a_shop   ? fund::Kind::merchant
               : lot < 0.6 ? fund::Kind::cash
               : lot < 0.8 ? fund::Kind::crypto
                           : fund::Kind::transfer;
      }
      part = part > 300 ? std::floor(part / 100) * 100 : part;
      books_.pay(from, at_a_shop ? books_.one_of(scene_.shops) : books_.one_of(outs_), part, hour,
                 kind);
      sum -= part;
      hour += 0.2 + books_.waiting(manner_.dwell / 2);
    }
  }

  CityBooks& books_;
  Scene& scene_;
  Manner manner_;
  std::vector<std::uint8_t>& bad_;
  std::vector<std::vector<Who>> stages_;
  std::vector<Who> outs_;
  std::size_t hired_ = 0;  // whom money has reached
};

Manner draw(CityBooks& books, double care_here) {
  constexpr std::array shapes{Shape::ladder, Shape::funnel, Shape::spread,
                              Shape::loop,   Shape::mixer,  Shape::tithe};
  Manner manner{};
  manner.shape = shapes[books.pick(shapes.size())];
  manner.care = std::clamp(care_here + books.between(-0.5, 0.5), 0.0, 1.0);
  manner.dwell = books.around(0.7 * std::exp(4.6 * manner.care), 1.6);
  manner.keep = books.between(0.005, 0.02 + 0.15 * manner.care);
  const double lot = books.unit();
  manner.limit = lot > 0.4 + 0.4 * manner.care ? 0
                 : lot < 0.3                   ? 5'000
                 : lot < 0.6                   ? 10'000
                                               : 50'000;
  manner.factor = books.between(4, 15 - 6 * manner.care);
  manner.parts = books.between(1.2, 3);
  manner.length = 24 * books.between(2, 12 + 45 * manner.care);
  return manner;
}

}  // namespace

void make_plots(CityBooks& books, Scene& scene, double wanted, double care,
                std::vector<std::uint8_t>& bad) {
  double hired = 0;
  while (hired < wanted) {
    hired += static_cast<double>(Plot(books, scene, draw(books, care), bad).run());
  }
}

}  // namespace holdfast::warn
