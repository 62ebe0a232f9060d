// Instructions of the hot paths, counted by callgrind: a figure that other work on the machine
// cannot move, though compiler and libraries can. What starting and preparing the input takes is
// counted apart and taken off.
//
// Usage: bench_instructions. (It runs itself under valgrind with the name of a path.)
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fmt/core.h>
#include <string>

#include "base/check.hpp"
#include "figure.hpp"
#include "hot_paths.hpp"

namespace {

using namespace holdfast;

struct Path {
  std::string_view name;
  std::string_view without;  // the path whose work is not counted
  std::string_view unit;
};

constexpr std::array paths{
    Path{"read canonical CSV", "csv", "instructions a row"},
    Path{"graph append", "stream", "instructions a transfer"},
    Path{"trace, fifo", "graph append", "instructions a transfer of the graph"},
    Path{"trace, prorata", "graph append", "instructions a transfer of the graph"},
};

/// What runs under callgrind.
void run(std::string_view name) {
  if (name == "csv") {
    base::check(!bench::hot_csv().empty(), "an input");
  } else if (name == "stream") {
    base::check(bench::hot_rows() == bench::hot_transfers, "an input");
  } else if (name == "read canonical CSV") {
    base::check(bench::read_rows(bench::hot_csv()) == bench::hot_transfers, "every row is good");
  } else {
    fund::Graph graph;
    bench::fill(graph);
    if (name != "graph append") {
      const auto policy = name == "trace, fifo" ? trace::Policy::fifo : trace::Policy::prorata;
      base::check(bench::visited(graph, policy) > 0, "a trace");
    }
  }
}

/// Instructions of a run of this program with that path; 0 when valgrind cannot tell.
double count(const std::string& program, std::string_view name) {
  const auto command = fmt::format(
      "valgrind --tool=callgrind --callgrind-out-file=/dev/null '{}' '{}' 2>&1", program, name);
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  base::check(pipe != nullptr, "a pipe");
  double collected = 0;
  std::array<char, 512> line{};
  while (std::fgets(line.data(), line.size(), pipe) != nullptr) {
    const std::string text{line.data()};
    if (const auto at = text.find("Collected : "); at != std::string::npos) {
      collected = std::strtod(text.c_str() + at + 12, nullptr);
    }
  }
  return ::pclose(pipe) == 0 ? collected : 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) {
    run(argv[1]);
    return 0;
  }
  bench::Suite suite("instructions");
  for (const auto& path : paths) {
    const double with = count(argv[0], path.name);
    const double without = count(argv[0], path.without);
    suite.check("valgrind counts", with > without && without > 0);
    suite.figure(fmt::format("{} transfers", bench::hot_transfers),
                 {.name = path.name,
                  .unit = path.unit,
                  .value = (with - without) / static_cast<double>(bench::hot_transfers)});
  }
  return suite.exit_code();
}
