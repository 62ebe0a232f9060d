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

}  // namespace holdfast::warn
