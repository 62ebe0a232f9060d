// The hot paths of the desk, from a command to events and from events to text, whose instructions
// are counted. Each runs on the same small input every time. One thread.
#pragma once

#include <cstddef>

#include "core/centre_test.hpp"

namespace holdfast::bench {

inline constexpr std::size_t hot_reports = 500;

/// Victims report a loss each: decided, and the events applied.
void report(core::test::Centre& centre);
/// For each of their cases the pursuit comes to a further account, which gets a stop order.
void pursue(core::test::Centre& centre);
/// What is in the journal as text, and back; how many events.
[[nodiscard]] std::size_t write_and_read(const core::test::Centre& centre);

}  // namespace holdfast::bench
