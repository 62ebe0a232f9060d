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
#include "desk_paths.hpp"
#include "figure.hpp"
#include "hot_paths.hpp"

namespace {

using namespace holdfast;

struct Path {
  std::string_view name;
  std::string_view without;  // the path whose work is not counted
  std::string_view unit;
  std::size_t units;  // how many the path does
};

constexpr std::size_t questions = 1'000;
constexpr auto transfers = static_cast<std::size_t>(bench::hot_transfers);

constexpr std::string_view centre_path = "centre";  // rules and routing are loaded
constexpr std::string_view report_path = "report: decide and apply";
constexpr std::string_view stop_path = "stop for a further account: decide and apply";
constexpr std::string_view text_path = "events of a report as text and back";
constexpr std::string_view cases_path = "open cases";
constexpr std::string_view arriving_path =
    "arriving beside 100 open cases, into the graph and past them";
constexpr std::string_view reach_path = "reach 48 h, 3 hops";

constexpr std::array paths{
    Path{"read canonical CSV", "csv", "instructions a row", transfers},
    Path{"graph append", "stream", "instructions a transfer", transfers},
    Path{"door and graph", "stream", "instructions a row", transfers},
    Path{"trace, fifo", "graph append", "instructions a transfer of the graph", transfers},
    Path{"trace, prorata", "graph append", "instructions a transfer of the graph", transfers},
    Path{reach_path, "graph append", "instructions a question", questions},
    Path{arriving_path, cases_path, "instructions a transfer", transfers / 2},
    Path{report_path, centre_path, "instructions a report", bench::hot_reports},
    Path{stop_path, report_path, "instructions a stop", bench::hot_reports},
    Path{text_path, report_path, "instructions a report", bench::hot_reports},
};

/// Of the desk; false where the name is another's.
bool run_desk(std::string_view name) {
  if (name != centre_path && name != report_path && name != stop_path && name != text_path) {
    return false;
  }
  core::test::Centre centre;
  if (name != centre_path) {
    bench::report(centre);
  }
  if (name == stop_path) {
    bench::pursue(centre);
  } else if (name == text_path) {
    base::check(bench::write_and_read(centre) >= bench::hot_reports, "events");
  }
  return true;
}

/// Of open cases; false where the name is another's.
bool run_cases(std::string_view name) {
  if (name != cases_path && name != arriving_path) {
    return false;
  }
  fund::Graph graph;
  trace::PursuitSet cases;
  bench::open_cases(graph, cases);
  if (name == arriving_path) {
    base::check(bench::arrive(graph, cases) > 0, "news");
  }
  return true;
}

/// What runs under callgrind.
void run(std::string_view name) {
  if (name == "csv") {
    base::check(!bench::hot_csv().empty(), "an input");
  } else if (name == "stream") {
    base::check(bench::hot_rows() == bench::hot_transfers, "an input");
  } else if (name == "read canonical CSV") {
    base::check(bench::read_rows(bench::hot_csv()) == bench::hot_transfers, "every row is good");
  } else if (name == "door and graph") {
    base::check(bench::admit() > 0, "some rows come twice");
  } else if (!run_desk(name) && !run_cases(name)) {
    fund::Graph graph;
    bench::fill(graph);
    if (name == reach_path) {
      base::check(bench::reached(graph, questions) > questions, "something is reached");
    } else if (name != "graph append") {
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
    suite.figure(path.units == bench::hot_reports
                     ? fmt::format("{} reports", bench::hot_reports)
                     : fmt::format("{} transfers", bench::hot_transfers),
                 {.name = path.name,
                  .unit = path.unit,
                  .value = (with - without) / static_cast<double>(path.units)});
  }
  return suite.exit_code();
}
