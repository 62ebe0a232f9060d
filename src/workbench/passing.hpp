// 快进快出, 过渡账户, 沉淀账户: where money only passes, how fast, and where it rests. Pure.
#pragma once

#include <vector>

#include "workbench/payments.hpp"

namespace holdfast::workbench {

struct PassingQuestion {
  /// Money that stays no longer passes quickly.
  base::Milliseconds quickly = std::chrono::hours{1};
  Fen in_min = {};  // accounts that received less are left out
  flow::Effort effort = {};
};

enum class Role : std::uint8_t {
  source,   // nothing came in
  passing,  // nine tenths or more of what came in went on (过渡)
  resting,  // half or more is still there (沉淀)
  mixed,
};
[[nodiscard]] std::string_view to_text(Role role);

struct PassingAccount {
  AccountId account;
  Fen in;
  Fen out;
  Fen quick;   // of what came in, left again within the time, first in first out
  Fen passed;  // left again at all
  Fen kept;    // in - passed
  base::Instant last;
  Role role = Role::mixed;

  bool operator==(const PassingAccount&) const = default;
};

struct PassingAnswer {
  std::vector<PassingAccount> accounts;  // by quick, then passed, then in, then id
  std::optional<flow::Truncated> truncated;
};

/// Money out before money came in was there before, and passes nothing. An exit payment credits
/// nobody. O(n).
[[nodiscard]] PassingAnswer passing(const Payments& payments, const PassingQuestion& question);

}  // namespace holdfast::workbench
