// The hot paths whose work is counted: by a test, as visits, bytes and allocations, and under
// callgrind, as instructions. Each runs on the same small input every time. One thread.
#pragma once

#include <cstdint>
#include <string>

#include "fund/graph.hpp"
#include "trace/pursuit_set.hpp"
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
/// The same through the door, repeated rows and all; how many were dropped.
[[nodiscard]] std::uint64_t admit();
/// Asks so many questions, 48 hours and 3 hops each; how many transfers they looked at.
[[nodiscard]] std::uint64_t reached(const fund::Graph& graph, std::size_t questions);
/// The first half of the input, and so many open cases of payments in it.
inline constexpr std::size_t hot_cases = 100;
void open_cases(fund::Graph& graph, trace::PursuitSet& cases);
/// The other half, past those cases in batches of a thousand; how many needs changed.
[[nodiscard]] std::uint64_t arrive(fund::Graph& graph, trace::PursuitSet& cases);
/// How many transfers a trace of the first thefts visits.
[[nodiscard]] std::uint64_t visited(const fund::Graph& graph, trace::Policy policy);

}  // namespace holdfast::bench
