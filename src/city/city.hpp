// The people of a small invented city, for demonstrations: five banks, their customers, employers,
// landlords, and the places where money leaves the banks. Pure and seeded: the same seed makes the
// same city. Every name and number is made up; card prefixes 9900xx belong to no institution.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/fen.hpp"
#include "base/instant.hpp"
#include "base/rng.hpp"

namespace holdfast::city {

struct BankSite {
  std::string code;
  std::string name;
  std::string bin;
  std::size_t digits = 19;      // of an account number, check digit included
  std::int64_t latency_ms = 0;  // from an order's receipt to its execution
  bool behind_hub = false;
};

/// The five banks; three are reached directly, two through the hub.
[[nodiscard]] const std::vector<BankSite>& bank_sites();

enum class Part { citizen, employer, landlord, mule };

struct Person {
  std::string number;  // of the account, with a valid check digit
  std::string name;
  std::string phone;
  std::size_t bank = 0;  // in bank_sites()
  base::Fen balance;     // at the beginning
  Part part = Part::citizen;
};

/// How a payment leaves. Whatever is not a transfer leaves the banks for good.
enum class Kind { transfer, cash, merchant, crypto };
[[nodiscard]] std::string_view to_text(Kind kind);

/// A teller machine, a shop or a coin dealer: no account that anybody here could stop.
struct Place {
  std::string number;
  std::string name;
  Kind kind = Kind::merchant;
};

/// One payment that somebody means to make, `after` the beginning of the plan.
struct Payment {
  base::Milliseconds after{};
  std::size_t payer = 0;  // in City::people
  std::size_t payee = 0;  // in City::people for a transfer, in City::places otherwise
  base::Fen amount;
  Kind kind = Kind::transfer;
};

struct City {
  std::vector<Person> people;
  std::vector<Place> places;

  [[nodiscard]] std::vector<std::size_t> all(Part part) const;
  [[nodiscard]] std::vector<std::size_t> all(Kind kind) const;
};

/// Citizens with savings, a few rich employers and landlords, shops, machines, coin dealers; no
/// mules yet.
[[nodiscard]] City make_city(std::uint64_t seed, std::size_t citizens);

/// Adds `count` empty accounts in other people's names, bank after bank, and answers where they
/// stand in `people`. `first` numbers them: never the same one twice in one city.
[[nodiscard]] std::vector<std::size_t> recruit_mules(base::Rng& rng, City& city, std::size_t count,
                                                     std::size_t first);

/// The number's digits with its check digit (ISO/IEC 7812-1, Luhn) appended.
[[nodiscard]] std::string with_check_digit(std::string digits);

/// One of `from`, which is not empty.
[[nodiscard]] std::size_t pick(base::Rng& rng, const std::vector<std::size_t>& from);

}  // namespace holdfast::city
