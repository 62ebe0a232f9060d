// What the disk does beside a measurement. It runs a thread of its own until it goes.
#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace holdfast::bench {

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

}  // namespace holdfast::bench
