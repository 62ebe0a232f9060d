// The hot paths whose work is counted: by a test, as visits, bytes and allocations, and under
// callgrind, as instructions. Each runs on the same small input every time. One thread.
#pragma once

#include <cstdint>
#include <string>

#include "fund/graph.hpp"
#include "trace/trace.hpp"

namespace holdfast::bench {

inline constexpr std::uint64_t hot_transfers = 50'000;

/// Makes the input and forgets it; how many rows it has.
[[nodiscard]] std::uint64_t hot_rows();
/// The input as canonical CSV, repeated rows left out.
[[nodiscard]] std::string hot_csv();
/// Reads it; how many rows were good.
[[nodiscard]] std::uint64_t read_rows(const std::string& csv);

/// The input in a graph.
void fill(fund::Graph& graph);
/// How many transfers a trace of the first thefts visits.
[[nodiscard]] std::uint64_t visited(const fund::Graph& graph, trace::Policy policy);

}  // namespace holdfast::bench
