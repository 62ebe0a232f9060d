// Who may sign what: offices, those who stand in for them, and the two officers of an order. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/state.hpp"

namespace holdfast::core {

/// An office that somebody may act in now.
struct Office {
  order::Duty duty = order::Duty::none;
  std::string on_behalf;  // of its holder; empty for an office of one's own
  bool operator==(const Office&) const = default;
};

/// A user of the centre who is not disabled. Keys of machines are nobody who could sign.
[[nodiscard]] const User* person_named(const State& state, std::string_view name);

/// The person's own office first, then those of others that they stand in for at `at`. What was
/// delegated is not delegated on, and the office of somebody disabled is nobody's.
[[nodiscard]] std::vector<Office> offices_of(const State& state, std::string_view name,
                                             base::Instant at);

/// In which office `name` may take the next step of `order`: none when no office covers it, or when
/// `name`, or whoever they stand in for, has a part in the order already.
[[nodiscard]] std::optional<Office> office_for(const State& state, const order::Order& order,
                                               std::string_view name, base::Instant at);

/// The same of whatever carries `approval`.
[[nodiscard]] std::optional<Office> office_for(const State& state, const order::Approval& approval,
                                               std::string_view name, base::Instant at);

/// True when `name` has a part in the order already: drew it up, is its second officer, signed.
[[nodiscard]] bool has_part_in(const order::Order& order, std::string_view name);

/// May sign the draft or stop as its second officer.
[[nodiscard]] bool may_sign(const State& state, const order::Order& order, std::string_view name);

}  // namespace holdfast::core
