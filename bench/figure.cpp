#include "figure.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <fmt/core.h>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

#include "base/check.hpp"

namespace holdfast::bench {

namespace {

double clock_ms(clockid_t clock) {
  timespec at{};
  ::clock_gettime(clock, &at);
  return static_cast<double>(at.tv_sec) * 1e3 + static_cast<double>(at.tv_nsec) / 1e6;
}

/// The inside of a JSON string; names of cases are our own and hold no control characters.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out.push_back('\\');
    }
    out.push_back(c);
  }
  return out;
}

}  // namespace

void Suite::figure(std::string_view case_name, const Figure& figure) {
  std::string line =
      fmt::format(R"({{"suite":"{}","case":"{}","name":"{}","unit":"{}","value":{:.6g})", name_,
                  escaped(case_name), escaped(figure.name), escaped(figure.unit), figure.value);
  if (figure.at_most) {
    line += fmt::format(R"(,"at_most":{:.6g})", *figure.at_most);
  }
  if (figure.at_least) {
    line += fmt::format(R"(,"at_least":{:.6g})", *figure.at_least);
  }
  if (figure.size) {
    line += fmt::format(R"(,"size":{:.6g})", *figure.size);
  }
  line += figure.is_over ? R"(,"over":true)" : "";
  fmt::print("{}{}}}\n", line, figure.is_exact ? R"(,"exact":true)" : "");
  std::fflush(stdout);
}

void Suite::note(std::string_view case_name, std::string_view sentence) {
  fmt::print(R"({{"suite":"{}","case":"{}","note":"{}"}})"
             "\n",
             name_, escaped(case_name), escaped(sentence));
  std::fflush(stdout);
}

void Suite::latency(std::string_view case_name, std::string_view unit, std::vector<double> samples,
                    const LatencyTargets& targets) {
  std::sort(samples.begin(), samples.end());
  const auto at = [&](int per_mille) { return quantile(samples, per_mille); };
  const auto tell = [&](std::string_view name, double value, std::optional<double> at_most) {
    const bool is_over = targets.cut_off_at && value >= *targets.cut_off_at;
    figure(case_name, {.name = name,
                       .unit = unit,
                       .value = is_over ? *targets.cut_off_at : value,
                       .at_most = at_most,
                       .is_over = is_over});
  };
  tell("p50", at(500), targets.p50_at_most);
  tell("p99", at(990), targets.p99_at_most);
  if (samples.size() >= 1000) {  // fewer would name the maximum twice
    tell("p99.9", at(999), targets.p999_at_most);
  }
  tell("max", samples.back(), {});
  figure(case_name, {.name = "samples", .unit = "", .value = static_cast<double>(samples.size())});
  std::string curve;
  for (const int per_mille : {10, 100, 250, 500, 750, 900, 950, 990, 995, 999, 1000}) {
    curve += fmt::format("{}[{},{:.4g}]", curve.empty() ? "" : ",", per_mille, at(per_mille));
  }
  fmt::print(R"({{"suite":"{}","case":"{}","curve":[{}],"unit":"{}"}})"
             "\n",
             name_, escaped(case_name), curve, escaped(unit));
  std::fflush(stdout);
}

void Suite::check(std::string_view what, bool holds) {
  if (!holds && std::find(failed_.begin(), failed_.end(), what) == failed_.end()) {
    failed_.emplace_back(what);
    fmt::print(stderr, "{}: WRONG: {}\n", name_, what);
  }
}

double quantile(const std::vector<double>& sorted, int per_mille) {
  base::check(!sorted.empty(), "a quantile needs a sample");
  const auto needed = (sorted.size() * static_cast<std::size_t>(per_mille) + 999) / 1000;
  return sorted[std::max<std::size_t>(needed, 1) - 1];
}

double cpu_ms() {
  return clock_ms(CLOCK_PROCESS_CPUTIME_ID);
}
double thread_cpu_ms() {
  return clock_ms(CLOCK_THREAD_CPUTIME_ID);
}
double wall_ms() {
  return clock_ms(CLOCK_MONOTONIC);
}
double peak_mb() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_maxrss) / 1024;
}

double resident_mb() {
  std::ifstream statm{"/proc/self/statm"};
  long whole = 0;
  long resident = 0;
  statm >> whole >> resident;
  return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1024 / 1024;
}

double available_mb() {
  std::ifstream meminfo{"/proc/meminfo"};
  for (std::string line; std::getline(meminfo, line);) {
    if (line.starts_with("MemAvailable:")) {
      return std::strtod(line.c_str() + 13, nullptr) / 1024;
    }
  }
  return 0;
}

}  // namespace holdfast::bench
