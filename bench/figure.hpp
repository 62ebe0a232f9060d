// What a suite prints: one figure a line, as JSON, on standard output. `./dev bench report` gathers
// the lines of several runs into doc/benchmarks.md; whoever adds a suite prints these and is in it.
//
//   bench::Suite suite("trace_file");
//   suite.figure("2,000,000 rows, fifo", {.name = "wall", .unit = "s", .value = 2.1, .at_most =
//   3}); suite.latency("report to last stop", "ms", samples, {.p99_at_most = 20});
//   suite.check("conservation", remaining == stolen);   // a wrong answer makes a figure worthless
//   return suite.exit_code();
//
// A line: {"suite":"trace_file","case":"2,000,000 rows, fifo","name":"wall","unit":"s","value":2.1,
// "at_most":3}. A latency gives p50, p99, p99.9 and max, a count, and a curve for the plot. Numbers
// that cannot be noisy (visited transfers, bytes) say `.is_exact = true`; a figure that belongs to
// a size says `.size`, and the page plots it over that. A note is a sentence under the suite's
// table. One thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::bench {

struct Figure {
  std::string_view name;
  std::string_view unit;
  double value = 0;
  std::optional<double> at_most = {};   // the target, where there is one
  std::optional<double> at_least = {};  // the same, where more is better
  bool is_exact = false;                // the same in every run on every machine
  bool is_over = false;                 // more than `value`: what was measured was cut off there
  std::optional<double> size = {};      // how much data there was, for a curve of growth
};

struct LatencyTargets {
  std::optional<double> p50_at_most = {};
  std::optional<double> p99_at_most = {};
  std::optional<double> p999_at_most = {};
  /// What took so long was given up: samples not below it mean "over".
  std::optional<double> cut_off_at = {};
};

class Suite {
 public:
  explicit Suite(std::string name) : name_(std::move(name)) {}

  void figure(std::string_view case_name, const Figure& figure);
  /// Of at least one sample; sorts them.
  void latency(std::string_view case_name, std::string_view unit, std::vector<double> samples,
               const LatencyTargets& targets = {});
  /// One sentence that the figures cannot be read without: a setting, what is missing and why.
  void note(std::string_view case_name, std::string_view sentence);
  /// Tells a failed check on standard error, each once; the program then ends with 1.
  void check(std::string_view what, bool holds);
  [[nodiscard]] int exit_code() const { return failed_.empty() ? 0 : 1; }

 private:
  std::string name_;
  std::vector<std::string> failed_;
};

/// The smallest sample that at least the share `per_mille` of them does not exceed; `sorted` holds
/// at least one.
[[nodiscard]] double quantile(const std::vector<double>& sorted, int per_mille);

/// Processor time of this process so far, in milliseconds.
[[nodiscard]] double cpu_ms();
/// The same of the calling thread.
[[nodiscard]] double thread_cpu_ms();
/// A clock that all processes of this machine share, in milliseconds.
[[nodiscard]] double wall_ms();
/// Peak memory of this process, in MB.
[[nodiscard]] double peak_mb();
/// Memory of this process now, in MB.
[[nodiscard]] double resident_mb();
/// Memory that the system could still give, in MB.
[[nodiscard]] double available_mb();

}  // namespace holdfast::bench
