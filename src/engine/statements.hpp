// Balances that banks state in their replies. Of an account at rest a statement is taken as it is;
// of one that has just moved it is kept until it can be compared with the transfers.
//
// A statement below what the transfers say means money gone unseen, and a payment between two banks
// must not look like that: it is one transfer with one time, yet each bank books it at a time of
// its own, and what was under way between them is in one book and not in the other. So the feeds
// must have told everything up to that moment, and what was under way is allowed for.
//
// Kept in memory only: a statement sharpens what the transfers say, and the next order's reply
// brings another. Engine thread only.
#pragma once

#include <string>
#include <vector>

#include "engine/turn.hpp"

namespace holdfast::engine {

struct Statement {
  std::string institution;  // whose book it is from
  base::AccountId account;
  base::Fen balance;
  base::Instant at;
};

class Statements {
 public:
  void note(Statement statement) { pending_.push_back(std::move(statement)); }

  /// Takes into the turn's world those that can be judged: the account did not move in the two
  /// minutes before, or the bank's own feed has told everything up to that moment (or never told
  /// anything) and so has every other feed that is alive.
  void settle(Turn& turn);

 private:
  std::vector<Statement> pending_;
};

/// What the world counts into the account at `at` although its bank had not booked it then, less
/// what the bank had booked and the world counts later. Below zero, the other way round. Looks at
/// fifteen days of the account on either side.
[[nodiscard]] base::Fen under_way(const World& world, const Statement& statement);

}  // namespace holdfast::engine
