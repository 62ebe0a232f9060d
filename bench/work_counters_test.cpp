// Work that is the same in every run on every machine, held against test/golden/work-counters.txt:
// twice the visits or allocations are a line of the change that brings them, never a surprise. When
// a change is meant, copy what the failure prints into the file.
#include <cstdlib>
#include <fmt/core.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <new>

#include "hot_paths.hpp"
#include "support/source_dir.hpp"

namespace {

std::size_t allocations = 0;  // one thread in this program's counted parts

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* const got = std::malloc(size > 0 ? size : 1)) {
    return got;
  }
  throw std::bad_alloc{};
}
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  ++allocations;
  return std::malloc(size > 0 ? size : 1);
}
void operator delete(void* pointer) noexcept {
  std::free(pointer);
}
void operator delete(void* pointer, std::size_t /*size*/) noexcept {
  std::free(pointer);
}

namespace holdfast::bench {
namespace {

std::string counted() {
  std::string lines;
  const auto note = [&](std::string_view name, std::uint64_t count) {
    lines += fmt::format("{} {}\n", name, count);
  };
  const auto csv = hot_csv();
  const auto before = allocations;
  const auto rows = read_rows(csv);
  note("csv_rows", rows);
  note("csv_allocations", allocations - before);
  fund::Graph graph;
  fill(graph);
  note("graph_bytes", graph.bytes());
  for (const auto policy : trace::all_policies) {
    note(fmt::format("trace_{}_visited", trace::to_text(policy)), visited(graph, policy));
  }
  note("reach_looked_at", reached(graph, 200));
  note("rows_dropped_at_the_door", admit());
  fund::Graph half;
  trace::PursuitSet cases;
  open_cases(half, cases);
  note("needs_changed_in_open_cases", arrive(half, cases));
  std::uint64_t applied = 0;
  for (std::size_t i = 0; i < hot_cases; ++i) {
    applied += cases.find(trace::PursuitId{i})->work();
  }
  note("transfers_applied_by_open_cases", applied);
  return lines;
}

TEST(WorkCounters, AreWhatTheFileSays) {
  std::ifstream file{test::source_dir() / "test" / "golden" / "work-counters.txt"};
  const std::string expected{std::istreambuf_iterator<char>{file}, {}};
  EXPECT_EQ(counted(), expected);
}

}  // namespace
}  // namespace holdfast::bench
