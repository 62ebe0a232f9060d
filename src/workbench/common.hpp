// 共同往来账号: with whom several accounts deal. Pure.
#pragma once

#include <vector>

#include "workbench/payments.hpp"

namespace holdfast::workbench {

struct CommonQuestion {
  std::vector<AccountId> accounts;  // at least two different ones make sense
  std::uint32_t shared_min = 2;     // a counterparty deals with so many of them
  flow::Effort effort = {};
};

struct CommonCounterparty {
  AccountId account;
  std::vector<AccountId> with = {};  // of those asked about, ascending
  Fen received = {};                 // from them
  Fen paid = {};                     // to them
  std::uint32_t transfers = 0;
  base::Instant first = {};
  base::Instant last = {};
  bool is_asked = false;  // it is itself one of them

  bool operator==(const CommonCounterparty&) const = default;
};

struct CommonAnswer {
  std::vector<CommonCounterparty> counterparties;  // by how many they share, then by money, then id
  std::optional<flow::Truncated> truncated;
};

/// A transfer to oneself makes nobody a counterparty. O(n log n).
[[nodiscard]] CommonAnswer common_counterparties(const Payments& payments,
                                                 const CommonQuestion& question);

}  // namespace holdfast::workbench
