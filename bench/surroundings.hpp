// What goes on beside a measurement: other people's transfers, the centre's past, the disk. Each
// class runs a thread of its own until it goes.
#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "centre.hpp"
#include "disk_probe.hpp"

namespace holdfast::bench {

/// How long anything may take before a benchmark gives it up as lost.
inline constexpr base::Milliseconds patience{20'000};

[[nodiscard]] base::Instant system_now();

/// Ordinary life: banks tell 2,000 transfers a second of people nobody looks for.
class Background {
 public:
  explicit Background(Centre& centre);
  ~Background();  // waits for the answers
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  [[nodiscard]] bool all_taken() const { return refused_ == 0; }

 private:
  void run(Centre& centre);

  std::atomic<bool> stopping_{false};
  std::atomic<int> refused_{0};
  std::atomic<int> under_way_{0};
  std::thread thread_;
};

/// A centre that has run for a while: its files have their size and its tables some weight. Takes
/// in 100,000 transfers of the last three months.
void have_a_past(Centre& centre);

}  // namespace holdfast::bench
