#include "city/life.hpp"

namespace holdfast::city {

namespace {

/// Whole tens of yuan, for what people agree on; to the fen, for what a till adds up.
base::Fen round_sum(base::Rng& rng, std::int64_t yuan_low, std::int64_t yuan_high) {
  return base::Fen{rng.between(yuan_low / 10, yuan_high / 10) * 1'000};
}
base::Fen till_sum(base::Rng& rng, std::int64_t yuan_low, std::int64_t yuan_high) {
  return base::Fen{rng.between(yuan_low * 100, yuan_high * 100)};
}

/// Neighbours in the list are a family: 0 and 1, 2 and 3, ...
std::size_t relative_of(std::size_t place, std::size_t count) {
  const auto other = place ^ 1U;
  return other < count ? other : place - 1;
}

}  // namespace

Payment plan_errand(base::Rng& rng, const City& city) {
  const auto citizens = city.all(Part::citizen);
  base::check(citizens.size() >= 2, "a city of at least two citizens");
  const auto place = static_cast<std::size_t>(rng.below(citizens.size()));
  const auto someone = citizens[place];
  const auto dice = rng.below(100);
  if (dice < 12) {
    return {{}, pick(rng, city.all(Part::employer)), someone, round_sum(rng, 3'800, 15'000)};
  }
  if (dice < 17) {
    return {{}, someone, pick(rng, city.all(Part::landlord)), round_sum(rng, 900, 3'500)};
  }
  if (dice < 32) {
    return {{}, someone, citizens[relative_of(place, citizens.size())], round_sum(rng, 100, 2'000)};
  }
  if (dice < 42) {
    const auto friend_place = (place + 1 + rng.below(citizens.size() - 1)) % citizens.size();
    return {{}, someone, citizens[friend_place], till_sum(rng, 8, 300)};
  }
  if (dice < 50) {
    return {{}, someone, pick(rng, city.all(Kind::cash)), round_sum(rng, 100, 2'000), Kind::cash};
  }
  return {{}, someone, pick(rng, city.all(Kind::merchant)), till_sum(rng, 6, 600), Kind::merchant};
}

}  // namespace holdfast::city
