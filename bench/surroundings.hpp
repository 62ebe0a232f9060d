// What goes on beside a measurement: other people's transfers, the centre's past, the disk. Each
// class runs a thread of its own until it goes.
#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "centre.hpp"

namespace holdfast::bench {

/// How long anything may take before a benchmark gives it up as lost.
inline constexpr base::Milliseconds patience{20'000};

[[nodiscard]] base::Instant system_now();

/// What a synced write of 4 KB takes on the disk of `directory` in the meantime, 20 times a second.
class DiskProbe {
 public:
  explicit DiskProbe(const std::string& directory);
  ~DiskProbe();
  DiskProbe(const DiskProbe&) = delete;
  DiskProbe& operator=(const DiskProbe&) = delete;

  /// Ends it; milliseconds of each write, at least one.
  std::vector<double> finish();

 private:
  void write() const;
  void run();

  int file_;
  std::atomic<bool> stopping_{false};
  std::vector<double> took_;
  std::thread thread_;
};

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
