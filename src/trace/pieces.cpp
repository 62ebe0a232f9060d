#include "trace/pieces.hpp"

#include <algorithm>

namespace holdfast::trace {

void append_piece(Pieces& pieces, Piece piece) {
  if (piece.amount.is_zero()) {
    return;
  }
  if (!pieces.empty() && pieces.back().source == piece.source) {
    pieces.back().amount += piece.amount;
    return;
  }
  pieces.push_back(piece);
}

void add_share(Shares& shares, Piece piece) {
  base::check(!piece.is_clean(), "clean money is nobody's share");
  if (piece.amount.is_zero()) {
    return;
  }
  const auto at =
      std::lower_bound(shares.begin(), shares.end(), piece.source,
                       [](const Piece& share, Source source) { return share.source < source; });
  if (at != shares.end() && at->source == piece.source) {
    at->amount += piece.amount;
  } else {
    shares.insert(at, piece);
  }
}

base::Fen sum_taint(std::span<const Piece> pieces, Shares& shares) {
  shares.clear();
  base::Fen sum{0};
  for (const Piece& piece : pieces) {
    if (!piece.is_clean()) {
      add_share(shares, piece);
      sum += piece.amount;
    }
  }
  return sum;
}

base::Fen total(std::span<const Piece> pieces) {
  base::Fen sum{0};
  for (const Piece& piece : pieces) {
    sum += piece.amount;
  }
  return sum;
}

std::vector<base::Fen> dense(std::span<const Piece> shares, std::size_t sources) {
  std::vector<base::Fen> amounts(sources);
  for (const Piece& share : shares) {
    amounts.at(share.source) += share.amount;
  }
  return amounts;
}

base::Fen taint_clean(Pieces& pieces, Source source, base::Fen stolen) {
  base::Fen left = stolen;
  Pieces after;
  after.reserve(pieces.size() + 1);
  for (const Piece& piece : pieces) {
    if (!piece.is_clean()) {
      append_piece(after, piece);
      continue;
    }
    const base::Fen taken = std::min(left, piece.amount);
    append_piece(after, {source, taken});
    append_piece(after, {clean, piece.amount - taken});
    left -= taken;
  }
  pieces.swap(after);
  return stolen - left;
}

}  // namespace holdfast::trace
