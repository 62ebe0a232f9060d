// How much memory the process has of its own, and what is done about it.
//
// Under a limit the engine gives memory back once four fifths of it are used: what a snapshot on
// disk holds of the graph, and no later transfer changed, comes from there from then on (the
// archive), and a trace does not notice. If that is not enough and the limit is reached, feeds are
// refused until it is; reports of victims, orders and replies never are.
#pragma once

#include <cstdint>
#include <string_view>

namespace holdfast::engine {

enum class MemoryState : std::uint8_t {
  ample,  // below four fifths of the limit, or there is none
  tight,  // above: what a snapshot holds is given back
  full,   // at the limit: feeds are refused
};
[[nodiscard]] std::string_view name_of(MemoryState state);

/// What of the process lies in memory alone, in bytes: no file holds it. Zero where the system does
/// not tell.
[[nodiscard]] std::uint64_t own_memory();

[[nodiscard]] MemoryState judge_memory(std::uint64_t used, std::uint64_t limit);

}  // namespace holdfast::engine
