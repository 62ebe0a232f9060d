// The stream that early warning watches: takes movements in the order of time and says at any
// moment what is known of an account or of the movement just taken, as a row of features. Two hops
// away is looked at too, newest partners first, a bounded number of them, so a row costs the same
// however large an account is. One thread.
//
// A row depends on the movements taken and on the rows and scores asked for before it, and on
// nothing else: at time T nothing after T is used.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <vector>

#include "warn/feature.hpp"
#include "warn/neighbourhood.hpp"
#include "warn/population.hpp"
#include "warn/rows.hpp"

namespace holdfast::warn {

/// What the first round thought of an account, as margins (log-odds).
struct Scored {
  float last = 0;
  float highest = 0;
  float sum = 0;
  std::uint32_t count = 0;
};

class Watch {
 public:
  explicit Watch(std::size_t accounts);

  /// Valid until the next call.
  const Moment& take(const Movement& movement);
  /// Calls `look` as if `movement` had been taken, and leaves everything as it was; whatever `look`
  /// noted of the two accounts goes too. Ranks are not counted anew meanwhile.
  void try_out(const Movement& movement, const std::function<void()>& look);
  /// From now on there are so many accounts; those that go must not have moved.
  void make_room(std::size_t accounts);
  /// Ranks count the population anew; happens by itself as the stream grows.
  void take_stock();

  /// Whether an account is looked at after the movement taken last: where it is beside the
  /// account's routine or closes a circle; every so often when that is common with it, so that a
  /// hub does not cost more than all others.
  [[nodiscard]] bool is_due(AccountId account) const;

  /// features_of(account, first) of the account as of now; remembers for its neighbours what it
  /// saw.
  void account_row(AccountId account, std::span<float> row);
  /// What the second round adds.
  void account_scores(AccountId account, std::span<float> row) const;
  /// features_of(transfer, first) of the movement taken last.
  void transfer_row(std::span<float> row);
  void transfer_scores(std::span<float> row) const;
  /// A first round's margin of an account (of a transfer: of both its accounts).
  void note(AccountId account, float margin);

  [[nodiscard]] const Book& book() const { return book_; }
  /// Memory taken, about.
  [[nodiscard]] std::size_t bytes() const;
  [[nodiscard]] const Scored& scored(AccountId account) const { return scored_[account.value()]; }

 private:
  struct Around {
    std::uint32_t account = 0;
    std::size_t movements = 0;  // of the book when it was looked around
    Neighbourhood found = {};
  };

  /// What is kept of an account beside the book.
  struct View {
    std::array<float, seen_width> seen;
    Scored scored;
  };
  [[nodiscard]] View view_of(std::uint32_t account) const;
  void set_view(std::uint32_t account, const View& view);
  void see(std::uint32_t account);
  [[nodiscard]] const Neighbourhood& around(std::uint32_t account) const;

  Book book_;
  Population population_;
  std::vector<float> seen_;  // seen_width of each account, what neighbours see
  std::vector<Scored> scored_;
  // Both rounds of both sides of a movement look around from the same two accounts.
  mutable std::array<Around, 2> around_;
  mutable std::size_t next_around_ = 0;
  Moment moment_;
  Movement movement_;
  std::size_t next_stock_;
};

}  // namespace holdfast::warn
