// Money with its origin: pieces in an order, and shares by source. Plain values, any thread.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "base/fen.hpp"

namespace holdfast::trace {

/// A source is a seed's place in the order given: 0, 1, 2, ...
using Source = std::uint32_t;
/// Money of no source. It sorts behind every source, as TRACE orders a payment's composition.
inline constexpr Source clean = std::numeric_limits<Source>::max();

struct Piece {
  Source source = clean;
  base::Fen amount;

  [[nodiscard]] bool is_clean() const { return source == clean; }
  bool operator==(const Piece&) const = default;
};

/// In order; no piece is empty and no two neighbours have one source.
using Pieces = std::vector<Piece>;
/// Ascending by source, without clean money; no share is empty.
using Shares = std::vector<Piece>;

/// Appends, joining the last piece where the source is the same; nothing where the amount is 0.
void append_piece(Pieces& pieces, Piece piece);
/// Adds to the share of the piece's source. The piece may not be clean.
void add_share(Shares& shares, Piece piece);
/// The tainted pieces summed by source, into `shares`. Returns their sum.
base::Fen sum_taint(std::span<const Piece> pieces, Shares& shares);
[[nodiscard]] base::Fen total(std::span<const Piece> pieces);
/// One amount for each of `sources` sources, 0 where there is no share.
[[nodiscard]] std::vector<base::Fen> dense(std::span<const Piece> shares, std::size_t sources);

/// The seed rule: up to `stolen` of the clean pieces, in their order, become taint of `source`.
/// What was tainted keeps its source. Returns what became taint.
base::Fen taint_clean(Pieces& pieces, Source source, base::Fen stolen);

}  // namespace holdfast::trace
