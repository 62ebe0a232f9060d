// How each partner does: how soon it takes an order and stops the money, how often it succeeds,
// with which codes it answers, and what it owes. Pure; any thread, but `order_facts` reads the
// state.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/state.hpp"

namespace holdfast::engine {

/// Of one order what a score counts.
struct OrderFacts {
  std::string institution;
  order::Family family = order::Family::stop;
  order::State state = order::State::approved;
  std::string result;  // four digits; empty: not answered
  bool was_done = false;
  std::optional<std::int64_t> taken_ms;     // from the approval until the partner had it
  std::optional<std::int64_t> answered_ms;  // from the approval until its answer
  bool is_undelivered = false;
  bool owes_feedback = false;
};

/// Of the orders approved in [from, until). O(orders).
[[nodiscard]] std::vector<OrderFacts> order_facts(const core::State& state, base::Instant from,
                                                  base::Instant until);

/// Milliseconds at the middle and near the end; nothing where there is nothing to measure.
struct Spread {
  std::optional<std::int64_t> p50;
  std::optional<std::int64_t> p95;
};

struct PartnerScore {
  std::string institution;
  std::uint64_t orders = 0;
  std::uint64_t answered = 0;
  std::uint64_t done = 0;  // of those answered
  Spread taken;
  Spread stopped;  // of the stops that came in force
  std::map<std::string, std::uint64_t> codes;
  std::uint64_t undelivered = 0;
  std::uint64_t owes_feedback = 0;
};

/// One for each institution of the routing and each that has orders, by its code. A percentile is
/// the smallest value that so many of a hundred do not exceed.
[[nodiscard]] std::vector<PartnerScore> partner_scores(std::vector<OrderFacts> facts,
                                                       const core::Routing& routing);

}  // namespace holdfast::engine
