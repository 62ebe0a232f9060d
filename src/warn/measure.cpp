#include "warn/measure.hpp"

#include <algorithm>
#include <vector>

namespace holdfast::warn {

Quality measure(std::span<const Judged> judged, double budget) {
  std::vector<Judged> order(judged.begin(), judged.end());
  std::ranges::stable_sort(order, std::ranges::greater{}, &Judged::score);
  double all = 0;
  double bad = 0;
  for (const Judged& one : order) {
    all += static_cast<double>(one.weight);
    bad += one.is_bad ? static_cast<double>(one.weight) : 0;
  }
  Quality quality;
  if (bad <= 0) {
    return quality;
  }
  double flagged = 0;
  double found = 0;
  bool is_within = true;
  for (std::size_t i = 0; i < order.size();) {
    double here = 0;
    double bad_here = 0;
    const float score = order[i].score;
    for (; i < order.size() && order[i].score == score; ++i) {
      here += static_cast<double>(order[i].weight);
      bad_here += order[i].is_bad ? static_cast<double>(order[i].weight) : 0;
    }
    // Of equal scores that the budget cuts in two, a like share counts.
    if (is_within) {
      const double room = budget * all - flagged;
      const double share = std::clamp(room / here, 0.0, 1.0);
      quality.recall = (found + share * bad_here) / bad;
      const double taken = flagged + share * here;
      quality.precision = taken > 0 ? (found + share * bad_here) / taken : 0;
      if (share > 0 || flagged == 0) {
        quality.threshold = score;
      }
      is_within = share >= 1;
    }
    flagged += here;
    found += bad_here;
    quality.auprc += bad_here / bad * (found / flagged);
  }
  return quality;
}

}  // namespace holdfast::warn
