// The makes `web` and `nation`: communities of very different size, accounts of very different
// activity (a power law), lasting pairs and passing ones, in bursts. Nothing but transfers, nobody
// has a trade. A nation shows little of each account.
#include "warn/makes.hpp"
#include "warn/plots.hpp"

namespace holdfast::warn {

namespace {

/// Pareto with the given exponent, from 1, cut at `most`.
double power(CityBooks& books, double exponent, double most) {
  return std::min(most, std::pow(1 - books.unit(), -1 / exponent));
}

struct Community {
  Who begin;
  Who size;
};

Who member(CityBooks& books, const Community& community, double lean) {
  // The first of a community are its hubs.
  const double at = std::pow(books.unit(), lean);
  return community.begin +
         std::min(community.size - 1, static_cast<Who>(at * static_cast<double>(community.size)));
}

struct Web {
  std::vector<Community> communities;
  double inside;    // share of partners from the own community
  double lean;      // how much partners are hubs
  double lasting;   // share of movements within a lasting pair
  double exponent;  // of activity
  double mean;      // movements that an account of the least activity makes
};

void live(CityBooks& books, const Web& web, const Scene& scene, Who me, const Community& home) {
  const double activity = power(books, web.exponent, 200);
  const auto moves = static_cast<std::size_t>(books.waiting(web.mean * activity) + 0.5);
  struct Partner {
    Who who;
    double scale;
  };
  std::vector<Partner> partners;
  for (std::size_t i = 1 + moves / 5; i > 0; --i) {
    const Community& where =
        books.happens(web.inside) ? home : web.communities[books.pick(web.communities.size())];
    partners.push_back({member(books, where, web.lean), books.around(1, 3)});
  }
  const double first = books.happens(0.2) ? books.between(0, books.days * 18.0) : 0;
  double burst = books.between(first, books.days * 24.0);
  for (std::size_t i = 0; i < moves; ++i) {
    if (books.happens(0.5)) {
      burst = books.between(first, books.days * 24.0);
    }
    const double at = books.daytime(static_cast<int>(burst / 24));
    if (books.happens(web.lasting)) {
      const Partner& partner =
          partners[std::min(partners.size() - 1, static_cast<std::size_t>(books.waiting(1.5)))];
      books.pay(me, partner.who, books.sum_of(scene.usual[me] * partner.scale, 1.5, 0.4), at);
    } else {
      const Who other = member(books, web.communities[books.pick(web.communities.size())], 1.3);
      books.pay(me, other, books.sum_of(scene.usual[me], 4, 0.4), at);
    }
  }
  // What a hub takes it spends: to other hubs, to its own people.
  if (activity > 20) {
    for (std::size_t i = static_cast<std::size_t>(activity); i > 0; --i) {
      books.pay(me, member(books, home, 1), books.around(scene.usual[me] * 6, 3),
                books.daytime(static_cast<int>(books.pick(static_cast<std::size_t>(books.days)))));
    }
  }
}

}  // namespace

void make_web(CityBooks& books, const CityOptions& options, std::vector<std::uint8_t>& bad) {
  const bool is_nation = options.make == Make::nation;
  const double wanted = options.illicit * static_cast<double>(options.accounts);
  const auto fresh = static_cast<Who>(std::ceil(wanted));
  const auto count = static_cast<Who>(options.accounts) - fresh;
  Web web{.communities = {},
          .inside = books.between(0.6, 0.9),
          .lean = books.between(1.5, 3),
          .lasting = books.between(0.6, 0.9),
          .exponent = books.between(1.3, 2.2),
          .mean = is_nation ? books.between(1.5, 3) : books.between(4, 9)};
  Scene scene;
  scene.kinds_are_told = false;
  const double middle = books.between(200, 900);
  for (Who who = 0; who < options.accounts; ++who) {
    scene.usual.push_back(books.around(middle, 3));
  }
  for (Who at = 0; at < count;) {
    const Who size = std::min(count - at, static_cast<Who>(20 * power(books, 1.1, 60)));
    web.communities.push_back({at, size});
    const Who hubs = std::max<Who>(1, size / 25);
    for (Who i = 0; i < size; ++i) {
      (i < hubs ? scene.shops : scene.people).push_back(at + i);
    }
    at += size;
  }
  for (std::size_t i = 0; i < scene.shops.size(); i += 3) {
    scene.outs.push_back(scene.shops[i]);
  }
  for (std::size_t i = 0; i < scene.people.size(); i += 50) {
    scene.traders.push_back(scene.people[i]);
  }
  for (Who who = count; who < options.accounts; ++who) {
    scene.fresh.push_back(who);
  }
  for (const Community& community : web.communities) {
    for (Who i = 0; i < community.size; ++i) {
      live(books, web, scene, community.begin + i, community);
    }
  }
  make_mimics(books, scene, is_nation ? books.between(0.3, 0.8) : books.between(0.6, 1.4));
  make_plots(books, scene, wanted, books.between(0.35, 0.7), bad);
}

}  // namespace holdfast::warn
