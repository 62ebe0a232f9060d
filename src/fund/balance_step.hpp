// What a stretch of an account's transfers does to its known balance, as one small function.
//
// Every rule of TRACE "Balances" has the form b -> max(floor, b + add): a debit of a is
// max(0, b - a), a credit is b + a, a stated balance c is max(c, b - infinity). Functions of this
// form are closed under composition, so a block of any length is summed up in two numbers and a
// reader steps over it without looking inside. Payments of an exit kind count as none here: those
// that an opening turned into credits are replayed one by one (BalanceWalk). Values; any thread.
#pragma once

#include <algorithm>
#include <cstdint>

#include "fund/transfer.hpp"

namespace holdfast::fund {

struct BalanceStep {
  std::int64_t add = 0;
  std::int64_t floor = 0;

  // More than any balance and far from overflow: `add` is kept within +-infinity.
  static constexpr std::int64_t infinity = std::int64_t{1} << 61;

  /// What `transfer`, one of `account`'s own, does to it.
  [[nodiscard]] static BalanceStep of(const Transfer& transfer, AccountId account) {
    const std::int64_t amount = transfer.amount.value();
    if (transfer.kind == Kind::balance) {
      return {-infinity, amount};
    }
    BalanceStep step;
    if (transfer.payer == account) {
      step = {-amount, 0};
    }
    if (transfer.payee == account && !is_exit(transfer.kind)) {
      step = step.then({amount, amount});
    }
    return step;
  }
  /// This first, then `next`.
  [[nodiscard]] BalanceStep then(const BalanceStep& next) const {
    return {std::clamp(add + next.add, -infinity, infinity),
            std::max(next.floor, floor + std::max(next.add, -infinity))};
  }
  /// `before` is not negative.
  [[nodiscard]] base::Fen operator()(base::Fen before) const {
    return base::Fen{std::max(floor, before.value() + add)};
  }
  bool operator==(const BalanceStep&) const = default;
};

/// The known balance of one account while its transfers are replayed in the order of the world,
/// openings among them: behind one, a payment of an exit kind to the account is a credit.
struct BalanceWalk {
  AccountId account;
  base::Fen balance = {};
  bool is_opened = false;

  void pass(const Transfer& transfer) {
    if (transfer.kind == Kind::opening) {
      is_opened = true;
      return;
    }
    Transfer counted = transfer;
    if (is_opened && is_exit(transfer.kind)) {
      counted.kind = Kind::transfer;
    }
    balance = BalanceStep::of(counted, account)(balance);
  }
};

}  // namespace holdfast::fund
