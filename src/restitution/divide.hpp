// Frozen money goes back to the victims: the statute's ladder, account by account (冻结资金返还若干
// 规定 Article 8).
//
// Accounts come in the order in which their freezes took effect, then of their numbers. In each the
// first rung that applies decides: one transfer alone brought a victim's money (single); the
// records can be told apart by time (timestamp); they cannot (prorata). Where the statute is
// silent, this file chooses as `share_out` and `Choice` say, and the worksheet prints the choice.
//
// Always: nobody gets more than the loss, an account pays at most what is frozen there, nothing
// goes to who did not lose, and what remains stays frozen. The same inputs give the same answer.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "restitution/choice.hpp"
#include "restitution/entries.hpp"

namespace holdfast::restitution {

struct Victim {
  std::vector<trace::Seed> stolen;  // in the order of the report; a transfer is named once in all
  base::Fen returned_before;        // by earlier runs, taken as given

  /// What was stolen, as declared.
  [[nodiscard]] base::Fen loss() const;
};

struct Frozen {
  std::string number;                      // of the account: orders those frozen at one time
  std::optional<fund::AccountId> account;  // none: no transfer names it
  base::Fen amount;
  base::Instant since;  // when the freeze took effect; transfers at that time still count
  /// Acquired in good faith or under an open objection, by a recorded decision: not divided.
  base::Fen excluded;

  [[nodiscard]] base::Fen divisible() const { return amount - excluded; }
};

/// How one victim fares in one account.
struct Claim {
  Entry entry;
  base::Fen open;    // of the loss, before this account
  base::Fen wanted;  // at most this
  base::Fen weight;  // of the division; equal to `wanted` but in rung prorata
  base::Fen paid;
};

struct Division {
  std::size_t frozen = 0;  // its place in the order given
  Rung rung = Rung::none;
  std::vector<Claim> claims;  // in the order in which the victims' money entered
  base::Fen paid;
  base::Fen left;  // stays frozen, what is excluded counted
};

struct Answer {
  std::vector<Division> accounts;   // in the order in which they were divided
  std::vector<base::Fen> returned;  // to each victim, with what earlier runs returned
};

/// Errors: bad_input for what `trace` refuses of the stolen transfers, for a victim who got back
/// more than the loss before, an account named twice, an amount below zero, or more excluded than
/// frozen. O(trace + for each account n^2 log n of the n victims whose money entered it).
[[nodiscard]] base::Result<Answer> divide(const fund::Graph& graph, fund::Snapshot snapshot,
                                          std::span<const Victim> victims,
                                          std::span<const Frozen> frozen, const Choice& choice);

}  // namespace holdfast::restitution
