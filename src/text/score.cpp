#include "text/score.hpp"

#include <algorithm>
#include <vector>

namespace holdfast::text {

void count_spans(std::span<const Span> found, std::span<const Span> wanted, SpanTally& tally) {
  for (const Span& span : wanted) {
    ++tally[static_cast<std::size_t>(span.kind)].wanted;
  }
  for (const Span& span : found) {
    Tally& own = tally[static_cast<std::size_t>(span.kind)];
    ++own.found;
    own.right += std::ranges::find(wanted, span) != wanted.end() ? 1U : 0U;
  }
}

void count_ledger(std::span<const Payment> found, std::span<const GoldRow> wanted, Tally& tally) {
  std::vector<bool> used(wanted.size(), false);
  tally.found += found.size();
  tally.wanted += wanted.size();
  for (const Payment& payment : found) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (!used[i] && wanted[i].direction == payment.direction &&
          wanted[i].amount_fen == payment.amount_fen && wanted[i].payee == payment.payee_account) {
        used[i] = true;
        ++tally.right;
        break;
      }
    }
  }
}

}  // namespace holdfast::text
