// Measures of what was found beside what is true: exact spans by kind, rows of ledgers.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "text/corpus.hpp"
#include "text/ledger.hpp"

namespace holdfast::text {

struct Tally {
  std::size_t found = 0;
  std::size_t wanted = 0;
  std::size_t right = 0;

  /// Harmonic mean of precision and recall; 1 where nothing was wanted and nothing found.
  [[nodiscard]] double f1() const {
    return found + wanted == 0
               ? 1.0
               : 2.0 * static_cast<double>(right) / static_cast<double>(found + wanted);
  }
};

using SpanTally = std::array<Tally, kind_names.size()>;

/// Both in order of their begin.
void count_spans(std::span<const Span> found, std::span<const Span> wanted, SpanTally& tally);

/// A row is right when direction, amount and payee account (or its absence) are; each once.
void count_ledger(std::span<const Payment> found, std::span<const GoldRow> wanted, Tally& tally);

}  // namespace holdfast::text
