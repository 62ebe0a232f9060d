// What one hot account is known to hold, by origin: the five policies live here and nowhere else.
//
// Under fifo and lifo a holding is a queue of lots, neighbours never of one source; under the other
// policies it is one share per source and the clean money. Totals are kept beside the pieces and
// change only with them. One thread.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/fen.hpp"
#include "trace/pieces.hpp"
#include "trace/policy.hpp"

namespace holdfast::trace {

class Holding {
 public:
  Holding() = default;
  /// An account becoming hot: its money so far is one clean lot.
  Holding(Policy policy, base::Fen clean_balance);

  /// Money arrives: appended as lots in this order, or added to the shares.
  void put(std::span<const Piece> pieces);
  /// `amount` leaves by the policy: into `out`, in the order in which it was taken, or by source
  /// and then clean. What exceeds the holding is clean and comes last. O(pieces moved) for lots.
  void take(base::Fen amount, Pieces& out);
  /// Turns the smallest tainted lots to clean until at most `limit` lots (at least one) are left,
  /// and returns what they held. Only lots can be many; shares are at most one a source and stay.
  [[nodiscard]] Shares fold(std::size_t limit);
  /// All taint, which becomes clean.
  [[nodiscard]] Shares wash();

  [[nodiscard]] base::Fen taint() const { return taint_; }
  [[nodiscard]] base::Fen total() const { return taint_ + clean_; }
  [[nodiscard]] Shares shares() const;

 private:
  void take_lots(base::Fen amount, Pieces& out);
  void take_shares(base::Fen amount, Pieces& out);
  void apportion_taint(base::Fen amount, Pieces& out);
  void apportion_all(base::Fen amount, Pieces& out);
  void put_lot(Piece piece);
  void compact();
  void fold_smallest(std::size_t count, Shares& folded);
  void left(const Piece& piece);

  Pieces pieces_;         // lots from head_ on, clean ones among them; or shares
  std::size_t head_ = 0;  // fifo: lots before it are gone
  base::Fen clean_;
  base::Fen taint_;
  Policy policy_ = Policy::fifo;
};

}  // namespace holdfast::trace
