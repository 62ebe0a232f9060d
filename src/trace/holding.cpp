#include "trace/holding.hpp"

#include <algorithm>

#include "trace/apportion.hpp"

namespace holdfast::trace {

using base::Fen;

Holding::Holding(Policy policy, Fen clean_balance) : policy_(policy) {
  const Piece lot{clean, clean_balance};
  put({&lot, 1});
}

void Holding::put(std::span<const Piece> pieces) {
  for (const Piece& piece : pieces) {
    if (keeps_lots(policy_)) {
      put_lot(piece);
    } else if (!piece.is_clean()) {
      add_share(pieces_, piece);
    }
    (piece.is_clean() ? clean_ : taint_) += piece.amount;
  }
}

void Holding::put_lot(Piece piece) {
  if (piece.amount.is_zero()) {
    return;
  }
  if (pieces_.size() > head_ && pieces_.back().source == piece.source) {
    pieces_.back().amount += piece.amount;
  } else {
    pieces_.push_back(piece);
  }
}

void Holding::take(Fen amount, Pieces& out) {
  out.clear();
  const Fen known = std::min(amount, total());
  if (keeps_lots(policy_)) {
    take_lots(known, out);
  } else {
    take_shares(known, out);
  }
  append_piece(out, {clean, amount - known});
}

void Holding::left(const Piece& piece) {
  (piece.is_clean() ? clean_ : taint_) -= piece.amount;
}

void Holding::take_lots(Fen amount, Pieces& out) {
  const bool oldest_first = policy_ == Policy::fifo;
  while (amount.is_positive()) {
    Piece& lot = oldest_first ? pieces_[head_] : pieces_.back();
    const Piece taken{lot.source, std::min(amount, lot.amount)};
    lot.amount -= taken.amount;
    if (lot.amount.is_zero()) {
      if (oldest_first) {
        ++head_;
      } else {
        pieces_.pop_back();
      }
    }
    amount -= taken.amount;
    left(taken);
    append_piece(out, taken);
  }
  compact();
}

void Holding::compact() {
  // Moving the rest down only when at least as much is gone keeps the cost of a lot constant.
  if (head_ * 2 > pieces_.size()) {
    pieces_.erase(pieces_.begin(), pieces_.begin() + static_cast<std::ptrdiff_t>(head_));
    head_ = 0;
  }
}

void Holding::take_shares(Fen amount, Pieces& out) {
  if (policy_ == Policy::prorata) {
    apportion_all(amount, out);
    return;
  }
  const bool taint_leaves_first = policy_ == Policy::taint_first;
  const Fen tainted =
      taint_leaves_first ? std::min(amount, taint_) : amount - std::min(amount, clean_);
  apportion_taint(tainted, out);
  const Piece rest{clean, amount - tainted};
  left(rest);
  append_piece(out, rest);
}

void Holding::apportion_taint(Fen amount, Pieces& out) {
  if (amount == taint_) {
    out.insert(out.end(), pieces_.begin(), pieces_.end());
    pieces_.clear();
    taint_ = Fen{0};
    return;
  }
  if (pieces_.size() == 1) {
    const Piece taken{pieces_.front().source, amount};
    pieces_.front().amount -= amount;
    left(taken);
    append_piece(out, taken);
    return;
  }
  std::vector<Fen> parts;
  parts.reserve(pieces_.size());
  for (const Piece& share : pieces_) {
    parts.push_back(share.amount);
  }
  const std::vector<Fen> leaving = apportion(amount, parts);
  for (std::size_t i = 0; i < leaving.size(); ++i) {
    const Piece taken{pieces_[i].source, leaving[i]};
    pieces_[i].amount -= taken.amount;
    left(taken);
    append_piece(out, taken);
  }
  std::erase_if(pieces_, [](const Piece& share) { return share.amount.is_zero(); });
}

// Sources without a share may be left out of the division: they would get nothing and have no
// remainder, so the indices of the others keep their order and every tie its winner.
void Holding::apportion_all(Fen amount, Pieces& out) {
  std::vector<Fen> parts;
  parts.reserve(pieces_.size() + 1);
  for (const Piece& share : pieces_) {
    parts.push_back(share.amount);
  }
  parts.push_back(clean_);
  const std::vector<Fen> leaving = apportion(amount, parts);
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const Piece taken{pieces_[i].source, leaving[i]};
    pieces_[i].amount -= taken.amount;
    left(taken);
    append_piece(out, taken);
  }
  const Piece rest{clean, leaving.back()};
  left(rest);
  append_piece(out, rest);
  std::erase_if(pieces_, [](const Piece& share) { return share.amount.is_zero(); });
}

Shares Holding::fold(std::size_t limit) {
  Shares folded;
  // A quarter goes at a time, so that a stream of one-fen deposits does not fold at every step; a
  // lot between lots of other sources makes no room when it turns clean, hence the loop.
  const std::size_t keep = limit - limit / 4;
  while (keeps_lots(policy_) && taint_.is_positive() && pieces_.size() - head_ > limit) {
    fold_smallest(pieces_.size() - head_ - keep, folded);
  }
  return folded;
}

void Holding::fold_smallest(std::size_t count, Shares& folded) {
  std::vector<std::size_t> tainted;
  for (std::size_t i = head_; i < pieces_.size(); ++i) {
    if (!pieces_[i].is_clean()) {
      tainted.push_back(i);
    }
  }
  std::sort(tainted.begin(), tainted.end(), [this](std::size_t a, std::size_t b) {
    return pieces_[a].amount != pieces_[b].amount ? pieces_[a].amount < pieces_[b].amount : a < b;
  });
  for (std::size_t i = 0; i < std::min(tainted.size(), count); ++i) {
    Piece& lot = pieces_[tainted[i]];
    add_share(folded, lot);
    taint_ -= lot.amount;
    clean_ += lot.amount;
    lot.source = clean;
  }
  Pieces rest;
  for (std::size_t i = head_; i < pieces_.size(); ++i) {
    append_piece(rest, pieces_[i]);
  }
  pieces_.swap(rest);
  head_ = 0;
}

Shares Holding::wash() {
  Shares washed = shares();
  const Piece lot{clean, total()};
  pieces_.clear();
  head_ = 0;
  clean_ = Fen{0};
  taint_ = Fen{0};
  put({&lot, 1});
  return washed;
}

Shares Holding::shares() const {
  Shares shares;
  sum_taint(std::span(pieces_).subspan(head_), shares);
  return shares;
}

}  // namespace holdfast::trace
