// 下级卡, 上级卡: the accounts below an account, or above it, level by level, over chains of
// transfers in time; with a floor on amounts that is 资金穿透. Pure.
#pragma once

#include <vector>

#include "workbench/payments.hpp"

namespace holdfast::workbench {

/// Down: where the money of these accounts went. Up: where theirs came from.
enum class Way : std::uint8_t { down, up };

struct LevelsQuestion {
  std::vector<AccountId> from;
  std::uint32_t levels_max = 5;
  /// How long money may stay before it goes on: a transfer follows one that came in at most so much
  /// earlier.
  base::Milliseconds stay_max = std::chrono::hours{48};
  Way way = Way::down;
  flow::Effort effort = {};  // accounts: told; transfers: looked at
};

struct LevelAccount {
  AccountId account;
  std::uint32_t level = 0;  // 1: paid by one asked about; the lowest counts
  Fen received = {};        // by transfers on such chains that end at this level
  std::uint32_t transfers = 0;
  base::Instant first = {};  // of these transfers
  base::Instant last = {};
  bool is_exit = false;  // reached by an exit payment only

  bool operator==(const LevelAccount&) const = default;
};

struct LevelsAnswer {
  std::vector<LevelAccount> accounts;  // by level, then by money received, then id
  std::optional<flow::Truncated> truncated;
};

/// A transfer belongs to level k + 1 when its payer stands at level k and received, by a transfer
/// of level k, strictly before it and no longer ago than the stay. Accounts asked about are level 0
/// and pay at any time. Up is the same with time and every transfer turned round: what paid them is
/// level 1, and an exit ends no chain. O(levels n log n).
[[nodiscard]] LevelsAnswer levels(const Payments& payments, const LevelsQuestion& question);

}  // namespace holdfast::workbench
