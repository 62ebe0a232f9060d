#include "warn/simulate.hpp"

#include <array>
#include <fmt/core.h>

#include "base/check.hpp"
#include "warn/makes.hpp"

namespace holdfast::warn {

std::optional<Make> make_of(std::string_view word) {
  constexpr std::array<std::string_view, 5> words{"city", "household", "web", "village", "nation"};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) {
      return static_cast<Make>(i);
    }
  }
  return std::nullopt;
}

City simulate(const CityOptions& options) {
  base::check(options.accounts >= 500 && options.days >= 30, "a city of some size");
  CityBooks books(options.seed, options.days);
  City city;
  city.bad.resize(options.accounts);
  switch (options.make) {
    case Make::city:
      make_city(books, options, city.bad);
      break;
    case Make::household:
      make_household(books, options, city.bad);
      break;
    case Make::web:
    case Make::nation:
      make_web(books, options, city.bad);
      break;
    case Make::village:
      make_village(books, options, city.bad);
      break;
  }
  std::ranges::stable_sort(books.movements, {}, &Movement::time);
  city.world.movements = std::move(books.movements);
  city.world.accounts = options.accounts;
  // Numbers are shuffled, so that nothing can be read off them.
  std::vector<Who> number(options.accounts);
  for (Who i = 0; i < number.size(); ++i) {
    number[i] = i;
  }
  for (std::size_t i = number.size(); i > 1; --i) {
    std::swap(number[i - 1], number[books.pick(i)]);
  }
  for (Who i = 0; i < number.size(); ++i) {
    city.names.push_back(fmt::format("A{:07}", number[i]));
  }
  return city;
}

}  // namespace holdfast::warn
