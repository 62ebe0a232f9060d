// A small invented city for demonstrations: five banks, their customers, a gang and its mules. Pure
// and seeded: the same seed makes the same people, numbers and plans. Names are made up.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/fen.hpp"
#include "base/instant.hpp"
#include "base/rng.hpp"

namespace holdfast::city {

struct BankSite {
  std::string code;
  std::string name;
  std::string bin;
  std::int64_t latency_ms = 0;  // from an order's receipt to its execution
  bool behind_hub = false;
};

/// The five banks; three are reached directly, two through the hub.
[[nodiscard]] const std::vector<BankSite>& bank_sites();

enum class Part { citizen, mule, shop };

struct Person {
  std::string number;  // of the account: 16 digits, valid check digit
  std::string name;
  std::string phone;
  std::size_t bank = 0;  // in bank_sites()
  base::Fen balance;     // at the beginning
  Part part = Part::citizen;
};

struct City {
  std::vector<Person> people;
  [[nodiscard]] std::vector<std::size_t> all(Part part) const;
};

/// `citizens` with wages in the bank, `mules` with empty accounts, a few shops.
[[nodiscard]] City make_city(std::uint64_t seed, std::size_t citizens, std::size_t mules);

/// One payment somebody means to make, `after` the beginning of the plan.
struct Payment {
  base::Milliseconds after{};
  std::size_t payer = 0;  // in City::people
  std::size_t payee = 0;
  base::Fen amount;
  std::string kind = "transfer";
};

/// How the gang moves `stolen` on from its first mule: down the tiers, split at each, part of it
/// out as cash at the end. Amounts leave no account more than it got. In order of time.
struct GangPlan {
  Payment theft;               // the victim to the first mule
  std::vector<Payment> moves;  // after it
};
[[nodiscard]] GangPlan plan_theft(base::Rng& rng, const City& city, std::size_t victim,
                                  base::Fen stolen, int tiers, base::Milliseconds pace);

/// Ordinary life: one citizen pays another, or a shop.
[[nodiscard]] Payment plan_errand(base::Rng& rng, const City& city);

/// The number's digits with its check digit (Luhn) appended.
[[nodiscard]] std::string with_check_digit(std::string digits);

}  // namespace holdfast::city
