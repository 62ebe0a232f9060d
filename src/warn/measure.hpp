// How good an order of suspicion is. Any thread.
#pragma once

#include <span>

namespace holdfast::warn {

struct Judged {
  float score = 0;
  bool is_bad = false;
  float weight = 1;  // how many it stands for
};

struct Quality {
  /// Area under precision over recall (average precision); equal scores count as one step.
  double auprc = 0;
  /// Share of the bad ones that are in the part with the highest scores that the budget allows.
  double recall = 0;
  double precision = 0;  // of that part
  float threshold = 0;   // the lowest score in that part
};

/// `budget`: share of all that may be flagged. All zero when nothing is bad.
[[nodiscard]] Quality measure(std::span<const Judged> judged, double budget);

struct Calibration {
  float slope = 1;
  float offset = 0;
};

/// The logistic curve over the scores that fits what was bad best; slope above zero, so that the
/// order stays. Leaves the scores as they are when nothing or everything is bad.
[[nodiscard]] Calibration calibrate(std::span<const Judged> judged);

}  // namespace holdfast::warn
