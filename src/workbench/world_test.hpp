// Small worlds for the questions of this layer: a list of payments without a graph. Tests only.
#pragma once

#include <string>
#include <vector>

#include "base/rng.hpp"
#include "workbench/payments.hpp"

namespace holdfast::workbench {

inline base::Instant at(std::int64_t minute) {
  return base::from_unix_ms(minute * 60'000);
}

inline Payment pay(std::int64_t minute, std::uint32_t payer, std::uint32_t payee, std::int64_t fen,
                   fund::Kind kind = fund::Kind::transfer) {
  return {.time = at(minute),
          .sequence = {},
          .payer = AccountId{payer},
          .payee = AccountId{payee},
          .amount = Fen{fen},
          .kind = kind};
}

/// In the order of the world, numbered.
inline Payments world_of(std::vector<Payment> rows) {
  std::ranges::stable_sort(rows, {}, &Payment::time);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].sequence = fund::Sequence{i};
  }
  return {.rows = std::move(rows), .truncated = {}};
}

/// Few accounts, many ties, payments to oneself, exits, depending on the seed.
inline Payments random_payments(std::uint64_t seed, std::uint64_t count_max, std::int64_t fen_max) {
  base::Rng rng(seed);
  const std::uint64_t accounts = 2 + rng.below(8);
  const std::int64_t minutes = rng.chance(500'000) ? 12 : 2000;
  const std::uint64_t exits = rng.chance(500'000) ? 200'000 : 0;
  std::vector<Payment> rows;
  for (std::uint64_t i = rng.below(count_max) + 1; i > 0; --i) {
    const bool is_exit = rng.chance(exits);
    rows.push_back(pay(rng.between(0, minutes), static_cast<std::uint32_t>(rng.below(accounts)),
                       static_cast<std::uint32_t>(rng.below(accounts)), rng.between(1, fen_max),
                       is_exit ? fund::Kind::cash : fund::Kind::transfer));
  }
  return world_of(std::move(rows));
}

}  // namespace holdfast::workbench
