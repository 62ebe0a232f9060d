// Was the money really stopped? What the centre says of a case against what the banks have in their
// books. Reading is apart from judging, so that the judge can be tested. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "city/city.hpp"

namespace holdfast::cli {

/// A case as the centre shows it.
struct ShownCase {
  struct Account {
    std::string number;  // masked
    std::string institution;
    int tier = 0;
    base::Fen held;
    std::string unmet;  // why a need could not be met; empty otherwise
  };
  struct Order {
    std::string id;
    std::string number;  // masked
    std::string institution;
    std::string state;
    std::string result;  // the bank's code
    int tier = 0;
    base::Fen held;
    std::optional<std::int64_t> report_to_hold_ms;
  };
  std::string id;
  std::size_t losses_unmatched = 0;
  base::Fen tainted;
  base::Fen held;
  base::Fen running;
  base::Fen exited;
  base::Fen unfollowed;
  std::int64_t orders_waiting = 0;
  std::vector<Account> accounts;
  std::vector<Order> orders;  // stops, oldest first
};

/// From the bodies of GET /cases/{id}, /cases/{id}/accounts and /orders?case=. Errors: unavailable
/// when they are not what the API promises.
[[nodiscard]] base::Result<ShownCase> read_case(std::string_view body, std::string_view accounts,
                                                std::string_view orders);

/// A mule's account in its bank's book.
struct BookedAccount {
  std::string number;
  std::string institution;
  base::Fen balance;
  base::Fen held;
  bool debit_refused = false;  // one that would have touched the held money was tried and refused
};

/// What really happened, as the banks answered at the time.
struct WhatHappened {
  base::Fen stolen;
  base::Fen left;  // in cash, at shops, for coins
};

/// Everything that is not as it must be, in what the centre shows and in the banks' own books, a
/// sentence each; empty when the money is stopped.
[[nodiscard]] std::vector<std::string> find_faults(const ShownCase& shown,
                                                   const std::vector<BookedAccount>& booked,
                                                   const WhatHappened& happened);
/// Held accounts whose bank was not seen to refuse a debit of the held money.
[[nodiscard]] std::vector<std::string> find_passing_debits(
    const ShownCase& shown, const std::vector<BookedAccount>& booked);

}  // namespace holdfast::cli
