// The newest partners of an account and theirs: who else is paid by those who pay me, who else
// pays those whom I pay, where my money goes next, where it came from. Bounded, any thread that may
// read the book.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "warn/book.hpp"

namespace holdfast::warn {

inline constexpr std::size_t partners_max = 32;  // looked at on each side
inline constexpr std::size_t steps_max = 14;     // on each step of two
/// Beyond so many partners an account is a shop or an employer: who meets there says nothing.
inline constexpr std::size_t hub_partners = 80;

/// Accounts two steps away, by number, with how many ways lead there.
struct Reached {
  std::uint32_t account = 0;
  std::uint32_t ways = 0;
};

/// One kind of two steps.
struct TwoSteps {
  std::vector<Reached> reached;  // by account, without the one asked about
  std::uint32_t over = 0;        // partners that were stepped over
  std::uint32_t most = 0;        // ways to the one that most lead to, no hub
  double meeting = 0;            // ways beyond the first, those to large accounts count for less
};

/// How far one side of an account knows the rest of those around it.
struct Acquaintance {
  std::uint32_t asked = 0;  // partners, no hubs
  std::uint32_t known = 0;  // of them, with a movement to or from another partner of the account
  double money = 0;         // of all
  double known_money = 0;   // of those
};

struct Neighbourhood {
  TwoSteps co_payees;          // paid by those who pay me
  TwoSteps co_payers;          // pay those whom I pay
  TwoSteps onward;             // paid by those whom I pay
  TwoSteps upstream;           // pay those who pay me
  std::uint32_t siblings = 0;  // both co-payees and co-payers: the same way from and to
  std::uint32_t rounds = 0;    // both onward and upstream
  Acquaintance payees;
  Acquaintance payers;
};

[[nodiscard]] Neighbourhood look_around(const Book& book, std::uint32_t account);

}  // namespace holdfast::warn
