// An order with the plain facts that its partner needs, whichever way it travels. Engine thread: it
// reads the state.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/state.hpp"
#include "engine/world.hpp"
#include "port/partner.hpp"

namespace holdfast::engine {

[[nodiscard]] port::PartnerMessage partner_message(const order::Order& order,
                                                   const core::State& state, const World& world,
                                                   const std::string& installation);

/// "holdfast-O000001": unique to this installation's journal, at most 36 characters.
[[nodiscard]] std::string application_id(const std::string& installation, order::OrderId id);
/// The order behind an application id; nothing when it is not one of ours.
[[nodiscard]] std::optional<order::OrderId> order_of_application(const std::string& installation,
                                                                 std::string_view text);

}  // namespace holdfast::engine
