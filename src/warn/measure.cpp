#include "warn/measure.hpp"

#include <algorithm>
#include <cmath>
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

Calibration calibrate(std::span<const Judged> judged) {
  // Newton's method on two parameters; a little is added to the curvature so that worlds that are
  // parted without an error do not make a step of the curve.
  constexpr int steps = 50;
  constexpr double ridge = 1e-3;
  constexpr double step_most = 1;
  double slope = 1;
  double offset = 0;
  for (int step = 0; step < steps; ++step) {
    double g_slope = ridge * (slope - 1);
    double g_offset = ridge * offset;
    double h_slope = ridge;
    double h_both = 0;
    double h_offset = ridge;
    for (const Judged& one : judged) {
      const auto x = static_cast<double>(one.score);
      const auto weight = static_cast<double>(one.weight);
      const double p = 1 / (1 + std::exp(-(slope * x + offset)));
      const double miss = weight * (p - (one.is_bad ? 1 : 0));
      const double bend = weight * p * (1 - p);
      g_slope += miss * x;
      g_offset += miss;
      h_slope += bend * x * x;
      h_both += bend * x;
      h_offset += bend;
    }
    const double whole = h_slope * h_offset - h_both * h_both;
    if (whole <= 0) {
      break;
    }
    const double by_slope = (h_offset * g_slope - h_both * g_offset) / whole;
    const double by_offset = (h_slope * g_offset - h_both * g_slope) / whole;
    slope -= std::clamp(by_slope, -step_most, step_most);
    offset -= std::clamp(by_offset, -step_most, step_most);
    slope = std::clamp(slope, 0.05, 5.0);
  }
  return {static_cast<float>(slope), static_cast<float>(offset)};
}

}  // namespace holdfast::warn
