#include "text/score.hpp"

#include <algorithm>

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

}  // namespace holdfast::text
