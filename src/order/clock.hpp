// The clocks of an order: when each lapses, and when somebody is told before it does.
//
// Terms and lead times are rules; an order whose day knew no such rule has no such clock. What a
// clock does when it rings the core decides. Pure.
#pragma once

#include <optional>
#include <vector>

#include "law/rule_book.hpp"
#include "order/order.hpp"

namespace holdfast::order {

struct Ring {
  base::Instant at;
  Clock clock = Clock::stop_lapse;
  base::Instant due;  // when the clock lapses
  [[nodiscard]] bool is_lapse() const { return at >= due; }
  bool operator==(const Ring&) const = default;
};

/// By when an approved request for evidence is to be answered, an approved return paid; nothing for
/// any other order.
[[nodiscard]] std::optional<base::Instant> due_of(const Order& order, const law::RuleBook& rules);

/// What is still to ring of this order, sorted by time. A lead that lies before the clock began
/// (its order came in force, was approved) rings at once.
[[nodiscard]] std::vector<Ring> rings_of(const Order& order, const law::RuleBook& rules);

}  // namespace holdfast::order
