// Ordinary life: the payments that the gang's hide among. Pure and seeded.
#pragma once

#include "city/city.hpp"

namespace holdfast::city {

/// One payment of ordinary life: wages, rent, a shop, cash, family, friends. `after` is zero.
[[nodiscard]] Payment plan_errand(base::Rng& rng, const City& city);

}  // namespace holdfast::city
