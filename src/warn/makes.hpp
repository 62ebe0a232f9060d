// The makers of places, one a make. Each pays into the books and marks whom gangs use. Private to
// simulate.cpp and the makers.
#pragma once

#include "warn/city_books.hpp"

namespace holdfast::warn {

void make_city(CityBooks& books, const CityOptions& options, std::vector<std::uint8_t>& bad);
void make_household(CityBooks& books, const CityOptions& options, std::vector<std::uint8_t>& bad);
/// `web`, and `nation` for that make.
void make_web(CityBooks& books, const CityOptions& options, std::vector<std::uint8_t>& bad);
void make_village(CityBooks& books, const CityOptions& options, std::vector<std::uint8_t>& bad);

}  // namespace holdfast::warn
