// Transfers of ordinary life that arrive at a steady rate beside what is measured: binary batches
// of one bank, each at its moment. A batch that is told to come again counts as late, not as lost.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "centre.hpp"

namespace holdfast::bench {

inline constexpr std::size_t rows_a_batch = 1000;

class Arrivals {
 public:
  /// Made beforehand, so that making them costs nothing then.
  Arrivals(std::size_t count, double batches_a_second);

  /// Sends the first ones, waiting: their accounts are known afterwards.
  void begin(Centre& centre, std::size_t count);
  void start(Centre& centre);
  /// Ends it and waits for the answers.
  void stop();

  [[nodiscard]] bool all_taken() const { return under_way_ == 0 && failed_ == 0; }
  [[nodiscard]] std::size_t sent() const { return sent_; }
  [[nodiscard]] std::size_t told_to_wait() const { return told_to_wait_; }
  [[nodiscard]] std::vector<double> answer_ms();

 private:
  void post(Centre& centre, std::size_t at, double due);

  const double rate_;
  std::vector<std::string> batches_;
  std::size_t next_ = 0;
  std::atomic<bool> stopping_{false};
  std::atomic<int> under_way_{0};
  std::atomic<std::size_t> failed_{0};
  std::atomic<std::size_t> sent_{0};
  std::atomic<std::size_t> told_to_wait_{0};
  std::mutex mutex_;
  std::vector<double> late_ms_;
  std::thread thread_;
};

}  // namespace holdfast::bench
