// The book of accounts and pairs that early warning reads: takes movements in the order of time and
// keeps facts of accounts, of pairs, and who met whom. One thread.
#pragma once

#include <span>

#include "warn/facts.hpp"
#include "warn/movement.hpp"

namespace holdfast::warn {

/// What one account paid another. Amounts are yuan, times hours.
struct Pair {
  std::uint32_t payer = 0;
  std::uint32_t payee = 0;
  std::uint32_t count = 0;
  double sum = 0;
  double first = 0;
  double last = 0;
  double last_amount = 0;
  double least = 0;
};

/// What was true of a movement just before it came, which its own taking then changes.
struct Moment {
  const Pair* pair = nullptr;  // as it is after the movement; valid until the next take()
  double amount = 0;
  double time = 0;
  double pair_gap = -1;        // hours since the pair's last movement, -1 for a first
  double surprise = 0;         // log(amount / mean that the payer paid before), 0 for a first
  double payer_pot = 0;        // money in the payer's pot before
  double payer_since_in = -1;  // hours since the payer last got money, -1 never
  double payer_recent = 0;     // what the payer got lately (a day's fading sum)
  double payee_age = -1;       // hours that the payee was known for, -1 unknown
  double payer_age = -1;
  double payee_surprise = 0;  // log(amount / mean that the payee got before)
  double payer_gap = -1;      // hours since the payer last paid
  bool is_record = false;
  bool is_matched = false;    // about what came in before
  bool is_aside_out = false;  // beside the routine of the payer, of the payee
  bool is_aside_in = false;
  int circle = 0;  // 2, 3 or 4 movements long, 0 none
};

class Book {
 public:
  explicit Book(std::size_t accounts);

  /// `movement` must not be earlier than the one before it (checked).
  Moment take(const Movement& movement);

  /// All that taking `movement` would change.
  struct Before {
    std::uint32_t payer = 0;
    std::uint32_t payee = 0;
    Facts payer_facts;
    Facts payee_facts;
    std::size_t pairs = 0;
    Pair pair;  // where the two have met
    double time = 0;
    std::size_t movements = 0;
  };
  [[nodiscard]] Before before(const Movement& movement) const;
  /// As if the movement, the only one taken since, had not been.
  void undo(const Before& before);
  /// From now on there are so many accounts; those that go must not have moved.
  void make_room(std::size_t accounts);

  [[nodiscard]] std::size_t accounts() const { return facts_.size(); }
  [[nodiscard]] const Facts& facts(std::uint32_t account) const { return facts_[account]; }
  [[nodiscard]] const Pair& pair(std::uint32_t number) const { return pairs_[number]; }
  /// Numbers of pairs in the order in which they first met.
  [[nodiscard]] std::span<const std::uint32_t> payees(std::uint32_t account) const {
    return payees_[account];
  }
  [[nodiscard]] std::span<const std::uint32_t> payers(std::uint32_t account) const {
    return payers_[account];
  }
  /// Nothing when the payer never paid the payee.
  [[nodiscard]] const Pair* find(std::uint32_t payer, std::uint32_t payee) const;
  [[nodiscard]] double time() const { return time_; }
  [[nodiscard]] std::size_t movements() const { return movements_; }
  /// Memory taken, about.
  [[nodiscard]] std::size_t bytes() const;

 private:
  [[nodiscard]] std::size_t slot_of(std::uint32_t payer, std::uint32_t payee) const;
  std::uint32_t meet(std::uint32_t payer, std::uint32_t payee);
  void grow();
  [[nodiscard]] int circle_closed(const Movement& movement, double amount) const;

  std::vector<Facts> facts_;
  std::vector<Pair> pairs_;
  std::vector<std::uint32_t> slots_;  // open addressing, number of the pair plus one
  std::vector<std::vector<std::uint32_t>> payees_;
  std::vector<std::vector<std::uint32_t>> payers_;
  double time_ = 0;
  std::size_t movements_ = 0;
};

}  // namespace holdfast::warn
